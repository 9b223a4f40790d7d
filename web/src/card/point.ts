// Points of P-256. A browser need not import compressed ones, so they are decompressed here, on the curve or not at all.
import { type Bytes, decode, encode } from "./base64url.ts";
import { need } from "./broken.ts";
import { isObject, type Json } from "./json.ts";

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Coordinates as base64url of 32 bytes each; only `parse…` makes one, so it is always a point of the curve. */
export interface Point {
  x: string;
  y: string;
}

/** From a JWK's members `kty crv x y`; others are the caller's business. Throws `Broken`. */
export function parsePoint(jwk: Json | undefined): Point {
  need(isObject(jwk) && jwk.kty === "EC" && jwk.crv === "P-256", "a key that is not of P-256");
  need(typeof jwk.x === "string" && typeof jwk.y === "string", "a key without its point");
  const [x, y] = [coordinate(decode(jwk.x)), coordinate(decode(jwk.y))];
  need((y * y) % p === curve(x), "a point off the curve");
  return { x: jwk.x, y: jwk.y };
}

/** From 33 bytes: 02 or 03, then x. Throws `Broken`. */
export function decompress(bytes: Bytes): Point {
  need(bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3), "not a compressed point");
  const x = coordinate(bytes.slice(1));
  const square = curve(x);
  const root = power(square, (p + 1n) >> 2n);
  need((root * root) % p === square, "a point off the curve");
  const odd = bytes[0] === 3;
  const y = (root & 1n) === (odd ? 1n : 0n) ? root : p - root;
  need(y < p, "a point off the curve");
  return { x: encode(bytes.slice(1)), y: encode(bytesOf(y)) };
}

/** The 33 bytes of a point that `parsePoint` or `decompress` made. */
export function compress({ x, y }: Point): Bytes {
  const odd = (decode(y)[31] ?? 0) & 1;
  return Uint8Array.from([2 + odd, ...decode(x)]);
}

function curve(x: bigint): bigint {
  return (((x * x) % p) * x + (p - 3n) * x + b) % p;
}

function coordinate(bytes: Bytes): bigint {
  need(bytes.length === 32, "a coordinate that is not 32 bytes");
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  need(value < p, "a coordinate outside the field");
  return value;
}

function bytesOf(value: bigint): Bytes {
  return Uint8Array.from(value.toString(16).padStart(64, "0").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let left = exponent, square = base; left > 0n; left >>= 1n, square = (square * square) % p) {
    if (left & 1n) result = (result * square) % p;
  }
  return result;
}
