// What its owner told the hub, whether somebody read it, and what was done.
import { element } from "../../check/elements.ts";
import { full } from "../../speak.ts";
import type { Answered, Message } from "../held.ts";
import { sendNow, throwAway } from "../outbox.ts";
import type { Stage } from "../stage.ts";
import { paragraph, press, ringHub, type View } from "../view.ts";
import { dayAndTime } from "../when.ts";
import { say } from "../words.ts";

export function messagesView(stage: Stage): View {
  const { held } = stage;
  const waiting = (held.outbox ?? []).map(notSent);
  const sent = (held.messages ?? []).map(told);
  const all = [...(held.unsent ?? []).map((one) => setAside(one, stage)), ...waiting, ...sent];
  const status = waiting.length > 0 ? say("phone-sent-later") : say("phone-sent");
  const body =
    all.length > 0 ? [element("p", { role: "status" }, status), ...all] : [paragraph(say("phone-messages-empty"))];
  return { title: say("phone-messages-title"), back: "help", body };
}

function notSent(message: Message): HTMLElement {
  return box(message, ...own(message), paragraph(say("phone-message-waiting"), "quiet"));
}

/** One that the card before could not send: its owner says what becomes of it. */
function setAside(message: Message, { held, redraw, syncNow }: Stage): HTMLElement {
  const send = press(say("phone-message-send-now"), "quiet-button", async () => {
    await sendNow(message);
    await syncNow();
  });
  const away = press(say("phone-message-throw-away"), "quiet-button", async () => {
    await throwAway(message);
    await redraw();
  });
  const choices = element("p", { class: "row" }, ...(held.grant ? [send] : []), away);
  const why = paragraph(say("phone-message-unsent"), "notice__first");
  return box(message, ...own(message), why, ...ringHub(held.about?.hub), choices);
}

function told(message: Answered): HTMLElement {
  const at = paragraph(dayAndTime(message.at), "quiet");
  const state = paragraph(say(`phone-message-${message.state}`));
  const answer = message.answer
    ? [element("p", {}, element("strong", {}, `${say("phone-message-answer")}: `), message.answer)]
    : [];
  const due =
    message.answer_by && !message.answer ? [paragraph(say("phone-message-by", { date: full(message.answer_by) }))] : [];
  return box(message, at, ...own(message), state, ...due, ...answer);
}

/** What its owner wrote. */
function own({ words }: { words?: string | null }): HTMLElement[] {
  return words ? [element("blockquote", {}, words)] : [];
}

function box({ kind, setting }: Pick<Answered, "kind" | "setting">, ...body: Node[]): HTMLElement {
  const where = setting ? [` · ${say(`setting-${setting}`)}`] : [];
  return element("article", { class: "told" }, element("h2", {}, say(`phone-message-${kind}`), ...where), ...body);
}
