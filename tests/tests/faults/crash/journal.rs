//! What became of each kill, a line of JSON each. With `PASSPORT_CRASH_LOG` naming a folder it is kept there, and a run goes on where the
//! one before it ended; without it, the suite's few kills are told at the end.

use super::acts::Told;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const IN_THE_SUITE: u32 = 20;

/// The lines of one database.
pub struct Journal {
    kind: &'static str,
    kept: Option<File>,
    lines: Vec<Value>,
    wanted: u32,
    until: Option<Instant>,
}

/// One kill and what came of it.
pub struct Kill<'a> {
    /// Its number, which is its seed.
    pub number: u32,
    /// How long after the first request was sent.
    pub moment: Duration,
    /// How many cards were written down and not signed.
    pub cut: usize,
    /// How long until the next server answered.
    pub repaired: Duration,
    /// What had been told of, and what not.
    pub told: &'a Told,
}

impl Journal {
    /// Goes on with what is kept.
    pub fn open(kind: &'static str) -> Self {
        let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a number"));
        let folder = std::env::var_os("PASSPORT_CRASH_LOG").map(PathBuf::from);
        let path = folder.map(|folder| {
            std::fs::create_dir_all(&folder).expect("a folder for the log");
            folder.join(format!("{kind}.jsonl"))
        });
        let before = path.as_ref().and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        let lines = before.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
        let kept = path.map(|path| OpenOptions::new().create(true).append(true).open(path).expect("a log"));
        let wanted = number("PASSPORT_CRASH_KILLS").unwrap_or(IN_THE_SUITE);
        let seconds = number("PASSPORT_CRASH_SECONDS");
        let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds.into()));
        Self { kind, kept, lines, wanted, until }
    }

    /// The number of the next kill, while there is one to do and time for it.
    pub fn next(&self) -> Option<u32> {
        let next = u32::try_from(self.lines.len()).expect("a few thousand");
        let in_time = self.until.is_none_or(|until| Instant::now() < until);
        (next < self.wanted && in_time).then_some(next)
    }

    /// Writes one down, once all of it has held.
    pub fn note(&mut self, kill: &Kill<'_>) {
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).expect("less than a day");
        let line = json!({
            "kill": kill.number, "database": self.kind,
            "moment_us": u64::try_from(kill.moment.as_micros()).expect("less than a day"),
            "acknowledged": kill.told.acknowledged(), "unanswered": kill.told.unanswered(),
            "half_issued": kill.cut, "repaired_ms": milliseconds(kill.repaired),
        });
        if let Some(file) = &mut self.kept {
            writeln!(file, "{line}").expect("a line in the log");
        }
        self.lines.push(line);
    }

    /// Says what came of all of them.
    pub fn say(&self) {
        let sum = |field: &str| self.lines.iter().filter_map(|line| line[field].as_u64()).sum::<u64>();
        let longest = self.lines.iter().filter_map(|line| line["repaired_ms"].as_u64()).max().unwrap_or(0);
        let acts = |field: &str| {
            let counts = self.lines.iter().filter_map(|line| line[field].as_object()).flatten();
            counts.filter_map(|(_, count)| count.as_u64()).sum::<u64>()
        };
        eprintln!(
            "{}: {} of {} kills; {} acts acknowledged and none lost, {} cut off before their answer and done once when asked again, \
             {} cards half issued and settled; answering again after {longest} ms at most",
            self.kind,
            self.lines.len(),
            self.wanted.max(u32::try_from(self.lines.len()).expect("a few thousand")),
            acts("acknowledged"),
            acts("unanswered"),
            sum("half_issued"),
        );
    }
}
