// What this browser holds of a card. Nothing of value stands only here: with the hub's help all of it can be had again.
import type { Setting } from "../card/arrangements.ts";
import type { JsonObject } from "../card/json.ts";

/** The right to fetch this card's credentials, bound to a key that stands in none of them (RFC 9449). */
export interface Grant {
  iss: string;
  dpop: CryptoKeyPair;
  refresh: string;
  /** Lives ten minutes; `until` in seconds since 1970. */
  access?: { token: string; until: number };
}

/** One setting's credential with the key that it is bound to. */
export interface HeldCredential {
  text: string;
  key: CryptoKeyPair;
  /** Seconds since 1970. */
  exp: number;
}

/** One setting as the hub allowed it and as its owner chose. */
export interface SettingChoice {
  setting: Setting;
  /** Code to parameters, as in a card. */
  allowed: JsonObject;
  /** The codes that this setting sees. */
  shown: string[];
  /** What the phone holds of this setting is revoked or differs from `shown`. */
  stale: boolean;
}

/** What `GET /api/card` says. */
export interface About {
  hub: { name: string; telephone: string; iss: string; accent: string; opening_hours: string | null };
  name: string | null;
  /** `YYYY-MM-DD` in Europe/London, the last day of the card. */
  ends_on: string;
  state: "active" | "ended";
  settings: SettingChoice[];
  /** The photo's ETag. */
  photo: string | null;
}

/** What a young person sends to the hub. Its id is drawn before it is sent, so that it arrives once. */
export interface Message {
  id: string;
  kind: "not-accepted" | "correction" | "deletion" | "complaint";
  setting?: Setting;
  happened?: "refused" | "questioned" | "kept";
  words?: string;
}

/** What the hub says of a message. */
export interface Answered {
  id: string;
  /** RFC 3339, like all times of the server. */
  at: string;
  /** `lost`: nobody wrote, but the lost code was typed. */
  kind: Message["kind"] | "lost";
  setting?: Setting | null;
  words?: string | null;
  /** `YYYY-MM-DD`, for what the hub must answer. */
  answer_by?: string | null;
  state: "sent" | "read" | "done";
  answer?: string | null;
  answered_at?: string | null;
}

/** Somebody looked, or a time-out was noted. */
export interface ActivityEntry {
  at: string;
  kind: "look" | "time-out";
  where: string;
  back_at?: string | null;
  /** Of a time-out that ended with its day, since nobody wrote down that they were back. */
  not_noted_back?: boolean;
}

/** Opt-in: nothing is asked for until its owner switches it on, and nothing is shown that was before. */
export interface Activity {
  /** Seconds since 1970, when it was switched on. So switching it off and on again opens nothing that a PIN had locked. */
  since: number;
  entries: ActivityEntry[];
  hidden: boolean;
  pin?: { salt: Uint8Array<ArrayBuffer>; hash: Uint8Array<ArrayBuffer>; wrong: number; waitUntil: number };
}

/** The way back to a review that was written with this card, kept only where its writer wishes. */
export interface OwnReview {
  /** Its code. */
  secret: string;
  /** What its service is called. */
  service: string;
}

/** All of it, by its names in the database. */
export interface Held {
  /** Seconds that the server's clock was ahead. */
  ahead?: number;
  /** An offer that is being redeemed, with the key made for it before anything was sent. */
  redeeming?: { handle: string; iss: string; dpop: CryptoKeyPair };
  grant?: Grant;
  /** Keys that were written down before they were used. */
  fresh?: Partial<Record<Setting, CryptoKeyPair>>;
  credentials?: Partial<Record<Setting, HeldCredential>>;
  about?: About;
  photo?: { etag: string; jpeg: Blob };
  /** Seconds since 1970 by the server's clock. */
  syncedAt?: number;
  /** The server said that this card is no longer on this phone. */
  removed?: true;
  /** Choices that have not reached the server yet. */
  choices?: Partial<Record<Setting, string[]>>;
  outbox?: Message[];
  /** What could not be sent before the card went off this phone: its owner says what becomes of it. */
  unsent?: Message[];
  messages?: Answered[];
  activity?: Activity;
  reviews?: OwnReview[];
  /** The setting that was on the screen last. */
  setting?: Setting;
}
