// Taking the card off this phone: nothing of it stays here, and its squares are refused from then on.
import { element } from "../../check/elements.ts";
import { Removed } from "../grant.ts";
import { ask, Refused, Unreachable } from "../server.ts";
import type { Stage } from "../stage.ts";
import { alone, forget } from "../store.ts";
import { enter } from "../sync.ts";
import { link, paragraph, press, ringHub, type View } from "../view.ts";
import { say } from "../words.ts";

export function removeView(stage: Stage): View {
  const status = element("div", { role: "status" });
  const yes = press(say("phone-remove-yes"), "main warn", async () => {
    yes.disabled = true;
    // One that waits to talk with the server finds nothing more to ask for.
    const told = await alone(async () => {
      const isTold = await tellServer();
      await forget();
      return isTold;
    });
    if (told) return stage.go("card");
    status.replaceChildren(paragraph(say("phone-remove-offline")), ...ringHub(stage.held.about?.hub));
    yes.remove();
    no.remove();
  });
  const no = element("p", {}, link(say("phone-remove-no"), "#card", "wide"));
  return {
    title: say("phone-remove-title"),
    body: [paragraph(say("phone-remove-lead")), paragraph(say("phone-remove-back")), status, yes, no],
  };
}

/** Whether the server knows. */
async function tellServer(): Promise<boolean> {
  try {
    const { proof } = await enter();
    await ask("/api/card", { method: "DELETE" }, proof);
    return true;
  } catch (fault) {
    if (fault instanceof Removed) return true;
    if (fault instanceof Unreachable || fault instanceof Refused) return false;
    throw fault;
  }
}
