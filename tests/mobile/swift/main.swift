// What an app asks of the library first, in Swift: a card is checked by a bundle that was fetched, many are, and a phone without a card says so.
// The arguments are the root key, the bundle's file and the text of a card's square.
import Foundation

let words = CommandLine.arguments
let now = Int64(Date().timeIntervalSince1970)
let verifier = try CardVerifier(rootKey: words[1])
try verifier.takeBundle(token: String(contentsOfFile: words[2], encoding: .utf8), now: now)
print(verifier.check(card: words[3], setting: .school, now: now).state)
for verdict in verifier.checkEach(cards: ["hello", words[3]], setting: .school, now: now) { print(verdict.state) }

let wallet = try CardWallet(vault: MemoryVaultForTests(), keys: SoftwareDeviceKeysForTests(), servers: ["https://pass.example.uk"])
do {
    _ = try wallet.liveSquare(setting: .school, now: now)
} catch WalletError.NoCard {
    print("no card")
}
