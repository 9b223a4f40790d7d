// What the platform gives: keys, and a place to keep things. Here both are files, so that a terminal can be a phone. On an iPhone the keys are
// the Secure Enclave's, which never gives them away: the library's README has their class. The vault works there as it does here, written
// with .completeFileProtection and kept out of backups.
import CryptoKit
import Foundation
import PassportMobile

final class FileKeys: DeviceKeys, @unchecked Sendable {
    private let folder: URL
    private let turn = NSLock()

    init(folder: URL) { self.folder = folder }

    private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    private func kept(_ name: String) throws -> P256.Signing.PrivateKey? {
        guard FileManager.default.fileExists(atPath: file(name).path) else { return nil }
        return try P256.Signing.PrivateKey(rawRepresentation: Data(contentsOf: file(name)))
    }

    func publicKey(name: String) throws -> Data {
        turn.lock()
        defer { turn.unlock() }
        if let key = try kept(name) { return key.publicKey.x963Representation }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = P256.Signing.PrivateKey()
        try keep(key.rawRepresentation, at: file(name))
        return key.publicKey.x963Representation
    }

    func sign(name: String, message: Data) throws -> Data {
        guard let key = try kept(name) else { throw DeviceKeyError.Gone }
        return try key.signature(for: message).rawRepresentation
    }

    func delete(name: String) throws -> Bool {
        if FileManager.default.fileExists(atPath: file(name).path) { try FileManager.default.removeItem(at: file(name)) }
        return true
    }
}

final class FileVault: Vault, @unchecked Sendable {
    private let file: URL

    init(file: URL) { self.file = file }

    /// Eight bytes of the version's number, then the document.
    func load() throws -> VaultDocument? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let bytes = try Data(contentsOf: file)
        let version = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return VaultDocument(version: version, bytes: Data(bytes.dropFirst(8)))
    }

    /// One at a time, whoever else has the same vault: the lock of a file keeps off other programs, and other objects of this one.
    func save(document: VaultDocument, replaces: UInt64) throws -> UInt64 {
        let shared = open(file.path + ".lock", O_CREAT | O_RDWR, 0o600)
        guard shared >= 0 else { throw VaultError.Unusable }
        defer { close(shared) }
        guard flock(shared, LOCK_EX) == 0 else { throw VaultError.Unusable }
        guard try load()?.version ?? 0 == replaces else { throw VaultError.Changed }
        var bytes = withUnsafeBytes(of: document.version.bigEndian) { Data($0) }
        bytes.append(document.bytes)
        try keep(bytes, at: file)
        return document.version
    }
}

/// Written beside, and onto the disk, then put in its place: whole or not at all, also when the power goes.
private func keep(_ bytes: Data, at file: URL) throws {
    let beside = file.appendingPathExtension("new")
    try bytes.write(to: beside)
    try settle(beside)
    guard rename(beside.path, file.path) == 0 else { throw VaultError.Unusable }
    // The folder knows of the move.
    try settle(file.deletingLastPathComponent())
}

/// Waits until what stands there is on the disk itself: less than F_FULLFSYNC leaves it in the disk's own memory.
private func settle(_ place: URL) throws {
    let opened = open(place.path, O_RDONLY)
    guard opened >= 0 else { throw VaultError.Unusable }
    defer { close(opened) }
    guard fcntl(opened, F_FULLFSYNC) == 0 else { throw VaultError.Unusable }
}
