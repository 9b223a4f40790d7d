// Directories of others in the console: every page of a reading, at both widths, by keyboard, without a script.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertAccessible, tabTo, widths } from "./access.js";
import { openConsole } from "./console.js";

/** Services as a directory has them: `of` tells one test's from another's. */
const services = (of, count, more = {}) =>
  Array.from({ length: count }, (_, n) => ({
    id: `${of}-${n}`,
    name: `${of} club ${n} with a name that is rather long for a phone`,
    description: `<p>Come along, Zoë &amp; Łukasz.</p><ul><li>Lunch</li><li>Games</li></ul>`,
    minimum_age: 8,
    url: `https://a-rather-long-address.example.org/clubs/and/everything/else/${of}/${n}`,
    organization: { id: `o-${of}`, name: `${of} Trust` },
    vendor_field: "What the directory says besides",
    ...more,
  }));

describe("directories of others", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole();
    grace = await desk.signIn({ hub: "harbourside", role: "manager" });
  });
  after(() => desk?.stop());

  /** Reads a directory and gives the path of its page. */
  const read = async (of, list) => {
    const file = join(desk.folder, `${of}.json`);
    await writeFile(file, JSON.stringify(list));
    const { import_id } = await desk.demo.asked("menu", "import", file, "--hub", "harbourside");
    return `/hub/menu/imports/${import_id}`;
  };

  it("have nothing for axe to find while none was read", async () => {
    const { page, context } = await grace.open("/hub/menu/imports", 320);
    await page.getByText("No directory has been read yet").waitFor();
    await assertAccessible(page);
    await context.close();
  });

  for (const width of widths) {
    it(`have nothing for axe to find at ${width} px, from the list to the menu and to what changed`, async () => {
      const of = `W${width}`;
      const path = await read(of, [...services(of, 3), { id: "x", name: "", description: "nameless" }]);
      const { page, context, complaints } = await grace.open("/hub/menu/imports", width);
      await page.getByRole("link", { name: `${of}.json` }).waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}${path}`);
      await page.getByRole("button", { name: "Put 3 services on the menu" }).waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}${path}?kind=faulty`);
      await page.getByText("Name: is missing").waitFor();
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}${path}/services/1`);
      await page.getByText("What the directory says besides").waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Put it on the menu" }).click();
      await page.getByText(`Done: ${of} club 0`).waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Put 2 services on the menu" }).click();
      await page.getByRole("link", { name: "Not changed (0)" }).waitFor();

      const again = await read(of, services(of, 2, { minimum_age: 11 }));
      await page.goto(`${desk.demo.baseUrl}${again}/services/1`);
      await page.getByRole("heading", { name: "What would change on your menu" }).waitFor();
      assert.match(await page.locator("ins.pass-new").first().innerText(), /11/);
      await assertAccessible(page);
      await page.goto(`${desk.demo.baseUrl}${again}/services/3`);
      await page.getByRole("button", { name: "Take it off the menu" }).waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it("are put on the menu by keyboard alone", async () => {
    const path = await read("Keys", services("Keys", 1));
    const { page, context } = await grace.open(`${path}/services/1`, 1280);
    await tabTo(page, `form[action$="/approve"] button`);
    await page.keyboard.press("Enter");
    await page.getByText("Done: Keys club 0").waitFor();
    await context.close();
  });
});
