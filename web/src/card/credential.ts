// The credential: its text, its header, and the claims in their one form (docs/card-format.md §3).

import { isKid, listNumber, parseIssuer } from "./address.ts";
import { type Arrangement, arrangementsClaim, parseArrangements, type Setting, settings } from "./arrangements.ts";
import { need } from "./broken.ts";
import { exactObject, isInteger, isObject, isTime, type Json, type JsonObject } from "./json.ts";
import { type Jws, parseJws } from "./jws.ts";
import { isLineText } from "./line-text.ts";
import { type Point, parsePoint } from "./point.ts";

export interface Claims {
  iss: string;
  exp: number;
  name?: string;
  /** Present on a phone card, with the key of the device it is bound to. */
  phone?: { setting: Setting; device: Point };
  arrangements: Arrangement[];
  idx: number;
  uri: string;
}

export interface Credential {
  jws: Jws;
  kid: string;
  claims: Claims;
  /** Everything up to and including the tilde: what `sd_hash` is taken over. */
  text: string;
  /** What stands after the tilde; empty on paper. */
  presentation: string;
}

/** Splits a text and reads its claims; no signature is looked at. Throws `Broken`. */
export function parseCredential(text: string): Credential {
  const [issued, presentation, ...disclosures] = text.split("~");
  need(
    issued !== undefined && presentation !== undefined && disclosures.length === 0,
    "not a card, or one with disclosures",
  );
  const jws = parseJws(issued);
  return { jws, kid: parseHeader(jws.header), claims: parseClaims(jws.payload), text: `${issued}~`, presentation };
}

export function headerText(kid: string): string {
  return `{"typ":"dc+sd-jwt","alg":"ES256","kid":"${kid}"}`;
}

function parseHeader(header: string): string {
  const kid = /"kid":"(k[0-9]+)"\}$/.exec(header)?.[1] ?? "";
  need(isKid(kid) && header === headerText(kid), "not the header of a card");
  return kid;
}

/** Builds the claims anew out of what was read; a payload that is not exactly that is not a card. */
function parseClaims(payload: string): Claims {
  const read = exactObject(payload);
  const { iss, exp } = read;
  const base = typeof iss === "string" ? parseIssuer(iss)?.base : undefined;
  need(typeof iss === "string" && base !== undefined, "an issuer's address");
  need(isTime(exp), "an end that is not a time");
  const bound = read.vct === `${base}/vct/pass/1`;
  need(bound || read.vct === `${base}/vct/printed/1`, "a type of card that is not known");
  const claims: Claims = {
    iss,
    exp,
    arrangements: parseArrangements(read.arrangements),
    ...parseStatus(iss, read.status),
  };
  if (read.name !== undefined) {
    need(isLineText(read.name), "a name that is not a line of text");
    claims.name = read.name;
  }
  if (bound) claims.phone = parsePhone(read);
  need(JSON.stringify(canonical(claims, base)) === payload, "claims that are not in their one form");
  needFittingSettings(claims);
  return claims;
}

function parsePhone(read: JsonObject): { setting: Setting; device: Point } {
  const setting = settings.find((one) => one === read.setting);
  need(setting !== undefined, "a setting that is not known");
  need(isObject(read.cnf), "a phone card without its key");
  return { setting, device: parsePoint(read.cnf.jwk) };
}

function parseStatus(iss: string, status: Json | undefined): { idx: number; uri: string } {
  const list = isObject(status) ? status.status_list : undefined;
  need(isObject(list) && isInteger(list.idx, 0, 2 ** 17), "an index outside its list");
  need(typeof list.uri === "string" && listNumber(iss, list.uri) !== undefined, "a list that is not its issuer's");
  return { idx: list.idx, uri: list.uri };
}

function canonical({ iss, exp, name, phone, arrangements, idx, uri }: Claims, base: string): JsonObject {
  return {
    iss,
    vct: `${base}/vct/${phone ? "pass" : "printed"}/1`,
    exp,
    ...(name === undefined ? {} : { name }),
    ...(phone ? { setting: phone.setting } : {}),
    arrangements: arrangementsClaim(arrangements),
    ...(phone ? { cnf: { jwk: { kty: "EC", crv: "P-256", ...phone.device } } } : {}),
    status: { status_list: { idx, uri } },
  };
}

/** A phone card holds its own setting's arrangements; a fare stands alone; a card for a bus or train has no name. */
function needFittingSettings({ name, phone, arrangements }: Claims): void {
  const fare = arrangements.some(({ setting }) => setting === "transport");
  const transport = fare || phone?.setting === "transport";
  need((name === undefined) === transport, "a name where none may be, or none where one must be");
  const own = phone?.setting ?? (fare ? "transport" : undefined);
  if (own)
    need(
      arrangements.every(({ setting }) => setting === undefined || setting === own),
      "another setting's arrangement",
    );
}
