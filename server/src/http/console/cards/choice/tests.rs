//! Fields become arrangements and arrangements fields; what is wrong is said where it can be put right.

use super::super::super::fields::Faults;
use super::{ArrangementFields, Offered};
use crate::store::{HubArrangement, Usual};
use chrono::{Days, NaiveDate};
use passport_core::card::{
    Arrangement, Arrangements, CodedPlace, CodedRole, FareBand, LineText, Place, Role, Topics,
};
use passport_core::issue::CardKind;
use passport_words::Speaker;
use proptest::prelude::*;
use serde_json::json;

fn today() -> NaiveDate {
    "2026-11-21".parse().unwrap()
}

fn speaker() -> Speaker {
    Speaker::new("en").unwrap()
}

/// A hub that has all arrangements in use.
fn in_use() -> Vec<HubArrangement> {
    let usual = |code| HubArrangement {
        code,
        setting: Arrangement::setting_of(code).unwrap(),
        usual: Usual::default(),
        off_since: None,
    };
    Arrangement::CODES.map(usual).into()
}

fn everything(speaker: &Speaker) -> Offered {
    Offered::of(speaker, &[CardKind::Printed, CardKind::Fare], &in_use())
}

fn read(typed: &serde_json::Value) -> Result<Vec<Arrangement>, Faults> {
    let speaker = speaker();
    let fields: ArrangementFields = serde_json::from_value(typed.clone()).unwrap();
    fields.read(&everything(&speaker), &speaker, today())
}

/// The one fault of these fields: where, and what is said.
fn fault(typed: &serde_json::Value) -> (String, String) {
    let faults = serde_json::to_value(read(typed).unwrap_err()).unwrap();
    let [fault] = faults.as_array().unwrap().as_slice() else { panic!("one fault: {faults}") };
    (fault["field"].as_str().unwrap().to_owned(), fault["text"].as_str().unwrap().to_owned())
}

#[test]
fn a_ticked_box_counts_with_its_details_and_an_empty_one_never() {
    let typed = json!({"time_out": "yes", "time_out_minutes": " 10 ", "time_out_place": "library",
        "leave_early_minutes": "a lot", "speak_to_role": "nobody", "fare_band": ""});
    let place = Some(Place::Coded(CodedPlace::Library));
    assert_eq!(read(&typed).unwrap(), [Arrangement::TimeOut { minutes: 10, place }]);
}

#[test]
fn a_place_that_is_not_on_the_list_is_typed() {
    let typed = |place: &str| json!({"time_out": "yes", "time_out_minutes": "10", "time_out_place": "other", "time_out_place_other": place});
    let room = Some(Place::parse("Room 7").unwrap());
    assert_eq!(read(&typed(" Room  7 ")).unwrap(), [Arrangement::TimeOut { minutes: 10, place: room }]);
    assert_eq!(fault(&typed("")).0, "time_out_place_other");
    assert_eq!(fault(&typed(&"x".repeat(25))).1, "Use up to 24 letters");
    assert!(fault(&typed("a \"b\"")).1.contains("without quotation marks"));
}

#[test]
fn each_detail_that_is_missing_is_asked_for_at_its_field() {
    for (typed, field) in [
        (json!({}), "time_out"),
        (json!({"time_out": "yes", "time_out_minutes": "61"}), "time_out_minutes"),
        (json!({"leave_early": "yes", "leave_early_minutes": "0"}), "leave_early_minutes"),
        (json!({"time_out": "yes", "time_out_minutes": "9", "time_out_place": "moon"}), "time_out_place"),
        (json!({"speak_to": "yes"}), "speak_to_role"),
        (json!({"speak_to": "yes", "speak_to_role": "other"}), "speak_to_role_other"),
        (json!({"collect_arranged": "yes"}), "collect_arranged_noted"),
        (json!({"may_discuss": "yes", "may_discuss_noted": "3/3/2026"}), "may_discuss_medicines"),
        (json!({"may_discuss": "yes", "may_discuss_medicines": "yes"}), "may_discuss_noted"),
        (json!({"fare": "yes"}), "fare_band"),
    ] {
        assert_eq!(fault(&typed).0, field, "{typed}");
    }
}

#[test]
fn consent_counts_from_its_day_for_twelve_months() {
    let noted = |day| json!({"collect_arranged": "yes", "collect_arranged_noted": day});
    let agreed = "2026-03-03".parse().unwrap();
    assert_eq!(read(&noted("3/3/2026")).unwrap(), [Arrangement::CollectArranged { noted: agreed }]);
    assert!(fault(&noted("31/02/2026")).1.starts_with("Type the day"));
    assert!(fault(&noted("22/11/2026")).1.contains("today or earlier"));
    assert!(fault(&noted("21/11/2025")).1.contains("Ask again"));
    assert!(read(&noted("22/11/2025")).is_ok());
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let typed = json!({"time_out": "yes", "speak_to": "yes", "fare": "yes"});
    let faults = serde_json::to_value(read(&typed).unwrap_err()).unwrap();
    let fields: Vec<_> = faults.as_array().unwrap().iter().map(|fault| fault["field"].clone()).collect();
    assert_eq!(fields, ["time_out_minutes", "speak_to_role", "fare_band"]);
}

