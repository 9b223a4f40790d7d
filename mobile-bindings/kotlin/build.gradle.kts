// A library of Android: its Kotlin is generated, its native libraries come from mobile-bindings/scripts/android. It needs Gradle 8.9 or
// later, Java 17 and the Android SDK (ANDROID_HOME). mobile-bindings/scripts/bindings sets other versions of the plugins: AGP_VERSION, KOTLIN_VERSION.
plugins {
    id("com.android.library") version "8.7.3"
    id("org.jetbrains.kotlin.android") version "2.1.0"
    // For the example: two plugins of one family are named in one place.
    id("org.jetbrains.kotlin.jvm") version "2.1.0" apply false
}

// An app that includes this build depends on "youngcarer:passport-mobile".
group = "youngcarer"

android {
    namespace = "youngcarer.passport"
    compileSdk = 35
    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin { jvmToolchain(17) }

dependencies {
    // What the generated Kotlin calls the library through.
    api("net.java.dev.jna:jna:5.17.0@aar")
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.10.2")
}
