// What stands before every field whose words somebody at the hub reads: whom to ring, since nobody reads it at once.
import { element } from "../check/elements.ts";
import { paragraph } from "./view.ts";
import { say } from "./words.ts";

export function danger(): HTMLElement {
  return element(
    "div",
    { class: "notice" },
    paragraph(say("phone-danger-title"), "notice__first"),
    paragraph(say("phone-danger")),
    paragraph(say("phone-danger-read")),
  );
}
