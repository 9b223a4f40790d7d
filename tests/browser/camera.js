// A Chromium whose camera films what another page shows. Chromium plays a file of pictures (`--use-file-for-fake-video-capture`)
// as if a camera saw them, and reads it anew whenever a page opens the camera: so film first, then open it.
//
//   const filming = await openFilmingBrowser();
//   await filming.film(card);                 // any page, of this browser or of another: what it shows now is in the camera
//   await checker.getByRole("button", { name: "Open the camera" }).click();

import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "./chromium.js";

/** Frames. One that never changes would do; a few give the page time to be looking. */
const frames = 5;

/** Starts it. `browser` is Chromium; `film` puts a page into the camera; `stop` ends both. */
export async function openFilmingBrowser() {
  const folder = await mkdtemp(join(tmpdir(), "passport-camera-"));
  const file = join(folder, "camera.mjpeg");
  // Something to see before anything was filmed: Chromium refuses a camera without a picture.
  const browser = await openBrowser(
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${file}`,
  );
  const blank = await browser.newPage();
  // Another file each time: a camera that a closed page has not let go of yet still reads the one it opened.
  const film = async (page) => {
    const jpeg = await picture(page);
    await writeFile(`${file}.next`, Buffer.concat(Array(frames).fill(jpeg)));
    await rename(`${file}.next`, file);
  };
  await film(blank);
  await blank.close();
  return {
    browser,
    film,
    async stop() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a page shows, as one picture; video has an even number of lines and columns. */
export function picture(page) {
  const { width, height } = page.viewportSize();
  const clip = { x: 0, y: 0, width: width - (width % 2), height: height - (height % 2) };
  return page.screenshot({ type: "jpeg", quality: 92, clip });
}
