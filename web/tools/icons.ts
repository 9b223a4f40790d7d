// The icons of the two apps, as PNG, drawn from the one SVG of the pages at every build.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import type { Plugin } from "vite";

const drawing = readFileSync(join(import.meta.dirname, "../style/icon.svg"), "utf8");
/** Where a phone cuts its own shape, the ground fills the whole and the picture keeps off the edge (W3C App Manifest, "maskable"). */
const whole = { ground: "#3b3573", space: 0 };
const icons = [
  { name: "192", side: 192 },
  { name: "512", side: 512 },
  { name: "maskable-512", side: 512, ...whole, space: 3 },
  { name: "touch", side: 180, ...whole },
];

/** The picture with `space` of its 32 units more on each side. */
function png({ side, ground, space = 0 }: { side: number; ground?: string; space?: number }): Uint8Array {
  const svg = drawing.replace(
    'viewBox="0 0 32 32"',
    `viewBox="${-space} ${-space} ${32 + 2 * space} ${32 + 2 * space}"`,
  );
  return new Resvg(svg, { fitTo: { mode: "width", value: side }, ...(ground ? { background: ground } : {}) })
    .render()
    .asPng();
}

/** Writes them beside the other built files; the manifest names them `icons/192.png` and so on. */
export function appIcons(): Plugin {
  return {
    name: "icons",
    apply: "build",
    buildStart() {
      for (const icon of icons) {
        const name = `icons/${icon.name}.png`;
        this.emitFile({ type: "asset", name: `icon-${icon.name}.png`, originalFileName: name, source: png(icon) });
      }
    },
  };
}
