// Every word comes from the catalogues: in accented English, which debug builds speak for this test, nothing on any page is
// plain, and texts a third longer than English fit a small screen.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFits } from "./access.js";
import { newPage } from "./chromium.js";
import { openConsole } from "./console.js";

const open = ["/", "/lost", "/v", "/card", "/card/activate", "/check", "/what-is-this", "/poster", "/nothing-is-here", "/hub/sign-in", "/hub/recover", "/hub/join", "/desk/sign-in", "/desk/recover", "/desk/join"];
const signedIn = [
  "/hub",
  "/hub/carers",
  "/hub/carers/add",
  ...["", "/change", "/wishes", "/agreements/photo", "/agreements/school", "/agreements/phone", "/caring", "/photo", "/erase", "/history", "/cards/add"].map(
    (part) => `RECORD${part}`,
  ),
  ...["", "/lost", "/renew", "/replace", "/withdraw"].map((part) => `CARD${part}`),
  ...["/add", "/PHONE", "/PHONE/square", "/PHONE/change", "/PHONE/remove"].map((part) => `RECORD/phones${part}`),
  ...["/desk", "/desk/invite"].map((part) => `SCHOOL${part}`),
  "/hub/lists",
  ...["", "/add", "/still-right", "/suggestions", "/answers", "/answers/kind", "/providers", "/providers/add", "/reviews", "/reviews/invitations"].map((page) => `/hub/menu${page}`),
  ...["", "/change", "/preview", "/days", "/sharing", "/offered-by", "/history", "/history/1"].map((page) => `SERVICE${page}`),
  ...["", "/invitations", "/REVIEW"].map((page) => `/hub/menu/reviews${page}`),
  "/hub/import",
  "/hub/menu/imports",
  ...["", "/MESSAGE", "/MESSAGE/letter"].map((page) => `/hub/inbox${page}`),
  "/hub/print/calibration",
  ...["", "/sessions", "/password", "/colleagues", "/colleagues/invite", "/arrangements", "/texts", "/keys"].map((page) => `/hub/office${page}`),
  ...["", "/history"].map((page) => `COLLEAGUE${page}`),
  ...["ending-30", "ended", "lost", "not-handed-over", "schools", "leaving-school", "birthdays", "erased-soon"].map((list) => `/hub/lists/${list}`),
];

const atDesk = ["/desk", "/desk/pupils", "PUPIL", "/desk/time-outs", "/desk/check", "/desk/locked"];

/** What is nobody's word: names, addresses, times of a clock. The catalogue's own "Pass" is accented. */
const data = [
  /localhost:\d+(\/\w*)?/g,
  /A cover teacher asked me why in front of everybody\.|My surname has another accent on my card\./g,
  /Joan Carter|Pat Owens|Riverton Hub|Harbourside Hub|Riverton High School|Mill Lane Academy/g,
];

/** Each text that somebody sees or hears on the page, with the names of the demo's people taken out. */
async function texts(page, names) {
  const found = await page.evaluate(() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const of = walker.currentNode.parentElement;
      if (!of.closest("script, style, code, svg")) texts.push(walker.currentNode.textContent);
    }
    for (const name of ["aria-label", "alt", "placeholder", "title"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) texts.push(one.getAttribute(name));
    }
    return texts.map((text) => text.trim().replace(/\s+/g, " ")).filter(Boolean);
  });
  return found.map((text) => [...data, ...names].reduce((left, name) => left.replaceAll(name, " "), text));
}

/** Every text that the menu's services, and who offers them, wrote of themselves. */
async function saidByServices(demo, page) {
  const said = [];
  const walk = (value) => {
    if (typeof value === "string") said.push(value.trim().replace(/\s+/g, " "));
    else if (value && typeof value === "object") Object.values(value).forEach(walk);
  };
  walk(await (await page.request.get(`${demo.baseUrl}/api/menu/changes`)).json());
  return said;
}

/** What was written about a service. */
async function writtenAbout(demo, page, service) {
  const answer = await page.request.get(`${demo.baseUrl}/api/menu/services/${service}/reviews`);
  const { reviews } = await answer.json();
  return reviews.flatMap(({ good, others, story }) => [good, others, story]).filter(Boolean);
}

/** What is in plain English on these pages, or does not fit a small screen; `said` is somebody's own text, whole or a sentence of it. */
async function plainWords(demo, page, paths, names, said = []) {
  const plain = [];
  for (const path of paths) {
    await page.goto(`${demo.baseUrl}${path}`);
    assert.equal(await page.locator("html").getAttribute("lang"), "en-XA", path);
    await assertFits(page).catch((fault) => plain.push(`${path}: ${fault.message}`));
    for (const text of await texts(page, names)) {
      if (said.some((own) => own === text || (text.length > 12 && own.includes(text)))) continue;
      if (/[A-Za-z]{3}/.test(text) && !/[^\x00-\x7f]/.test(text)) plain.push(`${path}: ${text}`);
    }
  }
  return plain;
}

