// The offline bundle: everything a checker believes, signed by the operator's root key (docs/card-format.md §8).
import { isBase, parseIssuer } from "./address.ts";
import { Broken, need } from "./broken.ts";
import { exactObject, hasExactly, isObject, isTime, type Json } from "./json.ts";
import { isSignedBy, parseJws } from "./jws.ts";
import type { Point } from "./point.ts";
import { readList } from "./status.ts";
import { parseKeys, parseRetired, Trust, type TrustedIssuer } from "./trust.ts";

const header = '{"typ":"pass-bundle+jwt","alg":"ES256"}';
const aheadSeconds = 120;
/** A nation's worth: 70 full lists and 1,000 hubs stay below this. */
const mostBytes = 8 * 1024 * 1024;

/** Why a bundle is not accepted, beside being none at all; as in core. */
export type Fault = "signature" | "from_the_future" | "too_old" | "backwards";

export class BundleRefused extends Broken {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`a bundle that is refused: ${fault}`);
    this.fault = fault;
  }
}

export interface Bundle {
  /** When it was signed and when it ends, in seconds since 1970. */
  iat: number;
  exp: number;
  /** What to verify with. Lists that cannot be relied on are left out: their cards then read as "can't check". */
  trust: Trust;
  /** Each list's signed text by its address, read or not. */
  lists: Map<string, string>;
}

/** Reads a bundle signed by `root`, not before `notBefore` (the `iat` of the one held), at `now`. Throws `Broken`. */
export async function readBundle(token: string, root: Point, now: number, notBefore = 0): Promise<Bundle> {
  need(token.length <= mostBytes, "a bundle that is too long");
  const jws = parseJws(token.trim());
  need(jws.header === header, "not the header of a bundle");
  if (!(await isSignedBy(jws, root))) throw new BundleRefused("signature");
  const payload = exactObject(jws.payload);
  need(hasExactly(payload, ["iat", "exp", "bases", "issuers", "lists"]), "not the payload of a bundle");
  const { iat, exp, bases, issuers, lists } = payload;
  need(isTime(iat) && isTime(exp), "a bundle without its times");
  if (iat > now + aheadSeconds) throw new BundleRefused("from_the_future");
  // Before its age: one that is older than the one held may be long over, and says nothing of this clock.
  if (iat < notBefore) throw new BundleRefused("backwards");
  if (now > exp) throw new BundleRefused("too_old");
  need(isObject(issuers) && isObject(lists) && Array.isArray(bases), "not the payload of a bundle");
  const trust = new Trust();
  trust.bases = bases.map(parseBase);
  for (const [iss, issuer] of Object.entries(issuers)) trust.issuers.set(iss, parseIssuerEntry(iss, issuer));
  const signed = new Map(Object.entries(lists).map(([uri, list]) => [uri, parseListEntry(list)]));
  for (const [uri, list] of signed) await holdList(trust, uri, list, now);
  return { iat, exp, trust, lists: signed };
}

function parseBase(base: Json): string {
  need(typeof base === "string" && isBase(base), "a base");
  return base;
}

function parseIssuerEntry(iss: string, entry: Json): TrustedIssuer {
  need(parseIssuer(iss) !== undefined && isObject(entry), "an issuer");
  const { name, telephone, jwks, retired_kids } = entry;
  need(typeof name === "string" && typeof telephone === "string", "an issuer without its name and telephone");
  return { name, telephone, keys: parseKeys(jwks), retired: parseRetired(retired_kids) };
}

function parseListEntry(list: Json): string {
  need(typeof list === "string", "a list that is no text");
  return list;
}

async function holdList(trust: Trust, uri: string, list: string, now: number): Promise<void> {
  const iss = uri.slice(0, uri.lastIndexOf("/status/"));
  const issuer = trust.issuers.get(iss);
  need(issuer !== undefined, "a list of an unknown issuer");
  try {
    // Nobody fetched it during a check: an answer from a bundle always shows the age of its list.
    trust.hold({ ...(await readList(list, iss, issuer, uri, now)), fetchedAt: 0 });
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
  }
}
