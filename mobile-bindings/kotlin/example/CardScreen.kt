/** A young person's card: from the hub's letter to the square that is shown. */
package youngcarer.passport.example

import java.nio.file.Path
import youngcarer.passport.CardWallet
import youngcarer.passport.LiveSquare
import youngcarer.passport.NextStep
import youngcarer.passport.Outcome
import youngcarer.passport.Setting
import youngcarer.passport.Standing
import youngcarer.passport.WalletException

class CardScreen(server: String, folder: Path, private val network: Network) {
    private val wallet = CardWallet(FileVault(folder.resolve("vault")), FileKeys(folder.resolve("keys")), listOf(server))

    val commands = listOf(
        Command("activate", "LINK", "takes the hub's letter: its link, or its typed code") { begin { wallet.takeLetter(it) } },
        Command("digits", "123456", "the six digits that were told another way") { begin { wallet.giveDigits(it) } },
        Command("sync", "", "brings the card up to date") { begin { wallet.sync() } },
        Command("card", "", "what is on the card") { card() },
        Command("show", "school|pharmacy|gp|transport", "the square that is shown there") { show(it) },
        Command("forget", "", "takes the card off this phone") { begin { wallet.forget() } },
    )

    private fun begin(what: () -> Unit) = said {
        what()
        println(told(talk()))
    }

    /** Does what the wallet says until it is done: all that an app does for it. */
    private fun talk(): Outcome {
        while (true) {
            val asked = now()
            when (val step = wallet.nextRequest(asked)) {
                is NextStep.Done -> return step.outcome
                is NextStep.Wait -> Thread.sleep(step.seconds.toLong() * 1000)
                is NextStep.Send -> {
                    val number = step.request.number
                    // One that lay too long, since the computer slept, is not sent any more.
                    val isLate = now() > asked + step.request.timeoutSeconds.toLong()
                    val answer = if (isLate) null else network.send(step.request)
                    if (answer == null) wallet.unanswered(number) else wallet.accept(number, answer, now())
                }
            }
        }
    }

    private fun card() = said {
        val card = wallet.card(now()) ?: return@said println("There is no card on this phone.")
        println("${card.hub.name}: ${card.name.orEmpty()}, until ${card.endsOn}")
        card.settings.forEach { println("  ${it.setting.name.lowercase()}: ${it.shown.joinToString()}") }
    }

    private fun show(place: String) = said {
        val setting = setting(place) ?: return@said println("Say where: school, pharmacy, gp or transport.")
        val standing = wallet.standing(setting, now())
        if (standing !is Standing.Good) return@said println("It cannot be shown now: ${standing::class.simpleName}.")
        val square = wallet.liveSquare(setting, now())
        println(drawn(square))
        println("${square.secondsLeft} seconds left.")
        println(square.text)
    }

    private fun told(outcome: Outcome) = when (outcome) {
        Outcome.UP_TO_DATE -> "Everything is up to date."
        Outcome.OFFLINE -> "No network. What is here stays good."
        Outcome.DIGITS_NEEDED -> "Now the six digits."
        Outcome.REMOVED -> "The hub took the card off this phone."
        Outcome.FORGOTTEN -> "The card is off this phone."
        Outcome.FORGOTTEN_UNTOLD -> "The card is off this phone. Ask the hub to remove it there."
        Outcome.NO_CARD -> "There is no card on this phone."
    }

    /** Each fault is one that somebody can do something about. */
    private fun said(doing: () -> Unit) = try {
        doing()
    } catch (fault: WalletException) {
        when (fault) {
            is WalletException.WrongDigits, is WalletException.NotSixDigits -> println("Those are not the digits. Look again.")
            is WalletException.TooManyTries -> println("Too many tries. Wait ${fault.waitSeconds} seconds.")
            else -> println("That did not work: ${fault::class.simpleName}.")
        }
    }
}

/** A place by what people type. */
fun setting(place: String): Setting? = Setting.entries.find { it.name.equals(place, ignoreCase = true) }

/** A square in block characters, two rows of modules a line, with its quiet zone. Light is drawn, since terminals are dark. */
fun drawn(square: LiveSquare): String {
    val (width, quiet) = square.width.toInt() to square.quietZone.toInt()
    fun isLight(row: Int, column: Int) =
        row !in 0 until width || column !in 0 until width || square.modules[row * width + column].toInt() == 0
    return (-quiet until width + quiet step 2).joinToString("\n") { row ->
        (-quiet until width + quiet).joinToString("") { column ->
            when (isLight(row, column) to isLight(row + 1, column)) {
                true to true -> "█"
                true to false -> "▀"
                false to true -> "▄"
                else -> " "
            }
        }
    }
}
