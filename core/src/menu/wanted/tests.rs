//! Addresses as people share them, mistype them and make them up.

use super::*;
use crate::menu::Square;
use crate::menu::taxonomy::TAXONOMIES;
use chrono::Weekday::{Sat, Tue};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn read(pairs: &[(&str, &str)]) -> Reading {
    Wanted::read(pairs.iter().copied(), &BTreeSet::new())
}

fn left_out(pairs: &[(&str, &str)]) -> Vec<(String, Option<String>, Why)> {
    read(pairs).left_out.into_iter().map(|one| (one.name, one.value, one.why)).collect()
}

#[test]
fn a_link_shares_the_view() {
    let pairs = [
        ("page", "2"),
        ("day", "Saturday"),
        ("day", "tue"),
        ("transport", "included"),
        ("transport", "arranged"),
        ("near", "sj 8990"),
        ("age", "13"),
        ("free", "on"),
        ("from", "9:30"),
        ("q", "  swimming   at Zoë’s "),
        ("within", "5000"),
        ("hub", "riverton"),
        ("kind", ""),
    ];
    let reading = read(&pairs);
    assert_eq!(reading.left_out, []);
    assert_eq!((reading.page, reading.wanted.age), (2, Some(13)));
    assert_eq!(reading.wanted.days, [Tue, Sat]);
    assert_eq!(reading.wanted.at, Square::parse("SJ8990").ok().map(Square::centre));
    assert_eq!(
        reading.wanted.address(reading.page),
        "q=swimming+at+Zo%C3%AB%E2%80%99s&near=SJ8990&within=5000&age=13&transport=arranged&transport=included\
         &day=tue&day=sat&from=09:30&free=1&hub=riverton&page=2"
            .replace(':', "%3A")
    );
    assert_eq!(Wanted::default().address(1), "");
}

#[test]
fn what_is_not_understood_is_left_out_and_said() {
    let value = |text: &str| Some(text.to_owned());
    for (name, given, told, why) in [
        ("transport", "spaceship", value("spaceship"), Why::Value),
        ("transport", "<script>", value("<script>"), Why::Value),
        ("colour", "red", None, Why::Name),
        ("postcode", "SK1 1AA", None, Why::Name),
        ("age", "121", value("121"), Why::Value),
        ("age", "-1", value("-1"), Why::Value),
        ("age", "+9", value("+9"), Why::Value),
        ("day", "someday", value("someday"), Why::Value),
        ("near", "nowhere", None, Why::Value),
        ("near", "SK1 1AA", None, Why::Cut),
        ("within", "0", value("0"), Why::Value),
        ("within", "4000000000", value("4000000000"), Why::Cut),
        ("page", "0", value("0"), Why::Cut),
        ("page", "x", value("x"), Why::Value),
        ("from", "25:00", value("25:00"), Why::Value),
        ("free", "maybe", value("maybe"), Why::Value),
        ("hub", "No Hub", value("No Hub"), Why::Value),
        ("provider", "7", value("7"), Why::Value),
        ("q", "a b c d e f g h i j k", None, Why::Cut),
    ] {
        assert_eq!(left_out(&[(name, given)]), [(name.to_owned(), told, why)], "{name}={given}");
        assert!(read(&[(name, given)]).page == 1);
    }
    assert_eq!(left_out(&[("age", "9"), ("age", "12")]), [("age".to_owned(), value("12"), Why::Again)]);
    let hours = [("until", "09:00"), ("from", "10:00")];
    assert_eq!(left_out(&hours), [("until".to_owned(), value("09:00"), Why::Value)]);
    assert_eq!(read(&hours).wanted.until, None);
    let near = read(&[("near", "sk11aa")]).wanted;
    assert_eq!((near.address(1), near.at), ("near=SK1".to_owned(), None));
}

#[test]
fn a_hubs_own_term_is_known_if_it_is_given() {
    let own = Tag::parse("kind/surfing").unwrap();
    let pairs = [("kind", "surfing")];
    assert_eq!(Wanted::read(pairs, &[own.clone()].into()).wanted.tags, [own].into());
    assert_eq!(left_out(&pairs).len(), 1);
}

fn tags() -> impl Strategy<Value = BTreeSet<Tag>> {
    btree_set(
        select(TAXONOMIES.iter().flat_map(|one| one.tags().collect::<Vec<_>>()).collect::<Vec<_>>()),
        0..6,
    )
}

fn near() -> impl Strategy<Value = Near> {
    prop_oneof![
        select(vec!["SK1", "M60", "EC1A", "CR0"]).prop_map(|text| Near::parse(text).unwrap()),
        (0..7000_u32, 0..10_000_u32).prop_map(|(east, north)| {
            let point = crate::menu::GridPoint::new(f64::from(east) * 99.0, f64::from(north) * 99.0);
            Near::Square(Square::holding(point.unwrap()))
        }),
    ]
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0..24_u32, 0..60_u32).prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

prop_compose! {
    fn wanted()(
        words in "([a-zA-Zéßł’&=+%漢]{1,9}( [a-z0-9#?]{1,8}){0,4})?",
        (tags, near) in (tags(), option::of(near())),
        (age, within) in (option::of(0..=120_u8), option::of(1..=FARTHEST)),
        days in subsequence(crate::menu::WEEK.to_vec(), 0..=7),
        mut times in vec(time(), 2),
        is_free: bool,
        (hub, provider) in (any::<bool>(), option::of(any::<u128>())),
    ) -> Wanted {
        times.sort();
        let until = Some(times[1]).filter(|until| *until > times[0]);
        Wanted {
            words, tags, age, days, is_free, within, until,
            from: Some(times[0]),
            at: near.as_ref().and_then(Near::position),
            near,
            hub: hub.then(|| HubSlug::parse("riverton").unwrap()),
            provider: provider.map(Uuid::from_u128),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_the_same(wanted in wanted(), page in 1..LAST_PAGE) {
        let mut pairs: Vec<(String, String)> =
            wanted.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        pairs.push(("page".to_owned(), page.to_string()));
        let reading = Wanted::read(pairs, &BTreeSet::new());
        prop_assert_eq!(reading, Reading { wanted, page, left_out: vec![] });
    }

    #[test]
    fn whatever_stands_in_an_address_is_read_and_what_is_read_is_steady(
        pairs in vec(("q|near|within|age|day|from|until|free|hub|provider|page|kind|transport|time|x", "\\PC{0,8}|[0-9:]{1,6}|1|mon|now"), 0..120),
    ) {
        let Reading { wanted, page, left_out } = Wanted::read(pairs, &BTreeSet::new());
        prop_assert!(left_out.len() <= 102 && page >= 1);
        let again = Wanted::read(wanted.pairs(), &BTreeSet::new());
        prop_assert_eq!(again, Reading { wanted: wanted.clone(), page: 1, left_out: vec![] });
        prop_assert!(wanted.address(page).bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
