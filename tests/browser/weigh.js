// What the first check costs a phone: bytes over the wire, and time to the verdict on a processor four times slower.
// Arguments: a square, and the address of a sheet that shows it. Standard output: {"page": {"bytes", "milliseconds"}, "checker": {…}, "card": {"bytes"}, "menu": {"bytes"}}.

import { picture } from "./camera.js";
import { newPage, openBrowser } from "./chromium.js";

const [square, sheet] = process.argv.slice(2);
const checker = new URL("/check", square).href;
const rounds = 9;
const browser = await openBrowser();
try {
  const page = { bytes: await weigh(square, "#headline"), milliseconds: await timePage() };
  const checks = { bytes: await weigh(checker, "#where"), milliseconds: await timeChecker() };
  const card = { bytes: await weigh(new URL("/card", square).href, "h1") };
  const menu = { bytes: await weigh(new URL("/menu", square).href, "main h1") };
  console.log(JSON.stringify({ page, checker: checks, card, menu }));
} finally {
  await browser.close();
}

/** Everything that is fetched until `shown` stands there and the network is quiet; not what a worker keeps for later. */
async function weigh(address, shown) {
  const { page, context } = await newPage(browser, { serviceWorkers: "block" });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(address, { waitUntil: "networkidle" });
  await page.locator(shown).waitFor();
  await context.close();
  return bytes;
}

/** From the moment a square arrives at a loaded page to its headline. */
async function timePage() {
  const { page, context } = await newPage(browser);
  await page.goto(square);
  await page.locator("#headline").waitFor();
  await slowDown(page);
  const milliseconds = await middle(page, (digits) => (location.hash = digits), square.split("#")[1]);
  await context.close();
  return milliseconds;
}

/** From the moment the checker has a picture with a square in it, as of a camera, to its headline; with the network gone. */
async function timeChecker() {
  const paper = await newPage(browser, { viewport: { width: 1280, height: 720 } });
  await paper.page.goto(sheet);
  const jpeg = (await picture(paper.page)).toString("base64");
  const { page, context } = await newPage(browser);
  await page.goto(checker);
  await page.getByRole("button", { name: "School", exact: true }).click();
  await page.getByText(/^Oldest list from/).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await context.setOffline(true);
  const choose = (jpeg) => {
    const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], "card.jpg", { type: "image/jpeg" }));
    const input = document.querySelector("#picture");
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
  };
  // The reader of squares comes with the first.
  await page.evaluate(choose, jpeg);
  await page.locator("#headline").waitFor();
  await slowDown(page);
  const milliseconds = await middle(page, choose, jpeg);
  await context.close();
  await paper.context.close();
  return milliseconds;
}

async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

/** How long the page takes from `bring(what)`, which runs in it, to its headline, the middle of nine. */
async function middle(page, bring, what) {
  await page.evaluate(`window.bring = ${bring}`);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      await page.evaluate(async (what) => {
        const answer = document.querySelector("#answer");
        answer.replaceChildren();
        const seen = new Promise((done) => {
          const watching = new MutationObserver(() => answer.querySelector("#headline") && (watching.disconnect(), done()));
          watching.observe(answer, { childList: true, subtree: true });
        });
        const start = performance.now();
        window.bring(what);
        await seen;
        return Math.round(performance.now() - start);
      }, what),
    );
  }
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)];
}
