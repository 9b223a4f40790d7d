// The grant: taken once with the letter's codes, then renewed with a refresh token that changes at every use. The old one
// gives the same successor until that is used, so a reply that got lost is simply asked for again.
import { now } from "./clock.ts";
import type { Grant, Held } from "./held.ts";
import { newKey } from "./keys.ts";
import { endpoints } from "./metadata.ts";
import { type Offer, redemption } from "./offer.ts";
import { sendWaiting, setAside } from "./outbox.ts";
import { ask, form, type Proof, Refused } from "./server.ts";
import { alone, keep, read } from "./store.ts";

/** An access token that has less time left is not begun with. */
const leastSeconds = 30;

/** The server says that this card is no longer on this phone. */
export class Removed extends Error {
  override name = "Removed";
}

/**
 * Puts the card on this phone. Sent again with the same offer and digits, also after a reply that got lost, it gives what
 * the first gave. Throws `Unreachable` or `Refused`.
 */
export function redeem(offer: Offer, digits: string): Promise<void> {
  return alone(async () => {
    const { redeeming } = await read();
    const same = redeeming?.handle === offer.handle && redeeming.iss === offer.iss;
    const dpop = same ? redeeming.dpop : await newKey();
    await keep({ redeeming: { handle: offer.handle, iss: offer.iss, dpop } });
    const { token } = await endpoints(offer.iss);
    // While the card before can still say who it was.
    await access()
      .then(sendWaiting, () => undefined)
      .catch(() => undefined);
    const answer = await ask(token, form(redemption(offer, digits)), { key: dpop });
    const grant = await grantOf(answer, offer.iss, dpop);
    await keep({ ...nothing, ...(await setAside()), grant });
  });
}

/** What a new card leaves of the one before. */
const nothing: { [Name in keyof Held]?: undefined } = {
  redeeming: undefined,
  fresh: undefined,
  credentials: undefined,
  about: undefined,
  photo: undefined,
  syncedAt: undefined,
  removed: undefined,
  choices: undefined,
  messages: undefined,
  activity: undefined,
  reviews: undefined,
};

/** A token that opens the card's addresses; call it alone. Throws `Removed` when the grant has ended. */
export async function access(anew = false): Promise<Proof> {
  const { grant } = await read();
  if (!grant) throw new Removed("no grant");
  if (!anew && grant.access && grant.access.until - now() > leastSeconds) {
    return { key: grant.dpop, token: grant.access.token };
  }
  const { token } = await endpoints(grant.iss);
  const fields = { grant_type: "refresh_token", refresh_token: grant.refresh };
  try {
    const answer = await ask(token, form(fields), { key: grant.dpop });
    const renewed = await grantOf(answer, grant.iss, grant.dpop);
    // Written down before it is used: its first use makes the old one worthless.
    await keep({ grant: renewed });
    return { key: grant.dpop, token: renewed.access?.token ?? "" };
  } catch (fault) {
    if (fault instanceof Refused && fault.code === "invalid_grant") throw new Removed("the grant has ended");
    throw fault;
  }
}

async function grantOf(answer: Response, iss: string, dpop: CryptoKeyPair): Promise<Grant> {
  const read = (await answer.json()) as Record<string, unknown>;
  const { access_token: token, refresh_token: refresh, expires_in: seconds } = read;
  if (typeof token !== "string" || typeof refresh !== "string") throw new Error("an answer without its tokens");
  return { iss, dpop, refresh, access: { token, until: now() + (Number(seconds) || 0) } };
}
