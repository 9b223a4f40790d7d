/**
 * 100,000 verifications, of a good card, of garbage and of many at once: neither Java's heap nor the library's grows. The arguments are the
 * root key, a bundle, a card of tests/vectors that is good, and the time.
 */
package youngcarer.passport.programs

import java.io.File
import youngcarer.passport.CardVerifier
import youngcarer.passport.Setting
import youngcarer.passport.VerdictState

private const val CHECKS = 100_000
/** What a JVM still compiles, and garbage that still waits. A leak of 100 bytes a check would be more. */
private const val LARGEST_GROWTH_KIB = 8 * 1024

/** The least of a few looks: what the library gave is let go by a thread of Java's own, which lags behind on a busy machine. */
private fun least(look: () -> Long): Long = (1..10).minOf {
    System.gc()
    Thread.sleep(20)
    look()
}

/** Memory of this process that is in use, Java's and the library's, in KiB. */
private fun resident(): Long = least {
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
    line.filter(Char::isDigit).toLong()
}

private fun heap(): Long = least { Runtime.getRuntime().run { totalMemory() - freeMemory() } }

fun main(arguments: Array<String>) {
    val (root, bundle, card, now) = arguments
    val verifier = CardVerifier(root)
    verifier.takeBundle(bundle, now.toLong())
    val cut = card.dropLast(1)
    val garbage = listOf("", "hello", "\u0000", "é~".repeat(4_000), cut, card + card, "1".repeat(2_000), "a.b.c~d~")
    fun state(text: String) = verifier.check(text, Setting.SCHOOL, now.toLong()).state
    /** A good one, one that is none, and the same two in one call. */
    fun check(times: Int) = repeat(times / 4) {
        val none = garbage[it % garbage.size]
        val both = verifier.checkEach(listOf(card, none), Setting.SCHOOL, now.toLong()).map { verdict -> verdict.state }
        check(listOf(state(card), state(none)) == both && both == listOf(VerdictState.VALID_OFFLINE, VerdictState.NOT_RECOGNISED))
    }
    check(CHECKS / 5)
    val (residentBefore, heapBefore) = resident() to heap()
    check(CHECKS)
    val (residentGrown, heapGrown) = resident() - residentBefore to (heap() - heapBefore) / 1024
    check(residentGrown < LARGEST_GROWTH_KIB) { "resident memory grew by $residentGrown KiB" }
    check(heapGrown < LARGEST_GROWTH_KIB) { "the heap grew by $heapGrown KiB" }
    told("flat")
}
