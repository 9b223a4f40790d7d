//! The server: `http` faces browsers and phones, `store` faces the database, and [`build_app`] is the only wiring.
//!
//! Checking answers from the [`snapshot`] in memory, which a keeper renews, so it goes on while the database is stopped.

pub mod chance;
pub mod clock;
pub mod config;
pub mod http;
pub mod seal;
pub mod snapshot;
pub mod store;

use config::Config;
use http::{assets::Assets, pages::Pages};
use passport_core::clock::Clock;
use passport_words::Catalogue;
use snapshot::Snapshot;
use std::sync::Arc;

/// A server ready to serve: everything a handler can reach.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    config: Config,
    clock: Arc<dyn Clock>,
    words: Arc<Catalogue>,
    pages: Pages,
    snapshot: Snapshot,
}

/// Puts a server together.
///
/// # Errors
/// When the embedded pages are broken.
pub fn build_app(config: Config, clock: Arc<dyn Clock>) -> anyhow::Result<App> {
    let words = Arc::new(Catalogue::new("en")?);
    let pages = Pages::new(&config.base, Arc::clone(&words), Assets::read()?)?;
    Ok(App(Arc::new(Parts { config, clock, words, pages, snapshot: Snapshot::default() })))
}

impl App {
    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The time.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// The words.
    pub(crate) fn words(&self) -> &Catalogue {
        &self.0.words
    }

    /// The pages.
    pub(crate) fn pages(&self) -> &Pages {
        &self.0.pages
    }

    /// What is known of cards, in memory.
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }
}

/// A server of the tests of this crate: on no database, at a moment that stands still.
#[cfg(test)]
pub(crate) async fn test_app() -> App {
    use passport_core::clock::TestClock;
    let settings =
        config::ServeSettings { base: Some("https://pass.example.uk".to_owned()), ..Default::default() };
    let clock = Arc::new(TestClock::at(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
    build_app(settings.check().unwrap(), clock).unwrap()
}
