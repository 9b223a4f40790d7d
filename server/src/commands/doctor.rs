//! `passport doctor`: looks at everything that a working server needs, and says what to do about what is wrong.

use chrono::{DateTime, Utc};
use clap::Args;
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::config::{DataConfig, ServeSettings};
use passport_server::store::{Changes, KeyState, Store};
use serde::Serialize;

use super::output::say;
use super::{Answer, data, output};

/// Look at everything a working server needs, and say what to do about what is wrong
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    settings: ServeSettings,
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    /// What is wrong and what to do; none when all is well.
    wrong: Option<String>,
    /// What would be better, though it works without.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'static str>,
}

impl Doctor {
    /// Looks and tells.
    ///
    /// # Errors
    /// Only when the answer cannot be printed; whatever is wrong is an answer.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let findings = self.examine().await;
        if self.json {
            output::json(&findings)?;
        } else {
            for finding in &findings {
                match (&finding.wrong, finding.advice) {
                    (Some(wrong), _) => say!("WRONG  {}: {wrong}", finding.what)?,
                    (None, Some(advice)) => say!("better {}: {advice}", finding.what)?,
                    (None, None) => say!("well   {}", finding.what)?,
                }
            }
        }
        Ok(if findings.iter().all(|finding| finding.wrong.is_none()) { Answer::Yes } else { Answer::No })
    }

    async fn examine(&self) -> Vec<Finding> {
        let config = match self.settings.data.check() {
            Ok(config) => config,
            Err(bad) => return vec![finding("settings", Err(bad.to_string()))],
        };
        let mut findings =
            vec![finding("settings", Ok(())), finding("sealing key file", sealing_key_file(&config))];
        findings.push(self.security_contact());
        match data::open(&self.settings.data).await {
            Ok(store) => {
                findings.push(finding("database", Ok(())));
                findings.extend(inside(&store).await);
            }
            Err(fault) => findings.push(finding("database", Err(output::whole(&fault)))),
        }
        findings
    }

    /// Whether whoever finds a weakness reads whom to tell.
    fn security_contact(&self) -> Finding {
        let contact = self.settings.security_contact();
        let advice = matches!(contact, Ok(None))
            .then_some("nobody can read whom to tell of a weakness: set security_contact");
        Finding { advice, ..finding("security contact", contact.map(drop).map_err(|bad| bad.to_string())) }
    }
}

fn finding(what: &'static str, looked: Result<(), String>) -> Finding {
    Finding { what, wrong: looked.err(), advice: None }
}

fn sealing_key_file(config: &DataConfig) -> Result<(), String> {
    let file = &config.sealing_key_file;
    let found = std::fs::metadata(file).map_err(|_| {
        format!("{} cannot be read: put it back, no signing key opens without it", file.display())
    })?;
    if is_open_to_others(&found) {
        return Err(format!("others can read {}: chmod 600 it", file.display()));
    }
    Ok(())
}

#[cfg(unix)]
fn is_open_to_others(found: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(found) & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_found: &std::fs::Metadata) -> bool {
    false
}

async fn inside(store: &Store) -> Vec<Finding> {
    let base = store.base().await.map(drop).map_err(|fault| fault.to_string());
    let mut findings = vec![finding("address on cards", base)];
    match store.changes_since(0).await {
        Ok(known) => findings.extend([
            finding("hubs and their keys", hubs(&known)),
            finding("clock", clock(&known, SystemClock.now())),
        ]),
        Err(fault) => findings.push(finding("cards", Err(fault.to_string()))),
    }
    let audit = match store.verify_audit(&[]).await {
        Ok(report) if report.is_sound() => Ok(()),
        Ok(_) => Err("does not add up: run `passport audit verify`".to_owned()),
        Err(fault) => Err(fault.to_string()),
    };
    findings.push(finding("audit record", audit));
    findings
}

fn hubs(known: &Changes) -> Result<(), String> {
    if known.hubs.is_empty() {
        return Err("there is none: `passport hub add`".to_owned());
    }
    let signs = |hub| known.keys.iter().any(|key| key.hub_id == hub && key.state == KeyState::Active);
    match known.hubs.iter().find(|hub| !signs(hub.hub_id)) {
        Some(hub) => Err(format!("{} has no active key: `passport keys activate`", hub.slug)),
        None => Ok(()),
    }
}

fn clock(known: &Changes, now: DateTime<Utc>) -> Result<(), String> {
    let Some(newest) = known.lists.iter().filter_map(|list| list.iat).max() else { return Ok(()) };
    let seconds = |at: DateTime<Utc>| u64::try_from(at.timestamp()).unwrap_or(0);
    let now = seconds(now);
    if now + 60 < newest {
        return Err(
            "it is behind the newest status list: set it right, nothing is signed until then".to_owned()
        );
    }
    if now > newest + 24 * 3600 {
        return Err("no status list was signed for a day: is the server running? If the clock is right after a pause, \
                    run `passport clock confirm`"
            .to_owned());
    }
    Ok(())
}
