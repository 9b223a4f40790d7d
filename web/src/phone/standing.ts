// How a card stands at a moment, from what this browser holds and nothing else.
import type { Setting } from "../card/arrangements.ts";
import { daysBetween, inLondon } from "../card/date.ts";
import type { About, Held } from "./held.ts";

export type Standing =
  /** No card was ever put here, or this browser has forgotten it. */
  | { state: "empty" }
  /** The server said that it is no longer on this phone. */
  | { state: "removed" }
  /** Its last day is over. */
  | { state: "ended" }
  /** Taken, but its squares have not arrived yet. */
  | { state: "arriving" }
  /** This device's clock is behind a time that it has seen already. */
  | { state: "clock" }
  /** Too long without a network: squares can no longer be made. */
  | { state: "stopped" }
  /** Squares can be made. `daysLeft` when a network is needed within so many days, `lastDays` when the card itself ends soon. */
  | { state: "good"; daysLeft?: number; lastDays?: number };

const daySeconds = 86_400;
/** Clocks drift, and a `Date` is whole seconds. */
const toleranceSeconds = 120;
/** A renewal that is a day late is one that did not happen. */
const warnedSeconds = 6 * daySeconds;
/** From here on the card says that it ends. */
const endingDays = 28;

/** `now` in seconds since 1970, by the server's clock as far as it is known. */
export function standing(held: Held, setting: Setting | undefined, now: number): Standing {
  const { about, grant, removed, credentials, syncedAt } = held;
  if (!grant && !removed) return { state: "empty" };
  // The server lets nobody in with a card that has ended, so this comes before being told that it is gone.
  if (about && hasEnded(about, now)) return { state: "ended" };
  if (removed) return { state: "removed" };
  const credential = setting && credentials?.[setting];
  if (!about || !credential) return { state: "arriving" };
  if (syncedAt !== undefined && now < syncedAt - toleranceSeconds) return { state: "clock" };
  if (now >= credential.exp) return { state: "stopped" };
  const left = credential.exp - now;
  const lastDays = daysBetween(inLondon(now).date, about.ends_on);
  return {
    state: "good",
    ...(outlives(about, credential.exp) && left < warnedSeconds ? { daysLeft: Math.floor(left / daySeconds) } : {}),
    ...(lastDays <= endingDays ? { lastDays } : {}),
  };
}

/** Whether the card goes on after a credential's end. One that lives as long as its card needs no renewal. */
export function outlives(about: About, exp: number): boolean {
  return daysBetween(inLondon(exp - 1).date, about.ends_on) > 0;
}

/** Whether the card's last day in Europe/London is over, or the hub ended it. */
export function hasEnded(about: About, now: number): boolean {
  return about.state === "ended" || inLondon(now).date > about.ends_on;
}
