// base64url and UTF-8, strictly: no padding, no loose bits, no replacement characters (docs/card-format.md §1).
import { need } from "./broken.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...alphabet].map((letter, value) => [letter, value]));
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf8 = new TextEncoder();

export type Bytes = Uint8Array<ArrayBuffer>;

export function encode(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(4, Math.ceil(((bytes.length - at) * 8) / 6));
    for (let letter = 0; letter < letters; letter++) text += alphabet[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

/** Throws `Broken` on padding, other letters, an impossible length or loose bits. */
export function decode(text: string): Bytes {
  need(text.length % 4 !== 1, "base64url of an impossible length");
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = values.get(letter);
    need(value !== undefined, "a letter outside base64url");
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  need((held & ((1 << bits) - 1)) === 0, "loose bits in base64url");
  return bytes;
}

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    need(false, "not UTF-8");
  }
}

export function toUtf8(text: string): Bytes {
  return utf8.encode(text);
}
