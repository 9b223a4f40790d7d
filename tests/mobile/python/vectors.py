"""The shared vectors, as `tests/tests/mobile/vectors.rs` hands them over: one thing a line, its parts in base64 between spaces. Gives one
verdict a line."""

import base64
import sys

from passport_mobile import CardVerifier, Expected, Line, Setting, TrustedHub, TrustStore, VerifierError

(root,) = sys.argv[1:]


def told(verdict):
    return "|".join(
        [
            verdict.state.name.lower(),
            verdict.why.name.lower() if verdict.why else "",
            verdict.name or "",
            ";".join(one.json if isinstance(one, Line.ARRANGED) else "needs_fresh_list" for one in verdict.lines),
            verdict.valid_until or "",
            str(verdict.list_issued_at) if verdict.list_issued_at is not None else "",
            f"{verdict.hub.name}, {verdict.hub.telephone}" if verdict.hub else "",
        ]
    )


bases, hubs, verifier = [], [], None
for line in sys.stdin:
    kind, *part = [base64.b64decode(part).decode() for part in line.rstrip("\n").split(" ")]
    if kind == "trust":
        bases, hubs = part, []
    elif kind == "hub":
        iss, name, telephone, jwks, *retired = part
        hubs.append(TrustedHub(iss=iss, name=name, telephone=telephone, jwks=jwks, retired_kids=retired))
    elif kind == "begin":
        verifier = CardVerifier.trusting(root, TrustStore(bases=bases, hubs=hubs))
    elif kind == "list":
        verifier.take_kept_list(part[0], part[1], int(part[2]), int(part[3]))
    elif kind == "check":
        card, setting, audience, nonce, now = part
        setting = Setting[setting.upper()] if setting else None
        expected = Expected.VERIFIER(audience, nonce) if audience else Expected.SQUARE()
        print(told(verifier.check_expecting(card, setting, expected, int(now))))
    elif kind == "bundle":
        try:
            CardVerifier(part[0]).take_bundle(part[1], int(part[2]))
            print("taken")
        except VerifierError:
            print("refused")
