// The menu at 400 % zoom on a window of 1280 by 1024 px: a browser then lays out 320 by 256 px with four dots to each, so hardly anything
// fits on the screen at once, and whatever stands still on it covers the rest.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFits, findings, tabTo } from "./access.js";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";

const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

/** Controls that cannot be pressed where they are: beside the screen, covered, or with words cut off. Each gets the focus first. */
function unreachable(page) {
  return page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    const controls = [...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main summary, nav a[href]")];
    const faults = [];
    for (const control of controls.filter((one) => one.checkVisibility({ visibilityProperty: true }))) {
      control.focus();
      const [box] = control.getClientRects();
      const name = `${control.tagName} ${control.className}: ${(control.innerText ?? control.name).slice(0, 40)}`;
      if (document.activeElement !== control) faults.push(`${name} takes no focus`);
      else if (box.left < -1 || box.right > innerWidth + 1) faults.push(`${name} lies beside the screen: ${box.left} to ${box.right}`);
      else if (box.height > innerHeight) faults.push(`${name} is higher than the screen`);
      else {
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (!hit || !(control.contains(hit) || hit.contains(control) || hit.control === control)) faults.push(`${name} is covered by ${hit?.className}`);
      }
      const style = getComputedStyle(control);
      if (style.overflowX === "hidden" && control.tagName !== "INPUT" && control.scrollWidth > control.clientWidth + 1) faults.push(`${name} is cut off`);
    }
    return faults;
  });
}

describe("the menu at 400 % zoom", () => {
  let demo;
  let browser;
  let ids;
  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/menu`);
    ids = await page.locator(".menu-card__name a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname.split("/")[2]));
    await context.close();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const [what, path] of [
    ["the list", () => "/menu"],
    ["what was found", () => "/menu?kind=break&delivery=in-person&age=13&near=SJ8990"],
    ["nothing found", () => "/menu?q=zebra&kind=talk"],
    ["one service", () => `/menu/${ids[0]}`],
    ["a list in a link", () => `/menu/shared?s=${ids.slice(0, 3).join(",")}`],
  ]) {
    it(`shows every control of ${what}, without scrolling sideways`, async () => {
      for (const javaScriptEnabled of [true, false]) {
        const { page, context } = await newPage(browser, { ...zoomed, javaScriptEnabled });
        await page.goto(`${demo.baseUrl}${path()}`);
        assert.equal(await page.evaluate(() => devicePixelRatio), 4);
        await assertFits(page);
        assert.deepEqual(await unreachable(page), []);
        await assertFits(page);
        if (javaScriptEnabled) assert.deepEqual(await findings(page), []);
        await context.close();
      }
    });
  }

  it("shows every control of the list on this phone, empty and full", async () => {
    const { page, context } = await newPage(browser, zoomed);
    await page.goto(`${demo.baseUrl}/menu/shortlist`);
    assert.deepEqual(await unreachable(page), []);
    await assertFits(page);
    await page.goto(`${demo.baseUrl}/menu`);
    for (const place of [0, 1]) {
      await page.locator("[data-keep]").nth(place).click();
      await page.waitForFunction((id) => localStorage.getItem("pass-menu")?.includes(id), ids[place]);
    }
    await page.goto(`${demo.baseUrl}/menu/shortlist`);
    await page.locator(".menu-card").nth(1).waitFor();
    assert.deepEqual(await unreachable(page), []);
    await assertFits(page);
    assert.deepEqual(await findings(page), []);
    await context.close();
  });

  it("leads from a box to a service by keyboard, each step in view", async () => {
    const { page, context } = await newPage(browser, zoomed);
    await page.goto(`${demo.baseUrl}/menu`);
    for (const [step, address] of [[".menu-matrix__link", /kind=/], [".menu-card__name a", /\/menu\/[0-9a-f-]{36}/]]) {
      await tabTo(page, step, 140);
      const isSeen = await page.evaluate(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
      });
      assert.ok(isSeen, `${step} has the focus out of sight`);
      await page.keyboard.press("Enter");
      await page.waitForURL(address);
    }
    await context.close();
  });
});
