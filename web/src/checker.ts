// The page at /check, for those who check often: its place is told once, and it goes on without a network.
import texts from "words:checker-";
import type { Setting } from "./card/arrangements.ts";
import { parseShortCode } from "./card/short-code.ts";
import { rememberedPlace, rememberPlace } from "./check/device.ts";
import { button, byId, element } from "./check/elements.ts";
import { field, typedForm } from "./check/form.ts";
import { placeButtons } from "./check/places.ts";
import { soundChoice } from "./check/sound.ts";
import { type Ask, Stage } from "./check/stage.ts";
import { checkTyped } from "./check/typed.ts";
import { Checking } from "./checker/checking.ts";
import { keepFresh } from "./checker/fresh.ts";
import { offerToKeep } from "./checker/install.ts";
import { recall } from "./checker/memory.ts";
import { pictures } from "./checker/pictures.ts";
import { Scanning } from "./checker/scanning.ts";
import { keepOffline } from "./keep-offline.ts";
import { asOnPaper, keyboardScanner } from "./scan/keyboard-scanner.ts";
import { alsoSay, say } from "./words.ts";

alsoSay(texts);

const held = recall(byId("check").dataset.root ?? "");
const checking = held.then((all) => Checking.from(all));
const scanning = new Scanning(checkSquare);
const stage = new Stage(() => scanning.goOn());
/** Where this device is; a browser that remembers nothing is told at each start. */
let place = rememberedPlace();

/** Once the place is known; before, that is asked, and the card is forgotten. */
function put(ask: (place: Setting) => ReturnType<Ask>): void {
  if (!place) {
    askPlace();
    return;
  }
  const here = place;
  scanning.rest();
  void stage.put(
    () => ask(here),
    (answer) => stage.answer(answer, another()),
  );
}

function checkSquare(square: string): void {
  put(async (place) => (await checking).check(square, place));
}

function checkCode(code: string): void {
  put((place) => checkTyped(code, place));
}

function another(): HTMLElement {
  return button(say("check-another"), "govuk-button--secondary", () => {
    stage.empty();
    byId("check-title").focus();
  });
}

/** "Where are you?", the first time and whenever somebody changes it. */
function askPlace(): void {
  stage.empty();
  scanning.rest();
  byId("place").hidden = true;
  byId("check").dataset.asks = "place";
  const where = element("h2", { class: "govuk-heading-m", id: "where", tabindex: "-1" }, say("check-where"));
  const hint = element("p", { class: "govuk-hint" }, say("checker-where-hint"));
  const places = placeButtons((chosen) => {
    place = chosen;
    rememberPlace(chosen);
    stage.empty();
    showPlace(chosen);
    byId("check-title").focus();
  });
  byId("after").replaceChildren(
    element("section", { class: "pass-where", "aria-labelledby": "where" }, where, hint, places),
  );
  where.focus();
}

function showPlace(here: Setting): void {
  delete byId("check").dataset.asks;
  const change = element("button", { type: "button", class: "pass-link-button" }, say("checker-change"));
  change.setAttribute("aria-label", `${say("checker-change")}: ${say("check-where")}`);
  change.addEventListener("click", askPlace);
  byId("place").replaceChildren(`${say("checker-place")} `, element("strong", {}, say(`setting-${here}`)), " ", change);
  byId("place").hidden = false;
}

/** Whoever comes back, or comes next, finds nothing of the card. */
function leave(): void {
  stage.empty();
  field().value = "";
  scanning.close();
}

typedForm((typed) => ("pasted" in typed ? checkSquare(asOnPaper(typed.pasted)) : checkCode(typed.code)));
keyboardScanner((text) => {
  const code = parseShortCode(text);
  if (code) checkCode(code);
  else checkSquare(text);
});
pictures(checkSquare);
byId("choices").append(soundChoice());
addEventListener("pagehide", leave);
if (place) showPlace(place);
else askPlace();
offerToKeep();
void keepOffline();
void checking.then(keepFresh);
