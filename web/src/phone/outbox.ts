// What is told to the hub: written down with its id before it is sent, so that it goes out later, and arrives once.
import type { Message } from "./held.ts";
import { ask, json, type Proof, Refused } from "./server.ts";
import { change, read } from "./store.ts";

/** Puts a message where the next sync takes it from. */
export async function post(message: Omit<Message, "id">): Promise<void> {
  const written = { id: crypto.randomUUID(), ...message };
  await change("outbox", (outbox = []) => [...outbox, written]);
}

/** Sends what waits; call it alone. One that is refused stays, and holds up no other. */
export async function sendWaiting(proof: Proof): Promise<void> {
  for (const message of (await read()).outbox ?? []) {
    const sent = ask("/api/card/messages", json("POST", message), proof);
    const isTaken = await sent.then(
      () => true,
      (fault) => {
        if (fault instanceof Refused) return false;
        throw fault;
      },
    );
    if (isTaken) await change("outbox", (outbox) => without(message, outbox));
  }
}

/** What still waits when the card goes off this phone: no other card may send it unasked, since that may be somebody else's. */
export async function setAside(): Promise<{ outbox: undefined; unsent: Message[] | undefined }> {
  const { outbox = [], unsent = [] } = await read();
  const all = [...unsent, ...outbox];
  return { outbox: undefined, unsent: all.length > 0 ? all : undefined };
}

/** One that was set aside, sent after all: its owner says so. */
export async function sendNow(message: Message): Promise<void> {
  await change("outbox", (outbox = []) => [...outbox, message]);
  await throwAway(message);
}

export async function throwAway(message: Message): Promise<void> {
  await change("unsent", (unsent) => without(message, unsent));
}

/** The others; nothing when there are none. */
function without(message: Message, all: Message[] = []): Message[] | undefined {
  const left = all.filter(({ id }) => id !== message.id);
  return left.length > 0 ? left : undefined;
}
