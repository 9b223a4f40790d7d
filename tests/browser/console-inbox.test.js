// The inbox in a browser: every page at both widths, by keyboard, without a script, and the kind letter on paper.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";
import { onPaper } from "./paper.js";

describe("the inbox", () => {
  let desk;
  let worker;
  before(async () => {
    desk = await openConsole();
    worker = await desk.signIn({ role: "worker" });
  });
  after(() => desk?.stop());

  const openMessage = async (page, name) => {
    await page.goto(`${desk.demo.baseUrl}/hub/inbox`);
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("heading", { level: 1 }).filter({ hasText: name }).waitFor();
  };

  for (const width of widths) {
    it(`has nothing for axe to find on its pages at ${width} px`, async () => {
      const { page, context, complaints } = await worker.open("/hub/inbox", width);
      await page.getByText("Their card was not accepted").waitFor();
      await assertAccessible(page);
      await openMessage(page, "Zoë Marsh");
      await page.getByText("A cover teacher asked me why").waitFor();
      await assertAccessible(page);
      await page.getByRole("link", { name: "Write a kind letter" }).click();
      await assertAccessible(page);
      await page.getByLabel("Riverton High School").check();
      await page.getByRole("button", { name: "Make the letter" }).click();
      await page.getByText("What a Pass is").waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it("says what is missing in an answer at its field", async () => {
    const { page, context } = await worker.page(320);
    await openMessage(page, "Łukasz Kowalski");
    await page.getByRole("button", { name: "Send, and mark as done" }).click();
    assert.match(await page.title(), /^Error: /);
    await page.locator('.govuk-error-summary a[href="#ready"]').waitFor();
    await assertAccessible(page);
    await context.close();
  });

  it("prints the letter on one sheet of A4", async () => {
    const { page, context } = await worker.page();
    await openMessage(page, "Zoë Marsh");
    await page.getByRole("link", { name: "Write a kind letter" }).click();
    await page.getByLabel("Riverton High School").check();
    await page.getByRole("button", { name: "Make the letter" }).click();
    // What stands on the screen while the letter is still on its way cannot be printed.
    await page.getByText("What a Pass is").waitFor();
    const { sizes } = await onPaper(page);
    assert.deepEqual(sizes.map(([wide, high]) => [Math.round(wide), Math.round(high)]), [[210, 297]]);
    await context.close();
  });

  it("is answered by keyboard, done and taken up again, without a script", async () => {
    const { page, context } = await worker.page(1280, { javaScriptEnabled: false });
    await openMessage(page, "Łukasz Kowalski");
    await page.locator("#ready").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Thank you for telling us.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Done. They can see on their phone what you did.").waitFor();
    await page.getByText("Done of late").click();
    await page.getByRole("link", { name: "Łukasz Kowalski" }).click();
    await page.getByText("We put it right.").first().waitFor();
    await page.getByRole("button", { name: "Take it up again" }).click();
    await page.getByText("The message is open again.").waitFor();
    await context.close();
  });

  it("is reached by keyboard from the first page", async () => {
    const { page, context } = await worker.open("/hub");
    await tabTo(page, '.govuk-service-navigation a[href="/hub/inbox"]');
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Inbox", exact: true }).waitFor();
    await context.close();
  });
});
