// The console as a member of the demo's staff has it: signed in by the real pages, once for a file of tests.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newPage, openBrowser } from "./chromium.js";
import { startDemo } from "./demo.js";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const seconds = 30;

/** The newest step whose code was used, by secret: the server takes none twice. */
const used = new Map();

/** The PIN of every desk that is opened here. */
const pin = "473905";

/**
 * Starts a demo, with further words for its command line, and a browser; sign somebody in with `signIn`, open an organisation's desk
 * with `openDesk`, and `stop` at the end.
 */
export async function openConsole(...words) {
  const [demo, browser] = await Promise.all([startDemo(...words), openBrowser()]);
  const folder = await mkdtemp(join(tmpdir(), "passport-pages-"));
  return {
    demo,
    browser,
    pin,
    /** A folder for files of the tests. */
    folder,
    signIn: (who) => signIn(demo, browser, who),
    openDesk: (organisation) => openDesk(demo, browser, organisation),
    /** A page of somebody who has not signed in. */
    stranger: (width, options = {}) => newPage(browser, { viewport: { width, height: 900 }, ...options }),
    async stop() {
      await browser.close();
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Signs in the first of the demo's staff who fits, such as `{ hub: "riverton", role: "manager" }`. Gives what `newPage` gives,
 * as often as it is asked for: a `page` of theirs, of a width, signed in already, or one that is `open` at a path.
 */
async function signIn(demo, browser, { hub = "riverton", role = "worker" } = {}) {
  const who = demo.staff.find((one) => one.hub === hub && one.role === role);
  assert.ok(who, `the demo has no ${role} at ${hub}`);
  const first = await newPage(browser);
  await first.page.goto(`${demo.baseUrl}/hub/sign-in`);
  await fillSignIn(first.page, who);
  await first.page.waitForURL(`${demo.baseUrl}/hub`);
  return seat(demo, browser, who, first);
}

/** Signs in at an organisation's desk and chooses its PIN; gives the same as `signIn`. */
async function openDesk(demo, browser, organisation) {
  const who = demo.staff.find((one) => one.role === "desk" && one.organisation === organisation);
  assert.ok(who, `the demo has nobody at the desk of ${organisation}`);
  const first = await newPage(browser);
  await first.page.goto(`${demo.baseUrl}/desk`);
  await fillSignIn(first.page, who);
  await first.page.waitForURL(`${demo.baseUrl}/desk/pin`);
  await first.page.locator("#pin").fill(pin);
  await first.page.locator("#again").fill(pin);
  await first.page.locator("main form button").click();
  await first.page.waitForURL(`${demo.baseUrl}/desk`);
  return seat(demo, browser, who, first);
}

/** What somebody who has just signed in can open. */
async function seat(demo, browser, who, first) {
  const storageState = await first.context.storageState();
  await first.context.close();
  const page = (width = 1280, options = {}) =>
    newPage(browser, { viewport: { width, height: 900 }, storageState, ...options });
  const open = async (path, width, options) => {
    const opened = await page(width, options);
    await opened.page.goto(`${demo.baseUrl}${path}`);
    return opened;
  };
  return { who, page, open };
}

/** Fills in the page to sign in on, and sends it. */
export async function fillSignIn(page, { email, password, totp_secret: secret }) {
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(password);
  await page.locator("#code").fill(nextCode(secret));
  await page.locator("main form button").click();
}

/** A code that was not used yet: the present one, or the one after, which the server takes for the sake of slow clocks. */
export function nextCode(secret) {
  const now = Math.floor(Date.now() / 1000 / seconds);
  const step = Math.max(now, (used.get(secret) ?? 0) + 1);
  assert.ok(step <= now + 1, "signed in too often within 30 seconds: keep the session");
  used.set(secret, step);
  return codeOf(secret, step);
}

/** RFC 6238 with HMAC-SHA-1, 6 digits. */
function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const four = mac.readUInt32BE(mac.at(-1) & 0xf) & 0x7fffffff;
  return String(four % 1_000_000).padStart(6, "0");
}

function fromBase32(text) {
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
