// Reads the letter's square with the camera. Loaded when somebody presses the button, like the reader of squares behind it.
import { element } from "../check/elements.ts";
import { Camera } from "../scan/camera.ts";
import type { ReadSquare } from "../scan/native.ts";
import { squareReader } from "../scan/reader.ts";
import { press } from "./view.ts";
import { say } from "./words.ts";

/** Shows the camera in `box` until it sees a square that `fits`. Gives its text, nothing when it was stopped, or that there is no camera. */
export async function scanLetter(
  box: HTMLElement,
  fits: (text: string) => boolean,
): Promise<string | "no camera" | undefined> {
  const video = element("video", { class: "seen", playsinline: "", muted: "" });
  const said = element("p", { role: "status" }, say("phone-put-scanning"));
  const camera = new Camera(video);
  const stop = press(say("phone-put-scan-stop"), "quiet-button", () => camera.close());
  box.replaceChildren(said, video, stop);
  stop.focus();
  const [fault, read] = await Promise.all([camera.open(), squareReader().catch(() => undefined)]);
  // Another view is on the screen by now.
  const isLeft = () => !box.isConnected;
  if (fault || !read || isLeft()) {
    camera.close();
    return isLeft() ? undefined : "no camera";
  }
  const letter: ReadSquare = async (frame) => {
    if (isLeft()) camera.close();
    const text = await read(frame);
    if (text === undefined || fits(text)) return text;
    said.textContent = say("phone-put-scan-wrong");
    return undefined;
  };
  const text = await camera.square(letter);
  camera.close();
  return text;
}
