// How long npm's @sd-jwt/core takes for a phone card: both signatures and what binds them, without a status list. Its argument says whose check of
// signatures: `published` is the package that comes with the library (@sd-jwt/crypto-nodejs), `quickest` calls Node's own at once, without a queue.
// The first line read says {"text", "issuers"}; each after it says how often, and is answered in nanoseconds.

import { createHash, createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";
import { SDJwtInstance } from "@sd-jwt/core";
import { digest, ES256 } from "@sd-jwt/crypto-nodejs";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const { text, issuers } = JSON.parse(await next());
const decode = (part) => JSON.parse(Buffer.from(part, "base64url"));
const [credential, keyBinding] = text.split("~");
const [header, claims] = credential.split(".").map((part, at) => (at < 2 ? decode(part) : part));
const issuer = issuers[claims.iss].jwks.keys.find((key) => key.kid === header.kid);
const keyBindingNonce = decode(keyBinding.split(".")[1]).nonce;

const asKey = (jwk) => createPublicKey({ key: jwk, format: "jwk" });
const isSigned = (data, signature, key) =>
  verify("sha256", Buffer.from(data), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));

/** Of each: the issuer's key is made ready once, a phone's is met for the first time. */
const checks = {
  async published() {
    const kbVerifier = async (data, signature, payload) => (await ES256.getVerifier(payload.cnf.jwk))(data, signature);
    return { hasher: digest, verifier: await ES256.getVerifier(issuer), kbVerifier };
  },
  async quickest() {
    const key = asKey(issuer);
    return {
      hasher: (data) => createHash("sha256").update(data).digest(),
      verifier: (data, signature) => isSigned(data, signature, key),
      kbVerifier: (data, signature, payload) => isSigned(data, signature, asKey(payload.cnf.jwk)),
    };
  },
};
const library = new SDJwtInstance({ hashAlg: "sha-256", ...(await checks[process.argv[2]]()) });

for (let times = await next(); times; times = await next()) {
  const start = process.hrtime.bigint();
  for (let done = 0; done < Number(times); done++) {
    await library.verify(text, { keyBindingNonce, currentDate: claims.exp - 1 });
  }
  console.log(String(process.hrtime.bigint() - start));
}
