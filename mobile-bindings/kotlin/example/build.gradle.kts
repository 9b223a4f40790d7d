// The terminal phone: gradle -q --console=plain :example:run --args="http://localhost:8080 FOLDER ROOT-KEY". It needs
// what the module needs. The library itself is the one that `make bindings` built; -Djna.library.path names another's folder.
plugins {
    id("org.jetbrains.kotlin.jvm")
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

tasks.named<JavaExec>("run") {
    standardInput = System.`in`
    systemProperty("jna.library.path", System.getProperty("jna.library.path") ?: rootDir.resolve("../../debug").path)
}
