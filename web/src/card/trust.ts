// What a verifier believes: bases, issuers with their keys, and the newest status list held for each address.
import { isKid } from "./address.ts";
import { need } from "./broken.ts";
import { isObject, type Json } from "./json.ts";
import { type Point, parsePoint } from "./point.ts";

export interface TrustedIssuer {
  name: string;
  telephone: string;
  keys: Map<string, Point>;
  /** Keys refused in an emergency. */
  retired: Set<string>;
}

export interface HeldList {
  uri: string;
  iat: number;
  exp: number;
  /** 16,384 bytes, least significant bit first. */
  bits: Uint8Array;
  /** When it was fetched or revalidated, by this device's clock. */
  fetchedAt: number;
}

export class Trust {
  /** Whose squares are accepted, the current one first. */
  bases: string[] = [];
  issuers = new Map<string, TrustedIssuer>();
  readonly #lists = new Map<string, HeldList>();

  /** Keeps a list unless a newer one of its address is held; says whether it was kept. */
  hold(list: HeldList): boolean {
    const held = this.#lists.get(list.uri);
    if (held && held.iat > list.iat) return false;
    this.#lists.set(list.uri, list);
    return true;
  }

  list(uri: string): HeldList | undefined {
    return this.#lists.get(uri);
  }

  lists(): HeldList[] {
    return [...this.#lists.values()];
  }
}

/** The keys of a JWKS by their names. Throws `Broken`. */
export function parseKeys(jwks: Json | undefined): Map<string, Point> {
  const keys = isObject(jwks) ? jwks.keys : undefined;
  need(Array.isArray(keys), "not a JWKS");
  const named = new Map<string, Point>();
  for (const key of keys) {
    need(
      isObject(key) && typeof key.kid === "string" && isKid(key.kid) && !named.has(key.kid),
      "a key without a name of its own",
    );
    named.set(key.kid, parsePoint(key));
  }
  return named;
}

/** The names of retired keys. Throws `Broken`. */
export function parseRetired(kids: Json | undefined): Set<string> {
  need(Array.isArray(kids) && kids.every((kid) => typeof kid === "string" && isKid(kid)), "not a list of retired keys");
  return new Set(kids as string[]);
}
