// Young people in the console: found, added, changed and erased, at both widths, by keyboard, without a script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

describe("young people", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ hub: "riverton", role: "worker" });
  });
  after(() => desk?.stop());

  /** Finds somebody of the demo and opens their record. */
  const openRecord = async (page, name) => {
    await page.goto(`${desk.demo.baseUrl}/hub/carers`);
    await page.locator("#typed").fill(name);
    await page.locator("#search button").click();
    await page.locator("#found tbody a").first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page.url();
  };

  /** Adds somebody, as the form asks. */
  const add = async (page, given, born) => {
    await page.goto(`${desk.demo.baseUrl}/hub/carers/add`);
    await page.locator("#given_name").fill(given);
    await page.locator("#family_name").fill("Łęcki");
    await page.locator("#born_on").fill(born);
    await page.getByRole("button", { name: "Add to the books" }).click();
  };

  for (const width of widths) {
    it(`have nothing for axe to find at ${width} px, on every page and with every fault`, async () => {
      const { page, context, complaints } = await grace.open("/hub/carers", width);
      await assertAccessible(page);
      for (const typed of ["", "nobody is called so"]) {
        await page.locator("#typed").fill(typed);
        await page.locator("#search button").click();
        await assertAccessible(page);
      }
      await add(page, "", "31/02/2012");
      assert.match(await page.title(), /^Error: /);
      assert.equal(await page.locator("#family_name").inputValue(), "Łęcki");
      await assertAccessible(page);
      const record = await openRecord(page, "zoe");
      await assertAccessible(page);
      for (const part of ["change", "wishes", "agreements/photo", "agreements/school", "agreements/phone", "caring", "photo", "erase"]) {
        await page.goto(`${record}/${part}`);
        await assertAccessible(page);
      }
      await page.goto(`${record}/erase`);
      await page.locator("main form button").click();
      assert.match(await page.title(), /^Error: /);
      await assertAccessible(page);
      assert.deepEqual(complaints.filter((line) => !line.includes("422")), []);
      await context.close();
    });
  }

  it("are found while the name is typed, and only the count is announced", async () => {
    const { page, context } = await grace.open("/hub/carers", 1280);
    await page.locator("#typed").pressSequentially("oneill");
    await page.locator("#found tbody a").getByText("Aoife O'Neill").waitFor();
    assert.equal(await page.locator("#count").innerText(), "1 young person found");
    assert.equal(await page.locator("#found [role=status], #found[role=status]").count(), 0);
    assert.doesNotMatch(page.url(), /oneill/i);
    await context.close();
  });

  it("are added by keyboard alone, once, also by a double click", async () => {
    const { page, context } = await grace.open("/hub/carers/add", 1280);
    await tabTo(page, "#given_name");
    await page.keyboard.type("Ola");
    await tabTo(page, "#family_name");
    await page.keyboard.type("O'Hara");
    await tabTo(page, "#born_on");
    await page.keyboard.type("1.2.2013");
    await page.keyboard.press("Enter");
    await page.getByText("Added to the books").waitFor();
    await page.goBack();
    assert.equal(await page.locator("#given_name").inputValue(), "", "the way back leads to a fresh form");
    await page.locator("#given_name").fill("Ola");
    await page.locator("#family_name").fill("O’Hara");
    await page.locator("#born_on").fill("1 February 2013");
    await page.getByRole("button", { name: "Add to the books" }).click();
    await page.getByText("Is this the same young person?").waitFor();
    await page.goto(`${desk.demo.baseUrl}/hub/carers/add`);
    await page.locator("#given_name").fill("Kit");
    await page.locator("#born_on").fill("2013-05-06");
    await page.getByRole("button", { name: "Add to the books" }).dblclick();
    await page.getByRole("heading", { level: 1, name: "Kit" }).waitFor();
    await page.goto(`${desk.demo.baseUrl}/hub/carers`);
    for (const name of ["o hara", "kit"]) {
      await page.locator("#typed").fill(name);
      await page.locator("#search button").click();
      assert.equal(await page.locator("#found tbody tr").count(), 1, name);
    }
    await context.close();
  });

  it("work without JavaScript, from the search to the erased record", async () => {
    const { page, context } = await grace.open("/hub/carers", 320, { javaScriptEnabled: false });
    await add(page, "Bartek", "2013-02-01");
    await page.getByText("Added to the books").waitFor();
    const record = page.url();
    await page.getByRole("link", { name: "Write down what is safe" }).click();
    await page.locator("input[name=reached_by]").first().check();
    await page.locator("#safe_contact").fill("07700 900123");
    await page.locator("main form button").first().click();
    await page.getByText("07700 900123").waitFor();
    await page.goto(`${record}/agreements/photo`);
    await page.locator("input[name=who]").first().check();
    await page.locator("input[name=how]").first().check();
    await page.locator("main form button").first().click();
    await page.getByRole("button", { name: /Take back/ }).waitFor();
    await page.goto(`${record}/erase`);
    await page.locator("#sure").check();
    await page.locator("main form button").click();
    await page.waitForURL(`${desk.demo.baseUrl}/hub/carers`);
    await page.goto(record);
    await page.getByRole("heading", { level: 1, name: /not found/i }).waitFor();
    await context.close();
  });
});
