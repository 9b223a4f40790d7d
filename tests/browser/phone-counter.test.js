// From the letter to the counter, with cameras: a phone reads its letter, and a checker's camera films what the phone shows.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { openFilmingBrowser } from "./camera.js";
import { newPage } from "./chromium.js";
import { startDemo } from "./demo.js";
import { kept, newPhone, phoneWithCard, screen, settled, showAt, sync } from "./phone.js";

const qrcode = createRequire(resolve(import.meta.dirname, "../../web/package.json"))("qrcode-generator");
const minutes = 60 * 1000;

describe("a phone at a counter", () => {
  let demo;
  let filming;
  before(async () => {
    demo = await startDemo();
    filming = await openFilmingBrowser();
  });
  after(async () => {
    await filming?.stop();
    await demo?.stop();
  });

  const letter = () => demo.activations[0];

  /** A checker's device that has its lists, and stands in a school. */
  async function checker() {
    const visit = await newPage(filming.browser, { viewport: { width: 360, height: 740 }, permissions: ["camera"] });
    await visit.page.goto(`${demo.baseUrl}/check`);
    await visit.page.getByRole("button", { name: "School", exact: true }).click();
    await visit.page.getByText(/^Oldest list from \d\d:\d\d today/).waitFor();
    await kept(visit.page);
    return visit;
  }

  /** Holds what the phone shows before the checker's camera, and gives what it answers. */
  async function scan({ page }, phone) {
    if (phone) await filming.film(phone);
    await page.getByRole("button", { name: "Open the camera" }).click();
    const answer = page.locator("#answer [data-state]");
    await answer.waitFor();
    return { state: await answer.getAttribute("data-state"), words: await page.locator("#answer").innerText() };
  }

  it("is valid; offline it is valid with its list's age; a photograph is too old after three minutes; taken off, it is refused", async () => {
    const phone = await phoneWithCard(filming.browser, letter());
    await showAt(phone.page, "school");
    const desk = await checker();
    const online = await scan(desk, phone.page);
    assert.equal(online.state, "valid", online.words);
    assert.ok(online.words.includes(await phone.page.locator(".face__name").innerText()), online.words);
    await desk.context.close();

    const offline = await checker();
    await offline.context.setOffline(true);
    const { state, words } = await scan(offline, phone.page);
    assert.equal(state, "valid_offline");
    assert.match(words, /list from \d\d:\d\d/);
    await offline.context.close();

    const late = await checker();
    await late.page.clock.setFixedTime(Date.now() + 4 * minutes);
    const photograph = await scan(late);
    assert.equal(photograph.state, "cannot_check");
    assert.match(photograph.words, /This code is too old/);
    await late.context.close();

    await settled(phone.page);
    await filming.film(phone.page);
    await phone.page.goto(`${demo.baseUrl}/card#remove`);
    await phone.page.getByRole("button", { name: "Take it off" }).click();
    await phone.page.getByRole("heading", { name: "No card here yet" }).waitFor();
    const end = Date.now() + 60_000;
    for (;;) {
      const again = await checker();
      const answer = await scan(again);
      await again.context.close();
      if (answer.state === "not_in_use") break;
      assert.ok(Date.now() < end, `still ${answer.state}`);
    }
    await phone.context.close();
  });

  it("reads its letter's square with its own camera, and no other square", async () => {
    const { page, context } = await newPhone(filming.browser, { permissions: ["camera"] });
    const { link, tx_code: digits } = demo.activations[1];
    const paper = await newPage(filming.browser, { viewport: screen });
    await show(paper.page, `${demo.baseUrl}/v#123`);
    await filming.film(paper.page);
    await page.goto(`${demo.baseUrl}/card#activate`);
    await page.getByRole("button", { name: "Scan the square on my letter" }).click();
    await page.getByText("That is another square").waitFor();
    await page.getByRole("button", { name: "Stop the camera" }).click();
    await show(paper.page, link);
    await filming.film(paper.page);
    await page.getByRole("button", { name: "Scan the square on my letter" }).click();
    await page.locator("#digits").fill(digits);
    await page.getByRole("button", { name: "Put my card on this phone" }).click();
    await page.locator("#square svg").waitFor();
    await sync(page);
    await context.close();
    await paper.context.close();
  });
});

/** A page with this square on it, as a letter has it. */
async function show(page, text) {
  const symbol = qrcode(0, "M");
  symbol.addData(text);
  symbol.make();
  await page.setContent(symbol.createSvgTag(6, 24));
}
