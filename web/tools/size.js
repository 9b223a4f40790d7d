// Prints what a first visit costs: the page, its style and its scripts with all they import, as a browser fetches them (gzip).
// The page is rendered by the server; its template stands in for it here, which is a little larger than most answers.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const web = join(import.meta.dirname, "..");
const built = JSON.parse(readFileSync(join(web, "dist/.vite/manifest.json"), "utf8"));
const components = readdirSync(join(web, "templates/components")).map((name) => `templates/components/${name}`);

/** What is loaded at once: what is only imported when it is needed, such as the scanner, is not. */
const pages = [
  {
    path: "/v",
    most: 60_000,
    templates: ["templates/layout.html", "templates/check.html", ...components],
    sources: ["style/main.scss", "src/wipe.ts", "src/check.ts", "style/icon.svg"],
  },
  {
    path: "/check",
    most: 60_000,
    templates: ["templates/layout.html", "templates/checker.html", ...components],
    sources: ["style/main.scss", "src/checker.ts", "style/icon.svg"],
  },
  {
    path: "/card",
    most: 120_000,
    templates: ["templates/card.html", "templates/components/answer.html"],
    sources: ["style/phone.scss", "src/wipe.ts", "src/card.ts", "style/icon.svg"],
  },
  {
    path: "/menu",
    most: 60_000,
    templates: ["layout", "menu/frame", "menu/list", "menu/card", "menu/take"]
      .map((name) => `templates/${name}.html`)
      .concat(components),
    sources: ["style/main.scss", "style/menu.scss", "src/leave.ts", "src/menu.ts", "style/icon.svg"],
  },
  {
    path: "/menu/shortlist",
    most: 60_000,
    templates: ["layout", "menu/frame", "menu/kept", "menu/pictures"]
      .map((name) => `templates/${name}.html`)
      .concat(components),
    sources: ["style/main.scss", "style/menu.scss", "src/leave.ts", "src/kept.ts", "style/icon.svg"],
  },
];

const size = (parts) => gzipSync(Buffer.concat(parts.map((part) => readFileSync(join(web, part))))).length;
const row = (name, bytes, more = "") => console.log(`${name.padEnd(28)} ${String(bytes).padStart(6)} bytes${more}`);

/** A built source with everything that it imports. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const one of built[name].imports ?? []) withImports(one, found);
  return found;
}

for (const { path, most, templates, sources } of pages) {
  const files = new Set(
    sources.flatMap((source) => [...withImports(source)]).map((name) => `dist/${built[name].file}`),
  );
  let total = size(templates);
  row("page", total);
  for (const file of files) {
    const bytes = size([file]);
    row(file.slice("dist/assets/".length), bytes);
    total += bytes;
  }
  row(`first load of ${path}`, total, ` compressed, of ${most} allowed\n`);
  if (total > most) process.exitCode = 1;
}
