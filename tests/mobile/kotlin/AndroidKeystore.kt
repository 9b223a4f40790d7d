/** The names of Android that the keys of the library's README want, so that these are compiled here too. A computer has no Keystore: none of it runs. */
package android.security.keystore

import java.security.spec.AlgorithmParameterSpec

object KeyProperties {
    const val PURPOSE_SIGN = 4
    const val DIGEST_SHA256 = "SHA-256"
}

class KeyGenParameterSpec private constructor(val keystoreAlias: String, val purposes: Int) : AlgorithmParameterSpec {
    class Builder(private val keystoreAlias: String, private val purposes: Int) {
        fun setAlgorithmParameterSpec(spec: AlgorithmParameterSpec): Builder = apply { checkNotNull(spec) }

        fun setDigests(vararg digests: String): Builder = apply { check(digests.isNotEmpty()) }

        fun build() = KeyGenParameterSpec(keystoreAlias, purposes)
    }
}
