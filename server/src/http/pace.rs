//! How many requests one network may send, whatever they ask: generous, since a school is one address with many phones, and enough that
//! nobody alone keeps the server busy. What is guessed is counted apart, and more strictly ([`super::misses`]).

use super::{client::Network, error::AppError};
use crate::{App, allowance::Allowance};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// So many seconds' worth of requests may come at once: everybody opens a laptop at nine.
const AT_ONCE: i64 = 120;
/// More networks than this are not remembered; whoever has so many addresses is a matter for whoever runs the network.
const MOST_NETWORKS: usize = 100_000;

/// The requests of late: when the allowance of each network will be whole again, in microseconds since 1970.
#[derive(Debug, Default)]
pub struct Pace(Mutex<HashMap<Network, i64>>);

/// Stops a network that sends more than its share, before anything is done for it. This very machine is no stranger: behind it stands a
/// proxy that nobody named, or whoever measures.
pub async fn keep(State(app): State<App>, network: Network, request: Request, next: Next) -> Response {
    let Some(a_second) = app.config().requests_a_second.filter(|_| !network.is_this_machine()) else {
        return next.run(request).await;
    };
    match app.pace().take(network, a_second, app.clock().now().timestamp_micros()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => AppError::too_many_requests(seconds).into_response(),
    }
}

impl Pace {
    /// Counts a request, or says how many whole seconds to wait.
    fn take(&self, network: Network, a_second: u32, now: i64) -> Result<(), u64> {
        let a_second = i64::from(a_second);
        let allowance = Allowance { at_once: AT_ONCE * a_second, every: 1_000_000 / a_second };
        // Each entry is whole at every moment, so a panic elsewhere leaves nothing half done.
        let mut networks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let whole_at = networks.get(&network).copied().unwrap_or(0);
        let wait = allowance.wait(whole_at, now);
        if wait > 0 {
            return Err(wait.unsigned_abs().div_ceil(1_000_000));
        }
        if networks.len() >= MOST_NETWORKS {
            networks.retain(|_, whole_at| *whole_at > now);
        }
        if networks.len() < MOST_NETWORKS || networks.contains_key(&network) {
            networks.insert(network, allowance.after_a_miss(whole_at, now));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::router, test_app};
    use axum::{
        body::Body,
        extract::ConnectInfo,
        http::{StatusCode, header},
    };
    use std::{
        net::{Ipv4Addr, SocketAddr},
        sync::Arc,
    };
    use tower::ServiceExt as _;

    const NOW: i64 = 1_800_000_000_000_000;

    fn network(last: u8) -> Network {
        Network::V4(Ipv4Addr::new(203, 0, 113, last))
    }

    #[test]
    fn two_minutes_worth_at_once_and_then_so_many_a_second() {
        let pace = Pace::default();
        let taken = (0..10_000).filter(|_| pace.take(network(1), 50, NOW).is_ok()).count();
        assert_eq!(taken, 6_000);
        assert_eq!(pace.take(network(1), 50, NOW), Err(1));
        let later = NOW + 1_000_000;
        assert_eq!((0..100).filter(|_| pace.take(network(1), 50, later).is_ok()).count(), 50);
        assert_eq!(pace.take(network(2), 50, NOW), Ok(()), "another network has its own");
    }

    #[tokio::test]
    async fn a_network_that_asks_too_much_waits_and_no_other_does() {
        let mut app = test_app().await;
        Arc::get_mut(&mut app.0).unwrap().config.requests_a_second = Some(1);
        let server = router(&app);
        let ask = async |from: &str, path: &str| {
            let from: SocketAddr = from.parse().unwrap();
            let request = Request::get(path).extension(ConnectInfo(from)).body(Body::empty()).unwrap();
            server.clone().oneshot(request).await.unwrap()
        };
        for n in 0..120 {
            let path = ["/what-is-this", "/api/openapi.json", "/hub/sign-in", "/h/riverton/nonce"][n % 4];
            assert_ne!(ask("203.0.113.9:1", path).await.status(), StatusCode::TOO_MANY_REQUESTS, "{n}");
        }
        for path in ["/what-is-this", "/api/openapi.json", "/hub/sign-in", "/nothing/../v"] {
            let answer = ask("203.0.113.9:2", path).await;
            if path.contains("..") {
                assert_eq!(answer.status(), StatusCode::NOT_FOUND, "what is not there costs nothing");
                continue;
            }
            assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{path}");
            assert_eq!(answer.headers()[header::RETRY_AFTER], "1", "{path}");
        }
        assert_eq!(ask("203.0.113.10:1", "/what-is-this").await.status(), StatusCode::OK);
        assert_eq!(
            ask("127.0.0.1:1", "/what-is-this").await.status(),
            StatusCode::OK,
            "this machine is no stranger"
        );
        assert_eq!(
            ask("203.0.113.9:3", "/health/live").await.status(),
            StatusCode::OK,
            "nor is whoever watches"
        );
    }

    #[test]
    fn no_more_networks_are_remembered_than_there_is_room_for() {
        let pace = Pace::default();
        for n in 0..u32::try_from(MOST_NETWORKS).unwrap() + 10 {
            assert_eq!(pace.take(Network::V4(Ipv4Addr::from(n)), 1, NOW), Ok(()));
        }
        assert_eq!(pace.0.lock().unwrap().len(), MOST_NETWORKS);
        assert_eq!(pace.take(network(1), 1, NOW + 1_000_000), Ok(()));
        assert_eq!(pace.0.lock().unwrap().len(), 1, "those whose allowance is whole make room");
    }
}
