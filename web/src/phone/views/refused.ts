// "They didn't accept it": told in a moment, read by a person. What to do in danger comes first.
import { settings } from "../../card/arrangements.ts";
import { danger } from "../danger.ts";
import { area, choice, formOf, submit } from "../fields.ts";
import type { Message } from "../held.ts";
import { post } from "../outbox.ts";
import type { Stage } from "../stage.ts";
import { section, type View } from "../view.ts";
import { say } from "../words.ts";

const happenings = ["refused", "questioned", "kept"] as const;

export function refusedView({ held, go, syncNow }: Stage): View {
  const own = settings.filter((setting) => held.about?.settings.some((one) => one.setting === setting));
  const has = own.length > 0 ? own : settings;
  const options = has.map((setting): [string, string] => [setting, say(`setting-${setting}`)]);
  const where = choice("where", say("phone-refused-where"), options, held.setting ?? has[0]);
  const what = choice(
    "what",
    say("phone-refused-what"),
    happenings.map((one) => [one, say(`phone-refused-${one}`)]),
  );
  const words = area("words", say("phone-refused-words"));
  const form = formOf(
    async () => {
      const happened = happenings.find((one) => one === what.value());
      if (!happened) return what.complain(say("phone-refused-what-empty"));
      const setting = settings.find((one) => one === where.value());
      const more = words.input.value.trim();
      const message: Omit<Message, "id"> = { kind: "not-accepted", happened };
      await post({ ...message, ...(setting ? { setting } : {}), ...(more ? { words: more } : {}) });
      go("messages");
      await syncNow();
    },
    what.group,
    ...(has.length > 1 ? [where.group] : []),
    words.group,
    submit(say("phone-refused-send")),
  );
  return {
    title: say("phone-refused-title"),
    back: "card",
    canLeave: true,
    body: [danger(), section(say("phone-refused-sorry"), form)],
  };
}
