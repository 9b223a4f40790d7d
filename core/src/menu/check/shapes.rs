//! The shapes of addresses and numbers: what can be told by looking at them.

/// `https://…` or `http://…` with a host, no name or password before it, nothing that is not written in addresses.
pub(super) fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let written = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    is_host(host) && port.parse::<u16>().is_ok_and(|port| port > 0) && rest.bytes().all(written)
}

/// Letters, digits, hyphens and at least one dot.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_allowed)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}

/// One @ with something a person could have before it and a host after it.
pub(super) fn is_email(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    text.rsplit_once('@').is_some_and(|(local, host)| {
        (1..=64).contains(&local.len())
            && local.bytes().all(allowed)
            && !local.split('.').any(str::is_empty)
            && is_host(host)
    })
}

/// Digits as people write them, at least three (999) and at most fifteen (ITU-T E.164).
pub(super) fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let allowed = |(at, letter): (usize, char)| {
        letter.is_ascii_digit() || " ()-./".contains(letter) || letter == '+' && at == 0
    };
    // An extension may follow.
    let number = text.split_once(" ext ").map_or(text, |(number, _)| number);
    let extension = text.split_once(" ext ").map_or("0", |(_, extension)| extension);
    (3..=15).contains(&digits)
        && number.char_indices().all(allowed)
        && !extension.is_empty()
        && extension.bytes().all(|byte| byte.is_ascii_digit())
}

/// ISO 639 with what may follow it (BCP 47): `cy`, `pl`, `zh-Hant`, `bfi`.
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_later =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_first) && parts.all(is_later)
}
