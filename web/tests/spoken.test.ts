// The scripts say a verdict in the very words of the server.
import { expect, test } from "vitest";
import { parseArrangements, type Setting } from "../src/card/arrangements.ts";
import type { JsonObject } from "../src/card/json.ts";
import type { Line, State, Verdict, Why } from "../src/card/verdict.ts";
import { speak } from "../src/speak.ts";
import { vectors } from "./vectors.ts";

interface Case {
  verdict: {
    state: State;
    why?: Why;
    setting?: Setting;
    name?: string;
    lines: (JsonObject | "needs_fresh_list")[];
    valid_until?: string;
    checked_at: number;
    list_issued_at?: number;
    hub?: { name: string; telephone: string };
  };
  headline: string;
  lines: string[];
}

function lineOf(line: JsonObject | "needs_fresh_list"): Line[] {
  if (line === "needs_fresh_list") return [{ needsFreshList: true }];
  return parseArrangements(line).map((arrangement) => ({ arrangement }));
}

test("every vector is spoken as it stands", () => {
  for (const { verdict, headline, lines } of vectors<Case[]>("spoken.json")) {
    const { valid_until, checked_at, list_issued_at, ...same } = verdict;
    const ours: Verdict = {
      ...same,
      lines: verdict.lines.flatMap(lineOf),
      checkedAt: checked_at,
      ...(valid_until === undefined ? {} : { validUntil: valid_until }),
      ...(list_issued_at === undefined ? {} : { listIssuedAt: list_issued_at }),
    };
    expect(speak(ours), JSON.stringify(verdict)).toEqual({ headline, lines });
  }
});
