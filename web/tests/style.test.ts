// GOV.UK's classes for spaces, of which we take few, have a rule in our style sheets wherever a page or a script carries one.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const web = join(import.meta.dirname, "..");

/** All of the files below a folder that end so. */
function files(folder: string, ending: string): string[] {
  return readdirSync(join(web, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(web, folder, name));
}

it("has a rule for each of GOV.UK's classes for spaces", () => {
  const styles = files("style", ".scss")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const used = new Set<string>();
  for (const file of [...files("templates", ".html"), ...files("src", ".ts")]) {
    for (const [name] of readFileSync(file, "utf8").matchAll(/govuk-![\w-]+/g)) used.add(name);
  }
  expect(used.size).toBeGreaterThan(3);
  expect([...used].filter((name) => !styles.includes(`.${name.replace("!", "\\!")} {`))).toEqual([]);
});
