//! How to reach a service. Numbers of people with a name are not taken.

use passport_core::menu::{LONGEST_NUMBER, MOST_PHONES, Telephone};

use super::super::texts::{Object, email, line, objects, web};
use super::super::{FaultCode, Field, Taken};

pub(super) fn take(taken: &mut Taken, item: &Object) {
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
