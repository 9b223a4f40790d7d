// "Where are you?": one press, remembered on this device only when asked to.
import { type Setting, settings } from "../card/arrangements.ts";
import { say } from "../words.ts";
import { rememberPlace } from "./device.ts";
import { element, icon } from "./elements.ts";

export function placesQuestion(choose: (place: Setting) => void): HTMLElement {
  const remember = element("input", { class: "pass-tick__box", type: "checkbox", id: "remember" });
  const buttons = placeButtons((place) => {
    if (remember.checked) rememberPlace(place);
    choose(place);
  });
  return element(
    "section",
    { class: "pass-where", "aria-labelledby": "where" },
    element("h2", { class: "govuk-heading-m", id: "where", tabindex: "-1" }, say("check-where")),
    element("p", { class: "govuk-hint" }, say("check-where-hint")),
    buttons,
    element("p", { class: "pass-tick" }, remember, element("label", { for: "remember" }, say("check-remember"))),
  );
}

/** The four places, each with its picture. */
export function placeButtons(choose: (place: Setting) => void): HTMLElement {
  const buttons = settings.map((place) => {
    const made = element("button", { type: "button", class: "pass-place", value: place });
    made.append(icon(place, "pass-place__icon"), say(`setting-${place}`));
    made.addEventListener("click", () => choose(place));
    return made;
  });
  return element("div", { class: "pass-places" }, ...buttons);
}
