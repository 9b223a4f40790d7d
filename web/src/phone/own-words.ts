// What a card arranges, in its owner's own voice: the sentences of the printed card's face.
import type { Arrangement, Setting } from "../card/arrangements.ts";
import { parseCredential } from "../card/credential.ts";
import { places, roles } from "../card/parameters.ts";
import { linesFor } from "../card/shown.ts";
import { coded, topics } from "../speak.ts";
import type { HeldCredential } from "./held.ts";
import { say } from "./words.ts";

/** The sentences that whoever scans this credential now is shown the like of. `now` in seconds. */
export function ownLines({ text }: HeldCredential, setting: Setting, now: number): string[] {
  const lines = linesFor(parseCredential(text).claims, setting, now, now);
  return lines.flatMap((line) => ("arrangement" in line ? [ownWords(line.arrangement)] : []));
}

export function ownWords({ code, setting, parameters }: Arrangement): string {
  if (!setting) return say("own-other");
  const { minutes, place, role, band, about } = parameters;
  switch (code) {
    case "time-out":
      return place === undefined
        ? say("own-time-out", { minutes: Number(minutes) })
        : say("own-time-out-place", { minutes: Number(minutes), place: coded("place", places, place) });
    case "leave-early":
      return say("own-leave-early", { minutes: Number(minutes) });
    case "speak-to":
      return say("own-speak-to", { role: coded("role", roles, role) });
    case "may-discuss":
      return say("own-may-discuss", { topics: topics(about) });
    case "fare":
      return say("own-fare", { band: say(`fare-${band}`) });
    default:
      return say(`own-${code}`);
  }
}
