// "Put this on your phone": a button where the browser can be asked, and words where its menu does it.
import { button, byId } from "../check/elements.ts";
import { say } from "../words.ts";

/** Chromium's own; other browsers have no such event. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

export function offerToKeep(): void {
  const isInstalled = matchMedia("(display-mode: standalone)").matches;
  // A browser may throw away what a page keeps when room is short, but not what an installed app does.
  if (isInstalled) void navigator.storage?.persist?.();
  byId("keep-app").hidden = isInstalled;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const press = button(say("checker-keep-button"), "govuk-button--secondary", () => {
      press.remove();
      void (event as InstallEvent).prompt();
    });
    byId("keep-app").querySelector(".govuk-details__text")?.append(press);
  });
}
