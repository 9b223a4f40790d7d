use super::{PersonalKind, personal};
use proptest::prelude::*;

fn seen(text: &str) -> Vec<(PersonalKind, &str)> {
    let schools = ["St. Mary’s, Riverton".to_owned()];
    personal(text, &schools).into_iter().map(|one| (one.kind, &text[one.start..one.end])).collect()
}

#[test]
fn what_says_who_somebody_is_is_seen() {
    use PersonalKind::{Age, Email, Handle, Link, Name, Postcode, School, Telephone};
    for (text, kind, what) in [
        ("My name’s Łukasz and I liked it", Name, "My name’s Łukasz"),
        ("hi, I am called O’Neill!", Name, "I am called O’Neill"),
        ("I went with my brother Tom.", Name, "brother Tom"),
        ("I'm 12 and it was fun", Age, "I'm 12"),
        ("Zoë (13) came too", Age, "Zoë (13"),
        ("good for a 9 year old", Age, "9 year"),
        ("I live at LS1 4AP", Postcode, "LS1 4AP"),
        ("near sw1a1aa", Postcode, "sw1a1aa"),
        ("ring 07700 900 123 after six", Telephone, "07700 900 123"),
        ("ring (01632) 960-100", Telephone, "01632) 960-100"),
        ("look at https://example.org/x?y=1", Link, "https://example.org/x?y=1"),
        ("it is on insta.com", Link, "insta.com"),
        ("write to zoe@example.org.", Email, "zoe@example.org"),
        ("add me: @zoe_k", Handle, "@zoe_k"),
        ("they came from st mary's riverton", School, "st mary's riverton"),
        ("I am at Northdale High School", School, "High School"),
    ] {
        assert!(seen(text).contains(&(kind, what)), "{text}: {:?}", seen(text));
    }
}

#[test]
fn ordinary_praise_is_left_in_peace() {
    for text in [
        "I liked the climbing. We had pizza at 6.30 and it cost £4.50",
        "Take bus 36, then walk for 10 minutes. My mum I think liked it too",
        "It’s fun, calm and nobody asked me things. 10/10!",
        "",
        "¿? … 👍🏽",
    ] {
        assert_eq!(seen(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn passages_stand_in_order_on_borders_and_never_over_one_another(text in "\\PC{0,200}") {
        let mut end = 0;
        for one in personal(&text, &["A".to_owned(), String::new(), "ß É".to_owned()]) {
            prop_assert!(one.start >= end && one.start < one.end);
            prop_assert!(text.is_char_boundary(one.start) && text.is_char_boundary(one.end));
            end = one.end;
        }
        prop_assert!(end <= text.len());
    }

    #[test]
    fn wherever_it_stands_it_is_seen(
        before in "([a-z]{1,8} ){0,6}",
        after in "( [a-z]{1,8}){0,6}",
        which in 0_usize..5,
    ) {
        let what = ["07700900123", "zoe@example.org", "www.example.org", "LS1 4AP", "@zoe_k"][which];
        let text = format!("{before}{what}{after}");
        let at = before.len();
        prop_assert!(
            personal(&text, &[]).iter().any(|one| one.start <= at && at + what.len() <= one.end),
            "{text}"
        );
    }

    #[test]
    fn words_alone_lead_nowhere(text in "([a-z]{1,9} ){0,30}") {
        use PersonalKind::{Email, Handle, Link, Telephone};
        let found = personal(&text, &[]);
        prop_assert!(!found.iter().any(|one| matches!(one.kind, Email | Handle | Link | Telephone)));
    }
}
