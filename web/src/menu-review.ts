// Reviews on a phone that holds a card: written with the card instead of a typed code, and looked after later. Without a script,
// or without a card, the pages' own forms do all of it.
import texts from "words:review-";
import { drawShortCode } from "./card/short-code.ts";
import { access, Removed } from "./phone/grant.ts";
import type { OwnReview } from "./phone/held.ts";
import { ask, json, Refused } from "./phone/server.ts";
import { alone, keep, read } from "./phone/store.ts";
import { alsoSay, say } from "./words.ts";

alsoSay(texts);

const find = <Kind extends HTMLElement>(which: string, within: ParentNode = document) =>
  within.querySelector<Kind>(which);

const form = find<HTMLFormElement>("[data-review]");
if (form) void offerCard(form);
const list = find("[data-kept]");
if (list) void showKept(list);

/** Shows that the card on this phone is enough, unless a code was typed already. */
async function offerCard(form: HTMLFormElement): Promise<void> {
  const { grant, removed } = await read();
  const own = find("[data-own-card]", form);
  const typed = find("[data-typed-code]", form);
  const code = find<HTMLInputElement>("#code", form);
  const kept = find<HTMLInputElement>("#keep", form);
  if (!grant || removed || !own || !typed || !code || !kept || code.value) return;
  const useCard = (isUsed: boolean) => {
    own.hidden = !isUsed;
    typed.hidden = isUsed;
    kept.disabled = !isUsed;
  };
  useCard(true);
  find("[data-type-instead]", own)?.addEventListener("click", () => {
    useCard(false);
    code.focus();
  });
  form.addEventListener("submit", (event) => {
    if (own.hidden) return;
    event.preventDefault();
    void send(form, kept.checked).catch((fault) => {
      if (fault instanceof Removed) useCard(false);
      trouble(form, fault);
    });
  });
}

/** Sends what the form holds as the card's owner. Sent again after a reply that got lost, it is the same review. */
async function send(form: HTMLFormElement, isKept: boolean): Promise<void> {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? "").trim();
  for (const name of ["welcome", "easy", "again"]) {
    if (!text(name)) throw new Wanting(name);
  }
  const review = {
    service_id: form.dataset.review,
    secret: text("secret"),
    welcome: Number(text("welcome")),
    easy: Number(text("easy")),
    again: Number(text("again")),
    good: text("good").replaceAll("\r\n", "\n"),
    others: text("others").replaceAll("\r\n", "\n"),
    story: text("story").replaceAll("\r\n", "\n"),
    contact: text("contact") === "yes",
  };
  const button = find<HTMLButtonElement>("button[type=submit], button.govuk-button", form);
  button?.setAttribute("disabled", "");
  try {
    const answer = await alone(async () => ask("/api/menu/reviews", json("POST", review), await access()));
    const { contact } = (await answer.json()) as { contact?: string };
    if (isKept) await remember({ secret: review.secret, service: serviceName() });
    thank(form, { secret: review.secret, isKept, isAsked: contact === "asked" });
  } finally {
    button?.removeAttribute("disabled");
  }
}

/** One of the three has no stars. */
class Wanting extends Error {
  readonly field: string;
  constructor(field: string) {
    super(field);
    this.field = field;
  }
}

function trouble(form: HTMLFormElement, fault: unknown): void {
  const line = find("[data-trouble]", form);
  if (!line) return;
  line.hidden = false;
  if (fault instanceof Wanting) {
    line.textContent = say(`review-${fault.field}-empty`);
    find(`[name=${fault.field}]`, form)?.focus();
  } else if (fault instanceof Removed) line.textContent = say("review-phone-removed");
  else if (fault instanceof Refused && fault.status === 400) line.textContent = say("review-text-unseen");
  else line.textContent = say("review-offline");
}

/** What stands in the page's heading without its words around it. */
function serviceName(): string {
  return form?.dataset.service ?? "";
}

