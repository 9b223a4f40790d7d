// Checks squares against what this device holds, and keeps that fresh when there is a network. A check asks for the whole list
// of the card's hub at most; the server never learns which card.
import type { Setting } from "../card/arrangements.ts";
import { Broken } from "../card/broken.ts";
import { BundleRefused, type Fault } from "../card/bundle.ts";
import { readList } from "../card/status.ts";
import type { State, Verdict } from "../card/verdict.ts";
import { verify } from "../card/verify.ts";
import type { Answer } from "../check/answer.ts";
import { get, Unreachable } from "../check/sources.ts";
import { answerOf, sourcesOf } from "../check/square.ts";
import { clockWrong } from "../speak.ts";
import { say } from "../words.ts";
import { type Held, type Known, known, newer, withBundle } from "./held.ts";
import { keep } from "./memory.ts";
import { notOurs } from "./not-ours.ts";

/** Why the last bundle that came was not taken: what core says, or that it was none. */
export type Refused = Fault | "broken";

/** Milliseconds. With no more signal than that, a check answers from what is held. */
const longestCheckWait = 2_500;
const toleranceSeconds = 120;
/** States that no clock and no age of what is held can make wrong. */
const certain: State[] = ["not_recognised", "not_in_use"];

export class Checking {
  #held: Held;
  #known: Known | undefined;
  /** Why the last bundle was refused; nothing when it was taken. */
  refused: Refused | undefined;
  /** When the newest bundle was fetched or found unchanged, by this device's clock; 0 before the first time this page did. */
  askedAt = 0;

  private constructor(held: Held, known: Known | undefined) {
    this.#held = held;
    this.#known = known;
  }

  /** Begins with what this device holds. */
  static async from(held: Held): Promise<Checking> {
    return new Checking(held, await known(held).catch(() => undefined));
  }

  /** When the bundle held was signed and when it ends; nothing when none was ever loaded. */
  get bundle(): { iat: number; exp: number } | undefined {
    return this.#known;
  }

  /** When the oldest list was signed that an answer may come from; nothing when none is held. An answer names that of its own. */
  get oldestList(): number | undefined {
    const { trust, lists } = this.#known ?? { lists: [] };
    const times = lists.map((uri) => trust?.list(uri)?.iat ?? Number.POSITIVE_INFINITY);
    const oldest = Math.min(...times);
    return Number.isFinite(oldest) ? oldest : undefined;
  }

  /** Fetches the bundle and takes it, unless it is refused. Never throws; without a network nothing changes. */
  async sync(wait?: number): Promise<void> {
    if (!navigator.onLine) return;
    try {
      const token = await get("/api/offline-bundle", wait);
      if (token === undefined) throw new Broken("no bundle there");
      const now = seconds();
      if (token !== this.#held.bundle?.token) await this.#take(await withBundle(this.#held, token, now));
      this.askedAt = now;
      this.refused = undefined;
    } catch (fault) {
      if (fault instanceof Unreachable) return;
      if (!(fault instanceof Broken)) throw fault;
      const why = fault instanceof BundleRefused ? fault.fault : "broken";
      // Of several servers one may lag behind the other: what is held is the newer, and stays.
      this.refused = why === "backwards" ? undefined : why;
    }
  }

  /** Whether what came from the server shows that this device's clock is wrong: nobody signs for another time than now. */
  get clockIsWrong(): boolean {
    return this.refused === "from_the_future" || this.refused === "too_old";
  }

  /** Answers for one place. `square`: what was scanned or pasted. */
  async check(square: string, place: Setting): Promise<Answer> {
    if (navigator.onLine) await this.#freshen(square);
    const now = seconds();
    if (!this.#known || this.oldestList === undefined) return notOurs(square) ?? this.#cannotYet(now);
    const { trust } = this.#known;
    return (
      notOurs(square, trust.bases) ?? answerOf(this.#doubted(await verify(square, place, { square: true }, trust, now)))
    );
  }

  /** Fetches the list of this card's hub as it is now; the bundle, when that does not know the hub yet. */
  async #freshen(square: string): Promise<void> {
    if (!this.#known) return this.sync(longestCheckWait);
    const { trust } = this.#known;
    const wanted = await sourcesOf(square, trust.bases);
    if (!wanted) return;
    const issuer = trust.issuers.get(wanted.iss);
    if (!issuer) return this.sync(longestCheckWait);
    try {
      const token = await get(`/h/${wanted.hub}/status/${wanted.list}`, longestCheckWait);
      const list = token && (await readList(token, wanted.iss, issuer, wanted.uri, seconds()));
      if (!list || !trust.hold(list)) return;
      const lists = { [list.uri]: { iat: list.iat, token } };
      this.#held = await keep(newer(this.#held, { root: this.#held.root, lists }));
    } catch (fault) {
      if (fault instanceof Unreachable) return;
      if (!(fault instanceof Broken)) throw fault;
      // Signed by a key that came after the bundle, or not to be believed.
      await this.sync(longestCheckWait);
    }
  }

  async #take(held: Held): Promise<void> {
    this.#held = await keep(held);
    this.#known = await known(this.#held);
  }

  /** A list alone knows neither when the bundle was signed and ends, nor what the server said of the time. */
  #doubted(verdict: Verdict): Verdict {
    const { iat, exp } = this.#known ?? { iat: 0, exp: 0 };
    const now = verdict.checkedAt;
    if (certain.includes(verdict.state) || verdict.why === "code_too_old") return verdict;
    const clock = this.clockIsWrong || now + toleranceSeconds < iat;
    if (!clock && (now <= exp || verdict.state === "cannot_check")) return verdict;
    const { name: _, validUntil: __, ...rest } = verdict;
    return { ...rest, state: "cannot_check", why: clock ? "clock_wrong" : "list_too_old", lines: [] };
  }

  #cannotYet(now: number): Answer {
    const why = this.clockIsWrong ? clockWrong(now) : say(this.#known ? "checker-why-empty" : "why-list-missing");
    return { state: "cannot_check", headline: say("verdict-cannot-check"), lines: [why] };
  }
}

/** This device's clock, in seconds since 1970. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
