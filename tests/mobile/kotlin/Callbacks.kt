/** Keys and vaults of an app that throw, give garbage, or are called from many threads: an error of its own each time, never a crash. */
package youngcarer.passport.programs

import java.util.concurrent.Executors
import java.util.concurrent.Future
import youngcarer.passport.CardWallet
import youngcarer.passport.DeviceKeyException
import youngcarer.passport.DeviceKeys
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.NextStep
import youngcarer.passport.Outcome
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.Vault
import youngcarer.passport.VaultDocument
import youngcarer.passport.VaultException
import youngcarer.passport.WalletException

private const val SERVER = "https://pass.example.uk"
private const val LETTER = "$SERVER/card/activate#riverton.abcdefghijklmnop"

/** Does as it is told with every question. */
private class KeysThat(val answer: () -> ByteArray) : DeviceKeys {
    override fun publicKey(name: String) = answer()
    override fun sign(name: String, message: ByteArray) = answer()
    override fun delete(name: String) = answer().isEmpty()
}

private class VaultThat(val load: () -> VaultDocument?, val save: () -> ULong) : Vault {
    override fun load() = load.invoke()
    override fun save(document: VaultDocument, replaces: ULong) = save.invoke()
}

/** A wallet whose next request is one that keys sign. */
private fun atTheKeys(arguments: Array<String>, keys: DeviceKeys): CardWallet {
    val (base, link, digits) = arguments
    val wallet = CardWallet(MemoryVaultForTests(), keys, listOf(base))
    wallet.takeLetter(link)
    check(drive(wallet) == Outcome.DIGITS_NEEDED)
    wallet.giveDigits(digits)
    return wallet
}

fun main(arguments: Array<String>) {
    val keys = SoftwareDeviceKeysForTests()
    val broken: List<() -> Nothing> = listOf(
        { throw IllegalStateException("an app's own fault") },
        { throw OutOfMemoryError("pretended") },
        { throw VaultException.Unusable() },
    )
    for (fault in broken) {
        val unreadable = CardWallet(VaultThat(fault, { 1UL }), keys, listOf(SERVER))
        throws<WalletException.VaultUnusable> { unreadable.sync() }
        throws<WalletException.VaultUnusable> { unreadable.standing(null, now()) }
        val unwritable = CardWallet(VaultThat({ null }, fault), keys, listOf(SERVER))
        throws<WalletException.VaultUnusable> { unwritable.takeLetter(LETTER) }
    }
    told("vaults that throw")

    for (garbage in listOf("", "garbage", "{}", "null", "{\"form\":2}", "{\"form\":1,\"ahead\":\"x\"}")) {
        val vault = VaultThat({ VaultDocument(1UL, garbage.toByteArray()) }, { 2UL })
        throws<WalletException.VaultUnreadable> { CardWallet(vault, keys, listOf(SERVER)).sync() }
    }
    val forever = CardWallet(VaultThat({ null }, { throw VaultException.Changed() }), keys, listOf(SERVER))
    throws<WalletException.VaultUnusable> { forever.takeLetter(LETTER) }
    told("vaults that give garbage")

    val faults = listOf<() -> ByteArray>(
        { throw IllegalStateException("an app's own fault") },
        { throw DeviceKeyException.Unusable() },
        { ByteArray(0) },
        { ByteArray(64) { 7 } },
        { ByteArray(65) { 4 } },
        { ByteArray(1_000_000) },
    )
    for (fault in faults) {
        val wallet = atTheKeys(arguments, KeysThat(fault))
        throws<WalletException.KeysUnusable> { drive(wallet) }
        throws<WalletException.KeysUnusable> { wallet.nextRequest(now()) }
    }
    // A good key whose signatures are another's.
    val twoFaced = object : DeviceKeys {
        override fun publicKey(name: String) = keys.publicKey(name)
        override fun sign(name: String, message: ByteArray): ByteArray { keys.publicKey("other"); return keys.sign("other", message) }
        override fun delete(name: String) = keys.delete(name)
    }
    throws<WalletException.KeysUnusable> { drive(atTheKeys(arguments, twoFaced)) }
    told("keys that throw and give garbage")

    // Many threads, two wallets, one vault: whatever is not this thread's turn waits, and all of it counts.
    val vault = MemoryVaultForTests()
    val wallets = List(2) { CardWallet(vault, keys, listOf(SERVER)) }
    val pool = Executors.newFixedThreadPool(8)
    val work: List<Future<*>> = List(200) { at ->
        pool.submit {
            val wallet = wallets[at % 2]
            wallet.takeLetter(LETTER)
            val step = wallet.nextRequest(now())
            check(step is NextStep.Send || step is NextStep.Wait)
            wallet.letter()
        }
    }
    work.forEach { it.get() }
    pool.shutdown()
    told("many threads")
}
