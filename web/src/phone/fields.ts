// Fields of a form with their label, hint and what is wrong with them; what was typed always stays.
import { element } from "../check/elements.ts";
import { say } from "./words.ts";

export interface Field {
  group: HTMLElement;
  /** Where the keyboard goes when something is wrong. */
  input: HTMLInputElement | HTMLTextAreaElement;
  /** Says what is wrong, or takes it back. */
  complain: (message?: string) => void;
}

export function field(id: string, label: string, hint: string | undefined, attributes: Record<string, string>): Field {
  return around(id, label, hint, element("input", { id, type: "text", autocomplete: "off", ...attributes }));
}

export function area(id: string, label: string, hint?: string): Field {
  return around(id, label, hint, element("textarea", { id, rows: "4", maxlength: "500" }));
}

function around(id: string, label: string, hint: string | undefined, input: Field["input"]): Field {
  const fault = element("p", { class: "fault", id: `${id}-fault`, hidden: "" });
  const described = [...(hint ? [`${id}-hint`] : []), `${id}-fault`].join(" ");
  input.setAttribute("aria-describedby", described);
  const about = hint ? [element("p", { class: "quiet", id: `${id}-hint` }, hint)] : [];
  const group = element("div", { class: "field" }, element("label", { for: id }, label), ...about, fault, input);
  return { group, input, complain: complaint(fault, input) };
}

/** Radio buttons under a question. */
export function choice(
  name: string,
  question: string,
  options: [value: string, text: string][],
  chosen?: string,
): { group: HTMLElement; value: () => string | undefined; complain: (message?: string) => void } {
  const fault = element("p", { class: "fault", id: `${name}-fault`, hidden: "" });
  const inputs = options.map(([value]) => {
    const input = element("input", { type: "radio", name, value, id: `${name}-${value}` });
    input.checked = value === chosen;
    return input;
  });
  const rows = options.map(([value, text], at) =>
    element("div", { class: "option" }, inputs[at] ?? "", element("label", { for: `${name}-${value}` }, text)),
  );
  const legend = element("legend", {}, question);
  const group = element("fieldset", { class: "field", "aria-describedby": `${name}-fault` }, legend, fault, ...rows);
  const value = () => inputs.find(({ checked }) => checked)?.value;
  return { group, value, complain: complaint(fault, inputs[0]) };
}

function complaint(fault: HTMLElement, input: HTMLElement | undefined): (message?: string) => void {
  return (message) => {
    fault.hidden = message === undefined;
    const before = element("span", { class: "unseen" }, `${say("phone-error")}: `);
    fault.replaceChildren(...(message === undefined ? [] : [before, message]));
    if (message === undefined) input?.removeAttribute("aria-invalid");
    else input?.setAttribute("aria-invalid", "true");
    const title = say("page-title", { title: document.querySelector("h1")?.textContent ?? "" });
    document.title = message === undefined ? title : say("page-title-error", { title });
    const form = input?.closest("form");
    if (form) summarise(form);
  };
}

/** All that is wrong, above the form, each with the way to its field. */
function summarise(form: HTMLFormElement): void {
  form.querySelector(".summary")?.remove();
  const lines = [...form.querySelectorAll<HTMLElement>(".fault:not([hidden])")].map((fault) => {
    const input = fault.parentElement?.querySelector<HTMLElement>("input, textarea");
    const way = element("a", { href: `#${input?.id}` }, fault.lastChild?.textContent ?? "");
    // An address with another `#` is another view.
    way.addEventListener("click", (event) => {
      event.preventDefault();
      input?.focus();
    });
    return element("li", {}, way);
  });
  if (lines.length === 0) return;
  const title = element("h2", {}, say("phone-problem"));
  const summary = element(
    "div",
    { class: "summary", role: "alert", tabindex: "-1" },
    title,
    element("ul", {}, ...lines),
  );
  form.prepend(summary);
  summary.focus();
}

/** A form around these, sent once at a time. */
export function formOf(send: () => void | Promise<void>, ...children: (Node | string)[]): HTMLFormElement {
  const made = element("form", { novalidate: "" }, ...children);
  let sending = false;
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    made.querySelector(".broke")?.remove();
    const sent = Promise.resolve(send()).finally(() => (sending = false));
    sent.catch((fault) => {
      made.append(element("p", { class: "fault broke", role: "alert" }, say("phone-fault")));
      throw fault;
    });
  });
  return made;
}

/** The button that sends it. */
export function submit(text: string): HTMLButtonElement {
  return element("button", { type: "submit", class: "main" }, text);
}
