// An answer leaves the screen by itself after ten seconds, so that nobody reads it over a shoulder; "Keep" stops that.
import { say } from "../words.ts";
import { answersStay, letAnswersStay } from "./device.ts";
import { button, element } from "./elements.ts";

const secondsShown = 10;
const countedFrom = 5;

/** The controls under an answer. `clear` is called when its time is over; `stop` ends the count for good. */
export function clearing(clear: () => void): { controls: HTMLElement; stop: () => void } {
  const count = element("p", { class: "pass-count" });
  const controls = element("div", { class: "pass-keep" });
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);

  const show = () => {
    stop();
    const stay = answersStay();
    const toggle = button(say(stay ? "check-clear-again" : "check-keep"), "govuk-button--secondary", () => {
      letAnswersStay(!stay);
      show();
      controls.querySelector("button")?.focus();
    });
    const about = element("p", { class: "govuk-hint", id: "keep-hint" }, say(stay ? "check-kept" : "check-keep-hint"));
    toggle.setAttribute("aria-describedby", "keep-hint");
    count.textContent = "";
    controls.replaceChildren(element("div", { class: "pass-keep__row" }, toggle, count), about);
    if (!stay) start();
  };

  const start = () => {
    let left = secondsShown;
    timer = setInterval(() => {
      left -= 1;
      if (left <= 0) {
        stop();
        clear();
      } else if (left <= countedFrom) {
        count.textContent = say("check-clears-in", { seconds: left });
      }
    }, 1000);
  };

  show();
  return { controls, stop };
}
