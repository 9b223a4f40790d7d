// Fetches one setting's credential, bound to a key of its own that no other credential has ever had (OpenID4VCI 1.0
// section 8). The key is written down before it is sent anywhere.
import type { Setting } from "../card/arrangements.ts";
import { parseCredential } from "../card/credential.ts";
import { now } from "./clock.ts";
import type { HeldCredential } from "./held.ts";
import { newKey, publicJwk, signJwt } from "./keys.ts";
import { type Endpoints, endpoints } from "./metadata.ts";
import { ask, json, type Proof, Refused } from "./server.ts";
import { keep, read } from "./store.ts";

/** What may be mended by trying once more: the nonce grew old, or the key was in a request whose reply got lost. */
const mended = ["invalid_nonce", "invalid_proof"];

/** Fetches it and writes it down; call it alone. */
export async function fetchCredential(iss: string, setting: Setting, proof: Proof): Promise<void> {
  const at = await endpoints(iss);
  try {
    await once(at, iss, setting, proof);
  } catch (fault) {
    if (!(fault instanceof Refused && mended.includes(fault.code))) throw fault;
    if (fault.code === "invalid_proof") await forgetKey(setting);
    await once(at, iss, setting, proof);
  }
}

async function once(at: Endpoints, iss: string, setting: Setting, proof: Proof): Promise<void> {
  const key = await keyFor(setting);
  const asked = await ask(at.nonce, { method: "POST" });
  const { c_nonce: nonce } = (await asked.json()) as { c_nonce: string };
  const header = { typ: "openid4vci-proof+jwt", alg: "ES256", jwk: await publicJwk(key) };
  const jwt = await signJwt(header, { aud: iss, iat: now(), nonce }, key);
  const wish = { credential_configuration_id: setting, proofs: { jwt: [jwt] } };
  const answer = await ask(at.credential, json("POST", wish), proof);
  const { credentials, notification_id: notification } = (await answer.json()) as {
    credentials: { credential: string }[];
    notification_id?: string;
  };
  await take(setting, key, credentials[0]?.credential ?? "");
  if (notification) await tell(at.notification, notification, proof);
}

async function keyFor(setting: Setting): Promise<CryptoKeyPair> {
  const { fresh } = await read();
  const key = fresh?.[setting] ?? (await newKey());
  await keep({ fresh: { ...fresh, [setting]: key } });
  return key;
}

async function forgetKey(setting: Setting): Promise<void> {
  const { fresh } = await read();
  await keep({ fresh: { ...fresh, [setting]: undefined } });
}

/** The new one takes the place of the old one in the step in which its key stops being a fresh one. */
async function take(setting: Setting, key: CryptoKeyPair, text: string): Promise<void> {
  const { claims, presentation } = parseCredential(text);
  const own = await publicJwk(key);
  const { phone } = claims;
  if (phone?.setting !== setting || phone.device.x !== own.x || phone.device.y !== own.y || presentation !== "") {
    throw new Error("a credential that is not the one asked for");
  }
  const held: HeldCredential = { text, key, exp: claims.exp };
  const { fresh, credentials } = await read();
  await keep({ fresh: { ...fresh, [setting]: undefined }, credentials: { ...credentials, [setting]: held } });
}

/** A hint to the server that it arrived (section 11); nothing depends on it. */
async function tell(address: string, notification: string, proof: Proof): Promise<void> {
  const event = { notification_id: notification, event: "credential_accepted" };
  await ask(address, json("POST", event), proof).catch(() => undefined);
}
