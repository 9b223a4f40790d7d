// Keys that never leave this browser, and what they sign: ES256 over a header and a payload (RFC 7515, RFC 7518 section 3.4).
import { encode, toUtf8 } from "../card/base64url.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A key whose private half cannot be taken out, not even by this page. */
export function newKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
}

/** The public half in the members that a proof carries, and no others. */
export async function publicJwk({
  publicKey,
}: CryptoKeyPair): Promise<{ kty: "EC"; crv: "P-256"; x: string; y: string }> {
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  return { kty: "EC", crv: "P-256", x, y };
}

/** Puts a signature behind what is signed. */
export async function sign(signed: string, { privateKey }: CryptoKeyPair): Promise<string> {
  const signature = await crypto.subtle.sign(algorithm, privateKey, toUtf8(signed));
  return `${signed}.${encode(new Uint8Array(signature))}`;
}

/** A JWT of these members. */
export function signJwt(header: object, payload: object, key: CryptoKeyPair): Promise<string> {
  return sign([header, payload].map((part) => encode(toUtf8(JSON.stringify(part)))).join("."), key);
}

/** Random bytes as base64url. */
export function random(bytes: number): string {
  return encode(crypto.getRandomValues(new Uint8Array(bytes)));
}
