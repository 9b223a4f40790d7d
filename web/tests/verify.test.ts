// Every case of tests/vectors/verify.json has the verdict that stands beside it.
import { expect, test } from "vitest";
import type { Setting } from "../src/card/arrangements.ts";
import type { Trust } from "../src/card/trust.ts";
import { verify } from "../src/card/verify.ts";
import { trustNamed, vectors, verdictJson } from "./vectors.ts";

interface Case {
  name: string;
  input: string;
  setting: Setting | null;
  expected: "square" | { aud: string; nonce: string };
  trust: string;
  fetched_at: number;
  now: number;
  verdict: unknown;
}

const cases = vectors<Case[]>("verify.json");

test("every vector has its verdict", { timeout: 120_000 }, async () => {
  const trusts = new Map<string, Trust>();
  const wrong: unknown[] = [];
  for (const one of cases) {
    const key = `${one.trust} ${one.fetched_at}`;
    const trust = trusts.get(key) ?? (await trustNamed(one.trust, one.fetched_at));
    trusts.set(key, trust);
    const expected =
      one.expected === "square" ? { square: true as const } : { square: false as const, ...one.expected };
    const got = verdictJson(await verify(one.input, one.setting ?? undefined, expected, trust, one.now));
    if (JSON.stringify(got) !== JSON.stringify(one.verdict)) wrong.push({ name: one.name, got, wanted: one.verdict });
  }
  expect(wrong.slice(0, 5), `${wrong.length} of ${cases.length} differ`).toEqual([]);
});

test("there are at least two thousand of them, in all seven states", () => {
  expect(cases.length).toBeGreaterThanOrEqual(2_000);
  expect(new Set(cases.map(({ verdict }) => (verdict as { state: string }).state)).size).toBe(7);
});

test("a card of which any one character was changed is not one of ours", async () => {
  const trust = await trustNamed("open", 0);
  const isGood = ({ verdict }: Case) => (verdict as { state: string }).state === "valid";
  const forms: [string, (one: Case) => boolean][] = [
    ["0123456789", ({ input }) => input.includes("/v#") && input.length < 300],
    ["0123456789", ({ input }) => input.includes("/v#") && input.length > 500],
    ["Ab9-", ({ input }) => input.startsWith("ey") && input.endsWith("~")],
    ["Ab9-", ({ input }) => input.startsWith("ey") && !input.endsWith("~")],
  ];
  for (const [alphabet, fits] of forms) {
    const one = cases.find((candidate) => candidate.expected === "square" && isGood(candidate) && fits(candidate));
    if (!one) throw new Error("there is no such vector");
    for (let at = one.input.indexOf("#") + 1; at < one.input.length; at++) {
      const other = [...alphabet].find((letter) => letter !== one.input[at]);
      const changed = one.input.slice(0, at) + other + one.input.slice(at + 1);
      const { state } = await verify(changed, "school", { square: true }, trust, one.now);
      expect(state, `${one.name}, character ${at}`).toBe("not_recognised");
    }
  }
});
