// A short sound and a touch of vibration with each answer, for those who turned it on: two notes up, or one low one.
import type { State } from "../card/verdict.ts";
import { say } from "../words.ts";
import { answersAreHeard, letAnswersBeHeard } from "./device.ts";
import { element } from "./elements.ts";

const good: State[] = ["valid", "valid_offline", "valid_not_here"];
const noteSeconds = 0.14;

export function soundFor(state: State): void {
  if (!answersAreHeard()) return;
  const notes = good.includes(state) ? [660, 880] : [330];
  navigator.vibrate?.(notes.map(() => noteSeconds * 1000));
  const audio = new AudioContext();
  notes.forEach((frequency, at) => {
    const note = new OscillatorNode(audio, { frequency });
    const quiet = new GainNode(audio, { gain: 0.1 });
    note.connect(quiet).connect(audio.destination);
    note.start(audio.currentTime + at * noteSeconds);
    note.stop(audio.currentTime + (at + 1) * noteSeconds);
    if (at === notes.length - 1) note.addEventListener("ended", () => void audio.close());
  });
}

/** The choice itself, off until somebody turns it on. */
export function soundChoice(): HTMLElement {
  const box = element("input", {
    class: "pass-tick__box",
    type: "checkbox",
    id: "sound",
    "aria-describedby": "sound-hint",
  });
  box.checked = answersAreHeard();
  box.addEventListener("change", () => letAnswersBeHeard(box.checked));
  const label = element("label", { for: "sound" }, say("check-sound"));
  const hint = element("p", { class: "govuk-hint", id: "sound-hint" }, say("check-sound-hint"));
  return element("div", {}, element("p", { class: "pass-tick" }, box, label), hint);
}
