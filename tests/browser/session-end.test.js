// A page of the console that stays open shows nothing after its session ended, and gives back what was typed on it.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openConsole } from "./console.js";

const minute = 60_000;

describe("a page of the console that stays open", () => {
  let hub;
  let staff;

  before(async () => {
    hub = await openConsole();
    staff = await hub.signIn();
  });
  after(() => hub.stop());

  /** A page whose clock stands in the test's hand, with what the server says of the session; `undefined`: it cannot be reached. */
  async function opened(path, left) {
    const { page } = await staff.page();
    await page.clock.install();
    if (left) {
      await page.route("**/hub/session", (route) => {
        const seconds = left();
        return seconds === undefined ? route.abort() : route.fulfill({ json: { seconds } });
      });
    }
    await page.goto(`${hub.demo.baseUrl}${path}`);
    return page;
  }

  const isShown = (page) => page.evaluate(() => !document.body.hidden);

  it("asks nothing before the half hour is over, stays while the session lives, and leaves with it", async () => {
    let seconds = 600;
    let asked = 0;
    const page = await opened("/hub/carers", () => {
      asked += 1;
      return seconds;
    });
    await page.clock.runFor(29 * minute);
    assert.deepEqual([asked, await isShown(page)], [0, true]);
    await page.clock.runFor(2 * minute);
    await page.waitForFunction(() => !document.body.hidden);
    assert.equal(asked, 1);
    seconds = 0;
    await page.clock.runFor(11 * minute);
    await page.waitForURL("**/hub/sign-in");
    await page.context().close();
  });

  it("is hidden while nobody can say whether the session lives", async () => {
    let seconds;
    const page = await opened("/hub/carers", () => seconds);
    await page.clock.runFor(31 * minute);
    await page.waitForFunction(() => document.body.hidden);
    await page.clock.runFor(minute);
    assert.equal(await isShown(page), false);
    seconds = 60;
    await page.clock.runFor(11_000);
    await page.waitForFunction(() => !document.body.hidden);
    await page.context().close();
  });

  it("gives back what was typed after signing in again", async () => {
    const page = await opened("/hub/carers/add");
    await page.locator("#given_name").fill("Łukasz");
    await page.context().clearCookies();
    await page.clock.runFor(31 * minute);
    await page.waitForFunction(() => document.title.includes("Sign in"));
    assert.match(await page.locator("input[name='kept']").inputValue(), /Łukasz/);
    await page.context().close();
  });

  it("is asked about anew when the browser brings it back", async () => {
    let seconds = 600;
    const page = await opened("/hub/carers", () => seconds);
    seconds = 0;
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await page.waitForURL("**/hub/sign-in");
    await page.context().close();
  });
});
