//! What every command within one hub takes: which hub, and where the data is.

use anyhow::Context as _;
use clap::Args;
use passport_core::card::HubSlug;
use passport_server::config::DataSettings;
use passport_server::store::{HubScope, Store};

use super::data;

/// A hub and its data.
#[derive(Debug, Args)]
pub struct Within {
    /// The hub's short name
    #[arg(long, value_name = "HUB", env = "PASSPORT_HUB")]
    hub: HubSlug,
    #[command(flatten)]
    data: DataSettings,
}

impl Within {
    /// Opens the data, and the hub in it.
    ///
    /// # Errors
    /// When the data cannot be opened or has no such hub.
    pub async fn open(&self) -> anyhow::Result<(Store, HubScope)> {
        let store = data::open(&self.data).await?;
        let scope = store.operator_scope(&self.hub).await;
        let scope = scope.with_context(|| format!("hub {} (`passport hub list` shows all)", self.hub))?;
        Ok((store, scope))
    }

    /// The hub's short name.
    pub fn hub(&self) -> &HubSlug {
        &self.hub
    }
}
