//! `POST /api/verify` under load, with the load made on the same machine: flat out, then at one rate after another, then at a thousand a second while
//! another program puts thousands of cards into the same database.

use super::bulk;
use super::chart::{self, Point};
use crate::Figure;
use passport_tests::demo::{Demo, DemoCard};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::Instant;

const CONNECTIONS: usize = 64;
const FLAT_OUT: Duration = Duration::from_secs(8);
const STEADY: Duration = Duration::from_secs(10);
/// Checks a second.
const RATES: [u32; 6] = [250, 500, 1_000, 2_000, 4_000, 8_000];
/// The rate that the target is for.
const USUAL: u32 = 1_000;

/// The most answers a second, and how long they take at each rate.
pub fn measure() -> Vec<Figure> {
    let demo = Demo::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let request: Arc<[u8]> = request(&demo, demo.card("valid")).into();
    let most = runtime.block_on(flat_out(&demo, &request));
    let at_rate = |rate| Point::of(rate, runtime.block_on(steady(&demo, &request, rate, STEADY)));
    let alone: Vec<Point> = RATES.iter().map(|rate| at_rate(*rate)).collect();
    let issuing = bulk::begin(&demo);
    let beside = at_rate(USUAL);
    let issued = issuing.end();
    chart::draw(&alone, &beside);

    let mut figures =
        vec![Figure::new("POST /api/verify, flat out", format!("{most:.0} a second"), "≥ 5,000 on 2 cores")];
    for point in &alone {
        let target = if point.rate == USUAL { "p99 ≤ 25 ms" } else { "–" };
        figures.push(Figure::new(format!("at {} a second", point.rate), point.told(), target));
    }
    figures.push(Figure::new(
        format!("at {USUAL} a second while {issued:.0} cards a second are issued"),
        beside.told(),
        "–",
    ));
    figures
}

/// Every connection asks again as soon as it is answered.
async fn flat_out(demo: &Demo, request: &Arc<[u8]>) -> f64 {
    let end = Instant::now() + FLAT_OUT;
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (mut stream, request) = (connect(demo).await, Arc::clone(request));
        asking.spawn(async move {
            let mut answers = 0;
            while Instant::now() < end {
                ask(&mut stream, &request).await;
                answers += 1;
            }
            answers
        });
    }
    let answers: Vec<usize> = asking.join_all().await;
    per_second(answers.iter().sum(), FLAT_OUT)
}

/// Connections ask by the clock, whether the answers are slow or not; a wait counts from when its turn came.
pub async fn steady(demo: &Demo, request: &Arc<[u8]>, rate: u32, time: Duration) -> Vec<Duration> {
    let start = Instant::now();
    let gap = Duration::from_secs(1) * u32::try_from(CONNECTIONS).expect("few") / rate;
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..CONNECTIONS {
        let (mut stream, request) = (connect(demo).await, Arc::clone(request));
        let shift = gap * u32::try_from(number).expect("few") / u32::try_from(CONNECTIONS).expect("few");
        asking.spawn(async move {
            let (mut turn, mut waits) = (start + shift, Vec::new());
            while turn < start + time {
                tokio::time::sleep_until(turn).await;
                ask(&mut stream, &request).await;
                waits.push(turn.elapsed());
                turn += gap;
            }
            waits
        });
    }
    asking.join_all().await.concat()
}

async fn connect(demo: &Demo) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(demo.address()).await.expect("the demo takes connections");
    stream.set_nodelay(true).expect("a socket option");
    BufReader::new(stream)
}

/// Sends the request and reads the whole answer, which must be a good one.
async fn ask(stream: &mut BufReader<TcpStream>, request: &[u8]) {
    stream.write_all(request).await.expect("sends");
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        stream.read_line(&mut line).await.expect("reads");
        let lower = line.to_ascii_lowercase();
        assert!(!lower.starts_with("http/1.1") || lower.contains(" 200 "), "answered {line}");
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if lower == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.expect("reads");
    let valid = br#""state":"valid""#;
    assert!(
        body.windows(valid.len()).any(|part| part == valid),
        "answered {}",
        String::from_utf8_lossy(&body)
    );
}

/// A check of a card, as it goes over the wire.
pub fn request(demo: &Demo, card: &DemoCard) -> Vec<u8> {
    let body = serde_json::json!({ "card": card.square, "setting": "school" }).to_string();
    let head =
        format!("POST /api/verify HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json", demo.address());
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
