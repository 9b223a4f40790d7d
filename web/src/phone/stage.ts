// What every view is given: what is held, how the last talk with the server went, and the way to other views.
import type { Held } from "./held.ts";
import type { Outcome } from "./sync.ts";

export interface Stage {
  /** As it stood when this view was drawn. */
  held: Held;
  /** How the last sync went; nothing while the first is under way. */
  outcome: Outcome | undefined;
  /** Shows another view, by its name. */
  go: (view: string) => void;
  /** Reads what is held anew and draws the view again. */
  redraw: () => Promise<void>;
  /** Talks to the server now, then draws the view again. */
  syncNow: () => Promise<Outcome>;
}
