// A phone in a terminal, as the Kotlin example: the main things that an app does with the library, without a screen to get in the way. It is
// for a Mac: its keys are CryptoKit's.
//
//     Example https://pass.example.uk FOLDER ROOT-KEY
//
// ROOT-KEY is what `passport keys root` prints, and `passport demo` too. It reads one command a line; `help` names them. What a phone would keep is kept in FOLDER, and is there again next time.
import Foundation
import PassportMobile

/// One command: its name, what follows it, what it is for, and what it does with that.
struct Command {
    let name: String
    let follows: String
    let about: String
    let run: (String) -> Void
}

guard CommandLine.arguments.count == 4 else {
    print("Say three things: Example SERVER FOLDER ROOT-KEY, such as http://localhost:8080 phone, and what `passport demo` prints.")
    exit(2)
}
let server = CommandLine.arguments[1]
let folder = URL(fileURLWithPath: CommandLine.arguments[2], isDirectory: true)
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let network = Network()
let menu = try MenuScreen(server: server, file: folder.appendingPathComponent("menu"), network: network)
let card = try CardScreen(server: server, folder: folder, network: network)
let lists = folder.appendingPathComponent("lists")
let checks = try CheckScreen(server: server, rootKey: CommandLine.arguments[3], file: lists, network: network)
let commands = card.commands + checks.commands + menu.commands + [
    Command(name: "offline", follows: "", about: "switches the network off") { _ in network.isOn = false; print("No network.") },
    Command(name: "online", follows: "", about: "switches it on again") { _ in network.isOn = true; print("Network.") },
]
while let line = readLine() {
    let words = line.split(separator: " ", maxSplits: 1).map { String($0) }
    guard let name = words.first else { continue }
    if let command = commands.first(where: { $0.name == name }) {
        command.run(words.count > 1 ? words[1] : "")
    } else {
        commands.forEach { print("  \($0.name) \($0.follows): \($0.about)") }
    }
}
