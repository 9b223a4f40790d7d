// Squares, points, lists, bundles and short codes: each vector reads as what stands beside it, or is refused.
import { expect, test } from "vitest";
import { decode, encode } from "../src/card/base64url.ts";
import { Broken } from "../src/card/broken.ts";
import { readBundle } from "../src/card/bundle.ts";
import { fromDigits, toDigits } from "../src/card/digits.ts";
import { pack } from "../src/card/pack.ts";
import { unpack } from "../src/card/packed.ts";
import { decompress } from "../src/card/point.ts";
import { parseShortCode } from "../src/card/short-code.ts";
import { isWithdrawn, readList } from "../src/card/status.ts";
import { trustNamed, vectors } from "./vectors.ts";

/** What a reader gives, or null when it refuses; any other fault fails the test. */
async function orNull<Value>(read: () => Value | Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (fault) {
    if (fault instanceof Broken) return null;
    throw fault;
  }
}

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

test("a square's digits give its bytes and its text, or are refused", async () => {
  interface Case {
    name: string;
    base: string;
    text: string | null;
    bytes_hex: string | null;
    digits: string | null;
  }
  for (const { name, base, text, bytes_hex, digits } of vectors<Case[]>("packed.json")) {
    if (digits === null) continue;
    const unpacked = await orNull(async () => {
      const bytes = fromDigits(digits);
      if (bytes_hex !== null) expect(bytes, name).toEqual(fromHex(bytes_hex));
      return unpack(bytes, base);
    });
    expect(unpacked && unpacked.text + unpacked.presentation, name).toBe(text);
  }
});

test("a card's text gives the bytes and digits of its square, or is refused", async () => {
  interface Case {
    name: string;
    text: string | null;
    bytes_hex: string | null;
    digits: string | null;
  }
  let packed = 0;
  for (const { name, text, bytes_hex, digits } of vectors<Case[]>("packed.json")) {
    if (text === null) continue;
    const bytes = await orNull(() => pack(text));
    expect(bytes, name).toEqual(bytes_hex === null ? null : fromHex(bytes_hex));
    if (bytes) expect(toDigits(bytes), name).toBe(digits);
    packed += 1;
  }
  expect(packed).toBeGreaterThan(20);
});

test("a compressed point gives its coordinates, or is refused", async () => {
  interface Case {
    compressed_hex: string;
    x: string | null;
    y: string | null;
  }
  for (const { compressed_hex, x, y } of vectors<Case[]>("points.json")) {
    expect(await orNull(() => decompress(fromHex(compressed_hex))), compressed_hex).toEqual(x && { x, y });
  }
});

test("a typed code is read forgivingly, and one wrong letter is found", () => {
  for (const { typed, plain } of vectors<{ typed: string; plain: string | null }[]>("short_codes.json")) {
    expect(parseShortCode(typed) ?? null, typed).toBe(plain);
  }
});

test("a status list is read, or refused", async () => {
  interface Case {
    name: string;
    token: string;
    uri: string;
    now: number;
    list: { iat: number; exp: number; withdrawn: number[] } | null;
  }
  const trust = await trustNamed("open", 0);
  for (const { name, token, uri, now, list } of vectors<Case[]>("status_lists.json")) {
    const iss = uri.slice(0, uri.lastIndexOf("/status/"));
    const issuer = trust.issuers.get(iss);
    if (!issuer) throw new Error(`no issuer of ${uri}`);
    const held = await orNull(() => readList(token, iss, issuer, uri, now));
    const withdrawn = held && [...Array(2 ** 17).keys()].filter((idx) => isWithdrawn(held, idx));
    expect(held && { iat: held.iat, exp: held.exp, withdrawn }, name).toEqual(list);
  }
});

test("a bundle is read, or refused", async () => {
  interface Case {
    name: string;
    token: string;
    root: string;
    held_iat: number | null;
    now: number;
    bundle: { bases: string[]; issuers: string[]; lists: string[] } | null;
  }
  for (const { name, token, root, held_iat, now, bundle } of vectors<Case[]>("bundles.json")) {
    const trust = (await orNull(() => readBundle(token, decompress(decode(root)), now, held_iat ?? 0)))?.trust;
    const got =
      trust === undefined
        ? null
        : {
            bases: trust.bases,
            issuers: [...trust.issuers.keys()].sort(),
            lists: trust
              .lists()
              .map(({ uri }) => uri)
              .sort(),
          };
    const { bases, issuers, lists } = bundle ?? { bases: [], issuers: [], lists: [] };
    expect(got, name).toEqual(bundle && { bases, issuers: [...issuers].sort(), lists: [...lists].sort() });
  }
});

test("base64url has one form", () => {
  for (const bytes of [[], [0], [255, 254], [1, 2, 3], [250, 0, 7, 9]].map((all) => Uint8Array.from(all))) {
    expect(decode(encode(bytes))).toEqual(bytes);
  }
  for (const text of ["A", "AB", "AAB", "AA==", "A+A/", "AA AA", "ÄAAA"])
    expect(() => decode(text), text).toThrow(Broken);
});
