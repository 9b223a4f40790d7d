//! The calls of a Swift program held beside what the generated Swift declares: their labels, and whether a `try` stands before what throws. It
//! reads no types, which only a compiler can.

use std::collections::BTreeMap;

/// What one call takes.
struct Declared {
    /// Each label, and whether it may be left out.
    labels: Vec<(String, bool)>,
    throws: bool,
}

/// What the generated Swift declares, by name: functions, and types that are made.
pub struct Library(BTreeMap<String, Vec<Declared>>);

/// What a program calls the library's own objects.
const OBJECTS: [&str; 3] = ["wallet", "verifier", "menu"];

impl Library {
    pub fn read(generated: &str) -> Self {
        let text = without_comments(generated);
        let mut found: BTreeMap<String, Vec<Declared>> = BTreeMap::new();
        let mut of = "";
        for (at, line) in lines(&text) {
            if line.starts_with(char::is_alphabetic) && !line.contains("func ") && !line.contains(" init(") {
                let class = ["open class ", "public struct "].iter().find_map(|kind| line.strip_prefix(kind));
                of = class.map_or("", |rest| words(rest).next().unwrap_or_default());
            }
            let is_free = line.starts_with("public func ");
            let name = match line.split_once("func ") {
                Some((_, rest)) if is_free || !of.is_empty() => words(rest).next().unwrap_or_default(),
                None if line.trim_start().starts_with("public") && line.contains(" init(") => of,
                _ => continue,
            };
            let Some(open) = line.find('(').map(|open| at + open) else { continue };
            let (parameters, rest) = between(&text, open);
            let labels =
                parameters.iter().filter_map(|one| Some((label(one)?.to_owned(), one.contains(" = "))));
            let labels: Vec<_> = labels.collect();
            let throws = rest.lines().next().unwrap_or_default().contains("throws");
            // An object of a handle is UniFFI's own, and so is what begins with its name.
            let is_its_own =
                labels.iter().any(|(label, _)| label == "noHandle" || label == "unsafeFromHandle");
            if !is_its_own && !name.is_empty() {
                found.entry(name.to_owned()).or_default().push(Declared { labels, throws });
            }
        }
        Self(found)
    }

    /// What is wrong with the calls of a program, and how many it makes.
    pub fn complaints(&self, program: &str) -> (Vec<String>, usize) {
        let program: String = program.lines().map(super::without_texts).collect();
        let program = without_comments(&program);
        let (mut wrong, mut count) = (Vec::new(), 0);
        for (open, _) in program.match_indices('(') {
            let before = &program[..open];
            let name = words_backwards(before);
            let receiver = before[..before.len() - name.len()].strip_suffix('.').map(words_backwards);
            let is_made = name.starts_with(char::is_uppercase);
            let is_ours = match receiver {
                Some(one) => OBJECTS.contains(&one) || self.0.contains_key(one) && !is_made,
                None => is_made || name == "menuReviewCode" || name == "libraryVersion",
            };
            let Some(declared) = self.0.get(name).filter(|_| is_ours) else { continue };
            count += 1;
            let (given, _) = between(&program, open);
            let given: Vec<&str> = given.iter().map(|one| label(one).unwrap_or("_")).collect();
            let start = before.rfind([';', '{', '}', '\n']).map_or(0, |at| at + 1);
            let is_tried = words(&before[start..]).any(|word| word == "try");
            match declared.iter().find(|one| one.takes(&given)) {
                None => wrong.push(format!("{name}({})", given.join(":"))),
                Some(one) if one.throws && !is_tried => wrong.push(format!("{name}: no try")),
                Some(_) => {}
            }
        }
        (wrong, count)
    }
}

impl Declared {
    /// Whether these labels fit: all in their order, and none left out that may not be.
    fn takes(&self, given: &[&str]) -> bool {
        let mut given = given.iter().peekable();
        let all = self
            .labels
            .iter()
            .all(|(label, may_be_left_out)| given.next_if(|one| *one == label).is_some() || *may_be_left_out);
        all && given.next().is_none()
    }
}

/// The parts between this parenthesis and its end, and what follows.
fn between(text: &str, open: usize) -> (Vec<&str>, &str) {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, open + 1);
    for (at, letter) in text[open..].char_indices().map(|(at, letter)| (open + at, letter)) {
        depth += i32::from("([{".contains(letter)) - i32::from(")]}".contains(letter));
        if depth == 0 || depth == 1 && letter == ',' {
            parts.push(text[start..at].trim());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    parts.retain(|part| !part.is_empty());
    (parts, &text[start..])
}

/// The word before a colon, if a part begins with one.
fn label(part: &str) -> Option<&str> {
    let word = words(part).next()?;
    part[word.len()..].starts_with(':').then_some(word)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !is_of_word(letter)).filter(|word| !word.is_empty())
}

fn words_backwards(text: &str) -> &str {
    &text[text.trim_end_matches(is_of_word).len()..]
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Each line with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    })
}

fn without_comments(text: &str) -> String {
    let code = text.split("/*").enumerate().map(|(nth, part)| match nth {
        0 => part,
        _ => part.split_once("*/").map_or("", |(_, code)| code),
    });
    let code: String = code.collect();
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .fold(String::new(), |text, line| text + line + "\n")
}
