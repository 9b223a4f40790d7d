// The hub's own affairs in a browser: every page at both widths, by keyboard, and without a script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { newPage } from "./chromium.js";
import { openConsole } from "./console.js";

describe("the hub's own affairs", () => {
  let desk;
  let manager;
  let worker;
  before(async () => {
    desk = await openConsole();
    manager = await desk.signIn({ role: "manager" });
    worker = await desk.signIn({ role: "worker" });
  });
  after(() => desk?.stop());

  const address = (path) => `${desk.demo.baseUrl}${path}`;
  const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();

  for (const width of widths) {
    it(`has nothing for axe to find on its pages at ${width} px`, async () => {
      const { page, context, complaints } = await manager.page(width);
      for (const path of ["", "/sessions", "/password", "/colleagues", "/colleagues/invite", "/arrangements", "/texts", "/keys"]) {
        await page.goto(address(`/hub/office${path}`));
        await assertAccessible(page);
      }
      for (const path of ["/hub", "/hub/choose", "/hub/organisations", "/hub/organisations/add"]) {
        await page.goto(address(path));
        await assertAccessible(page);
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`says what is wrong at its field at ${width} px`, async () => {
      const { page, context } = await manager.page(width);
      await page.goto(address("/hub/office/arrangements"));
      await page.locator("#minutes-time-out").fill("61");
      await save(page);
      assert.match(await page.title(), /^Error: /);
      await page.locator('.govuk-error-summary a[href="#minutes-time-out"]').waitFor();
      assert.equal(await page.locator("#minutes-time-out").inputValue(), "61");
      await assertAccessible(page);

      await page.goto(address("/hub/office/texts"));
      await page.locator("#accent").fill("#ffcc00");
      await save(page);
      await page.getByText("White letters cannot be read on this colour").first().waitFor();
      await assertAccessible(page);

      await page.goto(address("/hub/organisations/add"));
      await page.getByRole("button", { name: "Add to the list" }).click();
      await page.getByText("Choose what it is").first().waitFor();
      await assertAccessible(page);
      await context.close();
    });

    it(`leads from an invitation to the codes at ${width} px`, async () => {
      const { page, context } = await manager.page(width);
      await page.goto(address("/hub/office/colleagues/invite"));
      await page.locator("#name").fill("Alex Reed");
      await page.locator("#email").fill(`alex${width}@riverton.example`);
      await page.getByLabel("Worker").check();
      await page.getByRole("button", { name: "Make the link" }).click();
      await assertAccessible(page);
      const link = await page.locator(".pass-handed-link").innerText();
      await page.getByRole("button", { name: "Back to colleagues" }).click();
      await page.getByText(`alex${width}@riverton.example`).waitFor();
      await assertAccessible(page);

      const invited = await newPage(desk.browser, { viewport: { width, height: 900 } });
      await invited.page.goto(link);
      await assertAccessible(invited.page);
      const square = await invited.page.locator(".pass-enrol").boundingBox();
      assert.ok(square.width >= 200, `a camera needs more than ${square.width} px`);
      await invited.context.close();

      await page.getByRole("button", { name: /^Call back/ }).first().click();
      await page.getByText("Invitation called back").waitFor();
      await context.close();
    });

    it(`shows a colleague and asks before their access ends at ${width} px`, async () => {
      const { page, context } = await manager.page(width);
      await page.goto(address("/hub/office/colleagues"));
      await page.getByRole("link", { name: "Niamh Doyle" }).click();
      await page.getByText("Joined by a link").waitFor();
      await assertAccessible(page);
      await page.getByRole("link", { name: "Everything they did here" }).click();
      await page.getByRole("heading", { name: "Everything Niamh Doyle did here" }).waitFor();
      await page.getByText("Joined by a link").waitFor();
      await assertAccessible(page);
      await page.getByRole("link", { name: "Back", exact: true }).click();
      await page.getByRole("link", { name: "End their access" }).click();
      await page.getByRole("heading", { name: "End Niamh Doyle’s access" }).waitFor();
      await assertAccessible(page);
      await context.close();
    });
  }

  for (const width of widths) {
    it(`shows a manager a record's whole history, page by page, at ${width} px without a script`, async () => {
      const { page, context } = await manager.page(width, { javaScriptEnabled: false });
      await page.goto(address("/hub/carers"));
      await page.locator("#search button").click();
      await page.getByRole("link", { name: "Zoë Marsh" }).click();
      const record = page.url();
      for (let look = 0; look < 12; look += 1) await page.goto(record);
      await page.getByRole("link", { name: "Everything that was done, and who looked" }).click();
      await page.getByRole("heading", { name: "History of Zoë Marsh" }).waitFor();
      await page.getByText("Looked at a history").first().waitFor();
      await page.getByRole("link", { name: "Older" }).click();
      await page.getByText(/^Page 2 of \d+$/).waitFor();
      await page.getByRole("link", { name: "Newer" }).click();
      await page.getByText(/^Page 1 of \d+$/).waitFor();
      await context.close();
    });

    it(`has nothing for axe to find in a history, and prints it without buttons, at ${width} px`, async () => {
      const { page, context, complaints } = await manager.page(width);
      await page.goto(address("/hub/carers"));
      await page.locator("#typed").fill("zoe");
      await page.locator("#search button").click();
      await page.getByRole("link", { name: "Zoë Marsh" }).click();
      await page.getByRole("link", { name: "Everything that was done, and who looked" }).click();
      await page.getByRole("heading", { name: "History of Zoë Marsh" }).waitFor();
      await assertAccessible(page);
      await tabTo(page, "[data-print]");
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("[data-print]").isVisible(), false);
      assert.equal(await page.getByText("Looked at a history").first().isVisible(), true);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it("is a manager's but for one's own sessions", async () => {
    const { page, context } = await worker.page();
    await page.goto(address("/hub/office"));
    await page.getByRole("main").getByRole("link", { name: "Where you are signed in" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Colleagues" }).count(), 0);
    const refused = await page.goto(address("/hub/office/colleagues"));
    assert.equal(refused.status(), 403);
    await assertAccessible(page);
    await context.close();
  });

  it("adds an organisation by keyboard alone", async () => {
    const { page, context } = await worker.page();
    await page.goto(address("/hub/organisations/add"));
    await tabTo(page, "#kind");
    await page.keyboard.press("Space");
    await tabTo(page, "#name");
    await page.keyboard.type("Hill School");
    await tabTo(page, "#telephone");
    await page.keyboard.type("01632 960111");
    await page.keyboard.press("Enter");
    await page.getByText("Organisation added").waitFor();
    await page.getByRole("link", { name: "Hill School" }).waitFor();
    await context.close();
  });

  it("is changed without JavaScript", async () => {
    const { page, context } = await manager.page(320, { javaScriptEnabled: false });
    await page.goto(address("/hub/office/arrangements"));
    await page.locator("#on-fare").uncheck();
    await page.locator("#minutes-leave-early").fill("5");
    await save(page);
    await page.getByText("Arrangements in use saved").waitFor();
    await page.goto(address("/hub/office/arrangements"));
    assert.equal(await page.locator("#on-fare").isChecked(), false);
    await context.close();
  });

  it("begins with search, which finds", async () => {
    const { page, context } = await worker.page(320);
    await page.goto(address("/hub"));
    await page.locator("#typed").fill("zoe");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Zoë Marsh" }).waitFor();
    await context.close();
  });

  it("prints the organisations without what is only for the screen", async () => {
    const { page, context } = await worker.page();
    await page.goto(address("/hub/organisations"));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "Add an organisation" }).isVisible(), false);
    assert.equal(await page.getByText("Riverton High School").isVisible(), true);
    await context.close();
  });
});
