// Keeping Pass on the home screen: browsers that offer it are asked, the others are told how.
import { paragraph, press, section } from "./view.ts";
import { say } from "./words.ts";

/** What some browsers hand over when the page could be installed; not in the DOM's types, since it is no standard. */
interface Offer extends Event {
  prompt: () => Promise<unknown>;
}

let offer: Offer | undefined;

/** Keeps the browser's offer for the button; `changed` is called when there is one. */
export function awaitOffer(changed: () => void): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
    changed();
  });
  addEventListener("appinstalled", () => {
    offer = undefined;
    changed();
  });
}

/** Only where the browser can do it at one press. */
export function installPart(): HTMLElement[] {
  if (!offer) return [];
  const install = press(say("phone-install-button"), "quiet-button", () => {
    void offer?.prompt();
    offer = undefined;
  });
  return [section(say("phone-install-title"), paragraph(say("phone-install")), install)];
}

/** Safari on an iPhone or iPad, outside its home screen: what is kept there is another place than the app's. */
export function mustInstallFirst(): boolean {
  return "standalone" in navigator && navigator.standalone === false;
}
