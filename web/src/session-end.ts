// A page of the console that stays open leaves the screen when its session ends: at the end that the server tells, which other windows
// may have put off, when a laptop wakes up later, and when the browser brings the page back from its memory. What was typed and not sent
// goes along, and comes back after signing in.
import { typedInto } from "./typed-into.ts";

const form = document.querySelector<HTMLFormElement>("form[action='/hub/sign-out']");
/** Asked again so long after an answer did not come. */
const again = 10_000;
/** When the session ends as far as this page knows: it was used when the page was made, and lives for half an hour at least. */
let end = Date.now() + 30 * 60 * 1000;
let timer: ReturnType<typeof setTimeout> | undefined;

if (form) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
  look();
}

/** Until its end nothing is asked; beyond it nothing is shown before the server said that it lives on. */
function look(): void {
  clearTimeout(timer);
  const left = end - Date.now();
  if (left > 0) timer = setTimeout(look, left);
  else ask();
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  document.body.hidden = true;
  const left = await secondsLeft();
  if (left === undefined) {
    timer = setTimeout(ask, again);
  } else if (left > 0) {
    end = Date.now() + left * 1000;
    document.body.hidden = false;
    look();
  } else leave();
}

/** Asking is no use of the session. Without a network there is no answer. */
async function secondsLeft(): Promise<number | undefined> {
  const answer = await fetch("/hub/session").catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { seconds } = (await answer.json()) as { seconds: number };
  return seconds;
}

/** A form that somebody typed into is sent, to a session that is over: so it comes back after signing in, and nothing is done. */
function leave(): void {
  const unsent = typedInto();
  const isKept = unsent?.method === "post" && unsent.enctype !== "multipart/form-data";
  if (isKept && !unsent.querySelector("input[type='password']")) unsent.submit();
  else location.replace("/hub/sign-in");
}
