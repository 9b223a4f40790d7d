//! Where somebody who found a weakness can tell the operator, as `security.txt` names it (RFC 9116 section 2.5.3).

/// An address of mail or of a page, as a URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityContact(String);

impl SecurityContact {
    /// Reads an e-mail address or an https page; nothing where nothing stands.
    pub(super) fn read(text: &str) -> Result<Option<Self>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let mail = text.strip_prefix("mailto:").unwrap_or(text);
        let uri = if text.starts_with("https://") { text.to_owned() } else { format!("mailto:{mail}") };
        // No other scheme hides in front of the @, and nothing begins a line of its own.
        let is_page = text.len() > "https://".len() && text.starts_with("https://");
        let is_mail = !mail.contains([':', '/', '?']) && mail.split_once('@').is_some_and(is_whole);
        if (is_page || is_mail) && uri.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Some(Self(uri)))
        } else {
            Err("must be an e-mail address such as security@example.uk, or a page that begins with https://"
                .to_owned())
        }
    }

    /// The URI: `mailto:` or `https:`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_whole((name, host): (&str, &str)) -> bool {
    !name.is_empty() && host.contains('.')
}

impl std::fmt::Display for SecurityContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
