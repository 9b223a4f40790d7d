//! The letter around a card: to the young person, from the hub, neutral on its outside.

use passport_words::Speaker;
use serde::Serialize;

use crate::store::{HubTexts, ReachedBy, Whose};

/// What a letter says beside its card.
#[derive(Clone, Serialize)]
pub struct Letter {
    called: String,
    full_name: String,
    /// The lines under the name; none for a letter that is handed over.
    address: Option<Vec<String>>,
    hub: String,
    telephone: String,
    /// When somebody answers it.
    opening_hours: Option<String>,
    day: String,
    /// The hub's own paragraphs before and after ours.
    greeting: Vec<String>,
    closing: Vec<String>,
    /// Whether they are so long that smaller letters keep the letter on one page.
    long: bool,
}

/// The hub's own paragraphs are long from so many letters on.
const LONG: usize = 160;

impl Letter {
    /// A letter of this hub, of a day in words. An address stands on it only where a letter is the safe way.
    pub(super) fn of(texts: &HubTexts, whose: &Whose, day: String) -> Self {
        let by_letter = whose.wishes.as_ref().filter(|wishes| wishes.reached_by == ReachedBy::Letter);
        let lines = |text: &str| {
            text.split(',').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        Self {
            called: whose.called.clone(),
            full_name: whose.full_name.clone(),
            address: by_letter.map(|wishes| lines(&wishes.safe_contact)),
            hub: texts.name.clone(),
            telephone: texts.telephone.clone(),
            opening_hours: texts.opening_hours.clone(),
            day,
            long: [&texts.greeting, &texts.closing].into_iter().flatten().map(String::len).sum::<usize>()
                > LONG,
            greeting: paragraphs(texts.greeting.as_deref()),
            closing: paragraphs(texts.closing.as_deref()),
        }
    }
}

/// The lines of a text that say anything.
pub(super) fn paragraphs(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// What whoever sends the letters must know, a sentence each: who gets none by post, what is safe, and what never to do.
pub(super) fn notices(whose: &Whose, speaker: &Speaker) -> Vec<String> {
    let (words, name) = (speaker.words(), whose.full_name.as_str());
    let Some(wishes) = &whose.wishes else { return vec![words.print_letter_unknown(name)] };
    let way = match wishes.reached_by {
        ReachedBy::Letter => words.print_letter_post(name),
        ReachedBy::Text | ReachedBy::Call | ReachedBy::Email | ReachedBy::InPerson => {
            words.print_letter_hand_over(name)
        }
    };
    let time = wishes.safe_time.as_deref().map(|time| words.print_letter_time(name, time));
    let caution = wishes.caution.as_deref().map(|caution| words.print_letter_caution(caution, name));
    [Some(way), time, caution].into_iter().flatten().collect()
}

/// Neither names nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter")
    }
}
