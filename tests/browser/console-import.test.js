// Spreadsheets in the console: every state of a file's page, by keyboard, without a script, at both widths.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

/** People whom nobody else is like: `of` tells one test's from another's. */
const people = (of, count, more = "") => {
  const rows = Array.from({ length: count }, (_, n) => `${of}${n},Fam${of}${n},${(n % 28) + 1}/4/2012,,`);
  return ["First name,Surname,DOB,School,Notes", ...rows, more].join("\n");
};

const faults = "Bo,,31/2/2012,,\n,Lark,1/1/1990,,";

/** A file as a browser chooses it. */
const file = (text, name = "list.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

describe("spreadsheets", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ hub: "harbourside", role: "worker" });
  });
  after(() => desk?.stop());

  const readIn = async (page, text, name) => {
    await page.goto(`${desk.demo.baseUrl}/hub/import`);
    await page.locator("#file").setInputFiles(file(text, name));
    await page.getByRole("button", { name: "Check the file" }).click();
  };

  const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

  it("have nothing for axe to find while no file was read", async () => {
    const { page, context } = await grace.open("/hub/import", 320);
    await page.getByText("No file has been read in yet").waitFor();
    await assertAccessible(page);
    await context.close();
  });

  for (const width of widths) {
    it(`have nothing for axe to find at ${width} px, from the faults to the cards and to the undo`, async () => {
      const of = `W${width}x`;
      const { page, context, complaints } = await grace.page(width);
      await readIn(page, "nonsense");
      await page.locator(".govuk-error-summary").waitFor();
      assert.match(await page.title(), /^Error: Import/);
      await assertAccessible(page);

      await readIn(page, people(of, 5, `${of}5,Reed${of},7/4/2012,School ${of},\n${faults}`), `a-rather-long-name-of-a-list-${of}.csv`);
      await page.getByText(`School ${of} is`).waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Save the schools" }).click();
      await page.getByText("Schools saved").waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Add 6 young people" }).click();
      await heading(page, "6 young people were added");
      await assertAccessible(page);
      const done = page.url();

      await readIn(page, people(of, 3));
      await page.getByRole("heading", { name: "Who may be known already?" }).waitFor();
      await assertAccessible(page);
      await page.locator("select[name='row-2']").selectOption("fill");
      await page.getByRole("button", { name: "Add them as chosen" }).click();
      await heading(page, "Nobody was added");
      await assertAccessible(page);

      await page.goto(done);
      await page.getByRole("button", { name: "Issue cards for these young people" }).click();
      await heading(page, /Cards for everybody in/);
      await assertAccessible(page);
      await page.getByLabel("silent").check();
      await page.getByRole("button", { name: "Issue the cards" }).click();
      await heading(page, "6 young people have a new card");
      await assertAccessible(page);
      await page.getByRole("button", { name: "Print cards 1 to 6" }).click();
      await page.locator(".pass-face__until").nth(5).waitFor({ state: "attached" });

      await page.goto(done);
      await page.getByRole("link", { name: "Undo this import" }).click();
      await heading(page, "Undo this import?");
      await assertAccessible(page);
      await page.getByRole("button", { name: "Undo the import" }).click();
      await heading(page, "The import was undone");
      await page.getByRole("heading", { name: "Kept, since somebody has changed them" }).waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}/hub/import`);
      await assertAccessible(page);
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), []);
      await context.close();
    });
  }

  it("are read in and added by keyboard alone", async () => {
    const { page, context } = await grace.open("/hub/import", 1280);
    await tabTo(page, "#file");
    // What the system's own window for choosing a file does is not ours.
    await page.locator("#file").setInputFiles(file(people("Key", 2)));
    await tabTo(page, "main form button");
    await page.keyboard.press("Enter");
    await heading(page, "Check list.csv");
    await tabTo(page, "form[action$='/start'] button");
    await page.keyboard.press("Enter");
    await heading(page, "2 young people were added");
    await context.close();
  });

  it("are added without a script, and the page comes again by itself", async () => {
    const { page, context } = await grace.page(1280, { javaScriptEnabled: false });
    await readIn(page, people("Bare", 3000));
    await page.getByRole("button", { name: /Add 3,?000 young people/ }).click();
    await heading(page, "Adding young people");
    assert.match(await page.locator("#progress").innerText(), /of 3,?000 rows done/);
    await heading(page, /3,?000 young people were added/);
    await context.close();
  });

  it("show how far they are while a script asks, and end on the page that says so", async () => {
    const { page, context, complaints } = await grace.page(1280);
    await readIn(page, people("Live", 3000));
    await page.getByRole("button", { name: /Add 3,?000 young people/ }).click();
    await heading(page, "Adding young people");
    await assertAccessible(page);
    const bar = page.locator("#bar");
    const first = await bar.getAttribute("value");
    await page.waitForFunction((before) => document.querySelector("#bar")?.getAttribute("value") !== before, first);
    await heading(page, /3,?000 young people were added/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("give back the rows to put right, with nothing in them that a spreadsheet runs", async () => {
    const { page, context } = await grace.page(1280);
    await readIn(page, people("Back", 1, "=HYPERLINK(1),Lark,31/2/2012,,"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the rows to put right" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "rows-to-put-right.csv");
    const chunks = await (await download.createReadStream()).toArray();
    const text = Buffer.concat(chunks).toString("utf8");
    assert.ok(text.startsWith("\ufeffFirst name,Surname,"), text);
    assert.ok(text.includes("'=HYPERLINK(1),Lark,,31/2/2012"), text);
    await context.close();
  });
});
