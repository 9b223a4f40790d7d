// Reviews in a browser: written without a script, by keyboard and with the card on a phone; read by the hub; taken back.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { newPage } from "./chromium.js";
import { openConsole } from "./console.js";
import { phoneWithCard } from "./phone.js";

describe("reviews", () => {
  let desk;
  let worker;
  let called;
  let reviewed;
  let other;
  let code;
  before(async () => {
    desk = await openConsole();
    worker = await desk.signIn({ role: "worker" });
    const answer = await fetch(`${desk.demo.baseUrl}/open-referral/services?per_page=50&hub=riverton`);
    const { contents } = await answer.json();
    called = (name) => contents.find((one) => one.name === name).id;
    [reviewed, other] = [called("Saturday day trips"), called("Homework club")];
    code = desk.demo.card("valid", (card) => card.hub === "riverton").short_code;
  });
  after(() => desk?.stop());

  const stars = async (page) => {
    for (const [name, count] of [["welcome", "5"], ["easy", "3"], ["again", "4"]]) {
      await page.locator(`input[name=${name}][value="${count}"]`).check();
    }
  };

  for (const width of widths) {
    it(`has nothing for axe to find on the public pages at ${width} px`, async () => {
      const { page, context, complaints } = await desk.stranger(width);
      for (const path of [`/menu/${reviewed}/reviews`, `/menu/${reviewed}/review`, "/menu/my-review"]) {
        await page.goto(desk.demo.baseUrl + path);
        await assertAccessible(page);
      }
      await page.goto(`${desk.demo.baseUrl}/menu/${reviewed}/reviews`);
      await page.getByText("5 people wrote about this.").waitFor();
      await page.getByRole("link", { name: "Report this review" }).first().click();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`has nothing for axe to find in the console at ${width} px`, async () => {
      const { page, context, complaints } = await worker.open("/hub/menu/reviews", width);
      await assertAccessible(page);
      await page.locator("table a").first().click();
      await page.getByRole("button", { name: "Show it", exact: true }).waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}/hub/menu/reviews/invitations`);
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it("shows of several services what others say, each in words that fit it", async () => {
    const { page, context } = await desk.stranger(320);
    for (const [name, words] of [["Saturday day trips", "it is windy on the boat"], ["Farm mornings", "Brushing the ponies"], ["Night line", "They listened"]]) {
      await page.goto(`${desk.demo.baseUrl}/menu/${called(name)}`);
      await page.getByRole("heading", { name: "What others say", exact: true }).waitFor();
      await page.goto(`${page.url()}/reviews`);
      await page.getByText(words).waitFor();
    }
    await context.close();
  });

  it("stands in the frame of the menu on every page: the way out, the parts of the menu, whom to ring once", async () => {
    const { page, context } = await desk.stranger(320);
    for (const path of [`/menu/${reviewed}`, `/menu/${reviewed}/reviews`, `/menu/${reviewed}/review`, "/menu/my-review", `/menu/${reviewed}/suggest`]) {
      await page.goto(desk.demo.baseUrl + path);
      await page.getByRole("navigation", { name: "Parts of the menu" }).getByRole("link", { name: "My list" }).waitFor();
      assert.equal(await page.locator("#help-now").count(), 1, path);
      assert.equal(await page.locator("[data-leave]").count(), 1, path);
      assert.equal(await page.locator(".pass-header__name").getAttribute("href"), "/menu", path);
    }
    await context.close();
  });

  it("marks for the hub what may say who somebody is", async () => {
    const { page, context } = await worker.open("/hub/menu/reviews", 320);
    const links = await page.locator("table a").evaluateAll((all) => all.map(({ href }) => href));
    const marks = [];
    for (const link of links) {
      await page.goto(link);
      marks.push(...(await page.locator("mark").allInnerTexts()));
    }
    for (const kind of ["name", "age", "account name", "telephone number"]) {
      assert.ok(marks.some((mark) => mark.endsWith(`(${kind})`)), `${kind}: ${marks}`);
    }
    await context.close();
  });

  it("is written by keyboard without a script, and keeps what was typed when something is wrong", async () => {
    const { page, context } = await newPage(desk.browser, { javaScriptEnabled: false });
    await page.goto(`${desk.demo.baseUrl}/menu/${other}/review`);
    const top = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    assert.equal(top[0], "Before you start");
    await tabTo(page, "#good");
    await page.keyboard.type("The climbing wall");
    await tabTo(page, "#code");
    await page.keyboard.type(code.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Choose how welcome you felt" }).waitFor();
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.locator("#good").inputValue(), "The climbing wall");
    await assertNoScriptFits(page);
    await stars(page);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    const own = await page.locator(".pass-review-code").innerText();
    await page.getByRole("link", { name: "See your review" }).click();
    await page.locator("#code").fill(own);
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText("The hub has not read it yet.").waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("You took it back.").waitFor();
    await context.close();
  });

  const assertNoScriptFits = async (page) => {
    const box = await page.locator("form[data-review]").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
  };

  it("is written with the card on a phone, shown by the hub, and taken back on the phone", async () => {
    const activation = desk.demo.activations.find(({ hub }) => hub === "riverton");
    const { page, context } = await phoneWithCard(desk.browser, activation);
    await page.goto(`${desk.demo.baseUrl}/menu/${other}/review`);
    await page.getByText("Your card is on this phone, so you need no code.").waitFor();
    assert.ok(!(await page.locator("#code").isVisible()));
    await assertAccessible(page);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Choose how welcome you felt").waitFor();
    await stars(page);
    await page.locator("#story").fill("Written on my phone");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await page.getByText("This phone keeps the way back to it for you.").waitFor();
    await assertAccessible(page);

    const hub = await worker.open("/hub/menu/reviews");
    const links = await hub.page.locator("table a").evaluateAll((all) => all.map(({ href }) => href));
    for (const link of links) {
      await hub.page.goto(link);
      if (await hub.page.getByText("Written on my phone").isVisible()) break;
    }
    await hub.page.getByRole("button", { name: "Show it", exact: true }).click();
    await hub.page.getByText("It shows on the menu now.").waitFor();
    await hub.context.close();

    await page.getByRole("link", { name: "See your review" }).click();
    await page.getByText("It shows on the menu.").waitFor();
    await assertAccessible(page);
    await page.goto(`${desk.demo.baseUrl}/menu/${other}/reviews`);
    await page.getByText("Written on my phone").waitFor();
    await page.goto(`${desk.demo.baseUrl}/menu/my-review`);
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("You took it back.").waitFor();
    await page.goto(`${desk.demo.baseUrl}/menu/${other}/reviews`);
    await page.getByText("Nobody has written about this yet.").waitFor();
    await context.close();
  });

  it("says on a manager's first page and in the inbox that a colleague asks to open an envelope, and then on the colleague's", async () => {
    const manager = await desk.signIn({ role: "manager" });
    const asking = await worker.open("/hub/menu/reviews");
    await asking.page.getByRole("link", { name: "Friday late for teens" }).first().click();
    const review = asking.page.url();
    await asking.page.getByRole("button", { name: "Somebody may be in danger" }).click();
    await asking.page.locator("#why").fill("Afraid to go home");
    await asking.page.getByRole("button", { name: "Ask a colleague to open it" }).click();
    await asking.page.getByText("Asked. It stands on the first page").waitFor();
    for (const path of ["/hub", "/hub/inbox"]) {
      for (const width of widths) {
        const { page, context } = await manager.open(path, width);
        const link = page.getByRole("link", { name: /asks you to open the envelope of a review about Friday late for teens/ });
        assert.equal(await link.getAttribute("href"), `${new URL(review).pathname}#who`);
        await assertAccessible(page);
        await context.close();
      }
    }
    const { page, context } = await manager.open("/hub", 320);
    await page.getByRole("link", { name: /asks you to open the envelope/ }).click();
    await page.getByRole("button", { name: "Open it", exact: true }).click();
    await page.getByText("You see this once").waitFor();
    await page.goto(`${desk.demo.baseUrl}/hub`);
    assert.equal(await page.getByText("envelope").count(), 0);
    await context.close();
    await asking.page.goto(`${desk.demo.baseUrl}/hub`);
    await asking.page.getByRole("link", { name: /The envelope that you asked for is open/ }).click();
    await asking.page.getByRole("button", { name: "Show me once" }).waitFor();
    await asking.context.close();
  });
});