#[test]
fn what_is_not_offered_cannot_be_chosen() {
    let speaker = speaker();
    let fields: ArrangementFields =
        serde_json::from_value(json!({"late_arrival": "yes", "fare": "yes", "fare_band": "child"})).unwrap();
    let read = |offered: &Offered| fields.read(offered, &speaker, today());
    let fare = Offered::of(&speaker, &[CardKind::Fare], &in_use());
    assert_eq!(read(&fare).unwrap(), [Arrangement::Fare { band: FareBand::Child }]);
    let but_late: Vec<_> = in_use().into_iter().filter(|one| one.code != "late-arrival").collect();
    let switched_off = Offered::of(&speaker, &[CardKind::Printed], &but_late);
    assert!(read(&switched_off).is_err());
}

fn fields_of(arrangements: &Arrangements) -> ArrangementFields {
    ArrangementFields::usual(&in_use()).choosing(arrangements, &speaker())
}

#[test]
fn what_is_usual_in_a_hub_is_filled_in_and_nothing_is_ticked() {
    let mut usual = in_use();
    usual[0].usual = Usual { minutes: Some(15), place: Some(Place::parse("Room 7").unwrap()), role: None };
    let fields = serde_json::to_value(ArrangementFields::usual(&usual)).unwrap();
    assert_eq!((&fields["time_out"], &fields["time_out_minutes"]), (&"".into(), &"15".into()));
    assert_eq!(
        (&fields["time_out_place"], &fields["time_out_place_other"]),
        (&"other".into(), &"Room 7".into())
    );
}

fn free() -> impl Strategy<Value = LineText> {
    "[A-Za-zÀ-ž0-9'’.&-]([ A-Za-zÀ-ž0-9'’.&-]{0,22}[A-Za-zÀ-ž0-9'’.&-])?"
        .prop_filter_map("a line text", |text| LineText::parse(&text).ok())
}

fn arrangements() -> impl Strategy<Value = Arrangements> {
    let place = prop_oneof![
        Just(None),
        prop::sample::select(CodedPlace::ALL).prop_map(|place| Some(Place::Coded(place))),
        free().prop_map(|text| Some(Place::from(text))),
    ];
    let role =
        prop_oneof![prop::sample::select(CodedRole::ALL).prop_map(Role::Coded), free().prop_map(Role::from),];
    let topics =
        prop::sample::select(vec![Topics::Medicines, Topics::Appointments, Topics::MedicinesAndAppointments]);
    let band = prop::sample::select(FareBand::ALL.to_vec());
    let ticked = prop::collection::vec(any::<bool>(), 10);
    (ticked, (1..=60_u8, place), 1..=60_u8, role, (topics, 0..365_u64), band).prop_map(
        |(ticked, (minutes, place), early, role, (about, ago), band)| {
            let noted = today() - Days::new(ago);
            let all = [
                Arrangement::TimeOut { minutes, place },
                Arrangement::PhoneOnSilent,
                Arrangement::LateArrival,
                Arrangement::LeaveEarly { minutes: early },
                Arrangement::HomeworkTime,
                Arrangement::SpeakTo { role },
                Arrangement::CollectArranged { noted },
                Arrangement::FlexibleAppointments,
                Arrangement::MayDiscuss { about, noted },
                Arrangement::Fare { band },
            ];
            let chosen = all.into_iter().zip(ticked).filter_map(|(one, ticked)| ticked.then_some(one));
            Arrangements::new(chosen.collect()).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn arrangements_come_back_from_their_fields(arranged in arrangements()) {
        let speaker = speaker();
        let fields = fields_of(&arranged);
        let form = serde_json::to_value(&fields).unwrap();
        match fields.read(&everything(&speaker), &speaker, today()) {
            Ok(read) => {
                let again = Arrangements::new(read).unwrap();
                prop_assert_eq!(&again, &arranged);
                prop_assert_eq!(serde_json::to_value(fields_of(&again)).unwrap(), form);
            }
            Err(_) => prop_assert!(arranged.is_empty()),
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in prop::collection::vec(".{0,30}", 21)) {
        let names = serde_json::to_value(ArrangementFields::default()).unwrap();
        let fields: serde_json::Map<_, _> =
            names.as_object().unwrap().keys().cloned().zip(typed.into_iter().map(Into::into)).collect();
        if let Ok(read) = read(&fields.into()) {
            prop_assert!(Arrangements::new(read).is_ok());
        }
    }
}
