//! The settings as an operator writes them: flags and environment variables, and the file behind both.

use clap::Args;
use std::path::PathBuf;

/// What every command that touches data takes.
#[derive(Debug, Clone, Default, Args)]
pub struct DataSettings {
    /// A TOML file with any of these settings, by the same names with underscores
    #[arg(long, env = "PASSPORT_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// The folder for the database file and the sealing key [default: data]
    #[arg(long = "data", env = "PASSPORT_DATA", value_name = "DIR")]
    pub data: Option<String>,
    /// `sqlite:PATH` or `postgres://…` [default: sqlite:DIR/passport.db]; with a password, better set in the environment
    #[arg(long, env = "PASSPORT_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// `on` allows a PostgreSQL database over a network without TLS, where nobody else reaches that network [default: off]
    #[arg(long, env = "PASSPORT_DATABASE_WITHOUT_TLS", value_name = "ON-OR-OFF")]
    pub database_without_tls: Option<String>,
    /// The file with the key that opens the sealed keys [default: DIR/sealing.key]
    #[arg(long, env = "PASSPORT_SEALING_KEY_FILE", value_name = "FILE")]
    pub sealing_key_file: Option<String>,
    /// A second key file that opens what it sealed, while the sealing key is being changed [default: none]
    #[arg(long, env = "PASSPORT_OTHER_SEALING_KEY_FILE", value_name = "FILE")]
    pub other_sealing_key_file: Option<String>,
    /// The library of a module that holds keys of hubs (PKCS#11) [default: none]
    #[arg(long, env = "PASSPORT_PKCS11_MODULE", value_name = "FILE")]
    pub pkcs11_module: Option<String>,
    /// The label of the token in that module
    #[arg(long, env = "PASSPORT_PKCS11_TOKEN", value_name = "LABEL")]
    pub pkcs11_token: Option<String>,
    /// The file with the PIN of that token
    #[arg(long, env = "PASSPORT_PKCS11_PIN_FILE", value_name = "FILE")]
    pub pkcs11_pin_file: Option<String>,
    /// The file with what a restored backup must not undo, best on another disk than the data [default: DIR/journal.jsonl]
    #[arg(long, env = "PASSPORT_JOURNAL", value_name = "FILE")]
    pub journal: Option<String>,
}

/// What `passport serve` takes besides.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeSettings {
    /// The data.
    #[command(flatten)]
    pub data: DataSettings,
    /// The address this server is known by, such as `https://pass.example.uk`; fixed at the first start
    #[arg(long, env = "PASSPORT_BASE", value_name = "URL")]
    pub base: Option<String>,
    /// The address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "PASSPORT_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// A private address and port for figures (`OpenMetrics`) at `/metrics`; never one that everybody reaches [default: none]
    #[arg(long, env = "PASSPORT_METRICS_LISTEN", value_name = "ADDR")]
    pub metrics_listen: Option<String>,
    /// The certificate chain (PEM), when no proxy in front has it
    #[arg(long, env = "PASSPORT_TLS_CERTIFICATE", value_name = "FILE")]
    pub tls_certificate: Option<String>,
    /// The certificate's private key (PEM)
    #[arg(long, env = "PASSPORT_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<String>,
    /// Networks of proxies in front, such as `10.0.0.0/8,::1/128`; only their X-Forwarded-For is believed
    #[arg(long, env = "PASSPORT_TRUSTED_PROXIES", value_name = "NETWORKS")]
    pub trusted_proxies: Option<String>,
    /// The language of every page and card, by the name of its folder in `words/` [default: en]
    #[arg(long, env = "PASSPORT_LANGUAGE", value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// `on` lets browsers keep /card and /check for use without a network; `off` makes them forget both, but no keys [default: on]
    #[arg(long, env = "PASSPORT_OFFLINE_APPS", value_name = "ON-OR-OFF")]
    pub offline_apps: Option<String>,
    /// Where somebody who found a weakness can tell you: an e-mail address or an https page, shown in /.well-known/security.txt
    #[arg(long, env = "PASSPORT_SECURITY_CONTACT", value_name = "ADDRESS")]
    pub security_contact: Option<String>,
    /// How long one request may take, in seconds, 1 to 120 [default: 10]
    #[arg(long, env = "PASSPORT_REQUEST_TIMEOUT_SECONDS", value_name = "SECONDS")]
    pub request_timeout_seconds: Option<String>,
    /// How long it goes on answering after it was asked to stop, in seconds, 0 to 10; /health/ready says 503 meanwhile [default: 0]
    #[arg(long, env = "PASSPORT_LEAVE_SECONDS", value_name = "SECONDS")]
    pub leave_seconds: Option<String>,
    /// How many connections may be open at one time, 16 to 1000000; one network gets half of them at most [default: 4096]
    #[arg(long, env = "PASSPORT_MOST_CONNECTIONS", value_name = "NUMBER")]
    pub most_connections: Option<String>,
    /// How many requests a second one network may send for long, and two minutes' worth at once; `off` where a proxy in front counts [default: 50]
    #[arg(long, env = "PASSPORT_REQUESTS_A_SECOND", value_name = "NUMBER-OR-OFF")]
    pub requests_a_second: Option<String>,
}
