// Keeps what is held in the browser (IndexedDB), for this app's next start. Where a browser keeps nothing, it lasts as long as the page.
import { type Held, newer } from "./held.ts";

const database = "pass-checker";
const store = "held";
const only = "held";

/** What is held, with the key of this page pinned if none was. */
export async function recall(root: string): Promise<Held> {
  const nothing = { root, lists: {} };
  return (await transact((held) => held ?? nothing)) ?? nothing;
}

/** Adds to what is held. Another window of this app may have written meanwhile: the newer of each stays. */
export async function keep(more: Held): Promise<Held> {
  return (await transact((held) => (held?.root === more.root ? newer(held, more) : (held ?? more)))) ?? more;
}

/** Forgets everything and pins this key, because a person chose to. */
export async function beginAnew(root: string): Promise<void> {
  await transact(() => ({ root, lists: {} }));
}

/** Reads and writes in one; nothing when the browser refuses. */
async function transact(change: (held: Held | undefined) => Held): Promise<Held | undefined> {
  try {
    const db = await open();
    const transaction = db.transaction(store, "readwrite");
    const held = transaction.objectStore(store);
    let changed: Held | undefined;
    const reading: IDBRequest<Held | undefined> = held.get(only);
    reading.onsuccess = () => {
      changed = change(reading.result);
      held.put(changed, only);
    };
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = failed;
    });
    db.close();
    return changed;
  } catch {
    return undefined;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open(database, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = failed;
  });
}
