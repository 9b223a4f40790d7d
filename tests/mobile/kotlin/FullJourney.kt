/**
 * A young person's whole way, against a running demo: the card comes, is shown and checked without a network, the hub removes the phone, and
 * everybody learns of it; then the menu without a network, and a review. The arguments are the demo's address, the letter's link, the six digits,
 * the root key and the code under a card's square. It asks for what the hub does in a line of its own, and waits for a line that says it was done.
 */
package youngcarer.passport.programs

import java.security.SecureRandom
import youngcarer.passport.CannotCheckReason
import youngcarer.passport.CardVerifier
import youngcarer.passport.CardWallet
import youngcarer.passport.HttpRequest
import youngcarer.passport.HttpResponse
import youngcarer.passport.Line
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.MenuException
import youngcarer.passport.MenuReportReason
import youngcarer.passport.MenuReviewContact
import youngcarer.passport.MenuReviewState
import youngcarer.passport.MenuWish
import youngcarer.passport.MenuWrittenReview
import youngcarer.passport.Outcome
import youngcarer.passport.Setting
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.Standing
import youngcarer.passport.SupportMenu
import youngcarer.passport.VerdictState
import youngcarer.passport.VerifierException
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

    // Another's card, of which only the code was typed: without a network it says so, with one the server tells.
    val here = verifier.check(code, Setting.SCHOOL, now())
    check(here.state == VerdictState.CANNOT_CHECK && here.why == CannotCheckReason.NEEDS_NETWORK)
    throws<VerifierException.NotACode> { verifier.codeRequest(base, "hello", null) }
    throws<VerifierException.NotAServer> { verifier.codeRequest("hello", code, null) }
    val said = verifier.acceptCode(answered(verifier.codeRequest(base, code.lowercase(), Setting.SCHOOL)), Setting.SCHOOL, now())
    check(said.lines.isNotEmpty() && said.lines.all { it is Line.Said } && said.name != null && said.setting == Setting.SCHOOL) { said }
    val wifi = HttpResponse(200u, emptyList(), "<html>Sign in".encodeToByteArray())
    check(verifier.acceptCode(wifi, null, now()).why == CannotCheckReason.NEEDS_NETWORK)
    told("typed ${said.state}")

    // The hub removes the phone.
    told("remove the phone of ${card.name}")
    check(readln() == "removed")

    // The checker syncs: within a minute the server publishes what was withdrawn, and it cannot be told to hurry.
    val anew = wallet.newLiveSquare(setting, now())
    val deadline = System.nanoTime() + 60_000_000_000
    while (verifier.check(anew.text, setting, now()).state != VerdictState.NOT_IN_USE) {
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
    val menu = SupportMenu.restore(base, first.kept())
    throws<MenuException.KeptForeign> { SupportMenu.restore("https://pass.example.uk", first.kept()) }
    throws<MenuException.KeptForeign> { SupportMenu.restore(base, first.kept(), "riverton") }
    val everything = menu.find(MenuWish(), now())
    check(everything.total.toInt() == everything.services.size && everything.services.size > 5 && everything.leftOut.isEmpty())
    val one = everything.services.first()
    check(menu.find(MenuWish(words = one.name), now()).services.first().id == one.id)
    check(menu.service(one.id, now())?.card?.name == one.name)
    val tag = menu.questions().flatMap { it.answers }.first { it.tag in everything.counts.tags }.tag
    check(menu.find(MenuWish(tags = listOf(tag)), now()).total == everything.counts.tags[tag])
    val dated = everything.services.first { it.nextDates.size > 1 }
    check(menu.nextDates(dated.id, now(), 3u) == dated.nextDates && menu.nextDates(dated.id, now(), 1u) == dated.nextDates.take(1))
    val odd = menu.find(MenuWish(tags = listOf("free/1", "near/sk1", "hub/x")), now())
    check(odd.total == everything.total && odd.leftOut.map { it.name } == listOf("free", "near", "hub"))
    check(menu.serviceLink(one.id) == "$base/menu/${one.id}" && menu.service(one.id, now())?.link == menu.serviceLink(one.id))
    listOf(one.id, dated.id).distinct().forEach(menu::addToShortlist)
    menu.removeFromShortlist(dated.id)
    check(menu.shortlist(now()).none { it.id == dated.id })
    menu.removeFromShortlist(one.id)
    check(menu.shortlistLink() == null)
    told("found offline")

    // A review.
    val own = menuReviewCode(ByteArray(6).also(SecureRandom()::nextBytes))
    val written = MenuWrittenReview(one.id, welcome = 5u, easy = 4u, again = 5u, good = "They know my name.")
    check(menu.acceptReviewSent(answered(menu.reviewRequest(written, own, code))) == MenuReviewContact.NOT_WANTED)
    val review = menu.acceptReviewState(answered(menu.reviewStateRequest(own)))
    check(review.serviceId == one.id && review.state == MenuReviewState.WAITING)
    // What is sent again with its own code is one review, so each of these has another.
    fun another() = menuReviewCode(ByteArray(6).also(SecureRandom()::nextBytes))
    val unknown = menuReviewCode(ByteArray(6))
    throws<MenuException.CodeUnknown> { menu.acceptReviewSent(answered(menu.reviewRequest(written, another(), unknown))) }
    throws<MenuException.CodeUnknown> { menu.acceptReviewState(answered(menu.reviewStateRequest(unknown))) }
    val unseen = written.copy(good = "\u202e")
    throws<MenuException.WordsRefused> { menu.acceptReviewSent(answered(menu.reviewRequest(unseen, another(), code))) }
    val nowhere = "6f1c1f4e-8c3b-4c58-9f8e-0d8f6a1b2c3d"
    throws<MenuException.NoSuchService> {
        menu.acceptReviewSent(answered(menu.reviewRequest(written.copy(serviceId = nowhere), another(), code)))
    }
    told("review posted")

    // What others say.
    fun page(id: String) = menu.acceptReviews(answered(menu.reviewsRequest(id)))
    val pages = everything.services.map { page(it.id) }
    val averaged = pages.first { it.total >= 3u }
    check(checkNotNull(averaged.mean).welcomeTenths in 10u..50u && averaged.page == 1u && averaged.reviews.all { it.again in 1u..5u })
    check(pages.all { (it.mean != null) == (it.total >= 3u) })
    val shown = averaged.reviews.first()
    menu.acceptDone(answered(menu.reportReviewRequest(shown.id, MenuReportReason.UNTRUE, "It was another day.")))
    throws<MenuException.NoSuchReview> { menu.acceptDone(answered(menu.reportReviewRequest(nowhere, MenuReportReason.OTHER))) }
    throws<MenuException.NoSuchReview> { menu.reportReviewRequest("the first", MenuReportReason.OTHER) }
    throws<MenuException.NoSuchService> { page(nowhere) }
    throws<MenuException.NotUnderstood> { menu.acceptDone(wifi) }
    told("review reported")
}
