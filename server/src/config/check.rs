//! Turns settings into a [`Config`], or says everything that is wrong with them, each by its file and field.

use super::{
    Config, DataConfig, DataSettings, DatabaseUrl, SecurityContact, ServeSettings, Tls, database_way,
    reader::Reader,
};
use crate::key_module::KeyModuleConfig;
use ipnet::IpNet;
use passport_core::card::Base;
use passport_words::Catalogue;
use std::{
    fmt,
    net::{AddrParseError, IpAddr, SocketAddr},
    path::Path,
    time::Duration,
};

/// One setting that cannot be used. It never repeats a value, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSetting {
    /// Where it stands: `passport.toml: listen`, or `--listen or PASSPORT_LISTEN`.
    pub place: String,
    /// What is wrong and what would be right.
    pub what: String,
}

/// Everything found wrong at once, so that an operator mends it in one go.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BadSettings(pub Vec<BadSetting>);

impl fmt::Display for BadSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(|bad| format!("{}: {}", bad.place, bad.what)).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl DataSettings {
    /// The data's settings, checked.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn check(&self) -> Result<DataConfig, BadSettings> {
        let mut reader = Reader::open(self.config.as_deref())?;
        let data = reader.data(self);
        reader.ended(data)
    }
}

impl ServeSettings {
    /// All settings, checked.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn check(&self) -> Result<Config, BadSettings> {
        self.check_beside(None)
    }

    /// The same, with the address that the database's cards carry for a server that is given none.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn check_beside(&self, stored: Option<&Base>) -> Result<Config, BadSettings> {
        let mut reader = Reader::open(self.data.config.as_deref())?;
        let data = reader.data(&self.data);
        let base = reader.field("base", self.base.as_ref(), stored.map(Base::as_str), |text| {
            Base::parse(text).map_err(|fault| fault.to_string())
        });
        let listen = reader.field("listen", self.listen.as_ref(), Some("127.0.0.1:8080"), |text| {
            address(text, "127.0.0.1:8080")
        });
        let metrics_listen =
            reader.field("metrics_listen", self.metrics_listen.as_ref(), Some(""), |text| match text {
                "" => Ok(None),
                text => address(text, "127.0.0.1:9464").map(Some),
            });
        let tls = reader.tls(self.tls_certificate.as_ref(), self.tls_key.as_ref());
        let trusted_proxies =
            reader.field("trusted_proxies", self.trusted_proxies.as_ref(), Some(""), networks);
        let language = reader.field("language", self.language.as_ref(), Some("en"), language);
        let offline_apps = reader.field("offline_apps", self.offline_apps.as_ref(), Some("on"), on_or_off);
        let security_contact = reader.security_contact(self.security_contact.as_ref());
        let request_timeout = reader.field(
            "request_timeout_seconds",
            self.request_timeout_seconds.as_ref(),
            Some("10"),
            |text| match text.parse() {
                Ok(seconds @ 1..=120) => Ok(Duration::from_secs(seconds)),
                _ => Err("must be a whole number of seconds, 1 to 120".to_owned()),
            },
        );
        let leave = reader.field("leave_seconds", self.leave_seconds.as_ref(), Some("0"), |text| match text
            .parse()
        {
            Ok(seconds @ 0..=10) => Ok(Duration::from_secs(seconds)),
            _ => Err("must be a whole number of seconds, 0 to 10".to_owned()),
        });
        let most_connections =
            reader.field("most_connections", self.most_connections.as_ref(), Some("4096"), |text| match text
                .parse()
            {
                Ok(number @ 16..=1_000_000) => Ok(number),
                _ => Err("must be a whole number, 16 to 1000000".to_owned()),
            });
        let requests_a_second =
            reader.field("requests_a_second", self.requests_a_second.as_ref(), Some("50"), |text| {
                match (text, text.parse()) {
                    ("off", _) => Ok(None),
                    (_, Ok(number @ 1..=100_000)) => Ok(Some(number)),
                    _ => Err("must be a whole number, 1 to 100000, or off".to_owned()),
                }
            });
        let config = (|| {
            Some(Config {
                data: data?,
                base: base?,
                listen: listen?,
                metrics_listen: metrics_listen?,
                tls,
                trusted_proxies: trusted_proxies?,
                language: language?,
                offline_apps: offline_apps?,
                security_contact: security_contact?,
                request_timeout: request_timeout?,
                leave: leave?,
                most_connections: most_connections?,
                requests_a_second: requests_a_second?,
            })
        })();
        reader.ended(config)
    }

    /// Where weaknesses are told, whatever else is wrong with the settings.
    ///
    /// # Errors
    /// When what stands there is no address.
    pub fn security_contact(&self) -> Result<Option<SecurityContact>, BadSettings> {
        let mut reader = Reader::open(self.data.config.as_deref())?;
        let contact = reader.security_contact(self.security_contact.as_ref());
        reader.ended(contact)
    }
}

