// Puts what a fuzzer starts from into a new corpus folder. Arguments: the folder, and the target.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url)));
const [folder, target] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

/** Every card of the shared vectors, genuine or broken. */
function cards() {
  const inputs = vectors("verify").map(({ input }) => input);
  const packed = vectors("packed").map(({ bytes_hex: hex, digits }) => (hex ? Buffer.from(hex, "hex") : digits));
  return [...inputs, ...packed];
}

/** What the target takes behind its first byte: bits, a list's contents, a text, a bundle's contents. */
function lists() {
  const parts = vectors("status_lists").flatMap(({ token }) => (token ?? "").split("."));
  const texts = parts.map((part) => Buffer.from(part, "base64url"));
  const bundles = vectors("bundles").flatMap(({ token }) => (token ?? "").split("."));
  return [
    ...texts.map((text) => Buffer.concat([Buffer.of(1), text])),
    ...texts.map((text) => Buffer.concat([Buffer.of(2), text])),
    ...texts.map((text) => Buffer.concat([Buffer.of(0), bits(text)])),
    ...bundles.map((part) => Buffer.concat([Buffer.of(3), Buffer.from(part, "base64url")])),
  ];
}

function bits(text) {
  const lst = /"lst":"([^"]*)"/.exec(text.toString())?.[1] ?? "";
  return Buffer.from(lst, "base64url");
}

const part = (head, body) => `--edge\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const item = { id: "ac148810-d857-441c-9679-408f346de14b", name: "Climbing", description: "<p>Ropes</p>", status: "active" };
const seeds = {
  lists,
  sheets: () => ["Forename;Surname;Date of birth\nZo\u00eb;Moss;1/2/2012\n", 'forename,dob\n"O\'Neill, Kim",2012-02-01\n', "PK\x03\x04"],
  directory: () => [
    JSON.stringify({ contents: [item], total_items: 1, page_number: 1 }),
    JSON.stringify([{ ...item, schedules: [{ freq: "WEEKLY", byday: "MO,TU", opens_at: "09:00", closes_at: "17:00" }] }]),
    `${JSON.stringify(item)}\n${JSON.stringify({ ...item, cost_options: [{ amount: 3.5, option: "each" }] })}\n`,
  ],
  multipart: () => [`${part('name="csrf"', "x")}${part('name="file"; filename="a.csv"\r\ncontent-type: text/csv', "a;b")}--edge--\r\n`],
};
const inputs = (seeds[target] ?? cards)();
inputs.filter((seed) => seed?.length).forEach((seed, number) => writeFileSync(join(folder, String(number)), seed));
