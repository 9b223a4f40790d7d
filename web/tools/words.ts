// Gives a page only the words it names: the catalogues are written once, for the server and for the scripts.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const catalogues = join(import.meta.dirname, "../../words");
const prefix = "words:";

/** The text of every message of a language, comments left out, in the order of the files. */
export function messages(language: string): Map<string, string> {
  const folder = join(catalogues, language);
  const all = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    let key = "";
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      const start = /^([a-z][a-z0-9-]*) *=/.exec(line);
      if (start?.[1]) {
        key = start[1];
        all.set(key, line);
      } else if (line.startsWith("#") || line.trim() === "") {
        key = "";
      } else if (key) {
        all.set(key, `${all.get(key)}\n${line}`);
      }
    }
  }
  return all;
}

/** The part of a catalogue that the named messages need; a stem ending in `-` stands for all that begin with it. */
export function selection(language: string, names: string[]): string {
  const all = messages(language);
  const wanted = new Set<string>();
  const add = (name: string) => {
    const found = [...all.keys()].filter((key) => (name.endsWith("-") ? key.startsWith(name) : key === name));
    if (found.length === 0) throw new Error(`words/${language}: there is no message ${name}`);
    for (const key of found) {
      if (wanted.has(key)) continue;
      wanted.add(key);
      for (const part of all.get(key)?.matchAll(/\{ *([a-z][a-z0-9-]*) *\}/g) ?? []) if (part[1]) add(part[1]);
    }
  };
  for (const name of names) add(name);
  return [...wanted].map((key) => all.get(key)).join("\n");
}

/** The languages that have a folder. */
function languages(): string[] {
  const folders = readdirSync(catalogues, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const holds = (name: string) => readdirSync(join(catalogues, name)).some((file) => file.endsWith(".ftl"));
  return folders.map((entry) => entry.name).filter(holds);
}

/** `import texts from "words:verdict-,check-keep"` gives those messages as one Fluent text for each language. */
export function words(): Plugin {
  return {
    name: "words",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const names = id.slice(prefix.length + 1).split(",");
      const texts: Record<string, string> = {};
      for (const language of languages()) {
        for (const file of readdirSync(join(catalogues, language))) this.addWatchFile(join(catalogues, language, file));
        texts[language] = selection(language, names);
      }
      return `export default ${JSON.stringify(texts)};`;
    },
  };
}
