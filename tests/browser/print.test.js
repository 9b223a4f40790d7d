// What staff print, on real paper sizes: every square is read back, also from a bad print, and no name is cut off.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, findings, tabTo, widths } from "./access.js";
import { newPage } from "./chromium.js";
import { openConsole } from "./console.js";
import { onPaper } from "./paper.js";

const cr80 = [85.6, 54];
const a4 = [210, 297];
const leastModule = 0.4;

/** Names as people have them, the shortest and the longest that a card takes, with and without a surname. */
const names = [
  ["Z", ""],
  ["Zoë", "Marsh"],
  ["Christopher-Alexander", "Montgomery"],
  ["Konstantinopolis", "Marsh"],
  ["WWWWWWWWWWWWWWWWWWWWWWWW", ""],
  ["Nathaniel", "Brown"],
  ["美咲", "田中"],
  ["Олена", "Коваленко"],
  ["عبد الرحمن", ""],
  ["שירה", "כהן"],
];

/** As much as a card takes: every arrangement of school, pharmacy and GP, with a place and a role of 24 letters. */
const fullest = (place, role) => [
  `school/time-out:60:${place}`,
  "school/phone-on-silent",
  "school/late-arrival",
  "school/leave-early:45",
  "school/homework-time",
  `school/speak-to:${role}`,
  "pharmacy/collect-arranged:2026-03-03",
  "gp/flexible-appointments",
  "gp/may-discuss:medicines+appointments:2026-03-03",
];

