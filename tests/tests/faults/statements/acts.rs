//! The acts whose writes are made to fail: what each needs before, how it is asked for, and when it is done.

use super::super::crash::id;
use chrono::TimeDelta;
use passport_core::keys::SigningKey;
use passport_server::store::ImportState;
use passport_tests::console::{Colleague, Form, Seen};
use passport_tests::people::{TestCard, TestCarer, TestHub};
use passport_tests::wallet::{PRE_AUTHORIZED, Wallet};
use reqwest::Response;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Issuing,
    Renewing,
    Replacing,
    Withdrawing,
    Importing,
    IssuingToMany,
    Redeeming,
    Fetching,
}

/// Everything is ready for an act.
pub struct Prepared {
    act: Act,
    carers: Vec<TestCarer>,
    card: Option<TestCard>,
    asking: Asking,
}

enum Asking {
    Form(Form),
    Token { wallet: Wallet, code: String, digits: String },
    Credential(Wallet),
}

impl Act {
    pub const ALL: [Self; 8] = [
        Self::Issuing,
        Self::Renewing,
        Self::Replacing,
        Self::Withdrawing,
        Self::Importing,
        Self::IssuingToMany,
        Self::Redeeming,
        Self::Fetching,
    ];

    /// Whether a phone asks for it, and not somebody at a page.
    pub fn is_of_a_phone(self) -> bool {
        matches!(self, Self::Redeeming | Self::Fetching)
    }
}

impl Prepared {
    /// Gets everything ready for an act on somebody who had no part in another.
    pub async fn of(act: Act, hub: &TestHub<'_>, grace: &mut Colleague<'_>) -> Self {
        let carers = match act {
            Act::Importing => vec![],
            Act::IssuingToMany => vec![hub.carer("Zoë", "Moss").await, hub.carer("Łukasz", "Nowak").await],
            _ => vec![hub.carer("Zoë", "Moss").await],
        };
        let has_card = matches!(act, Act::Renewing | Act::Replacing | Act::Withdrawing);
        let card = if has_card { Some(hub.issue(carers[0]).await) } else { None };
        let asking = match act {
            Act::Importing => Asking::Form(list_read_in(grace).await),
            Act::IssuingToMany => Asking::Form(many_chosen(hub, grace, &carers).await),
            Act::Redeeming | Act::Fetching => on_a_phone(act, hub, carers[0]).await,
            _ => Asking::Form(card_form(act, hub, grace, (carers[0], card.as_ref())).await),
        };
        Self { act, carers, card, asking }
    }

    /// Whether the server goes on with it after it answered.
    pub fn is_long(&self) -> bool {
        matches!(self.act, Act::Importing | Act::IssuingToMany)
    }

    /// Asks for it: a page's form again as it was, a phone with a new key.
    pub async fn ask(&self, grace: &mut Colleague<'_>) -> Seen {
        match &self.asking {
            Asking::Form(form) => grace.send(form).await,
            Asking::Token { wallet, code, digits } => {
                let fields =
                    [("grant_type", PRE_AUTHORIZED), ("pre-authorized_code", code), ("tx_code", digits)];
                seen(wallet.ask_token(&fields).await).await
            }
            Asking::Credential(wallet) => {
                // A key that stood in a card, even in one that was never given out, stands in no other.
                let (key, _) = SigningKey::generate().expect("a key");
                let proof = wallet.proof(&key, &wallet.nonce().await);
                let body = json!({"credential_configuration_id": "school", "proofs": {"jwt": [proof]}});
                seen(wallet.ask_credential(&body).await).await
            }
        }
    }

    /// Asks for it after it failed. A lost card is refused even where the next one is not written down; then the form for that one comes,
    /// and is sent.
    pub async fn ask_again(&self, hub: &TestHub<'_>, grace: &mut Colleague<'_>) -> Seen {
        let seen = self.ask(grace).await;
        if self.act != Act::Replacing || seen.status != 200 {
            return seen;
        }
        let form = seen.form(&format!("/hub/carers/{}/cards/add", self.carers[0].id()));
        grace.send(&filled(form, hub)).await
    }

