"""A young person's whole way, against a running demo: the card comes, is shown and checked without a network, the hub removes the phone, and everybody
learns of it; then the menu without a network, and a review. The arguments are the demo's address, the letter's link, the six digits, the root key
and the code under a card's square. It asks for what the hub does in a line of its own, and waits for a line that says it was done."""

import os
import sys
import time

from passport_mobile import (
    CardVerifier,
    CardWallet,
    MemoryVaultForTests,
    MenuReviewContact,
    MenuReviewState,
    MenuWish,
    MenuWrittenReview,
    Outcome,
    SoftwareDeviceKeysForTests,
    Standing,
    SupportMenu,
    VerdictState,
    WalletError,
    menu_review_code,
)
from phone import check_offline, drive, fetch, get, now

base, link, digits, root, code = sys.argv[1:]


def told(what):
    print(what, flush=True)


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
menu = SupportMenu.restore(menu.kept())
everything = menu.find(MenuWish(), now())
assert everything.total == len(everything.services) > 5 and not everything.left_out
one = everything.services[0]
found = menu.find(MenuWish(words=one.name), now())
assert found.services[0].id == one.id and menu.service(one.id, now()).card.name == one.name
tag = next(answer.tag for question in menu.questions() for answer in question.answers if answer.tag in everything.counts.tags)
assert menu.find(MenuWish(tags=[tag]), now()).total == everything.counts.tags[tag]
told("found offline")

# A review.
own = menu_review_code(os.urandom(6))
written = MenuWrittenReview(service_id=one.id, welcome=5, easy=4, again=5, good="They know my name.")
answer = fetch(menu.review_request(written, own, code))
assert menu.accept_review_sent(answer) == MenuReviewContact.NOT_WANTED
review = menu.accept_review_state(fetch(menu.review_state_request(own)))
assert review.service_id == one.id and review.state == MenuReviewState.WAITING
told("review posted")
