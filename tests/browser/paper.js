// From a page to paper and back: print it, measure the paper, read the squares on it.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = process.env.PASSPORT_PYTHON ?? resolve(import.meta.dirname, "../../.venv/bin/python");
const dotsPerInch = 300;
const millimetresPerPoint = 25.4 / 72;

/**
 * The page as an office printer of 300 dots an inch prints it. `sizes` are the sheets' width and height in millimetres; `squares`
 * what can be read on each sheet, as text and the side of a module in millimetres; `poor` the same after a bad print.
 */
export async function onPaper(page) {
  const folder = await mkdtemp(join(tmpdir(), "passport-paper-"));
  try {
    const pdf = join(folder, "print.pdf");
    await writeFile(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const { stdout } = await run("pdfinfo", ["-f", "1", "-l", "-1", pdf]);
    const sizes = [...stdout.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+) pts/gm)];
    await run("pdftoppm", ["-r", String(dotsPerInch), "-gray", "-png", pdf, join(folder, "sheet")]);
    const sheets = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    const read = await squaresIn(sheets.map((name) => join(folder, name)));
    return {
      sizes: sizes.map(([, wide, high]) => [wide, high].map((points) => Number(points) * millimetresPerPoint)),
      squares: read.map(({ sharp }) => sharp),
      poor: read.map(({ poor }) => poor),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All that can be read on the paper, with single spaces. */
export async function wordsOnPaper(page) {
  const folder = await mkdtemp(join(tmpdir(), "passport-paper-"));
  try {
    const pdf = join(folder, "print.pdf");
    await writeFile(pdf, await page.pdf({ preferCSSPageSize: true }));
    const { stdout } = await run("pdftotext", ["-layout", pdf, "-"]);
    return stdout.replace(/\s+/g, " ");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The texts of all squares on the paper. */
export async function squaresOnPaper(page) {
  return (await onPaper(page)).squares.flat().map(({ text }) => text);
}

/** The text of the one square that an element shows on the screen, read from its picture. */
export async function squareOnScreen(element) {
  const folder = await mkdtemp(join(tmpdir(), "passport-screen-"));
  try {
    const path = join(folder, "screen.png");
    await element.screenshot({ path });
    const [{ sharp }] = await squaresIn([path]);
    return sharp.map(({ text }) => text)[0];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function squaresIn(images) {
  const { stdout } = await run(python, [join(import.meta.dirname, "square.py"), String(dotsPerInch), ...images]);
  return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}
