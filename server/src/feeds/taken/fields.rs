//! What an item says, part by part. A field that nothing here takes is kept aside.

mod ages;
mod aside;
mod contact;
mod costs;
mod lists;

use uuid::Uuid;

use super::texts::{Object, email, line, object, objects, text, web};
use super::{FaultCode, Field, Taken, places, schedules, tags};

/// More letters than the name of anybody who offers something has,
const LONGEST_PROVIDER: usize = 200;
/// and more than are kept of what is said about them.
const LONGEST_DESCRIPTION: usize = 2_000;

pub(super) fn take(taken: &mut Taken, item: &Object, seed: Uuid) {
    names(taken, item);
    provider(taken, item);
    contact::take(taken, item);
    ages::take(taken, item);
    words(taken, item);
    costs::take(taken, item);
    lists::take(taken, item);
    places::take(taken, item, seed);
    schedules::take(taken, item, seed);
    tags::take(taken, item);
    aside::take(taken, item);
}

fn names(taken: &mut Taken, item: &Object) {
    match line(item, &["name"]) {
        Some(name) => taken.details.name = name,
        None => taken.note(Field::Name, FaultCode::Missing),
    }
    taken.details.description = text(item, &["description"]).unwrap_or_default();
    let status = line(item, &["status"]).unwrap_or_default().to_lowercase();
    if ["inactive", "defunct", "temporarily closed", "closed", "archived", "draft"].contains(&status.as_str())
    {
        taken.note(Field::Whole, FaultCode::NotRunning);
    }
}

fn provider(taken: &mut Taken, item: &Object) {
    let theirs = object(item, &["organization", "organisation"]);
    let name = theirs.and_then(|theirs| line(theirs, &["name"]));
    let id = theirs.and_then(|theirs| line(theirs, &["id"])).or_else(|| line(item, &["organization_id"]));
    if name.is_none() {
        taken.note(Field::Provider, FaultCode::Replaced);
    }
    let name = name.unwrap_or_else(|| taken.details.name.clone());
    taken.provider.name = name.chars().take(LONGEST_PROVIDER).collect();
    let named = || format!("name:{}", taken.provider.name.to_lowercase());
    taken.provider.source_id = id.unwrap_or_else(named).chars().take(200).collect();
    if let Some(theirs) = theirs {
        let description = text(theirs, &["description"]);
        taken.provider.description = description.map(|text| text.chars().take(LONGEST_DESCRIPTION).collect());
        taken.provider.website = line(theirs, &["website", "url"]).and_then(|url| web(&url));
        taken.provider.email = line(theirs, &["email"]).and_then(|text| email(&text));
    }
}

fn words(taken: &mut Taken, item: &Object) {
    let who = objects(item, &["eligibilitys", "eligibility"]);
    let said = who.iter().filter_map(|one| text(one, &["eligibility", "description"])).collect::<Vec<_>>();
    let said = (!said.is_empty()).then(|| said.join("\n"));
    let words = &mut taken.details.words;
    words.who_for = text(item, &["eligibility_description"]).or(said);
    words.alert = text(item, &["alert"]);
    words.wait = text(item, &["wait_time"]);
    words.how_to_start = text(item, &["application_process"]);
    words.interpreters = text(item, &["interpretation_services"]);
    words.fees = text(item, &["fees_description", "fees"]);
}
