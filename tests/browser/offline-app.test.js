// The two apps that a browser keeps, /card and /check: they open without a network, take a newer version over without losing
// anything, and go when the operator turns them off.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newPage, openBrowser } from "./chromium.js";
import { freePort, startDemoAt } from "./demo.js";

const apps = ["/card", "/check"];

describe("an app that a browser keeps", () => {
  let port;
  let demo;
  let browser;
  before(async () => {
    port = await freePort();
    demo = await startDemoAt(port);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** Ends the server and starts one with these words at the same address. */
  async function restart(...words) {
    await demo.stop();
    demo = await startDemoAt(port, ...words);
  }

  /** A browser that was at the app once, and keeps it. */
  async function visit(path) {
    const made = await newPage(browser);
    await made.page.goto(`${demo.baseUrl}${path}`);
    await made.page.waitForFunction(() => navigator.serviceWorker.controller);
    return made;
  }

  /** Writes what an app would, its keys for one, into the browser; and reads it again. */
  const remember = (page) =>
    page.evaluate(async () => {
      const opening = indexedDB.open("kept by a test");
      opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
      await new Promise((done) => (opening.onsuccess = done));
      const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
      const writing = opening.result.transaction("keys", "readwrite");
      writing.objectStore("keys").put(privateKey, "key");
      await new Promise((done) => (writing.oncomplete = done));
      opening.result.close();
    });
  const signsStill = (page) =>
    page.evaluate(async () => {
      const opening = indexedDB.open("kept by a test");
      await new Promise((done) => (opening.onsuccess = done));
      const reading = opening.result.transaction("keys").objectStore("keys").get("key");
      await new Promise((done) => (reading.onsuccess = done));
      opening.result.close();
      const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, reading.result, new Uint8Array(1));
      return signed.byteLength;
    });

  for (const path of apps) {
    it(`opens without a network from its first visit on: ${path}`, async () => {
      const { page, context, complaints } = await visit(path);
      await context.setOffline(true);
      await page.reload();
      assert.notEqual(await page.locator("h1").innerText(), "");
      const ground = await page.locator("body").evaluate((body) => getComputedStyle(body).fontFamily);
      assert.match(ground, /system-ui/, "its style was not kept");
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`can be installed: ${path}`, async () => {
      const { page, context } = await visit(path);
      const session = await context.newCDPSession(page);
      const { errors } = await session.send("Page.getAppManifest");
      assert.deepEqual(errors, []);
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      // A private window, which every test has, installs nothing; there must be no other reason.
      assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
      await context.close();
    });
  }

  it("has a worker for itself alone: none reigns anywhere else", async () => {
    const { page, context } = await visit("/check");
    for (const elsewhere of ["/", "/v", "/card", "/hub/sign-in"]) {
      await page.goto(`${demo.baseUrl}${elsewhere}`);
      const scopes = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope);
      assert.ok(scopes === undefined || scopes.endsWith(elsewhere), `${scopes} at ${elsewhere}`);
    }
    await context.close();
  });

  it("takes a newer version over while nobody looks, with its keys, and the older one's files go", async () => {
    const { page, context } = await visit("/check");
    await remember(page);
    const before = await page.evaluate(() => caches.keys());
    await restart("--language", "en-XA");
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const coming = registration.installing ?? registration.waiting;
      if (coming.state !== "installed") await new Promise((done) => coming.addEventListener("statechange", done, { once: true }));
    });
    assert.equal(await page.locator("html").getAttribute("lang"), "en", "it changed while somebody looked");
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.waitForFunction(() => document.documentElement.lang === "en-XA");
    assert.ok((await signsStill(page)) > 0);
    const now = await page.evaluate(() => caches.keys());
    assert.equal(now.length, 1);
    assert.notDeepEqual(now, before);
    await context.setOffline(true);
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("lang"), "en-XA");
    await context.close();
  });

  for (const path of apps) {
    it(`goes when the operator turns it off, and its keys stay: ${path}`, async () => {
      await restart();
      const { page, context } = await visit(path);
      await remember(page);
      await restart("--offline-apps", "off");
      const reloaded = page.waitForEvent("load");
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await reloaded;
      await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
      assert.deepEqual(await page.evaluate(() => caches.keys()), []);
      assert.ok((await signsStill(page)) > 0);
      await page.reload();
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
      await context.close();
    });
  }
});
