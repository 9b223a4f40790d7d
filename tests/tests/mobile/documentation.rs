//! What the library says of itself reaches app developers: each public item of the generated Kotlin and Swift has its comment, from which
//! KDoc and Xcode's quick help are made.

use passport_tests::bindings;

/// What `UniFFI` writes for itself.
const ITS_OWN: [&str; 6] = ["Ffi", "Uniffi", "RustBuffer", "Foreign", "Disposable", "InternalException"];
/// Where the trait that they stand in for says what these do.
const STAND_INS: [&str; 2] = ["MemoryVaultForTests", "SoftwareDeviceKeysForTests"];
const OF_TRAITS: [&str; 5] = ["load", "save", "delete", "publicKey", "sign"];

/// What Swift's generator sets at the margin, although it stands in a class.
const AT_THE_MARGIN: [&str; 3] = ["public convenience init(", "public static func ", "open func "];

/// Each public item, as `type: item`, and whether a comment stands before it.
fn items(text: &str, types: &[&str], members: fn(&str) -> bool) -> Vec<(String, bool)> {
    let (mut found, mut of, mut is_commented) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        let (comment, item) = line.rsplit_once("*/").map_or((false, line), |(_, rest)| (true, rest));
        let item = item.trim();
        let item =
            item.strip_prefix("@Throws(").and_then(|rest| Some(rest.split_once(") ")?.1)).unwrap_or(item);
        let is_type = types.iter().any(|kind| line.starts_with(kind));
        if is_type {
            let name = types.iter().find_map(|kind| line.strip_prefix(kind)).unwrap_or_default();
            let word = name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            word.clone_into(&mut of);
        } else if line.starts_with(|letter: char| letter.is_alphabetic())
            && !AT_THE_MARGIN.iter().any(|start| line.starts_with(start))
        {
            of.clear();
        }
        let is_free = item.starts_with("fun `")
            || line
                .strip_prefix("public func ")
                .is_some_and(|name| !ITS_OWN.iter().any(|start| name.starts_with(start)));
        let is_its_own = of.is_empty() && !is_free
            || ITS_OWN.iter().any(|start| of.starts_with(start))
            || item.contains("func uniffi");
        if !is_its_own && (is_type || members(item)) {
            found.push((format!("{of}: {item}"), comment || is_commented));
        }
        // Swift's errors have their `public` in a line of its own.
        if comment || !item.is_empty() && item != "public" && !item.starts_with(['@', '#']) {
            is_commented = comment && item.is_empty();
        }
    }
    found
}

fn all_say_what_they_are(found: &[(String, bool)], least: usize) {
    let stands_in = |item: &str| {
        let name = item.split_once("fun").map_or("", |(_, rest)| rest.trim_start_matches(['c', ' ', '`']));
        STAND_INS.iter().any(|one| item.starts_with(one)) && OF_TRAITS.iter().any(|one| name.starts_with(one))
    };
    let silent = found.iter().filter(|(item, is_commented)| !is_commented && !stands_in(item));
    let silent: Vec<_> = silent.map(|(item, _)| item).collect();
    assert!(silent.is_empty(), "without a comment: {silent:#?}");
    assert!(found.len() > least, "only {} items were found", found.len());
}

#[test]
fn every_public_item_of_the_kotlin_says_what_it_is() {
    let kotlin = std::fs::read_to_string(bindings::generated_kotlin()).expect("the generated Kotlin");
    let types = ["public interface ", "data class ", "enum class ", "sealed class ", "open class "];
    let member = |item: &str| {
        let is_entry = item
            .trim_end_matches([',', ';'])
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_');
        let starts = ["fun `", "val `", "data class ", "object ", "class "];
        starts.iter().any(|start| item.starts_with(start)) || is_entry && item.len() > 2
    };
    all_say_what_they_are(&items(&kotlin, &types, member), 500);
}

#[test]
fn every_public_item_of_the_swift_says_what_it_is() {
    let swift = bindings::folder("swift").join("PassportMobile.swift");
    let swift = std::fs::read_to_string(swift).expect("the generated Swift");
    let types = ["public protocol ", "public struct ", "public enum ", "enum ", "open class "];
    let member = |item: &str| {
        let is_case = item
            .strip_prefix("case ")
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !item.ends_with(':'));
        let starts = ["public let ", "public convenience init(", "public static func ", "public func "];
        is_case
            || item.starts_with("func ") && !item.ends_with('{')
            || starts.iter().any(|start| item.starts_with(start))
    };
    let found = items(&swift, &types, member);
    for one in [
        "CardWallet: public convenience init(",
        "SupportMenu: public static func restore(",
        ": public func menuReviewCode(",
    ] {
        assert!(found.iter().any(|(item, _)| item.starts_with(one)), "{one} was not looked at");
    }
    all_say_what_they_are(&found, 400);
}

/// The comments that become KDoc and quick help.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    text.split("/**").skip(1).filter_map(|rest| rest.split("*/").next())
}

#[test]
fn the_comments_of_the_kotlin_and_swift_speak_the_words_of_these_languages() {
    let swift = bindings::folder("swift").join("PassportMobile.swift");
    let others = [
        "# Errors",
        "# Panics",
        "::",
        "[`",
        "`None`",
        "`Some",
        "`Ok",
        "`Err",
        "Result<",
        "Vec<",
        "&str",
        "_request`",
    ];
    for file in [bindings::generated_kotlin(), swift] {
        let text = std::fs::read_to_string(file).expect("generated");
        let strange = comments(&text).filter(|comment| others.iter().any(|word| comment.contains(word)));
        assert_eq!(strange.collect::<Vec<_>>(), Vec::<&str>::new());
        assert!(comments(&text).count() > 500);
    }
}
