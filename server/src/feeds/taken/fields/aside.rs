//! What has no place here, for an editor to read: without people, and not without end.

use serde_json::Value;

use super::super::Taken;
use super::super::texts::{Object, is_empty};

/// Fields that are taken, or that say nothing to anybody.
const TAKEN: [&str; 58] = [
    "id",
    "name",
    "description",
    "url",
    "email",
    "status",
    "fees",
    "fees_description",
    "cost_options",
    "organization",
    "organization_id",
    "organisation",
    "organisation_id",
    "program",
    "program_id",
    "phones",
    "contacts",
    "minimum_age",
    "maximum_age",
    "min_age",
    "max_age",
    "eligibility_description",
    "eligibilitys",
    "eligibility",
    "schedules",
    "regular_schedules",
    "service_at_locations",
    "locations",
    "languages",
    "service_areas",
    "alert",
    "wait_time",
    "application_process",
    "interpretation_services",
    "additional_urls",
    "links",
    "attributes",
    "service_taxonomys",
    "taxonomies",
    "attending_type",
    "attending_access",
    "deliverable_type",
    "last_modified",
    "updated_at",
    "created_at",
    "score",
    "distance_away",
    "free",
    "link_taxonomy",
    "metadata",
    "age_band_under_2",
    "age_band_2",
    "age_band_3_4",
    "age_band_5_7",
    "age_band_8_plus",
    "age_band_all",
    "needs_referral",
    "attending_types",
];
/// So much of a field is kept aside,
const LONGEST_ASIDE: usize = 2_000;
/// with so long a name,
const LONGEST_NAME: usize = 60;
/// and so many fields.
const MOST_ASIDE: usize = 40;

/// What nothing here takes, without e-mail addresses, which are somebody's.
pub(super) fn take(taken: &mut Taken, item: &Object) {
    for (name, value) in item {
        let is_known = TAKEN.contains(&name.as_str()) || is_of_people(name);
        if is_known || is_empty(value) || name.len() > LONGEST_NAME {
            continue;
        }
        let value = without_people(value);
        if is_empty(&value) || value.to_string().len() > LONGEST_ASIDE {
            continue;
        }
        if taken.aside.len() < MOST_ASIDE {
            taken.aside.insert(name.clone(), value);
        }
    }
}

/// The same without what is empty, has an @, or stands under a name of people.
fn without_people(value: &Value) -> Value {
    match value {
        Value::String(text) if text.contains('@') => Value::Null,
        Value::Array(list) => {
            list.iter().map(without_people).filter(|one| !is_empty(one)).collect::<Vec<_>>().into()
        }
        Value::Object(object) => {
            let kept = object.iter().filter(|(name, _)| !is_of_people(name));
            let kept = kept.map(|(name, value)| (name.clone(), without_people(value)));
            Value::Object(kept.filter(|(_, value)| !is_empty(value)).collect())
        }
        other => other.clone(),
    }
}

/// Whether people stand in a field of this name.
fn is_of_people(name: &str) -> bool {
    name.contains("contact") || name.contains("assured_by")
}
