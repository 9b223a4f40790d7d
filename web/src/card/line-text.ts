// Names, places and roles: short lines that need no JSON escape and cannot turn the reading direction (§1).
import type { Json } from "./json.ts";

const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  /["\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|^ | $| {2}/u;

/** 1 to 24 Unicode scalar values in NFC, without the characters and spaces that §1 forbids. */
export function isLineText(value: Json | undefined): value is string {
  if (typeof value !== "string") return false;
  const length = [...value].length;
  return length >= 1 && length <= 24 && value.normalize("NFC") === value && !forbidden.test(value);
}
