//! The menu in memory: every page, feed and search answers from here, and goes on while the database is stopped.
//!
//! Read anew when its number moved, and replaced as a whole, so that one answer never mixes two moments and no reader waits.

use arc_swap::ArcSwap;
pub use passport_core::menu::taxonomy::as_words;
use passport_core::menu::{Index, Tag};
use passport_words::{Speaker, SpokenTerm};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

use crate::store::{MenuRead, OwnTerm, Store, StoreError};

/// After a reading this many times as long as it took goes by before the next: while much is written, most of the time is left
/// for answering.
const REST: u32 = 4;

/// The menu, as it was last read.
#[derive(Debug, Default)]
pub struct Menu {
    held: ArcSwap<HeldMenu>,
    rest_until: Mutex<Option<Instant>>,
}

/// The menu at one moment.
#[derive(Debug, Default)]
pub struct HeldMenu {
    /// The number of its last change; 0 before anything was written.
    pub n: i64,
    /// The services, ready to be searched.
    pub index: Index,
    /// Terms that hubs added.
    pub terms: Vec<OwnTerm>,
    /// What is shown no more, and since when.
    pub gone: Vec<(uuid::Uuid, chrono::DateTime<chrono::Utc>)>,
}

impl HeldMenu {
    /// Makes what was read ready to be searched, also by what is said of its tags.
    fn build(MenuRead { n, services, terms, gone }: MenuRead, speaker: &Speaker) -> Self {
        let mut held = Self { n, index: Index::default(), terms, gone };
        let services = services.into_iter().map(Arc::new).collect();
        let index = Index::build(services, |tag: &Tag| held.speak(speaker, tag).name);
        held.index = index;
        held
    }

    /// The tags of terms that hubs added, also of those that are offered no more: services may still carry them.
    pub fn own_tags(&self) -> BTreeSet<Tag> {
        let tag = |term: &OwnTerm| Tag::parse(&format!("{}/{}", term.taxonomy, term.code)).ok();
        self.terms.iter().filter_map(tag).collect()
    }

    /// The words of a tag: ours in the speaker's language, a hub's own as its staff wrote them, and of a term that nobody explains its code.
    pub fn speak(&self, speaker: &Speaker, tag: &Tag) -> SpokenTerm {
        let own = || {
            let of_tag = |term: &&OwnTerm| term.taxonomy == tag.taxonomy() && term.code == tag.term();
            // Two hubs may have added the same; one that is still offered speaks first.
            let found = self.terms.iter().filter(of_tag).min_by_key(|term| term.retired_at.is_some())?;
            Some(SpokenTerm { name: found.name.clone(), about: found.description.clone() })
        };
        speaker.menu_term(tag).or_else(own).unwrap_or_else(|| {
            let name = as_words(tag.term());
            SpokenTerm { about: name.clone(), name }
        })
    }
}

impl Menu {
    /// What is known now.
    pub fn held(&self) -> Arc<HeldMenu> {
        self.held.load_full()
    }

    /// Reads the menu if it moved since it was last read.
    ///
    /// # Errors
    /// When the database does not answer; what is in memory stays.
    pub async fn look(&self, store: &Store, speaker: &Arc<Speaker>) -> Result<(), StoreError> {
        let mut rest_until = self.rest_until.lock().await;
        if rest_until.is_some_and(|until| Instant::now() < until) {
            return Ok(());
        }
        *rest_until = self.read(store, speaker).await?;
        Ok(())
    }

    /// The same, without rest.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub async fn look_again(&self, store: &Store, speaker: &Arc<Speaker>) -> Result<(), StoreError> {
        let mut rest_until = self.rest_until.lock().await;
        *rest_until = self.read(store, speaker).await?;
        Ok(())
    }

    /// Gives until when to rest, if anything was read.
    async fn read(&self, store: &Store, speaker: &Arc<Speaker>) -> Result<Option<Instant>, StoreError> {
        if store.menu_number().await? == self.held.load().n {
            return Ok(None);
        }
        let began = Instant::now();
        let read = store.menu().await?;
        let speaker = Arc::clone(speaker);
        // Off the threads that answer.
        let built = tokio::task::spawn_blocking(move || HeldMenu::build(read, &speaker)).await;
        match built {
            Ok(held) => self.held.store(Arc::new(held)),
            Err(fault) => tracing::error!(%fault, "the menu could not be read anew"),
        }
        let took: Duration = began.elapsed();
        Ok(Some(Instant::now() + took * REST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::HubId;

    #[test]
    fn a_tag_speaks_our_words_then_a_hubs_own_then_its_code() {
        let speaker = Speaker::new("en").unwrap();
        let own = |name: &str, retired_at| OwnTerm {
            hub_id: HubId(uuid::Uuid::nil()),
            taxonomy: "kind".to_owned(),
            code: "surfing".to_owned(),
            name: name.to_owned(),
            description: "In the sea.".to_owned(),
            retired_at,
        };
        let retired = Some(chrono::DateTime::UNIX_EPOCH);
        let held = HeldMenu {
            terms: vec![own("Old surfing", retired), own("Surfing", None)],
            ..HeldMenu::default()
        };
        let said = |tag: &str| held.speak(&speaker, &Tag::parse(tag).unwrap()).name;
        assert_eq!(said("transport/included"), "They pick you up");
        assert_eq!(said("kind/surfing"), "Surfing");
        assert_eq!(said("kind/rock-climbing"), "Rock climbing");
    }
}
