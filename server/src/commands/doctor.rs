//! `passport doctor`: looks at everything that a working server needs, and says what to do about what is wrong.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
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
    /// What was found, where that says more than that all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<String>,
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
                let told = finding.told.as_ref().map_or_else(String::new, |told| format!(" ({told})"));
                match (&finding.wrong, finding.advice) {
                    (Some(wrong), _) => say!("WRONG  {}: {wrong}", finding.what)?,
                    (None, Some(advice)) => say!("better {}{told}: {advice}", finding.what)?,
                    (None, None) => say!("well   {}{told}", finding.what)?,
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
        findings.push(journal(&config));
        let url = config.database.reveal();
        if url.starts_with("sqlite:") {
            let mut read = data::insist_on_no_loss(&config);
            if read.is_ok() {
                read = Store::examine_indexes(url).await;
            }
            findings.push(finding("database file", read.map_err(|fault| fault.to_string())));
        }
        match data::open(&self.settings.data).await {
            Ok(store) => {
                findings.push(finding("database", Ok(())));
                findings.extend(inside(&store, &config).await);
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
    Finding { what, wrong: looked.err(), advice: None, told: None }
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

async fn inside(store: &Store, config: &DataConfig) -> Vec<Finding> {
    let base = store.base().await.map(drop).map_err(|fault| fault.to_string());
    let mut findings = vec![finding("address on cards", base)];
    // What is made up can be made up again.
    if !matches!(store.demo_since().await, Ok(Some(_))) {
        findings.extend([copy_of_the_key(store).await, backup(store).await]);
    }
    match store.changes_since(0).await {
        Ok(known) => findings.extend([
            Finding { advice: next_keys(&known), ..finding("hubs and their keys", hubs(&known)) },
            finding("clock", clock(&known, SystemClock.now())),
            Finding { advice: lost_lines(config, &known), ..finding("lines of the journal", Ok(())) },
        ]),
        Err(fault) => findings.push(finding("cards", Err(fault.to_string()))),
    }
    let audit = match store.verify_audit(&[]).await {
        Ok(report) if report.is_sound() => Ok(()),
        Ok(_) => Err("does not add up: run `passport audit verify`".to_owned()),
        Err(fault) => Err(fault.to_string()),
    };
    findings.push(finding("audit record", audit));
    findings.extend([sealing_key(store).await, key_module(store).await]);
    findings
}

/// Which key seals, and whether another one is still needed.
async fn sealing_key(store: &Store) -> Finding {
    let key = store.sealing_key();
    let told = format!("{} seals", key.name());
    match store.sealed_with_others(key).await {
        Ok(0) => Finding { told: Some(told), ..finding("sealing key", Ok(())) },
        Ok(_) => Finding {
            told: Some(told),
            advice: Some("another key still opens some secrets: finish with `passport keys reseal`"),
            ..finding("sealing key", Ok(()))
        },
        Err(fault) => finding("sealing key", Err(fault.to_string())),
    }
}

/// Whether the module holds every key that ought to stand in it.
async fn key_module(store: &Store) -> Finding {
    match store.look_into_module().await {
        Ok(0) => Finding { told: Some("no key stands in one".to_owned()), ..finding("key module", Ok(())) },
        Ok(keys) => Finding { told: Some(format!("holds {keys}")), ..finding("key module", Ok(())) },
        Err(fault) => finding("key module", Err(fault.to_string())),
    }
}

/// Whether what must outlive a restore can be written, and outlives the disk.
fn journal(config: &DataConfig) -> Finding {
    let file = &config.journal;
    let looked = match OpenOptions::new().append(true).open(file) {
        Ok(_) => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::NotFound && folder_of(file).is_dir() => Ok(()),
        Err(_) => {
            Err(format!("{} cannot be written: nobody can be erased and no key changed", file.display()))
        }
    };
    let beside = folder_of(file) == config.data_folder;
    let advice =
        beside.then_some("it stands beside the database: a journal on another disk outlives this one");
    Finding { advice, ..finding("journal", looked) }
}

/// Where one server writes, adding a hub makes its first line: an empty journal beside hubs is another one, or it was restored elsewhere.
fn lost_lines(config: &DataConfig, known: &Changes) -> Option<&'static str> {
    let alone = config.database.reveal().starts_with("sqlite:");
    let empty = config.journal.metadata().map_or(true, |about| about.len() == 0);
    (alone && empty && !known.hubs.is_empty()).then_some(
        "there are none, though there are hubs: if the journal was lost, find it, since a restore needs it; if this was restored, all is well",
    )
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether somebody showed that the sealing key is not only here.
async fn copy_of_the_key(store: &Store) -> Finding {
    let year = TimeDelta::days(365);
    let (looked, advice) = match store.escrow().await {
        Ok(Some(one)) if one.is_of_this_key => {
            let old = SystemClock.now() > one.at + year;
            (
                Ok(()),
                old.then_some(
                    "it was shown to be there more than a year ago: `passport keys escrow ask` again",
                ),
            )
        }
        Ok(_) => {
            let what = "nobody has shown that there is one, and without the key neither this database nor a backup of it opens: \
                        keep one elsewhere, then `passport keys escrow ask`";
            (Err(what.to_owned()), None)
        }
        Err(fault) => (Err(fault.to_string()), None),
    };
    Finding { advice, ..finding("copy of the sealing key", looked) }
}

async fn backup(store: &Store) -> Finding {
    let week = TimeDelta::days(7);
    let (looked, advice) = match store.backed_up_at().await {
        Ok(Some(at)) if SystemClock.now() <= at + week => (Ok(()), None),
        Ok(Some(_)) => (Ok(()), Some("the last one is more than a week old: `passport backup`")),
        Ok(None) => (Ok(()), Some("there was none yet: `passport backup`")),
        Err(fault) => (Err(fault.to_string()), None),
    };
    Finding { advice, ..finding("backup", looked) }
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

/// A key that is published ahead takes over at once in an emergency.
fn next_keys(known: &Changes) -> Option<&'static str> {
    let is_ahead = |hub| known.keys.iter().any(|key| key.hub_id == hub && key.state == KeyState::Published);
    let all = known.hubs.iter().all(|hub| is_ahead(hub.hub_id));
    (!all).then_some(
        "not every hub has its next key published: `passport keys new`, then `passport keys publish`",
    )
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
