// The files of tests/vectors, and our types in their form.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "../src/card/json.ts";
import { readList } from "../src/card/status.ts";
import { parseKeys, parseRetired, Trust } from "../src/card/trust.ts";
import type { Line, Verdict } from "../src/card/verdict.ts";

export function vectors<Case>(file: string): Case {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../tests/vectors", file), "utf8")) as Case;
}

interface TrustFile {
  bases: string[];
  issuers: Record<string, { name: string; telephone: string; jwks: Json; retired_kids: Json }>;
  lists_read_at: number;
  lists: Record<string, string>;
}

const trusts = vectors<Record<string, TrustFile>>("trust.json");

/** A trust by its name, all of whose lists were fetched at one time. */
export async function trustNamed(name: string, fetchedAt: number): Promise<Trust> {
  const file = trusts[name];
  if (!file) throw new Error(`no trust ${name}`);
  const trust = new Trust();
  trust.bases = file.bases;
  for (const [iss, { name, telephone, jwks, retired_kids }] of Object.entries(file.issuers)) {
    trust.issuers.set(iss, { name, telephone, keys: parseKeys(jwks), retired: parseRetired(retired_kids) });
  }
  for (const [uri, token] of Object.entries(file.lists)) {
    const iss = uri.slice(0, uri.lastIndexOf("/status/"));
    const issuer = trust.issuers.get(iss);
    if (!issuer) throw new Error(`no issuer of ${uri}`);
    trust.hold({ ...(await readList(token, iss, issuer, uri, file.lists_read_at)), fetchedAt });
  }
  return trust;
}

export function lineJson(line: Line): JsonObject | string {
  return "needsFreshList" in line ? "needs_fresh_list" : { [line.arrangement.code]: line.arrangement.parameters };
}

export function verdictJson(verdict: Verdict): Record<string, unknown> {
  return {
    state: verdict.state,
    why: verdict.why ?? null,
    name: verdict.name ?? null,
    lines: verdict.lines.map(lineJson),
    valid_until: verdict.validUntil ?? null,
    list_issued_at: verdict.listIssuedAt ?? null,
    hub: verdict.hub ?? null,
  };
}
