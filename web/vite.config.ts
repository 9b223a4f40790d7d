// One build: every script and style sheet of the pages, with a manifest that the server reads.
import { defineConfig } from "vite";
import { appIcons } from "./tools/icons.ts";
import { words } from "./tools/words.ts";

export default defineConfig({
  plugins: [words(), appIcons()],
  publicDir: false,
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"] } } },
  build: {
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: [
        "style/main.scss",
        "style/poster.scss",
        "style/api.scss",
        "style/calibration.scss",
        "style/phone.scss",
        "style/print-faces.css",
        "style/icon.svg",
        "style/menu.scss",
        "style/menu-paper.scss",
        "src/menu.ts",
        "src/kept.ts",
        "src/wipe.ts",
        "src/check.ts",
        "src/print.ts",
        "src/progress.ts",
        "src/search.ts",
        "src/preview.ts",
        "src/tick-all.ts",
        "src/navigation.ts",
        "src/desk-lock.ts",
        "src/session-end.ts",
        "src/crop.ts",
        "src/leave.ts",
        "src/join.ts",
        "src/menu-review.ts",
        "src/card.ts",
        "src/checker.ts",
        "src/worker.ts",
        "src/worker-leaving.ts",
      ],
    },
  },
});
