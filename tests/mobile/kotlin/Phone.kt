/** Carries the library's requests: all that an app has to do for it. */
package youngcarer.passport.programs

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import youngcarer.passport.CannotCheckReason
import youngcarer.passport.CardVerifier
import youngcarer.passport.CardWallet
import youngcarer.passport.HttpHeader
import youngcarer.passport.HttpRequest
import youngcarer.passport.HttpResponse
import youngcarer.passport.NextStep
import youngcarer.passport.Outcome
import youngcarer.passport.Setting
import youngcarer.passport.Verdict

private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

fun now(): Long = System.currentTimeMillis() / 1000

/** The answer to a request; null where there is none. */
fun fetch(request: HttpRequest): HttpResponse? {
    val asked = java.net.http.HttpRequest.newBuilder(URI(request.url)).timeout(Duration.ofSeconds(request.timeoutSeconds.toLong()))
    request.headers.forEach { asked.header(it.name, it.value) }
    asked.method(request.method, if (request.body.isEmpty()) BodyPublishers.noBody() else BodyPublishers.ofByteArray(request.body))
    val answer = try {
        client.send(asked.build(), BodyHandlers.ofByteArray())
    } catch (_: IOException) {
        return null
    }
    val headers = answer.headers().map().flatMap { (name, values) -> values.map { HttpHeader(name, it) } }
    return HttpResponse(answer.statusCode().toUShort(), headers, answer.body())
}

/** Does what the wallet says until it is done, and gives how that ended. */
fun drive(wallet: CardWallet): Outcome {
    while (true) {
        when (val step = wallet.nextRequest(now())) {
            is NextStep.Done -> return step.outcome
            is NextStep.Wait -> Thread.sleep(step.seconds.toLong() * 1000)
            is NextStep.Send -> {
                val answer = fetch(step.request)
                if (answer == null) wallet.unanswered(step.request.number) else wallet.accept(step.request.number, answer, now())
            }
        }
    }
}

fun get(url: String): String =
    client.send(java.net.http.HttpRequest.newBuilder(URI(url)).build(), BodyHandlers.ofString()).body()

/** Takes the bundle and checks with it. The list of the first card on a phone is signed within a second of its making. */
fun checkOffline(verifier: CardVerifier, base: String, text: String, setting: Setting): Verdict {
    val deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos()
    while (true) {
        verifier.takeBundle(get("$base/api/offline-bundle"), now())
        val verdict = verifier.check(text, setting, now())
        if (verdict.why != CannotCheckReason.LIST_MISSING) return verdict
        check(System.nanoTime() < deadline) { "never published" }
        Thread.sleep(200)
    }
}

/** Tells a step that was done. */
fun told(what: String) = println(what)

/** Fails unless this throws what is expected. */
inline fun <reified Expected : Throwable> throws(what: () -> Unit) {
    try {
        what()
    } catch (thrown: Throwable) {
        check(thrown is Expected) { "threw $thrown" }
        return
    }
    error("nothing was thrown")
}
