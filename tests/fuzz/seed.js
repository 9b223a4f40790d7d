// Puts every card of the shared vectors, genuine or broken, into a new corpus folder. Argument: the folder.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url)));
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const inputs = vectors("verify").map(({ input }) => input);
const packed = vectors("packed").map(({ bytes_hex: hex, digits }) => (hex ? Buffer.from(hex, "hex") : digits));
[...inputs, ...packed].filter(Boolean).forEach((seed, number) => writeFileSync(join(folder, String(number)), seed));
