// The standard text squeezed into the bytes of a square (docs/card-format.md §5). What was made is unpacked again and
// compared, so it either rebuilds the text exactly or is refused.
import { listNumber, parseIssuer } from "./address.ts";
import { packArrangements, settings } from "./arrangements.ts";
import { type Bytes, decode } from "./base64url.ts";
import { need } from "./broken.ts";
import { type Credential, parseCredential } from "./credential.ts";
import { exactObject, isTime } from "./json.ts";
import { parseJws } from "./jws.ts";
import { mostBytes, phone, printed, unpack } from "./packed.ts";
import { compress } from "./point.ts";
import { Writer } from "./writer.ts";

/** Packs a printed card, or a phone's presentation with its KB-JWT. Throws `Broken` when it is neither or too long. */
export async function pack(text: string): Promise<Bytes> {
  const card = parseCredential(text);
  const issuer = parseIssuer(card.claims.iss);
  need(issuer !== undefined, "an issuer's address");
  const bytes = write(card, issuer.hub);
  const again = await unpack(bytes, issuer.base);
  need(again.text + again.presentation === text, "not a card in the form that a square holds");
  return bytes;
}

function write({ kid, claims, jws, presentation }: Credential, hub: string): Bytes {
  const out = new Writer();
  const type = claims.phone ? phone : printed;
  out.byte(type);
  out.text(hub);
  out.number(Number(kid.slice(1)));
  out.integer(claims.exp, 4);
  out.text(claims.name ?? "");
  if (claims.phone) out.byte(settings.indexOf(claims.phone.setting) + 1);
  packArrangements(claims.arrangements, out);
  if (claims.phone) out.put(compress(claims.phone.device));
  out.number(listNumber(claims.iss, claims.uri) ?? 0);
  out.integer(claims.idx, 3);
  out.put(jws.signature);
  if (claims.phone) writePresentation(presentation, out);
  need(out.bytes.length <= mostBytes[type], "a card with too much on it for a square");
  return out.bytes;
}

function writePresentation(presentation: string, out: Writer): void {
  const jws = parseJws(presentation);
  const { iat, nonce } = exactObject(jws.payload);
  need(isTime(iat) && typeof nonce === "string", "not the payload of a KB-JWT");
  out.integer(iat, 4);
  out.put(decode(nonce));
  out.put(jws.signature);
}
