// The page at /card and /card/activate: a young person's card on their own phone.
import { byId, element } from "./check/elements.ts";
import { keepOffline } from "./keep-offline.ts";
import { start } from "./phone/app.ts";
import { say } from "./phone/words.ts";

void keepOffline();
start().catch((fault) => {
  // A browser too old for this, one that keeps nothing, or a fault of ours: it is said, and paper still works.
  byId("view").replaceChildren(element("p", { role: "alert" }, say(crypto.subtle ? "phone-fault" : "phone-too-old")));
  throw fault;
});
