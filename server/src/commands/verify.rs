//! `passport verify`: one of the seven answers, without a network, from a bundle fetched earlier.

use std::path::PathBuf;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::Args;
use passport_core::bundle::{BundleRefused, read_bundle};
use passport_core::card::Setting;
use passport_core::clock::Clock as _;
use passport_core::keys::PublicKey;
use passport_core::short_code::ShortCode;
use passport_core::verify::{Expected, State, Verdict, Why, verify};
use passport_server::clock::SystemClock;
use passport_server::http;
use passport_words::Speaker;

use super::output::say;
use super::{Answer, UsageError, output, text_or_input, typed};

/// Check a card without a network
#[derive(Debug, Args)]
#[command(
    after_help = "The bundle stands at https://…/api/offline-bundle; the root key is what `passport keys root` \
                        prints on the server. A card that is good ends with exit code 0, any other with 3."
)]
pub struct Verify {
    /// The square's text, its digits, or the card's standard text; - reads standard input
    text: String,
    /// The offline bundle, as it was fetched, or as a server keeps it (last-bundle.jwt)
    #[arg(long, value_name = "FILE")]
    bundle: PathBuf,
    /// The operator's root key, 44 characters
    #[arg(long, value_name = "KEY", value_parser = root_key)]
    root: PublicKey,
    /// Where the card is shown: school, pharmacy, gp or transport
    #[arg(long)]
    setting: Option<Setting>,
    /// The time to check at, such as 2026-11-21T12:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = typed::moment)]
    at: Option<DateTime<Utc>>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn root_key(text: &str) -> Result<PublicKey, &'static str> {
    PublicKey::from_text(text)
        .map_err(|_| "is not a root key: it has 44 characters, see `passport keys root`")
}

impl Verify {
    /// Checks and prints the answer.
    ///
    /// # Errors
    /// When the bundle cannot be read or is not signed by the root key.
    pub fn run(self) -> anyhow::Result<Answer> {
        let now = u64::try_from(self.at.unwrap_or_else(|| SystemClock.now()).timestamp()).unwrap_or(0);
        let verdict = self.verdict(now)?;
        let said = http::Answer::of(&verdict, &Speaker::new("en")?);
        if self.json {
            output::json(&said)?;
        } else {
            say!("{}", said.headline)?;
            for line in said.name.into_iter().chain(said.lines) {
                say!("  {line}")?;
            }
        }
        let good = matches!(verdict.state, State::Valid | State::ValidOffline | State::ValidNotHere);
        Ok(if good { Answer::Yes } else { Answer::No })
    }

    fn verdict(&self, now: u64) -> anyhow::Result<Verdict> {
        let text = text_or_input(&self.text)?;
        if ShortCode::parse(&text).is_ok() {
            let what = "a short code is looked up by the server: give the text of the square, or check at https://…/v";
            return Err(UsageError(what.to_owned()).into());
        }
        let file = self.bundle.display();
        let read = std::fs::read_to_string(&self.bundle).with_context(|| format!("{file} cannot be read"))?;
        // Behind it, a server keeps the root key; the one that was pinned counts.
        let token = read.lines().next().unwrap_or_default();
        match read_bundle(token, &self.root, None, now) {
            Ok(bundle) => Ok(verify(&text, self.setting, &Expected::Square, &bundle.trust, now)),
            // A genuine bundle that does not fit the time says nothing about any card.
            Err(BundleRefused::TooOld) => Ok(Verdict::cannot_check(Why::ListTooOld, self.setting, now)),
            Err(BundleRefused::FromTheFuture) => {
                Ok(Verdict::cannot_check(Why::ClockWrong, self.setting, now))
            }
            Err(refused) => anyhow::bail!("{file} {refused}"),
        }
    }
}
