//! A phone's page: how the card gets there while it waits, what it may show, and what can be done with it.

use super::super::cards::{Event, history};
use super::super::carers::{self, Wishes, full_name};
use super::{PhoneLine, Staff, open, still_good};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Activation, Card, CardId, CarerId};
use axum::extract::{Path, State};
use axum::response::Html;
use passport_core::card::Setting;
use passport_core::issue::today;
use passport_core::square;
use serde::Serialize;

/// `console/phones/show.html`.
#[derive(Serialize)]
struct PhonePage {
    frame: Frame,
    record: String,
    name: String,
    line: PhoneLine,
    protected: bool,
    /// The codes, while they are good.
    codes: Option<Codes>,
    /// How they may be reached.
    wishes: Option<Wishes>,
    /// What it may show, place by place.
    shows: Vec<Shown>,
    history: Vec<Event>,
}

impl Page for PhonePage {
    const TEMPLATE: &'static str = "console/phones/show.html";
}

/// What is told to the owner of a phone that waits.
#[derive(Serialize)]
struct Codes {
    tx_code: String,
    until: String,
    tries_left: u32,
    /// For other wallets: the place, the square and the address of each.
    others: Vec<(&'static str, String, String)>,
}

/// What a phone may show in one place.
#[derive(Serialize)]
struct Shown {
    setting: &'static str,
    lines: Vec<String>,
}

/// `GET /hub/carers/{carer}/phones/{phone}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((carer, phone)): Path<(CarerId, CardId)>,
) -> Result<Html<String>, AppError> {
    let (store, scope) = (app.store(), &staff.scope);
    let (draft, found) = open(&app, &staff, (carer, phone)).await?;
    let line = PhoneLine::of(&app, &found);
    let codes = if line.state == "waiting" { store.activation(scope, phone).await? } else { None };
    let codes = codes.filter(|codes| still_good(codes, app.clock().now()));
    let wishes = store.contact_wishes(scope, carer).await?;
    let audit = store.audit_of(scope, draft.carer.subject_id).await?;
    let colleagues = store.memberships(scope).await?;
    app.pages().render(&PhonePage {
        record: carers::address(carer),
        name: full_name(&draft.carer.details),
        protected: draft.carer.details.protected_since.is_some(),
        codes: codes.map(|codes| Codes::of(&app, &codes)).transpose()?,
        wishes: wishes.map(|kept| Wishes::of(&app, kept)),
        shows: shows(&app, &found.card),
        history: history(&app, &audit, phone, &colleagues),
        line,
        frame: staff.frame(&app).await?,
    })
}

impl Codes {
    fn of(app: &App, codes: &Activation) -> Result<Self, AppError> {
        let other = |(setting, address): &(Setting, String)| {
            let drawn = square::svg(address).map_err(AppError::internal)?;
            Ok((setting.code(), drawn, address.clone()))
        };
        Ok(Self {
            tx_code: codes.tx_code.clone(),
            until: app.speaker().date(today(codes.expires_at)),
            tries_left: codes.tries_left,
            others: codes.offers.iter().map(other).collect::<Result<_, AppError>>()?,
        })
    }
}

fn shows(app: &App, card: &Card) -> Vec<Shown> {
    let lines = |setting: Setting| {
        let there = card.arrangements.iter().filter(|one| one.setting() == Some(setting));
        there.map(|one| app.speaker().own_words(one)).collect()
    };
    let all = Setting::ALL.map(|setting| Shown { setting: setting.code(), lines: lines(setting) });
    all.into_iter().filter(|one| !one.lines.is_empty()).collect()
}
