/**
 * Keys and vaults of an app that throw, give garbage, work on another thread, are called from many or ask the wallet themselves: of each of
 * their functions an error that says which of the two it was, never a crash and never a wait without end. Once they are mended the wallet goes on.
 */
package youngcarer.passport.programs

import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import youngcarer.passport.CardWallet
import youngcarer.passport.DeviceKeyException
import youngcarer.passport.DeviceKeys
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.NextStep
import youngcarer.passport.Outcome
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.Standing
import youngcarer.passport.Vault
import youngcarer.passport.VaultDocument
import youngcarer.passport.VaultException
import youngcarer.passport.WalletException

private const val SERVER = "https://pass.example.uk"
private const val LETTER = "$SERVER/card/activate#riverton.abcdefghijklmnop"
private const val OTHER_LETTER = "$SERVER/card/activate#riverton.ponmlkjihgfedcba"

/** Good keys, but for what is given here. */
private class KeysBut(
    val good: DeviceKeys,
    val publicKey: (() -> ByteArray)? = null,
    val sign: (() -> ByteArray)? = null,
    val delete: (() -> Boolean)? = null,
) : DeviceKeys {
    override fun publicKey(name: String) = publicKey?.invoke() ?: good.publicKey(name)
    override fun sign(name: String, message: ByteArray) = sign?.invoke() ?: good.sign(name, message)
    override fun delete(name: String) = delete?.invoke() ?: good.delete(name)
}

/** A good vault, but for what is given here. */
private class VaultBut(
    val good: Vault,
    val load: (() -> VaultDocument?)? = null,
    val save: (() -> ULong)? = null,
) : Vault {
    override fun load() = if (load == null) good.load() else load.invoke()
    override fun save(document: VaultDocument, replaces: ULong) = save?.invoke() ?: good.save(document, replaces)
}

/** What an app's own code may throw: an exception of any kind, what Java calls an error, and what the library asks for. */
private fun faults(ofLibrary: Throwable): List<() -> Nothing> = listOf(
    { throw IllegalStateException("an app's own fault") },
    { throw NullPointerException() },
    { throw OutOfMemoryError("pretended") },
    { throw StackOverflowError("pretended") },
    { throw ofLibrary },
)

/** A wallet on good keys and a good vault that was told the six digits: its next request is one that keys sign. */
private class AtTheKeys(arguments: Array<String>) {
    private val base = arguments[0]
    val vault = MemoryVaultForTests()
    val keys = SoftwareDeviceKeysForTests()

    init {
        val wallet = with(keys)
        wallet.takeLetter(arguments[1])
        check(drive(wallet) == Outcome.DIGITS_NEEDED)
        wallet.giveDigits(arguments[2])
        // What stands before it: where the hub gives tokens.
        repeat(2) {
            val step = wallet.nextRequest(now()) as NextStep.Send
            wallet.accept(step.request.number, checkNotNull(fetch(step.request)), now())
        }
    }

    /** The same app started again, with these keys; another's request that is under way it waits for. */
    fun with(keys: DeviceKeys) = CardWallet(vault, keys, listOf(base))
}

private fun vaultsThatThrow() {
    val keys = SoftwareDeviceKeysForTests()
    for (fault in faults(VaultException.Unusable())) {
        val good = MemoryVaultForTests()
        val unreadable = CardWallet(VaultBut(good, load = fault), keys, listOf(SERVER))
        throws<WalletException.VaultUnusable> { unreadable.sync() }
        throws<WalletException.VaultUnusable> { unreadable.nextRequest(now()) }
        throws<WalletException.VaultUnusable> { unreadable.standing(null, now()) }
        val unwritable = CardWallet(VaultBut(good, save = fault), keys, listOf(SERVER))
        throws<WalletException.VaultUnusable> { unwritable.takeLetter(LETTER) }
        check(good.load() == null) { "nothing was written" }
        CardWallet(good, keys, listOf(SERVER)).takeLetter(LETTER)
    }
    // It says for ever that somebody else was faster.
    val forever = VaultBut(MemoryVaultForTests(), save = { throw VaultException.Changed() })
    throws<WalletException.VaultUnusable> { CardWallet(forever, keys, listOf(SERVER)).takeLetter(LETTER) }
    told("vaults that throw")
}

