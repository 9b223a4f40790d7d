/**
 * What a phone does with its card beside showing it, against a running server: a review is written without typing a code, seen waiting and
 * taken back; all that the hub keeps about its owner is fetched; who looked at the card is told once its owner asked for that. The arguments
 * are the server's address, the letter's link and the digits. It asks for a look in a line of its own, and waits for a line that says it was
 * taken.
 */
package youngcarer.passport.programs

import youngcarer.passport.ActivityKind
import youngcarer.passport.CardWallet
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.MenuException
import youngcarer.passport.MenuReviewState
import youngcarer.passport.MenuWish
import youngcarer.passport.MenuWrittenReview
import youngcarer.passport.Outcome
import youngcarer.passport.ReviewHindrance
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.SupportMenu
import youngcarer.passport.WalletException

fun main(arguments: Array<String>) {
    val (base, link, digits) = arguments
    val menu = SupportMenu(base)
    menu.acceptChanges(checkNotNull(fetch(menu.changesRequest())))
    val service = menu.find(MenuWish(), now()).services.first()
    val written = MenuWrittenReview(service.id, welcome = 5u, easy = 4u, again = 5u, good = "The boat.")

    val wallet = CardWallet(MemoryVaultForTests(), SoftwareDeviceKeysForTests(), listOf(base))
    throws<WalletException.NoCard> { wallet.writeReview(written, service.name, true) }
    wallet.takeLetter(link)
    check(drive(wallet) == Outcome.DIGITS_NEEDED)
    wallet.giveDigits(digits)
    check(drive(wallet) == Outcome.UP_TO_DATE)
    fun sync() {
        wallet.sync()
        check(drive(wallet) == Outcome.UP_TO_DATE)
    }

    val code = wallet.writeReview(written, service.name, true)
    check(wallet.reviews().waiting.first().review.good == "The boat.")
    sync()
    check(wallet.reviews().waiting.isEmpty() && wallet.reviews().kept.map { it.service } == listOf(service.name))
    fun state() = menu.acceptReviewState(checkNotNull(fetch(menu.reviewStateRequest(code))))
    check(state().run { state == MenuReviewState.WAITING && serviceId == service.id })
    told("written")

    wallet.takeReviewBack(code)
    sync()
    check(wallet.reviews().kept.isEmpty() && wallet.reviews().takenBack.isEmpty())
    try {
        check(state().state == MenuReviewState.WITHDRAWN)
    } catch (_: MenuException.CodeUnknown) {}
    told("taken back")

    // One that the server does not take waits for its writer, and one that its writer throws away never goes out.
    val refused = wallet.writeReview(written.copy(good = "\u202e"), service.name, true)
    fun hindrance() = wallet.reviews().waiting.single().hindrance
    sync()
    check(hindrance() == ReviewHindrance.REFUSED)
    wallet.sendReviewAfterAll(refused)
    check(hindrance() == null)
    sync()
    check(hindrance() == ReviewHindrance.REFUSED)
    wallet.forgetReview(refused)
    val forgotten = wallet.writeReview(written, service.name, true)
    wallet.forgetReview(forgotten)
    sync()
    check(wallet.reviews().run { waiting.isEmpty() && kept.isEmpty() && takenBack.isEmpty() })
    throws<MenuException.CodeUnknown> { menu.acceptReviewState(checkNotNull(fetch(menu.reviewStateRequest(forgotten)))) }
    told("held up")

    wallet.askForMyData()
    check(drive(wallet) == Outcome.UP_TO_DATE)
    val data = checkNotNull(wallet.takeMyData())
    check("\"first_name\"" in data && "\"phones\"" in data && "\"activity\"" !in data) { data }
    check(wallet.takeMyData() == null)
    told("my data")

    check(wallet.activity() == null)
    wallet.beginActivity(now())
    told("look at ${wallet.card(now())?.name}")
    check(readln() == "looked")
    sync()
    // The list of the school's pupils is a look, and so is a page of one.
    val looks = checkNotNull(wallet.activity())
    check(looks.size == 2 && looks.all { it.kind == ActivityKind.LOOK && it.place == "Riverton High School" }) { looks }
    check(looks.all { it.at <= now() + 1 })
    wallet.askForMyData()
    drive(wallet)
    check("\"activity\"" in checkNotNull(wallet.takeMyData()))
    wallet.endActivity()
    check(wallet.activity() == null)
    told("who looked")
}
