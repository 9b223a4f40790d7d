//! The way to a database elsewhere: nobody on it may read along, or answer in the database's place.

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::net::IpAddr;

/// What to do about an open way.
const WHAT_TO_DO: &str = "goes over a network, where others may read along or answer in the database's place: put sslmode=verify-full into it \
     (with sslrootcert=FILE for a certificate of your own; sslmode=verify-ca is enough with one), or a host that is a socket or this \
     machine, or set database_without_tls to on where nobody else reaches that network";

/// Whether the address of a database leads there by a way that is closed to others: a file, a socket, this very machine, or TLS that
/// checks whose certificate it is.
///
/// # Errors
/// What is open about it, and what to do.
pub(super) fn insist_on_closed(url: &str) -> Result<(), String> {
    if url.starts_with("sqlite:") {
        return Ok(());
    }
    let Ok(options) = url.parse::<PgConnectOptions>() else {
        return Err("cannot be read as the address of a PostgreSQL database".to_owned());
    };
    let is_near = options.get_socket().is_some() || is_this_machine(options.get_host());
    let is_checked = match options.get_ssl_mode() {
        PgSslMode::VerifyFull => true,
        // Any certificate of that authority is believed, whatever its name: right for an authority of one's own, and for no public one.
        PgSslMode::VerifyCa => names_an_authority(url),
        _ => false,
    };
    if is_near || is_checked { Ok(()) } else { Err(WHAT_TO_DO.to_owned()) }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether an authority of the operator's own is named, where the driver looks for one.
fn names_an_authority(url: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let names = ["sslrootcert=", "ssl-root-cert=", "ssl-ca="];
    query.split('&').any(|pair| names.iter().any(|name| pair.starts_with(name) && pair.len() > name.len()))
        || std::env::var_os("PGSSLROOTCERT").is_some_and(|file| !file.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_over_a_network_has_to_show_whose_it_is() {
        for closed in [
            "sqlite:data/passport.db",
            "postgres://pass@localhost/passport",
            "postgres://pass@127.0.0.1:5432/passport?sslmode=disable",
            "postgres://pass@[::1]/passport",
            "postgres://%2Frun%2Fpostgresql/passport",
            "postgres:///passport?host=/run/postgresql",
            "postgres://pass@db.example/passport?sslmode=verify-full",
            "postgres://pass@db.example/passport?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            "postgres://pass@10.0.0.5/passport?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
        ] {
            assert_eq!(insist_on_closed(closed), Ok(()), "{closed}");
        }
        for open in [
            "postgres://pass:s3cret@db.example/passport",
            "postgres://pass:s3cret@10.0.0.5/passport?sslmode=disable",
            "postgresql://pass@db.example/passport?sslmode=prefer",
            "postgres://pass@db.example/passport?sslmode=require&sslrootcert=/etc/ca.pem",
            "postgres://pass@db.example/passport?sslmode=verify-ca",
            "postgres://pass@db.example/passport?sslmode=verify-ca&sslrootcert=",
            "postgres://pass@localhost.example/passport",
            "postgres://pass@localhost/passport?host=db.example",
            "postgres://pass@db.example/passport?sslmode=verify-full&sslmode=disable",
        ] {
            let said = insist_on_closed(open).expect_err(open);
            assert!(said.contains("sslmode=verify-full") && !said.contains("s3cret"), "{open}: {said}");
        }
    }
}
