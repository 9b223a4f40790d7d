// The digits of a square: 7 bytes are 17 decimal digits, a shorter tail has its own length (docs/card-format.md §5).
import type { Bytes } from "./base64url.ts";
import { need } from "./broken.ts";

const digitsOfTail = [0, 3, 5, 8, 10, 13, 15];

/** The decimal digits that stand after `/v#`. */
export function toDigits(bytes: Bytes): string {
  let digits = "";
  for (let at = 0; at < bytes.length; at += 7) {
    const group = bytes.slice(at, at + 7);
    const value = group.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    digits += value.toString().padStart(digitsOfTail[group.length] ?? 17, "0");
  }
  return digits;
}

/** Throws `Broken` when the length belongs to no count of bytes or a group does not fit its bytes. */
export function fromDigits(digits: string): Bytes {
  need(/^[0-9]+$/.test(digits), "not digits");
  const tail = digitsOfTail.indexOf(digits.length % 17);
  need(tail >= 0, "a number of digits that no bytes give");
  const groups = Math.floor(digits.length / 17);
  const bytes = new Uint8Array(groups * 7 + tail);
  for (let group = 0; group * 17 < digits.length; group++) {
    const size = group < groups ? 7 : tail;
    let value = BigInt(digits.slice(group * 17, group * 17 + 17));
    need(value < 1n << BigInt(size * 8), "a group of digits that does not fit its bytes");
    for (let at = size - 1; at >= 0; at--) {
      bytes[group * 7 + at] = Number(value & 255n);
      value >>= 8n;
    }
  }
  return bytes;
}
