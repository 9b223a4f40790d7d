//! What an item says, field by field. A field that nothing here takes is kept aside.

use passport_core::menu::{
    Ages, Cost, LONGEST_NUMBER, Language, Link, MOST_COSTS, MOST_LINKS, MOST_PHONES, Telephone,
};
use serde_json::Value;
use uuid::Uuid;

use super::texts::{Object, email, is_empty, line, number, object, objects, text, web};
use super::{FaultCode, Field, Taken, places, schedules, tags};

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
/// So much of a field is kept aside.
const LONGEST_ASIDE: usize = 2_000;
/// People are not older.
const OLDEST: f64 = 120.0;

pub(super) fn take(taken: &mut Taken, item: &Object, seed: Uuid) {
    names(taken, item);
    provider(taken, item);
    contact(taken, item);
    ages(taken, item);
    words(taken, item);
    costs(taken, item);
    lists(taken, item);
    places::take(taken, item, seed);
    schedules::take(taken, item, seed);
    tags::take(taken, item);
    aside(taken, item);
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
    taken.provider.name = name.unwrap_or_else(|| taken.details.name.clone());
    let named = || format!("name:{}", taken.provider.name.to_lowercase());
    taken.provider.source_id = id.unwrap_or_else(named).chars().take(200).collect();
    if let Some(theirs) = theirs {
        taken.provider.description = text(theirs, &["description"]);
        taken.provider.website = line(theirs, &["website", "url"]).and_then(|url| web(&url));
        taken.provider.email = line(theirs, &["email"]).and_then(|text| email(&text));
    }
}

fn contact(taken: &mut Taken, item: &Object) {
    if let Some(url) = line(item, &["url"]) {
        taken.details.website = web(&url);
        if taken.details.website.is_none() {
            taken.note(Field::Website, FaultCode::NotUnderstood);
        }
    }
    if let Some(written) = line(item, &["email"]) {
        taken.details.email = email(&written);
        if taken.details.email.is_none() {
            taken.note(Field::Email, FaultCode::NotUnderstood);
        }
    }
    for one in objects(item, &["phones"]) {
        phone(taken, one);
    }
    for contact in objects(item, &["contacts"]) {
        if line(contact, &["name"]).is_some() {
            taken.note(Field::People, FaultCode::LeftOut);
            continue;
        }
        for one in objects(contact, &["phones"]) {
            phone(taken, one);
        }
    }
}

fn phone(taken: &mut Taken, one: &Object) {
    let Some(number) = line(one, &["number"]) else { return };
    let extension = line(one, &["extension"]).map(|extension| format!(" ext {extension}"));
    let number = number + &extension.unwrap_or_default();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if digits < 3 || number.len() > LONGEST_NUMBER {
        return taken.note(Field::Phones, FaultCode::NotUnderstood);
    }
    if taken.details.phones.iter().any(|there| there.number == number) {
        return;
    }
    if taken.details.phones.len() == MOST_PHONES {
        return taken.note(Field::Phones, FaultCode::TooMany);
    }
    taken.details.phones.push(Telephone { number, note: line(one, &["description"]) });
}

fn ages(taken: &mut Taken, item: &Object) {
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

fn costs(taken: &mut Taken, item: &Object) {
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

fn lists(taken: &mut Taken, item: &Object) {
    for one in objects(item, &["languages"]) {
        let code = line(one, &["code"]).map(|code| code.to_lowercase());
        let code = code.filter(|code| {
            (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
        });
        let Some(name) = line(one, &["name", "language"]) else { continue };
        if !taken.details.languages.iter().any(|there| there.name == name) {
            taken.details.languages.push(Language { name, code });
        }
    }
    for one in objects(item, &["service_areas"]) {
        let Some(name) = line(one, &["name", "service_area", "extent"]) else { continue };
        if !taken.details.areas.contains(&name) && !name.starts_with(['{', '[']) {
            taken.details.areas.push(name);
        }
    }
    for one in objects(item, &["additional_urls", "links"]) {
        let Some(url) = line(one, &["url"]) else { continue };
        let Some(url) = web(&url) else {
            taken.note(Field::Links, FaultCode::NotUnderstood);
            continue;
        };
        if taken.details.links.len() == MOST_LINKS {
            taken.note(Field::Links, FaultCode::TooMany);
            break;
        }
        let label = line(one, &["label", "name"]).unwrap_or_else(|| url.clone());
        taken.details.links.push(Link { label, url });
    }
}

/// What nothing here takes, without e-mail addresses, which are somebody's.
fn aside(taken: &mut Taken, item: &Object) {
    for (name, value) in item {
        if TAKEN.contains(&name.as_str()) || is_empty(value) || name.len() > 60 {
            continue;
        }
        let value = without_people(value);
        if is_empty(&value) || value.to_string().len() > LONGEST_ASIDE {
            continue;
        }
        taken.aside.insert(name.clone(), value);
    }
}

/// The same without what is empty, has an @, or stands under a name of people.
pub(super) fn without_people(value: &Value) -> Value {
    match value {
        Value::String(text) if text.contains('@') => Value::Null,
        Value::Array(list) => {
            list.iter().map(without_people).filter(|one| !is_empty(one)).collect::<Vec<_>>().into()
        }
        Value::Object(object) => {
            let kept =
                object.iter().filter(|(name, _)| !name.contains("contact") && !name.contains("assured_by"));
            let kept = kept.map(|(name, value)| (name.clone(), without_people(value)));
            Value::Object(kept.filter(|(_, value)| !is_empty(value)).collect())
        }
        other => other.clone(),
    }
}
