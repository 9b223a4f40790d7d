//! Writes `tests/vectors/`: cards, presentations, lists, bundles and broken variants with the verdicts on which every
//! implementation must agree. Run once with `cargo run -p passport-core --example make_vectors`; signatures are random, so a second run
//! gives other files, and what was published stays. The private keys are written too: they are for tests and sign nothing else.

mod broken;
mod cards;
mod forge;
mod genuine;
mod other;
mod world;

use std::path::Path;

use serde_json::Value;
use world::World;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let world = World::new();
    write(&folder, "trust", &world.trusts_json());
    write(&folder, "keys", &world.keys_json());
    let mut verify = genuine::cases(&world);
    verify.extend(broken::cases(&world));
    write(&folder, "verify", &Value::Array(verify));
    write(&folder, "packed", &other::packed(&world));
    write(&folder, "short_codes", &other::short_codes());
    write(&folder, "points", &other::points());
    write(&folder, "status_lists", &other::status_lists(&world));
    write(&folder, "bundles", &other::bundles(&world));
}

/// One case a line, so that a difference between two files can be read.
fn write(folder: &Path, name: &str, value: &Value) {
    let text = match value {
        Value::Array(cases) => {
            let lines: Vec<_> = cases.iter().map(Value::to_string).collect();
            println!("{name}: {} cases", cases.len());
            format!("[\n{}\n]\n", lines.join(",\n"))
        }
        other => format!("{other:#}\n"),
    };
    std::fs::write(folder.join(name).with_extension("json"), text)
        .expect("the folder tests/vectors is there");
}
