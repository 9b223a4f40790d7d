// Lets the browser keep this app, so that it opens without a network. A newer version takes over while nobody looks: then
// nothing that is on the screen is lost, and what the app itself keeps (IndexedDB) is never touched.

const betweenLooks = 60 * 60 * 1000;

/** Registers the service worker beside the page's manifest. Does nothing where there is none: the operator turned the apps off. */
export async function keepOffline(): Promise<void> {
  const manifest = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
  if (!manifest || !navigator.serviceWorker) return;
  restartWhenTakenOver();
  const folder = new URL(".", manifest.href).pathname;
  const registration = await navigator.serviceWorker
    .register(trusted(`${folder}worker.js`), { scope: folder.slice(0, -1), updateViaCache: "none" })
    .catch(() => undefined); // A browser that keeps nothing still has the page.
  if (!registration) return;
  // Without a network there is nothing newer to be had.
  const look = () => void registration.update().catch(() => undefined);
  setInterval(look, betweenLooks);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) registration.waiting?.postMessage("take-over");
    else look();
  });
}

/** The first worker takes over a page that fits it; every later one brings another page. */
function restartWhenTakenOver(): void {
  let fits = navigator.serviceWorker.controller === null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (fits) fits = false;
    else if (document.hidden) location.reload();
    else document.addEventListener("visibilitychange", () => location.reload(), { once: true });
  });
}

/** Our policy takes the address of a worker from one place only, which is here. */
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = types?.createPolicy("pass-worker", { createScriptURL: (url) => url });
  return policy ? policy.createScriptURL(address) : address;
}

/** As much of Trusted Types as is needed here (W3C Trusted Types section 2.3). */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}
