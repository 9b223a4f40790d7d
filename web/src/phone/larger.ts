// The square alone, as large as the screen, and the screen kept awake while it is shown.
import { element } from "../check/elements.ts";
import { paragraph, press } from "./view.ts";
import { say } from "./words.ts";

/** Moves `live` into a dialog that fills the screen; closed, it goes back to where it was. */
export function showLarger(live: HTMLElement, name: string | undefined): void {
  const home = live.parentElement;
  const place = document.createComment("");
  live.replaceWith(place);
  const close = press(say("phone-square-smaller"), "quiet-button", () => dialog.close());
  const dialog = element("dialog", { class: "larger", "aria-label": say("phone-square") });
  dialog.append(
    ...(name ? [paragraph(name, "larger__name")] : []),
    live,
    paragraph(say("phone-bright"), "quiet"),
    close,
  );
  const square = live.querySelector("button");
  const smaller = () => dialog.close();
  square?.setAttribute("aria-label", say("phone-square-smaller"));
  square?.addEventListener("click", smaller);
  let awake: WakeLockSentinel | undefined;
  // Not every browser has it, and none gives it when the battery is low.
  navigator.wakeLock?.request("screen").then(
    (sentinel) => (awake = sentinel),
    () => undefined,
  );
  dialog.addEventListener("close", () => {
    void awake?.release();
    square?.removeEventListener("click", smaller);
    square?.setAttribute("aria-label", say("phone-square-larger"));
    place.replaceWith(live);
    dialog.remove();
    if (home?.isConnected) square?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
