// What stays on a checker's screen and device: an answer for ten seconds, a choice for as long as it is wanted.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";

describe("an answer at /v", () => {
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

  const named = () => demo.card("valid", ({ name, hub }) => name === "Zoë M" && hub);
  const button = (page, name) => page.getByRole("button", { name, exact: true });

  /** A visit whose clock only moves when it is told to. */
  async function visit(options) {
    const made = await newPage(browser, options);
    await made.page.clock.install({ time: new Date() });
    return made;
  }

  async function scan(page, card) {
    await page.goto("about:blank");
    await page.goto(card.square);
    await page.locator("[data-state]").waitFor();
  }

  it("leaves the screen after ten seconds, and counts the last five", async () => {
    const { page, context } = await visit();
    await scan(page, named());
    await button(page, "School").click();
    await page.getByText("Zoë M").waitFor();
    await page.clock.runFor(4_000);
    assert.equal(await page.getByText(/^Clears in/).count(), 0, "counts before the last five seconds");
    await page.clock.runFor(1_000);
    await page.getByText("Clears in 5 seconds").waitFor();
    await page.clock.runFor(4_000);
    await page.getByText("Clears in 1 second").waitFor();
    await page.clock.runFor(1_000);
    await page.getByText("The answer was cleared.").waitFor();
    assert.ok(!(await page.locator("main").innerText()).includes("Zoë M"));
    assert.ok(await page.locator("#code").isVisible(), "the next card cannot be typed");
    await context.close();
  });

  it("stays when asked to, also the next time, until that is taken back", async () => {
    const { page, context } = await visit();
    await scan(page, named());
    await button(page, "School").click();
    await button(page, "Keep").click();
    await page.clock.runFor(60_000);
    await page.getByText("Zoë M").waitFor();
    await scan(page, named());
    await button(page, "School").click();
    await page.getByText("Answers stay on the screen").waitFor();
    await button(page, "Clear answers after 10 seconds").click();
    await page.clock.runFor(10_000);
    await page.getByText("The answer was cleared.").waitFor();
    await context.close();
  });

  it("asks for the place each time, unless the device was told to remember it", async () => {
    const { page, context } = await visit();
    await scan(page, named());
    await button(page, "School").click();
    await page.getByText("Zoë M").waitFor();
    await scan(page, named());
    await page.getByLabel("Remember this place on this device").check();
    await button(page, "School").click();
    await page.getByText("Zoë M").waitFor();
    await scan(page, named());
    await page.getByText("Zoë M").waitFor();
    await button(page, "I am somewhere else").click();
    await page.getByRole("heading", { name: "Where are you?" }).waitFor();
    await scan(page, named());
    await page.getByRole("heading", { name: "Where are you?" }).waitFor();
    await context.close();
  });

  it("asks for the place no longer than a minute, and then holds nothing of the card", async () => {
    const { page, context } = await visit();
    await scan(page, named());
    await page.clock.runFor(59_000);
    const school = await page.getByRole("button", { name: "School", exact: true }).elementHandle();
    await page.clock.runFor(1_000);
    await page.getByText("The answer was cleared.").waitFor();
    assert.equal(await button(page, "School").count(), 0, "the place can still be told");
    assert.equal(await school.evaluate((element) => element.isConnected), false);
    assert.ok(await page.locator("#code").isVisible(), "the next card cannot be typed");
    await context.close();
  });

  it("stays answered when the place was told within the minute", async () => {
    const { page, context } = await visit();
    await scan(page, named());
    await page.clock.runFor(55_000);
    await button(page, "School").click();
    await page.getByText("Zoë M").waitFor();
    await page.clock.runFor(8_000);
    await page.getByText("Zoë M").waitFor();
    await context.close();
  });

  it("is gone for whoever comes back to the page, asked or answered, with what was typed", async () => {
    for (const answered of [false, true]) {
      const { page, context } = await newPage(browser);
      await scan(page, named());
      if (answered) await button(page, "School").click();
      await page.locator("#code").evaluate((code, square) => { code.value = square; }, named().square);
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
      assert.equal(await page.locator("#answer").innerText(), "");
      assert.equal(await page.locator("#after").innerText(), "");
      assert.equal(await page.locator("#code").inputValue(), "");
      await context.close();
    }
  });

  it("is never a good one in a browser that cannot check, which can still type the code", async () => {
    const { page, context } = await newPage(browser);
    await page.addInitScript(() => Reflect.deleteProperty(window, "DecompressionStream"));
    await page.goto(named().square);
    await page.locator('[data-state="cannot_check"]').waitFor();
    await page.locator("#code").fill(named().short_code);
    await page.locator("#typed button").click();
    await page.locator('[data-state="valid"]').waitFor();
    await context.close();
  });
});
