//! What it costs, in pence where that is certain, and else in words.

use passport_core::menu::{Cost, MOST_COSTS};

use super::super::texts::{Object, line, number, objects};
use super::super::{FaultCode, Field, Taken};

pub(super) fn take(taken: &mut Taken, item: &Object) {
    let mut said = Vec::new();
    for one in objects(item, &["cost_options"]) {
        let what = line(one, &["option"]);
        let note = line(one, &["amount_description"]);
        let currency = line(one, &["currency"]).unwrap_or_else(|| "GBP".to_owned());
        let pounds = number(one, &["amount"]).filter(|_| currency.eq_ignore_ascii_case("GBP"));
        let Some(pence) = pounds.and_then(pence) else {
            let parts = [what, line(one, &["amount"]), note].into_iter().flatten().collect::<Vec<_>>();
            said.extend((!parts.is_empty()).then(|| parts.join(", ")));
            continue;
        };
        if taken.details.costs.len() == MOST_COSTS {
            taken.note(Field::Costs, FaultCode::TooMany);
            break;
        }
        taken.details.costs.push(Cost { what, pence, note });
    }
    if !said.is_empty() {
        let before = taken.details.words.fees.take();
        taken.details.words.fees = Some(before.into_iter().chain(said).collect::<Vec<_>>().join("\n"));
    }
}

/// Below a million pounds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a hundred millions"
)]
fn pence(pounds: f64) -> Option<u32> {
    (0.0..1_000_000.0).contains(&pounds).then(|| (pounds * 100.0).round() as u32)
}
