"""A phone with a card, for what only such a one may ask: hooks that sign each call of Schemathesis, and note what was answered.

The environment: PHONE, {"base", "link", "tx_code"} of a letter that waits; PHONE_SEEN, the file of answers, a line "METHOD template status" each. Run by itself, with the
document as its argument, it asks each operation once as it is meant, and holds the answers against the document.
"""

import hashlib
import json
import os
import sys
import time
import uuid

import requests
import schemathesis
from jwcrypto.common import base64url_encode
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from schemathesis.specs.openapi.checks import ignored_auth

GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
# So many seconds before its end a token is exchanged for a new one.
EARLY = 60


def jwt(key, typ, payload):
    signed = JWS(json.dumps(payload))
    head = {"typ": typ, "alg": "ES256", "jwk": json.loads(key.export_public())}
    signed.add_signature(key, None, json.dumps(head))
    return signed.serialize(compact=True)


class Phone:
    def __init__(self, asked):
        self.hub, handle = asked["link"].partition("#")[2].split(".")
        self.base, self.iss = asked["base"], f"{asked['base']}/h/{self.hub}"
        self.key = JWK.generate(kty="EC", crv="P-256")
        offer = requests.get(f"{self.iss}/offers/{handle}", timeout=10).json()
        code = offer["grants"][GRANT]["pre-authorized_code"]
        self.take({"grant_type": GRANT, "pre-authorized_code": code, "tx_code": asked["tx_code"]})

    def take(self, form):
        address = f"{self.iss}/token"
        answer = requests.post(address, data=form, headers={"DPoP": self.proof("POST", address)}, timeout=10)
        answer.raise_for_status()
        self.tokens = answer.json()
        self.until = time.time() + self.tokens["expires_in"] - EARLY

    def proof(self, method, address, token=None):
        payload = {"jti": str(uuid.uuid4()), "htm": method, "htu": address, "iat": int(time.time())}
        if token:
            payload["ath"] = base64url_encode(hashlib.sha256(token.encode()).digest())
        return jwt(self.key, "dpop+jwt", payload)

    def headers(self, method, path):
        if time.time() > self.until:
            self.take({"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]})
        token = self.tokens["access_token"]
        return {"Authorization": f"DPoP {token}", "DPoP": self.proof(method, self.base + path, token)}

    def credential(self, setting):
        nonce = requests.post(f"{self.iss}/nonce", timeout=10).json()["c_nonce"]
        fresh = {"aud": self.iss, "iat": int(time.time()), "nonce": nonce}
        proof = jwt(JWK.generate(kty="EC", crv="P-256"), "openid4vci-proof+jwt", fresh)
        return {"credential_configuration_id": setting, "proofs": {"jwt": [proof]}}


def phone():
    """The one phone of this process: a letter opens once."""
    if not hasattr(phone, "one"):
        phone.one = Phone(json.loads(os.environ["PHONE"]))
    return phone.one


@schemathesis.hook
def map_path_parameters(context, parameters):
    return {**(parameters or {}), "hub": phone().hub}


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = {**(case.headers or {}), **phone().headers(case.method, case.formatted_path)}


@schemathesis.hook
def after_call(context, case, response):
    with open(os.environ["PHONE_SEEN"], "a", encoding="utf-8") as seen:
        seen.write(f"{case.method} {case.path} {response.status_code}\n")


def ask_each(document):
    """Every operation as it is meant, the last of which ends the card on this phone."""
    schema = schemathesis.openapi.from_path(document)
    hub = {"hub": phone().hub}
    card = requests.get(f"{phone().base}/api/card", headers=phone().headers("GET", "/api/card"), timeout=10).json()
    first = card["settings"][0]

    def ask(method, path, **given):
        case = schema[path][method].Case(**given)
        answer = case.call(base_url=phone().base)
        # That check takes every token that it did not draw itself for a bad one.
        case.validate_response(answer, excluded_checks=[ignored_auth])
        return answer

    for path in ["", "/activity", "/data", "/messages", "/photo"]:
        ask("GET", f"/api/card{path}")
    ask("PUT", "/api/card/choices", body={first["setting"]: first["shown"]}, media_type="application/json")
    message = {"id": str(uuid.uuid4()), "kind": "correction", "words": "It is Zo\u00eb."}
    ask("POST", "/api/card/messages", body=message, media_type="application/json")
    wanted = phone().credential(first["setting"])
    given = ask("POST", "/h/{hub}/credential", path_parameters=hub, body=wanted, media_type="application/json").json()
    event = {"notification_id": given["notification_id"], "event": "credential_accepted"}
    ask("POST", "/h/{hub}/notification", path_parameters=hub, body=event, media_type="application/json")
    ask("DELETE", "/api/card")


if __name__ == "__main__":
    ask_each(sys.argv[1])
