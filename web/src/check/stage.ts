// Where an answer stands on a page: one at a time, shown for as long as it may be, and then nothing of the card is left.
import { say } from "../words.ts";
import { type Answer, answerBox } from "./answer.ts";
import { clearing } from "./clearing.ts";
import { byId, element } from "./elements.ts";
import { clearFault, field, showFault } from "./form.ts";
import { soundFor } from "./sound.ts";
import { NotTaken } from "./typed.ts";

/** A question that nobody answers holds its card no longer than this. */
const questionMilliseconds = 60_000;

/** Checks one card. */
export type Ask = () => Promise<Answer>;

export class Stage {
  readonly #page = byId("check");
  readonly #emptied: () => void;
  #stopClearing = () => {};
  /** Which check is the newest, so that a slow answer never replaces a later card's. */
  #newest = 0;

  /** `emptied` is called whenever nothing is shown any more. */
  constructor(emptied: () => void = () => {}) {
    this.#emptied = emptied;
  }

  /** Asks, and has `show` put the answer there, unless another card came meanwhile. */
  async put(ask: Ask, show: (answer: Answer) => void): Promise<void> {
    this.#clear();
    clearFault();
    const mine = this.#newest;
    byId("answer").replaceChildren(element("p", { class: "govuk-body-l" }, say("check-working")));
    try {
      const answer = await ask();
      if (mine === this.#newest) show(answer);
    } catch (fault) {
      if (mine !== this.#newest) return;
      if (!(fault instanceof NotTaken)) {
        // A browser too old for this, or a fault of ours: nothing is called good, and the code can still be typed.
        show({ state: "cannot_check", headline: say("verdict-cannot-check"), lines: [say("verdict-try-the-code")] });
        throw fault;
      }
      this.empty();
      showFault(fault.message);
    }
  }

  /** An answer for good, with these controls under it. */
  answer(answer: Answer, ...controls: HTMLElement[]): void {
    this.#box(answer);
    soundFor(answer.state);
    const { controls: keep, stop } = clearing(() => this.emptyByItself());
    this.#stopClearing = stop;
    this.#under(keep, ...controls);
  }

  /** An answer that waits for something more: real or not, and nothing else yet but how old that knowledge is. */
  question(answer: Answer, ...controls: HTMLElement[]): void {
    this.#box({ ...answer, lines: answer.state === "valid_offline" ? answer.lines : [] });
    this.#under(...controls);
    const timer = setTimeout(() => this.emptyByItself(), questionMilliseconds);
    this.#stopClearing = () => clearTimeout(timer);
  }

  /** Leaves nothing of a card on the page; what is being typed stays. */
  empty(): void {
    this.#clear();
    this.#emptied();
  }

  emptyByItself(): void {
    this.empty();
    byId("answer").replaceChildren(element("p", { class: "govuk-body" }, say("check-cleared")));
  }

  #box(answer: Answer): void {
    const typeInstead = answer.state === "not_recognised" || answer.state === "cannot_check";
    this.#page.dataset.shows = typeInstead ? "answer-and-form" : "answer";
    if (!typeInstead) field().value = "";
    byId("answer").replaceChildren(answerBox(answer));
    scrollTo({ top: 0 });
  }

  #clear(): void {
    this.#newest += 1;
    this.#stopClearing();
    delete this.#page.dataset.shows;
    byId("answer").replaceChildren();
    this.#under();
  }

  /** Puts these under the answer. If the keyboard was on what stood there, it goes to the top of the page. */
  #under(...controls: HTMLElement[]): void {
    const after = byId("after");
    const wasHere = after.contains(document.activeElement);
    after.replaceChildren(...controls);
    if (wasHere) byId("check-title").focus();
  }
}
