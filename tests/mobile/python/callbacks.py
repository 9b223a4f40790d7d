"""Keys and vaults of an app that throw, give garbage, work on another thread, are called from many or ask the wallet themselves: of each of
their functions an error that says which of the two it was, never a crash and never a wait without end. Once they are mended the wallet goes
on. The arguments are the server's address, the letter's link and the six digits. What Python says of a fault that nobody caught stands on
standard error."""

import sys
from concurrent.futures import ThreadPoolExecutor

from passport_mobile import (
    CardWallet,
    DeviceKeyError,
    DeviceKeys,
    MemoryVaultForTests,
    NextStep,
    Outcome,
    SoftwareDeviceKeysForTests,
    Standing,
    Vault,
    VaultDocument,
    VaultError,
    WalletError,
)
from phone import drive, fetch, now

base, link, digits = sys.argv[1:4]
SERVER = "https://pass.example.uk"
LETTER = SERVER + "/card/activate#riverton.abcdefghijklmnop"
OTHER_LETTER = SERVER + "/card/activate#riverton.ponmlkjihgfedcba"


class KeysBut(DeviceKeys):
    """Good keys, but for what is given here."""

    def __init__(self, good, public_key=None, sign=None, delete=None):
        self.good, self.but = good, {"public_key": public_key, "sign": sign, "delete": delete}

    def ask(self, what, *arguments):
        return (self.but[what] or getattr(self.good, what))(*arguments)

    def public_key(self, name):
        return self.ask("public_key", name)

    def sign(self, name, message):
        return self.ask("sign", name, message)

    def delete(self, name):
        return self.ask("delete", name)


class VaultBut(Vault):
    """A good vault, but for what is given here."""

    def __init__(self, good, load=None, save=None):
        self.good, self.but = good, {"load": load, "save": save}

    def load(self):
        return (self.but["load"] or self.good.load)()

    def save(self, document, replaces):
        return (self.but["save"] or self.good.save)(document, replaces)


def thrower(fault):
    def throw(*_):
        raise fault

    return throw


def giver(what):
    return lambda *_: what


def faults(of_library):
    """What an app's own code may raise: exceptions of any kind, those that end a program, and what the library asks for."""
    own = [ValueError("an app's own fault"), MemoryError(), RecursionError(), KeyboardInterrupt(), SystemExit(3)]
    return [thrower(fault) for fault in [*own, of_library]]


def throws(expected, what, *arguments):
    try:
        what(*arguments)
    except expected:
        return
    raise AssertionError(f"{expected} was not thrown")


def told(what):
    print(what, flush=True)


later = now()


def in_turn(wallet):
    """The wallet's next request, long after the last: it waits for another's."""
    global later
    later += 200
    return wallet.next_request(later)


class AtTheKeys:
    """A wallet on good keys and a good vault that was told the six digits: its next request is one that keys sign."""

    def __init__(self):
        self.vault, self.keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
        wallet = self.with_keys(self.keys)
        wallet.take_letter(link)
        assert drive(wallet) == Outcome.DIGITS_NEEDED
        wallet.give_digits(digits)
        # What stands before it: where the hub gives tokens.
        for _ in range(2):
            request = wallet.next_request(now()).request
            wallet.accept(request.number, fetch(request), now())

    def with_keys(self, keys):
        """The same app started again, with these keys."""
        return CardWallet(self.vault, keys, [base])

    def goes_on(self):
        assert isinstance(in_turn(self.with_keys(self.keys)), NextStep.SEND), "mended, it goes on"


def vaults_that_throw():
    keys = SoftwareDeviceKeysForTests()
    for fault in faults(VaultError.Unusable()):
        good = MemoryVaultForTests()
        unreadable = CardWallet(VaultBut(good, load=fault), keys, [SERVER])
        throws(WalletError.VaultUnusable, unreadable.sync)
        throws(WalletError.VaultUnusable, unreadable.next_request, now())
        throws(WalletError.VaultUnusable, unreadable.standing, None, now())
        unwritable = CardWallet(VaultBut(good, save=fault), keys, [SERVER])
        throws(WalletError.VaultUnusable, unwritable.take_letter, LETTER)
        assert good.load() is None, "nothing was written"
        CardWallet(good, keys, [SERVER]).take_letter(LETTER)
    # It says for ever that somebody else was faster.
    forever = VaultBut(MemoryVaultForTests(), save=thrower(VaultError.Changed()))
    throws(WalletError.VaultUnusable, CardWallet(forever, keys, [SERVER]).take_letter, LETTER)
    told("vaults that throw")


def vaults_that_give_garbage():
    keys = SoftwareDeviceKeysForTests()

    def on(vault):
        return CardWallet(vault, keys, [SERVER])

    texts = ["", "garbage", "{}", "null", "[]", '{"form":2}', '{"form":1,"ahead":"x"}', "[" * 100_000]
    for document in [text.encode() for text in texts] + [b"\xff" * 1_000_000]:
        wallet = on(VaultBut(MemoryVaultForTests(), load=giver(VaultDocument(version=1, bytes=document))))
        throws(WalletError.VaultUnreadable, wallet.sync)
        throws(WalletError.VaultUnreadable, wallet.card, now())
    # A version that it was not asked to keep, or none that there can be; and what is no version or document at all.
    for stands in [0, 7, 2**64 - 1, 2**64, -1, None, "1"]:
        wallet = on(VaultBut(MemoryVaultForTests(), save=giver(stands)))
        throws(WalletError.VaultUnusable, wallet.take_letter, LETTER)
    for document in [b"bytes", "text", 1, VaultDocument(version=-1, bytes=b"")]:
        throws(WalletError.VaultUnusable, on(VaultBut(MemoryVaultForTests(), load=giver(document))).sync)
    told("vaults that give garbage")


