// The checker's answers where its list is missing, empty, stale or signed for another time, and the line that says so.

import texts from "words:checker-";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { age } from "../src/checker/age.ts";
import { Checking } from "../src/checker/checking.ts";
import { type Held, withBundle } from "../src/checker/held.ts";
import { notOurs } from "../src/checker/not-ours.ts";
import { alsoSay } from "../src/words.ts";
import { signed } from "./signing.ts";
import { vectors } from "./vectors.ts";

alsoSay(texts);

const base = "https://pass.example.uk";
const good = vectors<{ token: string; root: string; now: number }[]>("bundles.json")[0];
if (!good) throw new Error("no bundle");
const { token, root, now } = good;
const square =
  vectors<{ name: string; input: string }[]>("verify.json").find(({ name }) =>
    name.startsWith("school, typical, at once"),
  )?.input ?? "";
const nothing: Held = { root, lists: {} };
const hours = 3_600;
const days = 24 * hours;

const at = (seconds: number) => vi.setSystemTime(seconds * 1000);
/** A server that answers with these, by their addresses; without one there is no network. */
function network(answers?: Record<string, string>): void {
  vi.stubGlobal("navigator", { onLine: answers !== undefined });
  vi.stubGlobal("fetch", async (address: string) => {
    const answer = answers?.[address];
    return answer === undefined ? new Response("", { status: 404 }) : new Response(answer);
  });
}
const bundle = (of: object) =>
  signed(
    "root",
    { typ: "pass-bundle+jwt", alg: "ES256" },
    { iat: now, exp: now + 7 * days, bases: [base], issuers: {}, lists: {}, ...of },
  );

beforeEach(() => {
  vi.useFakeTimers({ now: now * 1000, toFake: ["Date"] });
  vi.stubGlobal("location", { origin: base });
  network();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("before any list came nothing is said of a card, and what is no card is named all the same", async () => {
  const checking = await Checking.from(nothing);
  for (const card of [square, square.split("#")[1] ?? "", square.replace(base, "https://former.example")]) {
    expect((await checking.check(card, "school")).state, card).toBe("cannot_check");
  }
  expect((await checking.check("https://evil.example/", "school")).state).toBe("not_recognised");
  expect(age(checking, now)).toMatchObject({ calls: true, text: expect.stringContaining("no list of cards yet") });
});

test("an empty list says nothing of a card, neither that it is ours nor that it is not", async () => {
  network({ "/api/offline-bundle": await bundle({}) });
  const checking = await Checking.from(nothing);
  await checking.sync();
  const answer = await checking.check(square, "school");
  expect([answer.state, answer.lines[0]]).toEqual(["cannot_check", expect.stringContaining("is empty")]);
  expect(age(checking, now).text).toContain("is empty");
});

test("a bundle is held from one start to the next, and its answers say its age", async () => {
  const held = await withBundle(nothing, token, now);
  const checking = await Checking.from(held);
  at(now + 2 * hours);
  expect((await checking.check(square, "school")).state).toBe("valid_offline");
  expect(age(checking, now + 2 * hours).calls).toBe(false);
  expect(age(checking, now + 25 * hours).calls).toBe(true);
});

test("the line says the age of the oldest list that an answer may come from, not that of the bundle around it", async () => {
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  const later = now + 5 * hours;
  const checking = await Checking.from(
    await withBundle(nothing, await bundle({ ...payload, iat: later, exp: later + 7 * days }), later),
  );
  at(later);
  const { lines } = await checking.check(square, "school");
  const time = / (\d\d:\d\d \w+)\.$/.exec(age(checking, later).text)?.[1];
  expect(lines).toContain(`Checked with the list from ${time}.`);
  expect(age(checking, now + 25 * hours).calls).toBe(true);
});

test("past the end of what is held, and before its beginning, nothing is called good", async () => {
  const checking = await Checking.from(await withBundle(nothing, token, now));
  for (const [time, why] of [
    [now + 7 * days + 1, "days old"],
    [now + 3_652 * days, "days old"],
    [now - 121, "clock"],
    [0, "clock"],
  ] as const) {
    at(time);
    const answer = await checking.check(square, "school");
    expect([answer.state, answer.lines[0]], String(time)).toEqual(["cannot_check", expect.stringContaining(why)]);
    expect(age(checking, time).text, String(time)).toContain(why);
  }
});

test("a bundle newer than its lists tells a clock that was set back behind it", async () => {
  const lists = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  const later = await bundle({ ...lists, iat: now + 5 * hours, exp: now + 7 * days });
  const checking = await Checking.from(await withBundle(nothing, later, now + 5 * hours));
  at(now + 4 * hours);
  expect((await checking.check(square, "school")).lines[0]).toContain("clock");
});

test("what the server signs now shows that the clock is wrong, though what is held does not", async () => {
  const ahead = await bundle({ iat: now + 2 * days, exp: now + 9 * days });
  network({ "/api/offline-bundle": ahead });
  const checking = await Checking.from(await withBundle(nothing, token, now));
  at(now + hours);
  await checking.sync();
  expect(checking.clockIsWrong).toBe(true);
  expect((await checking.check(square, "school")).lines[0]).toContain("clock");
});

test("a bundle by another key is not taken; what is held goes on at its own age", async () => {
  const header = { typ: "pass-bundle+jwt", alg: "ES256" };
  network({ "/api/offline-bundle": await signed("stranger", header, { iat: now }) });
  const checking = await Checking.from(await withBundle(nothing, token, now));
  await checking.sync();
  expect(checking.refused).toBe("signature");
  expect(age(checking, now).text).toContain("a key that this device does not know");
  expect((await checking.check(square, "school")).state).toBe("valid_offline");
});

test("an older bundle is left alone without a word: of several servers one may lag behind", async () => {
  network({ "/api/offline-bundle": await bundle({ iat: now - 60 }) });
  const checking = await Checking.from(await withBundle(nothing, token, now));
  await checking.sync();
  expect(checking.refused).toBeUndefined();
  expect(checking.bundle?.iat).toBe(now);
});

test("what is no card of ours is named, whatever it is", () => {
  const of = (text: string) => notOurs(text, [base])?.lines[0];
  expect(of(square)).toBeUndefined();
  expect(of("12345678")).toBeUndefined();
  expect(of(square.replace(base, "https://pass.evil.example"))).toContain("pass.evil.example");
  expect(of(`https://${"a".repeat(63)}.${"b".repeat(63)}.example/`)?.length).toBeLessThan(140);
  for (const text of ["javascript:alert(1)", "WIFI:T:WPA;;", "tel:999", "", "hello"]) {
    expect(of(text), text).toBe("This square does not hold a card.");
  }
});
