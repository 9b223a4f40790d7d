// Times of the server in a young person's words.
import { inLondon } from "../card/date.ts";
import { day } from "../speak.ts";
import { say } from "./words.ts";

/** "3 March at 10:05". `at` as RFC 3339. */
export function dayAndTime(at: string): string {
  const { date, time } = inLondon(Date.parse(at) / 1000);
  return say("phone-activity-at", { date: day(date), time: time.slice(0, 5) });
}

/** "10:05". */
export function timeOf(at: string): string {
  return inLondon(Date.parse(at) / 1000).time.slice(0, 5);
}
