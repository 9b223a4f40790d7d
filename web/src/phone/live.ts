// The square on the screen: drawn anew every half minute and whenever somebody looks again, with the seconds left.

import { inLondon } from "../card/date.ts";
import { element } from "../check/elements.ts";
import { now } from "./clock.ts";
import type { HeldCredential } from "./held.ts";
import { type Drawn, drawSquare, redrawnSeconds } from "./square.ts";
import { say } from "./words.ts";

export interface Live {
  element: HTMLElement;
  stop: () => void;
}

/** `pressed` is called when the square is tapped. */
export function liveSquare(credential: HeldCredential, pressed: () => void): Live {
  const square = element("button", {
    type: "button",
    class: "square",
    id: "square",
    "aria-label": say("phone-square-larger"),
  });
  square.addEventListener("click", pressed);
  const bar = element("span", { class: "bar" });
  const next = element("span", { class: "next" });
  const ticking = element("span", { class: "ticking" });
  const below = element("p", { class: "below", "aria-hidden": "true" }, next, ticking);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const draw = async () => {
    drawnAt = performance.now();
    const drawn = await drawSquare(credential, now());
    if (!stopped) square.replaceChildren(picture(drawn));
  };
  const tick = () => {
    const passed = (performance.now() - drawnAt) / 1000;
    if (passed >= redrawnSeconds && !document.hidden) void draw();
    const left = Math.max(0, Math.ceil(redrawnSeconds - (performance.now() - drawnAt) / 1000));
    next.textContent = say("phone-next-square", { seconds: left });
    ticking.textContent = inLondon(now()).time;
    bar.style.setProperty("--left", String(left / redrawnSeconds));
  };
  const look = () => {
    if (document.hidden) return;
    // A screen that slept shows a square that nobody would take any more.
    void draw().then(tick);
  };
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(tick, 1000);
  tick();
  return {
    element: element("div", { class: "live" }, square, bar, below),
    stop: () => {
      stopped = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

function picture({ size, path }: Drawn): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("aria-hidden", "true");
  const ground = document.createElementNS(space, "rect");
  ground.setAttribute("width", String(size));
  ground.setAttribute("height", String(size));
  ground.setAttribute("fill", "#fff");
  const dark = document.createElementNS(space, "path");
  dark.setAttribute("d", path);
  svg.append(ground, dark);
  return svg;
}
