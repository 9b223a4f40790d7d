//! The menu: what is written of breaks and support, and how it comes to be read by everybody.
//!
//! Each version of a service is a document of its own ([`passport_core::menu::Details`]) that is not changed any more once it was
//! live. Whatever changes what everybody reads goes through `moved`, so that every server reads the menu anew.

mod approval;
mod counts;
mod edit;
mod history;
mod lines;
mod opened;
mod postcodes;
mod provider;
mod read;
mod sharing;
mod staging;
mod standing;
mod still_right;
mod suggestions;
mod terms;
mod versions;
mod write;

use super::StoreError;
use super::db::{Tx, write_db};

pub use approval::LONGEST_REASON;
pub use counts::MenuCounts;
pub use edit::Offerer;
pub use lines::ServiceLine;
pub use opened::EditedService;
pub use postcodes::POSTCODES_AT_ONCE;
pub use provider::{NewProvider, ProviderLine, ProviderRecord};
pub use read::{MenuRead, OwnTerm};
pub use sharing::{OtherHub, SharedLine, SharedService};
pub use staging::{
    Decided, Judged, KnownServices, MenuImport, Reading, StagedCounts, StagedKind, StagedLine, StagedRow,
    StagedService, WhichRows,
};
pub use standing::ShownDays;
pub use suggestions::{About, MOST_SUGGESTED, Suggestion};
pub use terms::HubTerm;
pub use versions::{Version, VersionState};
pub use write::VersionNumber;
pub(super) use write::person;

/// Notes in the transaction of a change that the menu is another one now.
pub(super) async fn moved(tx: &mut Tx) -> Result<(), StoreError> {
    let n = tx.n;
    write_db!(tx, |c| sqlx::query("UPDATE menu_change SET n = $1 WHERE id = 1").bind(n).execute(c))?;
    Ok(())
}
