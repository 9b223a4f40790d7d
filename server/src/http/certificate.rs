//! The certificate that the server shows. Whoever renews it writes the new files over the old ones, and new connections are shown it within a minute.

use crate::config::Tls;
use axum_server::tls_rustls::RustlsConfig;
use std::{io, path::Path, time::Duration, time::SystemTime};

/// How often the files are looked at.
pub const LOOKED_AT: Duration = Duration::from_secs(60);

/// The certificate and key in these files.
///
/// # Errors
/// When they cannot be read, or do not belong together.
pub async fn read(files: &Tls) -> io::Result<RustlsConfig> {
    let read = RustlsConfig::from_pem_file(&files.certificate, &files.key).await;
    read.map_err(|fault| {
        let (certificate, key) = (files.certificate.display(), files.key.display());
        io::Error::new(fault.kind(), format!("tls_certificate {certificate} and tls_key {key}: {fault}"))
    })
}

/// Reads the files again when they were written, for as long as the task lives. While what stands in them is of no use, as between writing the one and the
/// other, the last good certificate is shown.
pub async fn renew(shown: RustlsConfig, files: Tls, every: Duration) {
    let (mut used, mut refused) = (written(&files).await, None);
    loop {
        tokio::time::sleep(every).await;
        let now = written(&files).await;
        if now == used {
            continue;
        }
        match shown.reload_from_pem_file(&files.certificate, &files.key).await {
            Ok(()) => {
                used = now;
                tracing::info!("a renewed certificate is shown");
            }
            // Said once, and tried again: they may have been looked at while they were being written.
            Err(_) if refused == Some(now) => {}
            Err(fault) => {
                refused = Some(now);
                tracing::error!(
                    %fault,
                    "the certificate was changed to one that cannot be used, and the one before is shown: see tls_certificate and tls_key"
                );
            }
        }
    }
}

/// When each of the files was written; none where that cannot be seen.
async fn written(files: &Tls) -> [Option<SystemTime>; 2] {
    [written_at(&files.certificate).await, written_at(&files.key).await]
}

async fn written_at(file: &Path) -> Option<SystemTime> {
    tokio::fs::metadata(file).await.ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http, test_app};
    use reqwest::{Certificate, Client, tls::TlsInfo};
    use std::{fs, net::TcpListener, sync::Arc};

    /// Certificates of `localhost` until 2126, each with its key, which opens nothing but these tests.
    const ONE: [&str; 2] = [include_str!("certificate/one.pem"), include_str!("certificate/one.key.pem")];
    const OTHER: [&str; 2] =
        [include_str!("certificate/other.pem"), include_str!("certificate/other.key.pem")];

    fn write(files: &Tls, [certificate, key]: [&str; 2]) {
        fs::write(&files.certificate, certificate).unwrap();
        fs::write(&files.key, key).unwrap();
    }

    /// What a new connection is shown.
    async fn shown(port: u16) -> Vec<u8> {
        let both =
            [ONE, OTHER].map(|[certificate, _]| Certificate::from_pem(certificate.as_bytes()).unwrap());
        let client = Client::builder().tls_info(true).tls_certs_only(both).build().unwrap();
        let answer = client.get(format!("https://localhost:{port}/health/live")).send().await.unwrap();
        answer.extensions().get::<TlsInfo>().unwrap().peer_certificate().unwrap().to_vec()
    }

    #[tokio::test]
    async fn a_renewed_certificate_is_shown_and_one_that_is_of_no_use_never() {
        let folder = tempfile::tempdir().unwrap();
        let files = Tls { certificate: folder.path().join("chain.pem"), key: folder.path().join("key.pem") };
        write(&files, ONE);
        let mut app = test_app().await;
        Arc::get_mut(&mut app.0).unwrap().config.tls = Some(files.clone());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = tokio::spawn(async move { http::serve(&app, listener, std::future::pending()).await });
        let one = shown(port).await;
        assert_eq!(shown(port).await, one);
        serving.abort();

        let config = read(&files).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        listener.set_nonblocking(true).unwrap();
        let server = axum_server::from_tcp_rustls(listener, config.clone()).unwrap();
        tokio::spawn(server.serve(axum::Router::new().into_make_service()));
        tokio::spawn(renew(config, files.clone(), Duration::from_millis(1)));
        assert_eq!(shown(port).await, one);
        // The certificate alone does not go with the key that stands beside it.
        fs::write(&files.certificate, OTHER[0]).unwrap();
        assert_eq!(shown(port).await, one);
        write(&files, OTHER);
        let mut now = shown(port).await;
        while now == one {
            now = shown(port).await;
        }
        write(&files, ["nothing", ""]);
        assert_eq!(shown(port).await, now);
    }
}
