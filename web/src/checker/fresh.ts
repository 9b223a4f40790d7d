// Keeps the list fresh without being asked, and its age on the page: at the start, when the network is back, when somebody
// looks again, and while the page is open.
import { button, byId, element } from "../check/elements.ts";
import { get } from "../check/sources.ts";
import { say } from "../words.ts";
import { age } from "./age.ts";
import { type Checking, seconds } from "./checking.ts";
import { beginAnew } from "./memory.ts";

/** Seconds: the `ttl` of every list (docs/card-format.md §7). */
const listTtl = 900;
const betweenLooks = 30_000;

export function keepFresh(checking: Checking): void {
  const show = () => showAge(checking);
  const sync = async () => {
    await checking.sync();
    show();
  };
  const look = () => {
    show();
    if (!document.hidden && Math.abs(seconds() - checking.askedAt) >= listTtl) void sync();
  };
  addEventListener("online", () => void sync());
  document.addEventListener("visibilitychange", look);
  setInterval(look, betweenLooks);
  show();
  void sync();
}

function showAge(checking: Checking): void {
  const { text, calls } = age(checking, seconds());
  const line = byId("age");
  line.classList.toggle("pass-age--calls", calls);
  if (line.textContent !== text) line.textContent = text;
  byId("anew").replaceChildren(...(checking.refused === "signature" ? [trustAnew()] : []));
}

/** The pinned key changes only because a person, whom the hub told so, says so. */
function trustAnew(): HTMLElement {
  const hint = element("p", { class: "govuk-hint", id: "anew-hint" }, say("checker-trust-hint"));
  const press = button(say("checker-trust-anew"), "govuk-button--secondary", async () => {
    // The page that this browser keeps names the old key; the server's own page has the one of now.
    const page = await get(location.pathname).catch(() => undefined);
    const root = page && /data-root="([\w-]{44})"/.exec(page)?.[1];
    if (!root) return;
    await beginAnew(root);
    location.reload();
  });
  press.setAttribute("aria-describedby", "anew-hint");
  return element("div", {}, press, hint);
}
