// The kinds of parameter an arrangement can have: what fits as JSON, and how it stands in packed bytes (§3, §5).
import { fromUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";
import { dateOfDay, dayOfDate } from "./date.ts";
import { isInteger, type Json } from "./json.ts";
import { isLineText } from "./line-text.ts";
import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

export interface Kind {
  fits: (value: Json) => boolean;
  /** Nothing when the packed card leaves an optional parameter out. */
  unpack: (packed: Reader) => Json | undefined;
  /** Writes a value that fits, or nothing at all for an optional one. */
  pack: (value: Json | undefined, out: Writer) => void;
  optional?: true;
}

/** Append-only for ever; the first has the number 1. */
export const places = [
  "pastoral-office",
  "library",
  "reception",
  "medical-room",
  "quiet-room",
  "staff-room",
  "head-office",
];
/** Append-only for ever; the first has the number 1. */
export const roles = [
  "head-of-year",
  "form-tutor",
  "pastoral-lead",
  "school-nurse",
  "safeguarding-lead",
  "key-adult",
  "reception",
];
const bands = ["child", "16-18", "concession"];
const firstCoded = 0xe0;

export const minutes: Kind = {
  fits: (value) => isInteger(value, 1, 61),
  unpack: (packed) => packed.byte(),
  pack: (value, out) => out.byte(Number(value)),
};

export const place: Kind = {
  fits: isLineText,
  unpack: (packed) => unpackWord(packed, places),
  pack: (value, out) => packWord(value, places, out),
  optional: true,
};

export const role: Kind = {
  fits: isLineText,
  unpack: (packed) => {
    const word = unpackWord(packed, roles);
    need(word !== undefined, "no role");
    return word;
  },
  pack: (value, out) => packWord(value, roles, out),
};

export const date: Kind = {
  fits: (value) => typeof value === "string" && dayOfDate(value) !== undefined,
  unpack: (packed) => dateOfDay(packed.integer(2)),
  pack: (value, out) => out.integer(dayOfDate(String(value)) ?? 0, 2),
};

export const topics: Kind = {
  fits: (value) =>
    ['["medicines"]', '["appointments"]', '["medicines","appointments"]'].includes(JSON.stringify(value)),
  unpack: (packed) => {
    const bits = packed.byte();
    need(bits >= 1 && bits <= 3, "topics that are not in the table");
    return [...(bits & 1 ? ["medicines"] : []), ...(bits & 2 ? ["appointments"] : [])];
  },
  pack: (value, out) => {
    const about = Array.isArray(value) ? value : [];
    out.byte((about.includes("medicines") ? 1 : 0) + (about.includes("appointments") ? 2 : 0));
  },
};

export const band: Kind = {
  fits: (value) => typeof value === "string" && bands.includes(value),
  unpack: (packed) => {
    const word = bands[packed.byte() - 1];
    need(word !== undefined, "a fare band that is not in the table");
    return word;
  },
  pack: (value, out) => out.byte(bands.indexOf(String(value)) + 1),
};

/** A coded word in one byte, or a text of 1 to 96 bytes that is not a coded word; a 0 byte is no word at all. */
function unpackWord(packed: Reader, words: string[]): string | undefined {
  const first = packed.byte();
  if (first === 0) return undefined;
  if (first > firstCoded) {
    const word = words[first - firstCoded - 1];
    need(word !== undefined, "a coded word that is not in the table");
    return word;
  }
  need(first <= 96, "a word that is too long");
  const text = fromUtf8(packed.take(first));
  need(!words.includes(text), "a coded word written as text");
  return text;
}

/** The counterpart: a coded word in one byte, any other as a text, no word as a 0 byte. */
function packWord(value: Json | undefined, words: string[], out: Writer): void {
  const text = String(value ?? "");
  const number = words.indexOf(text) + 1;
  if (number > 0) out.byte(firstCoded + number);
  else out.text(text);
}
