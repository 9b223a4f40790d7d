// The phone card's one talk with the server, on a network that loses replies: the real steps, a server that keeps the rules of
// refresh tokens, and a store that forgets nothing.
import { beforeEach, expect, test, vi } from "vitest";
import type { About, Held } from "../src/phone/held.ts";
import { newKey } from "../src/phone/keys.ts";
import { post } from "../src/phone/outbox.ts";
import { sync } from "../src/phone/sync.ts";

const store = vi.hoisted(() => ({ held: {} as Held }));
vi.mock("../src/phone/store.ts", () => {
  const keep = async (changes: Held) => {
    const all = Object.entries({ ...store.held, ...changes });
    store.held = Object.fromEntries(all.filter(([, value]) => value !== undefined));
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => ({ ...store.held }),
    keep,
    change: (name: keyof Held, anew: (now: unknown) => unknown) => keep({ [name]: anew(store.held[name]) }),
    alone: (work: () => Promise<unknown>) => {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
});

const origin = "https://pass.example.uk";
const iss = `${origin}/h/riverton`;
const about: About = {
  hub: { name: "Riverton", telephone: "01632 960000", iss, accent: "#3b3573", opening_hours: null },
  name: "Zoë M",
  ends_on: "2027-08-31",
  state: "active",
  settings: [],
  photo: null,
};
const metadata = {
  credential_issuer: iss,
  issuer: iss,
  token_endpoint: `${iss}/token`,
  nonce_endpoint: `${iss}/nonce`,
  credential_endpoint: `${iss}/credential`,
  notification_endpoint: `${iss}/notification`,
};

/** An old refresh token gives the same successor until that one, or a token that came with it, is used; later it ends the grant. */
class Server {
  current = 0;
  ended = false;
  /** Whose minutes are over. */
  stale = new Set<number>();

  answer(path: string, init: RequestInit): [status: number, body: object] {
    if (path.startsWith("/.well-known/")) return [200, metadata];
    if (path.endsWith("/token")) {
      const used = Number((init.body as URLSearchParams).get("refresh_token"));
      if (!this.use(used)) return [400, { error: "invalid_grant" }];
      return [200, { access_token: String(used + 1), refresh_token: String(used + 1), expires_in: 600 }];
    }
    const token = Number(new Headers(init.headers).get("Authorization")?.replace("DPoP ", ""));
    if (this.stale.has(token) || !this.use(token)) return [401, { error: "invalid_token" }];
    return path === "/api/card" ? [200, about] : [404, {}];
  }

  private use(token: number): boolean {
    if (token !== this.current && token !== this.current + 1) this.ended = true;
    else this.current = token;
    return !this.ended;
  }
}

/** The same numbers in each run. */
function dice(): () => number {
  let last = 4;
  return () => {
    last = (Math.imul(last, 1_103_515_245) + 12_345) >>> 0;
    return last / 2 ** 32;
  };
}

let server: Server;
const lost = { token: 0, card: 0 };
const throwDice = dice();

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-22T12:00:00Z") });
  globalThis.location = { origin, href: `${origin}/card` } as Location;
  server = new Server();
  store.held = { grant: { iss, dpop: await newKey(), refresh: "0" }, about };
  // What the server did stays done, whether anybody hears of it or not.
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const [status, body] = server.answer(url.pathname, init);
    const kind = url.pathname.endsWith("/token") ? "token" : "card";
    if (!url.pathname.startsWith("/.well-known/") && throwDice() < 0.5) {
      lost[kind] += 1;
      throw new TypeError("Failed to fetch");
    }
    return new Response(JSON.stringify(body), { status, headers: { Date: new Date().toUTCString() } });
  });
});

