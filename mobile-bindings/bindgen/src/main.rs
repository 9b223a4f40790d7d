//! Writes the library's Kotlin, Swift and Python, with the generator of the very UniFFI that the library is built with.

fn main() {
    uniffi::uniffi_bindgen_main();
}
