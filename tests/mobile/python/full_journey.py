"""A young person's whole way, against a running demo: the card comes, is shown and checked without a network, the hub removes the phone, and everybody
learns of it; then the menu without a network, and a review. The arguments are the demo's address, the letter's link, the six digits, the root key
and the code under a card's square. It asks for what the hub does in a line of its own, and waits for a line that says it was done."""

import os
import sys
import time

from passport_mobile import (
    CannotCheckReason,
    CardVerifier,
    CardWallet,
    HttpResponse,
    Line,
    MemoryVaultForTests,
    MenuError,
    MenuReportReason,
    MenuReviewContact,
    MenuReviewState,
    MenuWish,
    MenuWrittenReview,
    Outcome,
    Setting,
    SoftwareDeviceKeysForTests,
    Standing,
    SupportMenu,
    VerdictState,
    VerifierError,
    WalletError,
    menu_review_code,
)
from phone import check_offline, drive, fetch, get, now

base, link, digits, root, code = sys.argv[1:]


def told(what):
    print(what, flush=True)


def throws(expected, what):
    try:
        what()
    except expected:
        return
    raise SystemExit(f"no {expected.__name__}")


# The letter, and the digits told another way.
keys = SoftwareDeviceKeysForTests()
wallet = CardWallet(MemoryVaultForTests(), keys, [base])
wallet.take_letter(link)
assert drive(wallet) == Outcome.DIGITS_NEEDED
wallet.give_digits(digits)
assert drive(wallet) == Outcome.UP_TO_DATE
told("activated")

# Shown.
card = wallet.card(now())
setting = next(one.setting for one in card.settings if one.held_until)
square = wallet.live_square(setting, now())
assert len(square.modules) == square.width**2
told("shown")

# Checked without a network.
verifier = CardVerifier(root)
verdict = check_offline(verifier, base, square.text, setting)
assert verdict.lines == wallet.lines(setting, now()) and verdict.name == card.name
told(f"offline {verdict.state.name}")

# Another's card, of which only the code was typed: without a network it says so, with one the server tells.
here = verifier.check(code, Setting.SCHOOL, now())
assert here.state == VerdictState.CANNOT_CHECK and here.why == CannotCheckReason.NEEDS_NETWORK
throws(VerifierError.NotACode, lambda: verifier.code_request(base, "hello", None))
throws(VerifierError.NotAServer, lambda: verifier.code_request("hello", code, None))
said = verifier.accept_code(fetch(verifier.code_request(base, code.lower(), Setting.SCHOOL)), Setting.SCHOOL, now())
assert said.lines and all(isinstance(line, Line.SAID) for line in said.lines) and said.name and said.setting == Setting.SCHOOL, said
wifi = HttpResponse(status=200, headers=[], body=b"<html>Sign in")
assert verifier.accept_code(wifi, None, now()).why == CannotCheckReason.NEEDS_NETWORK
told(f"typed {said.state.name}")

# The hub removes the phone.
told(f"remove the phone of {card.name}")
assert sys.stdin.readline() == "removed\n"

# The checker syncs: within a minute the server publishes what was withdrawn, and it cannot be told to hurry.
shown = wallet.new_live_square(setting, now())
deadline = time.monotonic() + 60
while verifier.check(shown.text, setting, now()).state != VerdictState.NOT_IN_USE:
    assert time.monotonic() < deadline, "never published"
    time.sleep(0.2)
    verifier.take_bundle(get(base + "/api/offline-bundle"), now())
told("refused")

# The phone syncs: nothing of the card stays on it.
wallet.sync()
assert drive(wallet) == Outcome.REMOVED
assert wallet.standing(setting, now()) == Standing.REMOVED() and keys.names() == []
try:
    wallet.live_square(setting, now())
    raise SystemExit("shown")
except WalletError.NoCard:
    told("removed")

