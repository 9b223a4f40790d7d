//! Copies of the menu that apps keep: whatever editors do and however time goes by, they come to what the server shows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, TimeDelta};
use passport_core::menu::Details;
use passport_server::store::{HubId, HubScope, NewProvider, ProviderId, ServiceId, ShownDays};
use passport_tests::menu::{Dice, live, provider};
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::Value;

on_both_databases!(
    what_is_shown_no_more_is_told_and_then_told_no_more,
    a_copy_kept_by_changes_is_a_whole_one_whatever_was_done,
);

/// A copy of the whole menu, or of one hub's.
#[derive(Default)]
struct Kept {
    hub: Option<&'static str>,
    since: String,
    services: BTreeMap<String, Value>,
}

impl Kept {
    fn of(hub: Option<&'static str>) -> Self {
        Self { hub, ..Self::default() }
    }

    fn address(&self, since: &str) -> String {
        let hub = self.hub.map(|hub| format!("&hub={hub}")).unwrap_or_default();
        format!("/api/menu/changes?since={since}{hub}")
    }

    /// Asks what changed, takes it over as docs/menu.md says, and gives what is gone.
    async fn ask(&mut self, app: &TestApp) -> BTreeSet<String> {
        let answer = app.json(&self.address(&self.since)).await;
        if answer["is_whole"] == true {
            self.services.clear();
        }
        for one in answer["services"].as_array().unwrap() {
            self.services.insert(id(one), written(one));
        }
        let gone: BTreeSet<String> =
            answer["gone"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        for id in &gone {
            self.services.remove(id);
        }
        answer["until"].as_str().unwrap().clone_into(&mut self.since);
        gone
    }

    /// What somebody has who asks for the first time.
    async fn whole(&self, app: &TestApp) -> BTreeMap<String, Value> {
        let answer = app.json(&self.address("")).await;
        assert_eq!(answer["is_whole"], true);
        answer["services"].as_array().unwrap().iter().map(|one| (id(one), written(one))).collect()
    }
}

fn id(one: &Value) -> String {
    one["service_id"].as_str().unwrap().to_owned()
}

/// What is written of a service, without what follows from it today.
fn written(one: &Value) -> Value {
    let mut one = one.clone();
    for follows in ["next_dates", "freshness"] {
        one.as_object_mut().unwrap().remove(follows);
    }
    one
}

async fn hub_of(app: &TestApp, scope: &HubScope, slug: &str) -> HubId {
    let others = app.store().other_hubs(scope).await.unwrap();
    others.into_iter().find(|one| one.name.to_lowercase().contains(slug)).unwrap().hub_id
}

async fn what_is_shown_no_more_is_told_and_then_told_no_more(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, _) = (app.hub("riverton").await, app.hub("harbourside").await);
    let (store, scope) = (app.store(), hub.scope());
    let other = hub_of(&app, scope, "harbourside").await;
    let offers = provider(store, scope, "O’Neill Trust").await;
    let mut made = Vec::new();
    for name in ["Archived", "Until tomorrow", "Stale", "Unshared", "Stays"] {
        let details = Details { name: name.to_owned(), ..Details::default() };
        made.push(live(store, scope, offers, &details).await);
    }
    let [archived, ends, stale, unshared, stays] = made[..] else { panic!("five") };
    for service in [unshared, stays] {
        store.share_service(scope, service, &[other]).await.unwrap();
    }
    app.look().await;
    let (mut all, mut theirs) = (Kept::of(None), Kept::of(Some("harbourside")));
    all.ask(&app).await;
    theirs.ask(&app).await;
    assert_eq!((all.services.len(), theirs.services.len()), (5, 2));

    // Somebody else goes on writing, so that a copy does not ask about the same moments for ever.
    let goes_on = async |hours| {
        app.after(TimeDelta::hours(hours)).await;
        store.found_right(scope, &[stays, unshared]).await.unwrap();
        app.look().await;
    };
    let of = |service: ServiceId| BTreeSet::from([service.to_string()]);
    let none = BTreeSet::new();

    goes_on(1).await;
    store.archive_service(scope, archived).await.unwrap();
    app.look().await;
    assert_eq!(all.ask(&app).await, of(archived));
    goes_on(1).await;
    all.ask(&app).await;
    goes_on(1).await;
    assert_eq!((all.ask(&app).await, all.ask(&app).await), (none.clone(), none.clone()), "it was told");

    let today: NaiveDate = "2026-11-21".parse().unwrap();
    let days = ShownDays { from: None, until: Some(today + Days::new(1)) };
    store.show_service(scope, ends, days).await.unwrap();
    goes_on(1).await;
    assert_eq!(all.ask(&app).await, none);
    goes_on(1).await;
    assert!(all.ask(&app).await.is_empty() && all.services.len() == 4, "it is there until tomorrow");
    app.after(TimeDelta::days(2)).await;
    assert_eq!(all.ask(&app).await, of(ends), "nobody did anything: the day came");
    assert_eq!(all.ask(&app).await, none, "and it is told once");

