// The page of the list that this phone keeps. It is drawn from the phone at once, and brought up to date where there is a network.
import { byId, element } from "./check/elements.ts";
import { keepOffline } from "./keep-offline.ts";
import { type Kept, keep, keptList, showCount, type Told, tell, whenOthersKeep } from "./menu/kept-list.ts";
import { unfoldOnPaper } from "./menu/unfold.ts";

const datesShown = 3;
const space = "http://www.w3.org/2000/svg";
const words = byId("kept-words").dataset as Record<string, string>;
let isOffline = false;

function draw(): void {
  const list = keptList();
  byId("kept-says").textContent = isOffline && list.length > 0 ? (words.offline ?? "") : "";
  byId("kept-empty").hidden = list.length > 0;
  byId("kept-more").hidden = list.length === 0;
  byId("kept-share").setAttribute("href", `/menu/shared?s=${list.map(({ told }) => told.id).join(",")}`);
  byId("kept").replaceChildren(...list.map(card));
  showCount();
}

function paragraph(text: string, className = "govuk-body"): HTMLElement {
  return element("p", { class: className }, text);
}

function card({ told, gone }: Kept): HTMLElement {
  const name = element("h2", { class: "menu-card__name" }, told.name);
  const body: (Node | string)[] = [name];
  if (told.provider !== told.name) body.push(paragraph(told.provider, "menu-card__from"));
  if (gone) body.push(paragraph(words.gone ?? "", "menu-card__alert"));
  if (told.is_paused) body.push(paragraph(words.paused ?? "", "menu-card__alert"));
  if (told.alert) body.push(paragraph(told.alert, "menu-card__alert"));
  body.push(element("ul", { class: "menu-facts" }, ...told.facts.map((fact) => element("li", {}, fact))));
  if (told.private_place) body.push(paragraph(told.private_place, "menu-card__line"));
  body.push(...next(told), ...reach(told), all(told), paragraph(told.checked, "menu-card__checked"), off(told));
  return element("article", { class: "menu-card" }, ...body);
}

/** The next dates that are not past, by the phone's own day. */
function next({ dates }: Told): HTMLElement[] {
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const coming = dates.filter(({ on }) => on >= day).slice(0, datesShown);
  if (coming.length === 0) return [paragraph(words.noDates ?? "", "menu-card__line")];
  const lines = coming.map(({ said }) => element("li", {}, said));
  return [
    element("h3", { class: "govuk-heading-s" }, words.dates ?? ""),
    element("ul", { class: "govuk-list govuk-list--bullet" }, ...lines),
  ];
}

function reach({ phones, email, website }: Told): HTMLElement[] {
  const lines = phones.map(({ said, call }) =>
    element("li", {}, element("a", { class: "menu-contact__ring", href: call }, said)),
  );
  if (email) {
    const label = (words.write ?? "").replace("{address}", email);
    lines.push(element("li", {}, element("a", { class: "govuk-link", href: `mailto:${email}` }, label)));
  }
  if (website && /^https?:/.test(website)) {
    const attributes = { class: "govuk-link", href: website, rel: "noreferrer noopener external" };
    lines.push(element("li", {}, element("a", attributes, words.website ?? "")));
  }
  return lines.length ? [element("ul", { class: "govuk-list menu-contact menu-contact__list" }, ...lines)] : [];
}

/** All there is to say, folded away. */
function all({ parts }: Told): HTMLElement {
  const sections = parts.map(({ code, title, answers, blocks }) => {
    const heading = element("h3", { class: "govuk-heading-s menu-part__title" }, picture(code), title);
    const lines = blocks.flatMap(({ heading, lines }) => (heading ? [heading, ...lines] : lines));
    return element(
      "section",
      { class: "menu-part" },
      heading,
      ...[...answers, ...lines].map((line) => paragraph(line)),
    );
  });
  const summary = element("summary", { class: "menu-question__summary" }, words.open ?? "");
  return element("details", { class: "menu-question" }, summary, ...sections);
}

function picture(code: string): SVGElement {
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#menu-${code}`);
  for (const [name, value] of Object.entries({ viewBox: "0 0 64 64", class: "menu-picture", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  svg.append(use);
  return svg;
}

function off({ id, name }: Told): HTMLElement {
  const button = element(
    "button",
    { type: "button", class: "menu-keep", "aria-label": `${words.off}: ${name}` },
    words.off ?? "",
  );
  button.addEventListener("click", () => {
    keep(keptList().filter(({ told }) => told.id !== id));
    draw();
    byId("kept-title").focus();
  });
  return button;
}

/** Brings what is kept up to date; without a network it stays as it is, and that is said. */
async function refresh(): Promise<void> {
  const before = keptList();
  if (before.length > 0) {
    const answer = await tell(before.map(({ told }) => told.id)).catch(() => undefined);
    isOffline = answer === undefined;
    if (answer) {
      const news = new Map(answer.services.map((told) => [told.id, told]));
      const gone = new Set(answer.gone);
      const renewed = ({ told }: Kept): Kept => ({
        told: news.get(told.id) ?? told,
        ...(gone.has(told.id) ? { gone: true } : {}),
      });
      keep(keptList().map(renewed));
    }
  } else isOffline = !navigator.onLine;
  draw();
}

const clear = byId("kept-clear");
const clearAll = clear.textContent;
clear.addEventListener("click", () => {
  if (clear.dataset.pressed) {
    keep([]);
    delete clear.dataset.pressed;
    clear.textContent = clearAll;
    draw();
    byId("kept-title").focus();
  } else {
    clear.dataset.pressed = "once";
    clear.textContent = clear.dataset.sure ?? "";
  }
});
whenOthersKeep(draw);
unfoldOnPaper();
addEventListener("online", () => void refresh());
draw();
void refresh();
void keepOffline();
