//! A server of directories that misbehaves in every way that one can, each at an address of its own.

use crate::directory::{item, items, page};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use short::short;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

mod short;

/// The network that it stands in, and nothing else.
pub const ITS_NETWORK: &str = "127.0.0.1/32";
/// More than any page may have, unpacked.
const TOO_MUCH: usize = 80 * 1024 * 1024;

/// The server, until the test ends.
pub struct BadDirectory {
    port: u16,
    asked: Arc<Mutex<Asked>>,
}

/// What was asked of it.
#[derive(Default)]
struct Asked {
    /// Each way in its order, with what stood behind the question mark.
    ways: Vec<String>,
    /// How many wait for an answer now,
    waiting: usize,
    /// and how many did at most.
    most_waiting: usize,
}

impl BadDirectory {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        let asked = Arc::new(Mutex::new(Asked::default()));
        let counted = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let counted = Arc::clone(&counted);
                // Whoever has heard enough hangs up; that is no fault of the test's.
                tokio::spawn(async move {
                    answer(stream, port, &counted).await.ok();
                    counted.lock().expect("nobody panics").waiting -= 1;
                });
            }
        });
        Self { port, asked }
    }

    /// The address of one of its ways.
    pub fn url(&self, way: &str) -> String {
        format!("http://127.0.0.1:{}/{way}", self.port)
    }

    /// The same by a name.
    pub fn named_url(&self, way: &str) -> String {
        format!("http://localhost:{}/{way}", self.port)
    }

    /// How often anything was asked of it.
    pub fn asked(&self) -> usize {
        self.ways().len()
    }

    /// What was asked of it, in order: each way with what stood behind the question mark.
    pub fn ways(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics").ways.clone()
    }

    /// How many at most asked it at the same time.
    pub fn most_at_once(&self) -> usize {
        self.asked.lock().expect("nobody panics").most_waiting
    }
}

async fn answer(stream: TcpStream, port: u16, asked: &Mutex<Asked>) -> std::io::Result<()> {
    asked.lock().expect("nobody panics").waiting += 1;
    let mut stream = BufReader::new(stream);
    let mut first = String::new();
    stream.read_line(&mut first).await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 2 {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
    let times = {
        let mut asked = asked.lock().expect("nobody panics");
        asked.ways.push(path.to_owned());
        asked.most_waiting = asked.most_waiting.max(asked.waiting);
        asked.ways.iter().filter(|way| *way == path).count()
    };
    let (way, query) = path.split_once('?').unwrap_or((path, ""));
    let number = query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok()).unwrap_or(1);
    let stream = stream.get_mut();
    if let Some(there) = elsewhere((way, query), port) {
        return redirect(stream, &there).await;
    }
    match way {
        "good" => send(stream, "200 OK", &page(&items(250), number, 100).to_string()).await,
        "slow-pages" => {
            tokio::time::sleep(Duration::from_millis(60)).await;
            send(stream, "200 OK", &page(&items(2_000), number, 20).to_string()).await
        }
        "older" => {
            let page = json!({"totalElements": 3, "totalPages": 2, "number": number, "size": 2,
                "content": if number == 1 { items(2) } else { vec![item(3)] }});
            send(stream, "200 OK", &page.to_string()).await
        }
        "from-zero" => {
            let page = json!({"totalPages": 2, "first": number == 0, "last": number == 1, "number": number,
                "content": [item(number + 1)]});
            send(stream, "200 OK", &page.to_string()).await
        }
        "front" => {
            send(stream, "200 OK", &json!({"version": "HSDS-UK-3.0", "profile": "x"}).to_string()).await
        }
        "front/services" => send(stream, "200 OK", &page(&items(2), number, 100).to_string()).await,
        "stall" => {
            tokio::time::sleep(Duration::from_secs(120)).await;
            Ok(())
        }
        "silent" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"contents\": [").await?;
            tokio::time::sleep(Duration::from_secs(120)).await;
            Ok(())
        }
        "drip" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n").await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        "endless" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[").await?;
            let spaces = vec![b' '; 1 << 16];
            for _ in 0..16_384 {
                stream.write_all(&spaces).await?;
            }
            Ok(())
        }
        "bomb" => {
            let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(&vec![b' '; TOO_MUCH])?;
            let packed = packed.finish()?;
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                packed.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&packed).await
        }
        "crumbs" => {
            send(stream, "200 OK", &format!("{{\"contents\": [{}0]}}", "0,".repeat(20_000_000))).await
        }
        "not-json" => send(stream, "200 OK", "<!DOCTYPE html><p>Sign in").await,
        "cut" => send(stream, "200 OK", "{\"contents\": [{\"id\": \"1\", \"name\": \"Cl").await,
        "cut-later" if number == 1 => send(stream, "200 OK", &page(&items(20), 1, 10).to_string()).await,
        "cut-later" => send(stream, "200 OK", "{\"contents\": [{").await,
        "repeats" => send(stream, "200 OK", &json!({"contents": items(3)}).to_string()).await,
        "more-and-more" => {
            let club = |id| json!({"id": id, "name": "Club", "phones": [{"number": "01632 960001"}]});
            let contents: Vec<_> = (number * 5_000..(number + 1) * 5_000).map(club).collect();
            send(stream, "200 OK", &json!({"contents": contents}).to_string()).await
        }
        _ if way.starts_with("short") => short(stream, (way, query), number, times).await,
        _ => send(stream, "404 Not Found", "{}").await,
    }
}

/// Where it sends whoever asks for this.
fn elsewhere((way, query): (&str, &str), port: u16) -> Option<String> {
    Some(match way {
        "round" => format!("http://127.0.0.1:{port}/round"),
        "to-good" => format!("/good?{query}"),
        "to-private" => "http://10.0.0.1/services".to_owned(),
        "to-other-loopback" => format!("http://127.0.0.2:{port}/good"),
        "to-six" => format!("http://[::1]:{port}/good"),
        "to-odd" => format!("http://2130706434:{port}/good"),
        "to-name" => "http://169.254.169.254/latest/meta-data".to_owned(),
        "to-file" => "file:///etc/passwd".to_owned(),
        "to-gopher" => "gopher://127.0.0.1:70/1".to_owned(),
        "to-data" => "data:application/json,[]".to_owned(),
        _ => return None,
    })
}

async fn send(stream: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await
}

async fn redirect(stream: &mut TcpStream, to: &str) -> std::io::Result<()> {
    let head =
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await
}
