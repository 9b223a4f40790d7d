// A verdict in words: the same sentences in the same order as the server's, out of the same catalogue.
import type { Arrangement } from "./card/arrangements.ts";
import { daysBetween, inLondon } from "./card/date.ts";
import type { Json } from "./card/json.ts";
import { places, roles } from "./card/parameters.ts";
import type { Line, Verdict } from "./card/verdict.ts";
import { say } from "./words.ts";

export interface Spoken {
  headline: string;
  /** Arrangements first, the hub's telephone number last. */
  lines: string[];
}

const daySeconds = 86_400;

export function speak(verdict: Verdict): Spoken {
  const headline = say(`verdict-${verdict.state.replaceAll("_", "-")}`, { setting: verdict.setting ?? "" });
  const { hub } = verdict;
  return { headline, lines: [...next(verdict), ...(hub ? [say("verdict-hub", { ...hub })] : [])] };
}

function next(verdict: Verdict): string[] {
  switch (verdict.state) {
    case "valid":
    case "valid_offline":
      return [...verdict.lines.map((line) => lineWords(line, verdict)), match(verdict), ...freshness(verdict)];
    case "valid_not_here":
      return [say("verdict-may-still-need-help")];
    case "expired":
      return [say("verdict-still-help")];
    case "not_in_use":
      return [say("verdict-do-not-keep")];
    case "not_recognised":
      return [say("verdict-try-the-code")];
    case "cannot_check":
      return [why(verdict)];
  }
}

function match({ setting }: Verdict): string {
  return say(setting === "transport" ? "verdict-match-photo" : "verdict-match");
}

function freshness({ state, listIssuedAt, checkedAt }: Verdict): string[] {
  if (state === "valid" || listIssuedAt === undefined) return [say("verdict-checked-now")];
  const from = say("verdict-list-from", { when: when(listIssuedAt, checkedAt) });
  return checkedAt - listIssuedAt > daySeconds ? [from, say("verdict-list-old")] : [from];
}

function why({ why, checkedAt, listIssuedAt }: Verdict): string {
  switch (why) {
    case "code_too_old":
      return say("why-code-too-old");
    case "clock_wrong":
      return clockWrong(checkedAt);
    case "list_too_old":
      return listIssuedAt === undefined
        ? say("why-list-stale")
        : say("why-list-too-old", { days: Math.max(0, Math.floor((checkedAt - listIssuedAt) / daySeconds)) });
    default:
      return say("why-list-missing");
  }
}

/** That the clock, which says `now`, looks wrong. */
export function clockWrong(now: number): string {
  return say("why-clock-wrong", { date: full(inLondon(now).date) });
}

function lineWords(line: Line, { validUntil, checkedAt }: Verdict): string {
  if ("needsFreshList" in line) return say("verdict-needs-fresh-list");
  return arrangementWords(line.arrangement, validUntil, inLondon(checkedAt).date);
}

/** An arrangement to the person who checks the card. `until` and `today` as `YYYY-MM-DD`. */
export function arrangementWords(
  { code, setting, parameters }: Arrangement,
  until: string | undefined,
  today: string,
): string {
  if (!setting) return say("arrangement-other");
  const { minutes, place, role, band, noted, about } = parameters;
  switch (code) {
    case "time-out":
      return place === undefined
        ? say("arrangement-time-out", { minutes: Number(minutes) })
        : say("arrangement-time-out-place", { minutes: Number(minutes), place: coded("place", places, place) });
    case "leave-early":
      return say("arrangement-leave-early", { minutes: Number(minutes) });
    case "speak-to":
      return say("arrangement-speak-to", { role: coded("role", roles, role) });
    case "collect-arranged":
      return say("arrangement-collect-arranged", { noted: day(String(noted)) });
    case "may-discuss":
      return say("arrangement-may-discuss", { noted: day(String(noted)), topics: topics(about) });
    case "fare":
      return until === undefined
        ? say("arrangement-fare", { band: say(`fare-${band}`) })
        : say("arrangement-fare-until", { band: say(`fare-${band}`), until: short(until, today) });
    default:
      return say(`arrangement-${code}`);
  }
}

/** A coded word in this language, any other as it was typed. */
export function coded(kind: "place" | "role", words: string[], word: Json | undefined): string {
  const text = String(word);
  return words.includes(text) ? say(`${kind}-${text}`) : text;
}

/** What a practice may talk about. */
export function topics(about: Json | undefined): string {
  return say(`topic-${Array.isArray(about) ? about.join("-and-") : ""}`);
}

function parts(date: string): { day: number; month: number; year: string } {
  const [year = "", month, day] = date.split("-");
  return { day: Number(day), month: Number(month), year };
}

/** "3 March 2027". */
export function full(date: string): string {
  return say("date-full", parts(date));
}

/** "3 March", for a day that can only be the last one of that name. */
export function day(date: string): string {
  return say("date-day", parts(date));
}

/** "31 Aug", and with its year when it lies a year or more ahead: the day alone could be taken for a nearer one. */
function short(date: string, today: string): string {
  return say(daysBetween(today, date) >= 365 ? "date-short-year" : "date-short", parts(date));
}

/** "09:10 today", "09:10 yesterday", "09:10 on 3 March". */
export function when(then: number, now: number): string {
  const { date, time: clock } = inLondon(then);
  const time = clock.slice(0, 5);
  const days = daysBetween(date, inLondon(now).date);
  if (days === 0) return say("when-today", { time });
  return days === 1 ? say("when-yesterday", { time }) : say("when-on", { time, date: day(date) });
}
