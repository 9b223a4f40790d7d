//! Listening: plain or with a certificate, until asked to stop, and then until the last answer is given. Nobody may be slow for long, nor
//! hold many connections.

use super::connections::{Connections, Counted};
use super::{certificate, metrics, router};
use crate::{
    App, long_work,
    snapshot::{keeper, last},
};
use axum_server::{Handle, Server};
use hyper_util::rt::TokioTimer;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::Mutex, task::JoinSet};

/// How long the head of a request may take to arrive.
const REQUEST_HEAD: Duration = Duration::from_secs(15);
/// How many bytes the head of a request may have: no browser of ours sends a quarter of it.
const LARGEST_HEAD: u32 = 32_768;
/// How many requests may be under way on one HTTP/2 connection.
const STREAMS: u32 = 100;
/// How many bytes of each answer wait for somebody who does not read, beside the answer itself.
const UNREAD: usize = 65_536;
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
        Some(files) => Some((certificate::read(files).await?, files.clone())),
        None => None,
    };
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let connections = Connections::of(app.config(), REQUEST_HEAD);
    listener.set_nonblocking(true)?;
    let handle = Handle::new();

    // All end with this function, however it ends.
    let mut beside = JoinSet::new();
    let writing = Arc::new(Mutex::new(()));
    if !app.checks_only() {
        beside.spawn(keeper::keep(app.clone()));
        beside.spawn(long_work::keep_working(app.clone()));
        beside.spawn(last::keep(app.clone(), writing.clone()));
    }
    if let Some((shown, files)) = tls.clone() {
        beside.spawn(certificate::renew(shown, files, certificate::LOOKED_AT));
    }
    beside.spawn({
        let (app, handle) = (app.clone(), handle.clone());
        async move {
            stop.await;
            tracing::info!("stopping");
            // Whoever shares requests out hears of it before the door closes.
            app.leave();
            tokio::time::sleep(app.config().leave).await;
            handle.graceful_shutdown(Some(LAST_ANSWERS));
        }
    });
    let served = match tls {
        None => {
            let server = axum_server::from_tcp(listener)?.map(|inner| Counted::new(inner, connections));
            patient(server, REQUEST_HEAD).handle(handle).serve(service).await
        }
        Some((shown, _files)) => {
            let server = axum_server::from_tcp_rustls(listener, shown)?;
            let server = server.map(|inner| Counted::new(inner, connections));
            patient(server, REQUEST_HEAD).handle(handle).serve(service).await
        }
    };
    // Whoever clears the folder away now finds nothing that is still being written.
    beside.shutdown().await;
    drop(writing.lock().await);
    served
}

/// Tells figures on a listener of its own, for as long as the task lives, and is no more patient there than elsewhere.
///
/// # Errors
/// When the listener fails.
pub async fn serve_metrics(app: App, listener: TcpListener) -> io::Result<()> {
    let connections = Connections::of(app.config(), REQUEST_HEAD);
    listener.set_nonblocking(true)?;
    let server = axum_server::from_tcp(listener)?.map(|inner| Counted::new(inner, connections));
    patient(server, REQUEST_HEAD).serve(metrics::router(app).into_make_service()).await
}

/// Waits for a request's head only so long, and for so large a one, so that idle connections cannot use up the server. How long a body may
/// take is [`super::answer::in_time`]'s.
fn patient<A>(mut server: Server<SocketAddr, A>, head: Duration) -> Server<SocketAddr, A> {
    let largest = usize::try_from(LARGEST_HEAD).unwrap_or(usize::MAX);
    let builder = server.http_builder();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(largest);
    // The other side is not asked whether it is still there: its machine would say so for somebody who reads nothing (`super::idle`).
    builder
        .http2()
        .max_header_list_size(LARGEST_HEAD)
        .max_concurrent_streams(STREAMS)
        .max_send_buf_size(UNREAD);
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
    use axum::{body::Bytes, http::Request};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::oneshot,
    };

    /// A server that only says hello, and is patient for a moment.
    async fn hello() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let mut app = test_app().await;
        Arc::get_mut(&mut app.0).unwrap().config.request_timeout = Duration::from_millis(200);
        let connections = Connections::of(app.config(), Duration::from_millis(200));
        let server = axum_server::from_tcp(listener).unwrap();
        let server = server.map(|inner| Counted::new(inner, connections));
        let server = patient(server, Duration::from_millis(200));
        let router = axum::Router::new()
            .route("/", axum::routing::get(async || "hello").post(async |body: String| body))
            .layer(axum::middleware::from_fn_with_state(app, super::super::answer::in_time));
        tokio::spawn(server.serve(router.into_make_service_with_connect_info::<SocketAddr>()));
        address
    }

    /// Sends this, then nothing more, and gives what came back until the server hung up.
    async fn sent(address: SocketAddr, text: &[u8]) -> String {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(text).await.unwrap();
        let mut answer = Vec::new();
        // Whoever sends on while the server hangs up hears of a reset, and nothing else counts then either.
        let _ = connection.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[tokio::test]
    async fn whoever_is_slow_is_hung_up_on_and_a_huge_head_is_refused() {
        let address = hello().await;
        for slow in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx: "] {
            let answer = sent(address, slow.as_bytes()).await;
            assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{slow}: {answer}");
        }
        let idle = sent(address, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
        assert!(idle.starts_with("HTTP/1.1 200"), "{idle}");
        let slow = sent(address, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc").await;
        assert!(slow.starts_with("HTTP/1.1 503"), "{slow}");
        let huge = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(100_000));
        let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(1_000));
        for too_much in [huge, many] {
            let refused = sent(address, too_much.as_bytes()).await;
            assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 431"), "{refused}");
        }
    }

    #[tokio::test]
    async fn whoever_reads_nothing_of_an_answer_is_hung_up_on_also_while_their_machine_says_that_it_is_there()
    {
        let connection = TcpStream::connect(hello().await).await.unwrap();
        let (mut asking, mut connection) = h2::client::Builder::new()
            .initial_window_size(0)
            .handshake::<_, Bytes>(connection)
            .await
            .unwrap();
        let mut pings = connection.ping_pong().unwrap();
        let ended = tokio::spawn(connection);
        let request = Request::get("http://x/").body(()).unwrap();
        let (answer, _) = asking.send_request(request, true).unwrap();
        assert_eq!(answer.await.unwrap().status(), 200);
        assert!(pings.ping(h2::Ping::opaque()).await.is_ok(), "it is there");
        assert!(tokio::time::timeout(Duration::from_secs(60), ended).await.is_ok(), "it is held no longer");
    }

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
