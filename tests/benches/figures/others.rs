//! A phone card checked by core and by the libraries of others, turn by turn in one run, so that the ratios count. Core does more: it looks at the
//! dates, the place and a status list that it holds, and says the lines to show.

use crate::Figure;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use passport_core::card::Setting;
use passport_core::keys::{Signer as _, SigningKey};
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

/// How many times as many checks core does; and how many times as many it could do at most, if it did nothing but check the two signatures.
pub fn measure() -> Vec<Figure> {
    let hub = HubInMemory::new(NOW);
    let text = hub.shown_on_phone(Setting::School, 8, 30);
    let (trust, mut question) = (hub.trust(), hub.trust_for_others());
    question["text"] = json!(text);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/interop");
    let python =
        std::env::var("PASSPORT_PYTHON").unwrap_or_else(|_| format!("{folder}/../../.venv/bin/python"));
    let question = question.to_string();
    let node =
        |whose| Library::start(Command::new("node").arg(format!("{folder}/speed.js")).arg(whose), &question);
    let mut others = [
        node("published"),
        node("quickest"),
        Library::start(Command::new(python).arg(format!("{folder}/speed.py")), &question),
    ];
    let two_signatures = two_signatures();
    let (mut ours, mut least) = (Duration::ZERO, Duration::ZERO);
    for round in 0..WARM + ROUNDS {
        let start = Instant::now();
        for _ in 0..EACH {
            let verdict = verify(black_box(&text), Some(Setting::School), &Expected::Square, &trust, NOW);
            assert_eq!(verdict.state, State::Valid);
        }
        let (took, counts) = (start.elapsed(), u32::from(round >= WARM));
        ours += took * counts;
        let start = Instant::now();
        (0..EACH).for_each(|_| two_signatures());
        least += start.elapsed() * counts;
        for library in &mut others {
            let took = library.takes();
            library.spent += took * counts;
        }
    }
    let checks = f64::from(ROUNDS * EACH);
    let against = |name: &str, library: &Library, target| {
        let times = |spent: Duration| library.spent.as_secs_f64() / spent.as_secs_f64();
        let found = format!("{:.1} × (two bare signature checks {:.1} ×)", times(ours), times(least));
        Figure::new(format!("against {name} without a status list"), found, target)
    };
    vec![
        Figure::new(
            "`verify`, phone card as text",
            format!("{:.0} a second on one core", checks / ours.as_secs_f64()),
            "–",
        ),
        against("npm's @sd-jwt/core as published", &others[0], "≥ 4 ×"),
        against("npm's @sd-jwt/core with Node's quickest check of a signature", &others[1], "–"),
        against("PyPI's sd-jwt", &others[2], "≥ 2.5 ×"),
    ]
}

/// Two bare ES256 verifications of aws-lc, of messages as long as a credential and its key binding.
fn two_signatures() -> impl Fn() {
    let bare = |length: usize| {
        let (key, _) = SigningKey::generate().expect("a key");
        let message = vec![b'a'; length];
        let signature = key.sign(&message).expect("a signature");
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public().uncompressed().to_vec());
        move || public.verify(&message, &signature).expect("it is good")
    };
    let (credential, binding) = (bare(650), bare(250));
    move || (credential(), binding()).0
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
