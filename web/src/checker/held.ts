// What a checker's device holds between checks: the root key it pinned, the newest bundle, and the newest signed list of each
// address. Nothing in it says which card was checked, and nothing in it ever goes backwards.
import { decode } from "../card/base64url.ts";
import { readBundle } from "../card/bundle.ts";
import { decompress, type Point } from "../card/point.ts";
import { readList } from "../card/status.ts";
import { Trust } from "../card/trust.ts";

/** A signed text with the time at which it was signed, in seconds since 1970. */
export interface Signed {
  iat: number;
  token: string;
}

/** As it is stored, in texts that stay readable for later versions of this app. */
export interface Held {
  /** The root key, as `passport keys root` prints it: that of the first page this device opened. */
  root: string;
  bundle?: Signed;
  /** By their addresses; those of the bundle and any newer one that was fetched since. */
  lists: Record<string, Signed>;
}

/** What is held, ready to check with. */
export interface Known {
  /** Of the bundle, as `exp`. */
  iat: number;
  exp: number;
  trust: Trust;
  /** The addresses of the lists that the bundle names; of others that were held before, no card is good any more. */
  lists: string[];
}

/** What two hold between them, the newer of each; lists that ended before the bundle was signed are of no use to anybody. */
export function newer(one: Held, other: Held): Held {
  const bundle = newerOf(one.bundle, other.bundle);
  const lists: Record<string, Signed> = {};
  for (const [uri, list] of [...Object.entries(one.lists), ...Object.entries(other.lists)]) {
    const newest = newerOf(lists[uri], list);
    if (newest && newest.iat + listSeconds >= (bundle?.iat ?? 0)) lists[uri] = newest;
  }
  return { root: one.root, ...(bundle ? { bundle } : {}), lists };
}

/** A list's life, which its form fixes (docs/card-format.md §7). */
const listSeconds = 604_800;

function newerOf(one: Signed | undefined, other: Signed | undefined): Signed | undefined {
  return one && other && other.iat < one.iat ? one : (other ?? one);
}

/** Takes a bundle that was fetched at `now`. Throws `Broken` when it is none, or `BundleRefused`. */
export async function withBundle(held: Held, token: string, now: number): Promise<Held> {
  const { iat, trust, lists } = await readBundle(token, rootOf(held), now, held.bundle?.iat);
  const readable = trust.lists().map((list) => [list.uri, { iat: list.iat, token: lists.get(list.uri) ?? "" }]);
  return newer(held, { root: held.root, bundle: { iat, token }, lists: Object.fromEntries(readable) });
}

/**
 * What is held, to check with; nothing when no bundle ever came. The device's clock is asked nothing here: every text is read
 * as of the time it was signed, and how old or how far ahead it is by now, each check finds out.
 */
export async function known(held: Held): Promise<Known | undefined> {
  if (!held.bundle) return undefined;
  const { iat, exp, trust: read, lists } = await readBundle(held.bundle.token, rootOf(held), held.bundle.iat);
  const trust = new Trust();
  trust.bases = read.bases;
  trust.issuers = read.issuers;
  for (const [uri, list] of Object.entries(held.lists)) {
    const iss = uri.slice(0, uri.lastIndexOf("/status/"));
    const issuer = trust.issuers.get(iss);
    // A hub that left, or a list signed by a key that was refused since, is believed no more.
    const got = issuer && (await readList(list.token, iss, issuer, uri, list.iat).catch(() => undefined));
    if (got) trust.hold({ ...got, fetchedAt: 0 });
  }
  return { iat, exp, trust, lists: [...lists.keys()] };
}

function rootOf({ root }: Held): Point {
  return decompress(decode(root));
}
