// The desk of a school and of a pharmacy: on a screen, on paper, by keyboard, without a script, and left alone.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

const run = promisify(execFile);

/** Whoever gets the link of an invitation opens it, and pastes it where there is no script; what opens it is never in an address. */
async function opens(hub, link, width) {
  const { page, context, complaints } = await hub.stranger(width, { javaScriptEnabled: width > 320 });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(link);
  if (width <= 320) {
    await page.getByLabel("Your link").fill(link);
    await page.getByRole("button", { name: "Open it" }).click();
  }
  await page.getByRole("heading", { name: "1. Set up your code" }).waitFor();
  const [, code] = link.split("#");
  assert.ok(code.length > 20 && asked.every((url) => !new URL(url).pathname.includes(code)), asked.join());
  assert.ok(!page.url().includes(code));
  // axe is a script, too.
  for (const wide of width > 320 ? widths : []) {
    await page.setViewportSize({ width: wide, height: 900 });
    await assertAccessible(page);
  }
  assert.deepEqual(complaints, []);
  await context.close();
}

describe("a desk", () => {
  let hub;
  let school;
  let pharmacy;
  before(async () => {
    hub = await openConsole();
    school = await hub.openDesk("Riverton High School");
    pharmacy = await hub.openDesk("Mill Lane Pharmacy");
  });
  after(() => hub?.stop());

  const pages = ["/desk", "/desk/pupils", "/desk/pupils?by=year", "/desk/time-outs", "/desk/check", "/desk/password", "/desk/locked"];

  for (const width of widths) {
    it(`has nothing for axe to find at ${width} px, from the door to a pupil who is out`, async () => {
      const { page, context, complaints } = await school.open("/desk", width);
      for (const path of pages) {
        await page.goto(`${hub.demo.baseUrl}${path}`);
        await assertAccessible(page);
      }
      await page.goto(`${hub.demo.baseUrl}/desk/pupils`);
      await page.getByRole("link", { name: "Aoife O'Neill" }).click();
      await assertAccessible(page);
      await page.getByLabel("Where do they go?").selectOption({ label: "Library" });
      await page.getByLabel("Your initials").fill("JC");
      await page.getByRole("button", { name: "They leave now" }).click();
      await page.getByText(/^Out since \d\d:\d\d \(0 minutes\)/).first().waitFor();
      await assertAccessible(page);
      for (const path of ["/desk", "/desk/time-outs"]) {
        await page.goto(`${hub.demo.baseUrl}${path}`);
        await page.getByRole("link", { name: "Aoife O'Neill", exact: true }).waitFor();
        await assertAccessible(page);
      }
      await page.getByRole("link", { name: /^Correct/ }).first().click();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Take it back" }).click();
      await page.getByText("Nobody is out").waitFor();
      assert.deepEqual(complaints, []);
      await context.close();
    });

    it(`has nothing for axe to find at ${width} px before it is open`, async () => {
      const { page, context } = await hub.stranger(width);
      for (const path of ["/desk/sign-in", "/desk/recover", "/desk/join", "/desk/pupils"]) {
        await page.goto(`${hub.demo.baseUrl}${path}`);
        await assertAccessible(page);
      }
      await context.close();
    });
  }

  it("notes a time-out by keyboard alone", async () => {
    const { page, context } = await school.open("/desk", 1280);
    await tabTo(page, "#name");
    await page.keyboard.type("zoe");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Zoë Marsh" }).waitFor();
    await tabTo(page, "tbody th a");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Zoë Marsh" }).waitFor();
    await tabTo(page, "form[action$=time-outs] button");
    await page.keyboard.press("Enter");
    await page.getByText("Noted.").waitFor();
    await tabTo(page, "form[action$=back] button");
    await page.keyboard.press("Enter");
    await page.getByText("Noted: back again").waitFor();
    await page.getByText("Nobody is out").waitFor();
    await context.close();
  });

  it("shows photos where there is an agreement, at an address that nobody else can open", async () => {
    const { page, context } = await school.open("/desk/pupils", 1280);
    const photo = page.getByAltText("Photo of Zoë Marsh");
    await photo.scrollIntoViewIfNeeded();
    await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await photo.elementHandle());
    const address = new URL(await photo.getAttribute("src"), hub.demo.baseUrl).href;
    const stranger = await hub.stranger(1280);
    const refused = await stranger.page.goto(address);
    assert.match(refused.url(), /\/desk\/sign-in$/);
    const other = await pharmacy.open("/desk", 1280);
    assert.equal((await other.page.goto(address)).status(), 404);
    await Promise.all([context.close(), stranger.context.close(), other.context.close()]);
  });

  it("prints the class list without photos, and with a name and a day on each sheet", async () => {
    const { page, context } = await school.open("/desk/pupils", 1280);
    const pupils = await page.locator("tbody th").count();
    assert.ok(pupils >= 3, "the demo has too few pupils");
    await page.emulateMedia({ media: "print" });
    for (const one of await page.locator("img, .pass-nav, button, input").all()) assert.equal(await one.isVisible(), false);
    const link = page.locator("tbody th a").first();
    assert.equal(await link.evaluate((one) => getComputedStyle(one).textDecorationLine), "none", "a name on paper is no link");
    const foot = await page.locator("tfoot td").evaluate((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75);
    assert.ok(foot >= 9, `the foot is ${foot} pt`);
    // Small sheets, so that the list takes several.
    const pdf = await page.pdf({ width: "210mm", height: "90mm", path: `${hub.folder}/list.pdf` });
    assert.ok(pdf.length > 1000);
    const { stdout } = await run("pdftotext", ["-layout", `${hub.folder}/list.pdf`, "-"]);
    const sheets = stdout.split("\f").filter((sheet) => sheet.trim());
    assert.ok(sheets.length > 1, stdout);
    for (const sheet of sheets) assert.match(sheet, /Printed by Joan Carter, Riverton High School, \d+ \w+ 20\d\d/);
    assert.match(stdout, /Zoë Marsh/);
    assert.match(stdout, /May leave the room/);
    const { stdout: images } = await run("pdfimages", ["-list", `${hub.folder}/list.pdf`]);
    assert.equal(images.trim().split("\n").length, 2, `no picture is in it: ${images}`);
    await context.close();
  });

  it("works without JavaScript, and leaves the screen when nobody uses it", async () => {
    const { page, context } = await school.open("/desk/pupils", 320, { javaScriptEnabled: false });
    assert.equal(await page.getByRole("button", { name: "Print this list" }).count(), 0);
    assert.match(await page.content(), /<meta http-equiv="refresh" content="300; url=\/desk\/locked">/);
    await page.getByLabel("Find a pupil by name").fill("o'neill");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "Aoife O'Neill" }).click();
    await page.getByRole("button", { name: "They leave now" }).click();
    await page.getByRole("button", { name: /^Back again/ }).click();
    await page.getByText("Noted: back again").waitFor();
    await context.close();
  });

  it("leaves the screen after five minutes, and goes nowhere by itself from there", async () => {
    const { page, context } = await school.page(1280);
    await page.clock.install({ time: new Date() });
    await page.goto(`${hub.demo.baseUrl}/desk/pupils`);
    await page.clock.runFor(4 * 60_000);
    assert.match(page.url(), /\/desk\/pupils$/);
    await page.clock.runFor(61_000);
    await page.waitForURL(`${hub.demo.baseUrl}/desk/locked`);
    assert.ok(!(await page.content()).includes("Zoë"));
    await page.clock.runFor(10 * 60_000);
    assert.match(page.url(), /\/desk\/locked$/);
    await open(page);
    await context.close();
  });

  /** Opens a locked desk with its PIN. */
  async function open(page) {
    await page.getByLabel("PIN").fill(hub.pin);
    await page.getByRole("button", { name: "Open the desk" }).click();
    await page.locator("a[href='/desk/check']").first().waitFor();
  }

  it("stays open while somebody types or works in another window, and gives back after the PIN what was typed and not sent", async () => {
    const { page, context, asked, complaints } = await school.page(1280);
    const other = await context.newPage();
    await context.clock.install({ time: new Date() });
    await other.goto(`${hub.demo.baseUrl}/desk/check`);
    await page.goto(`${hub.demo.baseUrl}/desk/pupils`);
    await page.getByRole("link", { name: "Aoife O'Neill" }).click();
    const ofPupil = page.url();
    const both = (minutes) => context.clock.runFor(minutes * 60_000);
    await both(4);
    await page.getByLabel("Your initials").focus();
    const told = page.waitForResponse(`${hub.demo.baseUrl}/desk/in-use`);
    await page.keyboard.type("JC");
    await both(0.6);
    assert.equal((await told).status(), 204);
    await both(3.9);
    assert.equal(page.url(), ofPupil);
    await page.bringToFront();
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await both(4);
    assert.deepEqual([page.url(), other.url()], [ofPupil, `${hub.demo.baseUrl}/desk/check`]);
    assert.equal(asked.filter((address) => address.endsWith("/desk/in-use")).length, 2, "it tells only of what somebody does");
    await both(1.1);
    await page.getByText("What you typed is kept").waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "This desk is locked");
    await other.getByRole("heading", { name: "This desk is locked" }).waitFor();
    await assertAccessible(page);
    await page.getByLabel("PIN").fill(hub.pin);
    await page.getByRole("button", { name: "Open the desk" }).click();
    await page.getByText("JC", { exact: true }).waitFor();
    await assertAccessible(page);
    await page.getByRole("button", { name: "Save it now" }).click();
    await page.getByText("Noted.").waitFor();
    await page.getByRole("button", { name: /^Back again/ }).click();
    await page.getByText("Noted: back again").waitFor();
    assert.deepEqual(complaints.filter((one) => !one.includes("401")), []);
    await context.close();
  });

  it("locks at once when asked to, and its PIN opens it", async () => {
    const { page, context } = await pharmacy.open("/desk", 320);
    await page.getByRole("button", { name: "Lock now" }).click();
    await page.getByRole("heading", { name: "This desk is locked" }).waitFor();
    await assertAccessible(page);
    await page.getByLabel("PIN").fill("111111");
    await page.getByRole("button", { name: "Open the desk" }).click();
    await page.getByText("You have 4 more tries").first().waitFor();
    await assertAccessible(page);
    await page.getByLabel("PIN").fill(hub.pin);
    await page.getByRole("button", { name: "Open the desk" }).click();
    await page.waitForURL(`${hub.demo.baseUrl}/desk`);
    await context.close();
  });

  it("checks a card by its code, and leads to one's own pupil alone", async () => {
    const card = hub.demo.card("valid", ({ name }) => name === "Zoë M");
    for (const [desk, links] of [[school, 1], [pharmacy, 0]]) {
      const { page, context } = await desk.open("/desk/check", 1280);
      await page.locator("#code").fill(card.short_code);
      await page.getByRole("button", { name: "Check this code" }).click();
      await page.locator("[data-state]").waitFor();
      assert.equal(await page.getByRole("link", { name: /is your pupil/ }).count(), links);
      await assertAccessible(page);
      await context.close();
    }
  });

  it("is invited in the console, by keyboard or without a script", async () => {
    const grace = await hub.signIn({ hub: "riverton", role: "manager" });
    for (const width of widths) {
      const { page, context } = await grace.open("/hub/organisations", width, { javaScriptEnabled: width > 320 });
      await page.getByRole("link", { name: "Riverton High School" }).first().click();
      await page.getByRole("link", { name: "People at their desk" }).click();
      const path = page.url();
      await page.getByRole("button", { name: "Invite somebody to the desk" }).click();
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.getByText("Type their name").first().waitFor();
      await page.locator("#name").fill("Sam Poole");
      await page.locator("#email").fill(`sam${width}@riverton-high.example`);
      await page.getByRole("button", { name: "Make the link" }).click();
      const link = await page.getByText(`${hub.demo.baseUrl}/desk/join#`).textContent();
      await opens(hub, link ?? "", width);
      await page.goto(path);
      await page.getByRole("button", { name: /^Call back/ }).first().waitFor();
      await page.getByRole("link", { name: /^End their access/ }).first().click();
      await page.getByRole("button", { name: "End access" }).waitFor();
      await context.close();
    }
    const { page, context } = await grace.open("/hub/organisations", 320);
    await page.getByRole("link", { name: "Riverton High School" }).first().click();
    for (const path of ["/desk", "/desk/invite"]) {
      await page.goto(`${page.url().replace(/\/desk.*$/, "")}${path}`);
      await assertAccessible(page);
    }
    await context.close();
  });
});