test("a thousand lost replies to a refresh lose no card", { timeout: 120_000 }, async () => {
  const outcomes = { done: 0, offline: 0, removed: 0, empty: 0 };
  while (lost.token < 1_000 || outcomes.done < 100) {
    outcomes[await sync()] += 1;
    expect(server.ended, "a refresh token was used again").toBe(false);
    expect(store.held.grant).toBeDefined();
    // Now and then a token's minutes are over, by the phone's clock or by the server's alone.
    if (throwDice() < 0.7) vi.setSystemTime(Date.now() + 11 * 60_000);
    else if (throwDice() < 0.3) server.stale.add(Number(store.held.grant?.access?.token));
  }
  expect(outcomes.removed + outcomes.empty).toBe(0);
  expect(outcomes.offline).toBeGreaterThan(1_000);
  expect(lost.card).toBeGreaterThan(100);
});

test("only a server that refuses a fresh token takes the card off", async () => {
  server.ended = true;
  let outcome = await sync();
  for (let round = 0; outcome === "offline" && round < 1_000; round += 1) outcome = await sync();
  expect(outcome).toBe("removed");
  expect(store.held).toEqual(expect.objectContaining({ removed: true, about }));
  expect(store.held.grant).toBeUndefined();
});

/** A network that loses nothing; `meanwhile` does something before the server answers an address of the card. */
function steady(meanwhile: (path: string, init: RequestInit) => Response | undefined): void {
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const answer = meanwhile(url.pathname, init);
    if (answer) return answer;
    const [status, body] = server.answer(url.pathname, init);
    return Response.json(body, { status, headers: { Date: new Date().toUTCString() } });
  });
}

test("what somebody does while the server is being asked is not written over", async () => {
  const since = Date.parse("2026-11-01T12:00:00Z") / 1000;
  const pin = { salt: new Uint8Array(16), hash: new Uint8Array(32), wrong: 0, waitUntil: 0 };
  const entries = [{ at: "2026-11-20T10:00:00Z", kind: "look", where: "Hill School" }];
  const chosen: unknown[] = [];
  let meanwhile = () => {};
  steady((path, init) => {
    if (path === "/api/card/choices") {
      chosen.push(JSON.parse(String(init.body)));
      if (chosen.length === 1) store.held = { ...store.held, choices: { school: [] } };
      return new Response(null, { status: 204 });
    }
    if (path !== "/api/card/activity") return undefined;
    meanwhile();
    return Response.json({ entries });
  });
  store.held = { ...store.held, activity: { since, entries: [], hidden: false }, choices: { school: ["time-out"] } };
  meanwhile = () => {
    store.held = { ...store.held, activity: { since, entries: [], hidden: true, pin } };
  };
  expect(await sync()).toBe("done");
  expect(store.held.activity, "the PIN that was just set").toEqual({ since, entries, hidden: true, pin });
  expect(store.held.choices, "what was chosen last has not been sent").toEqual({ school: [] });
  meanwhile = () => {
    const { activity: _off, ...rest } = store.held;
    store.held = rest;
  };
  expect(await sync()).toBe("done");
  expect(store.held.activity, "it was switched off").toBeUndefined();
  expect(chosen).toEqual([{ school: ["time-out"] }, { school: [] }]);
  expect(store.held.choices).toBeUndefined();
});

test("whoever writes something while a sync is on its way gets the next one", async () => {
  const sent: string[] = [];
  let next: Promise<unknown> | undefined;
  steady((path, init) => {
    if (path !== "/api/card/messages") return undefined;
    if (init.method === "POST") sent.push(JSON.parse(String(init.body)).words);
    // What waited has gone by now.
    else next ??= post({ kind: "complaint", words: "Late" }).then(() => sync());
    return Response.json({ messages: [] });
  });
  await post({ kind: "complaint", words: "First" });
  await sync();
  await next;
  expect(sent).toEqual(["First", "Late"]);
  expect(store.held.outbox).toBeUndefined();
});

test("a page that somebody between here and the server answers with is no answer", async () => {
  const page = () => new Response("<h1>Blocked</h1>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
  const before = store.held;
  for (const blocked of ["/h/riverton/token", "/api/card"]) {
    steady((path) => (path.startsWith(blocked) ? page() : undefined));
    expect(await sync(), blocked).toBe("offline");
  }
  expect(store.held.grant).toBeDefined();
  expect(store.held.about).toEqual(before.about);
});
