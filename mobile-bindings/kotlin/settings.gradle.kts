// The phone library as a module of an Android app, and beside it an example that runs in a terminal. Gradle looks at the whole of it, so the
// example too is run where the Android SDK is.
pluginManagement { repositories { google(); mavenCentral(); gradlePluginPortal() } }
dependencyResolutionManagement { repositories { google(); mavenCentral() } }

rootProject.name = "passport-mobile"
include(":example")
