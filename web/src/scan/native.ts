// The reader of squares that some browsers bring (W3C Shape Detection, Barcode Detector).

/** What is looked at for a square: a frame of the camera, or a picture. */
export type Frame = HTMLVideoElement | ImageBitmap;

/** Gives the text of a square in the frame, or nothing. */
export type ReadSquare = (frame: Frame) => Promise<string | undefined>;

interface Detector {
  detect(frame: Frame): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

/** Nothing where the browser has none, or one that reads no squares. */
export async function nativeReader(): Promise<ReadSquare | undefined> {
  if (!("BarcodeDetector" in globalThis)) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  if (!formats.includes("qr_code")) return undefined;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  // A frame that is not there yet has no square in it.
  return async (frame) => (await detector.detect(frame).catch(() => []))[0]?.rawValue;
}
