// Checks a typed code by asking the server; a code says nothing to this browser.
import type { Setting } from "../card/arrangements.ts";
import { states } from "../card/verdict.ts";
import { say } from "../words.ts";
import type { Answer } from "./answer.ts";

/** The server takes no more codes for now; `message` says how long, in words for the page. */
export class NotTaken extends Error {
  override name = "NotTaken";
}

export async function checkTyped(card: string, place: Setting | undefined): Promise<Answer> {
  const response = await fetch("/api/verify", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(place ? { card, setting: place } : { card }),
  }).catch(() => undefined);
  if (!response || response.status >= 500) return unreachable();
  if (response.status === 429) {
    const seconds = Number(response.headers.get("Retry-After")) || 60;
    throw new NotTaken(say("check-code-too-many", { minutes: Math.ceil(seconds / 60) }));
  }
  if (!response.ok) throw new NotTaken(say("check-code-wrong"));
  return readAnswer(await response.json());
}

function unreachable(): Answer {
  return { state: "cannot_check", headline: say("verdict-cannot-check"), lines: [say("check-code-offline")] };
}

function readAnswer(body: Record<string, unknown>): Answer {
  const state = states.find((one) => one === body.state);
  if (!state || !Array.isArray(body.lines)) return unreachable();
  const name = typeof body.name === "string" ? body.name : undefined;
  return { state, headline: String(body.headline), lines: body.lines.map(String), name };
}
