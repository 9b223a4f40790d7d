// Reads packed fields one after another, and knows when too few or too many bytes are there (docs/card-format.md §5).
import { type Bytes, fromUtf8 } from "./base64url.ts";
import { need } from "./broken.ts";

export class Reader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  take(length: number): Bytes {
    need(this.#at + length <= this.#bytes.length, "the packed card ends too early");
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** A big-endian integer of at most 4 bytes. */
  integer(length: number): number {
    return this.take(length).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** LEB128 in its shortest form, below 2^32. */
  number(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte();
      value += (byte & 127) * shift;
      need(value < 2 ** 32, "a number that is too large");
      if (byte < 128) {
        need(byte !== 0 || shift === 1, "a number that is not in its shortest form");
        return value;
      }
    }
  }

  /** A length byte and that many bytes of UTF-8. */
  text(): string {
    return fromUtf8(this.take(this.byte()));
  }

  end(): void {
    need(this.#at === this.#bytes.length, "bytes after the end of the packed card");
  }
}
