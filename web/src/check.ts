// The page at /v: a square or a typed code goes in, one of the seven answers comes out. First whether the card is real,
// then "Where are you?", then what is arranged for that place.
import type { Setting } from "./card/arrangements.ts";
import type { Answer } from "./check/answer.ts";
import { rememberedPlace, rememberPlace } from "./check/device.ts";
import { button, byId } from "./check/elements.ts";
import { field, markPlace, typedForm } from "./check/form.ts";
import { placesQuestion } from "./check/places.ts";
import { soundChoice } from "./check/sound.ts";
import { checkSquare } from "./check/square.ts";
import { Stage } from "./check/stage.ts";
import { checkTyped } from "./check/typed.ts";
import { say } from "./words.ts";

/** Checks one card for a place. */
type Check = (place: Setting | undefined) => Promise<Answer>;

const stage = new Stage();
const bases = (byId("check").dataset.bases ?? "").split(" ");

function show(check: Check, place: Setting | undefined): void {
  void stage.put(
    () => check(place),
    (answer) => showAnswer(answer, check, place),
  );
}

function showAnswer(answer: Answer, check: Check, place: Setting | undefined): void {
  const real = answer.state === "valid" || answer.state === "valid_offline";
  if (real && !place) stage.question(answer, placesQuestion(choose(check)), another());
  else stage.answer(answer, ...(place ? [elsewhere(check)] : []), another());
}

function choose(check: Check): (place: Setting) => void {
  return (place) => {
    markPlace(rememberedPlace());
    show(check, place);
  };
}

/** For a device that moved: forgets the place and asks again. */
function elsewhere(check: Check): HTMLElement {
  return button(say("check-elsewhere"), "govuk-button--secondary", () => {
    rememberPlace(undefined);
    markPlace(undefined);
    show(check, undefined);
  });
}

function another(): HTMLElement {
  return button(say("check-another"), "govuk-button--secondary", () => {
    stage.empty();
    field().focus();
  });
}

/** Whoever comes back, or comes next, finds nothing of the card: not on the page, in the field or in memory. */
function leave(): void {
  stage.empty();
  field().value = "";
  window.passSquare = undefined;
}

function takeSquare(): void {
  const digits = window.passSquare;
  window.passSquare = undefined;
  if (digits) show((place) => checkSquare(digits, bases, place), rememberedPlace());
}

markPlace(rememberedPlace());
typedForm((typed, place) => {
  const check: Check = (chosen) =>
    "pasted" in typed ? checkSquare(typed.pasted, bases, chosen) : checkTyped(typed.code, chosen);
  show(check, place);
});
byId("choices").append(soundChoice());
addEventListener("pass-square", takeSquare);
addEventListener("pagehide", leave);
takeSquare();
