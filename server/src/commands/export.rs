//! `passport export`: everything that a hub keeps about a young person, as a file for programs or for people. The look is recorded.

mod page;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_server::clock::SystemClock;
use passport_server::private_file;
use passport_server::store::{Agreement, Card, CarerId, ContactWishes, HubScope, Message, Phone, Store};
use serde_json::{Value, json};

use super::within::Within;
use super::{Answer, output, typed};

/// Write down everything that a hub keeps about a young person; think before you give it to anybody but them
#[derive(Debug, Args)]
pub struct Export {
    /// The id from `passport carer list`
    #[arg(value_parser = typed::id::<CarerId>)]
    carer: CarerId,
    #[command(flatten)]
    within: Within,
    /// For programs or for people
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = Form::Json)]
    form: Form,
    /// The file to write; there must be none of that name yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// One JSON object
    Json,
    /// One page that any browser opens
    Html,
}

impl Export {
    /// Reads and writes.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let (store, scope) = self.within.open().await?;
        let everything = everything(&store, &scope, self.carer).await?;
        let text = match self.form {
            Form::Json => serde_json::to_string_pretty(&everything)? + "\n",
            Form::Html => page::of(&everything),
        };
        match &self.out {
            None => output::write(&text)?,
            Some(path) => {
                let written = private_file::make(path)?.write_all(text.as_bytes());
                written.with_context(|| format!("{} cannot be written", path.display()))?;
            }
        }
        Ok(Answer::Yes)
    }
}

async fn everything(store: &Store, scope: &HubScope, carer: CarerId) -> anyhow::Result<Value> {
    let known = store.open_carer(scope, carer).await?;
    let details = &known.details;
    let schools = store.organisations(scope).await?;
    let school = schools.iter().find(|one| Some(one.organisation_id) == details.school).map(|one| &one.name);
    let (cards, phones) = (store.cards_of(scope, carer).await?, store.phones(scope, carer).await?);
    let on_paper = cards.iter().filter(|card| !phones.iter().any(|phone| phone.card.card_id == card.card_id));
    let photo = if store.has_photo(scope, carer).await? {
        Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(store.photo(scope, carer).await?)))
    } else {
        None
    };
    let audit = store.audit_of(scope, known.subject_id).await?;
    let audit = audit.iter().map(|one| json!({"at": one.at, "what": one.action, "who": who(&one.actor)}));
    let always = DateTime::<Utc>::UNIX_EPOCH;
    let looks = store.looks_at(scope, carer, always).await?;
    let time_outs = store.time_outs_of(scope, carer, always).await?;
    Ok(json!({
        "made_at": SystemClock.now(),
        "hub": scope.slug(),
        "record": {"id": carer, "first_name": details.given_name, "surname": details.family_name,
            "known_as": details.known_as, "born_on": details.born_on, "school": school,
            "may_not_be_safe_at_home_since": details.protected_since, "caring_ended_on": details.caring_ended_on,
            "since": known.created_at, "changed_at": known.updated_at},
        "how_to_reach_them": store.contact_wishes(scope, carer).await?.map(|kept| wishes(&kept.wishes)),
        "agreements": store.agreements_of(scope, carer).await?.iter().map(agreement).collect::<Vec<_>>(),
        "photo": photo,
        "cards": on_paper.map(card).collect::<anyhow::Result<Vec<_>>>()?,
        "phones": phones.iter().map(phone).collect::<anyhow::Result<Vec<_>>>()?,
        "messages": store.messages_of(scope, carer).await?.iter().map(message).collect::<Vec<_>>(),
        "looks_of_desks": looks.iter().map(|one| json!({"at": one.at, "where": one.place})).collect::<Vec<_>>(),
        "time_outs": time_outs.iter().map(|one| json!({"at": one.at, "back_at": one.back_at, "where": one.place}))
            .collect::<Vec<_>>(),
        "who_did_and_saw_what": audit.collect::<Vec<_>>(),
        "left_out": "Reviews of services, since nobody but two people together may learn who wrote one; names of staff, which are theirs.",
    }))
}

/// What kind of somebody it was: the names of others are theirs.
fn who(actor: &str) -> &str {
    actor.split(' ').next().map_or(actor, |kind| if kind == "person" { "staff" } else { kind })
}

fn wishes(wishes: &ContactWishes) -> Value {
    json!({"by": wishes.reached_by.code(), "safe_contact": wishes.safe_contact, "safe_time": wishes.safe_time,
        "never": wishes.caution})
}

fn agreement(one: &Agreement) -> Value {
    let agreed = &one.agreed;
    json!({"to": agreed.purpose.code(), "by": agreed.by.code(), "adult": agreed.named_adult, "reason": agreed.reason,
        "how": agreed.how.code(), "agreed_on": agreed.agreed_on, "taken_back_at": one.withdrawn_at})
}

fn card(card: &Card) -> anyhow::Result<Value> {
    let arrangements: Value = serde_json::from_str(&card.arrangements.to_json())?;
    Ok(
        json!({"id": card.card_id, "kind": card.kind.code(), "state": card.state(today(SystemClock.now())).code(),
        "ends_on": card.ends_on, "arrangements": arrangements, "issued_at": card.created_at,
        "handed_over_at": card.handed_over_at, "lost_at": card.lost_at, "withdrawn_at": card.withdrawn_at}),
    )
}

fn phone(phone: &Phone) -> anyhow::Result<Value> {
    let arrangements: Value = serde_json::from_str(&phone.card.arrangements.to_json())?;
    Ok(json!({"id": phone.card.card_id, "state": phone.state(today(SystemClock.now())).code(),
        "ends_on": phone.ends_on, "arrangements": arrangements, "put_at": phone.card.created_at,
        "activated_at": phone.activated_at, "last_heard_of_at": phone.seen_at, "removed_at": phone.card.withdrawn_at}))
}

fn message(one: &Message) -> Value {
    let (answer, answered_at) = one.answer.clone().unzip();
    json!({"about": one.about.kind(), "words": one.words, "sent_at": one.sent_at, "read_at": one.read_at,
        "done_at": one.done_at, "answer": answer, "answered_at": answered_at})
}
