// One of the seven answers on the page: the same elements as templates/components/answer.html.
import type { State } from "../card/verdict.ts";
import { say } from "../words.ts";
import { element, icon } from "./elements.ts";

export interface Answer {
  state: State;
  headline: string;
  lines: string[];
  name?: string | undefined;
  /** By a list over a day old. */
  amber?: boolean;
}

export function answerBox({ state, headline, lines, name, amber }: Answer): HTMLElement {
  const section = element("section", {
    class: `pass-answer pass-answer--${state}${amber ? " pass-answer--amber" : ""}`,
    "data-state": state,
    "aria-labelledby": "headline",
  });
  const top = element("div", { class: "pass-answer__top" }, icon(state, "pass-answer__icon"));
  top.append(element("h2", { class: "pass-answer__headline", id: "headline" }, headline));
  section.append(top);
  if (name) {
    const label = element("span", { class: "pass-answer__label" }, say("check-name"));
    section.append(element("p", { class: "pass-answer__name" }, label, ` ${name}`));
  }
  if (lines.length > 0) {
    section.append(element("ul", { class: "pass-answer__lines" }, ...lines.map(lineItem)));
  }
  return section;
}

/** The last line may be the hub with its telephone number, which can then be pressed to ring it. */
function lineItem(line: string, at: number, { length }: string[]): HTMLLIElement {
  const isMatch = line === say("verdict-match") || line === say("verdict-match-photo");
  if (isMatch) return element("li", { class: "pass-answer__match" }, line);
  const telephone = at === length - 1 && /: (\+?[0-9(][0-9 ()-]+)$/.exec(line)?.[1];
  if (!telephone) return element("li", {}, line);
  const link = element("a", { class: "govuk-link", href: `tel:${telephone.replaceAll(/[^+0-9]/g, "")}` }, telephone);
  return element("li", {}, line.slice(0, -telephone.length), link);
}
