// The support menu: brought up to date when there is a network, searched without one.
import Foundation
import PassportMobile

final class MenuScreen {
    private let file: URL
    private let network: Network
    private let menu: SupportMenu
    private var shown: [MenuServiceCard] = []

    /// What was kept, or an empty menu where nothing was or it was torn.
    init(server: String, file: URL, network: Network) throws {
        self.file = file
        self.network = network
        guard let kept = try? Data(contentsOf: file) else {
            menu = try SupportMenu(server: server)
            return
        }
        do {
            menu = try SupportMenu.restore(server: server, kept: kept)
        } catch MenuError.KeptTorn, MenuError.KeptForeign {
            print("The kept menu could not be read. Beginning anew.")
            menu = try SupportMenu(server: server)
        }
    }

    var commands: [Command] {
        [
            Command(name: "update", follows: "", about: "brings the menu up to date") { _ in self.update() },
            Command(name: "questions", follows: "", about: "what is asked of every service") { _ in self.questions() },
            Command(name: "find", follows: "[words] [question/answer …]", about: "what fits") { self.find($0) },
            Command(name: "service", follows: "NUMBER", about: "everything about one of those found") { self.service($0) },
            Command(name: "keep", follows: "NUMBER", about: "puts it on the shortlist") { self.keep($0) },
            Command(name: "list", follows: "", about: "the shortlist, and a link to share it") { _ in self.list() },
            Command(name: "review", follows: "NUMBER CODE [words]", about: "says what it was like") { self.review($0) },
            Command(name: "my-review", follows: "CODE", about: "how far a review has come") { self.state($0) },
            Command(name: "take-back", follows: "CODE", about: "takes a review back") { self.takeBack($0) },
        ]
    }

    private func keepFile() throws { try menu.kept().write(to: file, options: .atomic) }

    private func update() {
        said {
            guard let changes = network.send(menu.changesRequest()) else {
                return print("No network: \(menu.count()) services from before.")
            }
            let changed = try menu.acceptChanges(answer: changes)
            if let answer = network.send(menu.questionsRequest()) { try menu.acceptQuestions(answer: answer) }
            try keepFile()
            print("\(menu.count()) services, \(changed.taken) of them new or changed, \(changed.gone) gone.")
        }
    }

    private func questions() {
        for one in menu.questions() {
            print(one.question ?? one.name)
            for answer in one.answers { print("  \(answer.tag)  \(answer.name)") }
        }
    }

    private func find(_ typed: String) {
        let all = typed.split(separator: " ").map { String($0) }
        let wish = MenuWish(
            words: all.filter { !$0.contains("/") }.joined(separator: " "),
            tags: all.filter { $0.contains("/") }
        )
        let found = menu.find(wish: wish, now: now())
        shown = found.services
        print("\(found.total) found. \(found.link)")
        for (at, one) in shown.enumerated() { print("\(at + 1). \(one.name) (\(one.provider))\(one.isFree ? ", free" : "")") }
        for one in found.leftOut { print("Not understood: \(one.name) \(one.value ?? "")") }
    }

    private func service(_ number: String) {
        withShown(number) { card in
            guard let one = try menu.service(serviceId: card.id, now: now()) else {
                return print("It is not on the menu any more.")
            }
            print("\(one.card.name), by \(one.provider.name)\n\(one.card.description)")
            for tag in one.card.tags { print("  \(tag.name)") }
            if let first = one.words.firstContact { print("First: \(first)") }
            for phone in one.phones { print("Ring \(phone.number) \(phone.note ?? "")") }
            for date in try menu.nextDates(serviceId: card.id, now: now(), most: 3) {
                print("On \(date.day) \(date.opensAt ?? "")–\(date.closesAt ?? "")")
            }
            print(one.link)
        }
    }

    private func keep(_ number: String) {
        withShown(number) { card in
            try menu.addToShortlist(serviceId: card.id)
            try keepFile()
            print("Kept: \(card.name)")
        }
    }

    private func list() {
        for one in menu.shortlist(now: now()) { print("* \(one.name)") }
        print(menu.shortlistLink() ?? "The list is empty.")
    }

    private func review(_ typed: String) {
        let words = typed.split(separator: " ", maxSplits: 2).map { String($0) }
        withShown(words.first ?? "") { card in
            // Drawn and shown before anything is sent: with it a review that is sent twice is one.
            var generator = SystemRandomNumberGenerator()
            let own = try menuReviewCode(random: Data((0..<6).map { _ in UInt8.random(in: 0...255, using: &generator) }))
            print("Its own code: \(own)")
            let written = MenuWrittenReview(
                serviceId: card.id, welcome: 5, easy: 4, again: 5, good: words.count > 2 ? words[2] : nil
            )
            let code = words.count > 1 ? words[1] : ""
            let request = try menu.reviewRequest(review: written, reviewCode: own, cardCode: code)
            guard let answer = network.send(request) else { return print("No network.") }
            _ = try menu.acceptReviewSent(answer: answer)
            print("Sent: the hub reads it first.")
        }
    }

    private func state(_ own: String) {
        said {
            guard let answer = network.send(try menu.reviewStateRequest(reviewCode: own)) else { return print("No network.") }
            let review = try menu.acceptReviewState(answer: answer)
            print("\(review.service): \(review.state)")
        }
    }

    private func takeBack(_ own: String) {
        said {
            guard let answer = network.send(try menu.withdrawReviewRequest(reviewCode: own)) else { return print("No network.") }
            try menu.acceptDone(answer: answer)
            print("Taken back.")
        }
    }

    private func withShown(_ number: String, show: (MenuServiceCard) throws -> Void) {
        said {
            guard let at = Int(number), shown.indices.contains(at - 1) else {
                return print("There is no number \(number): find something first.")
            }
            try show(shown[at - 1])
        }
    }

    /// Each fault is one that somebody can do something about.
    private func said(_ doing: () throws -> Void) {
        do {
            try doing()
        } catch MenuError.NotNow, MenuError.NotUnderstood {
            print("The server does not answer now. Try again later.")
        } catch MenuError.Wait(let seconds) {
            print("Too many tries. Wait \(seconds) seconds.")
        } catch MenuError.CodeUnknown, MenuError.NotACode {
            print("That is not a code we know. Look again.")
        } catch MenuError.StarsMissing {
            print("Give each of the three 1 to 5 stars.")
        } catch MenuError.TooLong {
            print("That is too long.")
        } catch MenuError.WordsRefused {
            print("The server does not take these words. Write them anew.")
        } catch MenuError.ShortlistFull {
            print("The list is full.")
        } catch MenuError.NoSuchService, MenuError.NoSuchReview {
            print("It is not on the menu any more.")
        } catch {
            print("That did not work: \(error).")
        }
    }
}
