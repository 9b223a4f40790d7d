//! The server: `http` faces browsers and phones, `store` faces the database, and [`build_app`] is the only wiring.
//!
//! Checking answers from the [`snapshot`] in memory, which a keeper renews, so it goes on while the database is stopped.

pub mod accent;
mod allowance;
pub mod backup;
pub mod chance;
pub mod clock;
pub mod code_point;
pub mod config;
pub mod contact;
mod envelope;
pub mod escrow;
pub mod feeds;
pub mod http;
pub mod journal;
pub mod key_module;
mod long_work;
pub mod menu;
pub mod open_referral;
pub mod photo;
pub mod print;
pub mod private_file;
pub mod seal;
pub mod sign_in;
pub mod snapshot;
pub mod spreadsheet;
pub mod store;
mod typed_day;

use config::Config;
use http::{
    SeenProofs, assets::Assets, metrics::Metrics, misses::Misses, openapi, pace::Pace, pages::Pages,
    unread::Unread,
};
use long_work::LongWork;
use menu::Menu;
use open_referral::{FeedOfDay, Published};
use passport_core::{
    bundle::{BundleRefused, read_bundle},
    clock::Clock,
    keys::{PublicKey, SignError},
};
use passport_words::Speaker;
use print::Printed;
use sign_in::Passwords;
use snapshot::{Held, Snapshot, bundle::Bundle, keeper::Keeper};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use store::{Store, StoreError};
use utoipa::openapi::OpenApi;

/// A server ready to serve: everything a handler can reach.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    config: Config,
    store: Store,
    clock: Arc<dyn Clock>,
    speaker: Arc<Speaker>,
    assets: Arc<Assets>,
    pages: Pages,
    snapshot: Snapshot,
    menu: Menu,
    published: Published,
    keeper: Keeper,
    bundle: Bundle,
    metrics: Metrics,
    misses: Misses,
    lost_tries: Misses,
    review_tries: Misses,
    review_reports: Misses,
    suggested: Misses,
    pace: Pace,
    unread: Unread,
    passwords: Passwords,
    openapi: OpenApi,
    demo_sheets: OnceLock<Vec<Printed>>,
    long_work: LongWork,
    seen_proofs: SeenProofs,
    leaving: AtomicBool,
    checks_only: OnceLock<()>,
}

/// Puts a server together: finishes the cards that a power cut left half issued, and reads the database once.
/// [`http::serve`] then listens and keeps what was read up to date.
///
/// # Errors
/// When the database cannot be read, or the embedded pages are broken.
pub async fn build_app(config: Config, store: Store, clock: Arc<dyn Clock>) -> anyhow::Result<App> {
    let settled = store.settle().await?;
    if settled.signed + settled.abandoned > 0 {
        tracing::warn!(settled.signed, settled.abandoned, "finished cards that were left half issued");
    }
    let speaker = Arc::new(Speaker::new(config.language)?);
    let assets = Arc::new(Assets::read()?);
    let pages = Pages::new(&config.base, Arc::clone(&speaker), Arc::clone(&assets))?;
    let openapi = openapi::describe(&config.base);
    let (snapshot, menu, keeper, bundle, misses, lost_tries, passwords, demo_sheets, long_work, seen_proofs) =
        Default::default();
    let (published, review_tries, review_reports) = Default::default();
    let parts = Parts {
        config,
        store,
        clock,
        speaker,
        assets,
        pages,
        snapshot,
        menu,
        published,
        keeper,
        bundle,
        metrics: Metrics::default(),
        misses,
        lost_tries,
        review_tries,
        review_reports,
        suggested: Misses::default(),
        pace: Pace::default(),
        unread: Unread::default(),
        passwords,
        openapi,
        demo_sheets,
        long_work,
        seen_proofs,
        leaving: AtomicBool::new(false),
        checks_only: OnceLock::new(),
    };
    let app = App(Arc::new(parts));
    app.look_in_turn().await?;
    Ok(app)
}

impl App {
    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Looks at the database now instead of at the keeper's next turn, and signs due lists, for a test that moves the clock
    /// by hand.
    ///
    /// # Errors
    /// When the database does not answer, or a list cannot be signed; what is in memory stays as it was.
    pub async fn look_again(&self) -> Result<(), StoreError> {
        self.0.menu.look_again(&self.0.store, &self.0.speaker).await?;
        self.0.keeper.look_and_sign(&self.0.snapshot, &self.0.store, &*self.0.clock).await
    }

    /// One turn of the keeper: cards first.
    pub(crate) async fn look_in_turn(&self) -> Result<(), StoreError> {
        self.0.keeper.look(&self.0.snapshot, &self.0.store, &*self.0.clock).await?;
        self.0.metrics.saw_database(self.0.clock.now());
        self.0.menu.look(&self.0.store, &self.0.speaker).await
    }