private fun vaultsThatGiveGarbage() {
    val keys = SoftwareDeviceKeysForTests()
    val documents = listOf("", "garbage", "{}", "null", "[]", "{\"form\":2}", "{\"form\":1,\"ahead\":\"x\"}", "[".repeat(100_000))
    for (document in documents.map(String::toByteArray) + ByteArray(1_000_000) { -1 }) {
        val wallet = CardWallet(VaultBut(MemoryVaultForTests(), load = { VaultDocument(1UL, document) }), keys, listOf(SERVER))
        throws<WalletException.VaultUnreadable> { wallet.sync() }
        throws<WalletException.VaultUnreadable> { wallet.card(now()) }
    }
    // A version that it was not asked to keep, or none that there can be.
    for (stands in listOf(0UL, 7UL, ULong.MAX_VALUE)) {
        val wallet = CardWallet(VaultBut(MemoryVaultForTests(), save = { stands }), keys, listOf(SERVER))
        throws<WalletException.VaultUnusable> { wallet.takeLetter(LETTER) }
    }
    told("vaults that give garbage")
}

private fun keysThatThrow(arguments: Array<String>) {
    val at = AtTheKeys(arguments)
    for (fault in faults(DeviceKeyException.Unusable())) {
        for (keys in listOf(KeysBut(at.keys, publicKey = fault), KeysBut(at.keys, sign = fault))) {
            val wallet = at.with(keys)
            throws<WalletException.KeysUnusable> { inTurn(wallet) }
            throws<WalletException.KeysUnusable> { wallet.nextRequest(farFromNow()) }
        }
    }
    throws<WalletException.KeyGone> { inTurn(at.with(KeysBut(at.keys, sign = { throw DeviceKeyException.Gone() }))) }
    check(inTurn(at.with(at.keys)) is NextStep.Send) { "mended, it goes on" }
    told("keys that throw")
}

private fun keysThatGiveGarbage(arguments: Array<String>) {
    val at = AtTheKeys(arguments)
    val garbage = listOf(ByteArray(0), ByteArray(64) { 7 }, ByteArray(65) { 4 }, ByteArray(33) { 2 }, ByteArray(1_000_000))
    for (bytes in garbage) {
        for (keys in listOf(KeysBut(at.keys, publicKey = { bytes }), KeysBut(at.keys, sign = { bytes }))) {
            throws<WalletException.KeysUnusable> { inTurn(at.with(keys)) }
        }
    }
    // A good signature, of another key.
    val other = KeysBut(at.keys, sign = { SoftwareDeviceKeysForTests().run { publicKey("other"); sign("other", ByteArray(9)) } })
    throws<WalletException.KeysUnusable> { inTurn(at.with(other)) }
    check(inTurn(at.with(at.keys)) is NextStep.Send) { "mended, it goes on" }
    told("keys that give garbage")
}

/** A key that is not deleted stays named, and is deleted once that can be done. */
private fun keysThatDoNotDelete() {
    val keys = SoftwareDeviceKeysForTests()
    for (fault in faults(DeviceKeyException.Unusable()) + listOf<() -> Boolean>({ false })) {
        val vault = MemoryVaultForTests()
        val wallet = CardWallet(vault, KeysBut(keys, delete = fault), listOf(SERVER))
        wallet.takeLetter(LETTER)
        // The first letter is given up, and its key with it.
        wallet.takeLetter(OTHER_LETTER)
        repeat(2) { throws<WalletException.KeysUnusable> { wallet.nextRequest(now()) } }
        check(CardWallet(vault, keys, listOf(SERVER)).nextRequest(now()) is NextStep.Send) { "mended, it goes on" }
    }
    told("keys that do not delete")
}

/** The app does its work on a thread of its own, and there asks the wallet for something else. */
private fun elsewhere(arguments: Array<String>) {
    val pool = Executors.newFixedThreadPool(2)
    fun <T> there(work: () -> T): T = pool.submit(Callable(work)).get()
    val (base, link, digits) = arguments
    val (good, keys) = MemoryVaultForTests() to SoftwareDeviceKeysForTests()
    var wallet: CardWallet? = null
    var isAsking = false
    fun askMeanwhile() {
        if (isAsking) return
        isAsking = true
        checkNotNull(wallet).run { standing(null, now()); letter(); card(now()) }
        isAsking = false
    }
    val vault = object : Vault {
        override fun load() = there { good.load() }
        override fun save(document: VaultDocument, replaces: ULong) = there { askMeanwhile(); good.save(document, replaces) }
    }
    val slow = object : DeviceKeys {
        override fun publicKey(name: String) = there { askMeanwhile(); keys.publicKey(name) }
        override fun sign(name: String, message: ByteArray) = there { askMeanwhile(); keys.sign(name, message) }
        override fun delete(name: String) = there { askMeanwhile(); keys.delete(name) }
    }
    wallet = CardWallet(vault, slow, listOf(base))
    wallet.takeLetter(link)
    check(drive(wallet) == Outcome.DIGITS_NEEDED)
    wallet.giveDigits(digits)
    check(drive(wallet) == Outcome.UP_TO_DATE && wallet.standing(null, now()) is Standing.Good)
    pool.shutdown()
    told("work on another thread")
}

