// The checker at /check: a camera that sees a printed card, and what it says with the network, without it, and when its list is
// of no use.

import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertAccessible } from "./access.js";
import { openFilmingBrowser, picture } from "./camera.js";
import { newPage, openBrowser } from "./chromium.js";
import { freePort, startDemoAt } from "./demo.js";

const hours = 60 * 60 * 1000;
const days = 24 * hours;
const screen = { viewport: { width: 360, height: 740 } };

describe("the checker at /check", () => {
  let port;
  let demo;
  let filming;
  let browser;
  before(async () => {
    port = await freePort();
    demo = await startDemoAt(port);
    filming = await openFilmingBrowser();
    browser = filming.browser;
  });
  after(async () => {
    await filming?.stop();
    await demo?.stop();
  });

  const named = () => demo.card("valid", ({ name, hub }) => name && hub);

  /** A device that was told where it is; `before` is done to its page before it opens. */
  async function visit({ place = "School", before = async () => {}, ...options } = {}) {
    const made = await newPage(browser, { ...screen, ...options });
    await before(made.page);
    await made.page.goto(`${demo.baseUrl}/check`);
    if (place) await made.page.getByRole("button", { name: place, exact: true }).click();
    return made;
  }

  /** The same, with today's list and the worker in place: from here on it needs no network. */
  async function visitReady(options) {
    const made = await visit(options);
    await made.page.getByText(/^Oldest list from \d\d:\d\d today/).waitFor();
    await made.page.waitForFunction(() => navigator.serviceWorker.controller);
    return made;
  }

  /** Puts a card's square into the camera as it stands on paper. */
  const filmSquare = (text) => filmDrawn((page) => showSquare(page, text));

  /** Puts an empty page into the camera: an answer would take the camera's place on the screen. */
  const filmNoSquare = () => filmDrawn(async () => {});

  async function filmDrawn(draw) {
    const { page, context } = await newPage(browser, { viewport: { width: 640, height: 480 } });
    await draw(page);
    await filming.film(page);
    await context.close();
  }

  /** Draws a square by our own printing of its card. */
  async function showSquare(page, text) {
    const { print_url: sheet } = demo.cards.find(({ square }) => square === text);
    await page.setViewportSize({ width: 1280, height: 960 });
    await page.goto(sheet);
    await page.locator(".pass-face__square, .pass-face svg").first().scrollIntoViewIfNeeded();
  }

  const openCamera = (page) => page.getByRole("button", { name: "Open the camera" }).click();
  const state = async (page) => {
    await page.locator("#answer [data-state]").waitFor();
    return page.locator("#answer [data-state]").getAttribute("data-state");
  };
  const headline = async (page) => {
    await page.locator("#headline").waitFor();
    return page.locator("#headline").innerText();
  };

  /** What a scanner at a counter does. Playwright's own keyboard is American and has no £. */
  const scan = async (page, text) => {
    const [before, after] = text.split("£");
    await page.keyboard.type(before);
    if (after) {
      await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "£", bubbles: true })));
      if (await page.evaluate(() => document.activeElement.id === "code")) await page.keyboard.insertText("£");
      await page.keyboard.type(after);
    }
    await page.keyboard.press("Enter");
  };

  it("films a card, says that it is valid, and offline says so with the age of its list", async () => {
    const card = named();
    await filmSquare(card.square);
    const { page, context, complaints, asked } = await visitReady();
    await openCamera(page);
    assert.equal(await headline(page), "Card is valid");
    await page.locator("#answer").getByText(card.name).waitFor();
    assert.deepEqual(asked.filter((address) => new URL(address).origin !== demo.baseUrl), []);
    assert.ok(!asked.some((address) => address.includes(card.square.split("#")[1].slice(0, 30))));
    await context.setOffline(true);
    await page.reload();
    await openCamera(page);
    assert.equal(await headline(page), "Valid, checked offline");
    assert.match(await page.locator("#answer").innerText(), /list from \d\d:\d\d today/);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  it("checks the card that a scanner types, also one set to an American keyboard", async () => {
    const { page, context } = await visitReady();
    const anywhere = async (text) => {
      await page.locator("#check-title").focus();
      await scan(page, text);
    };
    const inTheField = async (text) => {
      await page.locator("#code").focus();
      await scan(page, text);
    };
    for (const type of [anywhere, inTheField]) {
      for (const text of [named().square, named().short_code, named().square.replace("#", "£")]) {
        await type(text);
        assert.equal(await headline(page), "Card is valid");
        await page.getByRole("button", { name: "Check another card" }).click();
      }
    }
    await context.close();
  });

  it("refuses a withdrawn card online at once, and offline from the next list on", async () => {
    const card = demo.card("valid", ({ name, hub, square }) => hub && name && square !== named().square);
    const ready = await visitReady();
    await ready.context.setOffline(true);
    await demo.withdraw(card);
    await scan(ready.page, card.square);
    assert.equal(await state(ready.page), "valid_offline");
    await ready.page.getByRole("button", { name: "Check another card" }).click();
    await ready.context.setOffline(false);
    await refusedWithin(60_000, ready.page, card);
    await ready.context.setOffline(true);
    await ready.page.reload();
    await scan(ready.page, card.square);
    assert.equal(await headline(ready.page), "Card not in use");
    await ready.context.close();
  });

  it("names what is none of our cards, and never opens it", async () => {
    const { page, context, asked } = await visitReady();
    const digits = named().square.split("#")[1];
    for (const [text, words] of [
      ["https://evil.example/free-money?x=1", "This square opens another address: evil.example. It was not opened."],
      [`https://pass.evil.example/v#${digits}`, "This square opens another address: pass.evil.example. It was not opened."],
      ["WIFI:T:WPA;S:School;P:secret;;", "This square does not hold a card."],
      [`${demo.baseUrl}/v`, "This is the square of the poster. Scan the one on the card."],
      [`${demo.baseUrl}/card/activate#riverton.abc`, "This square opens another page of ours. It is not a card."],
    ]) {
      await scan(page, text);
      assert.equal(await headline(page), "Not one of our cards");
      await page.locator("#answer").getByText(words).waitFor();
      assert.equal(await page.locator("#answer a").count(), 0, "it can be opened");
      await page.getByRole("button", { name: "Check another card" }).click();
    }
    assert.deepEqual(asked.filter((address) => !address.startsWith(demo.baseUrl)), []);
    await scan(page, demo.card("foreign").square);
    assert.equal(await headline(page), "Not one of our cards");
    await context.close();
  });

  it("cannot check before it ever had a list: nothing is called good or withdrawn", async () => {
    const { page, context } = await visit({ before: (page) => page.route("**/api/offline-bundle", (route) => route.abort()) });
    await page.getByText("This device has no list of cards yet").waitFor();
    for (const card of [named(), demo.card("withdrawn")]) {
      await scan(page, card.square);
      assert.equal(await headline(page), "Can't check right now");
      await page.locator("#answer").getByText("no list of cards yet").waitFor();
      await page.getByRole("button", { name: "Check another card" }).click();
    }
    await scan(page, "https://evil.example/");
    assert.equal(await headline(page), "Not one of our cards");
    await context.close();
  });

  it("cannot check with an empty list, and says so, with the network and without", async () => {
    const { root, bundle } = await emptyBundle();
    const before = async (page) => {
      await page.route("**/api/offline-bundle", (route) => route.fulfill({ body: bundle }));
      // A device that was given the key of that list.
      await page.route("**/check", async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(/data-root="[\w-]{44}"/, `data-root="${root}"`);
        await route.fulfill({ response: answer, body });
      });
    };
    const { page, context } = await visit({ before, serviceWorkers: "block" });
    await page.locator("#age").getByText("The list on this device is empty, so it cannot check.").waitFor();
    for (const isOffline of [false, true]) {
      await context.setOffline(isOffline);
      for (const card of [named(), demo.card("withdrawn")]) {
        await scan(page, card.square);
        assert.equal(await headline(page), "Can't check right now");
        await page.locator("#answer").getByText("nothing can be said about any card").waitFor();
        await assertAccessible(page);
        await page.getByRole("button", { name: "Check another card" }).click();
      }
    }
    await context.close();
  });

  it("says how old its list is, warns when it is old, and checks no more when it is too old", async () => {
    const { page, context } = await visitReady();
    await context.setOffline(true);
    const now = Date.now();
    for (const [later, age, words] of [
      [14 * hours, /^Oldest list from \d\d:\d\d/, "Valid, checked offline"],
      [2 * days, /It is over a day old. Go online when you can.$/, "Valid, checked offline"],
      [9 * days, /^The list on this device is 9 days old/, "Can't check right now"],
      [3652 * days, /^The list on this device is 365\d days old/, "Can't check right now"],
      [1000 - now, /^The clock on this device looks wrong. It says 1 January 1970/, "Can't check right now"],
    ]) {
      await page.clock.setFixedTime(now + later);
      await page.reload();
      await page.locator("#age").getByText(age).waitFor();
      await scan(page, named().square);
      assert.equal(await headline(page), words);
      const { amber } = await page.locator("#answer section").evaluate(({ classList }) => ({ amber: classList.contains("pass-answer--amber") }));
      assert.equal(amber, later === 2 * days);
    }
    await context.close();
  });

  for (const [what, now] of [["1970", 1000], ["ten years ahead", Date.now() + 3652 * days]]) {
    it(`says that the clock is wrong, online too, when it stands at ${what}`, async () => {
      const { page, context } = await visit({ before: (page) => page.clock.setFixedTime(now) });
      await page.locator("#age").getByText("The clock on this device looks wrong.").waitFor();
      await scan(page, named().square);
      assert.equal(await headline(page), "Can't check right now");
      await page.locator("#answer").getByText("The clock on this device looks wrong.").waitFor();
      await context.close();
    });
  }

  it("checks a typed code online, and offline says that a code needs the internet", async () => {
    const { page, context } = await visitReady();
    const type = async (text) => {
      await page.locator("#code").fill(text);
      await page.locator("#typed button").click();
    };
    await type("K7QX-M2RT-99");
    await page.locator(".govuk-error-summary").waitFor();
    await type(named().short_code);
    assert.equal(await headline(page), "Card is valid");
    await page.getByRole("button", { name: "Check another card" }).click();
    await context.setOffline(true);
    await type(named().short_code);
    assert.equal(await headline(page), "Can't check right now");
    await page.locator("#answer").getByText("A typed code needs the internet.").waitFor();
    await context.close();
  });

  it("reads a picture, and says when there is no square in it or it is none", async () => {
    const { page, context, complaints } = await visitReady();
    const paper = await newPage(browser);
    await showSquare(paper.page, named().square);
    const choose = (buffer, mimeType = "image/jpeg") => page.locator("#picture").setInputFiles({ name: "card.jpg", mimeType, buffer });
    await choose(Buffer.from("no picture"));
    await page.getByText("This picture cannot be opened.").waitFor();
    await choose(await page.screenshot({ type: "jpeg" }));
    await page.getByText("No square was found in this picture.").waitFor();
    await choose(await picture(paper.page));
    assert.equal(await headline(page), "Card is valid");
    assert.equal(await page.locator("#picture").inputValue(), "");
    assert.deepEqual(complaints, []);
    await context.close();
    await paper.context.close();
  });

  it("keeps to the place it was told until somebody changes it", async () => {
    const { page, context } = await visitReady();
    await page.reload();
    await page.getByText("You are checking for: School").waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByRole("button", { name: "Bus or train", exact: true }).click();
    await scan(page, named().square);
    assert.equal(await state(page), "valid_not_here");
    await context.close();
  });

  it("clears an answer by itself, films the next card, and does not take the same one twice", async () => {
    await filmSquare(named().square);
    const { page, context } = await visit({ before: (page) => page.clock.install({ time: new Date() }) });
    await openCamera(page);
    // The page's clock goes by itself until here: were it hurried on, the check would give up waiting for the server.
    await headline(page);
    await page.clock.runFor(10_000);
    await page.getByText("The answer was cleared.").waitFor();
    assert.ok(!(await page.locator("main").innerText()).includes(named().name));
    for (let looks = 0; looks < 20; looks += 1) await page.clock.runFor(100);
    assert.equal(await page.locator("#headline").count(), 0);
    await context.close();
  });

  it("lets the camera go when nobody looks, and opens it again", async () => {
    await filmNoSquare();
    const { page, context } = await visit();
    await openCamera(page);
    await page.getByText("Hold the square inside the frame.").waitFor();
    const seen = (hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    const filmed = () => page.locator("#seen").evaluate((video) => video.srcObject !== null);
    await seen(true);
    assert.equal(await filmed(), false);
    await seen(false);
    await page.waitForFunction(() => document.querySelector("#seen").srcObject !== null);
    await page.getByRole("button", { name: "Close the camera" }).click();
    assert.equal(await filmed(), false);
    assert.equal(await page.evaluate(() => document.activeElement.id), "open-camera");
    await context.close();
  });

  it("says what to do when the camera is refused and when there is none", async () => {
    // A camera that nobody is asked about is refused by a browser without windows.
    for (const [switches, permissions, words] of [
      [[], ["camera"], "no camera that we can use"],
      [["--use-fake-device-for-media-stream"], [], "The camera is not allowed"],
    ]) {
      const other = await openBrowser(...switches);
      const { page, context } = await newPage(other, screen);
      await context.grantPermissions(permissions, { origin: demo.baseUrl });
      await page.goto(`${demo.baseUrl}/check`);
      await page.getByRole("button", { name: "School", exact: true }).click();
      await openCamera(page);
      await page.locator("#camera-says").getByText(words).waitFor();
      assert.ok(await page.locator("#code").isVisible());
      await other.close();
    }
  });

  it("asks for a newer list by itself after a quarter of an hour, while somebody looks", async () => {
    const { page, context, asked } = await visit({ before: (page) => page.clock.install(), serviceWorkers: "block" });
    await page.getByText(/^Oldest list from \d\d:\d\d today/).waitFor();
    const lists = () => asked.filter((address) => address.endsWith("/api/offline-bundle")).length;
    const first = lists();
    assert.ok(first > 0);
    await page.clock.fastForward("14:00");
    await page.waitForTimeout(300);
    assert.equal(lists(), first, "sooner than the list can have changed");
    const asking = page.waitForRequest("**/api/offline-bundle");
    await page.clock.fastForward("02:00");
    await asking;
    await context.close();
  });

  it("reads with the browser's own detector where it has one, and then loads no other reader", async () => {
    const card = named();
    const before = (page) =>
      page.addInitScript((square) => {
        globalThis.BarcodeDetector = class {
          static getSupportedFormats = async () => ["qr_code"];
          detect = async () => [{ rawValue: square }];
        };
      }, card.square);
    // The worker keeps the other reader for browsers without one; here it stays out of it.
    const { page, context, asked } = await visit({ before, serviceWorkers: "block" });
    await openCamera(page);
    assert.equal(await headline(page), "Card is valid");
    assert.deepEqual(asked.filter((address) => address.includes("zxing") || address.endsWith(".wasm")), []);
    await context.close();
  });

  it("turns the camera's light on and off, and changes to the other camera and back", async () => {
    await filmNoSquare();
    const before = (page) =>
      page.addInitScript(() => {
        const devices = navigator.mediaDevices;
        const open = devices.getUserMedia.bind(devices);
        const told = { lights: [], opened: [] };
        globalThis.told = told;
        devices.enumerateDevices = async () => ["back", "front"].map((deviceId) => ({ kind: "videoinput", deviceId }));
        devices.getUserMedia = async ({ video: { deviceId } }) => {
          const stream = await open({ video: true });
          const [track] = stream.getVideoTracks();
          const own = deviceId?.exact ?? "back";
          told.opened.push(own);
          track.getSettings = () => ({ deviceId: own });
          // The one at the back has a light, as on a phone.
          track.getCapabilities = () => (own === "back" ? { torch: true } : {});
          track.applyConstraints = async ({ advanced: [{ torch }] }) => void told.lights.push(torch);
          return stream;
        };
      });
    const { page, context } = await visit({ before });
    await openCamera(page);
    const button = (name) => page.locator("#camera-controls").getByRole("button", { name, exact: true });
    const told = () => page.evaluate(() => globalThis.told);
    for (const pressed of ["true", "false"]) {
      await button("Light").click();
      assert.equal(await button("Light").getAttribute("aria-pressed"), pressed);
    }
    assert.deepEqual((await told()).lights, [true, false]);
    await button("Other camera").click();
    await button("Light").waitFor({ state: "detached" });
    await button("Other camera").click();
    await button("Light").waitFor();
    assert.deepEqual((await told()).opened, ["back", "front", "back"]);
    await context.close();
  });

  it("keeps nothing of a check on the device", async () => {
    const { page, context } = await visitReady();
    const kept = () =>
      page.evaluate(async () => {
        const opening = indexedDB.open("pass-checker");
        await new Promise((done) => (opening.onsuccess = done));
        const reading = opening.result.transaction("held").objectStore("held").getAll();
        await new Promise((done) => (reading.onsuccess = done));
        opening.result.close();
        return JSON.stringify([reading.result, { ...localStorage }, await caches.keys()]);
      });
    const before = await kept();
    await scan(page, named().square);
    await page.locator("#answer").getByText(named().name).waitFor();
    assert.equal(await kept(), before);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.ok(!(await page.locator("main").innerText()).includes(named().name));
    await context.close();
  });

  it("does not take lists signed with another key, says so, and goes on with what it holds until told otherwise", async () => {
    const { page, context } = await visitReady();
    const before = named();
    await demo.stop();
    // Another server at the same address, with a key and cards of its own.
    demo = await startDemoAt(port);
    await page.reload();
    await page.getByText("New lists are signed with a key that this device does not know").waitFor();
    await scan(page, before.square);
    assert.equal(await state(page), "valid_offline");
    await page.getByRole("button", { name: "Check another card" }).click();
    await scan(page, named().square);
    assert.equal(await headline(page), "Not one of our cards");
    await page.getByRole("button", { name: "The hub told me that the key changed" }).click();
    await page.getByText(/^Oldest list from \d\d:\d\d today/).waitFor();
    await scan(page, named().square);
    assert.equal(await headline(page), "Card is valid");
    await context.close();
  });

  /** A bundle of no hubs and no lists, signed now by a root key of the vectors. */
  async function emptyBundle() {
    const vector = async (name) => JSON.parse(await readFile(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
    const [{ root }] = await vector("bundles");
    const { pkcs8_hex: hex } = (await vector("keys")).root;
    const key = createPrivateKey({ key: Buffer.from(hex, "hex"), format: "der", type: "pkcs8" });
    const iat = Math.floor(Date.now() / 1000);
    const payload = { iat, exp: iat + (7 * days) / 1000, bases: [demo.baseUrl], issuers: {}, lists: {} };
    const parts = [{ typ: "pass-bundle+jwt", alg: "ES256" }, payload];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return { root, bundle: `${text}.${signature.toString("base64url")}` };
  }

  /** Scans again and again until the published list refuses the card. */
  async function refusedWithin(milliseconds, page, card) {
    const end = Date.now() + milliseconds;
    for (;;) {
      await scan(page, card.square);
      const found = await state(page);
      await page.getByRole("button", { name: "Check another card" }).click();
      if (found === "not_in_use") return;
      assert.ok(Date.now() < end, `still ${found}`);
    }
  }
});
