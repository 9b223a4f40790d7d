// What "everybody can use it" means for a page: nothing for axe to find, nothing beside the screen, all of it by keyboard.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The narrowest screen, where 1280 px at 400 % zoom is the same, and a laptop's. */
export const widths = [320, 1280];

/** What axe finds wrong on the page, one line a finding. */
export async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), standard);
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${id} (${impact}): ${html.slice(0, 160)}`));
}

/** Nothing of the page lies beside the screen. */
export async function assertFits(page) {
  const { wide, screen } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, screen: innerWidth }));
  assert.ok(wide <= screen, `scrolls sideways: ${wide} px on a screen of ${screen}`);
}

/** Both at once. */
export async function assertAccessible(page) {
  assert.deepEqual(await findings(page), []);
  await assertFits(page);
}

/** Presses Tab until what `selector` names has the focus. */
export async function tabTo(page, selector, most = 60) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}
