// Who looked at the card at a desk, and which time-outs were noted: only for whoever switched it on, hidden when wished.
import { element } from "../../check/elements.ts";
import { now } from "../clock.ts";
import { field, formOf, submit } from "../fields.ts";
import type { Activity, ActivityEntry } from "../held.ts";
import { isPin, newPin, tryPin, wait } from "../pin.ts";
import type { Stage } from "../stage.ts";
import { change } from "../store.ts";
import { entriesSince } from "../sync.ts";
import { paragraph, press, section, type View } from "../view.ts";
import { dayAndTime, timeOf } from "../when.ts";
import { say } from "../words.ts";

/** Whether the PIN was typed on this visit to the page; leaving it, or the phone going out of sight, locks it again. */
let open = false;
/** Draws the page that stands there anew. */
let lockPage = () => {};

addEventListener("hashchange", () => (open = false));
document.addEventListener("visibilitychange", () => {
  if (document.hidden && open) {
    open = false;
    lockPage();
  }
});

export function activityView(stage: Stage): View {
  const { activity } = stage.held;
  lockPage = () => void stage.redraw();
  const title = say("phone-activity-title");
  if (!stage.held.grant || !activity) return { title, body: off(stage) };
  if (activity.pin && !open) return { title, body: locked(stage, activity) };
  return { title, body: activity.hidden ? hidden(stage) : shown(stage, activity) };
}

/** From what it is now: a sync may have brought news since it was drawn. */
async function set({ redraw }: Stage, anew: (kept: Activity | undefined) => Activity | undefined): Promise<void> {
  await change("activity", anew);
  await redraw();
}

/** Changes these of an activity that is still switched on. */
function put(stage: Stage, changed: Partial<Activity>): Promise<void> {
  return set(stage, (kept) => kept && { ...kept, ...changed });
}

function off(stage: Stage): Node[] {
  const on = press(say("phone-activity-on"), "main", async () => {
    await set(stage, (switchedOn) => switchedOn ?? { since: now(), entries: [], hidden: false });
    await stage.syncNow();
  });
  const words = [paragraph(say("phone-activity-off"), "lead"), paragraph(say("phone-activity-off-more"))];
  return stage.held.grant ? [...words, on] : words;
}

function turnOff(stage: Stage): HTMLElement {
  return press(say("phone-activity-turn-off"), "quiet-button", () => {
    open = false;
    void set(stage, () => undefined);
  });
}

function hidden(stage: Stage): Node[] {
  const show = press(say("phone-activity-show"), "main", () => void put(stage, { hidden: false }));
  return [paragraph(say("phone-activity-hidden")), show, turnOff(stage)];
}

function shown(stage: Stage, activity: Activity): Node[] {
  const entries = entriesSince(activity.entries, activity).map(entry);
  const all =
    entries.length > 0 ? element("ul", { class: "entries" }, ...entries) : paragraph(say("phone-activity-empty"));
  const hide = press(say("phone-activity-hide"), "quiet-button", () => void put(stage, { hidden: true }));
  return [
    all,
    paragraph(say("phone-activity-note"), "quiet"),
    element("p", { class: "row" }, hide, turnOff(stage)),
    pinPart(stage, activity),
  ];
}

function spoken({ kind, where: place, back_at: back, not_noted_back: open }: ActivityEntry): string {
  if (kind === "look") return say("phone-activity-look", { place });
  if (back) return say("phone-activity-time-out-back", { place, time: timeOf(back) });
  return say(open ? "phone-activity-time-out-open" : "phone-activity-time-out", { place });
}

function entry(one: ActivityEntry): HTMLElement {
  const { at } = one;
  const words = spoken(one);
  return element("li", {}, element("span", { class: "quiet" }, dayAndTime(at)), element("span", {}, words));
}

function pinField(label: string): ReturnType<typeof field> {
  return field("pin", label, undefined, {
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: "8",
    class: "code",
  });
}

function pinPart(stage: Stage, activity: Activity): HTMLElement {
  const unlock = () => void set(stage, (kept) => kept && withoutPin(kept));
  if (activity.pin) {
    return section(say("phone-pin-title"), press(say("phone-pin-remove"), "quiet-button", unlock));
  }
  const pin = pinField(say("phone-pin-new"));
  const form = formOf(
    async () => {
      if (!isPin(pin.input.value)) return pin.complain(say("phone-pin-form"));
      open = true;
      await put(stage, { pin: await newPin(pin.input.value) });
    },
    pin.group,
    submit(say("phone-pin-set")),
  );
  return section(say("phone-pin-title"), paragraph(say("phone-pin-what")), form);
}

function withoutPin({ pin: _pin, ...rest }: Activity): Activity {
  return rest;
}

function locked(stage: Stage, activity: Activity): Node[] {
  const opened = () => {
    open = true;
    return stage.redraw();
  };
  return [pinForm(activity, opened), paragraph(say("phone-pin-forgot"), "quiet"), turnOff(stage)];
}

/** Asks for the PIN, counts wrong ones, and calls `opened` for the right one. */
export function pinForm(activity: Activity, opened: () => Promise<void>): HTMLFormElement {
  const pin = pinField(say("phone-pin-type"));
  return formOf(
    async () => {
      if (!activity.pin) return opened();
      const seconds = wait(activity.pin, now());
      if (seconds > 0) return pin.complain(say("phone-pin-wait", { seconds }));
      const tried = await tryPin(activity.pin, pin.input.value, now());
      activity.pin = tried.pin;
      await change("activity", (kept) => (kept?.pin ? { ...kept, pin: tried.pin } : kept));
      if (!tried.opens) return pin.complain(say("phone-pin-wrong"));
      await opened();
    },
    pin.group,
    submit(say("phone-pin-open")),
  );
}
