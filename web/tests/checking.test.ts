// Checking on the page: what is fetched, what is never sent, and what is said when the server cannot be reached.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { vectors } from "./vectors.ts";

const base = "https://pass.example.uk";
const readAt = 1_795_262_400;

interface Published {
  issuers: Record<string, { name: string; telephone: string; jwks: unknown; retired_kids: string[] }>;
  lists: Record<string, string>;
}

const published = vectors<Record<string, Published>>("trust.json").open;
const squareOf = (name: string): string => {
  const found = vectors<{ name: string; input: string }[]>("verify.json").find((one) => one.name.startsWith(name));
  return found?.input.split("#")[1] ?? "";
};
const card = squareOf("school, typical, at once");

/** A server that publishes the vectors' hubs; `asked` are the addresses it was asked for. */
function server(): { asked: string[]; fetch: (address: string) => Promise<Response> } {
  const asked: string[] = [];
  const fetch = async (address: string): Promise<Response> => {
    asked.push(address);
    const list = published?.lists[`${base}${address}`];
    if (list) return new Response(list);
    const iss = base + address.replace("/.well-known/jwt-vc-issuer", "");
    const issuer = published?.issuers[iss];
    if (!issuer) return new Response("", { status: 404 });
    const { name, telephone, jwks, retired_kids } = issuer;
    return Response.json({ issuer: iss, jwks, hub: { name, telephone }, retired_kids });
  };
  return { asked, fetch };
}

const offline = () => Promise.reject(new TypeError("no network"));

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: readAt * 1000, toFake: ["Date"] });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a square is checked here: only the hub's keys and its whole list are fetched", async () => {
  const { asked, fetch } = server();
  vi.stubGlobal("fetch", fetch);
  const { checkSquare } = await import("../src/check/square.ts");
  const answer = await checkSquare(card, [base], "school");
  expect([answer.state, answer.name]).toEqual(["valid", "Zoë M"]);
  expect(asked.sort()).toEqual(["/.well-known/jwt-vc-issuer/h/riverton", "/h/riverton/status/1"]);
});

test("a server that moved still answers for the cards of its former address", async () => {
  vi.stubGlobal("fetch", server().fetch);
  const { checkSquare } = await import("../src/check/square.ts");
  expect((await checkSquare(card, ["https://pass.new.example", base], undefined)).state).toBe("valid");
});

test("a square of another address is not one of our cards", async () => {
  vi.stubGlobal("fetch", server().fetch);
  const { checkSquare } = await import("../src/check/square.ts");
  expect((await checkSquare(card, ["https://other.example"], undefined)).state).not.toBe("valid");
  expect((await checkSquare("123", [base], undefined)).state).toBe("not_recognised");
});

test("without a network nothing is called good, unless its list is held, at its own age", async () => {
  const { checkSquare } = await import("../src/check/square.ts");
  vi.stubGlobal("fetch", offline);
  expect((await checkSquare(card, [base], "school")).state).toBe("cannot_check");
  vi.stubGlobal("fetch", server().fetch);
  expect((await checkSquare(card, [base], "school")).state).toBe("valid");
  vi.stubGlobal("fetch", offline);
  vi.setSystemTime((readAt + 3_600) * 1000);
  expect((await checkSquare(card, [base], "school")).state).toBe("valid_offline");
});

test("a typed code that cannot be sent cannot be checked, and one too many says how long to wait", async () => {
  const { checkTyped } = await import("../src/check/typed.ts");
  vi.stubGlobal("fetch", offline);
  expect((await checkTyped("8Y0MND100N", undefined)).state).toBe("cannot_check");
  vi.stubGlobal("fetch", async () => new Response("", { status: 429, headers: { "Retry-After": "90" } }));
  await expect(checkTyped("8Y0MND100N", undefined)).rejects.toThrow("Wait 2 minutes");
});
