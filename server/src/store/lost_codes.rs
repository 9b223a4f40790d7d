//! The lost code: with it a young person tells their hub, from anybody's browser, that phone and card are gone. It stands on the letter
//! that comes with a card on a phone, never on a card, and one counts at a time.

use passport_core::card::HubSlug;
use passport_core::issue::today;
use passport_core::phone::PhoneRefused;
use passport_core::short_code::ShortCode;
use serde_json::json;

use super::cards;
use super::carers::{self, Carer};
use super::db::{Tx, on_db, transaction, write_db};
use super::inbox::{self, About, NewMessage};
use super::{Actor, CarerId, HubId, HubScope, MessageId, Store, StoreError, Thing, one};
use crate::seal::Place;

/// How its MAC is kept apart from those of other codes.
const PURPOSE: &str = "lost";

impl Store {
    /// The code for the letter of a young person: the one that counts, or a new one where there is none or the last was used.
    /// That the letter is written is recorded.
    ///
    /// # Errors
    /// [`PhoneRefused::Protected`] where no letter is written at all; [`StoreError::NotFound`] when the young person is not in
    /// this hub.
    pub async fn lost_code_for_letter(
        &self,
        scope: &HubScope,
        carer: CarerId,
    ) -> Result<ShortCode, StoreError> {
        transaction!(self, "write phone letter", |tx| {
            let carer = carers::of_hub(tx, scope, carer).await?;
            if carer.details.protected_since.is_some() {
                return Err(PhoneRefused::Protected.into());
            }
            self.note_read(tx, scope, "phone letter written", Some(carer.subject_id), json!({})).await?;
            let sql =
                "SELECT sealed_code FROM lost_code WHERE hub_id = $1 AND carer_id = $2 AND used_at IS NULL";
            let kept: Option<Vec<u8>> = on_db!(tx, |c| sqlx::query_scalar(sql)
                .bind(scope.hub())
                .bind(carer.carer_id)
                .fetch_optional(c))?;
            match kept {
                Some(sealed) => self.open_lost_code(scope, carer.carer_id, &sealed),
                None => self.make_lost_code(tx, scope, &carer).await,
            }
        })
    }

    /// Does what a typed lost code asks for, and says whether it was one: every phone of its owner is refused at once, their printed
    /// cards count as lost, and the hub's inbox says to ring. What matches nothing takes the same road as far as it leads.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not take it.
    pub async fn report_lost(&self, typed: &str) -> Result<bool, StoreError> {
        let plain = ShortCode::parse(typed).map_or_else(|_| typed.to_owned(), |code| code.as_plain());
        let mac = self.mac_of(PURPOSE, plain.as_bytes()).to_vec();
        let sql =
            "UPDATE lost_code SET used_at = $1, sealed_code = NULL WHERE code_mac = $2 AND used_at IS NULL
            RETURNING hub_id, carer_id";
        transaction!(self, "report phone and card lost", |tx| {
            let at = tx.at;
            let found: Option<(HubId, CarerId)> =
                on_db!(tx, |c| sqlx::query_as(sql).bind(at).bind(&mac).fetch_optional(c))?;
            let Some((hub, carer)) = found else { return Ok(false) };
            let sql = "SELECT slug FROM hub WHERE hub_id = $1";
            let slug: String = on_db!(tx, |c| sqlx::query_scalar(sql).bind(hub).fetch_one(c))?;
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            // Whoever typed the code has not signed in: what follows is the server's doing.
            let scope = HubScope::of(hub, slug, Actor::Server);
            let carer = carers::of_hub(tx, &scope, carer).await?;
            self.lose_everything(tx, &scope, &carer).await?;
            Ok(true)
        })
    }

    async fn lose_everything(&self, tx: &mut Tx, scope: &HubScope, carer: &Carer) -> Result<(), StoreError> {
        let subject = carer.subject_id;
        self.record(tx, scope, "lost code used", Some(subject), json!({})).await?;
        self.remove_phones(tx, scope, carer).await?;
        let today = today(tx.at);
        for card in cards::on_paper(tx, scope, carer.carer_id, today).await? {
            self.note_lost(tx, scope, (&card, subject)).await?;
        }
        let message_id = MessageId(self.draw_uuid()?);
        let new = NewMessage { message_id, phone: None, about: About::Lost, words: None };
        inbox::insert(self, tx, scope, (carer.carer_id, subject), &new).await
    }

    async fn make_lost_code(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
    ) -> Result<ShortCode, StoreError> {
        let code = ShortCode::from_random(self.draw()?);
        let mac = self.mac_of(PURPOSE, code.as_plain().as_bytes()).to_vec();
        let owner = carer.carer_id.to_string();
        let sealed = self.sealing.seal(&place(scope, &owner), code.as_plain().as_bytes(), &*self.chance)?;
        let at = tx.at;
        let sql = "INSERT INTO lost_code (hub_id, code_mac, carer_id, sealed_code, created_at)
            VALUES ($1, $2, $3, $4, $5)";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(&mac)
            .bind(carer.carer_id)
            .bind(&sealed)
            .bind(at)
            .execute(c))?;
        one(rows, Thing::Carer)?;
        self.record(tx, scope, "lost code made", Some(carer.subject_id), json!({})).await?;
        Ok(code)
    }

    fn open_lost_code(
        &self,
        scope: &HubScope,
        carer: CarerId,
        sealed: &[u8],
    ) -> Result<ShortCode, StoreError> {
        let plain = self.sealing.open(&place(scope, &carer.to_string()), sealed)?;
        let plain = std::str::from_utf8(&plain).map_err(|_| StoreError::Unreadable(Thing::Carer))?;
        ShortCode::parse(plain).map_err(|_| StoreError::Unreadable(Thing::Carer))
    }
}

fn place<'a>(scope: &HubScope, carer: &'a str) -> Place<'a> {
    Place { table: "lost_code", hub: Some(scope.hub().0), name: carer }
}
