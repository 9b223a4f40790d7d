// What the platform gives: keys, and a place to keep things. Here both are files, so that a terminal can be a phone. On an iPhone the keys are
// of SecureEnclave.P256.Signing, which makes and signs with the same calls and never gives them away, and the vault is a file with
// .completeFileProtection that is kept out of backups.
import CryptoKit
import Foundation
import PassportMobile

final class FileKeys: DeviceKeys, @unchecked Sendable {
    private let folder: URL

    init(folder: URL) { self.folder = folder }

    private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    private func kept(_ name: String) throws -> P256.Signing.PrivateKey? {
        guard let bytes = try? Data(contentsOf: file(name)) else { return nil }
        return try P256.Signing.PrivateKey(rawRepresentation: bytes)
    }

    func publicKey(name: String) throws -> Data {
        if let key = try kept(name) { return key.publicKey.x963Representation }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = P256.Signing.PrivateKey()
        try key.rawRepresentation.write(to: file(name), options: .atomic)
        return key.publicKey.x963Representation
    }

    func sign(name: String, message: Data) throws -> Data {
        guard let key = try kept(name) else { throw DeviceKeyError.Gone }
        return try key.signature(for: message).rawRepresentation
    }

    func delete(name: String) throws -> Bool {
        if try kept(name) != nil { try FileManager.default.removeItem(at: file(name)) }
        return true
    }
}

final class FileVault: Vault, @unchecked Sendable {
    private let file: URL
    private let turn = NSLock()

    init(file: URL) { self.file = file }

    /// Eight bytes of the version's number, then the document.
    func load() throws -> VaultDocument? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let bytes = try Data(contentsOf: file)
        let version = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return VaultDocument(version: version, bytes: Data(bytes.dropFirst(8)))
    }

    /// Written beside, then put in its place: whole or not at all, also when the power goes.
    func save(document: VaultDocument, replaces: UInt64) throws -> UInt64 {
        turn.lock()
        defer { turn.unlock() }
        guard try load()?.version ?? 0 == replaces else { throw VaultError.Changed }
        var bytes = withUnsafeBytes(of: document.version.bigEndian) { Data($0) }
        bytes.append(document.bytes)
        try bytes.write(to: file, options: .atomic)
        return document.version
    }
}
