// Everybody can use it: axe on every page and every answer, by keyboard alone, and at four times the size.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFits, findings, tabTo, widths } from "./access.js";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";

const pages = ["/", "/v", "/card", "/card/activate", "/check", "/what-is-this", "/poster", "/api/docs", "/demo/cards/1", "/nothing-is-here"];

/** How each of the seven answers comes about. */
const arrivals = {
  valid: (page, demo) => page.goto(demo.card("valid").square),
  expired: (page, demo) => page.goto(demo.card("expired").square),
  not_in_use: (page, demo) => page.goto(demo.card("withdrawn").square),
  not_recognised: (page, demo) => page.goto(`${demo.baseUrl}/v#${demo.card("foreign").square.split("#")[1]}`),
  async valid_offline(page, demo) {
    await page.clock.setFixedTime(Date.now() + 14 * 60 * 60 * 1000);
    await page.goto(demo.card("valid").square);
  },
  async valid_not_here(page, demo) {
    await page.goto(demo.card("valid", ({ name }) => name).square);
    await page.getByRole("button", { name: "Bus or train" }).click();
  },
  async cannot_check(page, demo) {
    await page.route(/\/api\/|\/status/, (route) => route.abort());
    await page.goto(demo.card("valid").square);
  },
};

describe("every page and every answer", () => {
  let demo;
  let browser;
  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const width of widths) {
    const options = { viewport: { width, height: 800 } };

    for (const path of pages) {
      it(`has nothing for axe to find at ${width} px: ${path}`, async () => {
        const { page, context } = await newPage(browser, options);
        await page.goto(`${demo.baseUrl}${path}`);
        assert.deepEqual(await findings(page), []);
        await assertFits(page);
        await context.close();
      });
    }

    it(`has nothing for axe to find at ${width} px: the print view`, async () => {
      const { page, context } = await newPage(browser, options);
      await page.goto(demo.card("valid").print_url);
      assert.deepEqual(await findings(page), []);
      await assertFits(page);
      for (const card of await page.locator(".pass-face").all()) {
        const { x, width: wide, height } = await card.boundingBox();
        assert.ok(x >= 0 && x + wide <= width, `a card of ${wide} px hangs over`);
        assert.ok(Math.abs(wide / height - 85.6 / 54) < 0.01, "the card is out of shape");
      }
      await context.close();
    });

    for (const [state, arrive] of Object.entries(arrivals)) {
      it(`has nothing for axe to find at ${width} px: the answer ${state}`, async () => {
        const { page, context } = await newPage(browser, options);
        await arrive(page, demo);
        await page.locator(`[data-state="${state}"]`).waitFor();
        assert.deepEqual(await findings(page), []);
        await assertFits(page);
        const size = await page.locator("#headline").evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
        assert.ok(size >= 32, `the headline is ${size} px`);
        await context.close();
      });
    }
  }

  it("has nothing for axe to find without JavaScript either, for a good code and a wrong one", async () => {
    for (const code of [demo.card("valid").short_code, "K7QX-M2RT-99"]) {
      // axe is a script: it looks at what the server sent, put into a page that lets it run.
      const { page, context } = await newPage(browser, { javaScriptEnabled: false });
      await page.goto(`${demo.baseUrl}/v`);
      await page.locator("#code").fill(code);
      await page.locator("#typed button").click();
      const sent = await page.content();
      const looking = await newPage(browser);
      await looking.page.goto(`${demo.baseUrl}/what-is-this`);
      await looking.page.route("**/v", (route) => route.fulfill({ contentType: "text/html", body: sent }));
      await looking.page.goto(`${demo.baseUrl}/v`);
      assert.deepEqual(await findings(looking.page), []);
      await looking.context.close();
      await context.close();
    }
  });

  it("asks nobody else for anything and sets no cookie", async () => {
    for (const path of pages) {
      const { page, context, asked } = await newPage(browser);
      await page.goto(`${demo.baseUrl}${path}`, { waitUntil: "networkidle" });
      assert.deepEqual(asked.filter((address) => new URL(address).origin !== demo.baseUrl), [], path);
      assert.deepEqual(await context.cookies(), [], path);
      await context.close();
    }
  });

  it("is announced: the answer stands in a live region that was there before it", async () => {
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/v`);
    assert.equal(await page.locator("#answer").getAttribute("role"), "status");
    await context.close();
  });

  it("is reached by keyboard alone, from the top of the page to the answer", async () => {
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/v`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Skip to main content");
    await page.keyboard.press("Enter");
    await tabTo(page, "#code");
    await page.keyboard.type(demo.card("valid").short_code);
    await tabTo(page, "input[name=setting]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.locator('#answer [data-state="valid"]').waitFor();
    await context.close();
  });
});
