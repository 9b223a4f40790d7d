/**
 * What the platform gives: keys, and a place to keep things. Here both are files, so that a terminal can be a phone. On Android the keys are
 * the Keystore's, which never gives them away: the library's README has its class. The vault works there as it does here, in the folder
 * `noBackupFilesDir`.
 */
package youngcarer.passport.example

import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.TRUNCATE_EXISTING
import java.nio.file.StandardOpenOption.WRITE
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.security.spec.PKCS8EncodedKeySpec
import youngcarer.passport.DeviceKeyException
import youngcarer.passport.DeviceKeys
import youngcarer.passport.Vault
import youngcarer.passport.VaultDocument
import youngcarer.passport.VaultException

class FileKeys(private val folder: Path) : DeviceKeys {
    @Synchronized
    override fun publicKey(name: String): ByteArray {
        val public = folder.resolve("$name.point")
        if (!Files.exists(public)) make(name, public)
        return Files.readAllBytes(public)
    }

    private fun make(name: String, public: Path) {
        Files.createDirectories(folder)
        val pair = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        keep(folder.resolve("$name.key"), pair.private.encoded)
        // A P-256 key in its usual form ends with its point.
        keep(public, pair.public.encoded.takeLast(65).toByteArray())
    }

    override fun sign(name: String, message: ByteArray): ByteArray {
        val kept = folder.resolve("$name.key")
        if (!Files.exists(kept)) throw DeviceKeyException.Gone()
        val key = KeyFactory.getInstance("EC").generatePrivate(PKCS8EncodedKeySpec(Files.readAllBytes(kept)))
        return Signature.getInstance("SHA256withECDSA").run { initSign(key); update(message); sign() }
    }

    override fun delete(name: String): Boolean {
        listOf("key", "point").forEach { Files.deleteIfExists(folder.resolve("$name.$it")) }
        return true
    }
}

class FileVault(private val file: Path) : Vault {
    override fun load(): VaultDocument? {
        if (!Files.exists(file)) return null
        val bytes = ByteBuffer.wrap(Files.readAllBytes(file))
        return VaultDocument(bytes.getLong().toULong(), ByteArray(bytes.remaining()).also(bytes::get))
    }

    override fun save(document: VaultDocument, replaces: ULong): ULong = alone {
        if ((load()?.version ?: 0uL) != replaces) throw VaultException.Changed()
        val bytes = ByteBuffer.allocate(8 + document.bytes.size).putLong(document.version.toLong()).put(document.bytes)
        keep(file, bytes.array())
        document.version
    }

    /** One at a time, whoever else has the same vault: the lock of the file keeps off other programs, the other one this program's own. */
    private fun <T> alone(doing: () -> T): T = synchronized(turn) {
        FileChannel.open(file.resolveSibling("${file.fileName}.lock"), CREATE, WRITE).use { shared -> shared.lock().use { doing() } }
    }

    private companion object {
        val turn = Any()
    }
}

/** Written beside, and onto the disk, then put in its place: whole or not at all, also when the power goes. */
private fun keep(file: Path, bytes: ByteArray) {
    val beside = file.resolveSibling("${file.fileName}.new")
    FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE).use { into ->
        val left = ByteBuffer.wrap(bytes)
        while (left.hasRemaining()) into.write(left)
        into.force(true)
    }
    Files.move(beside, file, ATOMIC_MOVE)
    // The folder knows of the move, so it goes onto the disk too.
    FileChannel.open(file.toAbsolutePath().parent, READ).use { it.force(true) }
}
