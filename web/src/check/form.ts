// The form for a typed code: asks only for the code, since the place is asked after the first answer.
import { parseShortCode } from "../card/short-code.ts";
import { say } from "../words.ts";
import { byId, element } from "./elements.ts";

/** `send` gets a short code that is sound in itself, or the digits of a square that somebody pasted. */
export function typedForm(send: (typed: { code: string } | { digits: string }) => void): void {
  const form = byId("typed") as HTMLFormElement;
  byId("setting-group").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field().value.trim();
    const digits = /(?:\/v#|^)([0-9]{40,})$/.exec(typed)?.[1];
    const code = parseShortCode(typed);
    if (digits) send({ digits });
    else if (code) send({ code });
    else showFault(say(typed === "" ? "check-code-empty" : "check-code-wrong"));
  });
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
  document.getElementById("code-error")?.remove();
  field().classList.remove("govuk-input--error");
  field().closest(".govuk-form-group")?.classList.remove("govuk-form-group--error");
  field().setAttribute("aria-describedby", "code-hint");
}

export function field(): HTMLInputElement {
  return byId("code") as HTMLInputElement;
}
