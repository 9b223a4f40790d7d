//! Values as the feed takes them: no blank ones, and addresses that are addresses to the letter (RFC 3986).

use std::fmt::Write as _;

/// The text, unless it is blank.
pub fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The same of one that may be missing.
pub fn told(told: Option<&String>) -> Option<&str> {
    told.and_then(|told| text(told))
}

/// A web address with every letter that may not stand in one percent-encoded; nothing, if it is none.
pub fn uri(written: Option<&String>) -> Option<String> {
    let written = told(written)?;
    let rest = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"))?;
    if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) {
        return None;
    }
    let scheme = &written[..written.len() - rest.len()];
    let mut uri = scheme.to_owned();
    let mut has_fragment = false;
    for (at, byte) in rest.bytes().enumerate() {
        let stays = match byte {
            b'%' => {
                rest.as_bytes().get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut has_fragment, true),
            byte => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if stays {
            uri.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Some(uri)
}

/// A mail address, if it has the form of one.
pub fn email(written: Option<&String>) -> Option<&str> {
    let written = told(written)?;
    let (name, host) = written.split_once('@')?;
    let is_plain = !written.contains(char::is_whitespace) && !host.contains('@');
    (is_plain && !name.is_empty() && !host.is_empty()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_mended_or_left_out() {
        let said = |text: &str| uri(Some(&text.to_owned()));
        assert_eq!(said(" https://a.example/x?y=1#z ").as_deref(), Some("https://a.example/x?y=1#z"));
        assert_eq!(
            said("https://a.example/Zoë \"1\"").as_deref(),
            Some("https://a.example/Zo%C3%AB%20%221%22")
        );
        assert_eq!(said("http://a.example/50%/%20#a#b").as_deref(), Some("http://a.example/50%25/%20#a%23b"));
        for wrong in ["", "a.example", "javascript:alert(1)", "https://", "https:///x", "ftp://a.example"] {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_mail_address_is_left_out() {
        let said = |text: &str| email(Some(&text.to_owned())).is_some();
        assert!(said("hello@a.example"));
        for wrong in ["", " ", "hello", "@a.example", "hello@", "a b@c.example", "a@b@c"] {
            assert!(!said(wrong), "{wrong}");
        }
        assert_eq!(text(" \n"), None);
    }
}
