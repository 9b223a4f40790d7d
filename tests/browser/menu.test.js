// The public menu, as a young person meets it: on a small phone, by keyboard, without scripts, without a network, and on paper.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertFits, findings, tabTo, widths } from "./access.js";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";
import { onPaper, wordsOnPaper } from "./paper.js";

const a4 = [210, 297];
const a5 = [148, 210];

describe("the menu", () => {
  let demo;
  let browser;
  /** Every page, once an id is known. */
  let paths;
  let ids;
  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/menu`);
    ids = await page.locator(".menu-card__name a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname.split("/")[2]));
    assert.ok(ids.length >= 10, `only ${ids.length} services stand on the first page`);
    const list = ids.slice(0, 3).join(",");
    paths = [
      "/menu",
      "/menu?kind=break&delivery=in-person&age=13&near=SJ8990&free=1",
      "/menu?q=zebra",
      "/menu?age=nonsense&page=99",
      "/menu/none",
      "/menu/shortlist",
      `/menu/shared?s=${list}`,
      ...["", "/easy-read", "/poster"].map((after) => `/menu/${ids[0]}${after}`),
      ...["print", "booklet", "easy-read"].map((paper) => `/menu/${paper}?s=${list}`),
      `/menu/booklet?s=${list}&fold=yes`,
      "/menu/poster",
    ];
    await context.close();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const width of widths) {
    it(`has nothing for axe to find on any page at ${width} px, by day and by night`, async () => {
      for (const colorScheme of ["light", "dark"]) {
        const { page, context, complaints } = await newPage(browser, { viewport: { width, height: 800 }, colorScheme });
        for (const path of paths) {
          await page.goto(`${demo.baseUrl}${path}`);
          assert.deepEqual(await findings(page), [], `${path}, ${colorScheme}`);
          await assertFits(page);
          assert.ok(await page.getByRole("button", { name: "Exit this page" }).isVisible(), path);
        }
        assert.deepEqual(complaints.filter((one) => !one.includes("404")), []);
        await context.close();
      }
    });
  }

  it("asks nobody else for anything, sets no cookie and keeps nothing of a visit", async () => {
    for (const path of paths.filter((path) => path !== "/menu/shortlist")) {
      const { page, context, asked } = await newPage(browser);
      await page.goto(`${demo.baseUrl}${path}`, { waitUntil: "networkidle" });
      assert.deepEqual(asked.filter((address) => new URL(address).origin !== demo.baseUrl), [], path);
      assert.deepEqual(await context.cookies(), [], path);
      const held = await page.evaluate(async () => [localStorage.length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]);
      assert.deepEqual(held, [0, 0, 0], path);
      await context.close();
    }
  });

  it("leads from a box to a service and back by keyboard alone", async () => {
    const { page, context } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/menu`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Skip to main content");
    await tabTo(page, ".menu-matrix__link");
    await page.keyboard.press("Enter");
    await page.waitForURL(/kind=/);
    await tabTo(page, ".menu-card__name a", 120);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/menu\/[0-9a-f-]{36}/);
    assert.notEqual(await page.locator("h1").innerText(), "");
    await tabTo(page, ".govuk-back-link");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/menu\?kind=/);
    await context.close();
  });

  it("works without JavaScript: boxes, questions, a list in a link", async () => {
    const { page, context } = await newPage(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    await page.goto(`${demo.baseUrl}/menu`);
    const box = page.locator(".menu-matrix__link").first();
    const count = await box.locator("[aria-hidden]").innerText();
    await box.click();
    assert.equal(await page.locator("#found").innerText().then((text) => text.split(" ")[0]), count);
    await page.locator(".menu-ask__summary").first().click();
    await page.locator(".menu-question__summary").nth(2).click();
    const answer = page.locator(".menu-question[open] .govuk-checkboxes__input:not(:checked)").first();
    await answer.check();
    await page.locator(".menu-ask__button").first().click();
    assert.ok((await page.locator(".menu-chosen__one").count()) >= 3, page.url());
    await page.locator(".menu-chosen__one").first().click();
    await page.goto(`${demo.baseUrl}/menu/${ids[0]}`);
    await page.getByRole("link", { name: "Add to a list" }).click();
    assert.equal(new URL(page.url()).search, `?s=${ids[0]}`);
    assert.equal(await page.locator(".menu-card").count(), 1);
    assert.equal(await page.locator("[data-keep]").first().isVisible(), false);
    await context.close();
  });

  it("puts no postcode into any address, found or not", async () => {
    const folder = await mkdtemp(join(tmpdir(), "passport-postcodes-"));
    const file = join(folder, "sk.csv");
    await writeFile(file, '"SK1 3XE",10,389500,389500,"E92000001","","","","",""\n');
    await demo.run("postcodes", "import", file);
    await rm(folder, { recursive: true });
    const { page, context, asked } = await newPage(browser);
    await page.goto(`${demo.baseUrl}/menu`);
    for (const [typed, found] of [["sk1 3xe", true], ["SK9 9ZZ", false]]) {
      await page.locator("#near summary").click();
      await page.locator("#postcode").fill(typed);
      await page.locator("#near button").click();
      await page.waitForURL(found ? /near=SJ8989/ : /\/menu\/near/);
      if (found) assert.match(await page.locator("main").innerText(), /mile/);
      else assert.match(await page.locator(".govuk-error-summary").innerText(), /do not know where/);
    }
    const secrets = asked.filter((address) => /3xe|9zz|%20|postcode/i.test(address));
    assert.deepEqual(secrets, []);
    await context.close();
  });

  it("gives a calendar file that a calendar can read", async () => {
    const { page, context } = await newPage(browser);
    let read = 0;
    for (const id of ids) {
      const answer = await page.request.get(`${demo.baseUrl}/menu/${id}/dates.ics`);
      assert.match(answer.headers()["content-type"], /^text\/calendar/);
      const lines = (await answer.text()).replaceAll("\r\n ", "").split("\r\n").filter(Boolean);
      const open = [];
      for (const line of lines) {
        const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? assert.fail(line);
        if (name === "BEGIN") open.push({ kind: value, lines: {} });
        else if (name === "END") {
          const { kind, lines } = open.pop();
          assert.equal(kind, value);
          if (kind !== "VEVENT") continue;
          read += 1;
          for (const must of ["UID", "DTSTAMP", "DTSTART", "SUMMARY"]) assert.ok(lines[must], `${must} of ${id}`);
        } else open.at(-1).lines[name] = value;
      }
      assert.deepEqual(open, []);
    }
    assert.ok(read > 0, "no service has a date");
    await context.close();
  });

  describe("a list on a phone", () => {
    /** A phone on which the first two services are kept. */
    async function keepTwo() {
      const made = await newPage(browser, { viewport: { width: 390, height: 800 } });
      await made.page.goto(`${demo.baseUrl}/menu`);
      for (const place of [0, 1]) {
        const button = made.page.locator("[data-keep]").nth(place);
        await button.click();
        await made.page.waitForFunction((id) => localStorage.getItem("pass-menu")?.includes(id), ids[place]);
        assert.equal(await button.getAttribute("aria-pressed"), "true");
      }
      // The first that is kept brings the worker: the list need not have been opened to be there without a network.
      await made.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await made.page.goto(`${demo.baseUrl}/menu/shortlist`);
      await made.page.waitForFunction(() => navigator.serviceWorker.controller);
      return made;
    }

    it("opens without a network, whole, wherever one was on the menu", async () => {
      const { page, context, complaints } = await keepTwo();
      const names = await page.locator(".menu-card__name").allInnerTexts();
      assert.equal(names.length, 2);
      await context.setOffline(true);
      for (const path of ["/menu/shortlist", "/menu", `/menu/${ids[0]}`]) {
        await page.goto(`${demo.baseUrl}${path}`);
        assert.deepEqual(await page.locator(".menu-card__name").allInnerTexts(), names, path);
        assert.match(await page.locator("#kept-says").innerText(), /No internet/);
      }
      await page.locator(".menu-question__summary").first().click();
      assert.match(await page.locator(".menu-card").first().innerText(), /What to bring/);
      assert.ok(await page.locator("a[href^='tel:']").first().isVisible());
      assert.deepEqual(await findings(page), []);
      assert.deepEqual(complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(one)), []);
      await context.close();
    });

    it("is emptied again, one by one or at once, and leads to a link to share", async () => {
      const { page, context } = await keepTwo();
      assert.equal(await page.locator("#kept-share").getAttribute("href"), `/menu/shared?s=${ids[0]},${ids[1]}`);
      await page.getByRole("button", { name: /^Take off/ }).first().click();
      assert.equal(await page.locator(".menu-card").count(), 1);
      await page.locator("#kept-clear").click();
      assert.equal(await page.locator(".menu-card").count(), 1, "it asks first");
      await page.locator("#kept-clear").click();
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      assert.ok(await page.getByText("Nothing here yet").isVisible());
      await assertFits(page);
      await context.close();
    });

    it("has nothing for axe to find, full or empty", async () => {
      const { page, context } = await keepTwo();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await findings(page), []);
        await assertFits(page);
      }
      await context.close();
    });

    it("can be installed beside the card, which leads to the menu", async () => {
      const { page, context } = await keepTwo();
      const session = await context.newCDPSession(page);
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
      await page.goto(`${demo.baseUrl}/card`);
      await page.locator("#tabs").getByRole("link", { name: "Menu" }).click();
      await page.waitForURL(`${demo.baseUrl}/menu`);
      await context.close();
    });
  });

  describe("paper", () => {
    const near = ([wide, high], size) => Math.abs(wide - size[0]) < 0.6 && Math.abs(high - size[1]) < 0.6;

    for (const [paper, size, pages] of [
      ["print", a4, () => true],
      ["easy-read", a4, (count) => count >= 3],
      ["booklet", a5, (count) => count % 4 === 0],
      ["booklet?fold=yes", a4.toReversed(), (count) => count % 2 === 0],
    ]) {
      it(`has its size, and pages that add up: ${paper}`, async () => {
        const { page, context } = await newPage(browser, { viewport: { width: 1280, height: 900 } });
        for (const count of [1, 3, 10]) {
          await page.goto(`${demo.baseUrl}/menu/${paper}${paper.includes("?") ? "&" : "?"}s=${ids.slice(0, count).join(",")}`);
          const { sizes } = await onPaper(page);
          for (const one of sizes) assert.ok(near(one, size), `${paper}: ${one.join(" × ")} mm`);
          assert.ok(count < 3 || pages(sizes.length), `${paper}: ${sizes.length} pages of ${count}`);
          if (paper === "booklet") assert.equal(sizes.length, await page.locator(".menu-leaf").count());
        }
        await context.close();
      });
    }

    for (const javaScriptEnabled of [true, false]) {
      it(`holds what a service's page folds away, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
        const { page, context } = await newPage(browser, { javaScriptEnabled, viewport: { width: 390, height: 800 } });
        await page.goto(`${demo.baseUrl}/menu/${ids[0]}`);
        // As a directory's long text is folded, of which the demo has none.
        await page.evaluate(() => {
          const made = (tag, className, ...inside) => {
            const one = Object.assign(document.createElement(tag), { className });
            one.append(...inside);
            return one;
          };
          const text = `${"Far too long for a telephone. ".repeat(40)}Until its very last words.`;
          const summary = made("summary", "menu-question__summary", "Read all of it");
          document.querySelector(".menu-part").append(made("details", "menu-question", summary, made("p", "govuk-body", text)));
        });
        const printed = await wordsOnPaper(page);
        assert.ok(printed.includes("Until its very last words."), printed);
        assert.ok(!printed.includes("Read all of it") && !printed.includes("(/menu"), printed);
        assert.equal(await page.locator(".menu-one details.menu-question[open]").count(), 0, "it is folded again");
        await context.close();
      });
    }

    it("holds all of a list of one's own", async () => {
      const { page, context } = await newPage(browser, { viewport: { width: 390, height: 800 } });
      await page.goto(`${demo.baseUrl}/menu/shortlist`);
      const answer = await page.request.get(`${demo.baseUrl}/menu/kept.json?s=${ids.slice(0, 2)}`);
      const kept = (await answer.json()).services.map((told) => ({ told }));
      await page.evaluate((list) => localStorage.setItem("pass-menu", JSON.stringify(list)), kept);
      await page.reload();
      await page.locator(".menu-card").nth(1).waitFor();
      const printed = await wordsOnPaper(page);
      for (const { told } of kept) for (const { title } of told.parts) assert.ok(printed.includes(title), `${told.name}: ${title}`);
      await context.close();
    });

    it("cuts nothing off in the booklet", async () => {
      const { page, context } = await newPage(browser, { viewport: { width: 1280, height: 900 } });
      await page.goto(`${demo.baseUrl}/menu/booklet`);
      await page.emulateMedia({ media: "print" });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".menu-half, .menu-leaf")]
          .filter((one) => one.scrollHeight > one.clientHeight + 1)
          .map((one) => `${one.className}: ${one.innerText.slice(0, 40)} (${one.scrollHeight} > ${one.clientHeight})`),
      );
      assert.deepEqual(cut, []);
      await context.close();
    });

    for (const path of ["/menu/poster", "/menu/poster?kind=break&near=SJ8990"]) {
      it(`is one page with a square that opens the menu: ${path}`, async () => {
        const { page, context } = await newPage(browser, { viewport: { width: 1280, height: 900 } });
        await page.goto(`${demo.baseUrl}${path}`);
        const { sizes, squares } = await onPaper(page);
        assert.equal(sizes.length, 1);
        assert.ok(near(sizes[0], a4));
        const expected = `${demo.baseUrl}/menu${path.includes("kind") ? "?kind=break" : ""}`;
        assert.deepEqual(squares.flat().map(({ text }) => text), [expected]);
        await context.close();
      });
    }
  });
});
