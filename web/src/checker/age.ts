// The one line that always says how old this device's list is, and what to do when it is of no use.
import { clockWrong, when } from "../speak.ts";
import { say } from "../words.ts";
import type { Checking } from "./checking.ts";

const daySeconds = 86_400;
const toleranceSeconds = 120;

/** What stands there, and whether somebody should do something about it. */
export interface Age {
  text: string;
  calls: boolean;
}

/** `now` in seconds. */
export function age({ bundle, oldestList, refused, clockIsWrong }: Checking, now: number): Age {
  if (clockIsWrong || (bundle && now + toleranceSeconds < bundle.iat)) return { text: clockWrong(now), calls: true };
  if (refused === "signature") return { text: say("checker-other-key"), calls: true };
  if (!bundle) return { text: say(refused ? "checker-list-broken" : "checker-never-loaded"), calls: true };
  if (oldestList === undefined) return { text: say("checker-list-empty"), calls: true };
  const days = Math.floor((now - oldestList) / daySeconds);
  if (now > bundle.exp) return { text: say("why-list-too-old", { days }), calls: true };
  const from = say("checker-list-from", { when: when(oldestList, now) });
  return now - oldestList > daySeconds
    ? { text: `${from} ${say("checker-list-old")}`, calls: true }
    : { text: from, calls: false };
}
