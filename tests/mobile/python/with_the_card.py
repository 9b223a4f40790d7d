"""What a phone does with its card beside showing it, against a running server: a review is written without typing a code, seen waiting and
taken back; all that the hub keeps about its owner is fetched; who looked at the card is told once its owner asked for that. The arguments are the
server's address, the letter's link and the digits. It asks for a look in a line of its own, and waits for a line that says it was taken."""

import json
import sys

from passport_mobile import (
    ActivityKind,
    CardWallet,
    MemoryVaultForTests,
    MenuError,
    MenuReviewState,
    MenuWish,
    MenuWrittenReview,
    Outcome,
    ReviewHindrance,
    SoftwareDeviceKeysForTests,
    SupportMenu,
    WalletError,
)
from phone import drive, fetch, now

base, link, digits = sys.argv[1:]
menu = SupportMenu(base)
menu.accept_changes(fetch(menu.changes_request()))
service = menu.find(MenuWish(), now()).services[0]
written = MenuWrittenReview(service_id=service.id, welcome=5, easy=4, again=5, good="The boat.")

wallet = CardWallet(MemoryVaultForTests(), SoftwareDeviceKeysForTests(), [base])
try:
    wallet.write_review(written, service.name, True)
    raise SystemExit("written without a card")
except WalletError.NoCard:
    pass
wallet.take_letter(link)
assert drive(wallet) == Outcome.DIGITS_NEEDED
wallet.give_digits(digits)
assert drive(wallet) == Outcome.UP_TO_DATE

code = wallet.write_review(written, service.name, True)
assert wallet.reviews().waiting[0].review.good == "The boat."
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
reviews = wallet.reviews()
assert reviews.waiting == [] and [one.service for one in reviews.kept] == [service.name], reviews
state = menu.accept_review_state(fetch(menu.review_state_request(code)))
assert state.state == MenuReviewState.WAITING and state.service_id == service.id, state
print("written", flush=True)

wallet.take_review_back(code)
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
reviews = wallet.reviews()
assert reviews.kept == [] and reviews.taken_back == [], reviews
try:
    state = menu.accept_review_state(fetch(menu.review_state_request(code))).state
    assert state == MenuReviewState.WITHDRAWN, state
except MenuError.CodeUnknown:
    pass
print("taken back", flush=True)

# One that the server does not take waits for its writer, and one that its writer throws away never goes out.
unseen = MenuWrittenReview(service_id=service.id, welcome=5, easy=4, again=5, good="\u202e")
refused = wallet.write_review(unseen, service.name, True)
for _ in range(2):
    wallet.sync()
    assert drive(wallet) == Outcome.UP_TO_DATE
    assert wallet.reviews().waiting[0].hindrance == ReviewHindrance.REFUSED
    wallet.send_review_after_all(refused)
    assert wallet.reviews().waiting[0].hindrance is None
wallet.forget_review(refused)
forgotten = wallet.write_review(written, service.name, True)
wallet.forget_review(forgotten)
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
reviews = wallet.reviews()
assert reviews.waiting == reviews.kept == reviews.taken_back == [], reviews
try:
    menu.accept_review_state(fetch(menu.review_state_request(forgotten)))
    raise SystemExit("it was sent")
except MenuError.CodeUnknown:
    print("held up", flush=True)

wallet.ask_for_my_data()
assert drive(wallet) == Outcome.UP_TO_DATE
data = json.loads(wallet.take_my_data())
assert data["record"]["first_name"] and data["phones"] and "activity" not in data, data
assert wallet.take_my_data() is None
print("my data", flush=True)

assert wallet.activity() is None
wallet.begin_activity(now())
print(f"look at {wallet.card(now()).name}", flush=True)
assert sys.stdin.readline() == "looked\n"
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
# The list of the school's pupils is a look, and so is a page of one.
looks = wallet.activity()
assert len(looks) == 2 and all(look.kind == ActivityKind.LOOK and look.place == "Riverton High School" for look in looks)
assert all(look.at <= now() + 1 for look in looks), [look.at for look in looks]
wallet.ask_for_my_data()
drive(wallet)
assert len(json.loads(wallet.take_my_data())["activity"]) == 2
wallet.end_activity()
assert wallet.activity() is None
print("who looked", flush=True)
