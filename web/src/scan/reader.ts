// The reader of squares of this device: its own where it has one, else ours, fetched once.
import { nativeReader, type ReadSquare } from "./native.ts";

let reader: Promise<ReadSquare> | undefined;

/** Throws when neither can be had; the next call tries again. */
export function squareReader(): Promise<ReadSquare> {
  reader ??= find().catch((fault) => {
    reader = undefined;
    throw fault;
  });
  return reader;
}

async function find(): Promise<ReadSquare> {
  return (await nativeReader()) ?? (await import("./zxing.ts")).zxingReader();
}
