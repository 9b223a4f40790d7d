// What each place sees, out of what the hub allowed, with a preview; it goes to the server at the next sync.
import { parseArrangements, type Setting } from "../../card/arrangements.ts";
import { inLondon } from "../../card/date.ts";
import { element } from "../../check/elements.ts";
import { arrangementWords } from "../../speak.ts";
import { now } from "../clock.ts";
import { formOf, submit } from "../fields.ts";
import type { SettingChoice } from "../held.ts";
import { ownWords } from "../own-words.ts";
import type { Stage } from "../stage.ts";
import { keep } from "../store.ts";
import { list, paragraph, type View } from "../view.ts";
import { say } from "../words.ts";

export function choicesView({ held, syncNow }: Stage): View {
  const groups = (held.about?.settings ?? []).map((one) =>
    group(one, held.choices?.[one.setting] ?? one.shown, held.about?.ends_on),
  );
  const status = element("p", { role: "status", class: "saved" }, held.choices ? say("phone-choices-waiting") : "");
  const form = formOf(
    async () => {
      await keep({ choices: Object.fromEntries(groups.map(({ setting, chosen }) => [setting, chosen()])) });
      status.textContent = say("phone-choices-waiting");
      if ((await syncNow()) === "done") status.textContent = say("phone-choices-done");
    },
    ...groups.map(({ element }) => element),
    submit(say("phone-choices-save")),
  );
  return {
    title: say("phone-choices-title"),
    back: "card",
    body: [
      paragraph(say("phone-choices-lead")),
      status,
      form,
      paragraph(say("phone-choices-when"), "quiet"),
      paragraph(say("phone-choices-add"), "quiet"),
    ],
  };
}

interface Group {
  setting: Setting;
  element: HTMLElement;
  chosen: () => string[];
}

function group({ setting, allowed }: SettingChoice, shown: string[], until: string | undefined): Group {
  const today = inLondon(now()).date;
  const arrangements = parseArrangements(allowed);
  const boxes = arrangements.map(({ code }) => {
    const box = element("input", { type: "checkbox", id: `${setting}-${code}`, name: setting, value: code });
    box.checked = shown.includes(code);
    return box;
  });
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  const preview = element("div", { class: "preview" });
  const show = () => {
    const lines = arrangements
      .filter(({ code }) => chosen().includes(code))
      .map((one) => arrangementWords(one, until, today));
    const title = element(
      "p",
      { class: "quiet" },
      say("phone-choices-preview", { setting: say(`setting-${setting}`) }),
    );
    preview.replaceChildren(title, lines.length > 0 ? list(...lines) : paragraph(say("phone-choices-none")));
  };
  const rows = arrangements.map((arrangement, at) => {
    const label = element("label", { for: `${setting}-${arrangement.code}` }, ownWords(arrangement));
    return element("div", { class: "option" }, boxes[at] ?? "", label);
  });
  const set = element(
    "fieldset",
    { class: "field part" },
    element("legend", {}, say(`setting-${setting}`)),
    ...rows,
    preview,
  );
  set.addEventListener("change", show);
  show();
  return { setting, element: set, chosen };
}
