// Checks a square in this browser: its digits, against what this server publishes for everybody.
import type { Setting } from "../card/arrangements.ts";
import { Broken } from "../card/broken.ts";
import { fromDigits } from "../card/digits.ts";
import { hubOf, unpack } from "../card/packed.ts";
import { Trust } from "../card/trust.ts";
import type { Verdict } from "../card/verdict.ts";
import { verify } from "../card/verify.ts";
import { speak } from "../speak.ts";
import { say } from "../words.ts";
import type { Answer } from "./answer.ts";
import { refresh, Unreachable } from "./sources.ts";

const daySeconds = 86_400;
const trust = new Trust();

/** The hub's slug and the number of its list: what has to be fetched for a card. */
interface Sources {
  hub: string;
  list: string;
}

/** Answers for one place, or, when none is given, whether the card is real. `bases`: the current one first. */
export async function checkSquare(digits: string, bases: string[], place: Setting | undefined): Promise<Answer> {
  const now = Math.floor(Date.now() / 1000);
  trust.bases = bases;
  const wanted = await sourcesOf(digits, bases);
  if (wanted && !(await refreshed(wanted, now)) && !isHeld(wanted)) {
    return { state: "cannot_check", headline: say("verdict-cannot-check"), lines: [say("why-offline")] };
  }
  return answerOf(await verify(digits, place, { square: true }, trust, now));
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

/** Which hub's keys and which list a square needs, or nothing if it is not one. */
async function sourcesOf(digits: string, bases: string[]): Promise<Sources | undefined> {
  try {
    const bytes = fromDigits(digits);
    const { uri } = (await unpack(bytes, bases[0] ?? location.origin)).claims;
    return { hub: hubOf(bytes), list: uri.slice(uri.lastIndexOf("/") + 1) };
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
    return undefined;
  }
}

function answerOf(verdict: Verdict): Answer {
  const age = verdict.checkedAt - (verdict.listIssuedAt ?? verdict.checkedAt);
  return {
    ...speak(verdict),
    state: verdict.state,
    name: verdict.name,
    amber: verdict.state === "valid_offline" && age > daySeconds,
    telephone: verdict.hub?.telephone,
  };
}