# The menu, once it came, without a network: from here to the review nothing is sent.
menu = SupportMenu(base)
menu.accept_changes(fetch(menu.changes_request()))
menu.accept_questions(fetch(menu.questions_request()))
kept = menu.kept()
menu = SupportMenu.restore(base, kept)
throws(MenuError.KeptForeign, lambda: SupportMenu.restore("https://pass.example.uk", kept))
throws(MenuError.KeptForeign, lambda: SupportMenu.restore(base, kept, "riverton"))
everything = menu.find(MenuWish(), now())
assert everything.total == len(everything.services) > 5 and not everything.left_out
one = everything.services[0]
found = menu.find(MenuWish(words=one.name), now())
assert found.services[0].id == one.id and menu.service(one.id, now()).card.name == one.name
tag = next(answer.tag for question in menu.questions() for answer in question.answers if answer.tag in everything.counts.tags)
assert menu.find(MenuWish(tags=[tag]), now()).total == everything.counts.tags[tag]
dated = next(one for one in everything.services if len(one.next_dates) > 1)
assert menu.next_dates(dated.id, now(), 3) == dated.next_dates and menu.next_dates(dated.id, now(), 1) == dated.next_dates[:1]
odd = menu.find(MenuWish(tags=["free/1", "near/sk1", "hub/x"]), now())
assert odd.total == everything.total and [out.name for out in odd.left_out] == ["free", "near", "hub"]
assert menu.service_link(one.id) == f"{base}/menu/{one.id}" == menu.service(one.id, now()).link
for kept in {one.id, dated.id}:
    menu.add_to_shortlist(kept)
menu.remove_from_shortlist(dated.id)
assert all(kept.id != dated.id for kept in menu.shortlist(now()))
menu.remove_from_shortlist(one.id)
assert menu.shortlist_link() is None
told("found offline")

# A review.
own = menu_review_code(os.urandom(6))
written = MenuWrittenReview(service_id=one.id, welcome=5, easy=4, again=5, good="They know my name.")
answer = fetch(menu.review_request(written, own, code))
assert menu.accept_review_sent(answer) == MenuReviewContact.NOT_WANTED
review = menu.accept_review_state(fetch(menu.review_state_request(own)))
assert review.service_id == one.id and review.state == MenuReviewState.WAITING
# What is sent again with its own code is one review, so each of these has another.
unknown = menu_review_code(bytes(6))
throws(MenuError.CodeUnknown, lambda: menu.accept_review_sent(fetch(menu.review_request(written, menu_review_code(os.urandom(6)), unknown))))
throws(MenuError.CodeUnknown, lambda: menu.accept_review_state(fetch(menu.review_state_request(unknown))))
unseen = MenuWrittenReview(service_id=one.id, welcome=5, easy=4, again=5, good="\u202e")
throws(MenuError.WordsRefused, lambda: menu.accept_review_sent(fetch(menu.review_request(unseen, menu_review_code(os.urandom(6)), code))))
nowhere = "6f1c1f4e-8c3b-4c58-9f8e-0d8f6a1b2c3d"
written.service_id = nowhere
throws(MenuError.NoSuchService, lambda: menu.accept_review_sent(fetch(menu.review_request(written, menu_review_code(os.urandom(6)), code))))
told("review posted")

# What others say.
pages = [menu.accept_reviews(fetch(menu.reviews_request(one.id))) for one in everything.services]
averaged = next(page for page in pages if page.total >= 3)
assert 10 <= averaged.mean.welcome_tenths <= 50 and averaged.page == 1 and all(1 <= one.again <= 5 for one in averaged.reviews)
assert all((page.mean is not None) == (page.total >= 3) for page in pages)
shown = averaged.reviews[0]
menu.accept_done(fetch(menu.report_review_request(shown.id, MenuReportReason.UNTRUE, "It was another day.")))
report = menu.report_review_request(nowhere, MenuReportReason.OTHER)
throws(MenuError.NoSuchReview, lambda: menu.accept_done(fetch(report)))
throws(MenuError.NoSuchReview, lambda: menu.report_review_request("the first", MenuReportReason.OTHER))
throws(MenuError.NoSuchService, lambda: menu.accept_reviews(fetch(menu.reviews_request(nowhere))))
throws(MenuError.NotUnderstood, lambda: menu.accept_done(wifi))
told("review reported")
