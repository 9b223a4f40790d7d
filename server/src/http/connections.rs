//! How many connections are open: so many in all, and half of them for one network, so that nobody alone takes the last one. A proxy that
//! is named in the settings is everybody, and so is this very machine.

use super::{client::Network, idle::EndsWhenIdle};
use crate::config::Config;
use axum::{Extension, middleware::AddExtension};
use axum_server::accept::Accept;
use ipnet::IpNet;
use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tower::Layer as _;

/// A proxy keeps connections open for those who come next, and ends them itself: it is waited for so many times longer.
const PROXIES_PATIENCE: u32 = 4;
/// The log says so often at most that there is no room.
const SAID_EVERY: Duration = Duration::from_secs(60);

/// The connections that are open now.
#[derive(Debug)]
pub struct Connections {
    most: usize,
    /// How long nothing may move on one.
    idle: Duration,
    everybodys: Vec<IpNet>,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    networks: HashMap<Network, usize>,
    said: Option<Instant>,
}

/// The place of one connection, free again when the connection ends.
#[derive(Debug)]
pub struct Place {
    network: Network,
    idle: Duration,
    connections: Arc<Connections>,
}

impl Connections {
    /// As many as the settings say, each idle for no longer than a request's head and its answer may take.
    pub fn of(config: &Config, head: Duration) -> Arc<Self> {
        let (most, everybodys) = (config.most_connections, config.trusted_proxies.clone());
        Arc::new(Self { most, idle: head + config.request_timeout, everybodys, open: Mutex::default() })
    }

    /// A place for a connection from this address, if there is one.
    fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let (network, peer) = (Network::of(peer), peer.to_canonical());
        let is_everybodys = peer.is_loopback() || self.everybodys.iter().any(|net| net.contains(&peer));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.networks.get(&network).copied().unwrap_or(0);
        if open.all >= self.most || (own >= self.most / 2 && !is_everybodys) {
            if open.said.is_none_or(|said| said.elapsed() >= SAID_EVERY) {
                open.said = Some(Instant::now());
                tracing::warn!(open = open.all, "no room for another connection: see most_connections");
            }
            return None;
        }
        open.all += 1;
        *open.networks.entry(network).or_insert(0) += 1;
        let idle = if is_everybodys { self.idle * PROXIES_PATIENCE } else { self.idle };
        Some(Place { network, idle, connections: Arc::clone(self) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        let own = open.networks.get_mut(&self.network).map(|own| {
            *own -= 1;
            *own
        });
        if own == Some(0) {
            open.networks.remove(&self.network);
        }
    }
}

/// Takes connections as another does, while there is a place; one for which there is none is closed at once.
#[derive(Clone, Debug)]
pub struct Counted<A> {
    inner: A,
    connections: Arc<Connections>,
}

impl<A> Counted<A> {
    /// Around what takes connections.
    pub fn new(inner: A, connections: Arc<Connections>) -> Self {
        Self { inner, connections }
    }
}

/// What comes of a connection in time.
type Taken<T, S> = Pin<Box<dyn Future<Output = io::Result<(T, S)>> + Send>>;

impl<A, S> Accept<TcpStream, S> for Counted<A>
where
    A: Accept<TcpStream, S>,
    A::Future: Send + 'static,
    A::Stream: AsyncRead + AsyncWrite + Unpin + 'static,
    A::Service: 'static,
{
    type Stream = EndsWhenIdle<A::Stream>;
    type Service = AddExtension<A::Service, Arc<Place>>;
    type Future = Taken<Self::Stream, Self::Service>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let place = stream.peer_addr().ok().and_then(|peer| self.connections.take(peer.ip()));
        let Some(place) = place else {
            return Box::pin(async { Err(io::Error::other("no room")) });
        };
        let (taken, idle) = (self.inner.accept(stream, service), place.idle);
        // The service lives as long as its connection, and the place with it.
        Box::pin(async move {
            let (stream, service) = taken.await?;
            let stream = EndsWhenIdle::new(stream, idle);
            Ok((stream, Extension(Arc::new(place)).layer(service)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections() -> Arc<Connections> {
        let everybodys = vec!["10.0.0.0/8".parse().unwrap()];
        Arc::new(Connections { most: 10, idle: Duration::from_secs(1), everybodys, open: Mutex::default() })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_network_gets_half_of_the_places_and_all_together_all() {
        let connections = connections();
        let mut places: Vec<_> = (0..9).filter_map(|_| connections.take(address("203.0.113.9"))).collect();
        assert_eq!(places.len(), 5);
        places.extend((0..9).filter_map(|n| connections.take(address(&format!("2001:db8:0:{n}::1")))));
        assert_eq!(places.len(), 10);
        assert!(connections.take(address("198.51.100.1")).is_none());
        places.truncate(9);
        assert!(connections.take(address("198.51.100.1")).is_some(), "a place is free again");
        drop(places);
        let open = connections.open.lock().unwrap();
        assert_eq!((open.all, open.networks.len()), (0, 0));
    }

    #[test]
    fn a_proxy_that_is_named_may_have_all_of_them() {
        let connections = connections();
        for everybodys in ["10.1.2.3", "127.0.0.1", "::ffff:10.1.2.3"] {
            let places: Vec<_> = (0..20).filter_map(|_| connections.take(address(everybodys))).collect();
            assert_eq!(places.len(), 10, "{everybodys}");
        }
    }
}
