// A card on paper, a phone's camera, and the page at /v: what the person at the counter sees.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";
import { squaresOnPaper } from "./paper.js";

const hours = 60 * 60 * 1000;

describe("the page at /v", () => {
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

  /** Opens a square as an ordinary camera does: as a web address, in a browser that was never there. */
  async function scan(square, options) {
    const visit = await newPage(browser, options);
    await visit.page.goto(square);
    return visit;
  }

  /** A square of another server, opened at this one: its digits behind this address. */
  const here = (square) => `${demo.baseUrl}/v#${square.split("#")[1]}`;

  async function headline(page) {
    const answer = page.locator("#answer [data-state]");
    await answer.waitFor();
    return page.locator("#headline").innerText();
  }

  async function choose(page, place) {
    await page.getByRole("button", { name: place }).click();
  }

  it("says of a printed card, read back from paper by another's decoder, that it is valid", async () => {
    const card = demo.card("valid");
    const printing = await newPage(browser);
    await printing.page.goto(card.print_url);
    const squares = await squaresOnPaper(printing.page);
    assert.deepEqual(squares, [card.square], "the paper holds this card's square and no other");
    const { page, context } = await scan(squares[0]);
    assert.equal(await headline(page), "Card is valid");
    await context.close();
    await printing.context.close();
  });

  it("says nothing of the person until it is told where it is asked", async () => {
    const card = demo.card("valid", ({ name }) => name);
    const { page, context } = await scan(card.square);
    assert.equal(await headline(page), "Card is valid");
    assert.ok(!(await page.locator("main").innerText()).includes(card.name), "the name shows before a place is chosen");
    await choose(page, "School");
    await page.locator("#answer").getByText(card.name).waitFor();
    await context.close();
  });

  it("takes the card out of the address and leaves it in no history", async () => {
    const { page, context } = await scan(demo.card("valid").square);
    await headline(page);
    assert.equal(page.url(), `${demo.baseUrl}/v`);
    const session = await context.newCDPSession(page);
    const { entries } = await session.send("Page.getNavigationHistory");
    assert.deepEqual(entries.map(({ url }) => url).filter((url) => url.includes("#")), []);
    await context.close();
  });

  it("never sends the card to the server, asks nobody else, and sets no cookie", async () => {
    const card = demo.card("valid");
    const { page, context, asked, complaints } = await scan(card.square);
    await headline(page);
    await choose(page, "School");
    const digits = card.square.split("#")[1];
    for (const address of asked.slice(1)) {
      assert.equal(new URL(address).origin, demo.baseUrl, `asked a stranger: ${address}`);
      assert.ok(!address.includes(digits.slice(0, 30)), `the card went out in ${address}`);
    }
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  const answers = [
    ["expired", "Card needs renewing"],
    ["withdrawn", "Card not in use"],
    ["foreign", "Not one of our cards"],
  ];
  for (const [state, words] of answers) {
    it(`says of a card that is ${state}: ${words}`, async () => {
      const { page, context } = await scan(here(demo.card(state).square));
      assert.equal(await headline(page), words);
      await context.close();
    });
  }

  it("says of a card that has nothing for this place that it is valid all the same", async () => {
    const { page, context } = await scan(demo.card("valid", ({ name }) => name).square);
    await headline(page);
    await choose(page, "Bus or train");
    await page.locator('[data-state="valid_not_here"]').waitFor();
    assert.match(await headline(page), /^Valid card, nothing set for a bus or train$/);
    await context.close();
  });

  it("says how old its list is when the list is not of today", async () => {
    const visit = await newPage(browser);
    await visit.page.clock.setFixedTime(Date.now() + 14 * hours);
    await visit.page.goto(demo.card("valid").square);
    assert.equal(await headline(visit.page), "Valid, checked offline");
    await choose(visit.page, "School");
    await visit.page.locator("#answer").getByText("list from").waitFor();
    assert.match(await visit.page.locator("#answer").innerText(), /list from \d\d:\d\d/);
    await visit.context.close();
  });

  it("says that it cannot check, and not that the card is good, when the lists cannot be had", async () => {
    const visit = await newPage(browser);
    await visit.page.route(/\/api\/|\/status/, (route) => route.abort());
    await visit.page.goto(demo.card("valid").square);
    assert.equal(await headline(visit.page), "Can't check right now");
    await visit.context.close();
  });

  it("goes on checking with the network gone, from the lists that it holds", async () => {
    const { page, context } = await scan(demo.card("valid").square);
    await headline(page);
    await context.setOffline(true);
    const withdrawn = demo.card("withdrawn").square.split("#")[1];
    await page.evaluate((digits) => { location.hash = digits; }, withdrawn);
    await page.locator('[data-state="not_in_use"]').waitFor();
    assert.equal(page.url(), `${demo.baseUrl}/v`);
    await context.close();
  });

  it("checks a typed code, and keeps what was typed when a letter is wrong", async () => {
    const { page, context } = await newPage(browser);
    const { short_code: code } = demo.card("valid");
    const wrong = code.slice(0, -1) + (code.endsWith("7") ? "8" : "7");
    await page.goto(`${demo.baseUrl}/v`);
    const type = async (text) => {
      await page.locator("#code").fill(text);
      await page.locator("#typed button").click();
    };
    await type(wrong);
    await page.locator(".govuk-error-summary").waitFor();
    assert.equal(await page.locator("#code").inputValue(), wrong);
    assert.match(await page.title(), /^Error:/);
    await type(code.toLowerCase().replaceAll("-", " "));
    assert.equal(await headline(page), "Card is valid");
    await context.close();
  });

  it("checks a typed code without JavaScript", async () => {
    const { page, context } = await newPage(browser, { javaScriptEnabled: false });
    await page.goto(`${demo.baseUrl}/v`);
    await page.locator("#code").fill(demo.card("valid").short_code);
    await page.locator("#typed button").click();
    assert.equal(await headline(page), "Card is valid");
    assert.ok(!page.url().includes(demo.card("valid").short_code), "the code stands in the address");
    await context.close();
  });

  it("refuses a card, by square and by code, as soon as its hub has withdrawn it", async () => {
    const card = demo.card("valid", ({ hub }) => hub);
    const { page, context } = await scan(card.square);
    assert.equal(await headline(page), "Card is valid");
    await demo.withdraw(card);
    await page.waitForFunction(async (code) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/verify", { method: "POST", headers, body: JSON.stringify({ card: code }) });
      return (await answer.json()).state === "not_in_use";
    }, card.short_code, { timeout: 2_000, polling: 200 });
    await context.close();
    await seenWithin(60_000, async () => {
      const again = await scan(card.square);
      const words = await headline(again.page);
      await again.context.close();
      return words === "Card not in use";
    });
  });
});

/** Looks again and again until `holds`; fails when it does not within `milliseconds`. */
async function seenWithin(milliseconds, holds) {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `not seen within ${milliseconds} ms`);
  }
}
