// Signs what the vectors do not hold, with the keys that made them.
import { encode, toUtf8 } from "../src/card/base64url.ts";
import { vectors } from "./vectors.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A JWS by the key of this name in `keys.json`. */
export async function signed(by: string, header: object, payload: object): Promise<string> {
  const hex = vectors<Record<string, { pkcs8_hex: string }>>("keys.json")[by]?.pkcs8_hex;
  if (!hex) throw new Error(`no key ${by}`);
  const key = await crypto.subtle.importKey("pkcs8", Buffer.from(hex, "hex"), algorithm, false, ["sign"]);
  const text = [header, payload].map((part) => encode(toUtf8(JSON.stringify(part)))).join(".");
  return `${text}.${encode(new Uint8Array(await crypto.subtle.sign(algorithm, key, toUtf8(text))))}`;
}
