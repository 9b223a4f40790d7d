// The ways off a view: back to where it belongs, and out of Pass at once.
import { element } from "../check/elements.ts";
import { link, type View } from "./view.ts";
import { say } from "./words.ts";

/** What stands above a view. */
export function waysOf({ back, canLeave }: View): HTMLElement[] {
  if (!back) return [];
  const ways = [link(say("phone-back"), `#${back}`, "back"), ...(canLeave ? [exit()] : [])];
  return [element("div", { class: "ways" }, ...ways)];
}

/** Leaves at once; "Back" does not lead to the view that was left. */
export function exit(): HTMLAnchorElement {
  const away = link(say("phone-exit"), "https://www.bbc.co.uk/weather", "exit");
  away.rel = "noreferrer";
  away.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = "";
    document.body.replaceChildren();
    location.replace(away.href);
  });
  return away;
}
