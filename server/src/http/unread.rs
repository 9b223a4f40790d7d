//! How many answers one network is owed: those that are being made, and those of which not all was read yet. Whoever asks and does not read, as one connection of
//! HTTP/2 lets them a hundred times over, makes the server hold no more than so many.

use super::{client::Network, error::AppError};
use crate::App;
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// So many: a school is one address, and what its phones ask is read within moments.
const MOST: usize = 500;

/// The answers that each network is owed now.
#[derive(Debug, Default)]
pub struct Unread(Arc<Mutex<HashMap<Network, usize>>>);

/// One of them, until all of it was read or its reader has gone.
struct Owed {
    network: Network,
    unread: Arc<Mutex<HashMap<Network, usize>>>,
}

/// Refuses a network that is owed too many already. This very machine is no stranger, as in [`super::pace`].
pub async fn keep(State(app): State<App>, network: Network, request: Request, next: Next) -> Response {
    if network.is_this_machine() {
        return next.run(request).await;
    }
    match app.unread().take(network) {
        Some(owed) => next.run(request).await.map(|body| Body::new(Reading { body, _owed: owed })),
        None => AppError::too_many_requests(1).into_response(),
    }
}

impl Unread {
    fn take(&self, network: Network) -> Option<Owed> {
        // Each entry is whole at every moment, so a panic elsewhere leaves nothing half done.
        let mut networks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let owed = networks.entry(network).or_insert(0);
        if *owed >= MOST {
            return None;
        }
        *owed += 1;
        Some(Owed { network, unread: Arc::clone(&self.0) })
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        let mut networks = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(owed) = networks.get_mut(&self.network) {
            *owed -= 1;
            if *owed == 0 {
                networks.remove(&self.network);
            }
        }
    }
}

/// A body that is owed until it is dropped.
struct Reading {
    body: Body,
    _owed: Owed,
}

impl HttpBody for Reading {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::router, test_app};
    use axum::{
        body::to_bytes,
        extract::ConnectInfo,
        http::{StatusCode, header},
    };
    use std::net::SocketAddr;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn a_network_that_does_not_read_its_answers_gets_no_more_of_them_until_it_does() {
        let app = test_app().await;
        let server = router(&app);
        let ask = async |from: &str| {
            let from: SocketAddr = from.parse().unwrap();
            let request = Request::get("/what-is-this").extension(ConnectInfo(from)).body(Body::empty());
            server.clone().oneshot(request.unwrap()).await.unwrap()
        };
        let mut owed = Vec::new();
        for _ in 0..MOST {
            owed.push(ask("203.0.113.9:1").await);
        }
        let refused = ask("203.0.113.9:2").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
        for other in ["203.0.113.10:1", "127.0.0.1:1"] {
            assert_eq!(ask(other).await.status(), StatusCode::OK, "{other}");
        }
        let read = owed.pop().unwrap();
        assert!(read.headers().contains_key(header::CONTENT_TYPE));
        assert!(to_bytes(read.into_body(), usize::MAX).await.unwrap().len() > 1_000);
        assert_eq!(ask("203.0.113.9:3").await.status(), StatusCode::OK, "one was read");
        drop(owed);
        assert!(app.unread().0.lock().unwrap().is_empty(), "whoever has gone is owed nothing");
    }
}