impl Reader {
    #[expect(clippy::option_option, reason = "nothing: refused; something: it may be left empty")]
    fn security_contact(&mut self, given: Option<&String>) -> Option<Option<SecurityContact>> {
        self.field("security_contact", given, Some(""), SecurityContact::read)
    }

    fn data(&mut self, settings: &DataSettings) -> Option<DataConfig> {
        let path = |text: &str| Ok(Path::new(text).to_owned());
        let data_folder = self.field("data", settings.data.as_ref(), Some("data"), path)?;
        let database = format!("sqlite:{}", data_folder.join("passport.db").display());
        let without_tls = settings.database_without_tls.as_ref();
        let without_tls = self.field("database_without_tls", without_tls, Some("off"), on_or_off)?;
        let database = self.field("database", settings.database.as_ref(), Some(&database), |text| {
            let url = DatabaseUrl::parse(text)?;
            if without_tls { Ok(url) } else { database_way::insist_on_closed(text).map(|()| url) }
        });
        let key_file = data_folder.join("sealing.key").display().to_string();
        let key_file =
            self.field("sealing_key_file", settings.sealing_key_file.as_ref(), Some(&key_file), path);
        let other_key_file = self.field(
            "other_sealing_key_file",
            settings.other_sealing_key_file.as_ref(),
            Some(""),
            |text| Ok(Some(text).filter(|text| !text.is_empty()).map(|text| Path::new(text).to_owned())),
        );
        let key_module = self.key_module(settings);
        let journal = data_folder.join("journal.jsonl").display().to_string();
        let journal = self.field("journal", settings.journal.as_ref(), Some(&journal), path);
        Some(DataConfig {
            data_folder,
            database: database?,
            sealing_key_file: key_file?,
            other_sealing_key_file: other_key_file?,
            key_module: key_module?,
            journal: journal?,
        })
    }

    /// The module in which keys stand: all three of its settings, or none.
    #[expect(clippy::option_option, reason = "a fault was noted, or there is no module")]
    fn key_module(&mut self, settings: &DataSettings) -> Option<Option<KeyModuleConfig>> {
        let text = |text: &str| Ok(text.to_owned());
        let library = self.field("pkcs11_module", settings.pkcs11_module.as_ref(), Some(""), text)?;
        let token = self.field("pkcs11_token", settings.pkcs11_token.as_ref(), Some(""), text)?;
        let pin_file = self.field("pkcs11_pin_file", settings.pkcs11_pin_file.as_ref(), Some(""), text)?;
        let given = [("pkcs11_module", &library), ("pkcs11_token", &token), ("pkcs11_pin_file", &pin_file)];
        if given.iter().all(|(_, value)| value.is_empty()) {
            return Some(None);
        }
        if let Some((missing, _)) = given.iter().find(|(_, value)| value.is_empty()) {
            return self.refuse(missing, false, "is needed beside the other settings of pkcs11".to_owned());
        }
        Some(Some(KeyModuleConfig { library: library.into(), token, pin_file: pin_file.into() }))
    }

