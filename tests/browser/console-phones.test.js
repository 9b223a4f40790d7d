// Cards on phones in the console: every page at both widths, by keyboard, without a script, and the letter on paper.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { newPage } from "./chromium.js";
import { openConsole } from "./console.js";
import { onPaper } from "./paper.js";
import { newPhone } from "./phone.js";

describe("phones in the console", () => {
  let desk;
  let worker;
  before(async () => {
    desk = await openConsole();
    worker = await desk.signIn({ role: "worker" });
  });
  after(() => desk?.stop());

  const openRecord = async (page, name) => {
    await page.goto(`${desk.demo.baseUrl}/hub/carers`);
    await page.locator("#typed").fill(name);
    await page.locator("#search button").click();
    await page.getByRole("link", { name }).click();
  };
  const openPhone = async (page, name) => {
    await openRecord(page, name);
    await page.getByRole("link", { name: "Phone 1", exact: true }).click();
    await page.getByRole("heading", { name: "What it may show" }).waitFor();
  };
  const linkOf = (code) => {
    const waiting = desk.demo.activations.find((one) => one.tx_code === code);
    return waiting.link;
  };

  for (const width of widths) {
    it(`has nothing for axe to find on its pages at ${width} px`, async () => {
      const { page, context, complaints } = await worker.page(width);
      await openPhone(page, "Zoë Marsh");
      await page.getByText("They want to use another wallet app").click();
      await page.getByText("cannot yet show it as a square").waitFor();
      await assertAccessible(page);
      const here = page.url();
      for (const part of ["/square", "/change", "/remove"]) {
        await page.goto(`${here}${part}`);
        await assertAccessible(page);
      }
      await page.goto(`${here.split("/phones/")[0]}/phones/add`);
      await page.getByRole("button", { name: "Put on a phone" }).waitFor();
      await assertAccessible(page);
      await page.goto(here);
      await page.getByRole("button", { name: "Print the letter" }).click();
      await page.getByText("If your phone or card is lost").waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`takes lost codes on a page of one answer at ${width} px`, async () => {
      const { page, context } = await newPage(desk.browser, { viewport: { width, height: 740 } });
      await page.goto(`${desk.demo.baseUrl}/lost`);
      await assertAccessible(page);
      await page.getByRole("button", { name: "Tell my hub" }).click();
      await page.locator('.govuk-error-summary a[href="#code"]').waitFor();
      await assertAccessible(page);
      await page.locator("#code").fill("K7QX-M2RT-9C");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "If that matches, the hub has been told" }).waitFor();
      await assertAccessible(page);
      await context.close();
    });
  }

  it("prints one sheet of A4, whose square opens what the demo says and whose digits stand nowhere", async () => {
    const { page, context } = await worker.page();
    await openPhone(page, "Zoë Marsh");
    const digits = (await page.locator(".pass-tell-code").first().innerText()).replace(" ", "");
    await page.getByRole("button", { name: "Print the letter" }).click();
    await page.getByText("If your phone or card is lost").waitFor();
    assert.ok(!(await page.locator("main").innerText()).replaceAll(" ", "").includes(digits));
    const { sizes, squares, poor } = await onPaper(page);
    assert.deepEqual(sizes.map((sides) => sides.map(Math.round)), [[210, 297]]);
    const link = linkOf(digits);
    for (const read of [squares, poor]) {
      assert.deepEqual(read.flat().map(({ text }) => text), [link]);
    }
    await context.close();
  });

  it("puts a card on a phone and removes it, by keyboard and without a script", async () => {
    const { page, context } = await worker.page(1280, { javaScriptEnabled: false });
    await openRecord(page, "Łukasz Kowalski");
    await page.getByRole("link", { name: "Put on a phone" }).last().click();
    assert.ok(await page.locator("#leave_early").isChecked(), "as on the card he has");
    await tabTo(page, "#flexible_appointments");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Put on a phone" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("The card waits for the phone").waitFor();
    await page.getByRole("link", { name: "It is lost, or not theirs any more" }).click();
    await page.getByRole("button", { name: "Remove the phone" }).click();
    await page.getByText("The phone is removed").waitFor();
    await context.close();
  });

  it("puts a card on a phone by the code that its page tells, however it is typed, and the digits told another way", async () => {
    const { page, context } = await worker.page();
    await openPhone(page, "Zoë Marsh");
    await page.goto(`${page.url()}/square`);
    const code = await page.locator(".pass-typed-code").innerText();
    await page.getByText("Then tell them the 6 digits").click();
    const digits = await page.locator(".pass-tell-code").innerText();
    await context.close();
    const phone = await newPhone(desk.browser);
    await phone.page.goto(`${desk.demo.baseUrl}/card`);
    await phone.page.getByRole("link", { name: "Put your card on this phone" }).click();
    await phone.page.locator("#code").fill(` ${code.toLowerCase().replaceAll("-", " ")} `);
    await phone.page.keyboard.press("Enter");
    await phone.page.getByText("We found your card").waitFor();
    await assertAccessible(phone.page);
    await phone.page.locator("#digits").fill(digits);
    await phone.page.keyboard.press("Enter");
    await phone.page.locator("#square svg").waitFor();
    assert.equal(new URL(phone.page.url()).pathname, "/card");
    assert.equal(await phone.page.locator(".face__name").innerText(), "Zoë M");
    await phone.context.close();
  });

  it("leaves at once and stays in no history", async () => {
    const { page, context } = await newPage(desk.browser);
    await page.goto(`${desk.demo.baseUrl}/what-is-this`);
    await page.goto(`${desk.demo.baseUrl}/lost`);
    await context.route("https://www.bbc.co.uk/**", (route) => route.fulfill({ body: "Weather", contentType: "text/plain" }));
    await page.getByRole("button", { name: "Exit this page" }).click();
    await page.waitForURL("https://www.bbc.co.uk/weather");
    await page.goBack();
    assert.equal(page.url(), `${desk.demo.baseUrl}/what-is-this`);
    await context.close();
  });

  it("never has its way out lie over what has the focus, on a narrow screen and at four times the size", async () => {
    const { page, context } = await newPage(desk.browser);
    for (const height of [568, 185]) {
      await page.setViewportSize({ width: 320, height });
      await page.goto(`${desk.demo.baseUrl}/lost`);
      const focusable = page.locator("main form input, main form button, main section a, footer a");
      for (let at = 0; at + 1 < (await focusable.count()); at += 1) {
        // It stands at the very top of the window when the keyboard comes to it from below.
        await focusable.nth(at + 1).evaluate((next) => next.focus({ preventScroll: true }));
        await focusable.nth(at).evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY));
        await page.keyboard.press("Shift+Tab");
        const covered = await focusable.nth(at).evaluate((one) => {
          const [{ left, top, width, height }] = one.getClientRects();
          const there = document.elementFromPoint(left + width / 2, top + height / 2);
          return [document.activeElement === one, one.contains(there) ? "" : `${one.outerHTML} under ${there?.outerHTML}`];
        });
        assert.deepEqual(covered, [true, ""]);
      }
    }
    await context.close();
  });

  it("says after many lost codes how long to wait, and to ring", async () => {
    const { page, context } = await newPage(desk.browser);
    await page.goto(`${desk.demo.baseUrl}/lost`);
    // Time gives a try back now and then, so they are spent just before each that counts.
    const spend = () =>
      page.evaluate(() => {
        const send = () => fetch("/lost", { method: "POST", body: new URLSearchParams({ code: "K7QX-M2RT-9C" }) });
        return Promise.all(Array.from({ length: 30 }, () => send().then(({ status }) => status)));
      });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(`${desk.demo.baseUrl}/lost`);
      await page.locator("#code").fill("K7QX-M2RT-9C");
      const answers = await spend();
      assert.ok(answers.includes(429), `${answers}`);
      const answer = page.waitForResponse(`${desk.demo.baseUrl}/lost`);
      await page.keyboard.press("Enter");
      assert.equal((await answer).status(), 429);
      await page.getByText("Ring your hub now, or try again in").first().waitFor();
      assert.match(await page.title(), /^Error:/);
      await assertAccessible(page);
    }
    await context.close();
  });
});
