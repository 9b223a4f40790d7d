//! `passport serve`: the server.

use std::net::TcpListener;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use passport_server::clock::SystemClock;
use passport_server::config::{Config, ServeSettings};
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
        let config = self.config().await?;
        let _in_use = InUse::by_server(&config.data)?;
        let store = data::open_or_create(&config.data).await?;
        store.settle_base(&config.base).await?;
        let listener = listen(config.listen)?;
        tracing::info!(base = %config.base, listen = %listener.local_addr()?, database = %config.data.database, "serving");
        let metrics = config.metrics_listen.map(listen).transpose()?;
        let app = build_app(config, store, Arc::new(SystemClock)).await?;
        if let Some(listener) = metrics {
            tracing::info!(listen = %listener.local_addr()?, "telling figures");
            tokio::spawn(http::serve_metrics(app.clone(), listener));
        }
        http::serve(&app, listener, stop).await?;
        Ok(Answer::Yes)
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
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    // A panic's message may quote anything, so only its place is said.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panicked");
    }));
}
