// The KB-JWT: a phone's signature over the card it shows, some seconds old (docs/card-format.md §4).
import { decode, encode, toUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";
import type { Credential } from "./credential.ts";
import { exactObject, hasExactly, isTime } from "./json.ts";
import { isSignedBy, parseJws, sha256 } from "./jws.ts";
import type { Point } from "./point.ts";

/** What the presentation must be addressed to: our own square, or a verifier who drew a nonce. */
export type Expected = { square: true } | { square: false; aud: string; nonce: string };

const windowSeconds = { ahead: 120, behind: 180 };

/** Checks all but the time, and gives `iat`. Throws `Broken`. */
export async function readPresentation(card: Credential, device: Point, expected: Expected): Promise<number> {
  const jws = parseJws(card.presentation);
  const header = exactObject(jws.header);
  need(
    hasExactly(header, ["typ", "alg"]) && header.typ === "kb+jwt" && header.alg === "ES256",
    "not the header of a KB-JWT",
  );
  const { iat, aud, nonce, sd_hash, ...more } = exactObject(jws.payload);
  need(isTime(iat) && Object.keys(more).length === 0, "not the payload of a KB-JWT");
  need(await isSignedBy(jws, device), "a KB-JWT signed by another key");
  need(
    typeof nonce === "string" && aud === (expected.square ? `${card.claims.iss}/v` : expected.aud),
    "another verifier's KB-JWT",
  );
  need(expected.square ? decode(nonce).length === 8 : nonce === expected.nonce, "another nonce");
  need(sd_hash === encode(await sha256(card.text)), "a KB-JWT of another card");
  return iat;
}

/** What a phone signs to show a credential in a square, in its one form: the KB-JWT but for its signature. */
export function signedPresentation(iss: string, iat: number, nonce: string, hash: string): string {
  const payload = `{"iat":${iat},"aud":"${iss}/v","nonce":"${nonce}","sd_hash":"${hash}"}`;
  return [`{"typ":"kb+jwt","alg":"ES256"}`, payload].map((part) => encode(toUtf8(part))).join(".");
}

/** Whether a presentation of this `iat` may be accepted at `now` (both in seconds). */
export function isFresh(iat: number, now: number): boolean {
  return now - iat >= -windowSeconds.ahead && now - iat <= windowSeconds.behind;
}
