// The one answer a check gives (docs/card-format.md §9, the mapping).
import type { Arrangement, Setting } from "./arrangements.ts";

export const states = [
  "valid",
  "valid_offline",
  "valid_not_here",
  "expired",
  "not_in_use",
  "not_recognised",
  "cannot_check",
] as const;
export type State = (typeof states)[number];
export type Why = "code_too_old" | "clock_wrong" | "list_missing" | "list_too_old";

/** What a setting is shown: an arrangement, or that one is kept back until the list is fresh. */
export type Line = { arrangement: Arrangement } | { needsFreshList: true };

export interface Verdict {
  state: State;
  why?: Why;
  setting?: Setting;
  name?: string;
  lines: Line[];
  /** The card's last day in Europe/London. */
  validUntil?: string;
  /** Seconds since 1970, as `listIssuedAt`. */
  checkedAt: number;
  listIssuedAt?: number;
  hub?: { name: string; telephone: string };
}
