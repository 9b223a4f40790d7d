"""How long PyPI's sd-jwt takes for a phone card: both signatures and what binds them, without a status list. The first line says
{"text", "issuers"}; each after it says how often, and is answered in nanoseconds."""

import base64
import json
import sys
import time

from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier


def decode(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


question = json.loads(sys.stdin.readline())
text = question["text"]
credential, key_binding = text.split("~")
iss, kid = decode(credential.split(".")[1])["iss"], decode(credential.split(".")[0])["kid"]
issuer = next(JWK(**key) for key in question["issuers"][iss]["jwks"]["keys"] if key["kid"] == kid)
nonce = decode(key_binding.split(".")[1])["nonce"]

for times in sys.stdin:
    start = time.perf_counter_ns()
    for _ in range(int(times)):
        claims = SDJWTVerifier(text, lambda _iss, _header: issuer, f"{iss}/v", nonce).get_verified_payload()
        assert claims["iss"] == iss
    print(time.perf_counter_ns() - start, flush=True)
