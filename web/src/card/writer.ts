// Writes packed fields one after another; the counterpart of reader.ts (docs/card-format.md §5).
import { type Bytes, toUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";

export class Writer {
  readonly #bytes: number[] = [];

  get bytes(): Bytes {
    return Uint8Array.from(this.#bytes);
  }

  put(bytes: Iterable<number>): void {
    this.#bytes.push(...bytes);
  }

  byte(value: number): void {
    need(value >= 0 && value < 256, "a value that no byte holds");
    this.#bytes.push(value);
  }

  /** A big-endian integer of at most 4 bytes. */
  integer(value: number, length: number): void {
    for (let at = length - 1; at >= 0; at--) this.byte(Math.floor(value / 256 ** at) % 256);
  }

  /** LEB128 in its shortest form, below 2^32. */
  number(value: number): void {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) this.byte((left % 128) + 128);
    this.byte(left);
  }

  /** A length byte and that many bytes of UTF-8. */
  text(text: string): void {
    const bytes = toUtf8(text);
    this.byte(bytes.length);
    this.put(bytes);
  }
}
