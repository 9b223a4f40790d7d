// Prints what the first visit to /v costs: the page, its style and its scripts, as a browser fetches them (gzip).
// The page is rendered by the server; its template stands in for it here, which is a little larger than most answers.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const most = 60_000;
const web = join(import.meta.dirname, "..");
const built = JSON.parse(readFileSync(join(web, "dist/.vite/manifest.json"), "utf8"));
const sources = ["style/main.scss", "src/wipe.ts", "src/check.ts", "style/icon.svg"];
const components = readdirSync(join(web, "templates/components")).map((name) => `templates/components/${name}`);
const files = new Map([
  ["page", ["templates/layout.html", "templates/check.html", ...components]],
  ...sources.map((source) => [source, [`dist/${built[source].file}`]]),
]);

let total = 0;
for (const [name, parts] of files) {
  const size = gzipSync(Buffer.concat(parts.map((part) => readFileSync(join(web, part))))).length;
  total += size;
  console.log(`${name.padEnd(18)} ${String(size).padStart(6)} bytes`);
}
console.log(`${"first load of /v".padEnd(18)} ${String(total).padStart(6)} bytes compressed, of ${most} allowed`);
if (total > most) process.exit(1);
