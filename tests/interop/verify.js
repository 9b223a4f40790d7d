// Section 10 of docs/card-format.md with npm's @sd-jwt/sd-jwt-vc: how a stranger checks a card in JavaScript.
//
// Standard input: {"text": an unpacked card, "issuers" and "lists": as in the offline bundle, "now": seconds}.
// Standard output: {"valid": true, "name", "setting", "arrangements"} or {"valid": false, "why"}.

import { createHash } from "node:crypto";
import { text as readAll } from "node:stream/consumers";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { decodeJwt, decodeProtectedHeader, flattenedVerify, importJWK } from "jose";

const { text, issuers, lists, now } = JSON.parse(await readAll(process.stdin));

try {
  const { name, setting, arrangements } = await check();
  console.log(JSON.stringify({ valid: true, name, setting, arrangements }));
} catch (error) {
  console.log(JSON.stringify({ valid: false, why: error.message }));
}

async function check() {
  const [credential, keyBinding] = text.split("~");
  const { iss } = decodeJwt(credential);
  const { kid } = decodeProtectedHeader(credential);
  const signingKey = issuers[iss]?.jwks.keys.find((key) => key.kid === kid);
  demand(signingKey, "issuer and key are known");

  const library = new SDJwtVcInstance({
    hasher: (data) => createHash("sha256").update(data).digest(),
    hashAlg: "sha-256",
    verifier: (data, signature) => isSigned(data, signature, signingKey),
    kbVerifier: (data, signature, payload) => isSigned(data, signature, payload.cnf.jwk),
    statusListFetcher: async (uri) => lists[uri] ?? demand(false, "the status list is held"),
    statusVerifier: (data, signature) => isSigned(data, signature, signingKey),
  });
  // Step 2: there is no challenge, so the nonce is the one that the phone drew.
  const keyBindingNonce = keyBinding ? decodeJwt(keyBinding).nonce : undefined;
  // Step 3: signatures, key binding, sd_hash, exp and the status bit.
  const { payload, kb } = await library.verify(text, { keyBindingNonce, currentDate: now, skewSeconds: 120 });

  // Step 4: what the library leaves to its caller.
  const base = iss.slice(0, iss.lastIndexOf("/h/"));
  const phone = payload.vct === `${base}/vct/pass/1`;
  demand(phone || payload.vct === `${base}/vct/printed/1`, "vct is one of the two");
  demand(phone === Boolean(kb), "a phone card, and only a phone card, has a key binding");
  if (kb) {
    demand(kb.payload.aud === `${iss}/v`, "aud is the issuer's");
    demand(now - kb.payload.iat >= -120 && now - kb.payload.iat <= 180, "iat is within its window");
  }
  const { uri } = payload.status.status_list;
  const list = decodeJwt(lists[uri]);
  demand(decodeProtectedHeader(lists[uri]).typ === "statuslist+jwt", "the status list is one");
  demand(uri.startsWith(`${iss}/status/`) && list.sub === uri && list.iss === iss, "the status list is this card's");
  demand(list.exp > now, "the status list is not past its end");
  return payload;
}

async function isSigned(data, signature, jwk) {
  const [header, body] = data.split(".");
  const key = await importJWK(jwk, "ES256");
  const verified = flattenedVerify({ protected: header, payload: body, signature }, key, { algorithms: ["ES256"] });
  return verified.then(() => true, () => false);
}

function demand(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
}
