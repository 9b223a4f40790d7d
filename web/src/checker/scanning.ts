// The camera on the page: one press opens it, each square it sees is checked, and it rests while an answer stands there.
import { button, byId } from "../check/elements.ts";
import { Camera } from "../scan/camera.ts";
import type { ReadSquare } from "../scan/native.ts";
import { squareReader } from "../scan/reader.ts";
import { say } from "../words.ts";

/** Milliseconds after which a card counts as shown again. */
const outOfSight = 2_000;

export class Scanning {
  readonly #camera = new Camera(byId("seen") as HTMLVideoElement);
  readonly #found: (square: string) => void;
  /** Whether somebody wants it open; while the page is out of sight it is closed all the same. */
  #wanted = false;
  #resting = false;
  /** The square checked last, and when it was last in sight: the same card held still is not checked over and over. */
  #last = { square: "", at: 0 };
  #device: string | undefined;

  constructor(found: (square: string) => void) {
    this.#found = found;
    byId("open-camera").addEventListener("click", () => void this.#open());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#camera.close();
      else if (this.#wanted) void this.#open();
    });
  }

  /** While an answer stands there, nothing is looked for. */
  rest(): void {
    this.#resting = true;
  }

  /** Looks for the next square. */
  goOn(): void {
    this.#resting = false;
    this.#last.at = performance.now();
  }

  close(): void {
    this.#wanted = false;
    this.#camera.close();
    byId("camera").hidden = true;
    byId("open-camera").hidden = false;
    this.#say("");
  }

  async #open(): Promise<void> {
    this.#wanted = true;
    byId("open-camera").hidden = true;
    byId("camera").hidden = false;
    this.#say(say("checker-camera-opening"));
    const [fault, read] = await Promise.all([this.#camera.open(this.#device), squareReader().catch(() => undefined)]);
    // Closed again meanwhile, or out of sight.
    if (!this.#wanted || (!fault && !this.#camera.isOpen)) return;
    if (fault || !read) {
      this.close();
      this.#say(say(fault ? `checker-camera-${fault}` : "checker-reader-missing"));
      byId("open-camera").focus();
      return;
    }
    this.#say(say("checker-camera-on"));
    await this.#controls();
    void this.#look(read);
  }

  /** Until it is closed. */
  async #look(read: ReadSquare): Promise<void> {
    const fresh: ReadSquare = async (frame) => {
      const square = this.#resting ? undefined : await read(frame);
      return square && this.#isFresh(square) ? square : undefined;
    };
    for (let square = await this.#camera.square(fresh); square; square = await this.#camera.square(fresh)) {
      this.#found(square);
    }
  }

  #isFresh(square: string): boolean {
    const now = performance.now();
    const isAnother = square !== this.#last.square || now - this.#last.at > outOfSight;
    this.#last = { square, at: now };
    return isAnother && !this.#resting;
  }

  async #controls(): Promise<void> {
    const controls = [
      button(say("checker-close-camera"), "govuk-button--secondary", () => {
        this.close();
        byId("open-camera").focus();
      }),
    ];
    if (this.#camera.hasLight) controls.push(this.#light());
    const next = await this.#camera.next();
    if (next)
      controls.push(button(say("checker-other-camera"), "govuk-button--secondary", () => void this.#turn(next)));
    byId("camera-controls").replaceChildren(...controls);
  }

  #light(): HTMLButtonElement {
    const light = button(say("checker-light"), "govuk-button--secondary", () => {
      const on = light.getAttribute("aria-pressed") !== "true";
      light.setAttribute("aria-pressed", String(on));
      void this.#camera.light(on);
    });
    light.setAttribute("aria-pressed", "false");
    return light;
  }

  async #turn(device: string): Promise<void> {
    this.#device = device;
    await this.#open();
    byId("camera-controls").querySelector("button")?.focus();
  }

  #say(words: string): void {
    byId("camera-says").textContent = words;
  }
}
