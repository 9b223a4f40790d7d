/**
 * What the platform gives: keys, and a place to keep things. Here both are files, so that a terminal can be a phone. On Android the keys are
 * of the `AndroidKeyStore` provider, which makes them with the same calls and never gives them away, and the vault is an encrypted file.
 */
package youngcarer.passport.example

import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.PKCS8EncodedKeySpec
import youngcarer.passport.DeviceKeyException
import youngcarer.passport.DeviceKeys
import youngcarer.passport.Vault
import youngcarer.passport.VaultDocument
import youngcarer.passport.VaultException

class FileKeys(private val folder: Path) : DeviceKeys {
    override fun publicKey(name: String): ByteArray {
        val public = folder.resolve("$name.point")
        if (!Files.exists(public)) make(name, public)
        return Files.readAllBytes(public)
    }

    private fun make(name: String, public: Path) {
        Files.createDirectories(folder)
        val pair = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        Files.write(folder.resolve("$name.key"), pair.private.encoded)
        val point = (pair.public as ECPublicKey).w
        val halves = listOf(point.affineX, point.affineY).map { half -> ByteArray(32).also { into ->
            val bytes = half.toByteArray().takeLast(32).toByteArray()
            bytes.copyInto(into, 32 - bytes.size)
        } }
        Files.write(public, byteArrayOf(4) + halves[0] + halves[1])
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

    /** Written beside, then put in its place: whole or not at all, also when the power goes. */
    @Synchronized
    override fun save(document: VaultDocument, replaces: ULong): ULong {
        if ((load()?.version ?: 0uL) != replaces) throw VaultException.Changed()
        val bytes = ByteBuffer.allocate(8 + document.bytes.size).putLong(document.version.toLong()).put(document.bytes)
        val beside = file.resolveSibling("${file.fileName}.new")
        Files.write(beside, bytes.array())
        Files.move(beside, file, ATOMIC_MOVE)
        return document.version
    }
}
