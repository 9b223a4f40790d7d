//! Reads settings one by one, from the flag or environment, else the file, else the default, and gathers what is wrong.

use super::{BadSetting, BadSettings};
use std::{fs, path::Path};
use toml::{Table, Value};

/// The names a settings file may use.
pub(super) const FIELDS: [&str; 22] = [
    "base",
    "data",
    "database",
    "database_without_tls",
    "journal",
    "language",
    "leave_seconds",
    "listen",
    "metrics_listen",
    "most_connections",
    "offline_apps",
    "other_sealing_key_file",
    "pkcs11_module",
    "pkcs11_pin_file",
    "pkcs11_token",
    "request_timeout_seconds",
    "requests_a_second",
    "sealing_key_file",
    "security_contact",
    "tls_certificate",
    "tls_key",
    "trusted_proxies",
];

/// Reads fields one by one and gathers what is wrong with them.
pub(super) struct Reader {
    file: String,
    table: Table,
    bad: Vec<BadSetting>,
}

impl Reader {
    pub(super) fn open(file: Option<&Path>) -> Result<Self, BadSettings> {
        let Some(path) = file else {
            return Ok(Self { file: String::new(), table: Table::new(), bad: Vec::new() });
        };
        let place = path.display().to_string();
        let refuse = |what: String| BadSettings(vec![BadSetting { place: place.clone(), what }]);
        let text = fs::read_to_string(path).map_err(|fault| refuse(format!("cannot be read: {fault}")))?;
        let table: Table =
            text.parse().map_err(|fault: toml::de::Error| refuse(fault.message().to_owned()))?;
        let mut reader = Self { file: place, table, bad: Vec::new() };
        let unknown: Vec<String> =
            reader.table.keys().filter(|key| !FIELDS.contains(&key.as_str())).cloned().collect();
        for field in unknown {
            reader.note(&field, true, format!("there is no such setting; there are {}", FIELDS.join(", ")));
        }
        Ok(reader)
    }

    /// One field: from the flag or environment, else the file, else the default; none of them is a fault.
    pub(super) fn field<T>(
        &mut self,
        name: &str,
        flag: Option<&String>,
        default: Option<&str>,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let filed = self.table.get(name).map(as_text);
        let from_file = flag.is_none() && filed.is_some();
        match flag.cloned().or(filed).or(default.map(str::to_owned)) {
            Some(text) => match read(&text) {
                Ok(value) => Some(value),
                Err(what) => self.refuse(name, from_file, what),
            },
            None => self.refuse(name, from_file, "is needed".to_owned()),
        }
    }

    pub(super) fn refuse<T>(&mut self, name: &str, from_file: bool, what: String) -> Option<T> {
        self.note(name, from_file, what);
        None
    }

    fn note(&mut self, name: &str, from_file: bool, what: String) {
        let place = if from_file {
            format!("{}: {name}", self.file)
        } else {
            format!("--{} or PASSPORT_{}", name.replace('_', "-"), name.to_uppercase())
        };
        self.bad.push(BadSetting { place, what });
    }

    pub(super) fn ended<T>(self, value: Option<T>) -> Result<T, BadSettings> {
        match value {
            Some(value) if self.bad.is_empty() => Ok(value),
            _ => Err(BadSettings(self.bad)),
        }
    }
}

/// A number or a list in the file reads like the same thing on the command line.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Array(values) => values.iter().map(as_text).collect::<Vec<_>>().join(","),
        // Nothing that a setting takes: its reader refuses the empty text or the kind's name.
        other => other.type_str().to_owned(),
    }
}
