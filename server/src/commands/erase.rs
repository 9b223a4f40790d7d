//! `passport erase`: everything about a young person, for good.

use clap::Args;
use passport_server::store::CarerId;
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, output, typed};

/// Erase a young person with everything about them; their cards are not in use from then on
#[derive(Debug, Args)]
pub struct Erase {
    /// The id from `passport carer list`
    #[arg(value_parser = typed::id::<CarerId>)]
    carer: CarerId,
    #[command(flatten)]
    within: Within,
    /// Say that nothing brings it back
    #[arg(long, required = true)]
    for_good: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Erase {
    /// Erases.
    ///
    /// # Errors
    /// With what is wrong; then nothing is erased.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let (store, scope) = self.within.open().await?;
        store.erase_carer(&scope, self.carer).await?;
        if self.json {
            output::json(&json!({"hub": self.within.hub(), "erased": self.carer}))?;
        } else {
            say!("{} is erased; copies in backups end with those", self.carer)?;
        }
        Ok(Answer::Yes)
    }
}
