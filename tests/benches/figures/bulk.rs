//! Cards put into a running demo's database by another program, this one, as fast as it goes.

use passport_core::card::Arrangement;
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::seal::SealingKey;
use passport_server::store::{CarerDetails, HubScope, NewCardRun, Opening, Recipients, Store};
use passport_tests::demo::Demo;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::Instant;

/// So many young people get one.
const PEOPLE: usize = 5_000;

/// A run that goes on.
pub struct Issuing(JoinHandle<f64>);

/// Adds the people, then starts the run; comes back when the first cards are issued.
pub fn begin(demo: &Demo) -> Issuing {
    let folder = demo.folder().join("data");
    let (started, first) = channel();
    let work = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (store, scope) = open_in(&folder).await;
            let recipients = people(&store, &scope).await;
            let run_id = store.draw_card_run_id().expect("an id");
            let arrangements = vec![Arrangement::PhoneOnSilent];
            let new = NewCardRun { run_id, recipients, ends_on: None, arrangements };
            store.start_card_run(&scope, &new).await.expect("it starts");
            started.send(()).expect("somebody waits");
            let began = Instant::now();
            while !store.go_on_with_card_run(&scope, run_id).await.expect("it goes on") {}
            #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
            let rate = PEOPLE as f64 / began.elapsed().as_secs_f64();
            rate
        })
    });
    first.recv().expect("it starts");
    Issuing(work)
}

/// The demo's database, and the hub that gets the cards.
pub async fn open(demo: &Demo) -> (Store, HubScope) {
    open_in(&demo.folder().join("data")).await
}

async fn open_in(folder: &Path) -> (Store, HubScope) {
    let key = std::fs::read_to_string(folder.join("sealing.key")).expect("the sealing key");
    let opening = Opening {
        url: &format!("sqlite:{}", folder.join("passport.db").display()),
        sealing: SealingKey::parse(&key).expect("a sealing key"),
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
    };
    let store = Store::open(opening).await.expect("the demo's database");
    let hub = "riverton".parse().expect("a short name");
    let scope = store.operator_scope(&hub).await.expect("its hub");
    (store, scope)
}

async fn people(store: &Store, scope: &HubScope) -> Recipients {
    let mut people = Vec::with_capacity(PEOPLE);
    for number in 0..PEOPLE {
        people.push(store.add_carer(scope, &person(number)).await.expect("a young person"));
    }
    Recipients::Chosen(people)
}

/// One of many.
pub fn person(number: usize) -> CarerDetails {
    CarerDetails {
        given_name: "Zoë".to_owned(),
        family_name: Some(format!("Moss {number}")),
        known_as: None,
        born_on: "2012-05-04".parse().expect("a date"),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    }
}

impl Issuing {
    /// Waits for its end and gives the cards a second.
    pub fn end(self) -> f64 {
        self.0.join().expect("it was done")
    }
}
