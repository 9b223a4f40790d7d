// What the first check costs a phone: bytes over the wire, and time to the verdict on a processor four times slower.
// Argument: a square. Standard output: {"bytes", "milliseconds"}.

import { newPage, openBrowser } from "./chromium.js";

const square = process.argv[2];
const browser = await openBrowser();
try {
  console.log(JSON.stringify({ bytes: await weigh(), milliseconds: await time() }));
} finally {
  await browser.close();
}

async function weigh() {
  const { page, context } = await newPage(browser);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(square, { waitUntil: "networkidle" });
  await page.locator("#headline").waitFor();
  await context.close();
  return bytes;
}

/** From the moment a square arrives at a loaded page to its headline, the middle of nine. */
async function time() {
  const { page, context } = await newPage(browser);
  const session = await context.newCDPSession(page);
  await page.goto(square);
  await page.locator("#headline").waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const times = [];
  for (let round = 0; round < 9; round += 1) {
    times.push(
      await page.evaluate(async (digits) => {
        const answer = document.querySelector("#answer");
        answer.replaceChildren();
        const seen = new Promise((done) => {
          const watching = new MutationObserver(() => answer.querySelector("#headline") && (watching.disconnect(), done()));
          watching.observe(answer, { childList: true, subtree: true });
        });
        const start = performance.now();
        location.hash = digits;
        await seen;
        return Math.round(performance.now() - start);
      }, square.split("#")[1]),
    );
  }
  await context.close();
  return times.sort((a, b) => a - b)[4];
}