    /// Makes this the server of a demo, which shows these cards of made-up people, ready to print, to anyone.
    pub fn show_demo_sheets(&self, sheets: Vec<Printed>) {
        self.0.demo_sheets.get_or_init(|| sheets);
    }

    /// The cards of the demo; none on any other server.
    pub(crate) fn demo_sheets(&self) -> Option<&[Printed]> {
        self.0.demo_sheets.get().map(Vec::as_slice)
    }

    /// From now on it says that it is about to stop, and goes on answering.
    pub(crate) fn leave(&self) {
        self.0.leaving.store(true, Ordering::Relaxed);
    }

    /// Whether it is about to stop.
    pub(crate) fn is_leaving(&self) -> bool {
        self.0.leaving.load(Ordering::Relaxed)
    }

    /// Makes this a server that checks cards by a bundle and does nothing else, since its database cannot be used. Its store is a stand-in.
    ///
    /// # Errors
    /// When the bundle is too old, or no bundle of this root key.
    pub fn check_only_by(&self, token: &str, root: &PublicKey) -> Result<(), BundleRefused> {
        let bundle = read_bundle(token, root, None, self.clock().seconds())?;
        let lists = bundle.lists.into_iter().map(|(uri, list)| (uri, list.into())).collect();
        let change = 1;
        self.0.snapshot.hold(Held { change, trust: bundle.trust, lists });
        self.0.bundle.hold(change, token);
        self.0.checks_only.get_or_init(|| ());
        Ok(())
    }

    /// Whether it only checks cards.
    pub(crate) fn checks_only(&self) -> bool {
        self.0.checks_only.get().is_some()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    pub(crate) fn speaker(&self) -> &Speaker {
        &self.0.speaker
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.0.assets
    }

    pub(crate) fn pages(&self) -> &Pages {
        &self.0.pages
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    /// What breaks and support there are.
    pub(crate) fn menu(&self) -> &Menu {
        &self.0.menu
    }

    /// The menu of today as a feed.
    pub(crate) fn feed(&self) -> Arc<FeedOfDay> {
        let (held, day) = (self.0.menu.held(), passport_core::issue::today(self.0.clock.now()));
        self.0.published.of(&held, day, &self.0.config.base, &self.0.speaker)
    }

    /// What happened, in numbers.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn misses(&self) -> &Misses {
        &self.0.misses
    }

    /// Wrong codes for reviews of late.
    pub(crate) fn review_tries(&self) -> &Misses {
        &self.0.review_tries
    }

    /// Reports of reviews of late.
    pub(crate) fn review_reports(&self) -> &Misses {
        &self.0.review_reports
    }

    /// The lost codes that were typed of late, right and wrong: apart from all other codes, so that neither locks the other out.
    pub(crate) fn lost_tries(&self) -> &Misses {
        &self.0.lost_tries
    }

    /// What was suggested of late about services on the menu: so many from one network, and then one by one.
    pub(crate) fn suggested(&self) -> &Misses {
        &self.0.suggested
    }

    /// How many requests each network sent of late.
    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    /// How many answers each network is owed.
    pub(crate) fn unread(&self) -> &Unread {
        &self.0.unread
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(crate) fn long_work(&self) -> &LongWork {
        &self.0.long_work
    }

    /// The signed requests of phones that were answered of late.
    pub(crate) fn seen_proofs(&self) -> &SeenProofs {
        &self.0.seen_proofs
    }

    pub(crate) fn openapi(&self) -> &OpenApi {
        &self.0.openapi
    }

    /// The offline bundle of what is known now.
    pub(crate) fn bundle(&self) -> Result<Arc<str>, SignError> {
        self.0.bundle.of(&self.0.snapshot.held(), self.0.store.root_key(), self.0.clock.seconds())
    }
}

/// A server of the tests of this crate: on an empty database, at a moment that stands still.
#[cfg(test)]
pub(crate) async fn test_app() -> App {
    test_app_and_clock().await.0
}

/// The same, with its clock.
#[cfg(test)]
pub(crate) async fn test_app_and_clock() -> (App, Arc<passport_core::clock::TestClock>) {
    let folder = tempfile::tempdir().unwrap().keep();
    let settings = config::ServeSettings {
        data: config::DataSettings { data: Some(folder.display().to_string()), ..Default::default() },
        base: Some("https://pass.example.uk".to_owned()),
        ..Default::default()
    };
    let config = settings.check().unwrap();
    let now = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let clock = Arc::new(passport_core::clock::TestClock::at(now));
    let url = config.data.database.reveal();
    Store::migrate(url).await.unwrap();
    let (sealing, chance) = (seal::SealingKey::from_bytes([7; 32]), Arc::new(chance::SystemChance));
    let opening = store::Opening { url, sealing, clock: Arc::clone(&clock) as Arc<dyn Clock>, chance };
    let store = Store::open(opening).await.unwrap();
    store.settle_base(&config.base).await.unwrap();
    let app = build_app(config.clone(), store, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
    (app, clock)
}
