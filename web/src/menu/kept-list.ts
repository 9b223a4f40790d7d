// The list that this phone keeps: each service whole, so that it can be read without a network. Nothing of it goes to anybody.

/** A service as the server says it (server/src/http/pages/menu.rs). */
export interface Told {
  id: string;
  name: string;
  provider: string;
  facts: string[];
  private_place?: string | null;
  is_paused: boolean;
  alert: string | null;
  checked: string;
  parts: { code: string; title: string; answers: string[]; blocks: { heading: string | null; lines: string[] }[] }[];
  dates: { on: string; said: string }[];
  phones: { said: string; call: string }[];
  email: string | null;
  website: string | null;
}

/** One of the list; gone: it is on the menu no more. */
export interface Kept {
  told: Told;
  gone?: boolean;
}

/** As many as a list in a link takes. */
export const most = 50;
const place = "pass-menu";

/** What is kept; what cannot be read is as if it were not there. */
export function keptList(): Kept[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one?.told?.id === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps this list instead; false where the browser keeps nothing. */
export function keep(list: Kept[]): boolean {
  try {
    if (list.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(list));
    showCount();
    return true;
  } catch {
    return false;
  }
}

/** What the server says of these now. */
export async function tell(ids: string[]): Promise<{ services: Told[]; gone: string[] }> {
  const answer = await fetch(`/menu/kept.json?s=${ids.join(",")}`);
  if (!answer.ok) throw new Error(`the menu answered ${answer.status}`);
  return answer.json();
}

/** The number beside "My list". */
export function showCount(): void {
  const count = keptList().length;
  for (const badge of document.querySelectorAll<HTMLElement>("[data-kept-count]")) {
    badge.textContent = String(count);
    badge.hidden = count === 0;
  }
}

/** Calls `changed` when another tab wrote the list. */
export function whenOthersKeep(changed: () => void): void {
  window.addEventListener("storage", (event) => {
    if (event.key === place || event.key === null) changed();
  });
}
