//! What a hub has already: by the directory's own ids, then by name and postcode.

use std::collections::{HashMap, HashSet};

use passport_core::menu::Details;
use sqlx::types::Json;

use super::super::super::carers::fold;
use super::super::super::db::{View, look, on_db};
use super::super::super::{HubScope, ServiceId, Store, StoreError};
use super::StagedKind;
use crate::feeds::Taken;

/// What is known of a directory's services before it is read.
#[derive(Debug, Default)]
pub struct KnownServices {
    /// By the directory's id: what was last taken or passed over.
    taken: HashMap<String, (Option<ServiceId>, String)>,
    /// By folded name: services of the hub, with the postcodes of their places.
    named: HashMap<String, Vec<Named>>,
    /// Ids that came in this reading.
    met: HashSet<String>,
}

#[derive(Debug)]
struct Named {
    service: ServiceId,
    postcodes: HashSet<String>,
    details: Details,
}

/// What one item would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// In a word.
    pub kind: StagedKind,
    /// The service that is there already.
    pub service: Option<ServiceId>,
    /// Whether its id came before in this reading.
    pub is_twice: bool,
}

impl KnownServices {
    /// Notes the ids that came in a reading before it was cut off.
    pub fn meet(&mut self, ids: impl IntoIterator<Item = String>) {
        self.met.extend(ids);
    }

    /// What an item would change.
    pub fn judge(&mut self, taken: &Taken) -> Judged {
        let is_twice = !taken.source_id.is_empty() && !self.met.insert(taken.source_id.clone());
        let (kind, service) =
            if taken.is_faulty() || is_twice { (StagedKind::Faulty, None) } else { self.compare(taken) };
        Judged { kind, service, is_twice }
    }

    fn compare(&self, taken: &Taken) -> (StagedKind, Option<ServiceId>) {
        match self.taken.get(&taken.source_id) {
            Some((service, digest)) if *digest == taken.digest() => (StagedKind::Unchanged, *service),
            Some((Some(service), _)) => (StagedKind::Changed, Some(*service)),
            // Passed over before, or never seen: it may be there by another road.
            Some((None, _)) | None => match self.like(&taken.details) {
                Some(there) if there.details == there.details.renewed(&taken.details) => {
                    (StagedKind::Unchanged, Some(there.service))
                }
                Some(there) => (StagedKind::Changed, Some(there.service)),
                None => (StagedKind::New, None),
            },
        }
    }

    /// The one service of the same name with a postcode in common, or without any on both sides.
    fn like(&self, details: &Details) -> Option<&Named> {
        let postcodes = postcodes(details);
        let is_there = |there: &&Named| {
            !there.postcodes.is_disjoint(&postcodes) || (there.postcodes.is_empty() && postcodes.is_empty())
        };
        let mut like = self.named.get(&fold(&details.name))?.iter().filter(is_there);
        like.next().filter(|_| like.next().is_none())
    }
}

fn postcodes(details: &Details) -> HashSet<String> {
    details.places.iter().filter_map(|place| place.postcode.clone()).collect()
}

impl Store {
    /// What is known of a directory's services.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn known_services(&self, scope: &HubScope, source: &str) -> Result<KnownServices, StoreError> {
        look!(self, "find known services", |view| {
            let taken = taken(view, scope, source).await?;
            let named = named(view, scope).await?;
            Ok(KnownServices { taken, named, met: HashSet::new() })
        })
    }
}

async fn taken(
    view: &mut View,
    scope: &HubScope,
    source: &str,
) -> Result<HashMap<String, (Option<ServiceId>, String)>, StoreError> {
    let sql = "SELECT source_id, service_id, digest FROM menu_taken WHERE hub_id = $1 AND source = $2";
    let rows: Vec<(String, Option<ServiceId>, String)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(source).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id, service, digest)| (id, (service, digest))).collect())
}

/// Services that no directory's ids stand for, and those of other directories, by their newest approved text.
async fn named(view: &mut View, scope: &HubScope) -> Result<HashMap<String, Vec<Named>>, StoreError> {
    let sql = "SELECT s.service_id, v.details FROM menu_service s JOIN menu_version v ON v.hub_id = s.hub_id
            AND v.service_id = s.service_id AND v.number = COALESCE(s.live_number, s.draft_number)
        WHERE s.hub_id = $1 AND s.archived_at IS NULL ORDER BY s.service_id";
    let rows: Vec<(ServiceId, Json<Details>)> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
    let mut named: HashMap<String, Vec<Named>> = HashMap::new();
    for (service, Json(details)) in rows {
        let postcodes = postcodes(&details);
        named.entry(fold(&details.name)).or_default().push(Named { service, postcodes, details });
    }
    Ok(named)
}
