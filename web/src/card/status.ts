// The status list token, and the one bit of it that speaks of a card (docs/card-format.md §7).
import { type Bytes, decode } from "./base64url.ts";
import { Broken, need } from "./broken.ts";
import { exactObject, isObject, isTime } from "./json.ts";
import { isSignedBy, parseJws } from "./jws.ts";
import type { HeldList, TrustedIssuer } from "./trust.ts";

const listBytes = 16_384;
const aheadSeconds = 120;
const lifeSeconds = 604_800;

/** Reads the list that was asked for at `uri`, signed by `iss`, at `now` (seconds). Throws `Broken`. */
export async function readList(
  token: string,
  iss: string,
  issuer: TrustedIssuer,
  uri: string,
  now: number,
): Promise<HeldList> {
  const jws = parseJws(token);
  const kid = /"kid":"(k[0-9]+)"\}$/.exec(jws.header)?.[1] ?? "";
  need(jws.header === `{"typ":"statuslist+jwt","alg":"ES256","kid":"${kid}"}`, "not the header of a status list");
  const key = issuer.keys.get(kid);
  need(key !== undefined && !issuer.retired.has(kid), "a status list signed by an unknown key");
  need(await isSignedBy(jws, key), "a status list with a wrong signature");
  const { iat, status_list } = exactObject(jws.payload);
  need(isTime(iat) && isObject(status_list) && typeof status_list.lst === "string", "not a status list");
  const exp = iat + lifeSeconds;
  const form = `{"iss":"${iss}","sub":"${uri}","iat":${iat},"exp":${exp},"ttl":900,"status_list":{"bits":1,"lst":"${status_list.lst}"}}`;
  need(jws.payload === form, "a status list of another address or in another form");
  need(iat <= now + aheadSeconds, "a status list from the future");
  need(now <= exp, "a status list past its end");
  return { uri, iat, exp, bits: await inflate(decode(status_list.lst)), fetchedAt: now };
}

/** Whether the card at this index is withdrawn. */
export function isWithdrawn(list: HeldList, idx: number): boolean {
  return (((list.bits[idx >> 3] ?? 0xff) >> (idx & 7)) & 1) === 1;
}

/** A zlib stream of exactly one list; stops as soon as there is more. */
async function inflate(packed: Bytes): Promise<Bytes> {
  const bits = new Uint8Array(listBytes);
  let length = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      need(value !== undefined && length + value.length <= listBytes, "a status list that inflates past its size");
      bits.set(value, length);
      length += value.length;
    }
  } catch (fault) {
    await reader.cancel().catch(() => undefined);
    throw fault instanceof Broken ? fault : new Broken("a status list that does not inflate");
  }
  need(length === listBytes, "a status list that is too short");
  return bits;
}
