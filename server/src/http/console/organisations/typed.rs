//! The fields of an organisation, and what is wrong with them.

use super::super::fields::Faults;
use super::super::typed_day::typed_day;
use super::KINDS;
use crate::App;
use crate::contact::telephone;
use crate::sign_in::tidy_email;
use crate::store::{
    OrganisationContact, OrganisationDetails, OrganisationKind, OrganisationRecord, Promise, StoreError,
};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// What was typed. `attempt` is drawn with the form that adds, `version` read with the form that changes.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    pub(super) kind: String,
    name: String,
    person: String,
    telephone: String,
    email: String,
    address: String,
    promise: String,
    promised_on: String,
    pub(super) attempt: String,
    pub(super) version: i64,
}

impl Typed {
    /// Nothing yet.
    pub(super) fn empty(attempt: String) -> Self {
        Self { attempt, ..Self::default() }
    }

    /// As it is kept.
    pub(super) fn of(app: &App, kept: OrganisationRecord) -> Self {
        let OrganisationDetails { name, contact, promise } = kept.details;
        let promised_on = promise.as_ref().map(|one| app.speaker().date(one.made_on)).unwrap_or_default();
        Self {
            kind: kept.kind.code().to_owned(),
            name,
            person: contact.person.unwrap_or_default(),
            telephone: contact.telephone.unwrap_or_default(),
            email: contact.email.unwrap_or_default(),
            address: contact.address.unwrap_or_default(),
            promise: promise.map(|one| one.text).unwrap_or_default(),
            promised_on,
            attempt: String::new(),
            version: kept.version,
        }
    }

    /// The kind, where it is asked for.
    pub(super) fn kind(&self) -> Option<OrganisationKind> {
        OrganisationKind::from_code(&self.kind).filter(|kind| KINDS.contains(kind))
    }

    /// What to write down, or all that is wrong.
    pub(super) fn read(&self, app: &App) -> Result<OrganisationDetails, Faults> {
        let words = app.speaker().words();
        let mut faults = Faults::default();
        if self.name.trim().is_empty() {
            faults.add("name", words.organisation_name_empty());
        }
        if !self.telephone.trim().is_empty() && telephone(&self.telephone).is_err() {
            faults.add("telephone", words.texts_telephone_wrong());
        }
        if !self.email.trim().is_empty() && tidy_email(&self.email).is_err() {
            faults.add("email", words.invite_email_wrong());
        }
        let promise = self.promise(app, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let some = |text: &String| Some(text.clone());
        let contact = OrganisationContact {
            person: some(&self.person),
            telephone: some(&self.telephone),
            email: some(&self.email),
            address: some(&self.address),
        };
        Ok(OrganisationDetails { name: self.name.clone(), contact, promise })
    }

    fn promise(&self, app: &App, faults: &mut Faults) -> Option<Promise> {
        let words = app.speaker().words();
        let text = self.promise.trim();
        if text.is_empty() {
            if !self.promised_on.trim().is_empty() {
                faults.add("promise", words.organisation_promise_empty());
            }
            return None;
        }
        match typed_day(&self.promised_on) {
            Some(made_on) if made_on <= today(app.clock().now()) => {
                return Some(Promise { text: text.to_owned(), made_on });
            }
            Some(_) => faults.add("promised_on", words.organisation_promised_to_come()),
            None => faults.add("promised_on", words.organisation_promised_wrong()),
        }
        None
    }
}

/// What the store says of details that it does not take, at the field where they can be put right.
pub(super) fn fault_of(app: &App, fault: StoreError) -> Result<Faults, StoreError> {
    let words = app.speaker().words();
    match fault {
        StoreError::Name { .. } => Ok(Faults::one("name", words.organisation_name_wrong())),
        StoreError::Taken(_) => Ok(Faults::one("name", words.organisation_name_taken())),
        StoreError::Text => Ok(Faults::one("person", words.organisation_text_wrong())),
        other => Err(other),
    }
}
