// The form for a typed code, with the place if it is known already.
import { type Setting, settings } from "../card/arrangements.ts";
import { toUtf8 } from "../card/base64url.ts";
import { parseShortCode } from "../card/short-code.ts";
import { say } from "../words.ts";
import { byId, element } from "./elements.ts";

/** A short code that is sound in itself, or what somebody pasted, with the address before it. */
export type Typed = { code: string } | { pasted: string };

/** Bytes. Longer than any short code with its spaces: somebody pasted a square. The server takes it alike. */
const shortestPasted = 30;

/** Calls `send` with what was typed and the place that was chosen. */
export function typedForm(send: (typed: Typed, place: Setting | undefined) => void): void {
  const form = byId("typed") as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field().value.trim();
    const code = parseShortCode(typed);
    const chosen = new FormData(form).get("setting");
    const place = settings.find((setting) => setting === chosen);
    if (code) send({ code }, place);
    else if (toUtf8(typed).length >= shortestPasted) send({ pasted: typed }, place);
    else showFault(say(typed === "" ? "check-code-empty" : "check-code-wrong"));
  });
}

/** Marks the place that this device remembers, or none. */
export function markPlace(place: Setting | undefined): void {
  for (const radio of byId("typed").querySelectorAll<HTMLInputElement>("[name=setting]")) {
    radio.checked = radio.value === place;
  }
}

/** Says above the form and at the field what is wrong, and keeps what was typed. */
export function showFault(message: string): void {
  clearFault();
  const summary = faultSummary(message);
  byId("check").prepend(summary);
  document.title = say("page-title-error", { title: say("check-title") });
  const before = element("span", { class: "govuk-visually-hidden" }, `${say("check-error")}:`);
  const fault = element("p", { class: "govuk-error-message", id: "code-error" }, before, ` ${message}`);
  field().before(fault);
  field().classList.add("govuk-input--error");
  field().closest(".govuk-form-group")?.classList.add("govuk-form-group--error");
  field().setAttribute("aria-describedby", "code-hint code-error");
  summary.focus();
}

function faultSummary(message: string): HTMLElement {
  const link = element("a", { href: "#code" }, message);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field().focus();
  });
  const list = element("ul", { class: "govuk-list govuk-error-summary__list" }, element("li", {}, link));
  const alert = element(
    "div",
    { role: "alert" },
    element("h2", { class: "govuk-error-summary__title" }, say("page-error-summary")),
    element("div", { class: "govuk-error-summary__body" }, list),
  );
  return element("div", { class: "govuk-error-summary", tabindex: "-1" }, alert);
}

export function clearFault(): void {
  document.querySelector(".govuk-error-summary")?.remove();
  document.title = say("page-title", { title: say("check-title") });
  field().classList.remove("govuk-input--error");
  field().setAttribute("aria-describedby", "code-hint");
  // Also those that the server sent, of the code or of the place.
  const typed = byId("typed");
  for (const fault of typed.querySelectorAll(".govuk-error-message")) fault.remove();
  for (const group of typed.querySelectorAll(".govuk-form-group--error"))
    group.classList.remove("govuk-form-group--error");
}

export function field(): HTMLInputElement {
  return byId("code") as HTMLInputElement;
}
