// A short sound and a touch of vibration with each answer, for those who turned it on: two notes up, or one low one.
import type { State } from "../card/verdict.ts";
import { answersAreHeard } from "./device.ts";

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
