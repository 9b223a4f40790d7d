"""Section 10 of docs/card-format.md with PyPI's sd-jwt: how a stranger checks a card in Python.

Standard input: {"text": an unpacked card, "issuers" and "lists": as in the offline bundle, "now": seconds}.
Standard output: {"valid": true, "name", "setting", "arrangements"} or {"valid": false, "why"}.
"""

import base64
import json
import sys
import zlib

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.verifier import SDJWTVerifier


class Refused(Exception):
    pass


def demand(holds, what):
    if not holds:
        raise Refused(f"not so: {what}")


def decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def payload_of(token):
    return json.loads(decode(token.split(".")[1]))


def check(text, issuers, lists, now):
    def key_of(iss, header):
        demand(header["alg"] == "ES256", "the algorithm is ES256")
        keys = issuers.get(iss, {"jwks": {"keys": []}})["jwks"]["keys"]
        found = [key for key in keys if key["kid"] == header["kid"]]
        demand(found, "issuer and key are known")
        return JWK(**found[0])

    credential, key_binding = text.split("~")
    iss = payload_of(credential)["iss"]
    # Step 2: there is no challenge, so the nonce is the one that the phone drew.
    kb = payload_of(key_binding) if key_binding else None
    expected = (f"{iss}/v", kb["nonce"]) if kb else (None, None)
    # Step 3: signatures, key binding and sd_hash.
    claims = SDJWTVerifier(text, key_of, *expected).get_verified_payload()

    # Step 4: what the library leaves to its caller.
    base = iss.rsplit("/h/", 1)[0]
    phone = claims["vct"] == f"{base}/vct/pass/1"
    demand(phone or claims["vct"] == f"{base}/vct/printed/1", "vct is one of the two")
    demand(phone == bool(kb), "a phone card, and only a phone card, has a key binding")
    demand(kb is None or -120 <= now - kb["iat"] <= 180, "iat is within its window")
    demand(now <= claims["exp"] + 120, "the card is not past its end")
    demand(not is_withdrawn(claims["status"]["status_list"], iss, key_of, lists, now), "the card is in use")
    return claims


def is_withdrawn(status, iss, key_of, lists, now):
    uri = status["uri"]
    demand(uri.startswith(f"{iss}/status/") and uri in lists, "the status list is this issuer's, and held")
    token = JWS()
    token.deserialize(lists[uri])
    token.verify(key_of(iss, token.jose_header), alg="ES256")
    claims = json.loads(token.payload)
    demand(token.jose_header["typ"] == "statuslist+jwt", "the status list is one")
    demand(claims["sub"] == uri and claims["iss"] == iss, "the status list is this card's")
    demand(claims["exp"] > now, "the status list is not past its end")
    bits = zlib.decompress(decode(claims["status_list"]["lst"]))
    return bool(bits[status["idx"] // 8] >> (status["idx"] % 8) & 1)


try:
    found = check(**json.load(sys.stdin))
    answer = {"valid": True} | {name: found.get(name) for name in ("name", "setting", "arrangements")}
except Exception as why:  # whatever the library raises is a refusal
    answer = {"valid": False, "why": str(why) or type(why).__name__}
print(json.dumps(answer))
