"""Does what `mobile-bindings/benches/cost.rs` asks for, a line at a time, and says how many nanoseconds it took."""

import sys
import time

from passport_mobile import (
    CardVerifier,
    CardWallet,
    MemoryVaultForTests,
    Setting,
    SoftwareDeviceKeysForTests,
    VaultDocument,
    VerdictState,
)

vault, keys = MemoryVaultForTests(), SoftwareDeviceKeysForTests()
wallet = CardWallet(vault, keys, ["https://pass.example.uk"])
print(keys.public_key("school").hex(), flush=True)


def tell_time(times, what):
    start = time.perf_counter_ns()
    for _ in range(int(times)):
        what()
    print(time.perf_counter_ns() - start, flush=True)


def check(card):
    assert verifier.check(card, Setting.SCHOOL, now).state == VerdictState.VALID_OFFLINE


def check_each(cards):
    verdicts = verifier.check_each(cards, Setting.SCHOOL, now)
    assert [verdict.state for verdict in verdicts] == [VerdictState.VALID_OFFLINE] * len(cards)


for line in sys.stdin:
    kind, *rest = line.rstrip("\n").split(" ", 2)
    if kind == "now":
        now = int(rest[0])
    elif kind == "root":
        verifier = CardVerifier(rest[0])
    elif kind == "bundle":
        verifier.take_bundle(rest[0], now)
    elif kind == "vault":
        vault.save(VaultDocument(version=1, bytes=" ".join(rest).encode()), 0)
    elif kind == "check":
        tell_time(rest[0], lambda: check(rest[1]))
    elif kind == "check-each":
        cards = [rest[1]] * int(rest[0])
        tell_time(1, lambda: check_each(cards))
    elif kind == "square":
        tell_time(rest[0], lambda: wallet.new_live_square(Setting.SCHOOL, now))