/** What this gives or throws, on a thread of its own; a wait without end fails. */
private fun <T> inTime(what: () -> T): T {
    val asked = FutureTask(what)
    Thread(asked).apply { isDaemon = true }.start()
    return try {
        asked.get(30, TimeUnit.SECONDS)
    } catch (thrown: ExecutionException) {
        throw checkNotNull(thrown.cause)
    }
}

/** A key that asks for the square that it is signing, and a vault that asks how the card stands which it is read for: once, and without end. */
private fun asksFromWithin(arguments: Array<String>) {
    val (base, link, digits) = arguments
    val (good, keys) = MemoryVaultForTests() to SoftwareDeviceKeysForTests()
    var atKeys: (() -> Unit)? = null
    var atVault: (() -> Unit)? = null
    var deepest: Throwable? = null
    fun ask(what: (() -> Unit)?) = try {
        what?.invoke()
    } catch (thrown: WalletException) {
        deepest = deepest ?: thrown
        throw thrown
    }
    val vault = object : Vault {
        override fun load() = good.load().also { ask(atVault) }
        override fun save(document: VaultDocument, replaces: ULong) = good.save(document, replaces)
    }
    val asking = object : DeviceKeys {
        override fun publicKey(name: String) = keys.publicKey(name)
        override fun sign(name: String, message: ByteArray): ByteArray = keys.sign(name, message).also { ask(atKeys) }
        override fun delete(name: String) = keys.delete(name)
    }
    val wallet = CardWallet(vault, asking, listOf(base))
    wallet.takeLetter(link)
    drive(wallet)
    wallet.giveDigits(digits)
    check(drive(wallet) == Outcome.UP_TO_DATE)
    val setting = checkNotNull(wallet.card(now())).settings.first { it.heldUntil != null }.setting

    // Once: both have their square.
    var other: String? = null
    atKeys = { atKeys = null; other = wallet.liveSquare(setting, now()).text }
    val square = inTime { wallet.liveSquare(setting, now()) }
    check(square.text != checkNotNull(other))

    // Without end: each asks again, until one is told so.
    atKeys = { wallet.newLiveSquare(setting, now()) }
    inTime { throws<WalletException.KeysUnusable> { wallet.newLiveSquare(setting, now()) } }
    check(deepest is WalletException.AskedFromWithin) { "$deepest" }
    deepest = null
    wallet.sync()
    // Within the request that it is signing, the wallet asks for no other.
    val meanwhile = mutableListOf<NextStep>()
    atKeys = { meanwhile += wallet.nextRequest(now()) }
    check(inTime { drive(wallet) } == Outcome.UP_TO_DATE)
    check(meanwhile.isNotEmpty() && meanwhile.all { it is NextStep.Wait } && deepest == null) { "$meanwhile $deepest" }
    atKeys = null
    atVault = { wallet.standing(setting, now()) }
    inTime { throws<WalletException.VaultUnusable> { wallet.standing(setting, now()) } }
    check(deepest is WalletException.AskedFromWithin) { "$deepest" }

    // Mended, it goes on.
    atVault = null
    check(inTime { wallet.newLiveSquare(setting, now()) }.secondsLeft > 0UL && drive(wallet) == Outcome.UP_TO_DATE)
    told("keys and vaults that ask for what they give")
}

/** Many threads, two wallets, one vault: whatever is not this thread's turn waits, and all of it counts. */
private fun manyThreads() {
    val keys = SoftwareDeviceKeysForTests()
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

/** A wallet waits for another's request; each of these is another, long after the last. */
private var later = now()

private fun farFromNow(): Long {
    later += 200
    return later
}

private fun inTurn(wallet: CardWallet) = wallet.nextRequest(farFromNow())

fun main(arguments: Array<String>) {
    vaultsThatThrow()
    vaultsThatGiveGarbage()
    keysThatThrow(arguments)
    keysThatGiveGarbage(arguments)
    keysThatDoNotDelete()
    elsewhere(arguments)
    asksFromWithin(arguments)
    manyThreads()
}
