//! What a verdict and a live square cost an app in Kotlin and Python, against core itself: turn by turn in one run, since machines are noisy, so
//! that the ratios count. `mobile-bindings/scripts/cost` builds the library as it is shipped and names the programs (`tests/mobile`). What is
//! beyond the target is said to be MISSED; it fails nothing, since a machine that does something else meanwhile would.
#![expect(clippy::unwrap_used, reason = "a benchmark that meets the unexpected is meant to stop")]

mod cost {
    pub mod program;
    pub mod world;
}

use std::hint::black_box;
use std::time::{Duration, Instant};

use cost::program::Program;
use cost::world::{NOW, World};
use passport_core::card::Setting;
use passport_core::present::Expected;
use passport_core::verify::State;

const ROUNDS: u32 = 30;
const EACH: u32 = 100;

/// The most that an app may pay, against core.
const TARGET: f64 = 1.5;

/// What is done, and the time it has taken so far.
type Run<'a> = (String, Box<dyn FnMut() -> Duration + 'a>, Duration);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let mut programs: Vec<Program> = arguments.split(|word| word == "then").map(Program::start).collect();
    let world = World::new();
    for program in &mut programs {
        program.given(&world);
    }
    println!(
        "| what | through | µs each | against core | target: at most {TARGET} |\n| --- | --- | --- | --- | --- |"
    );
    let check = || {
        let verdict =
            world.checker.check(black_box(&world.square), Some(Setting::School), &Expected::Square, NOW);
        assert_eq!(verdict.state, State::ValidOffline);
    };
    measure("a verdict on a phone card's square", &mut programs, "check", &world, check);
    measure("the same, a hundred in one call", &mut programs, "check-each", &world, check);
    measure("a live square, signed and drawn", &mut programs, "square", &world, || {
        black_box(world.wallet().live_square(Setting::School, NOW).unwrap());
    });
}

fn measure(what: &str, programs: &mut [Program], ask: &str, world: &World, core: impl Fn()) {
    let in_core = || {
        let start = Instant::now();
        (0..EACH).for_each(|_| core());
        start.elapsed()
    };
    let mut runs: Vec<Run> = vec![("core itself".to_owned(), Box::new(in_core), Duration::ZERO)];
    for program in programs {
        let question = format!("{ask} {EACH} {}", world.square);
        runs.push((program.language.clone(), Box::new(move || program.took(&question)), Duration::ZERO));
    }
    // Java compiles what it meets often while it runs, so the first rounds do not count.
    for round in 0..ROUNDS + ROUNDS / 2 {
        for (_, run, spent) in &mut runs {
            let took = run();
            *spent += if round < ROUNDS / 2 { Duration::ZERO } else { took };
        }
    }
    let micros = |spent: Duration| spent.as_secs_f64() * 1e6 / f64::from(ROUNDS * EACH);
    let bare = micros(runs[0].2);
    for (through, _, spent) in runs {
        let ratio = micros(spent) / bare;
        let reached = if ratio <= TARGET { "met" } else { "MISSED" };
        println!("| {what} | {through} | {:.0} | {ratio:.2} | {reached} |", micros(spent));
    }
}
