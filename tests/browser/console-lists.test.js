// The lists that staff work from: on a screen, on paper, by keyboard, without a script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

const lists = ["ending-30", "ending-60", "ending-90", "ended", "lost", "not-handed-over", "schools", "leaving-school", "birthdays", "erased-soon"];

describe("the lists", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ hub: "riverton", role: "worker" });
  });
  after(() => desk?.stop());

  for (const width of widths) {
    it(`have nothing for axe to find at ${width} px, full or empty`, async () => {
      const { page, context, complaints } = await grace.open("/hub/lists", width);
      await assertAccessible(page);
      for (const list of lists) {
        await page.goto(`${desk.demo.baseUrl}/hub/lists/${list}`);
        await assertAccessible(page);
      }
      await page.goto(`${desk.demo.baseUrl}/hub/lists/schools`);
      await page.locator("main dl a").first().click();
      await page.getByRole("heading", { level: 1, name: /who said their school may know/ }).waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it("print without what cannot be clicked on paper, and say who printed them", async () => {
    const { page, context } = await grace.open("/hub/lists/not-handed-over", 1280);
    await page.emulateMedia({ media: "print" });
    for (const gone of [".pass-header", ".govuk-service-navigation", ".pass-footer", "button", "input[type=checkbox]"]) {
      for (const one of await page.locator(gone).all()) assert.equal(await one.isVisible(), false, gone);
    }
    assert.match(await page.locator(".pass-print-foot").innerText(), new RegExp(`Printed by ${grace.who.name ?? ".+"}, Riverton Hub, .+20`));
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 1000);
    await context.close();
  });

  it("tick all at once, by keyboard alone, and hand the cards over", async () => {
    const { page, context } = await grace.open("/hub/lists/not-handed-over", 1280);
    const boxes = page.locator("input[name=card]");
    const many = await boxes.count();
    await tabTo(page, "[data-tools] button:last-child");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("input[name=card]:checked").count(), many);
    assert.equal(await page.locator("[data-tools] button:last-child").innerText(), "Untick all");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("input[name=card]:checked").count(), 0);
    await tabTo(page, "input[name=card]");
    await page.keyboard.press("Space");
    await tabTo(page, "form button.govuk-button");
    await page.keyboard.press("Enter");
    await page.getByText("1 card is marked as handed over").waitFor();
    assert.equal(await boxes.count(), many - 1);
    await assertAccessible(page);
    await context.close();
  });

  it("work without JavaScript", async () => {
    const { page, context } = await grace.open("/hub/lists/leaving-school", 320, { javaScriptEnabled: false });
    assert.equal(await page.getByRole("button", { name: "Print this list" }).count(), 0);
    const name = await page.locator("tbody th a").first().innerText();
    await page.getByLabel(`Tick ${name}`).check();
    await page.getByRole("button", { name: "They have left" }).click();
    await page.getByText("The school is off 1 record").waitFor();
    assert.equal(await page.getByText(name).count(), 0);
    await context.close();
  });
});
