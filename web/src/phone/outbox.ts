// What is told to the hub: written down with its id before it is sent, so that it goes out later, and arrives once.
import type { Message } from "./held.ts";
import { keep, read } from "./store.ts";

/** Puts a message where the next sync takes it from. */
export async function post(message: Omit<Message, "id">): Promise<void> {
  const { outbox = [] } = await read();
  await keep({ outbox: [...outbox, { id: crypto.randomUUID(), ...message }] });
}
