// Another's card, checked with what this phone holds: no network is needed, and nothing of the check is kept.
import Foundation
import PassportMobile

final class CheckScreen {
    private let server: String
    private let file: URL
    private let network: Network
    private let verifier: CardVerifier

    /// With the lists that were kept, or none where they cannot be read.
    init(server: String, rootKey: String, file: URL, network: Network) throws {
        self.server = server
        self.file = file
        self.network = network
        if let kept = try? Data(contentsOf: file), let restored = try? CardVerifier.restore(rootKey: rootKey, kept: kept) {
            verifier = restored
        } else {
            verifier = try CardVerifier(rootKey: rootKey)
        }
    }

    var commands: [Command] {
        [
            Command(name: "lists", follows: "", about: "fetches whom to believe, and what was withdrawn") { _ in self.fetch(.bundle) },
            Command(name: "check", follows: "school|pharmacy|gp|transport TEXT", about: "checks what a camera read, or the code under a square") {
                self.check($0)
            },
        ]
    }

    private func fetch(_ what: Fetch) {
        do {
            switch what {
            case .bundle:
                guard let text = network.get(server + "/api/offline-bundle") else {
                    return print("No network: the lists from before are used.")
                }
                try verifier.takeBundle(token: text, now: now())
            case .list(let uri):
                guard let text = network.get(uri) else { return print("No network: the lists from before are used.") }
                try verifier.takeList(uri: uri, token: text, now: now())
            }
            try verifier.kept().write(to: file, options: .atomic)
            print("The lists are here.")
        } catch {
            print("The lists were not taken: \(error).")
        }
    }

    private func check(_ typed: String) {
        let words = typed.split(separator: " ", maxSplits: 1).map { String($0) }
        guard words.count == 2, let place = setting(words[0]) else {
            return print("Say where, then what is on the card: check school|pharmacy|gp|transport TEXT.")
        }
        // With a network the answer is of this minute; without one it comes from the lists.
        if network.isOn, let what = verifier.fetchFor(card: words[1]) { fetch(what) }
        let verdict: Verdict
        do {
            verdict = try answer(words[1], place)
        } catch VerifierError.TooManyTries(let seconds) {
            return print("Too many wrong codes. Wait \(seconds) seconds.")
        } catch {
            return print("That did not work: \(error).")
        }
        switch verdict.state {
        case .valid: print("Real, and in use.")
        case .validOffline: print("Real, and in use by the lists on this phone.")
        case .validNotHere: print("Real, with nothing set for this place.")
        case .expired: print("Real, and needs renewing.")
        case .notInUse: print("Not in use.")
        case .notRecognised: print("Not one of our cards.")
        case .cannotCheck: print(told(verdict.why))
        }
        if let name = verdict.name { print("Does the name match? \(name)") }
        for line in verdict.lines {
            switch line {
            case .arranged(let code, _, _): print("  \(code)")
            case .needsFreshList: print("  Connect, and check again.")
            case .said(let text): print("  \(text)")
            }
        }
    }

    /// What this phone knows; of a short code what the server says, since no phone knows whose it is.
    private func answer(_ card: String, _ place: Setting) throws -> Verdict {
        let here = verifier.check(card: card, setting: place, now: now())
        guard here.why == .needsNetwork,
            let came = network.send(try verifier.codeRequest(server: server, code: card, setting: place))
        else { return here }
        return try verifier.acceptCode(answer: came, setting: place, now: now())
    }

    private func told(_ why: CannotCheckReason?) -> String {
        switch why {
        case .needsNetwork: return "A typed code needs the internet."
        case .clockWrong: return "The clock of this phone is wrong."
        case .codeTooOld: return "The code is too old. Ask them to open the card again."
        case .listMissing, .listTooOld, nil: return "Nothing can be said now. Connect, then type: lists"
        }
    }
}
