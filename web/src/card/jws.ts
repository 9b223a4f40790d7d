// Three base64url parts and an ES256 signature over the first two: cards, presentations, lists and bundles alike.
import { type Bytes, decode, fromUtf8, toUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";
import type { Point } from "./point.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export interface Jws {
  header: string;
  payload: string;
  /** What was signed, byte for byte. */
  signed: string;
  signature: Bytes;
}

/** Splits and decodes; nothing is believed yet. Throws `Broken`. */
export function parseJws(text: string): Jws {
  const [header, payload, signature, ...more] = text.split(".");
  need(header !== undefined && payload !== undefined && signature !== undefined && more.length === 0, "not a JWS");
  const bytes = decode(signature);
  need(bytes.length === 64, "a signature that is not 64 bytes");
  return {
    header: fromUtf8(decode(header)),
    payload: fromUtf8(decode(payload)),
    signed: `${header}.${payload}`,
    signature: bytes,
  };
}

export async function isSignedBy(jws: Jws, point: Point): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", ...point }, algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm, key, jws.signature, toUtf8(jws.signed));
}

export async function sha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(text)));
}
