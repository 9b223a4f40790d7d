// Help: first for whoever needs it now, then how the card works, the hub, and its owner's own side.
import { element } from "../../check/elements.ts";
import type { Stage } from "../stage.ts";
import { call, link, list, ringHub, section, type View } from "../view.ts";
import { exit } from "../ways.ts";
import { say } from "../words.ts";

export function helpView({ held }: Stage): View {
  const how = ["open", "scan", "why", "paper"].map((one) => say(`phone-how-${one}`));
  const { about, grant } = held;
  const mine = [
    link(say("phone-refused-button"), "#refused"),
    link(say("phone-messages-title"), "#messages"),
    link(say("phone-choose"), "#choices"),
    link(say("phone-data-title"), "#data"),
    link(say("phone-remove"), "#remove"),
  ];
  return {
    title: say("phone-help-title"),
    body: [
      element("p", { class: "exit-row" }, exit(), element("span", { class: "quiet" }, say("phone-exit-more"))),
      now(),
      section(say("phone-lost"), element("p", {}, link(say("phone-lost-more"), "/lost"))),
      ...(grant
        ? [
            section(
              say("phone-my-title"),
              element("nav", { class: "rows", "aria-label": say("phone-my-title") }, ...mine),
            ),
          ]
        : []),
      section(say("phone-how-title"), list(...how)),
      ...(about ? [section(say("phone-hub-title"), element("p", {}, about.hub.name), ...ringHub(about.hub))] : []),
    ],
  };
}

function now(): HTMLElement {
  const rows = [
    [say("phone-now-999"), call(say("phone-now-999-call"), "999")],
    [say("phone-now-childline"), call(say("phone-now-childline-call"), "08001111")],
    [say("phone-now-shout"), link(say("phone-now-shout-call"), "sms:85258?body=SHOUT", "call")],
  ];
  return element(
    "section",
    { class: "part now" },
    element("h2", {}, say("phone-now-title")),
    ...rows.map((row) => element("p", {}, ...row)),
  );
}
