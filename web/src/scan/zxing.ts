// The reader of squares for browsers that bring none: zxing, as WebAssembly from this server. Its page needs a policy that allows
// 'wasm-unsafe-eval', and loads this file only when somebody opens the camera or a picture.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Frame, ReadSquare } from "./native.ts";

/** Pixels on the longer side: enough for the densest card filling a third of the frame, and quick on an old phone. */
const longest = 1_280;

/** Throws when the WebAssembly cannot be had. */
export async function zxingReader(): Promise<ReadSquare> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas to look at");
  return async (frame) => {
    const { width, height } = sizeOf(frame);
    const scale = Math.min(1, longest / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    if (canvas.width === 0 || canvas.height === 0) return undefined;
    pen.drawImage(frame, 0, 0, canvas.width, canvas.height);
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(pixels, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found?.text;
  };
}

function sizeOf(frame: Frame): { width: number; height: number } {
  return frame instanceof ImageBitmap ? frame : { width: frame.videoWidth, height: frame.videoHeight };
}
