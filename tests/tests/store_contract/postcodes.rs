//! Postcodes: loaded again and again, found whole or by their outward half.

use std::collections::BTreeMap;

use passport_core::menu::{GridPoint, Near, Position, Postcode, metres_between};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    a_postcode_that_was_loaded_is_found_to_a_metre,
    loading_again_moves_what_moved_and_keeps_the_rest,
    an_outward_code_lies_in_the_middle_of_its_postcodes,
    more_postcodes_than_one_statement_takes_are_loaded,
);

fn code(text: &str) -> Postcode {
    Postcode::parse(text).unwrap()
}

fn at(easting: f64, northing: f64) -> Position {
    GridPoint::new(easting, northing).unwrap().position()
}

fn some() -> BTreeMap<Postcode, Position> {
    [
        (code("SK1 1AA"), at(389_357.0, 390_095.0)),
        (code("SK1 1AL"), at(389_454.0, 390_352.0)),
        (code("SK10 1AA"), at(391_000.0, 374_000.0)),
    ]
    .into()
}

async fn a_postcode_that_was_loaded_is_found_to_a_metre(database: Database) {
    let world = World::on(database).await;
    let store = &world.store;
    assert_eq!(store.postcode_position(&code("SK1 1AA")).await.unwrap(), None, "nothing was loaded");
    store.put_postcodes(&some()).await.unwrap();
    let found = store.postcode_position(&code("sk11al")).await.unwrap().unwrap();
    let off = metres_between(found, at(389_454.0, 390_352.0));
    assert!(off < 1.0, "{off} m");
    assert_eq!(store.postcode_position(&code("SK1 1AB")).await.unwrap(), None);
}

async fn loading_again_moves_what_moved_and_keeps_the_rest(database: Database) {
    let world = World::on(database).await;
    let store = &world.store;
    for _ in 0..2 {
        store.put_postcodes(&some()).await.unwrap();
        assert_eq!(store.settle_outward_codes().await.unwrap(), (3, 2));
    }
    store.put_postcodes(&[(code("SK1 1AA"), at(389_900.0, 390_095.0))].into()).await.unwrap();
    assert_eq!(store.settle_outward_codes().await.unwrap(), (3, 2));
    let moved = store.postcode_position(&code("SK1 1AA")).await.unwrap().unwrap();
    assert!(metres_between(moved, at(389_900.0, 390_095.0)) < 1.0);
    let report = store.verify_audit(&[]).await.unwrap();
    assert!(report.breaks.is_empty(), "{report:?}");
}

async fn an_outward_code_lies_in_the_middle_of_its_postcodes(database: Database) {
    let world = World::on(database).await;
    let store = &world.store;
    store.put_postcodes(&some()).await.unwrap();
    let near = Near::parse("SK1").unwrap();
    assert_eq!(store.near_position(&near).await.unwrap(), None, "not before they are settled");
    store.settle_outward_codes().await.unwrap();
    let middle = store.near_position(&near).await.unwrap().unwrap();
    assert!(metres_between(middle, at(389_405.5, 390_223.5)) < 1.0, "SK10 does not pull at it");
    assert_eq!(store.near_position(&Near::parse("CW1").unwrap()).await.unwrap(), None);
    let square = store.near_position(&Near::parse("SJ8990").unwrap()).await.unwrap().unwrap();
    assert!(metres_between(square, at(389_500.0, 390_500.0)) < 1.0);
}

async fn more_postcodes_than_one_statement_takes_are_loaded(database: Database) {
    let world = World::on(database).await;
    let letters = b"ABDEFGHJLNPQRSTUWXYZ";
    let many = (0..8_400_usize).map(|number| {
        let (first, second) = (letters[number % 20] as char, letters[number / 20 % 20] as char);
        let text = format!("SK{} {}{first}{second}", 1 + number / 4000, number / 400 % 10);
        (code(&text), at(389_000.0, 390_000.0))
    });
    let many: BTreeMap<Postcode, Position> = many.collect();
    assert_eq!(many.len(), 8_400);
    world.store.put_postcodes(&many).await.unwrap();
    assert_eq!(world.store.settle_outward_codes().await.unwrap(), (8_400, 3));
}
