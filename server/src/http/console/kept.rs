//! What somebody had typed when it could not be taken, carried in a page until it can.

use super::opened;
use crate::store::Entrance;
use serde::{Deserialize, Serialize};

/// What is typed to prove who somebody is: where, and in which field.
const SECRETS: [(&str, &str); 10] = [
    ("/hub/office/password", "password"),
    ("/hub/office/password", "new"),
    ("/hub/office/password", "code"),
    ("/hub/office/sessions", "code"),
    ("/desk/password", "password"),
    ("/desk/password", "new"),
    ("/desk/password", "code"),
    ("/desk/pin", "pin"),
    ("/desk/pin", "again"),
    ("/desk/locked", "pin"),
];

/// A form that could not be taken, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The path it was sent to.
    pub to: String,
    /// Its fields in their order.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// The form as it came; passwords, and codes that open something, are never carried along nor shown again.
    pub fn of(to: String, fields: Vec<(String, String)>) -> Self {
        let is_secret =
            |name: &str| SECRETS.iter().any(|(form, secret)| to.starts_with(form) && *secret == name);
        let fields = fields.into_iter().filter(|(name, _)| !is_secret(name)).collect();
        Self { to, fields }
    }

    /// The same without the mark of the session it was typed in.
    pub fn without_mark(&self) -> Self {
        let fields = self.fields.iter().filter(|(name, _)| name != "csrf").cloned().collect();
        Self { fields, to: self.to.clone() }
    }

    /// As the value of a hidden field, for another session.
    pub fn to_field(&self) -> String {
        serde_json::to_string(&self.without_mark()).unwrap_or_default()
    }

    /// Reads it back; only a form behind the same entrance is sent on. A page that was left may have put more into it than is kept.
    pub fn of_field(text: &str, entrance: Entrance) -> Option<Self> {
        let Self { to, fields } = serde_json::from_str(text).ok()?;
        let kept = Self::of(to, fields);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
        let inside = kept.to.strip_prefix(entrance.home()).is_some_and(|rest| rest.starts_with('/'));
        (inside && kept.to.bytes().all(plain)).then_some(kept)
    }

    /// What was typed, to look at: neither empty fields nor the numbers that only programs read.
    pub fn typed(&self) -> Vec<&str> {
        let shown = |value: &&str| !value.trim().is_empty() && uuid::Uuid::parse_str(value).is_err();
        let typed = self.fields.iter().filter(|(name, _)| name != opened::FIELD);
        typed.map(|(_, value)| value.as_str()).filter(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_without_the_old_mark() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let attempt = field("attempt", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
        let fields = vec![field("csrf", "old"), field("name", "Zoë"), attempt.clone(), field("note", " ")];
        let kept = Kept { to: "/hub/carers".to_owned(), fields };
        let back = Kept::of_field(&kept.to_field(), Entrance::Console).unwrap();
        assert_eq!(back.fields, [field("name", "Zoë"), attempt, field("note", " ")]);
        assert_eq!(back.typed(), ["Zoë"]);
    }

    #[test]
    fn a_password_is_never_kept() {
        let field = |name: &str| (name.to_owned(), "three brown ponies".to_owned());
        let fields = || vec![field("csrf"), field("password"), field("code"), field("new")];
        assert_eq!(Kept::of("/hub/office/password".to_owned(), fields()).fields, [field("csrf")]);
        assert_eq!(Kept::of("/hub/office/sessions/end-others".to_owned(), vec![field("code")]).fields, []);
        assert_eq!(Kept::of("/desk/check".to_owned(), vec![field("code")]).fields.len(), 1, "a card's");
        let left = Kept { to: "/desk/password".to_owned(), fields: fields() };
        let read = Kept::of_field(&serde_json::to_string(&left).unwrap(), Entrance::Desk).unwrap();
        assert_eq!(read.fields, [field("csrf")], "a desk that locks sends what stands in the form");
    }

    #[test]
    fn nothing_is_sent_on_to_another_place() {
        for to in [
            "https://evil.example/",
            "//evil.example",
            "/hub",
            "/v",
            "/hub/\"><script>",
            "/hub/../v",
            "/hubs/x",
            "/desks/x",
        ] {
            let kept = Kept { to: to.to_owned(), fields: vec![] };
            for entrance in [Entrance::Console, Entrance::Desk] {
                assert_eq!(Kept::of_field(&kept.to_field(), entrance), None, "{to}");
            }
        }
    }
}
