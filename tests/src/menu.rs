//! Services for a menu, drawn at random but the same each time: every field sometimes there and sometimes not.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use passport_core::menu::taxonomy::TAXONOMIES;
use passport_core::menu::{
    Ages, Capacity, Cost, Details, Language, Link, MonthDay, Place, Position, Repeats, Schedule, Tag,
    Telephone, Words,
};
use passport_server::store::{HubScope, NewProvider, ProviderId, ServiceId, Store};
use uuid::Uuid;

/// A small generator (xorshift).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// One that gives the same numbers each time for the same start, which must not be 0.
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }

    fn text(&mut self) -> String {
        let words =
            ["Zoë’s", "swimming", "club", "Łukasz", "farm", "music", "quiet", "\"night\"", "boat", "café"];
        let count = 1 + self.roll(4);
        (0..count).map(|_| *self.pick(&words)).collect::<Vec<_>>().join(" ")
    }

    fn maybe(&mut self) -> Option<String> {
        if self.one_in(2) { Some(self.text()) } else { None }
    }

    fn id(&mut self) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, &self.roll(1 << 30).to_be_bytes())
    }

    fn time(&mut self) -> Option<NaiveTime> {
        let (hour, minute) = (self.roll(24), self.roll(4) * 15);
        if self.one_in(4) {
            None
        } else {
            NaiveTime::from_hms_opt(hour.try_into().ok()?, minute.try_into().ok()?, 0)
        }
    }

    fn day(&mut self, near: NaiveDate) -> NaiveDate {
        near - Days::new(100) + Days::new(self.roll(200) as u64)
    }

    fn thousandths(&mut self) -> u16 {
        u16::try_from(self.roll(1_000)).expect("of a thousand")
    }

    fn weekday(&mut self) -> Weekday {
        Weekday::try_from(u8::try_from(self.roll(7)).expect("of seven")).expect("of seven")
    }

    fn place(&mut self) -> Place {
        let at = |dice: &mut Self| Position {
            latitude: 54.0 + f64::from(dice.thousandths()) / 10_000.0,
            longitude: -2.0 + f64::from(dice.thousandths()) / 10_000.0,
        };
        Place {
            place_id: self.id(),
            name: self.maybe(),
            street: self.maybe(),
            town: self.maybe(),
            county: self.maybe(),
            postcode: if self.one_in(3) { None } else { Some("RV1 1AB".to_owned()) },
            position: if self.one_in(4) { None } else { Some(at(self)) },
            getting_there: self.maybe(),
            accessibility: self.maybe(),
            is_hidden: self.one_in(5),
        }
    }

    fn schedule(&mut self, near: NaiveDate, places: &[Place]) -> Schedule {
        let every = 1 + u8::from(self.one_in(3));
        let repeats = match self.roll(4) {
            0 => Repeats::Once,
            1 => Repeats::Monthly {
                every,
                on: MonthDay::Date(1 + u8::try_from(self.roll(28)).expect("a date")),
            },
            2 => {
                let nth = *self.pick(&[1, 2, 3, 4, 5, -1]);
                Repeats::Monthly { every, on: MonthDay::Nth { nth, day: self.weekday() } }
            }
            _ => {
                let mut days: Vec<_> = (0..=self.roll(3)).map(|_| self.weekday()).collect();
                days.sort_by_key(Weekday::num_days_from_monday);
                days.dedup();
                Repeats::Weekly { every, days }
            }
        };
        let starts_on = self.day(near);
        Schedule {
            schedule_id: self.id(),
            place_id: if places.is_empty() || self.one_in(2) {
                None
            } else {
                Some(self.pick(places).place_id)
            },
            ends_on: (repeats != Repeats::Once && self.one_in(3)).then(|| starts_on + Days::new(90)),
            repeats,
            starts_on,
            opens_at: self.time(),
            closes_at: self.time(),
            note: self.maybe(),
        }
    }

    /// What somebody might write of a service.
    pub fn details(&mut self, near: NaiveDate) -> Details {
        let mut tags = std::collections::BTreeSet::new();
        for taxonomy in TAXONOMIES {
            let all: Vec<Tag> = taxonomy.tags().collect();
            for _ in 0..self.roll(3) {
                tags.insert(self.pick(&all).clone());
            }
        }
        let places: Vec<Place> = (0..self.roll(3)).map(|_| self.place()).collect();
        let schedules = (0..self.roll(4)).map(|_| self.schedule(near, &places)).collect();
        let from = u8::try_from(self.roll(18)).expect("an age");
        let oldest = from + u8::try_from(self.roll(10)).expect("some years");
        let web = |dice: &mut Self| format!("https://{}.example/a b?c=é", dice.roll(99));
        Details {
            name: self.text(),
            description: self.maybe().unwrap_or_default(),
            website: if self.one_in(2) { Some(web(self)) } else { None },
            email: if self.one_in(2) { Some("hello@club.example".to_owned()) } else { None },
            phones: (0..self.roll(2))
                .map(|_| Telephone { number: "01632 960199".to_owned(), note: None })
                .collect(),
            ages: Ages {
                from: if self.one_in(5) { None } else { Some(from) },
                to: if self.one_in(5) { None } else { Some(oldest) },
            },
            tags,
            places,
            schedules,
            costs: (0..self.roll(3))
                .map(|_| Cost {
                    what: self.maybe(),
                    pence: u32::try_from(self.roll(5) * 50).expect("some pounds"),
                    note: self.maybe(),
                })
                .collect(),
            words: Words {
                people: self.maybe(),
                bring: self.maybe(),
                how_to_start: self.maybe(),
                first_contact: self.maybe(),
                follow_up: self.maybe(),
                who_for: self.maybe(),
                wait: self.maybe(),
                fees: self.maybe(),
                interpreters: self.maybe(),
                safety: self.maybe(),
                alert: self.maybe(),
                easy_read: self.maybe(),
            },
            languages: (0..self.roll(2))
                .map(|_| Language { name: "Polish".to_owned(), code: None })
                .collect(),
            capacity: if self.one_in(2) { Some(Capacity { left: 3, of: None }) } else { None },
            links: (0..self.roll(2)).map(|_| Link { label: self.text(), url: web(self) }).collect(),
            areas: (0..self.roll(2)).map(|_| self.text()).collect(),
        }
    }
}

/// Somebody who offers services to a hub.
///
/// # Panics
/// When the database does not take them.
pub async fn provider(store: &Store, hub: &HubScope, name: &str) -> ProviderId {
    let new = NewProvider { name: name.to_owned(), description: None, website: None, email: None };
    store.add_provider(hub, &new).await.expect("a provider")
}

/// A service that everybody reads.
///
/// # Panics
/// When the database does not take it.
pub async fn live(store: &Store, hub: &HubScope, provider: ProviderId, details: &Details) -> ServiceId {
    let service = store.add_service(hub, provider, details).await.expect("a service");
    store.approve_service(hub, service, 1).await.expect("it is live");
    service
}
