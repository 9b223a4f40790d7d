//! HTML made plain: paragraphs and lines of lists are kept, scripts and styles are not, and no tag is left.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use passport_core::card::is_unseen;

use super::mend::mended;

/// Some directories write their tags as text (`&lt;p&gt;`), so that taking them off shows others.
const MOST_LAYERS: usize = 3;
/// Between their tags nothing is meant to be read.
const UNREAD: [&str; 7] = ["script", "style", "template", "noscript", "iframe", "svg", "head"];
const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "footer",
    "dl",
    "hr",
    "figure",
    "form",
];
const LINES: [&str; 6] = ["br", "tr", "dt", "dd", "option", "caption"];
/// What shows that a text is HTML, so that its own line breaks mean nothing.
const SIGNS: [&str; 5] = ["<p", "<br", "<li", "<div", "<h"];

/// The text as it is to be read: mended, without tags, an empty line between paragraphs, `- ` before what stands in lists, nothing that
/// cannot be seen.
pub fn plain_text(text: &str) -> String {
    let mut text = mended(text.to_owned());
    for _ in 0..MOST_LAYERS {
        let without = without_tags(&text);
        if without == text {
            break;
        }
        text = without;
        if !text.contains('<') && !text.contains('&') {
            break;
        }
    }
    tidied(&mended(text))
}

fn without_tags(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let lower = text.to_ascii_lowercase();
    let keeps_lines = !SIGNS.iter().any(|sign| lower.contains(sign));
    let reader = Reader { state: RefCell::new(State { keeps_lines, ..State::default() }) };
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.state.into_inner().text
}

#[derive(Default)]
struct State {
    text: String,
    keeps_lines: bool,
    /// How many tags are open between which nothing is read.
    unread: usize,
}

struct Reader {
    state: RefCell<State>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(letters) if state.unread == 0 => state.say(&letters),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn say(&mut self, letters: &str) {
        if self.keeps_lines {
            self.text.push_str(letters);
            return;
        }
        for letter in letters.chars() {
            let is_break = matches!(letter, '\n' | '\r' | '\t');
            self.text.push(if is_break { ' ' } else { letter });
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let (name, opens) = (&*tag.name, tag.kind == TagKind::StartTag);
        if UNREAD.contains(&name) {
            // A head that is never closed must not swallow the rest.
            self.unread = usize::from(opens && !tag.self_closing && name != "head");
            return match name {
                "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "noscript" | "iframe" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
                _ => TokenSinkResult::Continue,
            };
        }
        if self.unread == 0 {
            if BLOCKS.contains(&name) {
                self.text.push_str("\n\n");
            } else if LINES.contains(&name) {
                self.text.push('\n');
            } else if name == "li" {
                self.text.push_str(if opens { "\n- " } else { "\n" });
            } else if name == "td" || name == "th" {
                self.text.push(' ');
            }
        }
        TokenSinkResult::Continue
    }
}

/// Single spaces, no space at the ends of lines, at most one empty line, no letters that cannot be seen.
fn tidied(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace("\r\n", "\n").replace('\r', "\n").lines() {
        let seen: String = line
            .chars()
            .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
            .filter(|letter| !is_unseen(*letter) && *letter != '\u{fffd}')
            .collect();
        let line = seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let line = if line == "-" { String::new() } else { line };
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    // Between the lines of one list there is nothing.
    let mut tidy: Vec<String> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let within = tidy.last().is_some_and(|before| before.starts_with("- "))
            && lines.peek().is_some_and(|after| after.starts_with("- "));
        if !(line.is_empty() && within) {
            tidy.push(line);
        }
    }
    tidy.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lists_stay_and_tags_go() {
        for (html, text) in [
            ("<p>One&nbsp;two</p><p>Three</p>", "One two\n\nThree"),
            (
                "<p>Bring:</p><ul><li>a coat</li> <li>lunch</li></ul><p>Bye</p>",
                "Bring:\n\n- a coat\n- lunch\n\nBye",
            ),
            ("One<br>Two<br/>Three", "One\nTwo\nThree"),
            ("a &amp; b &pound;5 &#8217;s", "a & b £5 ’s"),
            ("&lt;p&gt;Twice&lt;/p&gt;&lt;p&gt;wrapped&lt;/p&gt;", "Twice\n\nwrapped"),
            ("One\n\n\nTwo\nThree", "One\n\nTwo\nThree"),
            ("<b>bold</b>, <a href=\"javascript:x()\">here</a>", "bold, here"),
            ("<div>\n  In\n  HTML lines mean nothing\n</div>", "In HTML lines mean nothing"),
            ("Ages < 5 and > 3; x<y", "Ages < 5 and > 3; x"),
            ("5 < 6 & 7", "5 < 6 & 7"),
            ("", ""),
            ("<p> &nbsp; </p>", ""),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn what_is_not_to_be_read_is_gone() {
        for html in [
            "<script>alert('x')</script>Good",
            "Good<style>p { color: red }</style>",
            "<SCRIPT SRC=x></SCRIPT >Good",
            "<p>Good</p><!-- hidden -->",
            "&lt;script&gt;alert(1)&lt;/script&gt;Good",
            "<head><title></title></head>Good",
            "Go\u{200b}od\u{202e}",
            "<svg onload=x><text>no</text></svg>Good",
            "Good<script>never closed",
        ] {
            assert_eq!(plain_text(html), "Good", "{html}");
        }
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        let text = plain_text("<p>Â£10</p><ul><li>Zoë</li></ul>");
        assert_eq!(text, "£10\n\n- Zoë");
        assert_eq!(plain_text(&text), text);
    }
}
