/** Another's card, checked with what this phone holds: no network is needed, and nothing of the check is kept. */
package youngcarer.passport.example

import java.nio.file.Files
import java.nio.file.Path
import youngcarer.passport.CannotCheckReason
import youngcarer.passport.CardVerifier
import youngcarer.passport.Fetch
import youngcarer.passport.Line
import youngcarer.passport.Setting
import youngcarer.passport.Verdict
import youngcarer.passport.VerdictState
import youngcarer.passport.VerifierException

class CheckScreen(private val server: String, private val rootKey: String, private val file: Path, private val network: Network) {
    private val verifier = opened()

    val commands = listOf(
        Command("lists", "", "fetches whom to believe, and what was withdrawn") { fetch(Fetch.Bundle) },
        Command("check", "school|pharmacy|gp|transport TEXT", "checks what a camera read, or the code under a square") { check(it) },
    )

    private fun opened(): CardVerifier {
        if (!Files.exists(file)) return CardVerifier(rootKey)
        return try {
            CardVerifier.restore(rootKey, Files.readAllBytes(file))
        } catch (_: VerifierException.NotKept) {
            CardVerifier(rootKey)
        }
    }

    private fun fetch(what: Fetch) {
        val text = network.get(if (what is Fetch.List) what.uri else "$server/api/offline-bundle")
        if (text == null) return println("No network: the lists from before are used.")
        try {
            if (what is Fetch.List) verifier.takeList(what.uri, text, now()) else verifier.takeBundle(text, now())
            Files.write(file, verifier.kept())
            println("The lists are here.")
        } catch (fault: VerifierException) {
            println("The lists were not taken: ${fault::class.simpleName}.")
        }
    }

    private fun check(typed: String) {
        val (place, card) = typed.substringBefore(' ') to typed.substringAfter(' ', "")
        val setting = setting(place)
        if (setting == null || card.isEmpty()) return println("Say where, then what is on the card: check school|pharmacy|gp|transport TEXT.")
        // With a network the answer is of this minute; without one it comes from the lists.
        if (network.isOn) verifier.fetchFor(card)?.let(::fetch)
        val verdict = try {
            verdict(card, setting)
        } catch (fault: VerifierException.TooManyTries) {
            return println("Too many wrong codes. Wait ${fault.waitSeconds} seconds.")
        }
        println(
            when (verdict.state) {
                VerdictState.VALID -> "Real, and in use."
                VerdictState.VALID_OFFLINE -> "Real, and in use by the lists on this phone."
                VerdictState.VALID_NOT_HERE -> "Real, with nothing set for this place."
                VerdictState.EXPIRED -> "Real, and needs renewing."
                VerdictState.NOT_IN_USE -> "Not in use."
                VerdictState.NOT_RECOGNISED -> "Not one of our cards."
                VerdictState.CANNOT_CHECK -> told(verdict.why)
            },
        )
        verdict.name?.let { println("Does the name match? $it") }
        verdict.lines.forEach {
            when (it) {
                is Line.Arranged -> println("  ${it.code}")
                is Line.NeedsFreshList -> println("  Connect, and check again.")
                is Line.Said -> println("  ${it.text}")
            }
        }
    }

    /** What this phone knows; of a short code what the server says, since no phone knows whose it is. */
    private fun verdict(card: String, setting: Setting): Verdict {
        val here = verifier.check(card, setting, now())
        if (here.why != CannotCheckReason.NEEDS_NETWORK) return here
        val answer = network.send(verifier.codeRequest(server, card, setting)) ?: return here
        return verifier.acceptCode(answer, setting, now())
    }

    private fun told(why: CannotCheckReason?) = when (why) {
        CannotCheckReason.NEEDS_NETWORK -> "A typed code needs the internet."
        CannotCheckReason.CLOCK_WRONG -> "The clock of this phone is wrong."
        CannotCheckReason.CODE_TOO_OLD -> "The code is too old. Ask them to open the card again."
        CannotCheckReason.LIST_MISSING, CannotCheckReason.LIST_TOO_OLD, null -> "Nothing can be said now. Connect, then type: lists"
    }
}
