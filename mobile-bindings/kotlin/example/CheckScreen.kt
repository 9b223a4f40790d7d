/** Another's card, checked with what this phone holds: no network is needed, and nothing of the check is kept. */
package youngcarer.passport.example

import java.nio.file.Files
import java.nio.file.Path
import youngcarer.passport.CardVerifier
import youngcarer.passport.Fetch
import youngcarer.passport.Line
import youngcarer.passport.VerdictState
import youngcarer.passport.VerifierException

class CheckScreen(private val server: String, private val rootKey: String, private val file: Path, private val network: Network) {
    private val verifier = opened()

    val commands = listOf(
        Command("lists", "", "fetches whom to believe, and what was withdrawn") { fetch(Fetch.Bundle) },
        Command("check", "school|pharmacy|gp|transport TEXT", "checks what a camera read") { check(it) },
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
        // With a network the answer is of this minute; without one it comes from the lists.
        if (network.isOn) verifier.fetchFor(card)?.let(::fetch)
        val verdict = verifier.check(card, setting(place), now())
        println(
            when (verdict.state) {
                VerdictState.VALID -> "Real, and in use."
                VerdictState.VALID_OFFLINE -> "Real, and in use by the lists on this phone."
                VerdictState.VALID_NOT_HERE -> "Real, with nothing set for this place."
                VerdictState.EXPIRED -> "Real, and needs renewing."
                VerdictState.NOT_IN_USE -> "Not in use."
                VerdictState.NOT_RECOGNISED -> "Not one of our cards."
                VerdictState.CANNOT_CHECK -> "Nothing can be said now."
            },
        )
        verdict.name?.let { println("Does the name match? $it") }
        verdict.lines.forEach { if (it is Line.Arranged) println("  ${it.code}") else println("  Connect, and check again.") }
    }
}
