// The app's own network: the library says what to send, and takes what came back. It never sends anything itself.
import Foundation
import PassportMobile

/// What the server says is taken as it stands: an address elsewhere is not followed.
final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

final class Network {
    /// Aeroplane mode is false.
    var isOn = true

    /// It keeps nothing: no cookie, no cache. The time is for all of an answer: that of a request begins anew with every byte.
    private func forgetfulSession(_ seconds: UInt64) -> URLSession {
        let forgetful = URLSessionConfiguration.ephemeral
        forgetful.httpCookieStorage = nil
        forgetful.urlCache = nil
        forgetful.timeoutIntervalForResource = TimeInterval(seconds)
        return URLSession(configuration: forgetful, delegate: NoRedirects(), delegateQueue: nil)
    }

    /// What came back; nothing where there is no network.
    func send(_ request: HttpRequest) -> HttpResponse? {
        guard isOn, let url = URL(string: request.url) else { return nil }
        var asked = URLRequest(url: url, timeoutInterval: TimeInterval(request.timeoutSeconds))
        asked.httpMethod = request.method
        asked.httpBody = request.body.isEmpty ? nil : request.body
        for header in request.headers { asked.setValue(header.value, forHTTPHeaderField: header.name) }
        // A terminal may wait; an app awaits URLSession.data(for:) instead.
        let done = DispatchSemaphore(value: 0)
        var came: HttpResponse?
        let session = forgetfulSession(request.timeoutSeconds)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: asked) { data, response, error in
            // An answer that was cut off is none.
            if error == nil, let response = response as? HTTPURLResponse {
                let headers = response.allHeaderFields.map { HttpHeader(name: "\($0.key)", value: "\($0.value)") }
                came = HttpResponse(status: UInt16(response.statusCode), headers: headers, body: data ?? Data())
            }
            done.signal()
        }
        task.resume()
        done.wait()
        return came
    }

    /// The text at an address; nothing where there is no network, or the server has it not.
    func get(_ url: String) -> String? {
        let answer = send(HttpRequest(number: 0, method: "GET", url: url, headers: [], body: Data(), timeoutSeconds: 60))
        guard let answer, answer.status == 200 else { return nil }
        return String(decoding: answer.body, as: UTF8.self)
    }
}

/// The device's clock, as the library wants it.
func now() -> Int64 { Int64(Date().timeIntervalSince1970) }
