// The page at /v: a square or a typed code goes in, one of the seven answers comes out. First whether the card is real,
// then "Where are you?", then what is arranged for that place.
import type { Setting } from "./card/arrangements.ts";
import { type Answer, answerBox } from "./check/answer.ts";
import { clearing } from "./check/clearing.ts";
import { rememberedPlace, rememberPlace } from "./check/device.ts";
import { button, byId, element } from "./check/elements.ts";
import { clearFault, field, showFault, typedForm } from "./check/form.ts";
import { placesQuestion } from "./check/places.ts";
import { soundFor } from "./check/sound.ts";
import { checkSquare } from "./check/square.ts";
import { checkTyped, NotTaken } from "./check/typed.ts";
import { say } from "./words.ts";

/** Checks one card for a place. */
type Check = (place: Setting | undefined) => Promise<Answer>;

const page = byId("check");
const bases = (page.dataset.bases ?? "").split(" ");
let stopClearing = () => {};
/** Which check is the newest, so that a slow answer never replaces a later card's. */
let newest = 0;

async function show(check: Check, place: Setting | undefined): Promise<void> {
  const mine = ++newest;
  stopClearing();
  clearFault();
  byId("answer").replaceChildren(element("p", { class: "govuk-body-l" }, say("check-working")));
  byId("after").replaceChildren();
  try {
    const answer = await check(place);
    if (mine === newest) showAnswer(answer, check, place);
  } catch (fault) {
    if (mine !== newest) return;
    clear();
    if (!(fault instanceof NotTaken)) throw fault;
    showFault(fault.message);
  }
}

function showAnswer(answer: Answer, check: Check, place: Setting | undefined): void {
  page.dataset.shows = "answer";
  const good = answer.state === "valid" || answer.state === "valid_offline";
  if (good && !place) {
    byId("answer").replaceChildren(answerBox({ ...answer, lines: [] }));
    byId("after").replaceChildren(
      placesQuestion((chosen) => void show(check, chosen)),
      another(),
    );
    return;
  }
  byId("answer").replaceChildren(answerBox(answer));
  soundFor(answer.state);
  const { controls, stop } = clearing(() => {
    clear();
    byId("answer").replaceChildren(element("p", { class: "govuk-body" }, say("check-cleared")));
  });
  stopClearing = stop;
  byId("after").replaceChildren(controls, ...(place ? [elsewhere(check)] : []), another());
}

/** For a device that moved: forgets the place and asks again. */
function elsewhere(check: Check): HTMLElement {
  return button(say("check-elsewhere"), "govuk-button--secondary", () => {
    rememberPlace(undefined);
    void show(check, undefined);
  });
}

function another(): HTMLElement {
  return button(say("check-another"), "govuk-button--secondary", () => {
    clear();
    field().focus();
  });
}

/** Leaves nothing of a card on the page. */
function clear(): void {
  newest += 1;
  stopClearing();
  page.dataset.shows = "form";
  byId("answer").replaceChildren();
  byId("after").replaceChildren();
  field().value = "";
}

function takeSquare(): void {
  const digits = window.passSquare;
  window.passSquare = undefined;
  if (digits) void show((place) => checkSquare(digits, bases, place), rememberedPlace());
}

typedForm((typed) => {
  const check: Check =
    "digits" in typed ? (place) => checkSquare(typed.digits, bases, place) : (place) => checkTyped(typed.code, place);
  void show(check, rememberedPlace());
});
addEventListener("pass-square", takeSquare);
addEventListener("pageshow", (event) => event.persisted && clear());
takeSquare();
