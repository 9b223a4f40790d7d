"""The power goes on the way from a letter to a card, and while a card is renewed; and a second wallet on the same vault takes over from one that
stands still. The arguments are the server's address, and link and digits of letters.

What outlives a power cut changes when the vault is written, when a key is made or deleted and when a request reaches the server, and at no other
time. So the power goes just after each of these, one at a time; what is cut off just before the next one was cut off just after the last. Afterwards a
new wallet on the same vault goes on: no card is lost, and no key is left that nothing names.

Who stands still goes on afterwards with what it knew. That is tried before the vault is written and before and after each request, at the first moment of
each kind; a kind is what comes next, and what was asked last. Nobody waits here: the device's clock is moved on instead. Standing still for a minute
within a use of the device's keys is not tried against the server; core's own tests do that."""

import json
import sys
import time
from urllib.parse import urlsplit

from passport_mobile import (
    CardWallet,
    DeviceKeys,
    MemoryVaultForTests,
    Outcome,
    SoftwareDeviceKeysForTests,
    Vault,
    VaultDocument,
    WalletError,
)
from phone import drive, fetch

base, *rest = sys.argv[1:]
DAY = 24 * 3600
# A card is renewed when half of its two weeks are left.
RENEWED = 7 * DAY


class PowerCut(Exception):
    """Nothing runs after it."""


class Nothing:
    """What happens meanwhile: nothing."""

    asked = "nothing"

    def before(self, what):
        pass

    def after(self, what):
        pass


class Cut(Nothing):
    """The power goes after so many changes."""

    def __init__(self, off_at):
        self.changes, self.off_at, self.is_off = 0, off_at, False

    def before(self, _):
        if self.is_off:
            raise PowerCut

    def after(self, _):
        self.changes += 1
        if self.changes == self.off_at:
            self.is_off = True
            raise PowerCut


class Kinds(Nothing):
    """Notes which kinds of moments there are."""

    def __init__(self):
        self.seen = {}

    def before(self, what):
        self.seen[what, self.asked] = None


class TakenOver(Nothing):
    """Before the first moment of a kind another wallet does everything."""

    def __init__(self, kind, other):
        self.kind, self.other, self.is_over = kind, other, False

    def before(self, what):
        if not self.is_over and (what, self.asked) == self.kind:
            self.is_over = True
            self.other()


class VaultWatched(Vault):
    def __init__(self, vault, meanwhile):
        self.vault, self.meanwhile = vault, meanwhile

    def load(self):
        return self.vault.load()

    def save(self, document, replaces):
        self.meanwhile.before("save")
        stands = self.vault.save(document, replaces)
        self.meanwhile.after("save")
        return stands


class KeysWatched(DeviceKeys):
    def __init__(self, keys, meanwhile):
        self.keys, self.meanwhile = keys, meanwhile

    def public_key(self, name):
        is_new = name not in self.keys.names()
        point = self.keys.public_key(name)
        if is_new:
            self.meanwhile.after("make key")
        return point

    def sign(self, name, message):
        return self.keys.sign(name, message)

    def delete(self, name):
        deleted = self.keys.delete(name)
        self.meanwhile.after("delete key")
        return deleted


class Letter:
    def __init__(self, link, digits):
        self.link, self.digits = link, digits
        # A hub gives 64 cards a setting and day for one letter, and no more.
        self.credentials = 0


