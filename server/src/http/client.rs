//! From which network a request comes, so that guessing can be slowed down. Used for nothing else and never stored.

use crate::App;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Once,
};

/// One IPv4 address, or the /64 that one household or school has in IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// A whole address.
    V4(Ipv4Addr),
    /// The first 64 bits.
    V6([u16; 4]),
}

impl Network {
    /// The network of an address; an IPv4 address in IPv6 clothes counts as itself.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self::V6([a, b, c, d])
            }
        }
    }
}

impl Network {
    /// Whether it is the machine on which the server runs.
    pub fn is_this_machine(self) -> bool {
        match self {
            Self::V4(address) => address.is_loopback(),
            Self::V6(front) => front == [0; 4],
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::V4(address) => address.fmt(out),
            Self::V6(front) => {
                write!(out, "{:x}:{:x}:{:x}:{:x}::/64", front[0], front[1], front[2], front[3])
            }
        }
    }
}

impl FromRequestParts<App> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        // A router that is called without a connection, as in a test, is one network.
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        let trusted = &app.config().trusted_proxies;
        if is_forgotten_proxy(peer, &parts.headers, trusted) {
            FORGOTTEN.call_once(|| {
                tracing::warn!(
                    "a proxy on a private network is not in trusted_proxies: all visitors look like one, and share their wrong codes"
                );
            });
        }
        Ok(Self::of(client(peer, &parts.headers, trusted)))
    }
}

/// Said once, not with every request.
static FORGOTTEN: Once = Once::new();

/// A stranger on the internet may send the header too; a neighbour that sends it is a proxy that somebody forgot to name.
fn is_forgotten_proxy(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
    let peer = peer.to_canonical();
    let is_near = match peer {
        IpAddr::V4(peer) => peer.is_private() || peer.is_loopback(),
        IpAddr::V6(peer) => peer.is_unique_local() || peer.is_loopback(),
    };
    let is_named = trusted.iter().any(|network| network.contains(&peer));
    is_near && !is_named && headers.contains_key("x-forwarded-for")
}

/// Walks `X-Forwarded-For` from its end, as long as each hop is a proxy that we know; the first other one is the client.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted =
        |address: &IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let mut hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut client = peer;
    while is_trusted(&client) {
        match hops.pop().and_then(address_of) {
            Some(before) => client = before,
            // Nobody before the proxy, or a hop that cannot be read: the proxy itself is all we know.
            None => break,
        }
    }
    client
}

/// The address of a hop; some proxies write the port too.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    hop.parse().ok().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_behind(peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_name_another_address() {
        assert_eq!(client_behind("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn what_a_stranger_told_the_proxy_is_not_believed() {
        assert_eq!(client_behind("10.0.0.1", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(client_behind("10.0.0.1", &["198.51.100.1", "203.0.113.9, fd00::2"]), "203.0.113.9");
        assert_eq!(client_behind("::ffff:10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn a_hop_may_carry_its_port() {
        assert_eq!(client_behind("10.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(client_behind("10.0.0.1", &["[2001:db8::5]:4711"]), "2001:db8::5");
        assert_eq!(client_behind("10.0.0.1", &["[2001:db8::5]"]), "2001:db8::5");
    }

    #[test]
    fn a_hop_that_is_no_address_ends_the_walk() {
        assert_eq!(client_behind("10.0.0.1", &["203.0.113.9, unknown"]), "10.0.0.1");
        assert_eq!(client_behind("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn a_proxy_that_nobody_named_is_noticed() {
        let forwarded =
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), "203.0.113.9".parse().unwrap())]);
        let trusted: [IpNet; 1] = ["10.0.0.0/8".parse().unwrap()];
        let noticed = |peer: &str| is_forgotten_proxy(peer.parse().unwrap(), &forwarded, &trusted);
        assert!(noticed("192.168.1.1") && noticed("127.0.0.1") && noticed("fd00::1"));
        assert!(!noticed("10.1.2.3") && !noticed("203.0.113.9"));
        assert!(!is_forgotten_proxy("127.0.0.1".parse().unwrap(), &HeaderMap::new(), &trusted));
    }

    #[test]
    fn a_household_in_ipv6_is_one_network() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::5"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::5"), network("2001:db8:1:3::5"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.9"));
    }
}
