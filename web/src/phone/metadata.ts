// Where a hub's endpoints are: read once a visit from what it publishes (OpenID4VCI 1.0 section 12.2, RFC 8414).
import { ask } from "./server.ts";

export interface Endpoints {
  token: string;
  nonce: string;
  credential: string;
  notification: string;
}

const known = new Map<string, Promise<Endpoints>>();

export function endpoints(iss: string): Promise<Endpoints> {
  const held = known.get(iss) ?? find(iss);
  known.set(iss, held);
  // An answer that failed is asked for again.
  held.catch(() => known.delete(iss));
  return held;
}

async function find(iss: string): Promise<Endpoints> {
  const [issuer, server] = await Promise.all(
    ["openid-credential-issuer", "oauth-authorization-server"].map((name) => document(name, iss)),
  );
  if (issuer?.credential_issuer !== iss || server?.issuer !== iss) throw new Error("metadata of another issuer");
  return {
    token: String(server.token_endpoint),
    nonce: String(issuer.nonce_endpoint),
    credential: String(issuer.credential_endpoint),
    notification: String(issuer.notification_endpoint),
  };
}

/** The well-known part stands between host and path. */
async function document(name: string, iss: string): Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(iss);
  const answer = await ask(`${origin}/.well-known/${name}${pathname}`);
  return (await answer.json()) as Record<string, unknown>;
}