    goes_on(1).await;
    store.share_service(scope, unshared, &[]).await.unwrap();
    app.look().await;
    assert!(theirs.ask(&app).await.contains(&unshared.to_string()));
    assert_eq!(theirs.services.keys().cloned().collect::<BTreeSet<_>>(), of(stays));
    assert_eq!(all.ask(&app).await, none, "it is on the menu still");
    store.found_right(scope, &[stays]).await.unwrap();
    for _ in 0..2 {
        app.after(TimeDelta::hours(1)).await;
        store.found_right(scope, &[stays]).await.unwrap();
        app.look().await;
        theirs.ask(&app).await;
    }
    assert_eq!(theirs.ask(&app).await, none, "it was told");

    // Of three that are shown nobody looks at one for half a year.
    for _ in 0..7 {
        goes_on(30 * 24).await;
    }
    assert!(all.ask(&app).await.contains(&stale.to_string()));
    assert_eq!(all.ask(&app).await, none);
    assert_eq!(all.services, all.whole(&app).await);
    assert_eq!(
        all.services.keys().cloned().collect::<BTreeSet<_>>(),
        [stays, unshared].map(|id| id.to_string()).into()
    );
    assert_eq!(theirs.services.len(), 1);
}

/// Somebody who writes on the menu of a hub at random.
struct Editor {
    scope: HubScope,
    other: HubId,
    providers: Vec<ProviderId>,
    services: Vec<ServiceId>,
}

impl Editor {
    async fn of(app: &TestApp, slug: &str, other: &str) -> Self {
        let scope = app.store().operator_scope(&slug.parse().unwrap()).await.unwrap();
        let mut providers = Vec::new();
        for number in 0..2 {
            providers.push(provider(app.store(), &scope, &format!("{slug} {number}")).await);
        }
        Self { other: hub_of(app, &scope, other).await, scope, providers, services: Vec::new() }
    }

    async fn does_something(&mut self, app: &TestApp, dice: &mut Dice, today: NaiveDate) {
        let (store, scope) = (app.store(), &self.scope);
        let provider = self.providers[dice.roll(2)];
        if self.services.len() < 3 {
            return self.services.push(live(store, scope, provider, &dice.details(today)).await);
        }
        let service = self.services[dice.roll(self.services.len())];
        match dice.roll(10) {
            0 => self.services.push(live(store, scope, provider, &dice.details(today)).await),
            1 => store.archive_service(scope, service).await.unwrap(),
            2 => store.bring_service_back(scope, service).await.unwrap(),
            3 => store.pause_service(scope, service).await.unwrap(),
            4 => {
                let day = |dice: &mut Dice| {
                    (dice.roll(2) == 0).then(|| today - Days::new(20) + Days::new(dice.roll(60) as u64))
                };
                let (one, two) = (day(dice), day(dice));
                // Sometimes its last day is before its first: then it is never shown.
                store.show_service(scope, service, ShownDays { from: one, until: two }).await.unwrap();
            }
            5 | 6 => {
                let with = [self.other];
                store.share_service(scope, service, &with[..dice.roll(2)]).await.unwrap();
            }
            7 => drop(store.found_right(scope, &[service]).await.unwrap()),
            8 => {
                let provider = store.provider(scope, provider).await.unwrap();
                let name = format!("{} again", provider.name.split(" again").next().unwrap());
                let new = NewProvider { name, description: None, website: None, email: None };
                store.change_provider(scope, (provider.provider_id, provider.version), &new).await.unwrap();
            }
            _ => {
                let opened = store.open_service(scope, service).await.unwrap();
                let number =
                    store.save_draft(scope, (service, opened.version), &dice.details(today)).await.unwrap();
                store.approve_service(scope, service, number).await.unwrap();
            }
        }
    }
}

async fn a_copy_kept_by_changes_is_a_whole_one_whatever_was_done(database: Database) {
    let app = TestApp::on(database).await;
    let (_, _) = (app.hub("riverton").await, app.hub("harbourside").await);
    let mut editors = [
        Editor::of(&app, "riverton", "harbourside").await,
        Editor::of(&app, "harbourside", "riverton").await,
    ];
    let mut dice = Dice::new(0x5eed_1234);
    let mut copies = [Kept::of(None), Kept::of(Some("riverton")), Kept::of(Some("harbourside"))];
    let (mut today, mut told, mut most): (NaiveDate, usize, usize) = ("2026-11-21".parse().unwrap(), 0, 0);
    for round in 0..60 {
        for _ in 0..dice.roll(4) {
            let editor = dice.roll(2);
            editors[editor].does_something(&app, &mut dice, today).await;
        }
        // Minutes, hours or weeks go by.
        let time = match dice.roll(4) {
            0 => TimeDelta::minutes(1),
            1 => TimeDelta::hours(9),
            2 => TimeDelta::days(1),
            _ => TimeDelta::days(9),
        };
        app.after(time).await;
        app.look().await;
        today = chrono::DateTime::from_timestamp(app.now(), 0).unwrap().date_naive();
        for copy in &mut copies {
            // Nobody asks each time.
            if dice.roll(3) > 0 {
                let gone = copy.ask(&app).await;
                told += gone.len();
                assert_eq!(copy.services, copy.whole(&app).await, "round {round}, hub {:?}", copy.hub);
                most = most.max(copy.services.len());
            }
        }
    }
    assert!(told > 10 && most > 5, "{told} went, {most} at most: too little happened to show anything");
}
