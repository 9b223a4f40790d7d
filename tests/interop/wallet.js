// Another's wallet, npm's @openid4vc/openid4vci, takes a card from one of our hubs: section 11 of docs/card-format.md.
//
// Standard input: {"offer": openid-credential-offer://…, "setting", "tx_code", "wrong": other digits, "now": seconds,
// "client": how it names itself, or null, "dpop": whether it signs its requests}.
// Standard output: {"refused", "token", "batch", "notified", "renewed", "shown"} or {"why"}.

import { createHash, randomBytes, sign, generateKeyPairSync } from "node:crypto";
import { text as readAll } from "node:stream/consumers";
import * as oauth2 from "@openid4vc/oauth2";
import * as openid4vci from "@openid4vc/openid4vci";

const { offer, setting, tx_code, wrong, now, client: clientId, dpop: signs } = JSON.parse(await readAll(process.stdin));

// The server of the test is on this machine, and its clock stands still at another time.
oauth2.setGlobalConfig({ allowInsecureUrls: true });
openid4vci.setGlobalConfig({ allowInsecureUrls: true });
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) {
    super(...(parts.length ? parts : [now * 1000]));
  }
  static now = () => now * 1000;
};

const keys = new Map();
const callbacks = {
  hash: (data, alg) => createHash(alg.replace("-", "")).update(data).digest(),
  generateRandom: (length) => randomBytes(length),
  clientAuthentication: clientId ? oauth2.clientAuthenticationNone({ clientId }) : oauth2.clientAuthenticationAnonymous(),
  signJwt: ({ publicJwk }, { header, payload }) => ({ jwt: jwt(header, payload, publicJwk), signerJwk: publicJwk }),
  verifyJwt: () => ({ verified: false }),
};
const wallet = new openid4vci.Openid4vciClient({ callbacks });

try {
  console.log(JSON.stringify(await takeACard()));
} catch (error) {
  console.log(JSON.stringify({ why: `${error.name}: ${error.message}`, answer: error.errorResponse ?? error.response?.credentialErrorResponseResult }));
}

async function takeACard() {
  const credentialOffer = await wallet.resolveCredentialOffer(offer);
  const issuerMetadata = await wallet.resolveIssuerMetadata(credentialOffer.credential_issuer);
  const dpop = signs ? { signer: newSigner() } : undefined;
  const redeem = (txCode) =>
    wallet.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer, issuerMetadata, txCode, dpop });

  const refused = await redeem(wrong).then(() => "taken", (error) => error.errorResponse.error);
  const { accessTokenResponse: token } = await redeem(tx_code);
  const [first, second] = [newSigner(), newSigner()];
  const batch = await fetchCards(issuerMetadata, token, dpop, [first, second]);
  const notification = { notificationId: batch.notification_id, event: "credential_accepted" };
  const notified = await wallet.sendNotification({ issuerMetadata, notification, accessToken: token.access_token, dpop });

  const renewal = await new oauth2.Oauth2Client({ callbacks }).retrieveRefreshTokenAccessToken({
    authorizationServerMetadata: issuerMetadata.authorizationServers[0],
    refreshToken: token.refresh_token,
    dpop,
  });
  const third = newSigner();
  const renewed = await fetchCards(issuerMetadata, renewal.accessTokenResponse, dpop, [third]);
  const [{ credential }] = renewed.credentials;
  return {
    refused,
    token: { type: token.token_type, scope: token.scope },
    batch: batch.credentials.map((one) => one.credential),
    notified: notified.response.status,
    renewed: credential,
    shown: credential + keyBinding(credential, issuerMetadata, third),
  };
}

async function fetchCards(issuerMetadata, token, dpop, signers) {
  const { c_nonce: nonce } = await wallet.requestNonce({ issuerMetadata });
  const proof = (signer) =>
    wallet.createCredentialRequestJwtProof({
      issuerMetadata, signer, nonce, clientId: clientId ?? undefined, issuedAt: new Date(), credentialConfigurationId: setting,
    });
  const proofs = await Promise.all(signers.map(proof));
  const { credentialResponse } = await wallet.retrieveCredentials({
    issuerMetadata,
    accessToken: token.access_token,
    credentialConfigurationId: setting,
    proofs: { jwt: proofs.map(({ jwt }) => jwt) },
    dpop,
  });
  return credentialResponse;
}

function keyBinding(credential, { credentialIssuer }, signer) {
  const sd_hash = createHash("sha256").update(credential).digest("base64url");
  const payload = { iat: now, aud: `${credentialIssuer.credential_issuer}/v`, nonce: randomBytes(8).toString("base64url"), sd_hash };
  return jwt({ typ: "kb+jwt", alg: "ES256" }, payload, signer.publicJwk);
}

function newSigner() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicJwk = publicKey.export({ format: "jwk" });
  keys.set(publicJwk.x, privateKey);
  return { method: "jwk", alg: "ES256", publicJwk };
}

function jwt(header, payload, publicJwk) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(payload)}`;
  const key = keys.get(publicJwk.x);
  return `${signed}.${sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
