//! Requests that two servers may read differently, through HAProxy and at the server itself: what is hidden in one is never answered.

use super::Two;
use super::downgraded;
use super::smuggled::{Pair, at_the_server, pairs, pipelined};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// After so long without another byte nothing more is coming.
const SILENCE: Duration = Duration::from_millis(800);

/// All that comes back on one connection.
async fn sent(address: &str, bytes: &[u8]) -> String {
    let mut connection = TcpStream::connect(address).await.expect("connects");
    // Whoever refuses may close before all of it was read.
    let _ = connection.write_all(bytes).await;
    let (mut answers, mut some) = (Vec::new(), [0; 4096]);
    while let Ok(Ok(read @ 1..)) = tokio::time::timeout(SILENCE, connection.read(&mut some)).await {
        answers.extend_from_slice(&some[..read]);
    }
    String::from_utf8_lossy(&answers).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_that_is_hidden_in_another_is_answered() {
    let two = Two::start().await;
    let route = "/health/live";
    for address in [&two.proxy.address, &two.proxy.servers[0]] {
        let plain = sent(address, &pipelined()).await;
        assert!(plain.contains(r#"{"state":"live"}"#), "two honest requests have two answers: {plain}");
    }
    let honest = two.answered(0, route).await + two.answered(1, route).await;
    assert_eq!(honest, 2);

    let mut sending = JoinSet::new();
    let all = pairs();
    let own = [pairs(), at_the_server()].concat();
    for (address, pairs) in [(&two.proxy.address, all.clone()), (&two.proxy.servers[0], own)] {
        for Pair { name, bytes } in pairs {
            let (address, is_proxy) = (address.clone(), *address == two.proxy.address);
            sending.spawn(async move {
                let answers = sent(&address, &bytes).await;
                let status = answers.split(' ').nth(1).unwrap_or("none").to_owned();
                let hidden = answers.contains(r#"{"state":"live"}"#);
                (name, is_proxy, status, hidden, answers.matches("HTTP/1.1 2").count())
            });
        }
    }
    let mut answered = sending.join_all().await;
    answered.sort();
    let reached: Vec<_> = answered.iter().filter(|one| one.3 || one.4 > 1).collect();
    assert!(reached.is_empty(), "what was hidden was answered: {reached:?}");
    let after = two.answered(0, route).await + two.answered(1, route).await;
    assert_eq!(after, honest, "what was hidden reached a server: {answered:?}");
    let refused = answered.iter().filter(|one| !one.2.starts_with('2')).count();
    eprintln!(
        "{} pairs sent to HAProxy and to the server; {refused} of {} refused",
        all.len(),
        answered.len()
    );

    // Nobody else hears an answer that was meant for another.
    for _ in 0..20 {
        let next = reqwest::get(format!("{}/health/ready", two.site.base)).await.expect("an answer");
        assert_eq!(
            (next.status().as_u16(), next.text().await.expect("JSON")),
            (200, r#"{"state":"ready"}"#.to_owned())
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_that_is_hidden_in_one_of_http_2_is_answered() {
    let two = Two::start().await;
    let route = "/health/live";
    let honest = sent(&two.proxy.address_of_http_2, &downgraded::honest()).await;
    assert!(honest.contains(r#"{"state":"live"}"#), "HAProxy speaks HTTP/2 there: {honest}");
    let before = two.answered(0, route).await + two.answered(1, route).await;
    assert_eq!(before, 1);

    let all = downgraded::pairs();
    let mut answered = Vec::new();
    for address in [&two.proxy.address_of_http_2, &two.proxy.address, &two.proxy.servers[0]] {
        // So many as HAProxy takes at once.
        for some in all.chunks(100) {
            let mut sending = JoinSet::new();
            for Pair { name, bytes } in some.iter().cloned() {
                let address = address.clone();
                sending.spawn(async move {
                    let answers = sent(&address, &bytes).await;
                    (name, address, answers.contains(r#"{"state":"live"}"#))
                });
            }
            answered.extend(sending.join_all().await);
        }
    }
    let reached: Vec<_> = answered.iter().filter(|one| one.2).collect();
    assert!(reached.is_empty(), "what was hidden was answered: {reached:?}");
    let after = two.answered(0, route).await + two.answered(1, route).await;
    assert_eq!(after, before, "what was hidden reached a server");
    eprintln!("{} pairs of HTTP/2 sent to HAProxy and to the server", all.len());

    // Nobody else hears an answer that was meant for another.
    for _ in 0..20 {
        let next = reqwest::get(format!("{}/health/ready", two.site.base)).await.expect("an answer");
        assert_eq!(next.text().await.expect("JSON"), r#"{"state":"ready"}"#);
    }
}
