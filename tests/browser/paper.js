// From a page to paper and back: print it, look at the paper, read the squares on it.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = process.env.PASSPORT_PYTHON ?? resolve(import.meta.dirname, "../../.venv/bin/python");

/** The texts of all squares on the page as an office printer of 300 dots an inch would print it. */
export async function squaresOnPaper(page) {
  const folder = await mkdtemp(join(tmpdir(), "passport-paper-"));
  try {
    const pdf = join(folder, "print.pdf");
    await writeFile(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    await run("pdftoppm", ["-r", "300", "-gray", "-png", pdf, join(folder, "sheet")]);
    const sheets = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    const texts = [];
    for (const sheet of sheets) {
      const { stdout } = await run(python, [join(import.meta.dirname, "square.py"), join(folder, sheet)]);
      texts.push(...stdout.split("\n").filter(Boolean));
    }
    return texts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
