"""A young person's phone and a school's checker, against a running server. The arguments are its address, the letter's link, the
six digits and the root key; each step is told in a line."""

import sys
import time

from passport_mobile import (
    AboutData,
    CardVerifier,
    CardWallet,
    Fetch,
    Happened,
    ListAge,
    MemoryVaultForTests,
    Outcome,
    Setting,
    SoftwareDeviceKeysForTests,
    Standing,
    VerdictState,
    WalletError,
)
from phone import check_offline, drive, get, now

base, link, digits, root = sys.argv[1:]
vault, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
wallet = CardWallet(vault, keys, [base])


def told(what):
    print(what, flush=True)


# A letter that is none, and wrong digits.
for text, fault in [
    ("hello", WalletError.NotALetter),
    (link.replace(base, "https://evil.example"), WalletError.LetterOfAnotherServer),
]:
    try:
        wallet.take_letter(text)
        raise SystemExit("taken")
    except fault:
        pass
assert wallet.standing(None, now()) == Standing.EMPTY()
wallet.take_letter(link)
assert drive(wallet) == Outcome.DIGITS_NEEDED
wallet.give_digits("000 000" if digits != "000000" else "000001")
try:
    drive(wallet)
    raise SystemExit("the wrong digits were taken")
except WalletError.WrongDigits:
    told("wrong digits")

wallet.give_digits(digits)
assert drive(wallet) == Outcome.UP_TO_DATE
card = wallet.card(now())
settings = [one for one in card.settings if one.held_until]
assert settings, card
# One key for the grant, one for each setting, and no other.
assert len(keys.names()) == 1 + len(settings), keys.names()
told("activated")

setting = settings[0].setting
assert isinstance(wallet.standing(setting, now()), Standing.GOOD)
square = wallet.live_square(setting, now())
assert len(square.modules) == square.width**2 and square.seconds_left == 30
assert wallet.live_square(setting, now()).text == square.text
assert wallet.new_live_square(setting, now()).text != square.text
assert wallet.lines(setting, now())

# A checker that has a bundle and no network.
verifier = CardVerifier(root)
assert verifier.check(square.text, setting, now()).state != VerdictState.VALID
assert verifier.age(now()) == ListAge.NEVER_LOADED()
verdict = check_offline(verifier, base, square.text, setting)
told(f"offline {verdict.state.name}")
assert CardVerifier(root).due(now()) == [Fetch.BUNDLE()] and verifier.due(now()) == []
assert verifier.due(now() + 3_600) == [Fetch.BUNDLE()]
assert isinstance(verifier.age(now()), ListAge.FRESH) and isinstance(verifier.age(now() + 2 * 86_400), ListAge.OLD)
assert isinstance(verifier.age(now() + 60 * 86_400), ListAge.TOO_OLD)
assert verifier.age(now() - 86_400) == ListAge.CLOCK_WRONG()
assert verdict.lines == wallet.lines(setting, now()), (verdict, wallet.lines(setting, now()))
again = CardVerifier.restore(root, verifier.kept())
assert again.check(square.text, setting, now()).state == verdict.state
source = verifier.fetch_for(square.text)
verifier.take_list(source.uri, get(source.uri), now())
told(f"online {verifier.check(square.text, setting, now()).state.name}")
many = verifier.check_each(["hello", square.text], setting, now())
assert [one.state for one in many] == [VerdictState.NOT_RECOGNISED, VerdictState.VALID]

# Choices and messages wait for the next sync.
try:
    wallet.choose(setting, ["no-such-code"])
    raise SystemExit("chosen")
except WalletError.NotAllowed:
    pass
wallet.choose(setting, [])
wallet.report_not_accepted(setting, Happened.REFUSED, "They said no.")
for about, words, fault in [
    (AboutData.CORRECTION, None, WalletError.WordsMissing),
    (AboutData.COMPLAINT, " ", WalletError.WordsMissing),
    (AboutData.DELETION, "é" * 501, WalletError.WordsTooLong),
]:
    try:
        wallet.write_to_hub(about, words)
        raise SystemExit("written")
    except fault:
        pass
assert len(wallet.unsent_messages()) == 1
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
assert wallet.unsent_messages() == [] and wallet.messages()[0].words == "They said no."
assert all(one.held_until is None for one in wallet.card(now()).settings if one.setting == setting)
try:
    wallet.live_square(setting, now())
    raise SystemExit("shown")
except WalletError.NoCard:
    pass
wallet.choose(setting, settings[0].shown)
wallet.sync()
assert drive(wallet) == Outcome.UP_TO_DATE
new = wallet.live_square(setting, now())
told("chosen")


def wait_for(what):
    """The server tells of a change within seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if what():
            return
        time.sleep(0.2)
    raise SystemExit("never came")


def is_refused(square):
    source = verifier.fetch_for(square.text)
    verifier.take_list(source.uri, get(source.uri), now())
    return verifier.check(square.text, setting, now()).state == VerdictState.NOT_IN_USE


# The letter is taken again on another phone: the card moves there, and what this one shows is refused.
other_keys = SoftwareDeviceKeysForTests()
other = CardWallet(MemoryVaultForTests(), other_keys, [base])
other.take_letter(link)
drive(other)
other.give_digits(digits)
assert drive(other) == Outcome.UP_TO_DATE
wait_for(lambda: is_refused(new))
told("moved")
wallet.sync()
assert drive(wallet) == Outcome.REMOVED
assert wallet.standing(setting, now()) == Standing.REMOVED()
assert keys.names() == []

# Its owner takes the card off the other phone too.
last = other.live_square(setting, now())
assert not is_refused(last)
other.forget()
assert drive(other) == Outcome.FORGOTTEN
assert other_keys.names() == [] and other.card(now()) is None
wait_for(lambda: is_refused(last))
told("forgotten")

# Without a network nothing is lost and nothing is claimed.
third = CardWallet(MemoryVaultForTests(), SoftwareDeviceKeysForTests(), ["http://127.0.0.1:1"])
third.take_letter("http://127.0.0.1:1/card/activate#riverton.abcdefghijklmnop")
assert drive(third) == Outcome.OFFLINE
told("offline")
