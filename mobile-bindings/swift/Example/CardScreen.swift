// A young person's card: from the hub's letter to the square that is shown.
import Foundation
import PassportMobile

final class CardScreen {
    private let network: Network
    private let wallet: CardWallet

    init(server: String, folder: URL, network: Network) throws {
        self.network = network
        let vault = FileVault(file: folder.appendingPathComponent("vault"))
        let keys = FileKeys(folder: folder.appendingPathComponent("keys"))
        wallet = try CardWallet(vault: vault, keys: keys, servers: [server])
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
            Command(name: "card", follows: "", about: "what is on the card") { _ in self.card() },
            Command(name: "show", follows: "school|pharmacy|gp|transport", about: "the square that is shown there") { self.show($0) },
            Command(name: "forget", follows: "", about: "takes the card off this phone") { _ in self.begin { try self.wallet.forget() } },
        ]
    }

    private func begin(_ what: () throws -> Void) {
        said {
            try what()
            print(told(try talk()))
        }
    }

    /// Does what the wallet says until it is done: all that an app does for it.
    private func talk() throws -> Outcome {
        while true {
            let asked = now()
            switch try wallet.nextRequest(now: asked) {
            case .done(let outcome):
                return outcome
            case .wait(let seconds):
                Thread.sleep(forTimeInterval: TimeInterval(seconds))
            case .send(let request):
                // One that lay too long, since the computer slept, is not sent any more.
                let isLate = now() > asked + Int64(request.timeoutSeconds)
                if !isLate, let response = network.send(request) {
                    try wallet.accept(number: request.number, response: response, now: now())
                } else {
                    try wallet.unanswered(number: request.number)
                }
            }
        }
    }

    private func card() {
        said {
            guard let card = try wallet.card(now: now()) else { return print("There is no card on this phone.") }
            print("\(card.hub.name): \(card.name ?? ""), until \(card.endsOn)")
            for one in card.settings { print("  \(one.setting): \(one.shown.joined(separator: ", "))") }
        }
    }

    private func show(_ place: String) {
        said {
            guard let chosen = setting(place) else { return print("Say where: school, pharmacy, gp or transport.") }
            let standing = try wallet.standing(setting: chosen, now: now())
            guard case .good = standing else { return print("It cannot be shown now: \(standing).") }
            let square = try wallet.liveSquare(setting: chosen, now: now())
            print(drawn(square))
            print("\(square.secondsLeft) seconds left.\n\(square.text)")
        }
    }

    private func told(_ outcome: Outcome) -> String {
        switch outcome {
        case .upToDate: return "Everything is up to date."
        case .offline: return "No network. What is here stays good."
        case .digitsNeeded: return "Now the six digits."
        case .removed: return "The hub took the card off this phone."
        case .forgotten: return "The card is off this phone."
        case .forgottenUntold: return "The card is off this phone. Ask the hub to remove it there."
        case .noCard: return "There is no card on this phone."
        }
    }

    /// Each fault is one that somebody can do something about.
    private func said(_ doing: () throws -> Void) {
        do {
            try doing()
        } catch WalletError.WrongDigits, WalletError.NotSixDigits {
            print("Those are not the digits. Look again.")
        } catch WalletError.TooManyTries(let seconds) {
            print("Too many tries. Wait \(seconds) seconds.")
        } catch {
            print("That did not work: \(error).")
        }
    }
}

/// A place by what people type.
func setting(_ place: String) -> Setting? {
    ["school": Setting.school, "pharmacy": .pharmacy, "gp": .gp, "transport": .transport][place]
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
