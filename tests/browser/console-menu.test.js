// The menu's editors in a browser: every page at both widths, by keyboard, and without a script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

describe("the menu's editors", () => {
  let desk;
  let grace;
  let service;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ role: "manager" });
    const { page, context } = await grace.page(1280, { javaScriptEnabled: false });
    service = await added(page, "Łukasz’s climbing club");
    await page.getByRole("button", { name: "Approve: everybody reads it" }).click();
    await page.getByText("Approved. Everybody reads it now.").waitFor();
    await context.close();
  });
  after(() => desk?.stop());

  const address = (path) => `${desk.demo.baseUrl}${path}`;
  const save = (page) => page.locator("form button.govuk-button", { hasText: "Save the draft" }).click();

  /** Adds a service with its rows, and gives the path of its page. */
  const added = async (page, name) => {
    await page.goto(address("/hub/menu/add"));
    await page.locator("#provider_name").fill("O’Neill Trust");
    await page.locator("#name").fill(name);
    await page.locator("#description").fill("We climb up a wall.\n\nThen we have tea.");
    await page.getByRole("button", { name: "Add a place" }).click();
    assert.equal(await page.locator("#name").inputValue(), name, "what was typed is kept");
    await page.locator("#place-0-town").fill("Stockport");
    await page.getByRole("button", { name: "Add a time" }).click();
    await page.locator("#time-0-how").selectOption("weekly");
    await page.locator("#time-0-starts").fill("7/1/2027");
    await page.locator("#time-0-thu").check();
    await save(page);
    await page.getByText("Service added.").waitFor();
    return new URL(page.url()).pathname;
  };

  for (const width of widths) {
    it(`has nothing for axe to find on its pages at ${width} px`, async () => {
      const { page, context, complaints } = await grace.page(width);
      for (const path of ["", "/add", "/still-right", "/suggestions", "/answers", "/answers/kind", "/providers", "/providers/add", "/imports", "/reviews", "/reviews/invitations"]) {
        await page.goto(address(`/hub/menu${path}`));
        assert.equal(await page.locator(".pass-subnav [aria-current]").count(), 1, `${path} says where it belongs`);
        await assertAccessible(page);
      }
      for (const path of ["", "/change", "/days", "/sharing", "/offered-by", "/history", "/history/1"]) {
        await page.goto(address(`${service}${path}`));
        assert.equal(await page.locator(".pass-subnav [aria-current]").count(), 1, `${path} says where it belongs`);
        await assertAccessible(page);
      }
      await page.goto(address(`${service}/preview`));
      await page.getByRole("link", { name: "Back to the service" }).waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`says what is wrong at its field at ${width} px`, async () => {
      const { page, context } = await grace.page(width);
      await page.goto(address("/hub/menu/add"));
      await page.locator("#age_from").fill("a lot");
      await page.getByRole("button", { name: "Add a cost" }).click();
      await page.locator("#cost-0-amount").fill("about 5");
      await save(page);
      assert.match(await page.title(), /^Error: /);
      await page.locator('.govuk-error-summary a[href="#cost-0-amount"]').click();
      assert.equal(await page.locator("#age_from").inputValue(), "a lot");
      await assertAccessible(page);
      await context.close();
    });

    it(`lets a reader say what is not right at ${width} px`, async () => {
      const { page, context } = await desk.stranger(width);
      await page.goto(address(`${service.replace("/hub", "")}/suggest`));
      await page.getByRole("button", { name: "Send it" }).click();
      await page.getByText("Choose what is not right").first().waitFor();
      await assertAccessible(page);
      await page.getByLabel("When it is").check();
      await page.locator("#words").fill("It starts at 5 now.");
      await page.getByRole("button", { name: "Send it" }).click();
      await page.getByText("Thank you.").waitFor();
      await assertAccessible(page);
      await context.close();
      const staff = await grace.open("/hub/menu/suggestions", width);
      await staff.page.locator("th a").first().click();
      await staff.page.getByText("It starts at 5 now.").waitFor();
      await assertAccessible(staff.page);
      await staff.context.close();
    });

    it(`shows what a draft changes at ${width} px`, async () => {
      const { page, context } = await grace.page(width);
      await page.goto(address(`${service}/change`));
      await page.locator("#description").fill(`We climb up a very big wall.\n\nThen we have tea. ${width}`);
      await save(page);
      await page.locator("ins.pass-new").first().waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Drop this draft" }).click();
      await page.getByText("Draft dropped.").waitFor();
      await context.close();
    });
  }

  it("opens its pages with a button on a small screen, and they stand open without a script", async () => {
    const { page, context } = await grace.open("/hub/menu", 320);
    const pages = page.getByRole("button", { name: "Pages", exact: true });
    const organisations = page.getByRole("link", { name: "Organisations" });
    assert.equal(await organisations.isVisible(), false);
    await pages.press("Enter");
    assert.equal(await pages.getAttribute("aria-expanded"), "true");
    await organisations.waitFor();
    await assertAccessible(page);
    await page.getByRole("button", { name: "Menu pages" }).click();
    await page.getByRole("link", { name: "Still right?", exact: true }).waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.equal(await pages.isVisible(), false);
    const lines = await page.locator(".govuk-service-navigation__item").evaluateAll((items) => new Set(items.map((item) => item.offsetTop)).size);
    assert.equal(lines, 1, "one line on a laptop");
    await context.close();
    const plain = await grace.open("/hub/menu", 320, { javaScriptEnabled: false });
    assert.equal(await plain.page.getByRole("link", { name: "Organisations" }).isVisible(), true);
    assert.equal(await plain.page.getByRole("button", { name: "Pages", exact: true }).isVisible(), false);
    await plain.context.close();
  });

  it("ticks what is still right one by one without a script, and all at once with one", async () => {
    const plain = await grace.open("/hub/menu/still-right", 320, { javaScriptEnabled: false });
    const due = await plain.page.locator("input[name=service]").count();
    assert.ok(due > 1, "the demo has some that nobody checked");
    assert.equal(await plain.page.getByRole("button", { name: "Tick all" }).count(), 0);
    await plain.page.locator("input[name=service]").first().check();
    await plain.page.getByRole("button", { name: "Those that I ticked are still right" }).click();
    await plain.page.getByText("1 service is checked today.").waitFor();
    await plain.context.close();
    const { page, context } = await grace.open("/hub/menu/still-right");
    await page.getByRole("button", { name: "Tick all" }).click();
    assert.equal(await page.locator("input[name=service]:checked").count(), due - 1);
    await page.getByRole("button", { name: "Untick all" }).click();
    assert.equal(await page.locator("input[name=service]:checked").count(), 0);
    await page.getByRole("button", { name: "Those that I ticked are still right" }).click();
    await page.getByText("Nothing was ticked.").waitFor();
    await page.getByRole("button", { name: "Tick all" }).click();
    await page.getByRole("button", { name: "Those that I ticked are still right" }).click();
    await page.getByText("All is checked").waitFor();
    await context.close();
  });

  it("is written by keyboard alone, and Enter saves", async () => {
    const { page, context } = await grace.page();
    await page.goto(address("/hub/menu/add"));
    await tabTo(page, "#provider_name");
    await page.keyboard.type("O’Neill Trust");
    await tabTo(page, "#name");
    await page.keyboard.type("Swimming");
    await page.keyboard.press("Tab");
    await page.keyboard.type("In the water.");
    await tabTo(page, "#age_from", 120);
    await page.keyboard.type("8");
    await page.keyboard.press("Enter");
    await page.getByText("Service added.").waitFor();
    await context.close();
  });

  it("prints its list without what is only for the screen", async () => {
    const { page, context } = await grace.open("/hub/menu");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "Add a service" }).isVisible(), false);
    assert.equal(await page.locator(".pass-subnav").isVisible(), false);
    assert.equal(await page.getByText("Łukasz’s climbing club").isVisible(), true);
    await context.close();
  });
});
