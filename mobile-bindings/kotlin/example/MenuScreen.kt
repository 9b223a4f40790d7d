/** The support menu: brought up to date when there is a network, searched without one. */
package youngcarer.passport.example

import java.nio.file.Files
import java.nio.file.Path
import java.security.SecureRandom
import youngcarer.passport.MenuException
import youngcarer.passport.MenuServiceCard
import youngcarer.passport.MenuWish
import youngcarer.passport.MenuWrittenReview
import youngcarer.passport.SupportMenu
import youngcarer.passport.menuReviewCode

class MenuScreen(server: String, private val file: Path, private val network: Network) {
    private val menu = opened(server)
    private var shown: List<MenuServiceCard> = emptyList()

    val commands = listOf(
        Command("update", "", "brings the menu up to date") { update() },
        Command("questions", "", "what is asked of every service") { questions() },
        Command("find", "[words] [question/answer …]", "what fits") { find(it) },
        Command("service", "NUMBER", "everything about one of those found") { service(it) },
        Command("keep", "NUMBER", "puts it on the shortlist") { keep(it) },
        Command("list", "", "the shortlist, and a link to share it") { list() },
        Command("review", "NUMBER CODE [words]", "says what it was like; CODE is under a card's square") { review(it) },
        Command("my-review", "CODE", "how far a review has come") { state(it) },
        Command("take-back", "CODE", "takes a review back") { takeBack(it) },
    )

    /** What was kept, or an empty menu where nothing was or it was torn. */
    private fun opened(server: String): SupportMenu {
        if (!Files.exists(file)) return SupportMenu(server)
        return try {
            SupportMenu.restore(server, Files.readAllBytes(file))
        } catch (_: MenuException) {
            println("The kept menu could not be read. Beginning anew.")
            SupportMenu(server)
        }
    }

    private fun keepFile() {
        Files.write(file, menu.kept())
    }

    private fun update() = said {
        val changes = network.send(menu.changesRequest()) ?: return@said println("No network: ${menu.count()} services from before.")
        val changed = menu.acceptChanges(changes)
        network.send(menu.questionsRequest())?.let(menu::acceptQuestions)
        keepFile()
        println("${menu.count()} services, ${changed.taken} of them new or changed, ${changed.gone} gone.")
    }

    private fun questions() = menu.questions().forEach { one ->
        println(one.question ?: one.name)
        one.answers.forEach { println("  ${it.tag.padEnd(30)}${it.name}") }
    }

    private fun find(typed: String) {
        val (tags, words) = typed.split(' ').filter(String::isNotEmpty).partition { '/' in it }
        val found = menu.find(MenuWish(words = words.joinToString(" "), tags = tags), now())
        shown = found.services
        println("${found.total} found. ${found.link}")
        shown.forEachIndexed { at, one -> println("${at + 1}. ${one.name} (${one.provider})${if (one.isFree) ", free" else ""}") }
        found.leftOut.forEach { println("Not understood: ${it.name} ${it.value.orEmpty()}") }
    }

    private fun service(number: String) = withShown(number) { card ->
        val one = menu.service(card.id, now()) ?: return@withShown println("It is not on the menu any more.")
        println("${one.card.name}, by ${one.provider.name}\n${one.card.description}")
        one.card.tags.forEach { println("  ${it.name}") }
        one.words.firstContact?.let { println("First: $it") }
        one.phones.forEach { println("Ring ${it.number} ${it.note.orEmpty()}") }
        menu.nextDates(card.id, now(), 3u).forEach { println("On ${it.day} ${it.opensAt.orEmpty()}–${it.closesAt.orEmpty()}") }
        println(one.link)
    }

    private fun keep(number: String) = withShown(number) { card ->
        menu.addToShortlist(card.id)
        keepFile()
        println("Kept: ${card.name}")
    }

    private fun list() {
        menu.shortlist(now()).forEach { println("* ${it.name}") }
        println(menu.shortlistLink() ?: "The list is empty.")
    }

    private fun review(typed: String) {
        val (number, code, words) = (typed.split(' ', limit = 3) + listOf("", "")).take(3)
        withShown(number) { card ->
            // Drawn and shown before anything is sent: with it a review that is sent twice is one.
            val own = menuReviewCode(ByteArray(6).also(SecureRandom()::nextBytes))
            println("Its own code: $own")
            val written = MenuWrittenReview(card.id, welcome = 5u, easy = 4u, again = 5u, good = words.ifEmpty { null })
            val answer = network.send(menu.reviewRequest(written, own, code)) ?: return@withShown println("No network.")
            menu.acceptReviewSent(answer)
            println("Sent: the hub reads it first.")
        }
    }

    private fun state(own: String) = said {
        val answer = network.send(menu.reviewStateRequest(own)) ?: return@said println("No network.")
        val review = menu.acceptReviewState(answer)
        println("${review.service}: ${review.state.name.lowercase()}")
    }

    private fun takeBack(own: String) = said {
        val answer = network.send(menu.withdrawReviewRequest(own)) ?: return@said println("No network.")
        menu.acceptDone(answer)
        println("Taken back.")
    }

    private fun withShown(number: String, show: (MenuServiceCard) -> Unit) = said {
        val card = number.toIntOrNull()?.let { shown.getOrNull(it - 1) }
        if (card == null) println("There is no number $number: find something first.") else show(card)
    }

    /** Each fault is one that somebody can do something about. */
    private fun said(doing: () -> Unit) = try {
        doing()
    } catch (fault: MenuException) {
        when (fault) {
            is MenuException.NotNow, is MenuException.NotUnderstood -> println("The server does not answer now. Try again later.")
            is MenuException.Wait -> println("Too many tries. Wait ${fault.seconds} seconds.")
            is MenuException.CodeUnknown, is MenuException.NotACode -> println("That is not a code we know. Look again.")
            is MenuException.StarsMissing -> println("Give each of the three 1 to 5 stars.")
            is MenuException.TooLong -> println("That is too long.")
            is MenuException.WordsRefused -> println("The server does not take these words. Write them anew.")
            is MenuException.ShortlistFull -> println("The list is full.")
            is MenuException.NoSuchService, is MenuException.NoSuchReview -> println("It is not on the menu any more.")
            is MenuException.NotAServer, is MenuException.KeptTorn, is MenuException.KeptForeign -> println("That did not work: ${fault::class.simpleName}.")
        }
    }
}
