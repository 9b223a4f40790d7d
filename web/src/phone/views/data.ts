// My data: seen here, saved as a file, put right, deleted. It is fetched when asked for and never kept.

import { parseArrangements } from "../../card/arrangements.ts";
import { inLondon } from "../../card/date.ts";
import type { Json, JsonObject } from "../../card/json.ts";
import { element } from "../../check/elements.ts";
import { full } from "../../speak.ts";
import { Removed } from "../grant.ts";
import type { Activity, ActivityEntry } from "../held.ts";
import { ownWords } from "../own-words.ts";
import { ask, Refused, Unreachable } from "../server.ts";
import type { Stage } from "../stage.ts";
import { alone } from "../store.ts";
import { enter, entriesSince } from "../sync.ts";
import { link, list, paragraph, press, section, type View } from "../view.ts";
import { knows, say } from "../words.ts";
import { pinForm } from "./activity.ts";

export function dataView({ held: { activity } }: Stage): View {
  const box = element("div", { role: "status" });
  const show = async () => {
    const found = await fetched();
    if (typeof found === "string") return box.replaceChildren(paragraph(found));
    const { data, left } = withoutLog(found, activity);
    box.replaceChildren(paragraph(say("phone-data-private"), "notice"), ...left, download(data), ...parts(data));
  };
  // The log is in it, so the PIN that keeps the log keeps this too.
  const see = activity?.pin ? pinForm(activity, show) : press(say("phone-data-see"), "main", () => void show());
  const rows = [
    link(say("phone-data-correct"), "#correction"),
    link(say("phone-data-delete"), "#deletion"),
    link(say("phone-data-complain"), "#complaint"),
    link(say("phone-messages-title"), "#messages"),
  ];
  return {
    title: say("phone-data-title"),
    back: "help",
    body: [paragraph(say("phone-data-lead"), "lead"), see, box, element("div", { class: "rows" }, ...rows)],
  };
}

/** The data, or why there is none. */
async function fetched(): Promise<JsonObject | string> {
  try {
    return await alone(async () => (await ask("/api/card/data", {}, (await enter()).proof)).json());
  } catch (fault) {
    if (fault instanceof Unreachable) return say("phone-data-see-offline");
    if (fault instanceof Refused || fault instanceof Removed) return say("phone-data-refused");
    throw fault;
  }
}

/** Who looked is shown no further back than it is on the page of activity, which whoever holds the phone can switch on anew. */
function withoutLog(data: JsonObject, activity: Activity | undefined): { data: JsonObject; left: HTMLElement[] } {
  const { activity: log, ...rest } = data;
  if (!activity || !Array.isArray(log)) return { data: rest, left: [paragraph(say("phone-data-log"), "quiet")] };
  const entries = entriesSince(log as unknown as ActivityEntry[], activity);
  return { data: { ...rest, activity: entries as unknown as Json }, left: [] };
}

function download(data: Json): HTMLElement {
  return press(say("phone-data-download"), "quiet-button", () => {
    const file = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
    const away = element("a", { href: file, download: "pass-my-data.json" });
    away.click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  });
}

/** What stands alone first, then each group of things as a part of the page. */
function parts(data: JsonObject): HTMLElement[] {
  const isGroup = ([, value]: [string, Json]) => typeof value === "object" && value !== null;
  const all = Object.entries(data);
  const alone = readable(Object.fromEntries(all.filter((one) => !isGroup(one))));
  const groups = all.filter(isGroup).map(([name, value]) => section(nameOf(name), readable(value)));
  return [element("div", { class: "part" }, alone), ...groups];
}

/** Names and values, as the server orders them; what is not known about somebody is not named. */
function readable(value: Json): HTMLElement {
  if (Array.isArray(value)) {
    if (value.length === 0) return element("p", { class: "quiet" }, say("phone-data-nothing"));
    return element("ul", { class: "data" }, ...value.map((one) => element("li", {}, readable(one))));
  }
  if (typeof value === "object" && value !== null) {
    // A number that only programs read says nothing to anybody.
    const entries = Object.entries(value).filter(([name, one]) => name !== "id" && one !== null && one !== "");
    const rows = entries.flatMap(([name, one]) => [
      element("dt", {}, nameOf(name)),
      element("dd", {}, name === "arrangements" ? sentences(one) : (meant(name, one) ?? readable(one))),
    ]);
    return element("dl", { class: "data" }, ...rows);
  }
  if (typeof value === "boolean") return element("span", {}, say(value ? "phone-data-yes" : "phone-data-no"));
  return element("span", {}, dayOrText(String(value)));
}

/** Arrangements as their owner says them. */
function sentences(arrangements: Json): HTMLElement {
  return list(...parseArrangements(arrangements).map(ownWords));
}

/** What a code means there, such as the kind of a card. */
function meant(name: string, code: Json): string | undefined {
  if (typeof code !== "string") return undefined;
  const key = name === "setting" ? `setting-${code}` : `phone-value-${name.replaceAll("_", "-")}-${code}`;
  return knows(key) ? say(key) : undefined;
}

/** In words where there are some; a code of a card, or a name that came with a newer server, as it is. */
function nameOf(name: string): string {
  const key = `phone-field-${name.replaceAll("_", "-")}`;
  return knows(key) ? say(key) : name.replace(/[_-]/g, " ");
}

function dayOrText(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return full(value);
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return full(inLondon(Date.parse(value) / 1000).date);
  return value;
}