describe("paper", () => {
  let hall;
  let staff;
  const cards = { usual: [], hard: [], fare: undefined, withdrawn: undefined };

  /** Adds somebody with cards at the command line; gives the cards' ids. */
  async function issue(hub, [given, family], arrangements) {
    const surname = family ? ["--family", family] : [];
    const added = await hall.demo.asked("carer", "add", "--hub", hub, "--given", given, ...surname, "--born", "2012-05-14", "--even-so");
    const chosen = arrangements.flatMap((one) => ["--arrange", one]);
    const issued = await hall.demo.asked("card", "issue", "--hub", hub, "--carer", added.carer_id, ...chosen);
    return { carer: added.carer_id, ids: issued.cards.map((card) => card.card_id) };
  }

  before(async () => {
    hall = await openConsole();
    staff = await hall.signIn({ hub: "riverton", role: "worker" });
    for (const name of names) {
      const { ids } = await issue("riverton", name, ["school/time-out:10:library", "school/phone-on-silent", "school/speak-to:head-of-year"]);
      cards.usual.push(...ids);
    }
    const hard = await issue("riverton", ["Maximiliana-Josephine-XY", "Marsh"], fullest("Wellbeing and music wing", "Assistant Head of Year W"));
    const both = await issue("riverton", ["Aoife", "O'Neill"], ["school/late-arrival", "transport/fare:16-18"]);
    cards.hard.push(...hard.ids);
    cards.fare = both.ids[1];
    const gone = await issue("riverton", ["Tom", "Reed"], ["school/late-arrival"]);
    cards.withdrawn = gone.ids[0];
    await hall.demo.run("card", "withdraw", cards.withdrawn, "--hub", "riverton");
  });
  after(() => hall?.stop());

  /** Opens the page that prints these cards, as a button of the console does. */
  async function open(paper, ids, width = 1280, options = {}) {
    const visit = await staff.page(width, options);
    await visit.page.goto(`${hall.demo.baseUrl}/hub`);
    const csrf = await visit.page.locator("input[name=csrf]").first().inputValue();
    const fields = [["csrf", csrf], ["as", paper], ...ids.map((id) => ["card", id])];
    await visit.page.evaluate(sendForm, fields);
    await visit.page.waitForURL(`${hall.demo.baseUrl}/hub/print`);
    return visit;
  }

  const everything = () => [...cards.usual, ...cards.hard, cards.fare];
  /** A letter each takes its time: the shortest name, the widest, the fullest card, and a fare. */
  const some = () => [cards.usual[0], cards.usual[4], ...cards.hard, cards.fare];
  const sheets = {
    cards: { size: cr80, ids: everything, pages: (count) => count * 2 },
    sheet: { size: a4, ids: everything, pages: (count) => Math.ceil(count / 5) },
    letter: { size: a4, ids: some, pages: (count) => count },
  };

  for (const [paper, { size, ids, pages }] of Object.entries(sheets)) {
    it(`has its exact size, and every square is read back: ${paper}`, async () => {
      const { page, context } = await open(paper, ids());
      const { sizes, squares, poor } = await onPaper(page);
      assert.equal(sizes.length, pages(ids().length));
      for (const [wide, high] of sizes) {
        assert.ok(Math.abs(wide - size[0]) < 0.2 && Math.abs(high - size[1]) < 0.2, `${wide} × ${high} mm`);
      }
      const texts = squares.flat().map(({ text }) => text);
      assert.equal(new Set(texts).size, ids().length);
      assert.ok(texts.every((text) => text.startsWith(`${hall.demo.baseUrl}/v#`)));
      assert.deepEqual(poor.flat().map(({ text }) => text).sort(), texts.toSorted());
      for (const { module_mm: side } of squares.flat()) assert.ok(side >= leastModule, `a module of ${side} mm`);
      await context.close();
    });

    for (const width of widths) {
      it(`is a page that anybody can use at ${width} px: ${paper}`, async () => {
        const { page, context, complaints } = await open(paper, [...cards.usual.slice(0, 3), cards.fare, cards.withdrawn], width);
        await assertAccessible(page);
        assert.match(await page.locator(".pass-tools").innerText(), /Tom Reed: this card was withdrawn/);
        assert.deepEqual(complaints, []);
        assert.ok(await page.getByRole("button", { name: "Print" }).isVisible());
        await context.close();
      });
    }

    it(`cuts nothing off, however long a name or a list is: ${paper}`, async () => {
      const { page, context } = await open(paper, everything());
      assert.deepEqual(await page.evaluate(cutOff), []);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await page.evaluate(cutOff), []);
      await page.locator(".pass-face__name p").first().evaluate((name) => name.append("W".repeat(99)));
      assert.notDeepEqual(await page.evaluate(cutOff), [], "a name that is too long would be found");
      await context.close();
    });
  }

  it("cuts nothing off of a hub with the longest name either, in the files that the command line writes", async () => {
    const longest = "Northumberland and Tyneside Young People's Passport Hub Team";
    for (const [slug, name, accent] of [["longest", longest, "#767676"], ["other-way", "מרכז הנוער של הצפון והדרום, קומה שלישית", "#0b5d5e"]]) {
      await hall.demo.run("hub", "add", "--slug", slug, "--name", name, "--telephone", "+44 1632 960100", "--accent", accent);
      const all = [...names.slice(0, 5), ["Maximiliana-Josephine-XY", ""]];
      const ids = [];
      for (const one of all) ids.push(...(await issue(slug, one, fullest("Library", "Head of Year"))).ids);
      ids.push(...(await issue(slug, ["Tom", ""], ["transport/fare:concession"])).ids);
      for (const paper of Object.keys(sheets)) {
        const { page, context } = await newPage(hall.browser, { viewport: { width: 1280, height: 900 } });
        await page.setContent(await hall.demo.run("card", "print", ...ids, "--as", paper, "--hub", slug));
        assert.deepEqual(await page.evaluate(cutOff), [], `${slug}, ${paper}`);
        assert.deepEqual(await findings(page), [], `${slug}, ${paper}`);
        await context.close();
      }
    }
  });

  it("shows a printed card's words and no screen's: nothing but faces reaches the paper", async () => {
    const { page, context } = await open("sheet", cards.usual.slice(0, 1));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".pass-tools").isVisible(), false);
    await context.close();
  });

  it("is left by keyboard, for the record of the young person whose cards they are", async () => {
    const { page, context } = await open("letter", cards.usual.slice(1, 2), 320);
    await tabTo(page, ".pass-tools a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/hub\/carers\//);
    await context.close();
  });

  it("says what to do when nothing is chosen, or nothing can be printed", async () => {
    for (const [ids, said] of [[[], "No card is chosen"], [[cards.withdrawn], "None of the cards that you chose can be printed"]]) {
      const { page, context } = await open("sheet", ids, 320);
      assert.match(await page.locator("main").innerText(), new RegExp(said));
      await assertAccessible(page);
      await context.close();
    }
  });

  describe("setting up a printer", () => {
    for (const width of widths) {
      it(`can be used by anybody at ${width} px, with and without a fault`, async () => {
        const { page, context } = await staff.page(width);
        await page.goto(`${hall.demo.baseUrl}/hub/print/calibration`);
        await assertAccessible(page);
        await page.locator("#left").fill("a thumb");
        await page.getByRole("button", { name: "Save for my prints" }).click();
        assert.match(await page.title(), /^Error:/);
        assert.equal(await page.locator("#left").inputValue(), "a thumb");
        await assertAccessible(page);
        await context.close();
      });
    }

    it("prints a sheet of A4 on which lines, a card and both squares have their size", async () => {
      const { page, context } = await staff.page(1280);
      await page.goto(`${hall.demo.baseUrl}/hub/print/calibration`);
      const { sizes, squares, poor } = await onPaper(page);
      assert.equal(sizes.length, 1);
      assert.ok(Math.abs(sizes[0][0] - a4[0]) < 0.2 && Math.abs(sizes[0][1] - a4[1]) < 0.2);
      const sides = squares.flat().map((square) => square.module_mm).toSorted();
      assert.equal(sides.length, 2);
      assert.ok(Math.abs(sides[0] - 0.4) < 0.01 && Math.abs(sides[1] - 0.52) < 0.01, String(sides));
      assert.ok([...squares, ...poor].flat().every(({ text }) => text === `${hall.demo.baseUrl}/v`));
      assert.equal(poor.flat().length, 2);
      await context.close();
    });

    it("moves the next sheet by what was measured, without JavaScript", async () => {
      const before = await firstStrip();
      const { page, context } = await staff.page(320, { javaScriptEnabled: false });
      await page.goto(`${hall.demo.baseUrl}/hub/print/calibration`);
      await page.locator("#left").fill("21,5");
      await page.locator("#top").fill("19");
      await page.locator("main form button").click();
      assert.match(await page.locator("main").innerText(), /moved now: −1.5 mm to the right, 1 mm down/);
      await context.close();
      const after = await firstStrip();
      const millimetre = 96 / 25.4;
      assert.ok(Math.abs(after.x - before.x + 1.5 * millimetre) < 0.1, `${before.x} → ${after.x}`);
      assert.ok(Math.abs(after.y - before.y - millimetre) < 0.1, `${before.y} → ${after.y}`);
    });

    async function firstStrip() {
      const { page, context } = await open("sheet", cards.usual.slice(0, 1));
      await page.emulateMedia({ media: "print" });
      const box = await page.locator(".pass-strip").boundingBox();
      await context.close();
      return box;
    }
  });
});

/** Sends a form that stands on a page of ours. */
function sendForm(fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/hub/print" });
  for (const [name, value] of fields) form.append(Object.assign(document.createElement("input"), { name, value }));
  document.body.append(form);
  form.submit();
}

/** What of the faces and letters stands beyond its own box or the box around it, one line each. */
function cutOff() {
  const within = (inner, outer) =>
    inner.top > outer.top - 1 && inner.bottom < outer.bottom + 1 && inner.left > outer.left - 1 && inner.right < outer.right + 1;
  const isCut = (box) =>
    box.scrollHeight > box.clientHeight + 1 ||
    box.scrollWidth > box.clientWidth + 1 ||
    !within(box.getBoundingClientRect(), box.parentElement.getBoundingClientRect());
  const boxes = document.querySelectorAll(".pass-letter, .pass-face, .pass-face :is(div, p, ul, li)");
  return [...boxes].filter(isCut).map((box) => `${box.className}: ${box.textContent.trim().slice(0, 60)}`);
}
