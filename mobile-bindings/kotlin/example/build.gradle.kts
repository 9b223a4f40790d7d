// The terminal phone: gradle :example:run --args="http://localhost:8080 FOLDER ROOT-KEY". The library itself is found by
// -Djna.library.path, the folder of libpassport_mobile.so.
plugins {
    id("org.jetbrains.kotlin.jvm") version "2.1.0"
    application
}

kotlin { jvmToolchain(17) }

// The module's generated Kotlin, as Java without Android takes it.
sourceSets.main { kotlin.srcDir("../src/main/kotlin") }

dependencies {
    implementation("net.java.dev.jna:jna:5.17.0")
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.10.2")
}

application { mainClass.set("youngcarer.passport.example.TerminalPhoneKt") }
