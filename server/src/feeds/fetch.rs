//! Fetching from addresses that somebody else wrote: only http and https, only from public places, within bounds of time and bytes.
//!
//! A name is resolved once a connection, each address it has is looked at, and the connection goes to one that was looked at: what a
//! name says a moment later does not matter. Redirects are followed here, so that each goes through the same door.

use std::error::Error as _;
use std::future::Future;
use std::io;
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
        Self::resolving(allowed, patience, system)
    }

    /// The same, with the addresses of names from `lookup`.
    fn resolving<L, F>(allowed: Allowed, patience: Patience, lookup: L) -> Result<Self, FetchFault>
    where
        L: Fn(String) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static,
    {
        let client = Client::builder()
            .user_agent(concat!("young-carer-passport/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(Checked { allowed: allowed.clone(), lookup }))
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

/// All addresses of a name.
async fn system(name: String) -> io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host((name, 0)).await?.collect())
}

/// Resolves a name to those of its addresses that are allowed.
struct Checked<L> {
    allowed: Allowed,
    lookup: L,
}

#[derive(Debug, Error)]
#[error("no address of this name is public")]
struct NotPublic;

impl<L, F> Resolve for Checked<L>
where
    L: Fn(String) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static,
{
    fn resolve(&self, name: Name) -> Resolving {
        let (allowed, lookup) = (self.allowed.clone(), self.lookup.clone());
        Box::pin(async move {
            let mut found = lookup(name.as_str().to_owned()).await?;
            found.retain(|found| allowed.allows(found.ip()));
            if found.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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

    /// Stands where a directory may be fetched from.
    const OUTSIDE: [u8; 4] = [127, 0, 0, 2];
    /// Stands for what only this machine may reach.
    const INSIDE: [u8; 4] = [127, 0, 0, 1];

    /// A fetcher that may go outside alone, told of each name what `says` gives for its so-and-so-many-th time.
    fn told(says: fn(&str, usize) -> Vec<[u8; 4]>) -> Fetcher {
        let allowed = Allowed(vec!["127.0.0.2/32".parse().unwrap()]);
        let patience = Patience::of(Duration::from_secs(10), Duration::from_secs(10));
        let times = Arc::new(AtomicUsize::new(0));
        let lookup = move |name: String| {
            let found = says(&name, times.fetch_add(1, Ordering::Relaxed));
            async move { Ok(found.into_iter().map(|address| SocketAddr::from((address, 0))).collect()) }
        };
        Fetcher::resolving(allowed, patience, lookup).unwrap()
    }

    /// Two servers at one port: one outside that answers with this head, and one inside, which nobody may reach.
    async fn servers(head: fn(u16) -> String) -> (u16, std::net::TcpListener) {
        let inside = std::net::TcpListener::bind(SocketAddr::from((INSIDE, 0))).unwrap();
        inside.set_nonblocking(true).unwrap();
        let port = inside.local_addr().unwrap().port();
        let outside = TcpListener::bind(SocketAddr::from((OUTSIDE, port))).await.unwrap();
        tokio::spawn(async move {
            while let Ok((mut guest, _)) = outside.accept().await {
                let _some_of_it = guest.read(&mut [0; 1024]).await.unwrap();
                let head =
                    format!("HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", head(port));
                guest.write_all(head.as_bytes()).await.unwrap();
            }
        });
        (port, inside)
    }

    fn is_untouched(inside: &std::net::TcpListener) -> bool {
        inside.accept().is_err_and(|fault| fault.kind() == io::ErrorKind::WouldBlock)
    }

    fn at(name: &str, port: u16) -> Url {
        Url::parse(&format!("http://{name}:{port}/services")).unwrap()
    }

    #[tokio::test]
    async fn a_name_that_leads_elsewhere_the_second_time_is_refused_then() {
        let (port, inside) = servers(|_| "200 OK".to_owned()).await;
        let fetcher = told(|_, time| vec![if time == 0 { OUTSIDE } else { INSIDE }]);
        assert!(fetcher.get(&at("directory.test", port)).await.is_ok());
        assert!(matches!(fetcher.get(&at("directory.test", port)).await, Err(FetchFault::Private)));
        assert!(is_untouched(&inside));
        // And it would tell.
        std::net::TcpStream::connect(SocketAddr::from((INSIDE, port))).unwrap();
        assert!(!is_untouched(&inside));
    }

    #[tokio::test]
    async fn of_a_name_with_addresses_inside_and_outside_only_those_outside_are_asked() {
        let (port, inside) = servers(|_| "200 OK".to_owned()).await;
        let fetcher = told(|_, _| vec![INSIDE, OUTSIDE, INSIDE]);
        assert!(fetcher.get(&at("directory.test", port)).await.is_ok());
        assert!(is_untouched(&inside));
    }

    #[tokio::test]
    async fn a_redirect_to_a_name_that_leads_inside_is_refused() {
        let (port, inside) =
            servers(|port| format!("302 Found\r\nLocation: http://inner.test:{port}/")).await;
        let fetcher = told(|name, _| vec![if name == "inner.test" { INSIDE } else { OUTSIDE }]);
        assert!(matches!(fetcher.get(&at("directory.test", port)).await, Err(FetchFault::Private)));
        assert!(is_untouched(&inside));
    }
}
