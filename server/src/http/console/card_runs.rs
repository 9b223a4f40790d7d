//! Cards for many at once: arrangements chosen once, then issued in the background, then printed.

mod choose;
mod list;
mod show;
mod start;

pub(in crate::http) use choose::{for_import, for_people};
pub(in crate::http::console) use list::{Line, lately};
pub(in crate::http) use show::show;
pub(in crate::http) use start::start;

use crate::store::{CardRunId, CarerId, ImportId};

/// The most bytes of a form that names so many people: 10,000 ids, and the fields around them.
pub(in crate::http) const MANY_PEOPLE: usize = 524_288;

/// A run's own address.
fn address(run: CardRunId) -> String {
    format!("/hub/card-runs/{run}")
}

/// The ids that a form carries under a name, in their order.
fn people(form: &[(String, String)]) -> Vec<CarerId> {
    let sent = form.iter().filter(|(name, _)| name == "carer");
    sent.filter_map(|(_, value)| value.parse().ok()).collect()
}

/// The file whose people a form is about, if it is about one.
fn import_of(form: &[(String, String)]) -> Option<ImportId> {
    form.iter().find(|(name, _)| name == "import").and_then(|(_, value)| value.parse().ok())
}
