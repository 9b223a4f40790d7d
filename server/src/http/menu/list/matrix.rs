//! Kinds of help by how they come: the first look at the menu.

use crate::http::{
    menu::{
        asked::{Asked, tag_of},
        teller::Teller,
    },
    pages::menu::list::{Cell, Matrix, Row, Way},
};
use passport_core::menu::{
    Service, Tag, Wanted,
    taxonomy::{DELIVERY, KIND, Taxonomy, taxonomy},
};

/// The matrix of all that fits, whatever kind and way was chosen; none where that is nothing.
pub fn matrix(teller: &Teller<'_>, asked: &Asked) -> Option<Matrix> {
    let mut open = asked.wanted.clone();
    open.tags.retain(|tag| tag.taxonomy() != KIND && tag.taxonomy() != DELIVERY);
    let found = teller.menu.index.find(&open, teller.today);
    let ways: Vec<Tag> = taxonomy(DELIVERY)?.tags().collect();
    let kinds = tags_of(teller, KIND);
    let rows = kinds.into_iter().filter_map(|kind| {
        let of_kind: Vec<&Service> = found
            .hits
            .iter()
            .map(|hit| &*hit.service)
            .filter(|one| one.details.tags.contains(&kind))
            .collect();
        (!of_kind.is_empty()).then(|| row(teller, asked, (&open, &kind), &ways, &of_kind))
    });
    let rows: Vec<Row> = rows.collect();
    let name = |tag: &Tag| teller.words().menu_matrix_way(tag.term());
    let ways = ways.iter().map(|tag| Way { code: tag.term().to_owned(), name: name(tag) }).collect();
    (!rows.is_empty()).then_some(Matrix { ways, rows })
}

fn row(
    teller: &Teller<'_>,
    asked: &Asked,
    (open, kind): (&Wanted, &Tag),
    ways: &[Tag],
    of_kind: &[&Service],
) -> Row {
    let cell = |way: Option<&Tag>| {
        let mut wanted = open.clone();
        wanted.tags.insert(kind.clone());
        wanted.tags.extend(way.cloned());
        let fits = |one: &&&Service| way.is_none_or(|way| one.details.tags.contains(way));
        Cell { count: of_kind.iter().filter(fits).count(), address: asked.address_of(&wanted) }
    };
    let cells = ways.iter().map(|way| cell(Some(way))).collect();
    Row { code: kind.term().to_owned(), kind: teller.answer(kind), all: cell(None), cells }
}

/// Every answer of a taxonomy: those of each menu, then those that hubs added.
pub fn tags_of(teller: &Teller<'_>, code: &str) -> Vec<Tag> {
    let own = teller.menu.terms.iter().filter(|term| term.taxonomy == code).filter_map(tag_of);
    taxonomy(code).into_iter().flat_map(Taxonomy::tags).chain(own).collect()
}
