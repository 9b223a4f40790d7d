//! Fetching from addresses that somebody else wrote: only http and https, only from public places, within bounds of time and bytes.
//!
//! A name is resolved once a connection, each address it has is looked at, and the connection goes to one that was looked at: what a
//! name says a moment later does not matter. Redirects are followed here, so that each goes through the same door.

use std::error::Error as _;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use thiserror::Error;

use super::patience::{Patience, rest_asked_for};
use super::public_address::is_public;

/// The most bytes of one page, unpacked.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;
/// The most bytes of a whole feed, unpacked.
const LARGEST_FEED: usize = 256 * 1024 * 1024;
/// The most redirects from one address to what stands there.
const MOST_REDIRECTS: usize = 5;
/// So often a server is left alone for a while and asked the same again.
const MOST_RESTS: usize = 3;

/// Where may be fetched from: public addresses, and the networks that the operator names besides.
#[derive(Clone, Debug, Default)]
pub struct Allowed(pub Vec<IpNet>);

/// Why nothing was fetched. No message says what the other side sent.
#[derive(Debug, Error)]
pub enum FetchFault {
    /// The address is none that is fetched from.
    #[error(
        "is not an address like https://directory.example.uk/open-referral/services, without a user name in it"
    )]
    Address,
    /// It leads to this machine or its network.
    #[error(
        "leads to a private address, and those are not fetched from: if you trust it, name its network with --allow-private"
    )]
    Private,
    /// It leads from one address to the next.
    #[error("redirects more than 5 times")]
    Redirects,
    /// It redirects to what is no web address.
    #[error("redirects to what is not a web address")]
    RedirectedNowhere,
    /// The server says no.
    #[error("answers {0} instead of a page")]
    Status(StatusCode),
    /// The server is slow, or stopped answering.
    #[error(
        "took too long to answer, or stopped in the middle: try again later, or give it more time with --seconds"
    )]
    TooSlow,
    /// All of it together takes longer than is waited.
    #[error(
        "is not at its end after all the time that there is for it: the same command goes on there, --minutes gives it more"
    )]
    TooLong,
    /// There is more than is read.
    #[error("sends a page of more than 64 MB, unpacked")]
    PageTooLarge,
    /// All pages together are more than is read.
    #[error("sends more than 256 MB, unpacked")]
    TooLarge,
    /// Nobody answers, or what comes is no HTTP.
    #[error("cannot be reached, or does not speak HTTP as it should")]
    Unreachable,
    /// The program cannot fetch anything.
    #[error("cannot be fetched: this machine has no certificates to trust, or no network")]
    Client,
}

/// Fetches pages of one feed.
pub struct Fetcher {
    client: Client,
    allowed: Allowed,
    left: AtomicUsize,
    until: Instant,
}

/// What was fetched.
pub struct Fetched {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Where it stands, after every redirect.
    pub at: Url,
}

impl Fetcher {
    /// A fetcher for one feed.
    ///
    /// # Errors
    /// [`FetchFault::Client`] when this machine trusts nobody's certificates.
    pub fn new(allowed: Allowed, patience: Patience) -> Result<Self, FetchFault> {
        let client = Client::builder()
            .user_agent(concat!("young-carer-passport/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(Checked(allowed.clone())))
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(patience.page.min(Duration::from_secs(10)))
            .read_timeout(patience.silence)
            .timeout(patience.page)
            .build()
            .map_err(|_| FetchFault::Client)?;
        let until = Instant::now() + patience.whole;
        Ok(Self { client, allowed, left: AtomicUsize::new(LARGEST_FEED), until })
    }

    /// What stands at an address.
    ///
    /// # Errors
    /// [`FetchFault`], after a bounded time, with a bounded number of bytes read.
    pub async fn get(&self, url: &Url) -> Result<Fetched, FetchFault> {
        let until = tokio::time::Instant::from_std(self.until);
        tokio::time::timeout_at(until, self.follow(url)).await.unwrap_or(Err(FetchFault::TooLong))
    }

    /// The same, however long it takes.
    async fn follow(&self, url: &Url) -> Result<Fetched, FetchFault> {
        let mut url = url.clone();
        let (mut redirects, mut rests) = (0, 0);
        loop {
            self.check(&url)?;
            let asked =
                self.client.get(url.clone()).header(ACCEPT, "application/json, application/x-ndjson;q=0.9");
            let response = asked.send().await.map_err(|fault| of(&fault))?;
            if response.status().is_redirection() {
                redirects += 1;
                if redirects > MOST_REDIRECTS {
                    return Err(FetchFault::Redirects);
                }
                url = next(&url, &response)?;
            } else if let Some(rest) = rest_asked_for(&response).filter(|_| rests < MOST_RESTS) {
                rests += 1;
                tokio::time::sleep(rest).await;
            } else {
                return Ok(Fetched { bytes: self.read(response).await?, at: url });
            }
        }
    }

    /// A name is looked at when it is resolved; an address that stands there itself is never resolved.
    fn check(&self, url: &Url) -> Result<(), FetchFault> {
        let has_user = !url.username().is_empty() || url.password().is_some();
        let host = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https") && !has_user);
        let host = host.ok_or(FetchFault::Address)?;
        match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(address) if !self.allowed.allows(address) => Err(FetchFault::Private),
            _ => Ok(()),
        }
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, FetchFault> {
        if response.status() != StatusCode::OK {
            return Err(FetchFault::Status(response.status()));
        }
        let mut page = Vec::new();
        while let Some(bytes) = response.chunk().await.map_err(|fault| of(&fault))? {
            self.take(bytes.len())?;
            if page.len() + bytes.len() > LARGEST_PAGE {
                return Err(FetchFault::PageTooLarge);
            }
            page.extend_from_slice(&bytes);
        }
        Ok(page)
    }

    /// Takes so many bytes from those that the whole feed may have.
    fn take(&self, bytes: usize) -> Result<(), FetchFault> {
        let less = |left: usize| left.checked_sub(bytes);
        let left = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        left.map(drop).map_err(|_| FetchFault::TooLarge)
    }
}

impl Allowed {
    fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.0.iter().any(|network| network.contains(&address))
    }
}

fn next(from: &Url, response: &Response) -> Result<Url, FetchFault> {
    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
    let to = to.and_then(|to| from.join(to).ok()).filter(|to| matches!(to.scheme(), "http" | "https"));
    to.ok_or(FetchFault::RedirectedNowhere)
}

fn of(fault: &reqwest::Error) -> FetchFault {
    let mut cause = fault.source();
    while let Some(inner) = cause {
        if inner.is::<NotPublic>() {
            return FetchFault::Private;
        }
        cause = inner.source();
    }
    if fault.is_timeout() { FetchFault::TooSlow } else { FetchFault::Unreachable }
}

/// Resolves a name to those of its addresses that are allowed.
struct Checked(Allowed);

#[derive(Debug, Error)]
#[error("no address of this name is public")]
struct NotPublic;

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.filter(|found| allowed.allows(found.ip())).collect();
            if found.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_directory_that_is_slow_and_steady_ends_with_the_time_for_all_of_it() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/services", listener.local_addr().unwrap())).unwrap();
        let allowed = Allowed(vec!["127.0.0.1/32".parse().unwrap()]);
        let patience = Patience::of(Duration::from_mins(1), Duration::from_millis(200));
        let fetcher = Fetcher::new(allowed, patience).unwrap();
        let began = Instant::now();
        for _ in 0..2 {
            assert!(matches!(fetcher.get(&url).await, Err(FetchFault::TooLong)));
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    }
}
