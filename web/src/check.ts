// The page at /v: a square or a typed code goes in, one of the seven answers comes out. First whether the card is real,
// then "Where are you?", then what is arranged for that place.
import type { Setting } from "./card/arrangements.ts";
import { type Answer, answerBox } from "./check/answer.ts";
import { clearing } from "./check/clearing.ts";
import { rememberedPlace, rememberPlace } from "./check/device.ts";
import { button, byId, element } from "./check/elements.ts";
import { clearFault, field, markPlace, showFault, typedForm } from "./check/form.ts";
import { placesQuestion } from "./check/places.ts";
import { soundChoice, soundFor } from "./check/sound.ts";
import { checkSquare } from "./check/square.ts";
import { checkTyped, NotTaken } from "./check/typed.ts";
import { say } from "./words.ts";

/** Checks one card for a place. */
type Check = (place: Setting | undefined) => Promise<Answer>;

const page = byId("check");
const bases = (page.dataset.bases ?? "").split(" ");
/** A question that nobody answers holds its card no longer than this. */
const questionMilliseconds = 60_000;
let stopClearing = () => {};
/** Which check is the newest, so that a slow answer never replaces a later card's. */
let newest = 0;

async function show(check: Check, place: Setting | undefined): Promise<void> {
  clear();
  clearFault();
  const mine = newest;
  byId("answer").replaceChildren(element("p", { class: "govuk-body-l" }, say("check-working")));
  try {
    const answer = await check(place);
    if (mine === newest) showAnswer(answer, check, place);
  } catch (fault) {
    if (mine !== newest) return;
    if (!(fault instanceof NotTaken)) {
      // A browser too old for this, or a fault of ours: nothing is called good, and the code can still be typed.
      const lines = [say("verdict-try-the-code")];
      showAnswer({ state: "cannot_check", headline: say("verdict-cannot-check"), lines }, check, place);
      throw fault;
    }
    clear();
    showFault(fault.message);
  }
}

function showAnswer(answer: Answer, check: Check, place: Setting | undefined): void {
  const typeInstead = answer.state === "not_recognised" || answer.state === "cannot_check";
  page.dataset.shows = typeInstead ? "answer-and-form" : "answer";
  if (!typeInstead) field().value = "";
  const real = answer.state === "valid" || answer.state === "valid_offline";
  if (real && !place) {
    // Real or not, and nothing else yet but how old that knowledge is.
    const lines = answer.state === "valid_offline" ? answer.lines : [];
    byId("answer").replaceChildren(answerBox({ ...answer, lines }));
    const choose = (chosen: Setting) => {
      markPlace(rememberedPlace());
      void show(check, chosen);
    };
    under(placesQuestion(choose), another());
    const timer = setTimeout(clearByItself, questionMilliseconds);
    stopClearing = () => clearTimeout(timer);
    return;
  }
  byId("answer").replaceChildren(answerBox(answer));
  soundFor(answer.state);
  const { controls, stop } = clearing(clearByItself);
  stopClearing = stop;
  under(controls, ...(place ? [elsewhere(check)] : []), another());
}

/** For a device that moved: forgets the place and asks again. */
function elsewhere(check: Check): HTMLElement {
  return button(say("check-elsewhere"), "govuk-button--secondary", () => {
    rememberPlace(undefined);
    markPlace(undefined);
    void show(check, undefined);
  });
}

function another(): HTMLElement {
  return button(say("check-another"), "govuk-button--secondary", () => {
    clear();
    field().focus();
  });
}

/** Puts these under the answer. If the keyboard was on what stood there, it goes to the top of the page. */
function under(...controls: HTMLElement[]): void {
  const after = byId("after");
  const wasHere = after.contains(document.activeElement);
  after.replaceChildren(...controls);
  if (wasHere) byId("check-title").focus();
}

/** Leaves nothing of a card on the page; what is being typed stays. */
function clear(): void {
  newest += 1;
  stopClearing();
  delete page.dataset.shows;
  byId("answer").replaceChildren();
  under();
}

function clearByItself(): void {
  clear();
  byId("answer").replaceChildren(element("p", { class: "govuk-body" }, say("check-cleared")));
}

/** Whoever comes back, or comes next, finds nothing of the card: not on the page, in the field or in memory. */
function leave(): void {
  clear();
  field().value = "";
  window.passSquare = undefined;
}

function takeSquare(): void {
  const digits = window.passSquare;
  window.passSquare = undefined;
  if (digits) void show((place) => checkSquare(digits, bases, place), rememberedPlace());
}

markPlace(rememberedPlace());
typedForm((typed, place) => {
  const check: Check = (chosen) =>
    "pasted" in typed ? checkSquare(typed.pasted, bases, chosen) : checkTyped(typed.code, chosen);
  void show(check, place);
});
byId("choices").append(soundChoice());
addEventListener("pass-square", takeSquare);
addEventListener("pagehide", leave);
takeSquare();
