"""The shared vectors, as `tests/tests/mobile/vectors.rs` hands them over: one thing a line, its parts in base64 between spaces. Answers
each question with a line."""

import base64
import json
import sys

from passport_mobile import (
    Arrangement,
    CardVerifier,
    Expected,
    FareBand,
    Line,
    MenuError,
    Setting,
    SupportMenu,
    TrustedHub,
    TrustStore,
    VerifierError,
)

(root,) = sys.argv[1:]


BANDS = {FareBand.CHILD: "child", FareBand.SIXTEEN_TO_EIGHTEEN: "16-18", FareBand.CONCESSION: "concession"}
SILENT = {
    Arrangement.PHONE_ON_SILENT: "phone-on-silent",
    Arrangement.LATE_ARRIVAL: "late-arrival",
    Arrangement.HOMEWORK_TIME: "homework-time",
    Arrangement.COLLECT_ARRANGED: "collect-arranged",
    Arrangement.FLEXIBLE_APPOINTMENTS: "flexible-appointments",
}


def typed(one):
    """What an app switches on: its name in a card, and what it tells, in the order of the names."""
    if isinstance(one, Arrangement.TIME_OUT):
        return f"time-out minutes={one.minutes}" + (f" place={one.place}" if one.place is not None else "")
    if isinstance(one, Arrangement.LEAVE_EARLY):
        return f"leave-early minutes={one.minutes}"
    if isinstance(one, Arrangement.SPEAK_TO):
        return f"speak-to role={one.role}"
    if isinstance(one, Arrangement.MAY_DISCUSS):
        about = ["medicines"] * one.medicines + ["appointments"] * one.appointments
        return f"may-discuss about={'+'.join(about)}"
    if isinstance(one, Arrangement.FARE):
        return f"fare band={BANDS[one.band]}"
    if isinstance(one, Arrangement.OTHER):
        return f"other {one.code}"
    return SILENT[type(one)]


def told(verdict):
    return "|".join(
        [
            verdict.state.name.lower(),
            verdict.why.name.lower() if verdict.why else "",
            verdict.name or "",
            ";".join(one.json if isinstance(one, Line.ARRANGED) else "needs_fresh_list" for one in verdict.lines),
            ";".join(typed(one.arrangement) if isinstance(one, Line.ARRANGED) else "needs_fresh_list" for one in verdict.lines),
            verdict.valid_until or "",
            str(verdict.list_issued_at) if verdict.list_issued_at is not None else "",
            f"{verdict.hub.name}, {verdict.hub.telephone}" if verdict.hub else "",
        ]
    )


def tell_if_taken(take, is_new=lambda: True):
    try:
        take()
        print("taken" if is_new() else "older")
    except VerifierError:
        print("refused")


SERVER = "https://pass.example.uk"
menu = SupportMenu(SERVER)
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
        root_key, token, now, held = part
        holding = CardVerifier(root_key)
        if held:
            holding.take_bundle(held, int(now))
        before = holding.kept()
        tell_if_taken(lambda: holding.take_bundle(token, int(now)), lambda: not held or holding.kept() != before)
    elif kind == "take":
        tell_if_taken(lambda: verifier.take_list(part[0], part[1], int(part[2])))
    elif kind == "root":
        tell_if_taken(lambda: CardVerifier(part[0]))
    elif kind == "keys":
        hub = TrustedHub(iss=SERVER + "/h/x", name="X", telephone="1", jwks=part[0], retired_kids=[])
        tell_if_taken(lambda: CardVerifier.trusting(root, TrustStore(bases=[SERVER], hubs=[hub])))
    elif kind == "code":
        try:
            print(json.loads(menu.review_state_request(part[0]).body)["secret"])
        except MenuError.NotACode:
            print("refused")
