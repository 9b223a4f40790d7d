//! Addresses that people sign in with: only what is certainly none is refused.

/// What was typed is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an email address")]
pub struct NotAnEmail;

/// The most bytes of an address (RFC 5321 section 4.5.3.1.3, without its brackets).
const LONGEST: usize = 254;

/// The address without space around it.
///
/// # Errors
/// [`NotAnEmail`] when it has no name, no host with a dot, or anything that cannot be seen in it.
pub fn tidy_email(text: &str) -> Result<String, NotAnEmail> {
    let text = text.trim();
    let (name, host) = text.split_once('@').ok_or(NotAnEmail)?;
    let is_plain = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    if name.is_empty() || !host.contains('.') || text.len() > LONGEST || !is_plain {
        return Err(NotAnEmail);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certainly_no_address_is_refused() {
        assert_eq!(tidy_email(" zoë@hub.example "), Ok("zoë@hub.example".to_owned()));
        for wrong in ["", "grace", "@hub.example", "grace@hub", "grace hill@hub.example", &"x".repeat(300)] {
            assert_eq!(tidy_email(wrong), Err(NotAnEmail), "{wrong}");
        }
    }
}
