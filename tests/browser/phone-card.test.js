// The card on a phone, from the letter to the counter: what its owner does, and what whoever scans it sees.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { assertAccessible } from "./access.js";
import { newPage, openBrowser } from "./chromium.js";
import { freePort, program, startDemo, startDemoAt } from "./demo.js";
import { held, kept, newPhone, nextSquare, phoneWithCard, putCardOn, settled, showAt, squareOf, stateAt, sync } from "./phone.js";

const minutes = 60 * 1000;
const days = 24 * 60 * minutes;
const run = promisify(execFile);
const interop = resolve(import.meta.dirname, "../interop/verify.js");

describe("the card on a phone", () => {
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

  /** A letter of the demo. Redeemed again within the hour, as each test does, it moves the card to the newest phone. */
  function letter(fits = () => true) {
    const found = demo.activations.find(fits);
    assert.ok(found, "the demo has no such letter");
    return found;
  }

  it("is put there by the letter's link and six numbers, and its square is valid to any camera", async () => {
    const { page, context, complaints } = await phoneWithCard(browser, letter());
    assert.equal(page.url(), `${demo.baseUrl}/card`);
    const { state, words } = await stateAt(browser, await showAt(page, "school"), "School");
    assert.equal(state, "valid");
    const name = await page.locator(".face__name").innerText();
    assert.ok(words.includes(name), `${name} is not in: ${words}`);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("shows a presentation that npm's sd-jwt-vc verifies", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const { stdout } = await run(program, ["unpack", await squareOf(page)]);
    const bundle = await (await fetch(`${demo.baseUrl}/api/offline-bundle`)).text();
    const { issuers, lists } = JSON.parse(Buffer.from(bundle.split(".")[1], "base64url"));
    const told = await new Promise((done, failed) => {
      const child = execFile(process.execPath, [interop], (fault, out) => (fault ? failed(fault) : done(JSON.parse(out))));
      child.stdin.end(JSON.stringify({ text: stdout.trim(), issuers, lists, now: Math.floor(Date.now() / 1000) }));
    });
    assert.equal(told.valid, true, told.why);
    await context.close();
  });

  it("takes the link out of the address before anything else, and redeems nothing before the button is pressed", async () => {
    const { page, context, asked } = await newPhone(browser);
    const { link, tx_code: digits } = letter();
    await page.goto(link);
    await page.locator("#digits").fill(digits);
    await page.waitForLoadState("networkidle");
    assert.equal(page.url(), `${demo.baseUrl}/card/activate`);
    assert.deepEqual(asked.filter((address) => /\/(token|credential)$/.test(address)), []);
    const handle = link.split(".").at(-1);
    assert.deepEqual(asked.slice(1).filter((address) => address.includes(handle) && !address.includes("/offers/")), []);
    await context.close();
  });

  it("opens the letter's link without a network too, in a browser that was there once, and an older letter's", async () => {
    const { page, context, complaints } = await newPhone(browser);
    const { link, tx_code: digits } = letter();
    await page.goto(`${demo.baseUrl}/activate#${link.split("#")[1]}`);
    await page.getByText("We found your card").waitFor();
    assert.equal(page.url(), `${demo.baseUrl}/card/activate`);
    await kept(page);
    await context.setOffline(true);
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("No internet. What you typed is kept.").first().waitFor();
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#digits").fill(digits);
    await page.keyboard.press("Enter");
    await page.locator("#square svg").waitFor();
    assert.equal(page.url(), `${demo.baseUrl}/card`);
    assert.deepEqual(complaints.filter((one) => !one.includes("ERR_INTERNET_DISCONNECTED")), []);
    await context.close();
  });

  it("keeps what was typed when the numbers are wrong, says what to do, and then takes the right ones", async () => {
    const { page, context } = await newPhone(browser);
    const { link, tx_code: digits } = letter();
    const wrong = digits === "123456" ? "654321" : "123456";
    await page.goto(link);
    await page.locator("#digits").fill(wrong);
    await page.getByRole("button", { name: "Put my card on this phone" }).click();
    await page.getByText("After 5 wrong tries a letter stops working").first().waitFor();
    assert.equal(await page.locator("#digits").inputValue(), wrong);
    assert.match(await page.title(), /^Error:/);
    const summary = page.getByRole("alert");
    assert.match(await summary.innerText(), /^There is a problem\s+These numbers did not work/);
    assert.equal(await summary.evaluate((one) => one === document.activeElement), true);
    await assertAccessible(page);
    await summary.getByRole("link").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "digits");
    assert.equal(page.url(), `${demo.baseUrl}/card/activate`);
    await page.locator("#digits").fill(digits);
    await page.keyboard.press("Enter");
    await page.locator("#square svg").waitFor();
    await context.close();
  });

  it("says that a letter is used up, and that there is no internet, each with what to do", async () => {
    const { page, context } = await newPhone(browser);
    await page.goto(`${demo.baseUrl}/card/activate#riverton.AAAAAAAAAAAAAAAAAAAAAA`);
    await page.getByText("This letter is used up or too old").waitFor();
    await page.locator("#code").fill("K7QX-M2RT");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("This code has a letter or number wrong").first().waitFor();
    await page.locator("#code").fill("0000-0000-0000");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("This code does not work").first().waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("No internet. What you typed is kept").first().waitFor();
    assert.equal(await page.locator("#code").inputValue(), "0000-0000-0000");
    await context.close();
  });

  it("asks an iPhone to put Pass on its home screen first", async () => {
    const { page, context } = await newPhone(browser);
    await page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: false }));
    await page.goto(letter().link);
    await page.getByRole("heading", { name: "First, put Pass on your home screen" }).waitFor();
    assert.equal(await page.locator("#digits").count(), 0);
    await page.getByRole("button", { name: "Use it in this browser instead" }).click();
    await page.locator("#digits").waitFor();
    await context.close();
  });

  it("works without a network from the first visit on", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    await context.setOffline(true);
    await page.reload();
    const square = await squareOf(page);
    assert.equal((await stateAt(browser, square)).state, "valid");
    await page.getByText("No internet. Your card still works.").waitFor();
    await context.close();
  });

  it("draws a new square every half minute, with the seconds left, and an old one is refused after three minutes", async () => {
    const { page, context } = await newPhone(browser);
    await page.clock.install({ time: new Date() });
    await putCardOn(page, letter());
    const first = await squareOf(page);
    const drawn = await nextSquare(page);
    await page.clock.runFor(5_000);
    assert.match(await page.locator(".next").innerText(), /^New square in 2[4-6] seconds$/);
    await page.clock.runFor(26_000);
    await drawn();
    assert.notEqual(await squareOf(page), first);
    const later = await newPage(browser);
    await later.page.clock.setFixedTime(Date.now() + 4 * minutes);
    await later.page.goto(first);
    await later.page.getByText("This code is too old").waitFor();
    await later.context.close();
    await context.close();
  });

  it("holds keys that cannot be taken out: one for each setting, and another that stands in no card", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const { credentials, grant, fresh } = await held(page);
    const keys = [...Object.values(credentials), { key: grant.dpop }].map(({ key }) => key.privateKey);
    assert.deepEqual(keys, keys.map(() => ({ extractable: false, type: "private" })));
    assert.deepEqual(Object.values(fresh ?? {}).filter(Boolean), [], "a key was left over");
    await context.close();
  });

  it("shows two verifiers nothing in common: no key, no place in a list, no nonce", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const shown = [];
    for (const setting of Object.keys((await held(page)).credentials)) {
      const { stdout } = await run(program, ["unpack", await showAt(page, setting)]);
      const [card, proof] = stdout.trim().split("~").map((jws) => JSON.parse(Buffer.from(jws.split(".")[1], "base64url")));
      shown.push({ card, proof });
    }
    assert.ok(shown.length > 1, "one setting only");
    for (const told of [
      ({ card }) => card.cnf.jwk.x,
      ({ card }) => card.status.status_list.idx,
      ({ card }) => card.setting,
      ({ proof }) => proof.nonce,
      ({ proof }) => proof.sd_hash,
    ]) {
      const all = shown.map(told);
      assert.equal(new Set(all).size, shown.length, `${told}: ${all}`);
      assert.ok(!all.includes(undefined), `${told}`);
    }
    for (const { card } of shown) assert.equal(card.exp % 86_400, 0, "an end that tells when it was fetched");
    await context.close();
  });

  it("renews by itself what has less than half of its life left, each with a new key", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const { credentials: before } = await held(page);
    await page.evaluate(async (exp) => {
      const opening = indexedDB.open("pass-card");
      await new Promise((done) => (opening.onsuccess = done));
      const writing = opening.result.transaction("held", "readwrite");
      const rows = writing.objectStore("held");
      const reading = rows.get("credentials");
      reading.onsuccess = () => {
        for (const one of Object.values(reading.result)) one.exp = exp;
        rows.put(reading.result, "credentials");
      };
      await new Promise((done) => (writing.oncomplete = done));
      opening.result.close();
    }, Math.floor((Date.now() + 6 * days) / 1000));
    await sync(page);
    const { credentials: renewed } = await held(page);
    const keyOf = ({ text }) => JSON.parse(Buffer.from(text.split(".")[1], "base64url")).cnf.jwk.x;
    const keys = [before, renewed].flatMap((all) => Object.values(all).map(keyOf));
    assert.equal(new Set(keys).size, 2 * Object.keys(before).length, "a key was used again");
    for (const { exp } of Object.values(renewed)) assert.ok(exp * 1000 > Date.now() + 7 * days);
    assert.equal((await stateAt(browser, await squareOf(page))).state, "valid");
    await context.close();
  });

  it("stays on the screen where a filter answers every question with a page of its own", async () => {
    const { page, context, complaints } = await phoneWithCard(browser, letter());
    await context.route(/\/(api|h|\.well-known)\//, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Blocked</h1>" }));
    await page.reload();
    await page.getByText("No internet. Your card still works.").waitFor();
    await squareOf(page);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("loses no card to replies that get lost: of the token, of a credential, of a renewal", async () => {
    const { page, context } = await newPhone(browser);
    await page.clock.install({ time: new Date() });
    const lost = { token: 1, credential: 2 };
    await context.route(/\/h\/[^/]+\/(token|credential)$/, async (route) => {
      const kind = route.request().url().split("/").at(-1);
      if (lost[kind]-- > 0) {
        await route.fetch();
        await route.abort();
      } else await route.continue();
    });
    const { link, tx_code: digits } = letter();
    await page.goto(link);
    await page.locator("#digits").fill(digits);
    await page.getByRole("button", { name: "Put my card on this phone" }).click();
    await page.getByText("No internet. What you typed is kept").first().waitFor();
    await page.getByRole("button", { name: "Put my card on this phone" }).click();
    await page.waitForURL(`${demo.baseUrl}/card`);
    await sync(page);
    await sync(page);
    await page.locator("#square svg").waitFor();
    // Eleven minutes later the token is over; three replies to the renewal are lost.
    lost.token = 3;
    await page.clock.fastForward(11 * minutes);
    for (let round = 0; round < 5; round += 1) await sync(page);
    assert.equal(lost.token < 0, true, "the renewal was not asked for again");
    await page.reload();
    assert.equal((await stateAt(browser, await squareOf(page))).state, "valid");
    await context.close();
  });

  it("keeps the server's time: a phone whose clock says 1970 shows a square that is valid", async () => {
    const { page, context } = await newPhone(browser);
    await page.clock.setFixedTime(new Date("1970-01-02T00:00:00Z"));
    await putCardOn(page, letter());
    assert.equal((await stateAt(browser, await squareOf(page))).state, "valid");
    await context.close();
  });

  it("counts the days without a network, then says what to do, and mends itself", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const start = Date.now();
    await context.setOffline(true);
    const on = async (time) => {
      await page.clock.setFixedTime(time);
      await page.reload();
    };
    assert.ok((await held(page)).photo, "this card has no photo");
    await on(start + 9 * days);
    await page.getByText(/Your card stops working in \d days/).waitFor();
    await squareOf(page);
    await on(start + 15 * days);
    await page.getByRole("heading", { name: "Your card needs internet" }).waitFor();
    assert.equal(await page.locator("#square").count(), 0);
    assert.equal(await page.locator(".photo").count(), 0);
    await on(new Date("1970-01-01T00:00:00Z"));
    await page.getByRole("heading", { name: "Check the time on this phone" }).waitFor();
    await on(start + 3_653 * days);
    await page.getByRole("heading", { name: "This card has ended" }).waitFor();
    assert.equal(await page.locator(".photo, .face__name, #square").count(), 0, "who it was is gone with the card");
    await page.reload();
    await page.getByRole("heading", { name: "This card has ended" }).waitFor();
    assert.equal((await held(page)).photo, undefined, "the photo is kept beyond the card");
    await on(start);
    await context.setOffline(false);
    await sync(page);
    await squareOf(page);
    await context.close();
  });

  it("shows a place no more than its owner chose, and the square from before is refused", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const before = await showAt(page, "school");
    await page.getByRole("link", { name: "Choose what each place sees" }).click();
    const boxes = page.locator("input[name=school]");
    const count = await boxes.count();
    assert.ok(count > 1, "one arrangement only");
    const preview = page.locator(".part", { has: boxes }).locator(".preview li");
    assert.equal(await preview.count(), count);
    await boxes.first().uncheck();
    assert.equal(await preview.count(), count - 1, "what the place will see is shown before it is saved");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. Your card is changed.").waitFor();
    await page.goto(`${demo.baseUrl}/card`);
    await page.waitForFunction((most) => document.querySelectorAll(".lines li").length === most - 1, count);
    assert.equal((await stateAt(browser, await squareOf(page), "School")).state, "valid");
    await seen(async () => (await stateAt(browser, before)).state === "not_in_use");
    await context.close();
  });

  it("is gone from the phone, photo, keys and all, when its owner takes it off, and its squares are refused", async () => {
    const { page, context } = await phoneWithCard(browser, letter(({ hub }) => hub === "harbourside"));
    const square = await squareOf(page);
    await page.goto(`${demo.baseUrl}/card#remove`);
    await page.getByRole("button", { name: "Take it off" }).click();
    await page.getByRole("heading", { name: "No card here yet" }).waitFor();
    assert.deepEqual(await held(page), {});
    await seen(async () => (await stateAt(browser, square)).state === "not_in_use");
    await context.close();
  });

  it("says on an empty page what may have happened, and how to get the card back", async () => {
    const { page, context } = await newPhone(browser);
    await page.goto(`${demo.baseUrl}/card`);
    await page.getByRole("heading", { name: "No card here yet" }).waitFor();
    const words = await page.locator("main").innerText();
    for (const part of ["cleared", "another browser", "private window", "home screen", "Ask your hub for a new letter", "You get the same card back"]) {
      assert.ok(words.includes(part), `${part}: ${words}`);
    }
    await page.getByRole("link", { name: "Lost your phone or card?" }).click();
    await page.waitForURL(`${demo.baseUrl}/lost`);
    await context.close();
  });

  it("is refused within two seconds of its removal", async () => {
    // Of a letter that no other test needs: it ends with the phone.
    const { page, context } = await phoneWithCard(browser, letter((one) => one === demo.activations.at(-1)));
    const square = await squareOf(page);
    const check = async (card) => {
      const answer = await fetch(`${demo.baseUrl}/api/verify`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ card, setting: "school" }),
      });
      return (await answer.json()).state;
    };
    assert.equal(await check(square), "valid");
    const removed = page.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.url().endsWith("/api/card"));
    await page.goto(`${demo.baseUrl}/card#remove`);
    await page.getByRole("button", { name: "Take it off" }).click();
    await removed;
    const since = Date.now();
    while ((await check(square)) !== "not_in_use") {
      assert.ok(Date.now() - since < 2_000, "still taken after two seconds");
      await new Promise((done) => setTimeout(done, 100));
    }
    await context.close();
  });

  it("moves the time to the eye of those who want no motion", async () => {
    const { page, context } = await phoneWithCard(browser, letter(), { reducedMotion: "reduce" });
    assert.match(await page.locator(".ticking").innerText(), /^\d\d:\d\d:\d\d$/);
    const band = await page.locator(".face").evaluate((face) => getComputedStyle(face, "::after").display);
    assert.equal(band, "none");
    await context.close();
  });

  it("shows its square as large as the screen, and small again by keyboard", async () => {
    const { page, context } = await phoneWithCard(browser, letter());
    const small = await page.locator("#square").boundingBox();
    await page.locator("#square").focus();
    await page.keyboard.press("Enter");
    const large = await page.locator("dialog #square").boundingBox();
    assert.ok(large.width > small.width && large.width <= 360, `${small.width} to ${large.width}`);
    await page.getByText("Hard to scan? Turn up your screen.").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".pass #square svg").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "square");
    await context.close();
  });
});

