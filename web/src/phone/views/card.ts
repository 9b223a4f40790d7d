// The card itself: who it is, one place at a time, the square, and what it says there in its owner's own words.
import type { Setting } from "../../card/arrangements.ts";
import { inLondon } from "../../card/date.ts";
import { element, icon } from "../../check/elements.ts";
import { full } from "../../speak.ts";
import { now } from "../clock.ts";
import type { HeldCredential } from "../held.ts";
import { installPart } from "../install.ts";
import { showLarger } from "../larger.ts";
import { liveSquare } from "../live.ts";
import { ownLines } from "../own-words.ts";
import { photo } from "../photo.ts";
import type { Stage } from "../stage.ts";
import { type Standing, standing } from "../standing.ts";
import { keep } from "../store.ts";
import { settingsOf } from "../sync.ts";
import { link, list, paragraph, press, ringHub, type View } from "../view.ts";
import { say } from "../words.ts";
import { emptyCard } from "./empty.ts";

export function cardView(stage: Stage): View {
  const { held } = stage;
  const here = settingsOf(held);
  const setting = here.find((one) => one === held.setting) ?? here[0];
  const how = standing(held, setting, now());
  const credential = setting && held.credentials?.[setting];
  if (how.state === "empty") return emptyCard(stage);
  if (how.state === "good" && setting && credential) return shown(stage, setting, credential, how);
  return withoutSquare(stage, how);
}

function shown(stage: Stage, setting: Setting, credential: HeldCredential, how: Standing & { state: "good" }): View {
  const { held } = stage;
  // A bus or train never needs a name; what it sees has none either.
  const name = setting === "transport" ? undefined : (held.about?.name ?? undefined);
  const live = liveSquare(credential, () => {
    if (!document.querySelector("dialog[open]")) showLarger(live.element, name);
  });
  const lines = ownLines(credential, setting, now());
  const refused = link(say("phone-refused-button"), "#refused", "wide");
  const card = element(
    "article",
    { class: "pass", "aria-label": say("phone-name-of-card") },
    face(stage, name),
    places(stage, setting),
    live.element,
  );
  return {
    title: name ?? say("phone-title"),
    quiet: true,
    stop: live.stop,
    body: [
      ...warnings(stage, how),
      card,
      element("section", { class: "part" }, element("h2", {}, say("phone-says")), list(...lines)),
      element("p", {}, refused),
      element("p", {}, link(say("phone-choose"), "#choices")),
      paragraph(say("phone-until", { date: full(held.about?.ends_on ?? "") }), "quiet"),
      ...installPart(),
    ],
  };
}

function face({ held }: Stage, name: string | undefined): HTMLElement {
  const words = element("div", { class: "face__words" });
  words.append(paragraph(say("phone-title"), "face__brand"), paragraph(held.about?.hub.name ?? "", "face__hub"));
  if (name) words.append(paragraph(name, "face__name"));
  // A bus or train needs no face either.
  return element("div", { class: "face" }, ...(name ? [photo(held.photo?.jpeg)] : []), words);
}

/** One place at a time, each with its shape and word. */
function places({ held, redraw }: Stage, chosen: Setting): HTMLElement {
  const buttons = settingsOf(held).map((setting) => {
    const pressed = String(setting === chosen);
    const made = element("button", { type: "button", class: "place", id: `place-${setting}`, "aria-pressed": pressed });
    made.append(icon(setting, "place__icon"), say(`setting-${setting}`));
    made.addEventListener("click", async () => {
      await keep({ setting });
      await redraw();
    });
    return made;
  });
  return element("div", { class: "places", role: "group", "aria-label": say("phone-places") }, ...buttons);
}

function warnings({ outcome }: Stage, { daysLeft, lastDays }: Standing & { state: "good" }): HTMLElement[] {
  const said = (text: string, more?: string) =>
    element(
      "div",
      { class: "notice", role: "status" },
      paragraph(text, "notice__first"),
      ...(more ? [paragraph(more)] : []),
    );
  if (daysLeft !== undefined) return [said(say("phone-days-left", { days: daysLeft }), say("phone-days-left-more"))];
  if (lastDays !== undefined) return [said(say("phone-last-days", { days: lastDays }))];
  return outcome === "offline" ? [paragraph(say("phone-offline"), "quiet centre")] : [];
}

/** Why there is no square, and what to do. No photo and no name: the card has ended, or nobody can be shown it. */
function withoutSquare(stage: Stage, { state }: Standing): View {
  const { held, outcome, syncNow } = stage;
  const again = press(say("phone-try-again"), "main", () => void syncNow());
  const hub = ringHub(held.about?.hub);
  const view = (words: string, ...body: (Node | string)[]): View => ({ title: say(`phone-${words}-title`), body });
  switch (state) {
    case "arriving":
      if (held.about && outcome === "done") {
        return view(
          "nothing",
          paragraph(say("phone-nothing")),
          element("p", {}, link(say("phone-choose"), "#choices", "wide")),
          ...hub,
        );
      }
      if (outcome === "offline") return view("arriving", paragraph(say("phone-arriving-offline")), again);
      return view("arriving", element("p", { role: "status" }, say("phone-arriving")));
    case "stopped":
      return view("stopped", paragraph(say("phone-stopped")), again, paragraph(say("phone-stopped-paper")), ...hub);
    case "clock":
      return view("clock", paragraph(say("phone-clock", { date: full(inLondon(Date.now() / 1000).date) })), again);
    case "ended":
      return view(
        "ended",
        paragraph(say("phone-ended", { date: full(held.about?.ends_on ?? "") })),
        ...hub,
        startAgain(),
      );
    default:
      return view(
        "removed",
        paragraph(say("phone-removed")),
        paragraph(say("phone-get-back")),
        ...hub,
        ...(held.unsent ? [element("p", {}, link(say("phone-messages-title"), "#messages"))] : []),
        startAgain(),
      );
  }
}

function startAgain(): HTMLElement {
  return element("p", {}, link(say("phone-again"), "#activate", "wide"));
}
