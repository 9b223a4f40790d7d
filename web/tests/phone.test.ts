// The phone card where no browser is needed: how it stands on any day, its square, its owner's words, and its PIN.
import { expect, test, vi } from "vitest";
import { parseActivationCode, parseShortCode } from "../src/card/short-code.ts";
import { verify } from "../src/card/verify.ts";
import type { About, Held, HeldCredential } from "../src/phone/held.ts";
import { placeOf } from "../src/phone/offer.ts";
import { ownLines } from "../src/phone/own-words.ts";
import { isPin, newPin, tryPin, wait } from "../src/phone/pin.ts";
import { draw, drawSquare, present } from "../src/phone/square.ts";
import { type Standing, standing } from "../src/phone/standing.ts";
import { alone } from "../src/phone/store.ts";
import { entriesSince, needsFetching } from "../src/phone/sync.ts";
import { trustNamed, vectors } from "./vectors.ts";

const day = 86_400;
/** Noon on 22 November 2026, in London and in UTC. */
const synced = Date.parse("2026-11-22T12:00:00Z") / 1000;
const about: About = {
  hub: {
    name: "Riverton",
    telephone: "01632 960000",
    iss: "https://pass.example.uk/h/riverton",
    accent: "#3b3573",
    opening_hours: null,
  },
  name: "Zoë M",
  ends_on: "2027-08-31",
  state: "active",
  settings: [],
  photo: null,
};
const key = {} as CryptoKeyPair;
/** Fetched at `synced`, good for 14 days from that midnight. */
const exp = Date.parse("2026-12-06T00:00:00Z") / 1000;
const held: Held = {
  grant: { iss: about.hub.iss, dpop: key, refresh: "r" },
  about,
  credentials: { school: { text: "", key, exp } },
  syncedAt: synced,
};

const at = (when: number, more: Held = {}): Standing => standing({ ...held, ...more }, "school", when);

test("from 1970 to ten years on a card is shown only while its square can be good", { timeout: 60_000 }, () => {
  for (let when = 0; when < synced + 3_653 * day; when += 12 * 3_600) {
    const { state } = at(when);
    const wanted =
      when < synced - 120
        ? "clock"
        : when < exp
          ? "good"
          : when < Date.parse("2027-08-31T23:00:00Z") / 1000
            ? "stopped"
            : "ended";
    expect(state, new Date(when * 1000).toISOString()).toBe(wanted);
  }
});

test("a card that no network has been near for eight days counts the days it has left", () => {
  expect(at(synced + 7 * day)).toEqual({ state: "good" });
  expect(at(synced + 8 * day)).toEqual({ state: "good", daysLeft: 5 });
  expect(at(exp - 3_600)).toEqual({ state: "good", daysLeft: 0 });
  expect(at(exp)).toEqual({ state: "stopped" });
});

test("a card near its own last day says that, and asks for no network", () => {
  const last: About = { ...about, ends_on: "2026-12-05" };
  expect(at(synced, { about: last })).toEqual({ state: "good", lastDays: 13 });
  expect(at(exp - 3_600, { about: last })).toEqual({ state: "good", lastDays: 0 });
  expect(at(exp, { about: last })).toEqual({ state: "ended" });
  expect(at(exp, { about: last, removed: true }), "an ended card is no longer let in").toEqual({ state: "ended" });
});

test("what the server says of a card stands above what the phone holds", () => {
  expect(standing({}, "school", synced).state).toBe("empty");
  expect(at(synced, { removed: true }).state).toBe("removed");
  expect(at(synced, { about: { ...about, state: "ended" } }).state).toBe("ended");
  expect(at(synced, { credentials: {} }).state).toBe("arriving");
});

test("a credential is fetched when it is missing, revoked, unsure, or has less than seven days left", () => {
  const choice = { setting: "school" as const, allowed: {}, shown: ["phone-on-silent"], stale: false };
  expect(needsFetching(choice, held, exp - 8 * day)).toBe(false);
  expect(needsFetching(choice, held, exp - 7 * day + 1)).toBe(true);
  const last = { ...held, about: { ...about, ends_on: "2026-12-05" } };
  expect(needsFetching(choice, last, exp - day), "it lives as long as its card").toBe(false);
  expect(needsFetching({ ...choice, stale: true }, held, synced)).toBe(true);
  expect(needsFetching(choice, { ...held, fresh: { school: key } }, synced), "a reply that got lost").toBe(true);
  expect(needsFetching(choice, {}, synced)).toBe(true);
  expect(needsFetching({ ...choice, shown: [] }, {}, synced)).toBe(false);
});

interface Vector {
  name: string;
  input: string;
  now: number;
}
const phone = vectors<Vector[]>("verify.json").find(
  ({ name, input }) => name.startsWith("phone school") && input.startsWith("ey"),
);

