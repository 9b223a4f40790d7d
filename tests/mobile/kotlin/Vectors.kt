/**
 * The shared vectors, as `tests/tests/mobile/vectors.rs` hands them over: one thing a line, its parts in base64 between spaces. Answers
 * each question with a line.
 */
package youngcarer.passport.programs

import java.util.Base64
import youngcarer.passport.Arrangement
import youngcarer.passport.CardVerifier
import youngcarer.passport.Expected
import youngcarer.passport.FareBand
import youngcarer.passport.Line
import youngcarer.passport.MenuException
import youngcarer.passport.Setting
import youngcarer.passport.SupportMenu
import youngcarer.passport.TrustStore
import youngcarer.passport.TrustedHub
import youngcarer.passport.Verdict
import youngcarer.passport.VerifierException

private const val SERVER = "https://pass.example.uk"

private fun text(part: String) = String(Base64.getDecoder().decode(part), Charsets.UTF_8)

fun main(arguments: Array<String>) {
    val root = arguments.single()
    var bases = emptyList<String>()
    val hubs = mutableListOf<TrustedHub>()
    var verifier: CardVerifier? = null
    val menu = SupportMenu(SERVER)
    for (line in generateSequence(::readLine)) {
        val part = line.split(' ').map(::text)
        when (part[0]) {
            "trust" -> { bases = part.drop(1); hubs.clear() }
            "hub" -> hubs += TrustedHub(part[1], part[2], part[3], part[4], part.drop(5))
            "begin" -> verifier = CardVerifier.trusting(root, TrustStore(bases, hubs.toList()))
            "list" -> checkNotNull(verifier).takeKeptList(part[1], part[2], part[3].toLong(), part[4].toLong())
            "check" -> {
                val setting = if (part[2].isEmpty()) null else Setting.valueOf(part[2].uppercase())
                val expected = if (part[3].isEmpty()) Expected.Square else Expected.Verifier(part[3], part[4])
                println(told(checkNotNull(verifier).checkExpecting(part[1], setting, expected, part[5].toLong())))
            }
            "bundle" -> {
                val holding = CardVerifier(part[1])
                if (part[4].isNotEmpty()) holding.takeBundle(part[4], part[3].toLong())
                val before = holding.kept()
                tellIfTaken({ part[4].isEmpty() || !holding.kept().contentEquals(before) }) {
                    holding.takeBundle(part[2], part[3].toLong())
                }
            }
            "take" -> tellIfTaken { checkNotNull(verifier).takeList(part[1], part[2], part[3].toLong()) }
            "root" -> tellIfTaken { CardVerifier(part[1]) }
            "keys" -> {
                val hub = TrustedHub("$SERVER/h/x", "X", "1", part[1], emptyList())
                tellIfTaken { CardVerifier.trusting(root, TrustStore(listOf(SERVER), listOf(hub))) }
            }
            "code" -> println(
                try {
                    val body = menu.reviewStateRequest(part[1]).body.decodeToString()
                    body.removePrefix("{\"secret\":\"").removeSuffix("\"}")
                } catch (_: MenuException.NotACode) {
                    "refused"
                },
            )
        }
    }
}

private fun tellIfTaken(isNew: () -> Boolean = { true }, take: () -> Unit) = println(
    try {
        take()
        if (isNew()) "taken" else "older"
    } catch (_: VerifierException) {
        "refused"
    },
)

private fun told(verdict: Verdict): String = listOf(
    verdict.state.name.lowercase(),
    verdict.why?.name?.lowercase().orEmpty(),
    verdict.name.orEmpty(),
    verdict.lines.joinToString(";") { if (it is Line.Arranged) it.json else "needs_fresh_list" },
    verdict.lines.joinToString(";") { if (it is Line.Arranged) typed(it.arrangement) else "needs_fresh_list" },
    verdict.validUntil.orEmpty(),
    verdict.listIssuedAt?.toString().orEmpty(),
    verdict.hub?.let { "${it.name}, ${it.telephone}" }.orEmpty(),
).joinToString("|")

/** What an app switches on: its name in a card, and what it tells, in the order of the names. */
private fun typed(arrangement: Arrangement): String = when (arrangement) {
    is Arrangement.TimeOut -> listOfNotNull("time-out", "minutes=${arrangement.minutes}", arrangement.place?.let { "place=$it" })
    is Arrangement.PhoneOnSilent -> listOf("phone-on-silent")
    is Arrangement.LateArrival -> listOf("late-arrival")
    is Arrangement.LeaveEarly -> listOf("leave-early", "minutes=${arrangement.minutes}")
    is Arrangement.HomeworkTime -> listOf("homework-time")
    is Arrangement.SpeakTo -> listOf("speak-to", "role=${arrangement.role}")
    is Arrangement.CollectArranged -> listOf("collect-arranged")
    is Arrangement.FlexibleAppointments -> listOf("flexible-appointments")
    is Arrangement.MayDiscuss -> {
        val about = listOfNotNull("medicines".takeIf { arrangement.medicines }, "appointments".takeIf { arrangement.appointments })
        listOf("may-discuss", "about=${about.joinToString("+")}")
    }
    is Arrangement.Fare -> {
        val band = when (arrangement.band) {
            FareBand.CHILD -> "child"
            FareBand.SIXTEEN_TO_EIGHTEEN -> "16-18"
            FareBand.CONCESSION -> "concession"
        }
        listOf("fare", "band=$band")
    }
    is Arrangement.Other -> listOf("other", arrangement.code)
}.joinToString(" ")
