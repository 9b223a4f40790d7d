// A young person's card, from the hub's letter to the square that is shown, and others' cards checked with what is held here.
// A terminal has no Secure Enclave and no keychain of its own, so keys and vault are those that the library has for tests:
// the card is gone when the program ends. The Kotlin example keeps both in files.
import Foundation
import PassportMobile

final class CardScreen {
    private let server: String
    private let network: Network
    private let wallet: CardWallet
    private let verifier: CardVerifier

    init(server: String, rootKey: String, network: Network) throws {
        self.server = server
        self.network = network
        wallet = try CardWallet(vault: MemoryVaultForTests(), keys: SoftwareDeviceKeysForTests(), servers: [server])
        verifier = try CardVerifier(rootKey: rootKey)
    }

    var commands: [Command] {
        [
            Command(name: "activate", follows: "LINK", about: "takes the hub's letter") { typed in
                self.begin { try self.wallet.takeLetter(text: typed) }
            },
            Command(name: "digits", follows: "123456", about: "the six digits that were told another way") { typed in
                self.begin { try self.wallet.giveDigits(digits: typed) }
            },
            Command(name: "sync", follows: "", about: "brings the card up to date") { _ in self.begin { try self.wallet.sync() } },
            Command(name: "show", follows: "school|pharmacy|gp|transport", about: "the square that is shown there") { self.show($0) },
            Command(name: "forget", follows: "", about: "takes the card off this phone") { _ in self.begin { try self.wallet.forget() } },
            Command(name: "lists", follows: "", about: "fetches whom to believe, and what was withdrawn") { _ in self.lists() },
            Command(name: "check", follows: "school|pharmacy|gp|transport TEXT", about: "checks what a camera read") { self.check($0) },
        ]
    }

    private func begin(_ what: () throws -> Void) {
        said {
            try what()
            print("\(try talk())")
        }
    }

    /// Does what the wallet says until it is done: all that an app does for it.
    private func talk() throws -> Outcome {
        while true {
            switch try wallet.nextRequest(now: now()) {
            case .done(let outcome):
                return outcome
            case .wait(let seconds):
                Thread.sleep(forTimeInterval: TimeInterval(seconds))
            case .send(let request):
                if let response = network.send(request) {
                    try wallet.accept(number: request.number, response: response, now: now())
                } else {
                    try wallet.unanswered(number: request.number)
                }
            }
        }
    }

    private func setting(_ place: String) -> Setting? {
        ["school": Setting.school, "pharmacy": .pharmacy, "gp": .gp, "transport": .transport][place]
    }

    private func show(_ place: String) {
        said {
            guard let setting = setting(place) else { return print("Say where: school, pharmacy, gp or transport.") }
            let square = try wallet.liveSquare(setting: setting, now: now())
            print(drawn(square))
            print("\(square.secondsLeft) seconds left.\n\(square.text)")
        }
    }

    private func lists() {
        said {
            let request = HttpRequest(
                number: 0, method: "GET", url: server + "/api/offline-bundle", headers: [], body: Data(), timeoutSeconds: 60
            )
            guard let answer = network.send(request) else { return print("No network: the lists from before are used.") }
            try verifier.takeBundle(token: String(decoding: answer.body, as: UTF8.self), now: now())
            print("The lists are here.")
        }
    }

    private func check(_ typed: String) {
        let words = typed.split(separator: " ", maxSplits: 1).map { String($0) }
        guard words.count == 2 else { return print("Say where, and what a camera read.") }
        let verdict = verifier.check(card: words[1], setting: setting(words[0]), now: now())
        print("\(verdict.state)")
        if let name = verdict.name { print("Does the name match? \(name)") }
    }

    private func said(_ doing: () throws -> Void) {
        do {
            try doing()
        } catch WalletError.WrongDigits, WalletError.NotSixDigits {
            print("Those are not the digits. Look again.")
        } catch {
            print("That did not work: \(error).")
        }
    }
}

/// A square in block characters, two rows of modules a line, with its quiet zone. Light is drawn, since terminals are dark.
func drawn(_ square: LiveSquare) -> String {
    let width = Int(square.width)
    let quiet = Int(square.quietZone)
    let modules = [UInt8](square.modules)
    func isLight(_ row: Int, _ column: Int) -> Bool {
        row < 0 || column < 0 || row >= width || column >= width || modules[row * width + column] == 0
    }
    return stride(from: -quiet, to: width + quiet, by: 2).map { row in
        (-quiet..<(width + quiet)).map { column in
            switch (isLight(row, column), isLight(row + 1, column)) {
            case (true, true): return "█"
            case (true, false): return "▀"
            case (false, true): return "▄"
            default: return " "
            }
        }.joined()
    }.joined(separator: "\n")
}
