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
            Command(name: "check", follows: "school|pharmacy|gp|transport TEXT", about: "checks what a camera read") { self.check($0) },
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
        guard words.count == 2 else { return print("Say where, and what a camera read.") }
        // With a network the answer is of this minute; without one it comes from the lists.
        if network.isOn, let what = verifier.fetchFor(card: words[1]) { fetch(what) }
        let verdict = verifier.check(card: words[1], setting: setting(words[0]), now: now())
        switch verdict.state {
        case .valid: print("Real, and in use.")
        case .validOffline: print("Real, and in use by the lists on this phone.")
        case .validNotHere: print("Real, with nothing set for this place.")
        case .expired: print("Real, and needs renewing.")
        case .notInUse: print("Not in use.")
        case .notRecognised: print("Not one of our cards.")
        case .cannotCheck: print("Nothing can be said now.")
        }
        if let name = verdict.name { print("Does the name match? \(name)") }
        for line in verdict.lines {
            switch line {
            case .arranged(let code, _, _): print("  \(code)")
            case .needsFreshList: print("  Connect, and check again.")
            }
        }
    }
}