def keys_that_throw():
    at = AtTheKeys()
    for fault in faults(DeviceKeyError.Unusable()):
        for keys in [KeysBut(at.keys, public_key=fault), KeysBut(at.keys, sign=fault)]:
            throws(WalletError.KeysUnusable, in_turn, at.with_keys(keys))
    throws(WalletError.KeyGone, in_turn, at.with_keys(KeysBut(at.keys, sign=thrower(DeviceKeyError.Gone()))))
    at.goes_on()
    told("keys that throw")


def keys_that_give_garbage():
    at = AtTheKeys()
    for garbage in [b"", b"\7" * 64, b"\4" * 65, b"\2" * 33, bytes(1_000_000), None, "text", 5]:
        for keys in [KeysBut(at.keys, public_key=giver(garbage)), KeysBut(at.keys, sign=giver(garbage))]:
            throws(WalletError.KeysUnusable, in_turn, at.with_keys(keys))

    def of_another_key(*_):
        other = SoftwareDeviceKeysForTests()
        other.public_key("other")
        return other.sign("other", bytes(9))

    throws(WalletError.KeysUnusable, in_turn, at.with_keys(KeysBut(at.keys, sign=of_another_key)))
    at.goes_on()
    told("keys that give garbage")


def keys_that_do_not_delete():
    """A key that is not deleted stays named, and is deleted once that can be done."""
    keys = SoftwareDeviceKeysForTests()
    for fault in faults(DeviceKeyError.Unusable()) + [giver(False), giver(None)]:
        vault = MemoryVaultForTests()
        wallet = CardWallet(vault, KeysBut(keys, delete=fault), [SERVER])
        wallet.take_letter(LETTER)
        # The first letter is given up, and its key with it.
        wallet.take_letter(OTHER_LETTER)
        for _ in range(2):
            throws(WalletError.KeysUnusable, wallet.next_request, now())
        step = CardWallet(vault, keys, [SERVER]).next_request(now())
        assert isinstance(step, NextStep.SEND), "mended, it goes on"
    told("keys that do not delete")


def elsewhere():
    """The app does its work on a thread of its own, and there asks the wallet for something else."""
    with ThreadPoolExecutor(2) as pool:
        good, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
        is_asking = False

        def there(work, asks=True):
            def ask(*arguments):
                nonlocal is_asking
                if asks and not is_asking:
                    is_asking = True
                    wallet.standing(None, now())
                    wallet.letter()
                    wallet.card(now())
                    is_asking = False
                return work(*arguments)

            return lambda *arguments: pool.submit(ask, *arguments).result()

        vault = VaultBut(good, load=there(good.load, asks=False), save=there(good.save))
        slow = KeysBut(keys, public_key=there(keys.public_key), sign=there(keys.sign), delete=there(keys.delete))
        wallet = CardWallet(vault, slow, [base])
        wallet.take_letter(link)
        assert drive(wallet) == Outcome.DIGITS_NEEDED
        wallet.give_digits(digits)
        assert drive(wallet) == Outcome.UP_TO_DATE
        assert isinstance(wallet.standing(None, now()), Standing.GOOD)
    told("work on another thread")


def ask_from_within():
    """A key that asks for the square that it is signing, and a vault that asks how the card stands which it is read for: without end."""
    good, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
    at_keys = at_vault = deepest = None

    def asking(work, asked):
        def ask(*arguments):
            nonlocal deepest
            answer, what = work(*arguments), asked()
            try:
                if what:
                    what()
            except WalletError as thrown:
                deepest = deepest or thrown
                raise
            return answer

        return ask

    vault = VaultBut(good, load=asking(good.load, lambda: at_vault))
    wallet = CardWallet(vault, KeysBut(keys, sign=asking(keys.sign, lambda: at_keys)), [base])
    wallet.take_letter(link)
    drive(wallet)
    wallet.give_digits(digits)
    assert drive(wallet) == Outcome.UP_TO_DATE
    setting = next(one.setting for one in wallet.card(now()).settings if one.held_until)

    def asks():
        wallet.new_live_square(setting, now())

    at_keys = asks
    throws(WalletError.KeysUnusable, asks)
    assert isinstance(deepest, WalletError.AskedFromWithin), deepest
    at_keys = deepest = None
    at_vault = lambda: wallet.standing(setting, now())
    throws(WalletError.VaultUnusable, at_vault)
    assert isinstance(deepest, WalletError.AskedFromWithin), deepest

    at_vault = None
    assert wallet.new_live_square(setting, now()).seconds_left > 0 and drive(wallet) == Outcome.UP_TO_DATE
    told("keys and vaults that ask for what they give")


def many_threads():
    """Many threads, two wallets, one vault: whatever is not this thread's turn waits, and all of it counts."""
    vault, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
    wallets = [CardWallet(VaultBut(vault), KeysBut(keys), [SERVER]) for _ in range(2)]

    def work(at):
        wallet = wallets[at % 2]
        wallet.take_letter(LETTER)
        assert isinstance(wallet.next_request(now()), (NextStep.SEND, NextStep.WAIT))
        wallet.letter()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(200)))
    told("many threads")


vaults_that_throw()
vaults_that_give_garbage()
keys_that_throw()
keys_that_give_garbage()
keys_that_do_not_delete()
elsewhere()
ask_from_within()
many_threads()
