// The photo, drawn from the bytes that this browser holds: it has no address, so nothing else can load it.
import { element, icon } from "../check/elements.ts";
import { say } from "./words.ts";

/** A canvas that the photo appears on, or a plain figure where there is none. */
export function photo(jpeg: Blob | undefined): HTMLElement {
  if (!jpeg) return element("div", { class: "photo photo--none" }, icon("person", "photo__icon"));
  const canvas = element("canvas", { class: "photo", role: "img", "aria-label": say("phone-photo") });
  void createImageBitmap(jpeg).then((bitmap) => {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  });
  return canvas;
}
