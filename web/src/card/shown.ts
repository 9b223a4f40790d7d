// What of a sound card is shown to one setting, and what is kept back (docs/card-format.md §9, "Shown").
import type { Setting } from "./arrangements.ts";
import type { Claims } from "./credential.ts";
import { inLondon, yearLater } from "./date.ts";
import type { Line } from "./verdict.ts";

const daySeconds = 86_400;

/** The lines for a setting, with a list of this `iat` at `now` (seconds). Empty when there is nothing to show. */
export function linesFor(claims: Claims, setting: Setting, listIat: number, now: number): Line[] {
  if (claims.phone && claims.phone.setting !== setting) return [];
  const today = inLondon(now).date;
  const own = claims.arrangements.filter((arrangement) => {
    const noted = arrangement.setting && arrangement.parameters.noted;
    if (typeof noted === "string" && today >= yearLater(noted)) return false;
    return arrangement.setting
      ? arrangement.setting === setting
      : claims.phone !== undefined || setting !== "transport";
  });
  const stale = now - listIat > daySeconds;
  const keptBack = own.filter(({ code }) => stale && (code === "collect-arranged" || code === "may-discuss"));
  const lines: Line[] = own
    .filter((arrangement) => !keptBack.includes(arrangement))
    .map((arrangement) => ({ arrangement }));
  return keptBack.length > 0 ? [...lines, { needsFreshList: true }] : lines;
}

/** The last day of a card in Europe/London. */
export function lastDay({ exp, phone }: Claims): string {
  return inLondon(phone ? exp - 1 : exp).date;
}
