// A PIN for the activity page. It keeps out whoever picks up an unlocked phone, not whoever can read its storage: four
// numbers are soon tried through, which is why the page says so. Kept as a salted, stretched hash (RFC 8018).
import { toUtf8 } from "../card/base64url.ts";
import type { Activity } from "./held.ts";

const rounds = 300_000;
/** After so many wrong ones in a row each further try waits. */
const freeTries = 5;
const waitSeconds = 30;

export type Pin = NonNullable<Activity["pin"]>;

export function isPin(typed: string): boolean {
  return /^[0-9]{4,8}$/.test(typed);
}

export async function newPin(typed: string): Promise<Pin> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, hash: await hashOf(typed, salt), wrong: 0, waitUntil: 0 };
}

/** Whether it is the one; `pin` is what to keep from now on. `now` in seconds. */
export async function tryPin(pin: Pin, typed: string, now: number): Promise<{ opens: boolean; pin: Pin }> {
  const hash = await hashOf(typed, pin.salt);
  const opens = hash.every((byte, at) => byte === pin.hash[at]);
  if (opens) return { opens, pin: { ...pin, wrong: 0, waitUntil: 0 } };
  const wrong = pin.wrong + 1;
  return { opens, pin: { ...pin, wrong, waitUntil: wrong >= freeTries ? now + waitSeconds : 0 } };
}

/** Seconds until the next try. A clock that was put back does not make it longer. */
export function wait({ waitUntil }: Pin, now: number): number {
  return Math.min(Math.max(0, waitUntil - now), waitSeconds);
}

async function hashOf(typed: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", toUtf8(typed), "PBKDF2", false, ["deriveBits"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, 256));
}
