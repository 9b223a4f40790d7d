//! Money as people type it: "£4.50", "4", "50p", "free".

/// The most that anything on the menu costs, in pence.
const MOST: u32 = 1_000_000;

/// The amount in pence; none when it is none.
pub(super) fn pence(typed: &str) -> Option<u32> {
    let typed = typed.trim().to_lowercase().replace([' ', ','], "");
    if typed == "free" {
        return Some(0);
    }
    if let Some(pence) = typed.strip_suffix('p') {
        return digits(pence).filter(|pence| *pence <= MOST);
    }
    let typed = typed.strip_prefix('£').unwrap_or(&typed);
    let (pounds, rest) = typed.split_once('.').unwrap_or((typed, "00"));
    let rest = match rest.len() {
        1 => digits(rest)? * 10,
        2 => digits(rest)?,
        _ => return None,
    };
    let pence = digits(pounds)?.checked_mul(100)?.checked_add(rest)?;
    (pence <= MOST).then_some(pence)
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// As it stands in the form: "4.50".
pub(super) fn typed(pence: u32) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_however_it_is_written() {
        for (text, expected) in [
            ("£4.50", 450),
            ("4", 400),
            (" 4.5 ", 450),
            ("50p", 50),
            ("Free", 0),
            ("0", 0),
            ("1,000", 100_000),
        ] {
            assert_eq!(pence(text), Some(expected), "{text}");
        }
        for text in ["", "about 5", "-1", "4.505", "£", "10001", "99999999999", "4.x", "p"] {
            assert_eq!(pence(text), None, "{text}");
        }
        assert_eq!(typed(450), "4.50");
    }
}
