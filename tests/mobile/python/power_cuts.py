"""Cuts the power before and after every writing to the vault and at every request, on the way from a letter to a
card: a new wallet on the same vault always goes on, no card is lost, and no key is left that nothing names."""

import json
import sys

from passport_mobile import (
    CardWallet,
    DeviceKeys,
    MemoryVaultForTests,
    Outcome,
    SoftwareDeviceKeysForTests,
    Vault,
)
from phone import drive, fetch, now

base, *rest = sys.argv[1:]
# A hub gives so many cards a day for one letter, and no more.
letters = list(zip(rest[::2], rest[1::2]))


class PowerCut(Exception):
    """Nothing runs after it."""


class Power:
    """Counts what is done, and goes off at one moment."""

    def __init__(self, off_at):
        self.moments, self.off_at, self.is_off = 0, off_at, False

    def moment(self):
        self.moments += 1
        if self.is_off or self.moments == self.off_at:
            self.is_off = True
            raise PowerCut


class VaultWithPower(Vault):
    def __init__(self, vault, power):
        self.vault, self.power = vault, power

    def load(self):
        return self.vault.load()

    def save(self, document, replaces):
        self.power.moment()
        saved = self.vault.save(document, replaces)
        self.power.moment()
        return saved


class KeysWithPower(DeviceKeys):
    def __init__(self, keys, power):
        self.keys, self.power = keys, power

    def public_key(self, name):
        self.power.moment()
        made = self.keys.public_key(name)
        self.power.moment()
        return made

    def sign(self, name, message):
        return self.keys.sign(name, message)

    def delete(self, name):
        self.power.moment()
        deleted = self.keys.delete(name)
        self.power.moment()
        return deleted


def named(vault):
    """Every key that the vault names, and those of credentials."""
    held = json.loads(vault.load().bytes) if vault.load() else {}
    of_cards = {one["key"] for one in held.get("credentials", {}).values()}
    others = set(held.get("fresh", {}).values()) | set(held.get("dropped", []))
    others |= {held[one]["key"] for one in ("grant", "redeeming") if held.get(one)}
    return of_cards | others, of_cards


def check(vault, keys):
    all_named, of_cards = named(vault)
    existing = set(keys.names())
    assert existing <= all_named, f"keys that nothing names: {existing - all_named}"
    assert of_cards <= existing, f"cards without their keys: {of_cards - existing}"


def live(vault, keys, power, do):
    """One life of the app, until it is done or the power goes. An error of a callback is what a wallet makes of the cut."""
    wallet = CardWallet(VaultWithPower(vault, power), KeysWithPower(keys, power), [base])

    def carry(request):
        power.moment()
        answer = fetch(request)
        power.moment()
        return answer

    try:
        return do(wallet, carry)
    except Exception:
        if power.is_off:
            return None
        raise


def put_on_phone(wallet, carry):
    if wallet.letter() is None and wallet.card(now()) is None:
        wallet.take_letter(link)
        drive(wallet, carry)
        wallet.give_digits(digits)
    else:
        wallet.sync()
    outcome = drive(wallet, carry)
    if outcome == Outcome.DIGITS_NEEDED:
        wallet.give_digits(digits)
        outcome = drive(wallet, carry)
    return outcome


def whole(vault, keys):
    """A wallet that nobody cuts off brings everything to its end."""
    end = live(vault, keys, Power(None), put_on_phone)
    assert end == Outcome.UP_TO_DATE, end
    check(vault, keys)
    all_named, of_cards = named(vault)
    assert set(keys.names()) == all_named and of_cards, "keys are left over, or there is no card"
    wallet = CardWallet(vault, keys, [base])
    for one in wallet.card(now()).settings:
        if one.shown:
            wallet.live_square(one.setting, now())


# How many moments there are, without a cut.
link, digits = letters[0]
power = Power(None)
vault, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
live(vault, keys, power, put_on_phone)
whole(vault, keys)
for off_at in range(1, power.moments + 1):
    link, digits = letters[off_at % len(letters)]
    vault, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
    live(vault, keys, Power(off_at), put_on_phone)
    check(vault, keys)
    whole(vault, keys)
print(f"{power.moments} cuts on the way to a card")
print("all cuts healed")
