// The camera, open only while somebody looks at the page: frames go to a reader of squares and nowhere else.
import type { ReadSquare } from "./native.ts";

/** Why there is no picture. */
export type CameraFault = "refused" | "none" | "busy";

/** Between two looks for a square, in milliseconds. */
const pause = 80;

export class Camera {
  readonly #video: HTMLVideoElement;
  #stream: MediaStream | undefined;
  /** Which opening is the newest: one that was closed meanwhile gives its stream back. */
  #opening = 0;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  get isOpen(): boolean {
    return this.#stream !== undefined;
  }

  /** Opens the camera on the back of a phone, or the one of this `device`. Gives what stands in the way, or nothing. */
  async open(device?: string): Promise<CameraFault | undefined> {
    this.close();
    const mine = this.#opening;
    const which = device ? { deviceId: { exact: device } } : { facingMode: "environment" };
    try {
      const asked = { video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } } };
      const stream = await navigator.mediaDevices.getUserMedia(asked);
      if (mine !== this.#opening) return stop(stream);
      this.#stream = stream;
      this.#video.srcObject = stream;
      await this.#video.play();
      return undefined;
    } catch (fault) {
      // Closed while it was opening.
      if (mine !== this.#opening) return undefined;
      this.close();
      return faultOf(fault);
    }
  }

  close(): void {
    this.#opening += 1;
    if (this.#stream) stop(this.#stream);
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  /** The first square that `read` finds in what the camera sees from now on; nothing once it is closed. */
  async square(read: ReadSquare): Promise<string | undefined> {
    const mine = this.#opening;
    while (mine === this.#opening && this.#stream) {
      const found = this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && (await read(this.#video));
      if (found && mine === this.#opening) return found;
      await new Promise((done) => setTimeout(done, pause));
    }
    return undefined;
  }

  /** Whether it has a light of its own. */
  get hasLight(): boolean {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    // `torch` is W3C Image Capture's, which TypeScript does not know.
    return (track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  }

  async light(on: boolean): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }).catch(() => undefined);
  }

  /** The camera after this one, if the device has several. */
  async next(): Promise<string | undefined> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const cameras = devices.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    const now = this.#stream?.getVideoTracks()[0]?.getSettings().deviceId;
    return cameras.length > 1 ? cameras[(cameras.indexOf(now ?? "") + 1) % cameras.length] : undefined;
  }
}

function stop(stream: MediaStream): undefined {
  for (const track of stream.getTracks()) track.stop();
}

function faultOf(fault: unknown): CameraFault {
  const name = fault instanceof DOMException ? fault.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}
