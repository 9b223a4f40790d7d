//! The pupils of the tests of desks, and what becomes of them.

use passport_core::carer::{AgreedBy, Purpose};
use passport_server::store::{Agreed, CarerDetails, How, OrganisationId};
use passport_tests::people::{TestCard, TestCarer, TestHub};

/// A pupil who agreed that their school may know, with a card.
pub struct Pupil {
    pub carer: TestCarer,
    pub card: TestCard,
}

/// Adds one to a school.
pub async fn pupil(hub: &TestHub<'_>, school: OrganisationId, given_name: &str) -> Pupil {
    let carer = hub.carer(given_name, "Marsh").await;
    go_to_school(hub, carer, Some(school)).await;
    let store = hub.app().store();
    let agreed = Agreed {
        purpose: Purpose::School,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on: "2026-11-20".parse().expect("a day"),
    };
    store.note_agreement(hub.scope(), carer.id(), &agreed).await.expect("agreed");
    let card = hub.issue(carer).await;
    Pupil { carer, card }
}

async fn change(hub: &TestHub<'_>, carer: TestCarer, what: impl FnOnce(&mut CarerDetails)) {
    let store = hub.app().store();
    let known = store.open_carer(hub.scope(), carer.id()).await.expect("a record");
    let mut details = known.details.clone();
    what(&mut details);
    store.change_carer(hub.scope(), carer.id(), known.version, &details).await.expect("it is changed");
}

async fn go_to_school(hub: &TestHub<'_>, carer: TestCarer, school: Option<OrganisationId>) {
    change(hub, carer, |details| details.school = school).await;
}

/// How many looks of desks at a pupil were noted.
pub async fn of_school(hub: &TestHub<'_>, pupil: &Pupil) -> usize {
    let ever = chrono::DateTime::UNIX_EPOCH;
    hub.app().store().looks_at(hub.scope(), pupil.carer.id(), ever).await.expect("an answer").len()
}

impl Pupil {
    /// One of the things after which a school sees them no more.
    pub async fn does(&self, hub: &TestHub<'_>, step: &str, other: OrganisationId) {
        let (store, carer) = (hub.app().store(), self.carer);
        match step {
            "took it back" => {
                store.withdraw_agreement(hub.scope(), carer.id(), Purpose::School).await.expect("taken back");
            }
            "was protected" => {
                let at = chrono::DateTime::UNIX_EPOCH;
                change(hub, carer, |details| details.protected_since = Some(at)).await;
            }
            "left" => go_to_school(hub, carer, None).await,
            "has no card" => hub.withdraw(&self.card).await,
            "went to another school" => go_to_school(hub, carer, Some(other)).await,
            other => panic!("{other}: what is that?"),
        }
    }
}
