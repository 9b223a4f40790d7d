// Everybody can use the card on a phone: axe on each of its views, by keyboard alone, at four times the size, and by night.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";
import { held, newPhone, phoneWithCard, settled, sync } from "./phone.js";

const days = 24 * 60 * 60 * 1000;
const views = ["card", "activate", "choices", "refused", "messages", "activity", "help", "data", "correction", "deletion", "complaint", "remove"];

describe("every view of the card on a phone", () => {
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

  const letter = () => demo.activations[0];
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  /** A view that is opened anew, as by its own address. */
  async function open(page, view) {
    await page.goto("about:blank");
    await page.goto(`${demo.baseUrl}/card#${view}`);
    await page.locator(`main[data-view="${view}"] h1`).waitFor();
    if (view === "card") await page.locator("#square svg").waitFor();
  }

  for (const width of widths) {
    for (const colorScheme of ["light", "dark"]) {
      it(`has nothing for axe to find at ${width} px, ${colorScheme}`, async () => {
        const { page, context } = await phoneWithCard(browser, letter(), { viewport: { width, height: 740 }, colorScheme });
        for (const view of views) {
          await open(page, view);
          await assertAccessible(page).catch((fault) => assert.fail(`${view}: ${fault.message}`));
        }
        await open(page, "card");
        await page.locator("#square").click();
        await assertAccessible(page);
        await page.keyboard.press("Escape");
        await open(page, "data");
        await button(page, "See what is kept").click();
        await page.locator("main [role=status] :is(dl, p)").first().waitFor();
        await assertAccessible(page);
        await context.close();
      });

      it(`has nothing for axe to find where no square is shown at ${width} px, ${colorScheme}`, async () => {
        const { page, context } = await phoneWithCard(browser, letter(), { viewport: { width, height: 740 }, colorScheme });
        await context.route(/\/(api|h)\//, (route) => route.abort());
        const start = Date.now();
        for (const [time, heading] of [
          [start + 15 * days, "Your card needs internet"],
          [start + 3_653 * days, "This card has ended"],
          [0, "Check the time on this phone"],
        ]) {
          await page.clock.setFixedTime(time);
          await page.goto("about:blank");
          await page.goto(`${demo.baseUrl}/card`);
          await page.getByRole("heading", { name: heading }).waitFor();
          await assertAccessible(page);
        }
        await context.close();
      });
    }
  }

  it("is reached by keyboard alone: from the letter to the square, and on to telling the hub", async () => {
    const { page, context } = await newPhone(browser);
    const { link, tx_code: digits } = letter();
    await page.goto(link);
    await page.locator("#digits").waitFor();
    await tabTo(page, "#digits");
    await page.keyboard.type(digits);
    await page.keyboard.press("Enter");
    await page.locator("#square svg").waitFor();
    await tabTo(page, "#place-transport");
    await page.keyboard.press("Enter");
    await page.locator("#place-transport[aria-pressed=true]").waitFor();
    assert.equal(await page.locator(".photo, .face__name").count(), 0, "a bus sees who it is");
    assert.equal(await page.evaluate(() => document.activeElement.id), "place-transport", "the focus was lost");
    await tabTo(page, "a[href='#refused']");
    await page.keyboard.press("Enter");
    await page.locator("main[data-view=refused]").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    await tabTo(page, "#what-refused");
    await page.keyboard.press("Space");
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "They didn't accept it · Bus or train" }).waitFor();
    await context.close();
  });

  it("fits a screen with little height, as at four times the size, with nothing lying over anything", async () => {
    const { page, context } = await phoneWithCard(browser, letter(), { viewport: { width: 320, height: 185 } });
    for (const view of views) {
      await open(page, view);
      await assertAccessible(page);
      const over = await page.locator("#tabs").evaluate((tabs) => getComputedStyle(tabs).position);
      assert.equal(over, "static");
    }
    await context.close();
  });

  it("says who helps in danger before asking anything, and can be left at once", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    for (const [view, first] of [
      ["refused", "What happened?"],
      ["correction", "Your words"],
      ["deletion", "Anything we should know?"],
      ["complaint", "Your words"],
    ]) {
      await open(page, view);
      const words = await page.locator("main").innerText();
      const danger = words.indexOf("999");
      assert.ok(danger >= 0 && danger < words.indexOf(first) && words.includes("0800 1111"), words);
      await page.getByRole("link", { name: "Exit this page" }).waitFor();
    }
    await open(page, "help");
    for (const number of ["999", "0800 1111", "85258"]) await page.getByText(number).first().waitFor();
    await context.route("https://www.bbc.co.uk/**", (route) => route.fulfill({ body: "weather" }));
    await page.getByRole("link", { name: "Exit this page" }).click();
    await page.getByText("weather").waitFor();
    await page.goBack();
    assert.ok(!page.url().includes("#help"), "going back leads to the page that was left");
    await context.close();
  });

  it("keeps what is told without a network, and sends it once, later, with the same id", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const sent = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/api/card/messages")) sent.push(request.postDataJSON());
    });
    await page.getByRole("link", { name: "They didn't accept it" }).click();
    await context.setOffline(true);
    await page.locator("#what-questioned").check();
    await page.locator("#words").fill("At the counter");
    await button(page, "Send").click();
    await page.getByText("Waiting for internet").waitFor();
    const [{ id }] = (await held(page)).outbox;
    // The first reply is lost.
    let lost = 1;
    await context.route("**/api/card/messages", async (route) => {
      if (route.request().method() !== "POST" || lost-- <= 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await context.setOffline(false);
    for (let round = 0; round < 3; round += 1) await sync(page);
    assert.ok(lost < 0, "the lost reply was not asked for again");
    const mine = page.locator(".told").filter({ hasText: "At the counter" });
    await mine.getByText("Sent. Nobody has read it yet.").waitFor();
    assert.deepEqual([...new Set(sent.map((one) => one.id))], [id]);
    assert.equal(await mine.count(), 1);
    await context.close();
  });

  it("sends what waits before another card takes the place of this one, and never in another's name", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const { link, tx_code: digits } = demo.activations[2];
    await page.getByRole("link", { name: "They didn't accept it" }).click();
    await context.route("**/api/card/messages", (route) => route.abort());
    await page.locator("#what-kept").check();
    await page.locator("#words").fill("Written offline");
    await button(page, "Send").click();
    await page.getByText("Waiting for internet").waitFor();
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator("#digits").fill(digits);
    await button(page, "Put my card on this phone").click();
    await page.locator("#square svg").waitFor();
    const { outbox, unsent } = await held(page);
    assert.deepEqual([outbox, unsent.map(({ words }) => words)], [undefined, ["Written offline"]]);
    await open(page, "messages");
    await page.getByText("This was not sent.").waitFor();
    await button(page, "Delete it").click();
    await page.getByText("You have not told us anything yet.").waitFor();
    await context.close();
  });

  it("shows of what was told that the hub has read it, and what it did", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const told = { at: new Date().toISOString(), kind: "not-accepted", setting: "school", words: "At the gate" };
    const messages = [
      { ...told, id: crypto.randomUUID(), state: "read" },
      { ...told, id: crypto.randomUUID(), kind: "complaint", setting: null, state: "sent", answer_by: "2027-01-31" },
      { ...told, id: crypto.randomUUID(), state: "done", answer: "We rang them. They know about your card now." },
    ];
    await context.route("**/api/card/messages", (route) => route.fulfill({ json: { messages } }));
    await open(page, "messages");
    await page.locator(".told").nth(2).waitFor();
    const [read, waits, done] = await page.locator(".told").allInnerTexts();
    assert.match(read, /^They didn't accept it · School\n[^]*At the gate[^]*Your hub has read it\./);
    assert.match(waits, /^I am not happy with something\n[^]*Nobody has read it yet\.[^]*Your hub answers by 31 January 2027/);
    assert.match(done, /Done[^]*Your hub says: We rang them\./);
    await assertAccessible(page);
    await context.close();
  });

  it("says whom to ring where the card was taken off without a network, and offers no way to keep it", async () => {
    const { page, context } = await phoneWithCard(browser, demo.activations[1]);
    await open(page, "remove");
    await context.setOffline(true);
    await button(page, "Take it off").click();
    await page.getByText("You are offline. It goes from this phone now.").waitFor();
    await page.getByRole("link", { name: /^Ring your hub: / }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Keep it" }).count(), 0);
    assert.deepEqual(await held(page), {});
    await assertAccessible(page);
    await context.close();
  });

  it("asks for activity only after it was switched on, hides it, and locks it with a PIN", async () => {
    const { page, context, asked } = await phoneWithCard(browser, letter());
    const look = { at: new Date(Date.now() - days).toISOString(), kind: "look", where: "Some School" };
    await context.route("**/api/card/activity", (route) => route.fulfill({ json: { entries: [look] } }));
    const isAsked = () => asked.some((address) => address.endsWith("/api/card/activity"));
    await page.getByRole("link", { name: "Activity" }).click();
    await page.getByText("When this is on, you can see").waitFor();
    assert.equal(isAsked(), false);
    await button(page, "Turn on").click();
    await page.getByText("When somebody only scans your card").waitFor();
    // A look from before it was switched on, which the server tells, is not shown.
    assert.equal(await page.getByText("Some School").count(), 0);
    await page.locator("#pin").fill("2468");
    await button(page, "Set PIN").click();
    await button(page, "Remove PIN").waitFor();
    assert.equal(isAsked(), true);
    assert.ok(!JSON.stringify(await held(page)).includes("2468"));
    await page.reload();
    await settled(page);
    await page.locator("#pin").fill("1357");
    await button(page, "Open").click();
    await page.getByText("That is not your PIN").first().waitFor();
    await page.locator("#pin").fill("2468");
    await button(page, "Open").click();
    await button(page, "Hide this").waitFor();
    // Out of sight it locks itself, and so does leaving it.
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
      Reflect.deleteProperty(document, "hidden");
    });
    await button(page, "Open").waitFor();
    await open(page, "data");
    assert.equal(await button(page, "See what is kept").count(), 0, "the log can be read without the PIN");
    await open(page, "activity");
    await page.locator("#pin").fill("2468");
    await button(page, "Open").click();
    await button(page, "Hide this").click();
    await page.getByText("Activity is hidden.").waitFor();
    await button(page, "Turn off").click();
    await page.getByText("When this is on, you can see").waitFor();
    assert.equal((await held(page)).activity, undefined);
    await button(page, "Turn on").click();
    await page.getByText("Nobody has looked since you turned this on.").waitFor();
    await context.close();
  });

  it("says of a time-out when its owner was back, or that nobody wrote it down", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const at = new Date(Date.now() + 60_000).toISOString();
    const timeOut = { at, kind: "time-out", where: "Some School" };
    const entries = [{ ...timeOut, back_at: at }, { ...timeOut, not_noted_back: true }, timeOut];
    await context.route("**/api/card/activity", (route) => route.fulfill({ json: { entries } }));
    await open(page, "activity");
    await button(page, "Turn on").click();
    await page.getByText("Time-out noted at Some School").first().waitFor();
    const [back, forgotten, out] = await page.locator(".entries li").allInnerTexts();
    assert.match(back, /, back at \d/);
    assert.match(forgotten, /Nobody wrote down when you came back\. That is not your fault\./);
    assert.match(out, /Time-out noted at Some School$/, "who is out now is not said to have been forgotten");
    await context.close();
  });

  it("shows its owner all that is kept, in words, and gives it as a file", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    await open(page, "data");
    await button(page, "See what is kept").click();
    await page.getByText("Cards on phones").waitFor();
    const names = await page.locator("main dt").allInnerTexts();
    assert.deepEqual(names.filter((name) => name.includes("_")), []);
    const values = await page.locator("main dd").allInnerTexts();
    for (const words of ["Printed card", "It works", "In person"]) assert.ok(values.includes(words), `${words} in ${values}`);
    assert.deepEqual(values.filter((value) => /^[a-z]+(-[a-z]+)*$/.test(value)), [], "a code is no word");
    const coming = page.waitForEvent("download");
    await button(page, "Save it as a file").click();
    const file = await coming;
    assert.equal(file.suggestedFilename(), "pass-my-data.json");
    const data = JSON.parse(await readFile(await file.path(), "utf8"));
    assert.equal(data.activity, undefined, "who looked is given to whoever holds the phone");
    assert.equal(data.record.first_name, (await page.locator("main").innerText()).match(/First name\s+(\S+)/)[1]);
    await context.close();
  });

  it("asks nobody else for anything, and sets no cookie", async () => {
    const { page, context, asked } = await phoneWithCard(browser, letter());
    for (const view of views) await open(page, view);
    assert.deepEqual(asked.filter((address) => !["about:", "data:"].includes(new URL(address).protocol) && new URL(address).origin !== demo.baseUrl), []);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });
});
