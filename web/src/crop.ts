// Shows which part of a photo is kept, as the sliders say it; dragging the photo moves the sliders.
// The server cuts by the same three numbers (server/src/photo/crop.rs), so what is seen is what is kept.

const WIDTH = 3;
const HEIGHT = 4;

const form = document.querySelector<HTMLFormElement>("#photo");
const file = document.querySelector<HTMLInputElement>("#file");
const preview = document.querySelector<HTMLCanvasElement>("#preview");

const slider = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`);

function start(shown: HTMLCanvasElement, chosen: HTMLInputElement) {
  const [across, down, closer] = [slider("across"), slider("down"), slider("closer")];
  const pen = shown.getContext("2d");
  if (!across || !down || !closer || !pen) {
    return;
  }
  let photo: ImageBitmap | undefined;

  const part = (of: ImageBitmap) => {
    const widest = Math.min(of.width, (of.height * WIDTH) / HEIGHT);
    const width = (widest * (400 - 3 * Number(closer.value))) / 400;
    const height = (width * HEIGHT) / WIDTH;
    return { width, height, spareX: of.width - width, spareY: of.height - height };
  };

  const draw = () => {
    shown.hidden = !photo;
    if (photo) {
      const { width, height, spareX, spareY } = part(photo);
      const left = (spareX * Number(across.value)) / 100;
      const top = (spareY * Number(down.value)) / 100;
      pen.drawImage(photo, left, top, width, height, 0, 0, shown.width, shown.height);
    }
  };

  const move = (input: HTMLInputElement, pixels: number, scale: number, spare: number) => {
    if (spare > 0) {
      input.value = String(Number(input.value) - (pixels * scale * 100) / spare);
    }
  };

  chosen.addEventListener("change", async () => {
    const picked = chosen.files?.[0];
    // What a browser cannot show, the server names when the form is sent.
    photo = picked ? await createImageBitmap(picked).catch(() => undefined) : undefined;
    draw();
  });
  for (const input of [across, down, closer]) {
    input.addEventListener("input", draw);
  }
  shown.addEventListener("pointerdown", (event) => shown.setPointerCapture(event.pointerId));
  shown.addEventListener("pointermove", (event) => {
    if (photo && shown.hasPointerCapture(event.pointerId)) {
      const { width, spareX, spareY } = part(photo);
      const scale = width / shown.clientWidth;
      move(across, event.movementX, scale, spareX);
      move(down, event.movementY, scale, spareY);
      draw();
    }
  });
}

if (form && file && preview) {
  start(preview, file);
}

export {};
