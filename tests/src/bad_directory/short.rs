//! Lists that say little of their services: all of each stands at its own address, or should.

use super::{redirect, send};
use crate::directory::{items, page};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// Fields that such a list has.
const LISTED: [&str; 6] = ["id", "name", "status", "description", "url", "organization"];

/// A list, or one of its services: `way` is `short…`, or `short…/ID`. `times` says how often the very same was asked.
pub(super) async fn short(
    stream: &mut TcpStream,
    (way, query): (&str, &str),
    number: usize,
    times: usize,
) -> std::io::Result<()> {
    match way.split_once('/') {
        None => send(stream, "200 OK", &list(way, query, number).to_string()).await,
        Some((list, id)) => record(stream, list, id, times).await,
    }
}

fn list(way: &str, query: &str, number: usize) -> Value {
    let (count, size) = match way {
        "short-slowly" => (200, 20),
        "short-without" => (25, 10),
        _ => (130, 50),
    };
    let mut all = items(count);
    let is_whole = way == "short-in-full" && query.split('&').any(|pair| pair == "full=true");
    if !is_whole {
        let fields = all.iter_mut().filter_map(Value::as_object_mut);
        fields.for_each(|item| item.retain(|name, _| LISTED.contains(&name.as_str())));
    }
    page(&all, number, size)
}

async fn record(stream: &mut TcpStream, list: &str, id: &str, times: usize) -> std::io::Result<()> {
    let found = items(200).into_iter().find(|item| item["id"] == id);
    let number: usize = id.rsplit('-').next().and_then(|end| end.parse().ok()).unwrap_or_default();
    match (list, found) {
        (_, None) | ("short-lost", _) => send(stream, "404 Not Found", "{}").await,
        ("short-but-one", _) if number == 3 => send(stream, "404 Not Found", "{}").await,
        ("short-but-one", _) if number == 4 => send(stream, "200 OK", "<p>Sign in").await,
        ("short-but-one", _) if number == 5 => {
            send(stream, "200 OK", &json!({"id": "another", "name": "Another"}).to_string()).await
        }
        ("short-busy", _) if times == 1 && number % 40 == 7 => {
            let busy = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(busy.as_bytes()).await
        }
        ("short-stall", _) if number == 60 => {
            tokio::time::sleep(Duration::from_secs(120)).await;
            Ok(())
        }
        ("short-to-private", _) if number == 60 => redirect(stream, "http://10.0.0.1/services/60").await,
        ("short-broken", _) if number == 60 => send(stream, "503 Service Unavailable", "").await,
        ("short-without", Some(mut item)) => {
            item.as_object_mut().expect("an object").retain(|name, _| LISTED.contains(&name.as_str()));
            send(stream, "200 OK", &item.to_string()).await
        }
        (_, Some(item)) => {
            let pause = if list == "short-slowly" { 20 } else { 5 };
            tokio::time::sleep(Duration::from_millis(pause)).await;
            send(stream, "200 OK", &item.to_string()).await
        }
    }
}