    /// Waits until the server went through with it.
    pub async fn wait_until_done(&self, hub: &TestHub<'_>) {
        let (store, scope) = (hub.app().store(), hub.scope());
        let Asking::Form(form) = &self.asking else { return };
        for _ in 0..1000 {
            let done = match self.act {
                Act::Importing => {
                    let file = store.import(scope, id(form.action.trim_end_matches("/start"))).await;
                    file.expect("a file").state == ImportState::Done
                }
                Act::IssuingToMany => {
                    let run = form.value("attempt").parse().expect("a run's id");
                    store.card_run(scope, run).await.expect("a run").finished_at.is_some()
                }
                _ => true,
            };
            if done {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?} does not come to its end", self.act);
    }

    /// What the pages show is whole: every card opens, and is signed.
    pub async fn nothing_half_is_seen(&self, hub: &TestHub<'_>, grace: &mut Colleague<'_>) {
        let (store, scope) = (hub.app().store(), hub.scope());
        for carer in &self.carers {
            let cards = format!("/hub/carers/{}/cards/", carer.id());
            let record = grace.see(&format!("/hub/carers/{}", carer.id())).await;
            assert_eq!(record.status, 200);
            let shown = record.links().into_iter().filter(|link| link.starts_with(&cards));
            for link in shown.filter(|link| link.len() == cards.len() + 36) {
                assert_eq!(grace.see(&link).await.status, 200, "a card that cannot be opened");
            }
            if self.act.is_of_a_phone() {
                continue;
            }
            for card in store.cards_of(scope, carer.id()).await.expect("cards") {
                let printed = store.print_card(scope, card.card_id).await;
                assert!(printed.is_ok() || card.withdrawn_at.is_some(), "{printed:?}");
            }
        }
    }

    /// It is done, and done once.
    pub async fn is_done_once(&self, hub: &TestHub<'_>, grace: &mut Colleague<'_>) {
        self.nothing_half_is_seen(hub, grace).await;
        let (app, store, scope) = (hub.app(), hub.app().store(), hub.scope());
        app.look().await;
        for carer in &self.carers {
            let cards = store.cards_of(scope, carer.id()).await.expect("cards");
            let good: Vec<_> = cards.iter().filter(|card| card.withdrawn_at.is_none()).collect();
            let (all, good_ones) = match self.act {
                Act::Issuing | Act::IssuingToMany => (1, 1),
                Act::Renewing => (2, 2),
                Act::Replacing => (2, 1),
                Act::Withdrawing => (1, 0),
                Act::Importing | Act::Redeeming | Act::Fetching => return,
            };
            assert_eq!((cards.len(), good.len()), (all, good_ones), "{:?}", self.act);
            for card in good {
                let square = store.print_card(scope, card.card_id).await.expect("it prints").square;
                assert_eq!(app.check(&square).await.state, "valid", "{:?}", self.act);
            }
        }
        if let (Some(card), Act::Replacing | Act::Withdrawing) = (&self.card, self.act) {
            assert_eq!(app.check(&card.square).await.state, "not_in_use", "{:?}", self.act);
        }
    }
}

/// A list of two people whom nobody knows yet, read in and not added.
async fn list_read_in(grace: &mut Colleague<'_>) -> Form {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let n = FILES.fetch_add(1, Ordering::Relaxed);
    let list = format!(
        "First name,Surname,Date of birth\r\nNoor,Family{n},01/05/2012\r\nAoife,Family{n},02/05/2012\r\n"
    );
    let form = grace.see("/hub/import").await.form("/hub/import");
    let page = grace.browser.send_file(&form, "list.csv", list.as_bytes()).await.location;
    grace.see(&page).await.form(&format!("{page}/start"))
}

/// The form for cards for several people.
async fn many_chosen(hub: &TestHub<'_>, grace: &mut Colleague<'_>, carers: &[TestCarer]) -> Form {
    let csrf = grace.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned();
    let ids: Vec<String> = carers.iter().map(|carer| carer.id().to_string()).collect();
    let mut fields = vec![("csrf", csrf.as_str())];
    fields.extend(ids.iter().map(|id| ("carer", id.as_str())));
    let chosen = grace.browser.post("/hub/card-runs/choose", &fields).await;
    filled(chosen.form("/hub/card-runs"), hub)
}

async fn card_form(
    act: Act,
    hub: &TestHub<'_>,
    grace: &mut Colleague<'_>,
    (carer, card): (TestCarer, Option<&TestCard>),
) -> Form {
    let cards = format!("/hub/carers/{}/cards", carer.id());
    let step = match act {
        Act::Renewing => "renew",
        Act::Replacing => "lost",
        _ => "withdraw",
    };
    let page = card.map_or_else(|| format!("{cards}/add"), |card| format!("{cards}/{}/{step}", card.id));
    let form = filled(grace.see(&page).await.form(&page), hub);
    // A renewed card says all that the one before says, so that the one before stays good.
    let all =
        [("time_out", "yes"), ("time_out_minutes", "10"), ("time_out_place", "library"), ("speak_to", "yes")];
    let form = all.iter().fold(form, |form, (name, value)| form.with(name, value));
    form.with("speak_to_role", "head-of-year")
}

fn filled(form: Form, hub: &TestHub<'_>) -> Form {
    let now = chrono::DateTime::from_timestamp(hub.app().now(), 0).expect("a time");
    let last_day = (now + TimeDelta::days(200)).format("%d/%m/%Y").to_string();
    form.with("phone_on_silent", "yes").with("ends_on", &last_day)
}

async fn on_a_phone(act: Act, hub: &TestHub<'_>, carer: TestCarer) -> Asking {
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bearer(&waiting.iss, hub.app().now());
    if act == Act::Redeeming {
        let (code, digits) = (waiting.code().await, waiting.activation.tx_code.clone());
        return Asking::Token { wallet, code, digits };
    }
    wallet.activate(&waiting).await;
    Asking::Credential(wallet)
}

async fn seen(answer: Response) -> Seen {
    let status = answer.status();
    let body = answer.text().await.expect("an answer");
    Seen {
        path: String::new(),
        status,
        location: String::new(),
        retry_after: None,
        cookie: None,
        mark: None,
        body,
    }
}
