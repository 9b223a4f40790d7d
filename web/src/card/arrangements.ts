// The arrangements: one table that says how each is written as JSON, packed and shown (docs/card-format.md §3).
import { need } from "./broken.ts";
import { isInteger, isObject, type Json, type JsonObject } from "./json.ts";
import { isLineText } from "./line-text.ts";
import { band, date, type Kind, minutes, place, role, topics } from "./parameters.ts";
import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

export const settings = ["school", "pharmacy", "gp", "transport"] as const;
export type Setting = (typeof settings)[number];

/** One arrangement of a card. `setting` is absent when the code is not in the table. */
export interface Arrangement {
  code: string;
  setting?: Setting;
  parameters: JsonObject;
}

interface Known {
  code: string;
  setting: Setting;
  fields: [name: string, kind: Kind][];
}

/** In the order of their numbers, from 1; append-only for ever. */
const table: Known[] = [
  {
    code: "time-out",
    setting: "school",
    fields: [
      ["minutes", minutes],
      ["place", place],
    ],
  },
  { code: "phone-on-silent", setting: "school", fields: [] },
  { code: "late-arrival", setting: "school", fields: [] },
  { code: "leave-early", setting: "school", fields: [["minutes", minutes]] },
  { code: "homework-time", setting: "school", fields: [] },
  { code: "speak-to", setting: "school", fields: [["role", role]] },
  { code: "collect-arranged", setting: "pharmacy", fields: [["noted", date]] },
  { code: "flexible-appointments", setting: "gp", fields: [] },
  {
    code: "may-discuss",
    setting: "gp",
    fields: [
      ["about", topics],
      ["noted", date],
    ],
  },
  { code: "fare", setting: "transport", fields: [["band", band]] },
];
const known = new Map(table.map((row) => [row.code, row]));
const most = 12;

/** Reads the claim, in its one order; the caller compares what it was written as. Throws `Broken`. */
export function parseArrangements(claim: Json | undefined): Arrangement[] {
  need(isObject(claim), "arrangements that are not an object");
  const all = Object.entries(claim).map(([code, parameters]) => parseOne(code, parameters));
  need(all.length <= most, "too many arrangements");
  const place = ({ code }: Arrangement) => {
    const number = table.findIndex((row) => row.code === code);
    return number < 0 ? table.length : number;
  };
  return all.sort((a, b) => place(a) - place(b) || (a.code < b.code ? -1 : 1));
}

/** The claim in its one form. */
export function arrangementsClaim(arrangements: Arrangement[]): JsonObject {
  return Object.fromEntries(arrangements.map(({ code, parameters }) => [code, parameters]));
}

function parseOne(code: string, parameters: Json): Arrangement {
  need(isObject(parameters), "parameters that are not an object");
  const row = known.get(code);
  if (!row) return parseLiteral(code, parameters);
  const ordered: JsonObject = {};
  for (const [name, kind] of row.fields) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) {
      need(kind.optional === true, `${code} without ${name}`);
    } else {
      need(kind.fits(value), `${code} with a ${name} that does not fit`);
      ordered[name] = value;
    }
  }
  return { code, setting: row.setting, parameters: ordered };
}

function parseLiteral(code: string, parameters: JsonObject): Arrangement {
  need(/^[a-z][a-z0-9-]{0,23}$/.test(code), "an arrangement's code");
  const names = Object.keys(parameters).sort();
  need(names.length <= 4, "an arrangement with too many parameters");
  const ordered: JsonObject = {};
  for (const name of names) {
    const value = parameters[name];
    need(/^[a-z][a-z0-9_]{0,15}$/.test(name), "a parameter's name");
    need(isLineText(value) || isInteger(value, 0, 2 ** 31), "a parameter's value");
    ordered[name] = value;
  }
  return { code, parameters: ordered };
}

/** Writes arrangements that `parseArrangements` gave, in their order. */
export function packArrangements(arrangements: Arrangement[], out: Writer): void {
  out.byte(arrangements.length);
  for (const { code, parameters } of arrangements) {
    const number = table.findIndex((row) => row.code === code) + 1;
    out.number(number);
    const row = table[number - 1];
    for (const [name, kind] of row?.fields ?? []) kind.pack(parameters[name], out);
    if (!row) {
      out.text(code);
      out.text(JSON.stringify(parameters));
    }
  }
}

/** Rebuilds the claim's JSON from packed bytes, in the order in which it was packed. */
export function unpackArrangements(packed: Reader): string {
  const members = Array.from({ length: packed.byte() }, () => unpackOne(packed));
  return `{${members.join(",")}}`;
}

function unpackOne(packed: Reader): string {
  const number = packed.number();
  if (number === 0) {
    const code = packed.text();
    need(/^[a-z][a-z0-9-]{0,23}$/.test(code) && !known.has(code), "a known arrangement packed as an unknown one");
    return `"${code}":${packed.text()}`;
  }
  const row = table[number - 1];
  need(row !== undefined, "an arrangement's number that is not in the table");
  const parameters: JsonObject = {};
  for (const [name, kind] of row.fields) {
    const value = kind.unpack(packed);
    if (value !== undefined) parameters[name] = value;
  }
  return `"${row.code}":${JSON.stringify(parameters)}`;
}
