/**
 * The app's own network: the library says what to send, and takes what came back. It never sends anything itself. Android has no
 * `java.net.http`: an app there takes the `send` of the library's README.
 */
package youngcarer.passport.example

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpClient.Redirect
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import youngcarer.passport.HttpHeader
import youngcarer.passport.HttpRequest
import youngcarer.passport.HttpResponse

class Network {
    /** Aeroplane mode is false. */
    var isOn = true

    private val client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(Duration.ofSeconds(10)).build()

    /** What came back; nothing where there is no network. */
    fun send(request: HttpRequest): HttpResponse? {
        if (!isOn) return null
        val body = if (request.body.isEmpty()) BodyPublishers.noBody() else BodyPublishers.ofByteArray(request.body)
        val asked = java.net.http.HttpRequest.newBuilder(URI(request.url)).method(request.method, body)
        request.headers.forEach { asked.header(it.name, it.value) }
        // A time-out of the request itself ends with the headers: this one is for all of the answer.
        val asking = client.sendAsync(asked.build(), BodyHandlers.ofByteArray())
        return try {
            val answer = asking.get(request.timeoutSeconds.toLong(), TimeUnit.SECONDS)
            val headers = answer.headers().map().flatMap { (name, values) -> values.map { HttpHeader(name, it) } }
            HttpResponse(answer.statusCode().toUShort(), headers, answer.body())
        } catch (_: TimeoutException) {
            asking.cancel(true)
            null
        } catch (fault: ExecutionException) {
            if (fault.cause is IOException) null else throw fault
        }
    }

    /** The text at an address; nothing where there is no network, or the server has it not. */
    fun get(url: String): String? {
        val answer = send(HttpRequest(0u, "GET", url, emptyList(), ByteArray(0), 60u))
        return answer?.takeIf { it.status.toInt() == 200 }?.body?.decodeToString()
    }
}

/** The device's clock, as the library wants it. */
fun now(): Long = System.currentTimeMillis() / 1000
