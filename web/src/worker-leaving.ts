// What the server gives instead of the worker when its operator turned the apps off: it throws the kept files away, takes
// itself away, and lets open pages load anew from the server. Keys and lists (IndexedDB) stay where they are.
export {};

declare const self: ServiceWorkerGlobalScope & { kept: { page: string } };

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(`pass ${self.kept.page} `));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: "window" });
  // One that is closing or was never this worker's cannot be moved, and needs not be.
  await Promise.allSettled(pages.map((page) => page.navigate(page.url)));
}
