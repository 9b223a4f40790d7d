// Fetches what a card is checked against from this server: the hub's keys and the card's whole status list. The server
// learns which list was wanted, never which card.
import { Broken, need } from "../card/broken.ts";
import { isObject, type JsonObject } from "../card/json.ts";
import { readList } from "../card/status.ts";
import { parseKeys, parseRetired, type Trust, type TrustedIssuer } from "../card/trust.ts";

const longestWait = 10_000;

/** The server could not be reached, or did not answer as it should. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** Fills `trust` for one hub and list under every base, at `now` (seconds). Throws `Unreachable`. */
export async function refresh(trust: Trust, hub: string, list: string, now: number): Promise<void> {
  const [metadata, token] = await Promise.all([
    get(`/.well-known/jwt-vc-issuer/h/${hub}`),
    get(`/h/${hub}/status/${list}`),
  ]);
  for (const base of trust.bases) {
    const iss = `${base}/h/${hub}`;
    const issuer = metadata && parseMetadata(metadata, trust.bases, hub);
    if (issuer) trust.issuers.set(iss, issuer);
    else trust.issuers.delete(iss);
    if (issuer && token) await holdIfSigned(trust, token, iss, issuer, `${iss}/status/${list}`, now);
  }
}

/** The list is signed for one base's address; under another it is none, which leaves the card without a list. */
async function holdIfSigned(
  trust: Trust,
  token: string,
  iss: string,
  issuer: TrustedIssuer,
  uri: string,
  now: number,
): Promise<void> {
  try {
    trust.hold(await readList(token, iss, issuer, uri, now));
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
  }
}

/** A moved server names its issuers under one base; their keys are the same under the former ones. */
function parseMetadata(text: string, bases: string[], hub: string): TrustedIssuer {
  try {
    const metadata = JSON.parse(text) as JsonObject;
    need(
      bases.some((base) => metadata.issuer === `${base}/h/${hub}`),
      "the keys of another issuer",
    );
    const contact = metadata.hub;
    need(isObject(contact) && typeof contact.name === "string" && typeof contact.telephone === "string", "no hub");
    const retired = parseRetired(metadata.retired_kids);
    return { name: contact.name, telephone: contact.telephone, keys: parseKeys(metadata.jwks), retired };
  } catch {
    throw new Unreachable();
  }
}

/** The body, asked for anew, or nothing when there is none of that name. Throws `Unreachable`, also after `wait` ms. */
export async function get(address: string, wait = longestWait): Promise<string | undefined> {
  try {
    const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(wait) });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Unreachable();
    return await answer.text();
  } catch {
    throw new Unreachable();
  }
}
