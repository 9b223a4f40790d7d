// Checks a square in this browser, against what this server publishes for everybody.
import { parseIssuer } from "../card/address.ts";
import type { Setting } from "../card/arrangements.ts";
import { Broken } from "../card/broken.ts";
import { Trust } from "../card/trust.ts";
import type { Verdict } from "../card/verdict.ts";
import { cardsIn, verify } from "../card/verify.ts";
import { speak } from "../speak.ts";
import { say } from "../words.ts";
import type { Answer } from "./answer.ts";
import { refresh, Unreachable } from "./sources.ts";

const daySeconds = 86_400;
const trust = new Trust();

/** The hub's slug and the number of its list: what has to be fetched for a card; and both as the card names them. */
export interface Sources {
  hub: string;
  list: string;
  iss: string;
  uri: string;
}

/**
 * Answers for one place, or, when none is given, whether the card is real. `square`: its whole text, its digits or a
 * card's text, as it was scanned or pasted; one under an address that is none of `bases` is none of our cards.
 */
export async function checkSquare(square: string, bases: string[], place: Setting | undefined): Promise<Answer> {
  const now = Math.floor(Date.now() / 1000);
  trust.bases = bases;
  const wanted = await sourcesOf(square, bases);
  if (wanted && !(await refreshed(wanted, now)) && !isHeld(wanted)) {
    return { state: "cannot_check", headline: say("verdict-cannot-check"), lines: [say("why-offline")] };
  }
  return answerOf(await verify(square, place, { square: true }, trust, now));
}

/** Whether the server could be asked; if not, what this page held before goes on being used, at its own age. */
async function refreshed({ hub, list }: Sources, now: number): Promise<boolean> {
  try {
    await refresh(trust, hub, list, now);
    return true;
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return false;
  }
}

function isHeld({ hub, list }: Sources): boolean {
  return trust.bases.some((base) => trust.list(`${base}/h/${hub}/status/${list}`));
}

/** Which hub's keys and which list a square needs, or nothing if it is not one. Nothing of it is believed yet. */
export async function sourcesOf(square: string, bases: string[]): Promise<Sources | undefined> {
  try {
    const [card] = await cardsIn(square, bases);
    const issuer = card && parseIssuer(card.claims.iss);
    if (!issuer || !bases.includes(issuer.base)) return undefined;
    const { iss, uri } = card.claims;
    return { hub: issuer.hub, list: uri.slice(uri.lastIndexOf("/") + 1), iss, uri };
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
    return undefined;
  }
}

/** A verdict as it is shown. */
export function answerOf(verdict: Verdict): Answer {
  const age = verdict.checkedAt - (verdict.listIssuedAt ?? verdict.checkedAt);
  return {
    ...speak(verdict),
    state: verdict.state,
    name: verdict.name,
    amber: verdict.state === "valid_offline" && age > daySeconds,
  };
}
