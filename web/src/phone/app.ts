// The card's frame on the screen: which view is shown, and when the server is talked to.
import { byId, element } from "../check/elements.ts";
import { now, setAhead } from "./clock.ts";
import type { Held } from "./held.ts";
import { awaitOffer } from "./install.ts";
import type { Stage } from "./stage.ts";
import { hasEnded, standing } from "./standing.ts";
import { keep, read, whenOthersWrite } from "./store.ts";
import { type Outcome, sync } from "./sync.ts";
import type { View } from "./view.ts";
import { activateView } from "./views/activate.ts";
import { activityView } from "./views/activity.ts";
import { cardView } from "./views/card.ts";
import { choicesView } from "./views/choices.ts";
import { dataView } from "./views/data.ts";
import { helpView } from "./views/help.ts";
import { messagesView } from "./views/messages.ts";
import { refusedView } from "./views/refused.ts";
import { removeView } from "./views/remove.ts";
import { writeView } from "./views/write.ts";
import { waysOf } from "./ways.ts";
import { say } from "./words.ts";

/** What the letter's link carried, until it was looked at. */
let link: string | undefined;

const views: Record<string, (stage: Stage) => View> = {
  card: cardView,
  activate: (stage) => activateView(stage, link),
  choices: choicesView,
  refused: refusedView,
  messages: messagesView,
  activity: activityView,
  help: helpView,
  data: dataView,
  correction: (stage) => writeView(stage, "correction"),
  deletion: (stage) => writeView(stage, "deletion"),
  complaint: (stage) => writeView(stage, "complaint"),
  remove: removeView,
};
/** Views that somebody may be typing into: what arrives meanwhile does not draw them anew. */
const forms = ["activate", "choices", "refused", "correction", "deletion", "complaint", "remove", "data"];
/** The tab below that a view belongs to. */
const tabs: Record<string, string> = {
  card: "card",
  activate: "card",
  choices: "card",
  refused: "card",
  activity: "activity",
};
/** While it is open, the card is brought up to date this often. */
const syncedMilliseconds = 5 * 60_000;

let held: Held = {};
let outcome: Outcome | undefined;
let shown: { name: string; view: View } | undefined;

/** Where the page is: the letter's link opens the view for it, anything unknown the card. */
function current(): string {
  const name = location.hash.slice(1);
  if (name in views) return name;
  return location.pathname === "/card/activate" ? "activate" : "card";
}

function draw(): void {
  const name = current();
  document.querySelector("dialog")?.close();
  shown?.view.stop?.();
  const view = (views[name] ?? cardView)({ held, outcome, go, redraw, syncNow });
  const moved = shown !== undefined && shown.name !== name;
  const focused = document.activeElement?.id;
  shown = { name, view };
  const heading = element("h1", { tabindex: "-1", ...(view.quiet ? { class: "unseen" } : {}) }, view.title);
  byId("view").replaceChildren(...waysOf(view), heading, ...view.body);
  byId("view").dataset.view = name;
  document.title = say("page-title", { title: name === "card" ? say("phone-nav-card") : view.title });
  for (const tab of document.querySelectorAll("#tabs a")) {
    const here = tab.getAttribute("href") === `#${tabs[name] ?? "help"}`;
    if (here) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const accent = held.about?.hub.accent;
  if (accent && /^#[0-9a-f]{6}$/.test(accent)) document.documentElement.style.setProperty("--accent", accent);
  if (moved) {
    scrollTo(0, 0);
    byId("view").scrollTo(0, 0);
    heading.focus();
  } else if (focused) document.getElementById(focused)?.focus();
}

function go(name: string): void {
  if (name === "card" && location.pathname !== "/card") location.replace("/card");
  else if (current() === name) draw();
  else location.hash = name;
}

async function redraw(): Promise<void> {
  held = await whatStands();
  draw();
}

/** What is held; without the photo once the card has ended, with a network or not. */
async function whatStands(): Promise<Held> {
  const { photo, ...rest } = await read();
  if (!photo) return rest;
  if (!rest.about || !hasEnded(rest.about, now())) return { ...rest, photo };
  await keep({ photo: undefined });
  return rest;
}

/** Draws again only what has changed: nothing jumps under a finger, and a square that is being shown large goes on. */
async function syncNow(): Promise<Outcome> {
  const before = onScreen();
  outcome = await sync().catch(notNow);
  held = await whatStands();
  const isShownLarge = document.querySelector("dialog[open]") !== null;
  const isBusy = forms.includes(current()) || isTyped() || isShownLarge;
  if (onScreen() !== before && !isBusy) draw();
  return outcome;
}

/** A fault of ours, which is told to whoever looks for it: what is held is shown all the same. */
function notNow(fault: unknown): Outcome {
  setTimeout(() => {
    throw fault;
  });
  return "offline";
}

/** Whether something was typed into this view that drawing it again would lose, such as a PIN. */
function isTyped(): boolean {
  return [...byId("view").querySelectorAll("input")].some((input) => input.value !== "");
}

/** All that the views are drawn from. */
function onScreen(): string {
  const { grant, syncedAt: _syncedAt, ahead: _ahead, ...rest } = held;
  return JSON.stringify([outcome, grant !== undefined, rest, standing(held, held.setting, now())]);
}

function takeLink(): void {
  link = window.passSquare ?? link;
  window.passSquare = undefined;
}

/** Shows the card as it is held at once, and only then asks the server. */
export async function start(): Promise<void> {
  takeLink();
  held = await read();
  setAhead(held.ahead ?? 0);
  draw();
  addEventListener("hashchange", () => void redraw());
  addEventListener("pass-square", () => {
    takeLink();
    draw();
  });
  whenOthersWrite(() => void read().then((news) => (held = news)));
  awaitOffer(() => current() === "card" && draw());
  addEventListener("online", () => void syncNow());
  document.addEventListener("visibilitychange", () => document.hidden || void syncNow());
  setInterval(() => document.hidden || void syncNow(), syncedMilliseconds);
  await syncNow();
}
