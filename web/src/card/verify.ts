// Everything in, one verdict out; every check fails closed (docs/card-format.md §9).
import type { Setting } from "./arrangements.ts";
import { toUtf8 } from "./base64url.ts";
import { Broken, need } from "./broken.ts";
import { type Claims, type Credential, parseCredential } from "./credential.ts";
import { fromDigits } from "./digits.ts";
import { isSignedBy } from "./jws.ts";
import { unpack } from "./packed.ts";
import { type Expected, isFresh, readPresentation } from "./presentation.ts";
import { lastDay, linesFor } from "./shown.ts";
import { isWithdrawn } from "./status.ts";
import type { HeldList, Trust, TrustedIssuer } from "./trust.ts";
import type { State, Verdict, Why } from "./verdict.ts";

const mostBytes = 8_192;
const toleranceSeconds = 120;
const daySeconds = 86_400;
const kindDays = { printed: 90, phone: 14 };
const revalidatedSeconds = 60;
const freshSeconds = 13 * 3_600;

/** `input` is a square, bare digits or a text; `now` is in seconds. Never throws on any input. */
export async function verify(
  input: string,
  setting: Setting | undefined,
  expected: Expected,
  trust: Trust,
  now: number,
): Promise<Verdict> {
  const asked = setting ? { setting } : {};
  try {
    for (const card of await cardsIn(input, trust.bases)) {
      const answer = await judge(card, setting, expected, trust, now);
      if (answer) return { lines: [], checkedAt: now, ...asked, ...answer };
    }
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
  }
  return { state: "not_recognised", lines: [], checkedAt: now, ...asked };
}

type Answer = Partial<Verdict> & { state: State };

/** The cards an input may stand for: digits have one under each base, of which only one can be signed. Throws `Broken`. */
export async function cardsIn(untrimmed: string, bases: string[]): Promise<Credential[]> {
  need(toUtf8(untrimmed).length <= mostBytes, "an input that is too long");
  const input = untrimmed.trim();
  if (/^[0-9]+$/.test(input)) {
    const bytes = fromDigits(input);
    return Promise.all(bases.map((base) => unpack(bytes, base)));
  }
  const at = input.indexOf("/v#");
  if (at < 0) return [parseCredential(input)];
  const base = input.slice(0, at);
  need(bases.includes(base), "a square of another base");
  return [await unpack(fromDigits(input.slice(at + 3)), base)];
}

/** Nothing when the card is not of an issuer we trust, so that another base may be tried. */
async function judge(
  card: Credential,
  setting: Setting | undefined,
  expected: Expected,
  trust: Trust,
  now: number,
): Promise<Answer | undefined> {
  const issuer = trust.issuers.get(card.claims.iss);
  if (!issuer) return undefined;
  const hub = { name: issuer.name, telephone: issuer.telephone };
  if (issuer.retired.has(card.kid)) return { state: "not_in_use", hub };
  if (!(await isIssued(card, issuer))) return undefined;
  const presentedAt = await presentation(card, expected);
  const list = trust.list(card.claims.uri);
  const known = { hub, ...(list ? { listIssuedAt: list.iat } : {}) };
  const tooOld = presentedAt !== undefined && !isFresh(presentedAt, now);
  if (tooOld) return { state: "cannot_check", why: "code_too_old", ...known };
  return { ...answer(card.claims, setting, list, trust.lists(), now), ...known };
}

async function isIssued(card: Credential, issuer: TrustedIssuer): Promise<boolean> {
  const key = issuer.keys.get(card.kid);
  return key !== undefined && (await isSignedBy(card.jws, key));
}

/** The signed type decides whether a KB-JWT must be there; paper has none, so it answers no verifier's nonce. */
async function presentation(card: Credential, expected: Expected): Promise<number | undefined> {
  const { phone } = card.claims;
  if (phone) return readPresentation(card, phone.device, expected);
  need(card.presentation === "" && expected.square, "a printed card with a KB-JWT, or where one is expected");
  return undefined;
}

/** The mapping for a card that is sound in itself; `list` is the one held for it, `lists` are all that are held. */
function answer(
  claims: Claims,
  setting: Setting | undefined,
  list: HeldList | undefined,
  lists: HeldList[],
  now: number,
): Answer {
  if (list && isWithdrawn(list, claims.idx)) return { state: "not_in_use" };
  const why = clockOrLists(lists, now);
  if (why) return { state: "cannot_check", why };
  if (now > claims.exp + toleranceSeconds) {
    const kindUntil = claims.exp + kindDays[claims.phone ? "phone" : "printed"] * daySeconds;
    return now <= kindUntil ? { state: "expired", validUntil: lastDay(claims) } : { state: "not_in_use" };
  }
  if (!list) return { state: "cannot_check", why: "list_missing" };
  if (now > list.exp) return { state: "cannot_check", why: "list_too_old" };
  const shown = setting ? linesFor(claims, setting, list.iat, now) : [];
  if (setting && shown.length === 0) return { state: "valid_not_here" };
  const fresh = now - list.fetchedAt <= revalidatedSeconds && now - list.iat <= freshSeconds;
  return {
    state: fresh ? "valid" : "valid_offline",
    ...(setting && claims.name !== undefined ? { name: claims.name } : {}),
    lines: shown,
    validUntil: lastDay(claims),
  };
}

/** What the lists held say about this device's clock and their own age. */
function clockOrLists(lists: HeldList[], now: number): Why | undefined {
  if (lists.length === 0) return undefined;
  if (now + toleranceSeconds < Math.max(...lists.map(({ iat }) => iat))) return "clock_wrong";
  return now > Math.max(...lists.map(({ exp }) => exp)) ? "list_too_old" : undefined;
}
