// What a view of the card is, and the small pieces that several views are built from.
import { element } from "../check/elements.ts";
import { say } from "./words.ts";

/** One screen. Its title is the page's first heading. */
export interface View {
  title: string;
  /** Whether the heading is for those who listen only. */
  quiet?: boolean;
  /** The view above it, to go back to. */
  back?: string;
  /** Whether the way out of Pass stands beside the way back. */
  canLeave?: boolean;
  body: (Node | string)[];
  /** Called when another view takes its place. */
  stop?: () => void;
}

export function paragraph(text: string, className = ""): HTMLElement {
  return element("p", className ? { class: className } : {}, text);
}

export function section(title: string, ...children: (Node | string)[]): HTMLElement {
  return element("section", { class: "part" }, element("h2", {}, title), ...children);
}

export function list(...lines: (Node | string)[]): HTMLElement {
  return element("ul", { class: "lines" }, ...lines.map((line) => element("li", {}, line)));
}

export function press(text: string, className: string, pressed: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: className }, text);
  made.addEventListener("click", pressed);
  return made;
}

export function link(text: string, href: string, className = ""): HTMLAnchorElement {
  return element("a", className ? { href, class: className } : { href }, text);
}

/** A telephone number that can be pressed. */
export function call(text: string, number: string): HTMLAnchorElement {
  return link(text, `tel:${number.replace(/[^0-9+]/g, "")}`, "call");
}

/** The hub's number, and when somebody is there. */
export function ringHub(hub: { telephone: string; opening_hours?: string | null } | undefined): HTMLElement[] {
  if (!hub) return [];
  const ring = element("p", {}, call(say("phone-ring", { telephone: hub.telephone }), hub.telephone));
  return hub.opening_hours ? [ring, paragraph(say("phone-hours", { hours: hub.opening_hours }), "quiet")] : [ring];
}
