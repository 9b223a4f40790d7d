//! `passport demo`: a server with made-up people, to look at and to try.

mod tell;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use passport_core::card::Base;
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::config::{Config, DataSettings, ServeSettings};
use passport_server::snapshot::last::LastBundle;
use passport_server::{build_app, http};
use tempfile::TempDir;

use super::in_use::InUse;
use super::{Answer, data, serve};
use crate::demo::fill;
use tell::tell;

/// Tried first when no `--listen` is given; any free port serves as well.
const USUAL_PORT: u16 = 8080;

/// Start a demo with made-up hubs, young people and cards; it ends with Ctrl-C
#[derive(Debug, Args)]
pub struct Demo {
    /// The address and port to listen on [default: 127.0.0.1:8080, or a free port]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The address that its cards carry [default: that of the port]
    #[arg(long, value_name = "URL", value_parser = super::base::neutral)]
    base: Option<Base>,
    /// A folder of the demo's own, made anew each time [default: one that goes when the demo ends]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The language of every page and card, by the name of its folder in `words/` [default: en]
    #[arg(long, env = "PASSPORT_LANGUAGE", value_name = "LANGUAGE")]
    language: Option<String>,
    /// Whether browsers may keep /card and /check: on or off [default: on]
    #[arg(long, env = "PASSPORT_OFFLINE_APPS", value_name = "ON-OR-OFF")]
    offline_apps: Option<String>,
    /// Print one JSON object on one line once it serves
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Fills a fresh database and serves it until asked to stop.
    ///
    /// # Errors
    /// When the folder is in use or holds a database that is not the demo's, or the address is in use.
    pub async fn run(self) -> anyhow::Result<Answer> {
        serve::write_log("warn");
        http::insist_on_pages()?;
        let (folder, _removed_at_the_end) = self.folder()?;
        let _in_use = InUse::by_demo(&folder)?;
        let listener = self.listener()?;
        let base = self.base(listener.local_addr()?)?;
        let config = self.config(&folder, &base)?;
        remove_earlier_demo(&config).await?;
        let sealing = data::new_key(&config.data.sealing_key_file)?;
        let filled = fill(&config, sealing, SystemClock.now()).await?;

        let store = data::open_or_create(&config.data).await?;
        let root = store.root_public_key().to_text();
        let app = build_app(config, store.clone(), Arc::new(SystemClock)).await?;
        app.show_demo_sheets(filled.cards.iter().map(|card| card.sheet.clone()).collect());
        // The listener takes connections already; they are answered as soon as the line is read.
        let stop = http::asked_to_stop();
        tell(&base, &root, &filled, self.json)?;
        let served = http::serve(&app, listener, stop).await;
        // The folder goes next, and with it what the database would still write.
        store.close().await;
        served?;
        Ok(Answer::Yes)
    }

    fn config(&self, folder: &Path, base: &Base) -> anyhow::Result<Config> {
        let data = DataSettings { data: Some(folder.display().to_string()), ..DataSettings::default() };
        let (base, language) = (Some(base.to_string()), self.language.clone());
        let offline_apps = self.offline_apps.clone();
        Ok(ServeSettings { data, base, language, offline_apps, ..ServeSettings::default() }.check()?)
    }

    /// The folder, and what removes it at the end if it is only for this time.
    fn folder(&self) -> anyhow::Result<(PathBuf, Option<TempDir>)> {
        if let Some(folder) = &self.data {
            data::create_folder(folder)?;
            return Ok((folder.clone(), None));
        }
        let folder = tempfile::Builder::new().prefix("passport-demo-").tempdir();
        let folder = folder.context("no folder can be made for the demo: name one with --data")?;
        Ok((folder.path().to_owned(), Some(folder)))
    }

    fn listener(&self) -> anyhow::Result<TcpListener> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        match self.listen {
            Some(address) => serve::listen(address),
            None => TcpListener::bind((Ipv4Addr::LOCALHOST, USUAL_PORT)).or_else(|_| serve::listen(any)),
        }
    }

    fn base(&self, listening: SocketAddr) -> anyhow::Result<Base> {
        if let Some(base) = &self.base {
            return Ok(base.clone());
        }
        let host = match listening.ip() {
            IpAddr::V4(ip) if ip.is_loopback() => ip.to_string(),
            IpAddr::V6(ip) if ip.is_loopback() => format!("[{ip}]"),
            _ => "localhost".to_owned(),
        };
        // Port 80 is http's own and does not stand in an address.
        let base = format!("http://{host}:{}", listening.port());
        Base::parse(base.trim_end_matches(":80"))
            .with_context(|| format!("{base}: give its address with --base"))
    }
}

/// Makes room for a fresh database; one that no demo made is left alone.
async fn remove_earlier_demo(config: &Config) -> anyhow::Result<()> {
    let database = config.data.data_folder.join("passport.db");
    let key = &config.data.sealing_key_file;
    let refuse =
        || format!("{} is not the demo's own: give the demo another folder with --data", database.display());
    if !database.exists() {
        anyhow::ensure!(
            !key.exists(),
            "{} holds a sealing key: give the demo another folder with --data",
            config.data.data_folder.display()
        );
        return Ok(());
    }
    let store = data::open_existing(&config.data).await.with_context(refuse)?;
    let is_demo = store.demo_since().await.with_context(refuse)?.is_some();
    store.close().await;
    anyhow::ensure!(is_demo, refuse());
    let (journal, last) = (&config.data.journal, LastBundle::beside(&config.data.journal));
    let beside = ["db-wal", "db-shm"].map(|kind| database.with_extension(kind));
    for file in [key, journal, last.file(), &database, &beside[0], &beside[1]] {
        match std::fs::remove_file(file) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
                return Err(fault).with_context(|| format!("{} cannot be removed", file.display()));
            }
            _ => {}
        }
    }
    Ok(())
}
