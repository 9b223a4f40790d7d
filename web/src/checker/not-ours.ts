// Names what was scanned when it cannot be one of our cards. No address in it is ever opened.
import type { Answer } from "../check/answer.ts";
import { say } from "../words.ts";

/** Letters. A host may be longer than a small screen. */
const mostShown = 60;

/**
 * The answer for a square that is no card of ours, or nothing when it may be one. Without `bases`, as long as no bundle was
 * ever loaded, any address may be one of ours that has the form of a card's.
 */
export function notOurs(square: string, bases?: string[]): Answer | undefined {
  const text = square.trim();
  const isBare = /^[0-9]+$/.test(text) || /^ey[\w-]+\..*~/.test(text);
  if (isBare) return undefined;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) return named(say("checker-no-card"));
  const { origin, pathname, hash, host } = address;
  const hasForm = pathname === "/v" && /^#[0-9]+$/.test(hash);
  if (hasForm && (bases?.includes(origin) ?? true)) return undefined;
  if (origin !== location.origin && !bases?.includes(origin)) {
    return named(
      say("checker-other-address", { host: host.length > mostShown ? `${host.slice(0, mostShown)}…` : host }),
    );
  }
  return named(say(pathname === "/v" && hash === "" ? "checker-poster" : "checker-other-page"));
}

function named(what: string): Answer {
  return {
    state: "not_recognised",
    headline: say("verdict-not-recognised"),
    lines: [what, say("verdict-try-the-code")],
  };
}
