// Brings the phone and the hub's server together: what waits here goes out first, then what changed there comes in. Every
// step can be done again, so one that was cut off is simply gone on with at the next.
import { type Setting, settings } from "../card/arrangements.ts";
import { now, secondsAhead } from "./clock.ts";
import { fetchCredential } from "./credentials.ts";
import { access, Removed } from "./grant.ts";
import type { About, Activity, ActivityEntry, Held, SettingChoice } from "./held.ts";
import { sendWaiting, setAside } from "./outbox.ts";
import { ask, json, type Proof, Refused, Unreachable } from "./server.ts";
import { hasEnded, outlives } from "./standing.ts";
import { alone, change, keep, read } from "./store.ts";

/** A credential lives 14 days and is renewed when half of them are left. */
const renewedSeconds = 7 * 86_400;

/** Activity is kept for 30 days. */
const activitySeconds = 30 * 86_400;

/** How it went: `offline` keeps what is held, `removed` ends it. */
export type Outcome = "done" | "offline" | "removed" | "empty";

let waiting: Promise<Outcome> | undefined;

/**
 * Never two at once, nor beside another tab's. One that has begun may have passed by what was written down since, so whoever
 * asks meanwhile gets the next one.
 */
export function sync(): Promise<Outcome> {
  if (waiting) return waiting;
  let hasBegun = false;
  const mine = alone(() => {
    hasBegun = true;
    waiting = undefined;
    return whole();
  });
  if (!hasBegun) waiting = mine;
  return mine;
}

async function whole(): Promise<Outcome> {
  if (!(await read()).grant) return "empty";
  try {
    const { proof, about: before } = await enter();
    const about = (await sendChoices(proof)) ? await aboutCard(proof) : before;
    await keep({ about, syncedAt: now(), ahead: secondsAhead() });
    // One that is refused does not hold the others up: it is tried again at the next sync.
    for (const step of [bringCredentials, bringPhoto, sendWaiting, bringMessages, bringActivity]) {
      await step(proof, about).catch(passOverRefusal);
    }
    return "done";
  } catch (fault) {
    if (fault instanceof Removed) {
      await remove();
      return "removed";
    }
    if (fault instanceof Unreachable || fault instanceof Refused) return "offline";
    throw fault;
  }
}

/**
 * A token that works, and what the card is now. One that is not taken is renewed once, since its minutes may be over; only
 * a fresh one that is not taken says that the card is gone. Throws `Removed`.
 */
export async function enter(): Promise<{ proof: Proof; about: About }> {
  const isOver = (fault: unknown) => fault instanceof Refused && fault.code === "invalid_token";
  const proof = await access();
  try {
    return { proof, about: await aboutCard(proof) };
  } catch (fault) {
    if (!isOver(fault)) throw fault;
  }
  const anew = await access(true);
  try {
    return { proof: anew, about: await aboutCard(anew) };
  } catch (fault) {
    throw isOver(fault) ? new Removed("not taken") : fault;
  }
}

async function aboutCard(proof: Proof): Promise<About> {
  return (await (await ask("/api/card", {}, proof)).json()) as About;
}

/** The card is no longer on this phone: photo, keys and credentials go, so that nobody is shown what is refused. */
async function remove(): Promise<void> {
  const gone = { grant: undefined, fresh: undefined, credentials: undefined, photo: undefined, activity: undefined };
  await keep({ ...gone, ...(await setAside()), choices: undefined, removed: true });
}

/** Whether there were any. */
async function sendChoices(proof: Proof): Promise<boolean> {
  const { choices } = await read();
  if (!choices) return false;
  try {
    await ask("/api/card/choices", json("PUT", choices), proof);
  } catch (fault) {
    // What the hub no longer allows cannot be chosen; what it does allow comes in below.
    if (!(fault instanceof Refused) || fault.status === 401) throw fault;
  }
  // What was chosen while these were on their way goes out with the next sync.
  const sent = JSON.stringify(choices);
  await change("choices", (held) => (JSON.stringify(held) === sent ? undefined : held));
  return true;
}

function passOverRefusal(fault: unknown): void {
  if (!(fault instanceof Refused)) throw fault;
}

async function bringCredentials(proof: Proof, about: About): Promise<void> {
  if (about.state !== "active") return;
  const held = await read();
  const { credentials = {} } = held;
  const shown = about.settings.filter((choice) => choice.shown.length > 0).map(({ setting }) => setting);
  const left = Object.entries(credentials).filter(([setting]) => shown.includes(setting as Setting));
  await keep({ credentials: Object.fromEntries(left) });
  for (const choice of about.settings) {
    if (!needsFetching(choice, { ...held, about }, now())) continue;
    await fetchCredential(held.grant?.iss ?? about.hub.iss, choice.setting, proof).catch(passOverRefusal);
  }
}

/**
 * Whether this setting's credential is missing, no longer true, or has less than half of its life left and can have more. A key
 * that still waits was sent and never answered: the server may take the one before for replaced.
 */
export function needsFetching(choice: SettingChoice, { about, credentials, fresh }: Held, now: number): boolean {
  if (choice.shown.length === 0) return false;
  const credential = credentials?.[choice.setting];
  if (!credential || choice.stale || fresh?.[choice.setting]) return true;
  return credential.exp - now < renewedSeconds && (!about || outlives(about, credential.exp));
}

/** The photo is held only while the card has not ended and its owner agrees. */
async function bringPhoto(proof: Proof, about: About): Promise<void> {
  const { photo } = await read();
  if (!about.photo || hasEnded(about, now())) return keep({ photo: undefined });
  if (photo?.etag === about.photo) return;
  const answer = await ask("/api/card/photo", {}, proof, [404]);
  if (answer.status === 404) return keep({ photo: undefined });
  await keep({ photo: { etag: about.photo, jpeg: await answer.blob() } });
}

async function bringMessages(proof: Proof): Promise<void> {
  const answer = await ask("/api/card/messages", {}, proof, [404]);
  if (answer.ok) await keep({ messages: (await answer.json()).messages });
}

/** Asked for only when its owner switched it on. */
async function bringActivity(proof: Proof): Promise<void> {
  const { activity } = await read();
  if (!activity) return;
  const answer = await ask("/api/card/activity", {}, proof, [404]);
  if (!answer.ok) return;
  const { entries } = (await answer.json()) as Pick<Activity, "entries">;
  // Meanwhile it may have been hidden, locked with a PIN, or switched off.
  await change("activity", (held) => held && { ...held, entries: entriesSince(entries, held) });
}

/** What was noted after it was switched on, and is not older than is kept; a phone without a network counts the days by itself. */
export function entriesSince(entries: ActivityEntry[], { since }: Activity): ActivityEntry[] {
  const first = Math.max(since, now() - activitySeconds);
  return entries.filter(({ at }) => Date.parse(at) / 1000 >= first);
}

/** The settings that this phone has something to show for, in their order. */
export function settingsOf({ credentials }: Held): Setting[] {
  return settings.filter((setting) => credentials?.[setting]);
}