describe("the app around the card", () => {
  it("keeps card and keys when a newer version takes over, and when the operator turns it off", async () => {
    const port = await freePort();
    let demo = await startDemoAt(port);
    const browser = await openBrowser();
    try {
      const { page, context } = await phoneWithCard(browser, demo.activations[0]);
      await settled(page);
      const { credentials: before } = await held(page);
      // Each demo has a new database, which knows nothing of this phone: it is only to bring the app.
      await context.route(/\/(api|h)\//, (route) => route.abort());
      const restart = async (...words) => {
        await demo.stop();
        demo = await startDemoAt(port, ...words);
      };
      const holdsStill = async () => {
        await page.locator("#square svg").waitFor();
        await squareOf(page);
        assert.deepEqual((await held(page)).credentials, before);
      };
      await restart("--language", "en-XA");
      await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        await registration.update();
        const coming = registration.installing ?? registration.waiting;
        if (coming.state !== "installed") await new Promise((done) => coming.addEventListener("statechange", done, { once: true }));
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await page.waitForFunction(() => document.documentElement.lang === "en-XA");
      await holdsStill();
      await restart("--offline-apps", "off");
      const reloaded = page.waitForEvent("load");
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await reloaded;
      await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
      assert.deepEqual(await page.evaluate(() => caches.keys()), []);
      await holdsStill();
      await context.close();
    } finally {
      await browser.close();
      await demo.stop();
    }
  });
});

/** Looks again until it holds: other servers and lists learn of a change within a minute. */
async function seen(holds, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  while (!(await holds())) assert.ok(Date.now() < end, `not seen within ${milliseconds} ms`);
}
