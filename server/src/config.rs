//! The settings of a server, checked: from flags, then the environment, then a file.

mod check;
mod database_way;
mod reader;
mod security_contact;
mod settings;

pub use check::{BadSetting, BadSettings};
pub use security_contact::SecurityContact;
pub use settings::{DataSettings, ServeSettings};

use crate::key_module::KeyModuleConfig;
use ipnet::IpNet;
use passport_core::card::Base;
use std::{fmt, net::SocketAddr, path::PathBuf, time::Duration};

/// Where the data is, and what opens the sealed keys in it.
#[derive(Debug, Clone)]
pub struct DataConfig {
    /// The folder of the database file and of the sealing key.
    pub data_folder: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// The file with the key that opens the sealed keys. Never the key itself, so that nothing here is secret.
    pub sealing_key_file: PathBuf,
    /// The file with a second key that opens what it sealed, while the sealing key is being changed.
    pub other_sealing_key_file: Option<PathBuf>,
    /// The module in which keys of hubs may stand; none where none does.
    pub key_module: Option<KeyModuleConfig>,
    /// The file with what a restored backup must not undo.
    pub journal: PathBuf,
}

/// Everything `passport serve` needs to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data.
    pub data: DataConfig,
    /// The address this server is known by; it is printed on cards, and every link starts with it.
    pub base: Base,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where it tells its figures, for whoever watches over it alone; none where nobody does.
    pub metrics_listen: Option<SocketAddr>,
    /// The certificate it shows itself; none when a proxy in front does that.
    pub tls: Option<Tls>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The language of its pages and cards: one of [`passport_words::Catalogue::languages`].
    pub language: &'static str,
    /// Whether browsers may keep `/card` and `/check` to open them without a network; if not, they are told to forget them.
    pub offline_apps: bool,
    /// Where weaknesses are told; none when the operator gave no place.
    pub security_contact: Option<SecurityContact>,
    /// How long one request may take.
    pub request_timeout: Duration,
    /// How long it goes on answering after it was asked to stop, so that a proxy in front turns to others first.
    pub leave: Duration,
    /// How many connections may be open at one time.
    pub most_connections: usize,
    /// How many requests a second one network may send for long; none where a proxy in front counts them.
    pub requests_a_second: Option<u32>,
}

/// A certificate chain and its key, both PEM files.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The chain, leaf first.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// `sqlite:PATH` or `postgres://…`. It may hold a password, so it shows itself without one.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The whole address, for the database driver only.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Reads an address of either kind.
    fn parse(text: &str) -> Result<Self, String> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if known.iter().any(|start| text.starts_with(start)) {
            Ok(Self(text.to_owned()))
        } else {
            Err("must be sqlite:PATH or postgres://…".to_owned())
        }
    }
}

/// Whether the address of a database, as somebody wrote it, holds a password: after the user's name, or in the query.
pub fn holds_password(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let user = place.rsplit_once('@').map_or("", |(user, _host)| user);
    user.contains(':') || query.split('&').any(|pair| pair.starts_with("password="))
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Everything from the user name to the last @ goes, and so does the query, where a driver takes a password too.
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return f.write_str(&self.0);
        };
        let place = rest.rsplit_once('@').map_or(rest, |(_secret, place)| place);
        write!(f, "{scheme}://{}", place.split('?').next().unwrap_or_default())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_password_is_never_shown() {
        let url = DatabaseUrl::parse("postgres://pass:s3cr@et@db.example/passport?password=s3cret").unwrap();
        assert_eq!(url.to_string(), "postgres://db.example/passport");
        assert_eq!(format!("{url:?}"), "postgres://db.example/passport");
        assert!(url.reveal().contains("s3cr"));
    }

    #[test]
    fn a_password_is_found_wherever_a_driver_looks_for_one() {
        let with = ["postgres://pass:s3cr@et@db/x", "postgres://db/x?sslmode=require&password=s3cret"];
        assert!(with.into_iter().all(holds_password));
        let without = ["postgres://pass@db:5432/x?sslmode=require", "postgres://db:5432/x", "sqlite:a:b@c"];
        assert!(!without.into_iter().any(holds_password));
    }

    #[test]
    fn a_sqlite_path_is_shown_whole() {
        assert_eq!(
            DatabaseUrl::parse("sqlite:data/passport.db").unwrap().to_string(),
            "sqlite:data/passport.db"
        );
    }

    #[test]
    fn another_kind_of_database_is_refused() {
        assert!(DatabaseUrl::parse("mysql://localhost/passport").is_err());
    }
}
