//! `POST /api/verify` under load, with the load made on the same machine.

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
const STEADY_RATE: u32 = 1_000;

/// The most answers a second, and how long the slowest wait at a steady thousand.
pub fn measure() -> Vec<Figure> {
    let demo = Demo::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (flat_out, mut waits) = runtime.block_on(async {
        let request: Arc<[u8]> = request(&demo, demo.card("valid")).into();
        (flat_out(&demo, &request).await, steady(&demo, &request).await)
    });
    waits.sort_unstable();
    let p99 = waits[waits.len() * 99 / 100];
    vec![
        Figure::new("POST /api/verify, flat out", format!("{flat_out:.0} a second"), "≥ 5,000 on 2 cores"),
        Figure::new(
            format!("POST /api/verify, p99 at {:.0} a second", per_second(waits.len(), STEADY)),
            format!("{:.1} ms", p99.as_secs_f64() * 1000.0),
            "≤ 25 ms at 1,000 a second",
        ),
    ]
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
async fn steady(demo: &Demo, request: &Arc<[u8]>) -> Vec<Duration> {
    let start = Instant::now();
    let gap = Duration::from_secs(1) * u32::try_from(CONNECTIONS).expect("few") / STEADY_RATE;
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..CONNECTIONS {
        let (mut stream, request) = (connect(demo).await, Arc::clone(request));
        let shift = gap * u32::try_from(number).expect("few") / u32::try_from(CONNECTIONS).expect("few");
        asking.spawn(async move {
            let (mut turn, mut waits) = (start + shift, Vec::new());
            while turn < start + STEADY {
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

fn request(demo: &Demo, card: &DemoCard) -> Vec<u8> {
    let body = serde_json::json!({ "card": card.square, "setting": "school" }).to_string();
    let head =
        format!("POST /api/verify HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json", demo.address());
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
