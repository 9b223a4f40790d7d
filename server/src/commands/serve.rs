//! `passport serve`: the server.

use std::net::TcpListener;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use passport_core::bundle::read_bundle;
use passport_core::card::Base;
use passport_core::clock::Clock as _;
use passport_core::keys::PublicKey;
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::config::{Config, DataConfig, ServeSettings};
use passport_server::seal::SealingKey;
use passport_server::snapshot::last::LastBundle;
use passport_server::store::{Opening, Store, StoreError};
use passport_server::{build_app, http};
use tracing_subscriber::EnvFilter;

use super::in_use::InUse;
use super::{Answer, data};

/// Serve the pages, the API and the published documents, until interrupted
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    settings: ServeSettings,
}

impl Serve {
    /// Serves until asked to stop.
    ///
    /// # Errors
    /// With what is wrong in the settings, the database or the address, and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let stop = http::asked_to_stop();
        write_log("info");
        http::insist_on_pages()?;
        let found = self.settings.data.check()?;
        let mut looked = data::insist_on_no_loss(&found);
        if looked.is_ok() {
            looked = Store::examine(found.database.reveal()).await;
        }
        if let Err(fault @ (StoreError::Corrupt | StoreError::Lost(_))) = looked {
            return self.check_only(&found, fault, stop).await;
        }
        let config = self.config().await?;
        let _in_use = InUse::by_server(&config.data)?;
        let store = data::open_or_create_examined(&config.data).await?;
        store.settle_base(&config.base).await?;
        let listener = listen(config.listen)?;
        let metrics = config.metrics_listen.map(listen).transpose()?;
        let app = build_app(config, store, Arc::new(SystemClock)).await?;
        let config = app.config();
        tracing::info!(base = %config.base, listen = %listener.local_addr()?, database = %config.data.database, "serving");
        if let Some(listener) = metrics {
            tracing::info!(listen = %listener.local_addr()?, "telling figures");
            tokio::spawn(http::serve_metrics(app.clone(), listener));
        }
        http::serve(&app, listener, stop).await?;
        Ok(Answer::Yes)
    }

    /// The database file is damaged or gone: cards are checked by the last bundle that was kept, and nothing is written anywhere.
    async fn check_only(
        &self,
        data: &DataConfig,
        fault: StoreError,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<Answer> {
        let last = LastBundle::beside(&data.journal);
        let Some((token, root)) = last.read() else {
            return Err(fault).with_context(|| format!("database {}", data.database));
        };
        let of_file = || last.file().display().to_string();
        let base = base_of(&token, &root).with_context(of_file)?;
        let config = self.settings.check_beside(Some(&base))?;
        let _in_use = InUse::by_server(&config.data)?;
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite:{}", folder.path().join("empty.db").display());
        Store::migrate(&url).await?;
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
        let sealing = SealingKey::generate(&SystemChance)?;
        let store = Store::open(Opening { url: &url, sealing, clock, chance }).await?;
        store.settle_base(&config.base).await?;
        let listener = listen(config.listen)?;
        let app = build_app(config, store, Arc::new(SystemClock)).await?;
        app.check_only_by(&token, &root).with_context(of_file)?;
        tracing::error!(
            %fault,
            "cards are checked by the last bundle, and nothing is written: restore the newest backup (`passport restore`)"
        );
        tracing::info!(base = %base, listen = %listener.local_addr()?, "serving");
        http::serve(&app, listener, stop).await?;
        Ok(Answer::No)
    }

    /// The settings; the database's address stands in for one that is not given.
    async fn config(&self) -> anyhow::Result<Config> {
        let stored = match (self.settings.check(), self.settings.data.check()) {
            (Err(_), Ok(data)) => data::stored_base(&data).await?,
            _ => None,
        };
        Ok(self.settings.check_beside(stored.as_ref())?)
    }
}

/// The address that the cards of a bundle carry.
fn base_of(token: &str, root: &PublicKey) -> anyhow::Result<Base> {
    let now = u64::try_from(SystemClock.now().timestamp()).unwrap_or(0);
    let bundle = read_bundle(token, root, None, now)?;
    bundle.trust.bases.into_iter().next().context("it names no address")
}

/// Listens, or says who may be in the way.
///
/// # Errors
/// When the address is in use or not this machine's.
pub fn listen(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).with_context(|| {
        format!(
            "cannot listen on {address}: another program may be using that port; choose another with --listen"
        )
    })
}

/// Writes the log as lines of JSON on standard error; `RUST_LOG` chooses how much, else `usual` does.
pub fn write_log(usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    // The request of a line, once: `span` has it, and `spans` would say it again.
    let lines = tracing_subscriber::fmt().json().with_span_list(false);
    lines.with_env_filter(filter).with_writer(std::io::stderr).init();
    // A panic's message may quote anything, so only its place is said.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panicked");
    }));
}
