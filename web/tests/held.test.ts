// What a checker holds: bundles by the pinned key only, and lists that never go backwards, also not from one start to the next.
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { encode } from "../src/card/base64url.ts";
import { BundleRefused } from "../src/card/bundle.ts";
import { isWithdrawn } from "../src/card/status.ts";
import { type Held, known, newer, withBundle } from "../src/checker/held.ts";
import { signed } from "./signing.ts";
import { vectors } from "./vectors.ts";

interface BundleCase {
  name: string;
  token: string;
  root: string;
  now: number;
  bundle: { lists: string[] } | null;
}

const bundles = vectors<BundleCase[]>("bundles.json");
const good = bundles.find(({ name }) => name === "good") as BundleCase;
const uri = good.bundle?.lists[0] ?? "";
const nothing = (root: string): Held => ({ root, lists: {} });
const loaded = await withBundle(nothing(good.root), good.token, good.now);

test("a bundle is held with each of its lists, and is there again at the next start", async () => {
  const again = await known(structuredClone(loaded));
  expect(again?.trust.lists().map((list) => list.uri)).toEqual(good.bundle?.lists);
  expect(again?.trust.list(uri)?.fetchedAt).toBe(0);
  expect(await known(nothing(good.root))).toBeUndefined();
});

test("what is held is read as of its own time, whatever the clock says", async () => {
  const { iat, exp } = (await known(loaded)) ?? { iat: 0, exp: 0 };
  expect([iat, exp - iat]).toEqual([good.now, 604_800]);
});

test("every vector that is to be refused is refused", async () => {
  for (const { name, token, root, now, bundle } of bundles) {
    if (bundle) continue;
    const isOlder = name === "older than the one held";
    const held = isOlder ? { ...loaded, bundle: { iat: good.now + 1, token: good.token } } : nothing(root);
    await expect(withBundle(held, token, now), name).rejects.toThrow();
  }
});

test("a bundle by another key than the pinned one says that it is that", async () => {
  const stranger = bundles.find(({ name }) => name === "by a stranger") as BundleCase;
  const refused = withBundle(nothing(stranger.root), stranger.token, stranger.now);
  await expect(refused).rejects.toBeInstanceOf(BundleRefused);
  await expect(refused).rejects.toMatchObject({ fault: "signature" });
});

test("of each list the newest stays, in whatever order they came", () => {
  const [older, later] = [
    { iat: 10, token: "older" },
    { iat: 11, token: "later" },
  ];
  const one = { root: "r", lists: { a: older, b: later } };
  const other = { root: "r", lists: { a: later, b: older } };
  for (const both of [newer(one, other), newer(other, one)]) expect(both.lists).toEqual({ a: later, b: later });
});

test("a list that ended before the bundle was signed is forgotten, any younger one is not", () => {
  const bundle = { iat: 1_000_000, token: "" };
  const lists = { ended: { iat: 1_000_000 - 604_801, token: "" }, ends: { iat: 1_000_000 - 604_800, token: "" } };
  expect(Object.keys(newer({ root: "r", lists }, { root: "r", bundle, lists: {} }).lists)).toEqual(["ends"]);
});

test("a withdrawal that came after the bundle is not taken back by the same bundle, nor by the next start", async () => {
  const before = (await known(loaded))?.trust.list(uri);
  expect(before && isWithdrawn(before, 42)).toBe(false);
  const newest = { [uri]: { iat: good.now + 5, token: await signedList(good.now + 5, 42) } };
  const again = await withBundle(newer(loaded, { root: good.root, lists: newest }), good.token, good.now + 10);
  const after = (await known(structuredClone(again)))?.trust.list(uri);
  expect(after && isWithdrawn(after, 42)).toBe(true);
});

/** The hub's list as it was signed at `iat`, with one card withdrawn. */
function signedList(iat: number, withdrawn: number): Promise<string> {
  const bits = new Uint8Array(16_384);
  bits[withdrawn >> 3] = 1 << (withdrawn & 7);
  const lst = encode(deflateSync(bits));
  const iss = uri.slice(0, uri.lastIndexOf("/status/"));
  const payload = { iss, sub: uri, iat, exp: iat + 604_800, ttl: 900, status_list: { bits: 1, lst } };
  return signed("riverton-k1", { typ: "statuslist+jwt", alg: "ES256", kid: "k1" }, payload);
}
