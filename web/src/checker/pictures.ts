// A picture of a square, for a device without a camera or with one that we cannot use.
import { byId } from "../check/elements.ts";
import { squareReader } from "../scan/reader.ts";
import { say } from "../words.ts";

/** Calls `found` with the square of each picture that is chosen. */
export function pictures(found: (square: string) => void): void {
  const input = byId("picture") as HTMLInputElement;
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    complain("");
    if (!file) return;
    const read = await squareReader().catch(() => undefined);
    const picture = await createImageBitmap(file).catch(() => undefined);
    // So that the same picture can be chosen again, and none stays named on the page.
    input.value = "";
    if (!read || !picture) return complain(say(read ? "checker-picture-unreadable" : "checker-reader-missing"));
    const square = await read(picture);
    picture.close();
    if (square) found(square);
    else complain(say("checker-picture-empty"));
  });
}

function complain(words: string): void {
  byId("picture-says").textContent = words;
}
