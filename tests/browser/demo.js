// The real program running its demo on a free port, and its command line beside it.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** The program that is tested. */
export const program = process.env.PASSPORT_BINARY ?? resolve(import.meta.dirname, "../../target/debug/passport");
const run = promisify(execFile);

/** Starts a demo with a fresh database, with further words for its command line; resolves when it takes requests. */
export async function startDemo(...words) {
  return startDemoAt(await freePort(), ...words);
}

/** The same on a port that is chosen, such as that of a demo that was stopped: for a browser the same address. */
export async function startDemoAt(port, ...words) {
  const folder = await mkdtemp(join(tmpdir(), "passport-demo-"));
  const base = `http://localhost:${port}`;
  const demo = spawn(
    program,
    ["demo", "--json", "--listen", `127.0.0.1:${port}`, "--base", base, "--data", folder, ...words],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const complaints = [];
  demo.stderr.on("data", (text) => complaints.push(text));
  const ended = new Promise((done) => demo.once("exit", done));
  const ready = firstLine(demo.stdout);
  const line = await Promise.race([ready, ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`The demo did not start:\n${complaints.join("")}`);
  const { base_url: baseUrl, cards, staff, activations } = JSON.parse(line);
  const passport = async (...words) => (await run(program, [...words, "--data", folder])).stdout;
  const asked = async (...words) => JSON.parse(await passport(...words, "--json"));
  return {
    baseUrl,
    cards,
    /** Who signs in to the console: hub, role, email, password, totp_secret. */
    staff,
    /** The phones that wait for their cards: hub, offer, link, tx_code. */
    activations,
    /** Runs a command beside the running server, on its data. */
    run: passport,
    /** The same, and reads what it prints as `--json`. */
    asked,
    /** The first card in that state of which `fits` holds. */
    card(state, fits = () => true) {
      const found = cards.find((card) => card.state === state && fits(card));
      if (!found) throw new Error(`The demo has no ${state} card of that sort`);
      return found;
    },
    /** Withdraws a card as its hub's staff would: on the command line, beside the running server. */
    async withdraw({ hub, square }) {
      for (const { carer_id: carer } of await asked("carer", "list", "--hub", hub)) {
        for (const { card_id: id, state } of await asked("card", "list", "--carer", carer, "--hub", hub)) {
          if (state === "active" && (await asked("card", "show", id, "--hub", hub)).square === square) {
            return passport("card", "withdraw", id, "--hub", hub);
          }
        }
      }
      throw new Error("The hub does not know this card");
    },
    async stop() {
      demo.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
