// swift-tools-version:5.9
// The phone library as a Swift package, and a terminal phone that shows how it is used. For iPhones run `mobile-bindings/scripts/ios`
// first: it puts the library for them beside this file. Without it the package is one for this computer: swift run -Xlinker -L../../debug Example.
import Foundation
import PackageDescription

let framework = "PassportMobileFFI.xcframework"
let isForPhones = FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + framework)
let library: Target = isForPhones
    ? .binaryTarget(name: "PassportMobileFFI", path: framework)
    : .target(name: "PassportMobileFFI", linkerSettings: [.linkedLibrary("passport_mobile")])

// The example is for Apple's systems: its keys are CryptoKit's, which are those of the Secure Enclave too.
#if canImport(CryptoKit)
let examples: [Target] = [.executableTarget(name: "Example", dependencies: ["PassportMobile"])]
#else
let examples: [Target] = []
#endif

let package = Package(
    name: "PassportMobile",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "PassportMobile", targets: ["PassportMobile"])],
    targets: [
        library,
        .target(name: "PassportMobile", dependencies: ["PassportMobileFFI"]),
    ] + examples
)
