//! A phone card checked by core and by the libraries of others, turn by turn in one run, so that the ratios count. Core does more: it looks at the
//! dates, the place and a status list that it holds, and says the lines to show.

use crate::Figure;
use passport_core::card::Setting;
use passport_core::present::Expected;
use passport_core::verify::{State, verify};
use passport_tests::hub_in_memory::HubInMemory;
use serde_json::json;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const NOW: u64 = 1_795_176_000;
const ROUNDS: u32 = 40;
/// So many rounds before them do not count: Node compiles what it meets often while it runs.
const WARM: u32 = 10;
const EACH: u32 = 100;

/// Another's library, running.
struct Library {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    spent: Duration,
}

/// How many times as many checks core does.
pub fn measure() -> Vec<Figure> {
    let hub = HubInMemory::new(NOW);
    let text = hub.shown_on_phone(Setting::School, 8, 30);
    let (trust, mut question) = (hub.trust(), hub.trust_for_others());
    question["text"] = json!(text);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/interop");
    let python =
        std::env::var("PASSPORT_PYTHON").unwrap_or_else(|_| format!("{folder}/../../.venv/bin/python"));
    let mut others = [
        Library::start(Command::new("node").arg(format!("{folder}/speed.js")), &question.to_string()),
        Library::start(Command::new(python).arg(format!("{folder}/speed.py")), &question.to_string()),
    ];
    let mut ours = Duration::ZERO;
    for round in 0..WARM + ROUNDS {
        let start = Instant::now();
        for _ in 0..EACH {
            let verdict = verify(black_box(&text), Some(Setting::School), &Expected::Square, &trust, NOW);
            assert_eq!(verdict.state, State::Valid);
        }
        let (took, counts) = (start.elapsed(), u32::from(round >= WARM));
        ours += took * counts;
        for library in &mut others {
            let took = library.takes();
            library.spent += took * counts;
        }
    }
    let checks = f64::from(ROUNDS * EACH);
    let ratio = |library: &Library| format!("{:.1} ×", library.spent.as_secs_f64() / ours.as_secs_f64());
    vec![
        Figure::new(
            "`verify`, phone card as text",
            format!("{:.0} a second on one core", checks / ours.as_secs_f64()),
            "–",
        ),
        Figure::new("against npm's @sd-jwt/core without a status list", ratio(&others[0]), "≥ 4 ×"),
        Figure::new("against PyPI's sd-jwt without a status list", ratio(&others[1]), "≥ 2.5 ×"),
    ]
}

impl Library {
    fn start(command: &mut Command, question: &str) -> Self {
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("set up by `make setup`");
        let mut input = process.stdin.take().expect("a pipe");
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        writeln!(input, "{question}").expect("it reads");
        Self { process, input, output, spent: Duration::ZERO }
    }

    /// How long it takes for as many, by its own clock.
    fn takes(&mut self) -> Duration {
        writeln!(self.input, "{EACH}").expect("it reads");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an answer");
        Duration::from_nanos(line.trim().parse().expect("nanoseconds"))
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
