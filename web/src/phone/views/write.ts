// A few words to the hub about one's data: something is wrong, please delete it, or a complaint.
import { danger } from "../danger.ts";
import { area, formOf, submit } from "../fields.ts";
import type { Message } from "../held.ts";
import { post } from "../outbox.ts";
import type { Stage } from "../stage.ts";
import { paragraph, type View } from "../view.ts";
import { say } from "../words.ts";

type Kind = Exclude<Message["kind"], "not-accepted">;

export function writeView({ go, syncNow }: Stage, kind: Kind): View {
  const deletion = kind === "deletion";
  const words = area("words", say(deletion ? "phone-deletion-words" : "phone-write-words"));
  const form = formOf(
    async () => {
      const written = words.input.value.trim();
      if (written === "" && !deletion) return words.complain(say("phone-write-words-empty"));
      await post({ kind, ...(written ? { words: written } : {}) });
      go("messages");
      await syncNow();
    },
    words.group,
    submit(say(deletion ? "phone-deletion-send" : "phone-refused-send")),
  );
  const more = kind === "complaint" ? [paragraph(say("phone-complaint-ico"), "quiet")] : [];
  return {
    title: say(`phone-message-${kind}`),
    back: "data",
    canLeave: true,
    body: [danger(), paragraph(say(`phone-${kind}-lead`), "lead"), form, ...more],
  };
}
