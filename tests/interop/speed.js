// How long npm's @sd-jwt/core takes for a phone card: both signatures and what binds them, without a status list, and with the signature check
// of Node itself, which is its quickest. The first line says {"text", "issuers"}; each after it says how often, and is answered in nanoseconds.

import { createHash, createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";
import { SDJwtInstance } from "@sd-jwt/core";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const { text, issuers } = JSON.parse(await next());
const decode = (part) => JSON.parse(Buffer.from(part, "base64url"));
const [credential, keyBinding] = text.split("~");
const [header, claims] = credential.split(".").map((part, at) => (at < 2 ? decode(part) : part));
const asKey = (jwk) => createPublicKey({ key: jwk, format: "jwk" });
const issuer = asKey(issuers[claims.iss].jwks.keys.find((key) => key.kid === header.kid));
const keyBindingNonce = decode(keyBinding.split(".")[1]).nonce;

const isSigned = (data, signature, key) =>
  verify("sha256", Buffer.from(data), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
const library = new SDJwtInstance({
  hasher: (data) => createHash("sha256").update(data).digest(),
  hashAlg: "sha-256",
  verifier: (data, signature) => isSigned(data, signature, issuer),
  kbVerifier: (data, signature, payload) => isSigned(data, signature, asKey(payload.cnf.jwk)),
});

for (let times = await next(); times; times = await next()) {
  const start = process.hrtime.bigint();
  for (let done = 0; done < Number(times); done++) {
    await library.verify(text, { keyBindingNonce, currentDate: claims.exp - 1 });
  }
  console.log(String(process.hrtime.bigint() - start));
}
