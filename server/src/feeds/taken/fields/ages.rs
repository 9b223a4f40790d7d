//! Who may come, by age.

use passport_core::menu::Ages;

use super::super::texts::{Object, number, objects};
use super::super::{FaultCode, Field, Taken};

/// People are not older.
const OLDEST: f64 = 120.0;

pub(super) fn take(taken: &mut Taken, item: &Object) {
    let who = objects(item, &["eligibilitys", "eligibility"]);
    let mut holders = vec![item];
    // Of several groups the widest ages hold.
    holders.extend(who.first().filter(|_| who.len() == 1));
    let age = |names: &[&str]| holders.iter().find_map(|holder| number(holder, names));
    let (from, to) = (age(&["minimum_age", "min_age"]), age(&["maximum_age", "max_age"]));
    let whole = |age: f64| (0.0..=OLDEST).contains(&age).then(|| years(age));
    let from_years = from.map(whole);
    let to_years = to.map(whole);
    let ages = Ages { from: from_years.flatten().filter(|from| *from > 0), to: to_years.flatten() };
    let is_turned = ages.from.zip(ages.to).is_some_and(|(from, to)| from > to);
    // "Up to 999" is how some write that there is no end.
    let is_odd = from.is_some_and(|from| !(0.0..=OLDEST).contains(&from)) || to.is_some_and(|to| to < 0.0);
    if is_turned || is_odd {
        return taken.note(Field::Ages, FaultCode::NotUnderstood);
    }
    taken.details.ages = ages;
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 120")]
fn years(age: f64) -> u8 {
    age.floor() as u8
}