    /// Both files or neither; a fault is noted and reads as neither.
    fn tls(&mut self, certificate: Option<&String>, key: Option<&String>) -> Option<Tls> {
        let path = |text: &str| match text {
            "" => Ok(None),
            text if Path::new(text).is_file() => Ok(Some(Path::new(text).to_owned())),
            _ => Err("there is no such file".to_owned()),
        };
        let certificate = self.field("tls_certificate", certificate, Some(""), path);
        let key = self.field("tls_key", key, Some(""), path);
        match (certificate?, key?) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            (Some(_), None) => self.refuse("tls_key", false, "is needed beside tls_certificate".to_owned()),
            (None, Some(_)) => self.refuse("tls_certificate", false, "is needed beside tls_key".to_owned()),
        }
    }
}

fn on_or_off(text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("must be on or off".to_owned()),
    }
}

fn address(text: &str, such_as: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("must be an address and a port, such as {such_as}"))
}

fn language(name: &str) -> Result<&'static str, String> {
    let found = Catalogue::languages().find(|known| *known == name);
    found.ok_or_else(|| format!("must be one of {}", Catalogue::languages().collect::<Vec<_>>().join(", ")))
}

fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let networks = parts
        .map(|part| part.parse().or_else(|_| part.parse::<IpAddr>().map(IpNet::from)))
        .collect::<Result<Vec<IpNet>, AddrParseError>>()
        .map_err(|_| "must be networks such as 10.0.0.0/8, with commas between".to_owned())?;
    if networks.iter().any(|network| network.prefix_len() == 0) {
        return Err(
            "must be the proxies' own networks: everybody could call themselves any address".to_owned()
        );
    }
    Ok(networks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn settings(file: &Path) -> ServeSettings {
        ServeSettings {
            data: DataSettings { config: Some(file.to_owned()), ..Default::default() },
            ..Default::default()
        }
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        file
    }

    fn complaints(text: &str) -> Vec<(String, String)> {
        let file = file(text);
        let bad = settings(file.path()).check().unwrap_err().0;
        let name = format!("{}: ", file.path().display());
        bad.into_iter().map(|bad| (bad.place.replace(&name, "FILE: "), bad.what)).collect()
    }

    #[test]
    fn a_file_gives_everything_and_a_flag_wins_over_it() {
        let file = file(
            "base = \"https://pass.example.uk\"\nlisten = \"0.0.0.0:443\"\nmetrics_listen = \"10.0.0.7:9464\"\ndata = \"/srv/pass\"\n\
             offline_apps = \"off\"\n\
             trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\nrequest_timeout_seconds = 30\n",
        );
        let flagged = ServeSettings { listen: Some("127.0.0.1:9000".into()), ..settings(file.path()) };
        let config = flagged.check().unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:9000");
        assert_eq!(
            config.metrics_listen.map(|address| address.to_string()).as_deref(),
            Some("10.0.0.7:9464")
        );
        assert!(!config.offline_apps);
        assert_eq!(config.request_timeout, Duration::from_secs(30));
        assert_eq!(config.data.database.reveal(), "sqlite:/srv/pass/passport.db");
        assert_eq!(config.data.sealing_key_file, Path::new("/srv/pass/sealing.key"));
        let networks: Vec<_> = config.trusted_proxies.iter().map(ToString::to_string).collect();
        assert_eq!(networks, ["10.0.0.0/8", "::1/128"]);
    }

    #[test]
    fn not_everybody_is_a_proxy() {
        for everybody in ["0.0.0.0/0", "::/0", "10.0.0.0/8, 0.0.0.0/0"] {
            assert!(networks(everybody).unwrap_err().contains("own networks"), "{everybody}");
        }
        assert_eq!(networks(" 10.0.0.0/8,::1 ,").unwrap().len(), 2);
    }

    #[test]
    fn everything_wrong_is_said_at_once_by_file_and_field() {
        let said = complaints(
            "base = \"http://pass.example.uk\"\nlisten = 8080\ndatabase = \"mysql://root:s3cret@db/x\"\n\
             request_timeout_seconds = 0\nleave_seconds = 60\nlanguage = \"klingon\"\noffline_apps = \"maybe\"\ntrusted_proxies = \"everyone\"\nmetrics_listen = \"all\"\ntls_key = \"/nowhere\"\nlisen = \"x\"\n",
        );
        let places: Vec<_> = said.iter().map(|(place, _)| place.as_str()).collect();
        for field in [
            "lisen",
            "database",
            "base",
            "listen",
            "metrics_listen",
            "tls_key",
            "trusted_proxies",
            "language",
            "offline_apps",
            "request_timeout_seconds",
            "leave_seconds",
        ] {
            assert!(places.contains(&format!("FILE: {field}").as_str()), "{field} in {said:?}");
        }
        assert!(!format!("{said:?}").contains("s3cret"), "a value may be secret");
    }

    #[test]
    fn a_database_over_a_network_without_tls_is_refused_unless_somebody_says_so() {
        let open =
            "base = \"https://pass.example.uk\"\ndatabase = \"postgres://pass:s3cret@db.example/passport\"\n";
        let said = complaints(open);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].0, "FILE: database");
        assert!(said[0].1.contains("sslmode=verify-full") && !said[0].1.contains("s3cret"), "{said:?}");
        let allowed = file(&format!("{open}database_without_tls = \"on\"\n"));
        assert!(settings(allowed.path()).check().is_ok());
        let odd = complaints(&format!("{open}database_without_tls = \"perhaps\"\n"));
        assert_eq!(odd[0].0, "FILE: database_without_tls");
    }

    #[test]
    fn what_is_missing_is_named_by_its_flag() {
        let said = complaints("");
        assert_eq!(said, [("--base or PASSPORT_BASE".to_owned(), "is needed".to_owned())]);
    }

    #[test]
    fn the_stored_address_serves_when_none_is_given() {
        let stored = Base::parse("https://pass.example.uk").unwrap();
        let none = ServeSettings::default();
        assert_eq!(none.check_beside(Some(&stored)).unwrap().base, stored);
        let given = ServeSettings { base: Some("https://other.example.uk".into()), ..none };
        assert_eq!(given.check_beside(Some(&stored)).unwrap().base.as_str(), "https://other.example.uk");
    }

    #[test]
    fn every_setting_stands_in_the_operators_page() {
        let page = include_str!("../../../docs/operations.md");
        for field in crate::config::reader::FIELDS {
            assert!(page.contains(&format!("`{field}`")), "{field} is missing in docs/operations.md");
        }
    }

    #[test]
    fn every_setting_of_a_flag_may_stand_in_the_file() {
        let command = <ServeSettings as clap::Args>::augment_args(clap::Command::new("serve"));
        let mut flags: Vec<_> = command.get_arguments().map(|flag| flag.get_id().to_string()).collect();
        // The file itself.
        flags.retain(|flag| flag != "config");
        flags.sort_unstable();
        assert_eq!(flags, crate::config::reader::FIELDS);
    }

    #[test]
    fn whom_to_tell_of_a_weakness_is_an_address() {
        let base = "base = \"https://pass.example.uk\"";
        let contact = |text: &str| {
            let file = file(&format!("{base}\nsecurity_contact = \"{text}\""));
            settings(file.path()).check().unwrap().security_contact.map(|contact| contact.as_str().to_owned())
        };
        assert_eq!(contact(""), None);
        assert_eq!(contact("security@hub.example").as_deref(), Some("mailto:security@hub.example"));
        assert_eq!(contact("https://hub.example/tell-us").as_deref(), Some("https://hub.example/tell-us"));
        for wrong in ["ring us", "http://hub.example", "security@hub.example\\nPolicy: x", "javascript:a@b.c"]
        {
            let said = complaints(&format!("{base}\nsecurity_contact = \"{wrong}\""));
            assert_eq!(said.len(), 1, "{wrong}");
            assert_eq!(said[0].0, "FILE: security_contact", "{wrong}");
        }
    }

    #[test]
    fn a_certificate_needs_its_key() {
        let certificate = file("");
        let base = "base = \"https://pass.example.uk\"";
        let said = complaints(&format!("{base}\ntls_certificate = \"{}\"", certificate.path().display()));
        assert_eq!(said.len(), 1);
        assert!(said[0].0.contains("tls-key") && said[0].1.contains("tls_certificate"));
    }

    #[test]
    fn a_file_that_is_not_toml_is_refused_without_quoting_it() {
        let said = complaints("database = postgres://pass:s3cret@db/x");
        assert_eq!(said.len(), 1);
        assert!(!said[0].1.contains("s3cret"), "{said:?}");
    }
}
