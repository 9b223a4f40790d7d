//! Listening: plain or with a certificate, until asked to stop, and then until the last answer is given.

use super::router;
use crate::{App, config::Tls, long_work, snapshot::keeper};
use axum_server::{Handle, Server, tls_rustls::RustlsConfig};
use hyper_util::rt::TokioTimer;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tokio::task::JoinSet;

/// How long the head of a request may take to arrive.
const REQUEST_HEAD: Duration = Duration::from_secs(15);
/// How long answers under way may take after the server was asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(15);

/// Serves `app` on `listener` until `stop` comes true.
///
/// # Errors
/// When the certificate cannot be used or the listener fails.
pub async fn serve(
    app: &App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let tls = match &app.config().tls {
        Some(Tls { certificate, key }) => Some(RustlsConfig::from_pem_file(certificate, key).await?),
        None => None,
    };
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    listener.set_nonblocking(true)?;
    let handle = Handle::new();

    // All end with this function, however it ends.
    let mut beside = JoinSet::new();
    beside.spawn(keeper::keep(app.clone()));
    beside.spawn(long_work::keep_working(app.clone()));
    beside.spawn({
        let handle = handle.clone();
        async move {
            stop.await;
            tracing::info!("stopping");
            handle.graceful_shutdown(Some(LAST_ANSWERS));
        }
    });
    match tls {
        None => patient(axum_server::from_tcp(listener)?).handle(handle).serve(service).await,
        Some(tls) => {
            patient(axum_server::from_tcp_rustls(listener, tls)?).handle(handle).serve(service).await
        }
    }
}

/// Waits for a request's head only so long, so that idle connections cannot use up the server.
fn patient<A>(mut server: Server<SocketAddr, A>) -> Server<SocketAddr, A> {
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(REQUEST_HEAD);
    server
}

/// Comes true when the operator or the system asks the program to end. It listens from the moment this is called, so that
/// whoever is told that the server is ready may end it at once.
///
/// # Panics
/// Outside a Tokio runtime.
pub fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let asked = {
        use tokio::signal::unix::{Signal, SignalKind, signal};
        let [interrupt, terminate] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
        let next = async |signal: io::Result<Signal>| match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        };
        async move {
            tokio::select! {
                () = next(interrupt) => {}
                () = next(terminate) => {}
            }
        }
    };
    #[cfg(not(unix))]
    let asked = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_app;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::oneshot,
    };

    #[tokio::test]
    async fn it_answers_until_it_is_asked_to_stop_and_then_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let app = test_app().await;
        let serving = tokio::spawn(async move { serve(&app, listener, async { drop(stopped.await) }).await });

        let mut connection = TcpStream::connect(address).await.unwrap();
        let request = "GET /health/ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(r#"{"state":"ready"}"#), "{answer}");

        stop.send(()).unwrap();
        serving.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
