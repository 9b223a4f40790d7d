// Cards in the console: chosen with a live preview, issued, lost, withdrawn; on a small screen, by keyboard, without a script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

describe("cards in the console", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ hub: "riverton", role: "worker" });
  });
  after(() => desk?.stop());

  /** A page on the record of somebody new. */
  const onRecordOf = async (name, width = 1280, options = {}) => {
    const opened = await grace.page(width, options);
    const { page } = opened;
    await page.goto(`${desk.demo.baseUrl}/hub/carers/add`);
    await page.locator("#given_name").fill(name);
    await page.locator("#family_name").fill(`Test-${width}`);
    await page.locator("#born_on").fill("4/5/2012");
    await page.getByRole("button", { name: "Add to the books" }).click();
    // Somebody of that name may be there from the same test at another width.
    const different = page.getByRole("button", { name: "Add as a different person" });
    await page.locator("h1", { hasText: name }).or(different).first().waitFor();
    if (await different.count()) await different.click();
    await page.locator("h1", { hasText: name }).waitFor();
    return { ...opened, record: page.url() };
  };

  /** Issues a card for school on the page on which cards are chosen. */
  const issue = async (page) => {
    await page.getByLabel("May keep a phone on silent").check();
    await page.getByRole("button", { name: "Issue the card" }).click();
    await page.getByText("The card is issued").waitFor();
    return page.url();
  };

  for (const width of widths) {
    it(`have nothing for axe to find at ${width} px, from the first tick to the last card`, async () => {
      const { page, context, complaints, record } = await onRecordOf("Noor", width);
      await assertAccessible(page);
      await page.getByRole("button", { name: "Issue a card" }).click();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Issue the card" }).click();
      await page.getByText("Tick at least one arrangement").first().waitFor();
      await assertAccessible(page);
      for (const box of ["#time_out", "#leave_early", "#speak_to", "#fare"]) await page.locator(box).check();
      await page.locator("summary", { hasText: "At a pharmacy" }).click();
      await page.locator("#collect_arranged").check();
      await page.locator("summary", { hasText: "At a GP practice" }).click();
      await page.locator("#may_discuss").check();
      await page.locator("#time_out_place").selectOption("other");
      await page.getByRole("button", { name: "Issue the card" }).click();
      await page.getByText("Choose a fare band").first().waitFor();
      await assertAccessible(page);
      await page.locator("#time_out_place").selectOption("library");
      await page.locator("#speak_to_role").selectOption("head-of-year");
      await page.locator("#fare_band").selectOption("child");
      await page.locator("#collect_arranged_noted").fill(today());
      await page.locator("#may_discuss_noted").fill(today());
      await page.locator("#may_discuss_medicines").check();
      await page.locator("#preview .pass-face").nth(3).waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Issue the card" }).click();
      await page.getByText("A printed card and a fare card are issued").waitFor();
      await assertAccessible(page);
      const card = page.url();
      await page.locator("summary", { hasText: "What people who check it are told" }).click();
      await assertAccessible(page);
      for (const way of ["renew", "replace", "lost", "withdraw"]) {
        await page.goto(`${card}/${way}`);
        await assertAccessible(page);
      }
      await page.getByRole("button", { name: "Withdraw the card" }).click();
      await page.getByText("Withdrawn by mistake?").waitFor();
      await assertAccessible(page);
      await page.goto(record);
      await assertAccessible(page);
      assert.deepEqual(complaints.filter((line) => !line.includes("422")), []);
      await context.close();
    });
  }

  it("show what will be told while boxes are ticked, and say politely that they did", async () => {
    const { page, context, complaints } = await onRecordOf("Priya");
    await page.getByRole("button", { name: "Issue a card" }).click();
    assert.equal(await page.locator(".pass-face").count(), 0);
    await page.locator("#time_out").check();
    await page.locator("#time_out_place").selectOption("quiet-room");
    await page.getByText("May leave the room for up to 10 minutes. Goes to: Quiet room.").waitFor();
    await page.getByText("I may step out for ten minutes. I go to: Quiet room").waitFor();
    assert.equal(await page.locator("#preview-said").innerText(), "Preview updated");
    assert.equal(await page.locator("#preview-said").getAttribute("role"), "status");
    assert.equal(await page.locator(".pass-face").count(), 2, "front and back");
    await page.locator("#time_out_minutes").fill("99");
    await page.getByText("Put right what is marked").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "time_out_minutes", "the focus stays");
    assert.deepEqual(complaints.filter((line) => !line.includes("422")), []);
    await context.close();
  });

  it("open what belongs to a box when it is ticked", async () => {
    const { page, context } = await onRecordOf("Ava", 320);
    await page.getByRole("button", { name: "Issue a card" }).click();
    assert.equal(await page.locator("#time_out_minutes").isVisible(), false);
    await page.locator("#time_out").check();
    assert.equal(await page.locator("#time_out_minutes").isVisible(), true);
    assert.equal(await page.locator("#time_out_place_other").isVisible(), false);
    await page.locator("#time_out_place").selectOption("other");
    assert.equal(await page.locator("#time_out_place_other").isVisible(), true);
    assert.equal(await page.locator("#collect_arranged").isVisible(), false, "nobody asked about the pharmacy yet");
    await context.close();
  });

  it("are chosen and issued by keyboard alone, and Enter in a field only looks", async () => {
    const { page, context } = await onRecordOf("Kit");
    await tabTo(page, "a[href$='/cards/add']");
    await page.keyboard.press("Enter");
    await page.waitForURL(/cards\/add$/);
    await tabTo(page, "#leave_early");
    await page.keyboard.press("Space");
    await tabTo(page, "#leave_early_minutes");
    await page.keyboard.press("Enter");
    await page.getByText("May leave 5 minutes early.").waitFor();
    assert.match(page.url(), /cards\/add$/);
    await tabTo(page, "form#choose button:not([name])");
    await page.keyboard.press("Enter");
    await page.getByText("The card is issued").waitFor();
    await tabTo(page, "button[name=as]");
    await context.close();
  });

  it("are looked at and issued without JavaScript", async () => {
    const { page, context } = await onRecordOf("Sam", 320, { javaScriptEnabled: false });
    await page.getByRole("button", { name: "Issue a card" }).click();
    await page.locator("#time_out").check();
    assert.equal(await page.locator("#time_out_minutes").isVisible(), true);
    await page.locator("summary", { hasText: "At a GP practice" }).click();
    await page.locator("#flexible_appointments").check();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Please offer appointments outside school hours").waitFor();
    assert.equal(await page.locator("#time_out").isChecked(), true, "nothing typed is lost");
    await page.getByRole("button", { name: "Issue the card" }).click();
    await page.getByText("The card is issued").waitFor();
    await context.close();
  });

  it("are issued once, however often the button is pressed, and not again after going back", async () => {
    const { page, context, record } = await onRecordOf("Mina");
    await page.getByRole("button", { name: "Issue a card" }).click();
    await page.getByLabel("May arrive late").check();
    await page.getByRole("button", { name: "Issue the card" }).dblclick();
    await page.getByText("The card is issued").waitFor();
    await page.goBack();
    await page.getByLabel("A fare band").waitFor();
    assert.equal(await page.getByLabel("May arrive late").count(), 0, "they have that card now");
    await page.goto(record);
    assert.equal(await page.getByRole("link", { name: "Printed card", exact: true }).count(), 1);
    await context.close();
  });

  it("are replaced when lost within three clicks of a search, and the old one is refused at once", async () => {
    const { page, context } = await grace.page();
    const { square } = desk.demo.card("valid", ({ name, hub }) => hub === "riverton" && name === "Zoë M");
    await page.goto(`${desk.demo.baseUrl}/hub/carers`);
    await page.locator("#typed").fill("zoe marsh");
    const found = page.locator("#found tbody th a");
    await found.waitFor();
    let clicks = 0;
    const click = async (locator) => {
      clicks += 1;
      await locator.click();
    };
    await click(found);
    await click(page.getByRole("link", { name: /^Lost card/ }));
    await click(page.getByRole("button", { name: "Refuse it and issue a new card" }));
    await page.getByText("The lost card is refused from now on").waitFor();
    assert.equal(clicks, 3);
    await page.getByRole("button", { name: "Print the card" }).waitFor();
    const state = async () => {
      const answer = await fetch(`${desk.demo.baseUrl}/api/verify`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ card: square }),
      });
      return (await answer.json()).state;
    };
    const deadline = Date.now() + 2000;
    while ((await state()) !== "not_in_use") assert.ok(Date.now() < deadline, "still good after two seconds");
    await context.close();
  });

  it("keep what a colleague chose when another was faster, and lead to the card", async () => {
    const { page, context, record } = await onRecordOf("Theo");
    await page.goto(`${record}/cards/add`);
    const other = await grace.page();
    await other.page.goto(`${record}/cards/add`);
    const card = await issue(other.page);
    await page.getByLabel("May arrive late").check();
    await page.getByRole("button", { name: "Issue the card" }).click();
    await page.getByText("They already have this card").waitFor();
    assert.equal(await page.getByLabel("May arrive late").isChecked(), true);
    await assertAccessible(page);
    await page.getByRole("link", { name: "Look at the card they have" }).click();
    assert.equal(page.url(), card);
    await other.context.close();
    await context.close();
  });

  it("open for printing", async () => {
    const { page, context, record } = await onRecordOf("Juno");
    await page.goto(`${record}/cards/add`);
    await issue(page);
    await page.getByRole("button", { name: "Print the card" }).click();
    await page.waitForURL(/hub\/print$/);
    await page.getByText("Juno T").first().waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Mark as handed over" }).click();
    await page.getByText("Handed over").first().waitFor();
    assert.equal(await page.getByRole("button", { name: "Mark as handed over" }).count(), 0);
    await context.close();
  });
});

/** Today as staff type it. */
function today() {
  const now = new Date();
  return `${now.getDate()}/${now.getMonth() + 1}/${now.getFullYear()}`;
}
