//! What `mobile-bindings/README.md` shows in code, put together as one program: it is compiled and run, so it is right. What only a phone has is
//! compiled with the names of `tests/mobile/kotlin/AndroidKeystore.kt`.

use std::fs;

/// What app developers read.
pub const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mobile-bindings/README.md");

/// The blocks in a language, in their order.
pub fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(README).expect("the README");
    let opening = format!("```{language}\n");
    let blocks = text.split(&opening).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// The Kotlin as a program. Its environment says what a reader would type and scan: the server, the letter's link, its digits and the root key;
/// or, as `TRICKLE`, an address whose answer comes byte by byte, for which it only sends one request.
pub fn kotlin() -> String {
    let blocks = blocks("kotlin");
    let [network, wallet, talk, card, keys, check, menu] = &blocks[..] else {
        panic!("{} blocks of Kotlin: say here what becomes of them", blocks.len())
    };
    // A program has its imports at its beginning.
    let (imports, keys): (Vec<_>, Vec<_>) = keys.lines().partition(|line| line.starts_with("import "));
    let (imports, keys) = (imports.join("\n"), keys.join("\n"));
    let program = format!(
        r#"package youngcarer.passport.readme

{imports}
{network}
{keys}
private fun given(name: String) = checkNotNull(System.getenv(name))
{wallet}
{talk}
fun main() {{
    System.getenv("TRICKLE")?.let {{ address ->
        val begun = System.nanoTime()
        val answer = send(HttpRequest(0u, "GET", address, listOf(), ByteArray(0), timeoutSeconds = 1u))
        return println("$answer after ${{(System.nanoTime() - begun) / 1_000_000_000}} seconds")
    }}
    val (link, rootKey) = given("LINK") to given("ROOT_KEY")
    {card}
    val scanned = square.text
    fun fetched() = URL(given("SERVER") + "/api/offline-bundle").readText()
    // The list of the first card on a phone is signed within a second of its making; a reader does not check so soon.
    fun isMissing(bundle: String) = CardVerifier(rootKey).run {{
        takeBundle(bundle, now())
        check(scanned, Setting.SCHOOL, now()).why == youngcarer.passport.CannotCheckReason.LIST_MISSING
    }}
    generateSequence(::fetched).take(100).first {{ !isMissing(it) || run {{ Thread.sleep(200); false }} }}
    {check}
    val file = File("menu")
    {menu}
    println("${{verdict.state}}, ${{menu.count()}} services, ${{found.link}}")
}}
"#
    );
    // What each reader has of their own.
    let own = [("\"http://localhost:8080\"", "given(\"SERVER\")"), ("\"123456\"", "given(\"DIGITS\")")];
    own.iter().fold(program, |program, (shown, own)| {
        assert!(program.contains(shown), "{shown}");
        program.replace(shown, own)
    })
}
