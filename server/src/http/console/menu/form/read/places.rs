//! Where it is and what it costs.

use super::super::rows::get;
use super::super::{Row, money};
use super::{LINE, Notes, PARAGRAPH};
use passport_core::menu::{Cost, Details, Place, Postcode};

/// The position of a postcode that did not change is kept; a new one is looked up when the text is saved.
pub(super) fn place(notes: &mut Notes<'_>, n: usize, row: &Row, before: Option<&Details>) -> Place {
    let mut text = |field: &str, longest| notes.text(format!("place-{n}-{field}"), get(row, field), longest);
    let (name, street, town) = (text("name", LINE), text("street", LINE), text("town", LINE));
    let (county, getting_there) = (text("county", LINE), text("getting_there", PARAGRAPH));
    let accessibility = text("accessibility", PARAGRAPH);
    let postcode = match get(row, "postcode") {
        "" => None,
        typed => {
            let read = Postcode::parse(typed).ok();
            if read.is_none() {
                notes.wrong(format!("place-{n}-postcode"), notes.words.menu_form_postcode_wrong());
            }
            read.map(|one| one.as_str().to_owned())
        }
    };
    let place_id = notes.id(get(row, "id"));
    let kept = before.and_then(|before| before.places.iter().find(|one| one.place_id == place_id));
    let position = kept.filter(|kept| kept.postcode == postcode).and_then(|kept| kept.position);
    let is_hidden = !get(row, "hidden").is_empty();
    Place {
        place_id,
        name,
        street,
        town,
        county,
        postcode,
        position,
        getting_there,
        accessibility,
        is_hidden,
    }
}

pub(super) fn cost(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Cost> {
    let pence = money::pence(get(row, "amount"));
    if pence.is_none() {
        notes.wrong(format!("cost-{n}-amount"), notes.words.menu_form_money_wrong());
    }
    let what = notes.text(format!("cost-{n}-what"), get(row, "what"), LINE);
    let note = notes.text(format!("cost-{n}-note"), get(row, "note"), LINE);
    Some(Cost { what, pence: pence?, note })
}
