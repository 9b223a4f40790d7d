//! The feed of now: made again when the menu moved or a day began, and shared by everybody who asks.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use chrono::NaiveDate;
use passport_core::card::Base;
use passport_words::Speaker;

use super::Feed;
use crate::menu::HeldMenu;

/// The feed, as it was last asked for.
#[derive(Debug, Default)]
pub struct Published {
    made: ArcSwapOption<FeedOfDay>,
    making: Mutex<()>,
}

/// A feed with what it was made of, so that a search finds the very services that it shows.
#[derive(Debug)]
pub struct FeedOfDay {
    /// The menu.
    pub held: Arc<HeldMenu>,
    /// The day.
    pub day: NaiveDate,
    /// The feed of the menu on that day.
    pub feed: Feed,
}

impl Published {
    /// The feed of a menu on a day.
    pub fn of(&self, held: &Arc<HeldMenu>, day: NaiveDate, base: &Base, speaker: &Speaker) -> Arc<FeedOfDay> {
        if let Some(made) = self.made_of(held, day) {
            return made;
        }
        // One makes it, whoever else asks meanwhile waits for that one.
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        self.made_of(held, day).unwrap_or_else(|| {
            let feed = Feed::of(held, base, speaker, day);
            let made = Arc::new(FeedOfDay { held: Arc::clone(held), day, feed });
            self.made.store(Some(Arc::clone(&made)));
            made
        })
    }

    fn made_of(&self, held: &Arc<HeldMenu>, day: NaiveDate) -> Option<Arc<FeedOfDay>> {
        self.made.load_full().filter(|made| made.day == day && Arc::ptr_eq(&made.held, held))
    }
}
