// One Chromium for a file of tests, and pages that remember what they asked for.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const switches = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's, or the one that `playwright-core install chromium` fetched. */
const places = ["/usr/bin/chromium", "/usr/bin/google-chrome", chromium.executablePath()];

/** Starts the installed Chromium, with further switches; a missing one fails the tests. */
export function openBrowser(...more) {
  const executablePath = process.env.CHROMIUM ?? places.find(existsSync);
  if (!executablePath) throw new Error("Chromium is missing: install the package `chromium`, or run `make setup` as root");
  return chromium.launch({ executablePath, args: [...switches, ...more] });
}

/**
 * A page in a context of its own, as a stranger's phone would be. `asked` gathers the address of every request, and
 * `complaints` what the page's console and scripts complained of.
 */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, ...options });
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { context, page, asked, complaints };
}
