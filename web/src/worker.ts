// The service worker of an app that a browser keeps: keeps the files of one version of it, and gives them without asking
// anybody. It fetches nothing else, so whatever the app asks the server goes there by itself; only where its page stands in for
// others of its scope are those asked for first.
// The server writes `self.kept` before this script (server/src/http/offline_app.rs).
export {};

interface Kept {
  /** The app's page. */
  page: string;
  /** Where else the same page opens. */
  also: string[];
  /** Whether it stands in for every other page of the scope that cannot be had. */
  standsIn: boolean;
  /** The digest of that page, so that no page of another version is kept with these files. */
  integrity: string;
  files: string[];
  version: string;
}

declare const self: ServiceWorkerGlobalScope & { kept: Kept };

const { page, also, standsIn, integrity, files, version } = self.kept;
const mine = `pass ${page} `;
const cacheName = mine + version;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET") return;
  const opensPage = event.request.mode === "navigate";
  if (opensPage && [page, ...also].includes(pathname)) event.respondWith(give(page));
  else if (opensPage && standsIn) event.respondWith(fetch(event.request).catch(() => give(page)));
  else if (!opensPage && files.includes(pathname)) event.respondWith(give(pathname));
});

/** All of them or none: otherwise the version before goes on. */
async function keep(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([new Request(page, { cache: "reload", integrity }), ...files]);
}

/** The first worker also takes the page that brought it, which then opens without a network from its first visit on. */
async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A browser short of room may have thrown a file away. */
async function give(address: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(address)) ?? fetch(address);
}
