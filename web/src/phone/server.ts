// Every question to the server goes through here: it must be ours, its clock is learnt from, and its refusals have names.
import { encode } from "../card/base64url.ts";
import { sha256 } from "../card/jws.ts";
import { learnFrom, now } from "./clock.ts";
import { publicJwk, random, signJwt } from "./keys.ts";

/** No network, one that lets nobody through, or a server that cannot answer now: whatever was asked may be asked again. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** The server understood and said no. */
export class Refused extends Error {
  override name = "Refused";
  readonly status: number;
  /** The code of OAuth or OpenID4VCI, such as `invalid_grant`; empty when there is none. */
  readonly code: string;
  /** Seconds to wait, when there were too many wrong tries. */
  readonly wait: number | undefined;

  constructor(status: number, code: string, wait?: number) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.wait = wait;
  }
}

/** A key to prove that the one who asks is the one who was let in, and the token if there is one (RFC 9449). */
export interface Proof {
  key: CryptoKeyPair;
  token?: string;
}

/** The nonce that the server wants in the next proof, if it ever asked for one (RFC 9449 section 8). */
let wantedNonce: string | undefined;

/** Asks an address of this server. Throws `Unreachable` or `Refused`; a 404 or 304 is an answer when `accept` names it. */
export async function ask(
  address: string,
  init: RequestInit = {},
  proof?: Proof,
  accept: number[] = [],
): Promise<Response> {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new Error("an address of another server");
  const answer = await send(url, init, proof);
  if (answer.ok || accept.includes(answer.status)) return answer;
  const { error } = await answer
    .clone()
    .json()
    .catch(() => ({ error: "" }));
  // Its answer told the nonce that it wants, or its time.
  if (proof && (error === "use_dpop_nonce" || error === "invalid_dpop_proof"))
    return refuse(await send(url, init, proof));
  return refuse(answer);
}

async function send(url: URL, init: RequestInit, proof: Proof | undefined): Promise<Response> {
  const headers = new Headers(init.headers);
  if (proof) {
    headers.set("DPoP", await dpop(url, init.method ?? "GET", proof));
    if (proof.token) headers.set("Authorization", `DPoP ${proof.token}`);
  }
  const answer = await fetch(url, { ...init, headers, cache: "no-store", credentials: "omit" }).catch(() => {
    throw new Unreachable("no network");
  });
  learnFrom(answer);
  wantedNonce = answer.headers.get("DPoP-Nonce") ?? wantedNonce;
  if (answer.status >= 500) throw new Unreachable(`the server answers ${answer.status}`);
  // No address that is asked here answers with a page: a filter or a sign-in of the network stands between.
  if (answer.headers.get("Content-Type")?.startsWith("text/html")) throw new Unreachable("a page of somebody else");
  return answer;
}

async function refuse(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({ error: "" }));
  const wait = Number(answer.headers.get("Retry-After")) || undefined;
  throw new Refused(answer.status, typeof error === "string" ? error : "", wait);
}

/** A proof for one request (RFC 9449 section 4.2); with a token its hash is in it (section 7). */
async function dpop(url: URL, method: string, { key, token }: Proof): Promise<string> {
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: await publicJwk(key) };
  const payload = {
    jti: random(16),
    htm: method,
    htu: url.origin + url.pathname,
    iat: now(),
    ...(token ? { ath: encode(await sha256(token)) } : {}),
    ...(wantedNonce ? { nonce: wantedNonce } : {}),
  };
  return signJwt(header, payload, key);
}

/** A body of JSON. */
export function json(method: string, value: unknown): RequestInit {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

/** A body as a form sends it, which OAuth asks for. */
export function form(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}
