// One list of inputs at all three doors: the page with its script, the form without it, and the API. What is a card at one is
// a card at all; digits count only bare, or behind an address of ours, byte for byte.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";

const valid = "valid";
const foreign = "not_recognised";
/** The forms ask for it to be typed again; a program is told that it is no card. */
const mistyped = "mistyped";

/** What is typed, given a genuine square in its parts and a genuine code, and what it counts as. */
const inputs = {
  "the square": [({ base, digits }) => `${base}/v#${digits}`, valid],
  "the square with space around it": [({ base, digits }) => `  ${base}/v#${digits} `, valid],
  "its bare digits": [({ digits }) => digits, valid],
  "its digits behind another's address": [({ digits }) => `https://evil.example/v#${digits}`, foreign],
  "its digits behind an address that begins as ours": [({ base, digits }) => `${base}.evil.example/v#${digits}`, foreign],
  "its digits behind an address that ends as ours": [({ base, digits }) => `https://evil.example/${base}/v#${digits}`, foreign],
  "its digits behind our address in other letters": [({ base, digits }) => `${base.toUpperCase()}/v#${digits}`, foreign],
  "its digits behind our address with another port": [({ base, digits }) => `${base}1/v#${digits}`, foreign],
  "its digits behind our address with a user": [({ base, digits }) => `${base.replace("//", "//a@")}/v#${digits}`, foreign],
  "its digits behind our address with a slash more": [({ base, digits }) => `${base}//v#${digits}`, foreign],
  "its digits behind our address without http": [({ base, digits }) => `${base.split("//")[1]}/v#${digits}`, foreign],
  "its digits behind no address": [({ digits }) => `/v#${digits}`, foreign],
  "its digits behind another page of ours": [({ base, digits }) => `${base}/w#${digits}`, foreign],
  "the square behind other words": [({ base, digits }) => `See ${base}/v#${digits}`, foreign],
  "the square before other words": [({ base, digits }) => `${base}/v#${digits} there`, foreign],
  "the square twice": [({ base, digits }) => `${base}/v#${base}/v#${digits}`, foreign],
  "the square without its last digit": [({ base, digits }) => `${base}/v#${digits.slice(0, -1)}`, foreign],
  "its digits in other numerals": [({ digits }) => digits.replaceAll("1", "\u0661"), foreign],
  "the code": [({ code }) => code, valid],
  "the code without dashes, in small letters": [({ code }) => code.replaceAll("-", "").toLowerCase(), valid],
  "the code with the dashes of a text program": [({ code }) => code.replaceAll("-", "\u2013"), valid],
  "the code with a letter that only looks like its own": [({ code }) => `\u0131${code.slice(1)}`, mistyped],
  "a code that was never issued": [() => "0000000000", foreign],
  "a code without its last letter": [({ code }) => code.slice(0, -1), mistyped],
  "a short address with few digits": [() => "https://a.example/v#123", mistyped],
};

describe("a card at every door", () => {
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

  /** By the page with its script. */
  async function onThePage(typed) {
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/v`);
    await page.locator("#code").fill(typed);
    await page.locator("#typed button").click();
    const found = page.locator("#answer [data-state], #code-error").first();
    await found.waitFor();
    const state = await found.getAttribute("data-state");
    await context.close();
    return state ?? mistyped;
  }

  async function byTheForm(typed) {
    const answer = await fetch(`${demo.baseUrl}/v`, { method: "POST", body: new URLSearchParams({ code: typed }) });
    const page = await answer.text();
    return /data-state="([a-z_]+)"/.exec(page)?.[1] ?? (page.includes('id="code-error"') ? mistyped : page);
  }

  async function byTheApi(typed) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${demo.baseUrl}/api/verify`, { method: "POST", headers, body: JSON.stringify({ card: typed }) });
    return (await answer.json()).state;
  }

  for (const [what, [type, expected]] of Object.entries(inputs)) {
    it(`is ${expected} by ${what}`, async () => {
      const card = demo.card(valid);
      const [base, digits] = card.square.split("/v#");
      const typed = type({ base, digits, code: card.short_code });
      assert.equal(await byTheApi(typed), expected === mistyped ? foreign : expected, "the API");
      assert.equal(await byTheForm(typed), expected, "the form without a script");
      assert.equal(await onThePage(typed), expected, "the page with its script");
    });
  }

  it("gives the hub's number to ring, by square and by code", async () => {
    for (const shown of ["square", "short_code"]) {
      const { page, context } = await newPage(browser);
      await page.goto(`${demo.baseUrl}/v`);
      await page.locator("#code").fill(demo.card("expired")[shown]);
      await page.locator("#typed button").click();
      const link = page.locator('#answer li:last-child a[href^="tel:"]');
      await link.waitFor();
      assert.equal(await link.getAttribute("href"), `tel:${(await link.innerText()).replaceAll(" ", "")}`);
      await context.close();
    }
  });

  it("says of a typed code that nobody knows to look at it again", async () => {
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/v`);
    await page.locator("#code").fill("0000000000");
    await page.locator("#typed button").click();
    await page.getByText("Look at the code on the card again.").waitFor();
    assert.equal(await page.getByText("Try the code").count(), 0);
    await context.close();
  });
});
