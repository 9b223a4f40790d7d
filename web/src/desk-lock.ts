// A desk that nobody uses locks and leaves the screen: five minutes after the last key, click or movement in any of its windows, or when a
// laptop wakes up later. What was typed and not sent goes along, and comes back after the PIN. While somebody works on one page for
// long, the server is told, so that its own five minutes never end before these.
import { typedInto } from "./typed-into.ts";

const idle = 5 * 60 * 1000;
const toldEvery = 30 * 1000;
const uses = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"];

const windows = new BroadcastChannel("desk");
const button = document.querySelector<HTMLButtonElement>("button[formaction='/desk/lock']");
/** When somebody used the desk last, as far as this page knows; opening it was use. */
let used = Date.now();
let telling: ReturnType<typeof setTimeout> | undefined;
let left = false;

for (const kind of uses) addEventListener(kind, noteUse, { capture: true, passive: true });
windows.addEventListener("message", heard);
button?.form?.addEventListener("submit", ({ submitter }) => submitter === button && windows.postMessage("left"));
document.addEventListener("visibilitychange", leaveWhenIdle);
// A page that the browser kept as it was is asked for anew.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
watch();

function watch(): void {
  if (!leaveWhenIdle()) setTimeout(watch, used + idle - Date.now());
}

function leaveWhenIdle(): boolean {
  if (Date.now() - used >= idle) leave();
  return left;
}

/** What another window says: when it was used last, or that the desk locks now. */
function heard({ data }: MessageEvent<number | "left">): void {
  if (data === "left") leave();
  else used = Math.max(used, data);
}

/** Only what a person does. The first movement on a laptop that woke up comes too late. */
function noteUse({ isTrusted }: Event): void {
  if (!isTrusted || leaveWhenIdle()) return;
  used = Date.now();
  if (telling !== undefined) return;
  windows.postMessage(used);
  telling = setTimeout(tell, toldEvery);
}

/** Up to half a minute late, so the server locks after this page, not before it. */
async function tell(): Promise<void> {
  telling = undefined;
  windows.postMessage(used);
  const body = new URLSearchParams({ csrf: button?.form?.querySelector("input")?.value ?? "" });
  const answer = await fetch("/desk/in-use", { method: "POST", body }).catch(() => undefined);
  // Locked elsewhere. Without a network there is no answer, and these five minutes go on.
  if (answer && !answer.ok) leave();
}

/** As whoever presses "Lock now", with what was typed. */
function leave(): void {
  const form = button?.form;
  if (left || !form) return;
  left = true;
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name: "kept", value: unsent() });
  form.append(kept);
  form.requestSubmit(button);
}

/** The form that somebody typed into, as the server keeps one over a sign-in (server/src/http/console/kept.rs). */
function unsent(): string {
  const form = typedInto();
  if (!form) return "";
  return JSON.stringify({ to: form.getAttribute("action"), fields: [...new FormData(form)] });
}
