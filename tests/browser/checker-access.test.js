// Everybody can use the checker: axe on each of its views and answers, by day and by night, by keyboard alone, and at four times
// the size, where 1280 px are 320.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openFilmingBrowser } from "./camera.js";
import { newPage } from "./chromium.js";
import { startDemo } from "./demo.js";

/** A bundle of another server than the demo. */
const [{ token: strangers }] = JSON.parse(await readFile(new URL("../vectors/bundles.json", import.meta.url), "utf8"));
const hours = 60 * 60 * 1000;

/** How each view comes about, from a device that is at school with today's list. */
const views = {
  "the start": async () => {},
  "where are you": (page) => page.getByRole("button", { name: "Change" }).click(),
  async "the camera"(page) {
    await page.getByRole("button", { name: "Open the camera" }).click();
    await page.getByText("Hold the square inside the frame.").waitFor();
  },
  async "a wrong code"(page) {
    await page.locator("#code").fill("K7QX-M2RT-99");
    await page.locator("#typed button").click();
    await page.locator(".govuk-error-summary").waitFor();
  },
  async "a picture of nothing"(page) {
    await page.locator("#picture").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("x") });
    await page.getByText("This picture cannot be opened.").waitFor();
  },
  async "a list signed with another key"(page) {
    await page.route("**/api/offline-bundle", (route) => route.fulfill({ body: strangers }));
    await page.reload();
    await page.getByText("signed with a key that this device does not know").waitFor();
  },
  valid: (page, demo) => answered(page, demo.card("valid").square, "valid"),
  expired: (page, demo) => answered(page, demo.card("expired").square, "expired"),
  not_in_use: (page, demo) => answered(page, demo.card("withdrawn").square, "not_in_use"),
  not_recognised: (page) => answered(page, `https://${"very-long-name-".repeat(8)}.example/`, "not_recognised"),
  async valid_offline(page, demo) {
    await page.context().setOffline(true);
    await page.clock.setFixedTime(Date.now() + 30 * hours);
    await answered(page, demo.card("valid").square, "valid_offline");
  },
  async valid_not_here(page, demo) {
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByRole("button", { name: "Bus or train" }).click();
    await answered(page, demo.card("valid", ({ name }) => name).square, "valid_not_here");
  },
  async cannot_check(page, demo) {
    await page.context().setOffline(true);
    await page.clock.setFixedTime(Date.now() + 9 * 24 * hours);
    await answered(page, demo.card("valid").square, "cannot_check");
  },
};

async function answered(page, text, state) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.locator(`[data-state="${state}"]`).waitFor();
}

describe("the checker, for everybody", () => {
  let demo;
  let filming;
  before(async () => {
    demo = await startDemo();
    filming = await openFilmingBrowser();
  });
  after(async () => {
    await filming?.stop();
    await demo?.stop();
  });

  /** What the tests change of the network, a worker would pass by. */
  async function visit(options) {
    const made = await newPage(filming.browser, { serviceWorkers: "block", ...options });
    await made.page.goto(`${demo.baseUrl}/check`);
    return made;
  }

  for (const width of widths) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [view, arrive] of Object.entries(views)) {
        it(`has nothing for axe to find at ${width} px, ${colorScheme}: ${view}`, async () => {
          const { page, context } = await visit({ viewport: { width, height: 800 }, colorScheme });
          await page.getByRole("button", { name: "School", exact: true }).click();
          await page.getByText(/^Oldest list from/).waitFor();
          await arrive(page, demo);
          await assertAccessible(page);
          const headline = page.locator("#headline");
          if ((await headline.count()) > 0) {
            const size = await headline.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
            assert.ok(size >= 32, `the headline is ${size} px`);
          }
          await context.close();
        });
      }
    }
  }

  it("is used by keyboard alone, from the first question to the answer and on to the next card", async () => {
    const { page, context } = await visit();
    await page.locator("#where").waitFor();
    await tabTo(page, "[value=school]");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "check-title");
    await tabTo(page, "#open-camera");
    await page.keyboard.press("Enter");
    await page.getByText("Hold the square inside the frame.").waitFor();
    await tabTo(page, "#camera-controls button");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "open-camera");
    await tabTo(page, "#code");
    await page.keyboard.type(demo.card("valid").short_code);
    await page.keyboard.press("Enter");
    await page.locator('[data-state="valid"]').waitFor();
    await tabTo(page, "#after > button");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "check-title");
    assert.equal(await page.locator("[data-state]").count(), 0);
    await context.close();
  });

  it("announces answers, and what the camera and a picture have to say, in regions that were there before", async () => {
    const { page, context } = await visit();
    for (const id of ["answer", "camera-says", "picture-says"]) {
      assert.equal(await page.locator(`#${id}`).getAttribute("role"), "status", id);
    }
    await context.close();
  });

  it("checks a typed code without JavaScript, without writing it into an address", async () => {
    const { page, context, asked } = await visit({ javaScriptEnabled: false });
    await page.locator("noscript").waitFor({ state: "attached" });
    await page.locator("#code").fill(demo.card("valid").short_code);
    await page.locator("#typed button").click();
    await page.locator('[data-state="valid"]').waitFor();
    assert.ok(!asked.some((address) => address.includes(demo.card("valid").short_code)));
    await context.close();
  });
});
