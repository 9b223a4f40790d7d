/** Does what `mobile-bindings/benches/cost.rs` asks for, a line at a time, and says how many nanoseconds it took. */
package youngcarer.passport.programs

import youngcarer.passport.CardVerifier
import youngcarer.passport.CardWallet
import youngcarer.passport.MemoryVaultForTests
import youngcarer.passport.Setting
import youngcarer.passport.SoftwareDeviceKeysForTests
import youngcarer.passport.VaultDocument
import youngcarer.passport.VerdictState

private fun tellTime(times: String, what: () -> Unit) {
    val start = System.nanoTime()
    repeat(times.toInt()) { what() }
    println(System.nanoTime() - start)
}

fun main() {
    val (vault, keys) = MemoryVaultForTests() to SoftwareDeviceKeysForTests()
    val wallet = CardWallet(vault, keys, listOf("https://pass.example.uk"))
    println(keys.publicKey("school").joinToString("") { "%02x".format(it) })
    var now = 0L
    var verifier: CardVerifier? = null
    for (line in generateSequence(::readLine)) {
        val (kind, rest) = line.substringBefore(' ') to line.substringAfter(' ')
        val (times, card) = rest.substringBefore(' ') to rest.substringAfter(' ')
        when (kind) {
            "now" -> now = rest.toLong()
            "root" -> verifier = CardVerifier(rest)
            "bundle" -> checkNotNull(verifier).takeBundle(rest, now)
            "vault" -> vault.save(VaultDocument(1UL, rest.toByteArray()), 0UL)
            "check" -> tellTime(times) {
                check(checkNotNull(verifier).check(card, Setting.SCHOOL, now).state == VerdictState.VALID_OFFLINE)
            }
            "check-each" -> {
                val cards = List(times.toInt()) { card }
                tellTime("1") {
                    val verdicts = checkNotNull(verifier).checkEach(cards, Setting.SCHOOL, now)
                    check(verdicts.size == cards.size && verdicts.all { it.state == VerdictState.VALID_OFFLINE })
                }
            }
            "square" -> tellTime(times) { wallet.newLiveSquare(Setting.SCHOOL, now) }
        }
    }
}
