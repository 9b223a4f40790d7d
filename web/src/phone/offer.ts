// From the letter to an offer: its link or square says where the offer stands, its typed code is looked up once.
import { isSlug, parseIssuer } from "../card/address.ts";
import { ask, json } from "./server.ts";

const grantType = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/** Where an offer stands; worth nothing without its six digits. */
export interface Place {
  hub: string;
  handle: string;
}

/** What is offered (OpenID4VCI 1.0 section 4.1). */
export interface Offer extends Place {
  iss: string;
  code: string;
}

/** Where the letter's link opens, and where that of older letters does. */
const opensAt = ["/card/activate", "/activate"];

/** From what stands behind `/card/activate#`, or from the whole link as a camera or a clipboard gives it. */
export function placeOf(text: string): Place | undefined {
  const [address, fragment = ""] = text.includes("#") ? text.trim().split("#") : ["", text.trim()];
  if (address !== "" && !opensAt.some((path) => address === location.origin + path)) return undefined;
  const [hub = "", handle = "", ...more] = fragment.split(".");
  return isSlug(hub) && /^[A-Za-z0-9_-]{16,64}$/.test(handle) && more.length === 0 ? { hub, handle } : undefined;
}

/** Looks a typed code up. Throws `Refused` with 404 when it is unknown, dead or used, and 429 after too many tries. */
export async function placeOfCode(code: string): Promise<Place> {
  const answer = await ask("/api/activation", json("POST", { code }));
  const { credential_offer_uri: uri } = (await answer.json()) as { credential_offer_uri: string };
  const path = /^\/h\/([^/]+)\/offers\/([^/]+)$/.exec(new URL(uri).pathname);
  const place = path && placeOf(`${path[1]}.${path[2]}`);
  if (!place) throw new Error("an offer at an address that is none");
  return place;
}

/** Reads the offer; this may be done again and again, and changes nothing. */
export async function readOffer(place: Place): Promise<Offer> {
  const answer = await ask(`/h/${place.hub}/offers/${place.handle}`);
  const offer = (await answer.json()) as { credential_issuer: string; grants: Record<string, Record<string, string>> };
  const iss = `${location.origin}/h/${place.hub}`;
  if (offer.credential_issuer !== iss || !parseIssuer(iss)) throw new Error("an offer of another issuer");
  const code = offer.grants[grantType]?.["pre-authorized_code"];
  if (!code) throw new Error("an offer that cannot be redeemed");
  return { ...place, iss, code };
}

/** What the token endpoint is sent for it. */
export function redemption(offer: Offer, digits: string): Record<string, string> {
  return { grant_type: grantType, "pre-authorized_code": offer.code, tx_code: digits };
}
