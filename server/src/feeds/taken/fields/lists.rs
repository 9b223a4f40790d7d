//! Languages, areas and links.

use passport_core::menu::{Language, Link, MOST_LINKS};

use super::super::texts::{Object, line, objects, web};
use super::super::{FaultCode, Field, Taken};

pub(super) fn take(taken: &mut Taken, item: &Object) {
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
