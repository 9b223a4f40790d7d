// The browser's database: one store, one row for each name of `Held`. Whoever writes a grant or a key holds the lock.
import type { Held } from "./held.ts";

const database = "pass-card";
const table = "held";
const lock = "pass-card";
/** Tells other tabs of the card that something changed. */
const news = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(database);

/** Everything held, as it stands in the database now. */
export async function read(): Promise<Held> {
  const open = await opened();
  const rows = open.transaction(table).objectStore(table);
  const [names, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
  return Object.fromEntries(names.map((name, at) => [String(name), values[at]])) as Held;
}

/** Writes these and leaves the others, in one step that has reached the disk when this returns; undefined takes away. */
export async function keep(changes: { [Name in keyof Held]?: Held[Name] | undefined }): Promise<void> {
  const open = await opened();
  const writing = open.transaction(table, "readwrite", { durability: "strict" });
  const rows = writing.objectStore(table);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) rows.delete(name);
    else rows.put(value, name);
  }
  await written(writing);
  news?.postMessage("changed");
}

/**
 * Changes one of these from what it is now, in one step: whoever wrote it meanwhile, such as a person while the server was
 * being asked, is not written over. Undefined takes it away.
 */
export async function change<Name extends keyof Held>(
  name: Name,
  anew: (now: Held[Name] | undefined) => Held[Name] | undefined,
): Promise<void> {
  const open = await opened();
  const writing = open.transaction(table, "readwrite", { durability: "strict" });
  const rows = writing.objectStore(table);
  const reading: IDBRequest<Held[Name] | undefined> = rows.get(name);
  reading.onsuccess = () => {
    const value = anew(reading.result);
    if (value === undefined) rows.delete(name);
    else rows.put(value, name);
  };
  await written(writing);
  news?.postMessage("changed");
}

/** Leaves nothing of the card in this browser. */
export async function forget(): Promise<void> {
  const held = await read();
  await keep(Object.fromEntries(Object.keys(held).map((name) => [name, undefined])));
}

/** Does something while nothing else of the kind goes on, in no other tab either: a refresh token is used once, a key is in one credential. */
export function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  if (navigator.locks) return navigator.locks.request(lock, work);
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

/** What goes on in this tab, where the browser has no locks. */
let last: Promise<unknown> = Promise.resolve();

/** Calls `changed` whenever another tab wrote something. */
export function whenOthersWrite(changed: () => void): void {
  news?.addEventListener("message", changed);
}

let opening: Promise<IDBDatabase> | undefined;

function opened(): Promise<IDBDatabase> {
  opening ??= new Promise((ready, failed) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table);
    request.onsuccess = () => {
      // A browser may close it, and another tab may bring a newer form of it: the next use opens it again.
      request.result.onclose = () => (opening = undefined);
      request.result.onversionchange = () => {
        request.result.close();
        opening = undefined;
      };
      ready(request.result);
    };
    request.onerror = () => failed(request.error ?? new Error("the database cannot be opened"));
  });
  return opening.catch((fault) => {
    opening = undefined;
    throw fault;
  });
}

function written(writing: IDBTransaction): Promise<void> {
  return new Promise((ready, failed) => {
    writing.oncomplete = () => ready();
    writing.onabort = () => failed(writing.error ?? new Error("the database did not take it"));
  });
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((ready, failed) => {
    request.onsuccess = () => ready(request.result);
    request.onerror = () => failed(request.error ?? new Error("the database did not answer"));
  });
}
