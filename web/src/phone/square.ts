// The live square: a credential shown now, signed by its key, packed, and drawn (docs/card-format.md §4, §5).
import qrcode from "qrcode-generator";
import { parseIssuer } from "../card/address.ts";
import { encode } from "../card/base64url.ts";
import { parseCredential } from "../card/credential.ts";
import { toDigits } from "../card/digits.ts";
import { sha256 } from "../card/jws.ts";
import { pack } from "../card/pack.ts";
import { signedPresentation } from "../card/presentation.ts";
import type { HeldCredential } from "./held.ts";
import { random, sign } from "./keys.ts";

/** A square is drawn anew this often, and accepted for three minutes. */
export const redrawnSeconds = 30;
/** White modules on each side, as ISO/IEC 18004 asks. */
const quiet = 4;

export interface Drawn {
  /** `{base}/v#{digits}` */
  text: string;
  /** Modules on a side, with the quiet zone. */
  size: number;
  /** The dark modules as an SVG path, one unit a module. */
  path: string;
}

/** The credential with its KB-JWT, at `iat` (seconds since 1970). */
export async function present({ text, key }: HeldCredential, iat: number): Promise<string> {
  const { claims } = parseCredential(text);
  const hash = encode(await sha256(text));
  return text + (await sign(signedPresentation(claims.iss, iat, random(8), hash), key));
}

/** Shows a credential at `iat`. */
export async function drawSquare(credential: HeldCredential, iat: number): Promise<Drawn> {
  const presentation = await present(credential, iat);
  const base = parseIssuer(parseCredential(credential.text).claims.iss)?.base ?? "";
  return draw(`${base}/v#`, toDigits(await pack(presentation)));
}

/** Level M, the address in bytes and the digits as numbers, as the server draws it: the smallest symbol there is. */
export function draw(address: string, digits: string): Drawn {
  const symbol = qrcode(0, "M");
  symbol.addData(address, "Byte");
  symbol.addData(digits, "Numeric");
  symbol.make();
  const count = symbol.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (!symbol.isDark(row, column)) continue;
      const start = column;
      while (column + 1 < count && symbol.isDark(row, column + 1)) column += 1;
      path += `M${start + quiet} ${row + quiet}h${column - start + 1}v1h-${column - start + 1}z`;
    }
  }
  return { text: address + digits, size: count + 2 * quiet, path };
}
