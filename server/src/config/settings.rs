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
    /// The file with the key that opens the sealed keys [default: DIR/sealing.key]
    #[arg(long, env = "PASSPORT_SEALING_KEY_FILE", value_name = "FILE")]
    pub sealing_key_file: Option<String>,
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
    /// A private address and port for figures (OpenMetrics) at `/metrics`; never one that everybody reaches [default: none]
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
}
