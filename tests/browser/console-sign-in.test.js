// Signing in to the console, as somebody at a laptop or on a phone does it.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { newPage } from "./chromium.js";
import { fillSignIn, nextCode, openConsole } from "./console.js";

describe("signing in", () => {
  let desk;
  before(async () => (desk = await openConsole()));
  after(() => desk?.stop());

  const staff = (hub, role) => desk.demo.staff.find((one) => one.hub === hub && one.role === role);

  it("is needed for the console", async () => {
    const { page, context } = await newPage(desk.browser);
    await page.goto(`${desk.demo.baseUrl}/hub`);
    assert.equal(new URL(page.url()).pathname, "/hub/sign-in");
    await context.close();
  });

  for (const width of widths) {
    it(`has nothing for axe to find at ${width} px, empty and with what is wrong`, async () => {
      const { page, context } = await newPage(desk.browser, { viewport: { width, height: 800 } });
      for (const path of ["/hub/sign-in", "/hub/recover", "/hub/join"]) {
        await page.goto(`${desk.demo.baseUrl}${path}`);
        await assertAccessible(page);
      }
      await page.goto(`${desk.demo.baseUrl}/hub/join#none`);
      await page.getByRole("heading", { name: "This link does not open" }).waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}/hub/sign-in`);
      await page.locator("#email").fill("grace@riverton.example");
      await page.locator("main form button").click();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await page.locator("#email").inputValue(), "grace@riverton.example");
      await assertAccessible(page);
      await context.close();
    });
  }

  it("works by keyboard alone and leaves by the same", async () => {
    const { page, context, complaints } = await newPage(desk.browser);
    await page.goto(`${desk.demo.baseUrl}/hub/sign-in`);
    const who = staff("riverton", "manager");
    await tabTo(page, "#email");
    await page.keyboard.type(who.email);
    await tabTo(page, "#password");
    await page.keyboard.type(who.password);
    await tabTo(page, "#code");
    await page.keyboard.type(nextCode(who.totp_secret));
    await page.keyboard.press("Enter");
    await page.waitForURL(`${desk.demo.baseUrl}/hub`);
    await assertAccessible(page);
    await tabTo(page, ".pass-account button");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${desk.demo.baseUrl}/hub/sign-in`);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("works without JavaScript", async () => {
    const { page, context } = await newPage(desk.browser, { javaScriptEnabled: false });
    await page.goto(`${desk.demo.baseUrl}/hub/sign-in`);
    await fillSignIn(page, staff("harbourside", "worker"));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await context.close();
  });
});