describe("accented English", () => {
  let desk;
  let grace;
  before(async () => {
    desk = await openConsole("--language", "en-XA");
    grace = await desk.signIn({ hub: "riverton", role: "manager" });
  });
  after(() => desk?.stop());

  it("leaves no plain word on any page, and every page fits a small screen", async () => {
    const { page, context } = await grace.page(320);
    // What our scripts say is said in the languages that are released.
    await context.route("**/assets/*.js", (route) => route.abort());
    await page.goto(`${desk.demo.baseUrl}/hub/carers`);
    await page.locator("#search button").click();
    const carers = await page.locator("#found tbody th").allInnerTexts();
    const record = await page.getByRole("link", { name: "Zoë Marsh" }).getAttribute("href");
    await page.goto(`${desk.demo.baseUrl}/hub/office/colleagues`);
    const colleagues = await page.locator("tbody th").allInnerTexts();
    const colleague = await page.locator("tbody th a").last().getAttribute("href");
    const staff = desk.demo.staff.map(({ email }) => email);
    const names = [...carers, ...staff, ...colleagues].flatMap((name) => [name, ...name.split(" ")]);
    names.sort((one, other) => other.length - one.length);
    await page.goto(`${desk.demo.baseUrl}${record}`);
    const card = await page.locator("a[href*='/cards/']").first().getAttribute("href");
    const phone = (await page.locator("a[href*='/phones/']").first().getAttribute("href")).split("/").pop();
    await page.goto(`${desk.demo.baseUrl}/hub/inbox`);
    const message = (await page.locator("th a[href*='/hub/inbox/']").first().getAttribute("href")).split("/").pop();
    await page.goto(`${desk.demo.baseUrl}/hub/organisations`);
    const school = await page.getByRole("link", { name: "Riverton High School" }).first().getAttribute("href");
    await page.goto(`${desk.demo.baseUrl}/hub/menu`);
    // Also those that nobody else sees: hidden since nobody said that they are still right.
    const services = await page.locator("tbody th a").allInnerTexts();
    await page.goto(`${desk.demo.baseUrl}/hub/menu/add`);
    for (const [field, text] of [["provider_name", "Łódź"], ["name", "Zoë"], ["description", "Zoë"]]) await page.locator(`#${field}`).fill(text);
    await page.locator("#name").press("Enter");
    await page.waitForURL(/menu\/[0-9a-f-]{36}$/);
    const service = new URL(page.url()).pathname;
    await page.goto(`${desk.demo.baseUrl}/hub/menu/reviews`);
    await page.getByRole("link", { name: "Friday late for teens" }).first().click();
    const review = new URL(page.url()).pathname.split("/").pop();
    const written = await page.locator(".pass-own-words").allInnerTexts();
    const filled = (path) => path.replace("REVIEW", review).replace("SERVICE", service).replace("RECORD", record).replace("CARD", card).replace("MESSAGE", message).replace("PHONE", phone).replace("SCHOOL", school).replace("COLLEAGUE", colleague);
    assert.deepEqual(await plainWords(desk.demo, page, [...open, ...signedIn].map(filled), names, [...services, ...written, ...(await saidByServices(desk.demo, page))]), []);
    await context.close();
  });

  it("leaves none on the menu, beside what services say of themselves", async () => {
    const { page, context } = await newPage(desk.browser);
    await page.goto(`${desk.demo.baseUrl}/menu`);
    const ids = await page.locator(".menu-card__name a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname.split("/")[2]));
    const list = ids.slice(0, 3).join(",");
    const paths = ["/menu", "/menu?age=12&near=SJ8990", "/menu?q=zebra", "/menu?page=0", "/menu/none", "/menu/shortlist", "/menu/shared", `/menu/shared?s=${list}`];
    paths.push(`/menu/${ids[0]}`, `/menu/${ids[0]}/poster`, `/menu/${ids[0]}/easy-read`, "/menu/poster");
    paths.push(...["print", "booklet", "easy-read"].map((paper) => `/menu/${paper}?s=${list}`));
    const { contents } = await (await page.request.get(`${desk.demo.baseUrl}/open-referral/services?per_page=100`)).json();
    const reviewed = contents.find(({ name }) => name === "Saturday day trips").id;
    paths.push(...["", "/reviews", "/review", "/suggest"].map((part) => `/menu/${reviewed}${part}`), "/menu/my-review");
    await context.route("**/assets/*.js", (route) => route.abort());
    const said = await saidByServices(desk.demo, page);
    for (const service of [ids[0], reviewed]) said.push(...(await writtenAbout(desk.demo, page, service)));
    const names = said.filter((text) => text.length > 3).sort((one, other) => other.length - one.length);
    assert.deepEqual(await plainWords(desk.demo, page, paths, names, said), []);
    await context.close();
  });

  it("leaves none at a desk either", async () => {
    const joan = await desk.openDesk("Riverton High School");
    const { page, context } = await joan.page(320);
    await context.route("**/assets/*.js", (route) => route.abort());
    await page.goto(`${desk.demo.baseUrl}/desk/pupils`);
    const pupils = await page.locator("tbody th").allInnerTexts();
    const pupil = await page.locator("tbody th a").first().getAttribute("href");
    const names = pupils.flatMap((name) => [name, ...name.split(" ")]);
    const paths = atDesk.map((path) => path.replace("PUPIL", pupil));
    assert.deepEqual(await plainWords(desk.demo, page, paths, names), []);
    await context.close();
  });
});