class Phone:
    """A device: what is left of it when the power goes, its clock, and the letter that its owner has."""

    def __init__(self, letter):
        self.letter, self.vault, self.keys, self.ahead = letter, MemoryVaultForTests(), SoftwareDeviceKeysForTests(), 0

    def now(self):
        return int(time.time()) + self.ahead

    def wait(self, seconds):
        self.ahead += seconds

    def drive(self, wallet, meanwhile):
        def carry(request):
            handed_out, what = self.now(), f"{request.method} {shape(request.url)}"
            meanwhile.before("send " + what)
            if self.now() - handed_out > request.timeout_seconds:
                return None
            self.letter.credentials += what.endswith("/credential")
            answer = fetch(request)
            meanwhile.asked = what
            meanwhile.after("send")
            meanwhile.before("accept")
            return answer

        return drive(wallet, carry, self.now, self.wait)

    def live(self, meanwhile):
        """One life of the app: it syncs, and its owner does what it asks for. Gives how that ended, and nothing where the power went."""
        wallet = CardWallet(VaultWatched(self.vault, meanwhile), KeysWatched(self.keys, meanwhile), [base])
        try:
            wallet.sync()
            outcome = self.drive(wallet, meanwhile)
            if outcome == Outcome.NO_CARD:
                wallet.take_letter(self.letter.link)
                outcome = self.drive(wallet, meanwhile)
            if outcome == Outcome.DIGITS_NEEDED:
                wallet.give_digits(self.letter.digits)
                outcome = self.drive(wallet, meanwhile)
            return outcome
        except Exception:
            # An error of a callback is what a wallet makes of the cut.
            if getattr(meanwhile, "is_off", False):
                return None
            raise

    def held(self):
        document = self.vault.load()
        return json.loads(document.bytes) if document else {}

    def named(self):
        """Every key that the vault names, and those of credentials."""
        held = self.held()
        of_cards = {one["key"] for one in held.get("credentials", {}).values()}
        others = set(held.get("fresh", {}).values()) | set(held.get("dropped", []))
        others |= {held[one]["key"] for one in ("grant", "redeeming") if held.get(one)}
        return of_cards | others, of_cards

    def check(self):
        named, of_cards = self.named()
        existing = set(self.keys.names())
        assert existing <= named, f"keys that nothing names: {existing - named}"
        assert of_cards <= existing, f"cards without their keys: {of_cards - existing}"

    def whole(self):
        """A wallet that nobody cuts off brings everything to its end, and shows the card everywhere. Gives its settings."""
        end = self.live(Nothing())
        assert end == Outcome.UP_TO_DATE, end
        self.check()
        _, of_cards = self.named()
        assert set(self.keys.names()) == of_cards | {self.held()["grant"]["key"]}, "keys are left over, or missing"
        wallet = CardWallet(self.vault, self.keys, [base])
        shown = [one for one in wallet.card(self.now()).settings if one.shown]
        for one in shown:
            assert one.held_until - self.now() > RENEWED, "it was not renewed"
            wallet.live_square(one.setting, self.now())
        return len(shown)

    def make_due(self):
        """A week passes: what is held ages, and its token is over."""
        held, version = self.held(), self.vault.load().version
        for one in held["credentials"].values():
            one["exp"] = self.now() + 3 * DAY
        held["grant"]["access"] = None
        self.vault.save(VaultDocument(version=version + 1, bytes=json.dumps(held).encode()), version)


def shape(url):
    """The path of an address, without what is this letter's alone."""
    return "/".join(part if part == part.lower() else "…" for part in urlsplit(url).path.split("/"))


def least_used(letters):
    return min(letters, key=lambda letter: letter.credentials)


def with_card(letters):
    phone = Phone(least_used(letters))
    assert phone.whole()
    return phone


def cuts_on_the_way_to_a_card(letters):
    """Cuts after each change; those are most on a card with a photo."""
    cuts, able = 0, list(letters)
    while able:
        phone, power = Phone(least_used(able)), Cut(cuts + 1)
        phone.live(power)
        if not power.is_off:
            able.remove(phone.letter)
            continue
        phone.check()
        phone.whole()
        cuts += 1
    return cuts


def cuts_of_renewal(letters):
    cuts, phone = 0, with_card(letters)
    while True:
        if phone.letter.credentials > least_used(letters).credentials + 20:
            phone = with_card(letters)
        phone.make_due()
        power = Cut(cuts + 1)
        phone.live(power)
        if not power.is_off:
            return cuts
        phone.check()
        phone.whole()
        cuts += 1


def take_overs(letters, begin):
    kinds = Kinds()
    begin(letters).live(kinds)
    for kind in kinds.seen:
        # Not every card has a photo.
        in_turn = sorted(letters, key=lambda letter: letter.credentials)
        assert any(take_over(begin([letter]), kind) for letter in in_turn), kind
    return len(kinds.seen)


def take_over(phone, kind):
    meanwhile = TakenOver(kind, phone.whole)
    try:
        phone.live(meanwhile)
    except WalletError.NoCard:
        # It wanted to go on with a letter that the other has redeemed.
        pass
    phone.check()
    phone.whole()
    return meanwhile.is_over


phones = {}


def due(letters):
    """A phone whose card is to be renewed; the same as last time for a letter."""
    letter = least_used(letters)
    if letter not in phones:
        phones[letter] = with_card([letter])
    phones[letter].make_due()
    return phones[letter]


letters = [Letter(*one) for one in zip(rest[::2], rest[1::2])]
settings = {letter: Phone(letter).whole() for letter in letters}
# Two settings show all that one more would.
two = [letter for letter in letters if settings[letter] == 2]
print(f"{cuts_on_the_way_to_a_card(two)} cuts on the way to a card")
print(f"{cuts_of_renewal(two)} cuts while it is renewed")
print(f"{take_overs(letters, lambda letters: Phone(least_used(letters)))} take-overs on the way to a card")
print(f"{take_overs(letters, due)} take-overs while it is renewed")
print("all healed")
