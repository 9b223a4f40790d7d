// JSON whose bytes are fixed: what is parsed must give the very same text when it is written again, which refuses
// white space, escapes, duplicate members, fractions and exponents (docs/card-format.md §1).
import { need } from "./broken.ts";

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

/** Parses an object in its own order of members, refusing any text that is not exactly what it would be written as. */
export function exactObject(text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    need(false, "not JSON");
  }
  const exact = !text.includes("\\") && JSON.stringify(value) === text;
  need(exact && isObject(value), "JSON that is not in its one form");
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object has these members, in any order, and no others. */
export function hasExactly(value: JsonObject, members: string[]): boolean {
  const own = Object.keys(value);
  return own.length === members.length && members.every((member) => Object.hasOwn(value, member));
}

/** A whole number from `least` up to, and not including, `end`. */
export function isInteger(value: Json | undefined, least: number, end: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value < end;
}

/** Whole seconds since 1970 (UTC), below 2^32. */
export function isTime(value: Json | undefined): value is number {
  return isInteger(value, 0, 2 ** 32);
}
