//! Names that strangers read, of hubs, organisations and people: one line, and nothing in it that cannot be seen.

use passport_core::card::is_unseen;

use super::StoreError;

/// The most letters of a hub's name, which stands on cards.
pub const LONGEST_HUB_NAME: usize = 60;
/// The most letters of any other name.
pub const LONGEST_NAME: usize = 100;

/// The name with single spaces.
///
/// # Errors
/// [`StoreError::Name`] when it is empty, longer, or has a character that is invisible or turns the reading direction.
pub(super) fn tidy_name(typed: &str, longest: usize) -> Result<String, StoreError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(StoreError::Name { longest });
    }
    check_name(&name, longest)?;
    Ok(name)
}

/// Whether a name as it was typed can be kept.
///
/// # Errors
/// As [`tidy_name`].
pub(super) fn check_name(name: &str, longest: usize) -> Result<(), StoreError> {
    if name.chars().count() > longest || name.chars().any(is_unseen) {
        return Err(StoreError::Name { longest });
    }
    Ok(())
}

/// First name and surname, as a page shows somebody who may have only one name.
pub fn full_name(given_name: &str, family_name: Option<&str>) -> String {
    [Some(given_name), family_name].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A text without space around it and with plain line breaks, if anything is left.
///
/// # Errors
/// [`StoreError::Text`] when it is longer, or has a character that cannot be seen other than a line break.
pub(super) fn tidy_text(text: Option<&str>, longest: usize) -> Result<Option<String>, StoreError> {
    let text = text.unwrap_or_default().trim().replace("\r\n", "\n");
    if text.chars().count() > longest || text.chars().any(|letter| is_unseen(letter) && letter != '\n') {
        return Err(StoreError::Text);
    }
    Ok((!text.is_empty()).then_some(text))
}
