// Packed bytes back to the standard text, byte for byte (docs/card-format.md §5).

import { isSlug } from "./address.ts";
import { type Setting, settings, unpackArrangements } from "./arrangements.ts";
import { type Bytes, encode, toUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";
import { type Credential, headerText, parseCredential } from "./credential.ts";
import { sha256 } from "./jws.ts";
import { decompress } from "./point.ts";
import { signedPresentation } from "./presentation.ts";
import { Reader } from "./reader.ts";

/** The first byte, which says what the rest is. */
export const printed = 1;
export const phone = 2;
/** By that byte: more than this no cheap phone's camera reads. */
export const mostBytes = { [printed]: 176, [phone]: 292 };

/** Rebuilds the text under a base and reads it. Throws `Broken`; no signature is looked at. */
export async function unpack(bytes: Bytes, base: string): Promise<Credential> {
  const packed = new Reader(bytes);
  const type = packed.byte();
  need(type === printed || type === phone, "a type of packed card that is not known");
  need(bytes.length <= mostBytes[type], "a packed card that is too long");
  const slug = packed.text();
  need(isSlug(slug), "a hub's slug");
  const iss = `${base}/h/${slug}`;
  const header = headerText(`k${packed.number()}`);
  const payload = unpackPayload(packed, type === phone, base, iss);
  const credential = `${encode(toUtf8(header))}.${encode(toUtf8(payload))}.${encode(packed.take(64))}~`;
  const text = type === phone ? credential + (await unpackPresentation(packed, iss, credential)) : credential;
  packed.end();
  return parseCredential(text);
}

function unpackPayload(packed: Reader, onPhone: boolean, base: string, iss: string): string {
  const exp = packed.integer(4);
  const name = packed.text();
  const setting = onPhone ? unpackSetting(packed) : undefined;
  const arrangements = unpackArrangements(packed);
  const device = onPhone ? decompress(packed.take(33)) : undefined;
  const list = packed.number();
  const members = [
    `"iss":"${iss}"`,
    `"vct":"${base}/vct/${onPhone ? "pass" : "printed"}/1"`,
    `"exp":${exp}`,
    ...(name === "" ? [] : [`"name":${JSON.stringify(name)}`]),
    ...(setting ? [`"setting":"${setting}"`] : []),
    `"arrangements":${arrangements}`,
    ...(device ? [`"cnf":{"jwk":{"kty":"EC","crv":"P-256","x":"${device.x}","y":"${device.y}"}}`] : []),
    `"status":{"status_list":{"idx":${packed.integer(3)},"uri":"${iss}/status/${list}"}}`,
  ];
  return `{${members.join(",")}}`;
}

function unpackSetting(packed: Reader): Setting {
  const setting = settings[packed.byte() - 1];
  need(setting !== undefined, "a setting that is not known");
  return setting;
}

async function unpackPresentation(packed: Reader, iss: string, credential: string): Promise<string> {
  const iat = packed.integer(4);
  const nonce = encode(packed.take(8));
  const hash = encode(await sha256(credential));
  return `${signedPresentation(iss, iat, nonce, hash)}.${encode(packed.take(64))}`;
}
