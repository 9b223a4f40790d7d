// A young person's phone: a browser of its own that puts a card of the demo on itself and shows it.

import assert from "node:assert/strict";
import { newPage } from "./chromium.js";
import { squareOnScreen } from "./paper.js";

/** A phone's screen. */
export const screen = { width: 360, height: 740 };

/** A browser that has no card yet. */
export function newPhone(browser, options = {}) {
  return newPage(browser, { viewport: screen, ...options });
}

/** Opens the letter's link, types the six numbers and presses the button; resolves with the card on the screen. */
export async function putCardOn(page, { link, tx_code: digits }) {
  await page.goto(link);
  await page.locator("#digits").fill(digits);
  await page.getByRole("button", { name: "Put my card on this phone" }).click();
  await page.locator("#square svg").waitFor();
  await kept(page);
  // The photo comes after the squares, and the card is drawn anew with it.
  await settled(page);
}

/** A phone with a card on it. */
export async function phoneWithCard(browser, activation, options) {
  const phone = await newPhone(browser, options);
  await putCardOn(phone.page, activation);
  return phone;
}

/** Until the browser keeps the page, as it does from the first visit on. */
export function kept(page) {
  return page.waitForFunction(() => navigator.serviceWorker.controller);
}

/** Until the page has talked to the server and drawn what it heard. */
export async function settled(page) {
  await page.evaluate(() => navigator.locks.request("pass-card", () => undefined));
  // What it heard is drawn a moment after.
  await page.waitForTimeout(150);
}

/** What a camera reads from the square that is on the screen. */
export async function squareOf(page) {
  await settled(page);
  const square = await squareOnScreen(page.locator("#square"));
  assert.match(square ?? "nothing", /\/v#[0-9]+$/);
  return square;
}

/** Waits until another square is drawn than the one that stood there when this was called. */
export async function nextSquare(page) {
  const before = await page.locator("#square path").getAttribute("d");
  return () => page.waitForFunction((old) => {
    const now = document.querySelector("#square path")?.getAttribute("d");
    return now && now !== old;
  }, before);
}

/** Chooses the place that the square is shown at, and gives its square. */
export async function showAt(page, setting) {
  const drawn = await nextSquare(page);
  const place = page.locator(`#place-${setting}`);
  if ((await place.getAttribute("aria-pressed")) !== "true") {
    await place.click();
    await page.locator(`#place-${setting}[aria-pressed=true]`).waitFor();
    await drawn();
  }
  return squareOf(page);
}

/** What the page at /v says of a square, to a stranger at this place. */
export async function stateAt(browser, square, place) {
  const { page, context } = await newPage(browser);
  await page.goto(square);
  if (place) await page.getByRole("button", { name: place, exact: true }).click();
  const answer = page.locator(place ? "#answer .pass-answer__lines" : "#answer [data-state]");
  await answer.waitFor();
  const state = await page.locator("#answer [data-state]").getAttribute("data-state");
  const words = await page.locator("#answer").innerText();
  await context.close();
  return { state, words };
}

/** Asks the page to talk to the server now, as coming back to it does, and waits until it has. */
export async function sync(page) {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await settled(page);
}

/** Everything that the app keeps, with keys told only by whether they are there. */
export function held(page) {
  return page.evaluate(async () => {
    const opening = indexedDB.open("pass-card");
    await new Promise((done) => (opening.onsuccess = done));
    const rows = opening.result.transaction("held").objectStore("held");
    const [names, values] = [rows.getAllKeys(), rows.getAll()];
    await new Promise((done) => (values.onsuccess = done));
    opening.result.close();
    const plain = (_name, value) => (value instanceof CryptoKey ? { extractable: value.extractable, type: value.type } : value);
    return JSON.parse(JSON.stringify(Object.fromEntries(names.result.map((name, at) => [name, values.result[at]])), plain));
  });
}
