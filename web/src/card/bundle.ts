// The offline bundle: everything a checker believes, signed by the operator's root key (docs/card-format.md §8).
import { isBase, parseIssuer } from "./address.ts";
import { need } from "./broken.ts";
import { exactObject, hasExactly, isObject, isTime, type Json } from "./json.ts";
import { isSignedBy, parseJws } from "./jws.ts";
import type { Point } from "./point.ts";
import { readList } from "./status.ts";
import { parseKeys, parseRetired, Trust, type TrustedIssuer } from "./trust.ts";

const header = '{"typ":"pass-bundle+jwt","alg":"ES256"}';
const aheadSeconds = 120;

/** Reads a bundle signed by `root`, not before `notBefore` (the `iat` of the one held), at `now`. Throws `Broken`. */
export async function readBundle(token: string, root: Point, now: number, notBefore = 0): Promise<Trust> {
  const jws = parseJws(token);
  need(jws.header === header && (await isSignedBy(jws, root)), "a bundle signed by another key");
  const payload = exactObject(jws.payload);
  need(hasExactly(payload, ["iat", "exp", "bases", "issuers", "lists"]), "not the payload of a bundle");
  const { iat, exp, bases, issuers, lists } = payload;
  need(
    isTime(iat) && iat >= notBefore && iat <= now + aheadSeconds,
    "a bundle older than the one held, or from the future",
  );
  need(isTime(exp) && exp >= now, "a bundle past its end");
  need(isObject(issuers) && isObject(lists) && Array.isArray(bases), "not the payload of a bundle");
  const trust = new Trust();
  trust.bases = bases.map(parseBase);
  for (const [iss, issuer] of Object.entries(issuers)) trust.issuers.set(iss, parseIssuerEntry(iss, issuer));
  for (const [uri, list] of Object.entries(lists)) await holdList(trust, uri, list, now);
  return trust;
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

async function holdList(trust: Trust, uri: string, list: Json, now: number): Promise<void> {
  const iss = uri.slice(0, uri.lastIndexOf("/status/"));
  const issuer = trust.issuers.get(iss);
  need(issuer !== undefined && typeof list === "string", "a list of an unknown issuer");
  // Nobody fetched it during a check: an answer from a bundle always shows the age of its list.
  trust.hold({ ...(await readList(list, iss, issuer, uri, now)), fetchedAt: 0 });
}
