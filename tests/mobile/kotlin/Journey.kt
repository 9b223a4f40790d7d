/**
 * A young person's phone and a school's checker, against a running server. The arguments are its address, the letter's link, the six
 * digits and the root key; each step is told in a line.
 */
package youngcarer.passport.programs

import youngcarer.passport.AboutData
import youngcarer.passport.CardVerifier
import youngcarer.passport.CardWallet
import youngcarer.passport.Fetch
import youngcarer.passport.Happened
import youngcarer.passport.ListAge
import youngcarer.passport.LiveSquare
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.Outcome
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.Standing
import youngcarer.passport.VerdictState
import youngcarer.passport.WalletException

fun main(arguments: Array<String>) {
    val (base, link, digits, root) = arguments
    val keys = SoftwareDeviceKeysForTests()
    val wallet = CardWallet(MemoryVaultForTests(), keys, listOf(base))

    // An address that is none, a letter that is none, and wrong digits.
    throws<WalletException.NotAServer> { CardWallet(MemoryVaultForTests(), keys, listOf("pass.example.uk")) }
    CardWallet(MemoryVaultForTests(), keys, listOf("$base/")).takeLetter(link)
    throws<WalletException.NotALetter> { wallet.takeLetter("hello") }
    throws<WalletException.LetterOfAnotherServer> { wallet.takeLetter(link.replace(base, "https://evil.example")) }
    check(wallet.standing(null, now()) == Standing.Empty)
    wallet.takeLetter(link)
    check(drive(wallet) == Outcome.DIGITS_NEEDED)
    wallet.giveDigits(if (digits == "000000") "000001" else "000 000")
    throws<WalletException.WrongDigits> { drive(wallet) }
    told("wrong digits")

    wallet.giveDigits(digits)
    check(drive(wallet) == Outcome.UP_TO_DATE)
    val settings = checkNotNull(wallet.card(now())).settings.filter { it.heldUntil != null }
    // One key for the grant, one for each setting, and no other.
    check(settings.isNotEmpty() && keys.names().size == 1 + settings.size)
    told("activated")

    val setting = settings.first().setting
    check(wallet.standing(setting, now()) is Standing.Good)
    val square = wallet.liveSquare(setting, now())
    check(square.modules.size == (square.width * square.width).toInt())
    check(wallet.liveSquare(setting, now()).text == square.text)
    check(wallet.newLiveSquare(setting, now()).text != square.text)

    // A checker that has a bundle and no network.
    val verifier = CardVerifier(root)
    check(verifier.age(now()) == ListAge.NeverLoaded)
    val verdict = checkOffline(verifier, base, square.text, setting)
    told("offline ${verdict.state}")
    check(CardVerifier(root).due(now()) == listOf(Fetch.Bundle) && verifier.due(now()).isEmpty())
    check(verifier.due(now() + 3_600) == listOf(Fetch.Bundle))
    check(verifier.age(now()) is ListAge.Fresh && verifier.age(now() + 2 * 86_400) is ListAge.Old)
    check(verifier.age(now() + 60 * 86_400) is ListAge.TooOld && verifier.age(now() - 86_400) == ListAge.ClockWrong)
    check(verdict.lines == wallet.lines(setting, now()))
    check(CardVerifier.restore(root, verifier.kept()).check(square.text, setting, now()).state == verdict.state)
    fun freshen(shown: LiveSquare) {
        val source = verifier.fetchFor(shown.text) as Fetch.List
        verifier.takeList(source.uri, get(source.uri), now())
    }
    freshen(square)
    told("online ${verifier.check(square.text, setting, now()).state}")
    val many = verifier.checkEach(listOf("hello", square.text), setting, now()).map { it.state }
    check(many == listOf(VerdictState.NOT_RECOGNISED, VerdictState.VALID))

    // Choices and messages wait for the next sync.
    throws<WalletException.NotAllowed> { wallet.choose(setting, listOf("no-such-code")) }
    wallet.choose(setting, emptyList())
    wallet.reportNotAccepted(setting, Happened.REFUSED, "They said no.")
    for (about in listOf(AboutData.CORRECTION, AboutData.COMPLAINT)) {
        for (words in listOf(null, "", " ")) throws<WalletException.WordsMissing> { wallet.writeToHub(about, words) }
    }
    throws<WalletException.WordsTooLong> { wallet.writeToHub(AboutData.DELETION, "é".repeat(501)) }
    throws<WalletException.WordsTooLong> { wallet.reportNotAccepted(setting, Happened.KEPT, "é".repeat(501)) }
    check(wallet.unsentMessages().size == 1)
    throws<WalletException.NoSuchMessage> { wallet.sendUnsent("the first") }
    throws<WalletException.NoSuchMessage> { wallet.throwAwayUnsent("") }
    wallet.throwAwayUnsent("6f1c1f4e-8c3b-4c58-9f8e-0d8f6a1b2c3d")
    check(wallet.unsentMessages().size == 1) { "what is gone already is no fault" }
    wallet.sync()
    check(drive(wallet) == Outcome.UP_TO_DATE)
    check(wallet.unsentMessages().isEmpty() && wallet.messages().first().words == "They said no.")
    throws<WalletException.NoCard> { wallet.liveSquare(setting, now()) }
    wallet.choose(setting, settings.first().shown)
    wallet.sync()
    check(drive(wallet) == Outcome.UP_TO_DATE)
    val shown = wallet.liveSquare(setting, now())
    told("chosen")

    fun waitForRefusal(of: LiveSquare) {
        repeat(100) {
            freshen(of)
            if (verifier.check(of.text, setting, now()).state == VerdictState.NOT_IN_USE) return
            Thread.sleep(200)
        }
        error("never refused")
    }

    // The letter is taken again on another phone: the card moves there, and what this one shows is refused.
    val otherKeys = SoftwareDeviceKeysForTests()
    val other = CardWallet(MemoryVaultForTests(), otherKeys, listOf(base))
    other.takeLetter(link)
    drive(other)
    other.giveDigits(digits)
    check(drive(other) == Outcome.UP_TO_DATE)
    waitForRefusal(shown)
    told("moved")
    wallet.sync()
    check(drive(wallet) == Outcome.REMOVED)
    check(wallet.standing(setting, now()) == Standing.Removed && keys.names().isEmpty())

    // Its owner takes the card off the other phone too.
    val last = other.liveSquare(setting, now())
    other.forget()
    check(drive(other) == Outcome.FORGOTTEN)
    check(otherKeys.names().isEmpty() && other.card(now()) == null)
    waitForRefusal(last)
    told("forgotten")

    // Without a network nothing is lost and nothing is claimed.
    val third = CardWallet(MemoryVaultForTests(), SoftwareDeviceKeysForTests(), listOf("http://127.0.0.1:1"))
    third.takeLetter("http://127.0.0.1:1/card/activate#riverton.abcdefghijklmnop")
    check(drive(third) == Outcome.OFFLINE)
    told("offline")
}