async function remember(review: OwnReview): Promise<void> {
  const { reviews = [] } = await read();
  await keep({ reviews: [...reviews.filter(({ secret }) => secret !== review.secret), review] });
}

function thank(
  form: HTMLFormElement,
  { secret, isKept, isAsked }: { secret: string; isKept: boolean; isAsked: boolean },
): void {
  const column = form.parentElement;
  const sent = find<HTMLTemplateElement>("[data-sent]");
  if (!column || !sent) return;
  const said = sent.content.cloneNode(true) as DocumentFragment;
  const shown = (which: string, isShown: boolean) => {
    const part = find(which, said);
    if (part) part.hidden = !isShown;
  };
  shown("[data-sent-asked]", isAsked);
  shown("[data-sent-kept]", isKept);
  shown("[data-sent-code]", !isKept);
  const code = find("[data-code]", said);
  if (code) code.textContent = secret;
  const help = find(".pass-help-now", column);
  column.replaceChildren(said, ...(help ? [help] : []));
  // From the top, where the way out covers nothing.
  scrollTo(0, 0);
  find("h1", column)?.focus({ preventScroll: true });
}

/** The reviews that this phone keeps the way back to, each with how far it is. */
async function showKept(list: HTMLElement): Promise<void> {
  const { reviews = [] } = await read();
  const section = find("[data-on-phone]");
  if (section) section.hidden = reviews.length === 0;
  list.replaceChildren(...reviews.map(line));
}

function line(review: OwnReview): HTMLElement {
  const item = document.createElement("li");
  const title = document.createElement("strong");
  title.textContent = say("review-own-of", { service: review.service });
  const state = document.createElement("p");
  state.className = "govuk-body";
  state.setAttribute("role", "status");
  item.append(title, state);
  void ask("/api/menu/reviews/state", json("POST", { secret: review.secret }))
    .then(async (answer) => {
      const { state: far, reason, note } = (await answer.json()) as Record<string, string>;
      const why = reason ? ` ${say(`review-own-reason-${reason}`)}` : "";
      state.textContent = say(`review-own-state-${far}`) + why + (note ? ` ${note}` : "");
      if (far !== "withdrawn") item.append(button(say("review-own-take-back"), () => takeBack(review, state)));
      item.append(button(say("review-own-forget"), () => forgetIt(review)));
    })
    .catch((fault) => {
      const isGone = fault instanceof Refused && fault.status === 404;
      state.textContent = say(isGone ? "review-own-state-withdrawn" : "review-own-cannot");
      if (isGone) item.append(button(say("review-own-forget"), () => forgetIt(review)));
    });
  return item;
}

async function takeBack(review: OwnReview, state: HTMLElement): Promise<void> {
  try {
    await ask("/api/menu/reviews/withdraw", json("POST", { secret: review.secret }), undefined, [404]);
  } catch {
    state.textContent = say("review-own-cannot");
    return;
  }
  await forgetIt(review);
  const said = document.createElement("p");
  said.className = "govuk-body-l";
  said.setAttribute("role", "status");
  said.tabIndex = -1;
  said.textContent = say("review-own-gone");
  list?.before(said);
  const section = find("[data-on-phone]");
  if (section) section.hidden = false;
  said.focus();
}

async function forgetIt(review: OwnReview): Promise<void> {
  const { reviews = [] } = await read();
  await keep({ reviews: reviews.filter(({ secret }) => secret !== review.secret) });
  if (list) await showKept(list);
}

function button(text: string, work: () => Promise<void>): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "pass-as-link govuk-!-margin-right-3";
  made.textContent = text;
  made.addEventListener("click", () => void work());
  return made;
}

// Drawn by the page's server; a page that came from the browser's memory may hold one that was used.
window.addEventListener("pageshow", (event) => {
  const secret = find<HTMLInputElement>("input[name=secret]");
  if (event.persisted && secret) secret.value = drawShortCode();
});
