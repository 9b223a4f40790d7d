// The phone library as a module of an Android app, and beside it an example for any computer with Java.
pluginManagement { repositories { google(); mavenCentral(); gradlePluginPortal() } }
dependencyResolutionManagement { repositories { google(); mavenCentral() } }

rootProject.name = "passport-mobile"
include(":example")
