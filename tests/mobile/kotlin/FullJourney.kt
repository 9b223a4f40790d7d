/**
 * A young person's whole way, against a running demo: the card comes, is shown and checked without a network, the hub removes the phone, and
 * everybody learns of it; then the menu without a network, and a review. The arguments are the demo's address, the letter's link, the six digits,
 * the root key and the code under a card's square. It asks for what the hub does in a line of its own, and waits for a line that says it was done.
 */
package youngcarer.passport.programs

import java.security.SecureRandom
import youngcarer.passport.CardVerifier
import youngcarer.passport.CardWallet
import youngcarer.passport.HttpRequest
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.MenuReviewContact
import youngcarer.passport.MenuReviewState
import youngcarer.passport.MenuWish
import youngcarer.passport.MenuWrittenReview
import youngcarer.passport.Outcome
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.Standing
import youngcarer.passport.SupportMenu
import youngcarer.passport.VerdictState
import youngcarer.passport.WalletException
import youngcarer.passport.menuReviewCode

private fun answered(request: HttpRequest) = checkNotNull(fetch(request)) { "no answer" }

fun main(arguments: Array<String>) {
    val (base, link, digits, root, code) = arguments

    // The letter, and the digits told another way.
    val keys = SoftwareDeviceKeysForTests()
    val wallet = CardWallet(MemoryVaultForTests(), keys, listOf(base))
    wallet.takeLetter(link)
    check(drive(wallet) == Outcome.DIGITS_NEEDED)
    wallet.giveDigits(digits)
    check(drive(wallet) == Outcome.UP_TO_DATE)
    told("activated")

    // Shown.
    val card = checkNotNull(wallet.card(now()))
    val setting = card.settings.first { it.heldUntil != null }.setting
    val square = wallet.liveSquare(setting, now())
    check(square.modules.size == (square.width * square.width).toInt())
    told("shown")

    // Checked without a network.
    val verifier = CardVerifier(root)
    val verdict = checkOffline(verifier, base, square.text, setting)
    check(verdict.lines == wallet.lines(setting, now()) && verdict.name == card.name)
    told("offline ${verdict.state}")

    // The hub removes the phone.
    told("remove the phone of ${card.name}")
    check(readln() == "removed")

    // The checker syncs: within a minute the server publishes what was withdrawn, and it cannot be told to hurry.
    val shown = wallet.newLiveSquare(setting, now())
    val deadline = System.nanoTime() + 60_000_000_000
    while (verifier.check(shown.text, setting, now()).state != VerdictState.NOT_IN_USE) {
        check(System.nanoTime() < deadline) { "never published" }
        Thread.sleep(200)
        verifier.takeBundle(get("$base/api/offline-bundle"), now())
    }
    told("refused")

    // The phone syncs: nothing of the card stays on it.
    wallet.sync()
    check(drive(wallet) == Outcome.REMOVED)
    check(wallet.standing(setting, now()) == Standing.Removed && keys.names().isEmpty())
    throws<WalletException.NoCard> { wallet.liveSquare(setting, now()) }
    told("removed")

    // The menu, once it came, without a network: from here to the review nothing is sent.
    val first = SupportMenu(base)
    first.acceptChanges(answered(first.changesRequest()))
    first.acceptQuestions(answered(first.questionsRequest()))
    val menu = SupportMenu.restore(first.kept())
    val everything = menu.find(MenuWish(), now())
    check(everything.total.toInt() == everything.services.size && everything.services.size > 5 && everything.leftOut.isEmpty())
    val one = everything.services.first()
    check(menu.find(MenuWish(words = one.name), now()).services.first().id == one.id)
    check(menu.service(one.id, now())?.card?.name == one.name)
    val tag = menu.questions().flatMap { it.answers }.first { it.tag in everything.counts.tags }.tag
    check(menu.find(MenuWish(tags = listOf(tag)), now()).total == everything.counts.tags[tag])
    told("found offline")

    // A review.
    val own = menuReviewCode(ByteArray(6).also(SecureRandom()::nextBytes))
    val written = MenuWrittenReview(one.id, welcome = 5u, easy = 4u, again = 5u, good = "They know my name.")
    check(menu.acceptReviewSent(answered(menu.reviewRequest(written, own, code))) == MenuReviewContact.NOT_WANTED)
    val review = menu.acceptReviewState(answered(menu.reviewStateRequest(own)))
    check(review.serviceId == one.id && review.state == MenuReviewState.WAITING)
    told("review posted")
}
