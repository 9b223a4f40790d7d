// No card in this browser: how to put one here, what may have happened to the one before, and how to get it back.
import { element } from "../../check/elements.ts";
import { installPart } from "../install.ts";
import type { Stage } from "../stage.ts";
import { link, list, paragraph, section, type View } from "../view.ts";
import { say } from "../words.ts";

export function emptyCard(_stage: Stage): View {
  const why = ["cleared", "other", "private", "home"].map((one) => say(`phone-empty-why-${one}`));
  return {
    title: say("phone-empty-title"),
    body: [
      paragraph(say("phone-empty"), "lead"),
      element("p", {}, link(say("phone-put-title"), "#activate", "wide main")),
      ...installPart(),
      section(say("phone-empty-had-title"), list(...why), paragraph(say("phone-empty-back"))),
      section(say("phone-lost"), paragraph(say("phone-lost-more")), element("p", {}, link(say("phone-lost"), "/lost"))),
    ],
  };
}