/** The credential of a vector, bound to a key that this test does not have: another signs. */
async function shownBy(): Promise<{ credential: HeldCredential; now: number }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const text = `${phone?.input.split("~")[0]}~`;
  return { credential: { text, key: pair, exp: 0 }, now: phone?.now ?? 0 };
}

test("a typical square is of QR version 12 at most, with its quiet zone, and says what a camera reads", async () => {
  const { credential, now } = await shownBy();
  const { text, size, path } = await drawSquare(credential, now);
  expect(text).toMatch(/^https:\/\/pass\.example\.uk\/v#[0-9]+$/);
  expect(size).toBeLessThanOrEqual(17 + 4 * 12 + 8);
  expect(path.startsWith("M4 4h7v1h-7z"), "the corner is not where the quiet zone ends").toBe(true);
  // The fullest that a square may hold.
  expect(draw("https://pass.example.uk/v#", "9".repeat(Math.ceil((292 * 17) / 7))).size).toBeLessThanOrEqual(
    17 + 4 * 13 + 8,
  );
});

test("a presentation by any key but the card's own is not one of our cards", async () => {
  const { credential, now } = await shownBy();
  const trust = await trustNamed("open", now);
  expect((await verify(await present(credential, now), "school", { square: true }, trust, now)).state).toBe(
    "not_recognised",
  );
});

test("a card speaks in its owner's own voice, and of its own setting only", async () => {
  const { credential, now } = await shownBy();
  const lines = ownLines(credential, "school", now);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines[0]).toMatch(/^I may step out for ten minutes/);
  expect(ownLines(credential, "gp", now)).toEqual([]);
});

test("the letter's link is known from its text, and nobody else's", () => {
  globalThis.location = { origin: "https://pass.example.uk" } as Location;
  const place = { hub: "riverton", handle: "AbC-_0123456789abcdefg" };
  const fragment = `${place.hub}.${place.handle}`;
  expect(placeOf(fragment)).toEqual(place);
  expect(placeOf(` https://pass.example.uk/card/activate#${fragment} `)).toEqual(place);
  expect(placeOf(`https://pass.example.uk/activate#${fragment}`)).toEqual(place);
  for (const other of ["https://evil.example/card/activate#", "https://pass.example.uk/v#"]) {
    expect(placeOf(other + fragment)).toBeUndefined();
  }
  for (const broken of [
    "",
    "riverton",
    "riverton.",
    "Riverton.AbC-_0123456789abcdefg",
    `${fragment}.x`,
    "riverton.ä",
  ]) {
    expect(placeOf(broken), broken).toBeUndefined();
  }
});

test("a letter's code is read however it is typed, and one wrong letter is found", () => {
  const code = "K7QX-M2RT-9C";
  expect(parseActivationCode(code)).toBeUndefined();
  // Twelve characters whose sum is zero: all zeros are, and so is any code with its check.
  expect(parseActivationCode("0000 oooo-0000")).toBe("0000-0000-0000");
  expect(parseActivationCode("0000-0000-0001")).toBeUndefined();
  expect(parseShortCode("0000-0000-0000")).toBeUndefined();
});

test("a PIN opens for the right numbers, and waits after five wrong ones", async () => {
  expect(["1234", "12345678", "123", "123456789", "12a4"].map(isPin)).toEqual([true, true, false, false, false]);
  let pin = await newPin("2468");
  for (let tries = 1; tries <= 5; tries += 1) {
    const tried = await tryPin(pin, "1234", 1_000);
    expect(tried.opens).toBe(false);
    pin = tried.pin;
    expect(wait(pin, 1_000)).toBe(tries < 5 ? 0 : 30);
  }
  expect(wait(pin, 0), "a clock put back makes nobody wait longer").toBe(30);
  expect((await tryPin(pin, "2468", 1_030)).opens).toBe(true);
});

test("activity older than thirty days is not shown, also where no network says so", () => {
  vi.useFakeTimers({ now: synced * 1000, toFake: ["Date"] });
  const look = (daysAgo: number) => ({
    at: new Date((synced - daysAgo * day) * 1000).toISOString(),
    kind: "look" as const,
    where: "Hill School",
  });
  const entries = [look(1), look(29), look(31)];
  const activity = { since: synced - 300 * day, entries, hidden: false };
  expect(entriesSince(entries, activity)).toEqual([look(1), look(29)]);
  expect(entriesSince(entries, { ...activity, since: synced - 2 * day })).toEqual([look(1)]);
  vi.useRealTimers();
});

test("what must go on alone waits its turn in a browser without locks too, after a fault as well", async () => {
  vi.stubGlobal("navigator", {});
  const order: string[] = [];
  const slow = alone(async () => {
    order.push("begins");
    await new Promise((done) => setTimeout(done, 20));
    order.push("breaks");
    throw new Error("a fault");
  });
  const next = alone(async () => order.push("next"));
  await expect(slow).rejects.toThrow("a fault");
  await next;
  expect(order).toEqual(["begins", "breaks", "next"]);
  vi.unstubAllGlobals();
});
