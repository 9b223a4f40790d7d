//! The whole menu, as everybody reads it, in one look at the database.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::card::HubSlug;
use passport_core::issue::today;
use passport_core::menu::{Details, Provider, Service, Status};
use sqlx::types::Json;
use uuid::Uuid;

use super::super::db::{View, look, on_db};
use super::super::{HubId, Store, StoreError, Thing};

/// The menu at one moment.
#[derive(Debug, Default)]
pub struct MenuRead {
    /// The number of its last change.
    pub n: i64,
    /// Every live service, by its id; also those that are not visible today.
    pub services: Vec<Service>,
    /// The terms that hubs added, by their taxonomy and code.
    pub terms: Vec<OwnTerm>,
    /// When anything was last shown no more, by service: for those who keep a copy.
    pub gone: Vec<(Uuid, DateTime<Utc>)>,
}

/// A term that a hub added to a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnTerm {
    /// Whose.
    pub hub_id: HubId,
    /// The taxonomy's code.
    pub taxonomy: String,
    /// Its own code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it means.
    pub description: String,
    /// When it was last offered to editors; services that carry it keep it.
    pub retired_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    service_id: Uuid,
    hub: String,
    details: Json<Details>,
    visible_from: Option<String>,
    visible_until: Option<String>,
    checked_at: Option<DateTime<Utc>>,
    paused_at: Option<DateTime<Utc>>,
    changed_at: DateTime<Utc>,
    provider_id: Uuid,
    provider_name: String,
    provider_description: String,
    provider_website: Option<String>,
    provider_email: Option<String>,
    provider_changed_at: DateTime<Utc>,
}

impl Row {
    fn read(self, shared: &mut HashMap<Uuid, Vec<HubSlug>>) -> Result<Service, StoreError> {
        let provider = Provider {
            provider_id: self.provider_id,
            name: self.provider_name,
            description: self.provider_description,
            website: self.provider_website,
            email: self.provider_email,
        };
        Ok(Service {
            service_id: self.service_id,
            hub: slug(&self.hub)?,
            shared_with: shared.remove(&self.service_id).unwrap_or_default(),
            provider,
            details: self.details.0,
            place_on_request: false,
            status: if self.paused_at.is_some() { Status::Paused } else { Status::Running },
            checked_on: self.checked_at.map(today),
            visible_from: day(self.visible_from.as_deref())?,
            visible_until: day(self.visible_until.as_deref())?,
            changed_at: self.changed_at.max(self.provider_changed_at),
        })
    }
}

fn slug(text: &str) -> Result<HubSlug, StoreError> {
    HubSlug::parse(text).map_err(|_| StoreError::Unreadable(Thing::Hub))
}

pub(super) fn day(text: Option<&str>) -> Result<Option<NaiveDate>, StoreError> {
    text.map(str::parse).transpose().map_err(|_| StoreError::Unreadable(Thing::Service))
}

impl Store {
    /// The number of the menu's last change: when it moves, the menu is read anew.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn menu_number(&self) -> Result<i64, StoreError> {
        look!(self, "read menu's number", |view| number(view).await)
    }

    /// The whole menu.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer, or holds what cannot be read.
    pub async fn menu(&self) -> Result<MenuRead, StoreError> {
        look!(self, "read menu", |view| {
            let (n, mut shared) = (number(view).await?, shared(view).await?);
            let rows = services(view).await?;
            let services = rows.into_iter().map(|row| row.read(&mut shared)).collect::<Result<_, _>>()?;
            Ok(MenuRead { n, services, terms: terms(view).await?, gone: gone(view).await? })
        })
    }
}

async fn number(view: &mut View) -> Result<i64, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_scalar("SELECT n FROM menu_change WHERE id = 1").fetch_one(c))?)
}

async fn services(view: &mut View) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT s.service_id, h.slug AS hub, v.details, s.visible_from, s.visible_until, s.checked_at, s.paused_at,
            s.changed_at, p.provider_id, p.name AS provider_name, p.description AS provider_description,
            p.website AS provider_website, p.email AS provider_email, p.changed_at AS provider_changed_at
        FROM menu_service s
        JOIN hub h ON h.hub_id = s.hub_id
        JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id AND v.number = s.live_number
        JOIN menu_provider p ON p.hub_id = s.hub_id AND p.provider_id = s.provider_id
        WHERE s.archived_at IS NULL ORDER BY s.service_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}

async fn shared(view: &mut View) -> Result<HashMap<Uuid, Vec<HubSlug>>, StoreError> {
    let sql = "SELECT s.service_id, h.slug FROM menu_shared s JOIN hub h ON h.hub_id = s.with_hub_id ORDER BY h.slug";
    let rows: Vec<(Uuid, String)> = on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
    let mut shared: HashMap<Uuid, Vec<HubSlug>> = HashMap::new();
    for (service, with) in rows {
        shared.entry(service).or_default().push(slug(&with)?);
    }
    Ok(shared)
}

async fn terms(view: &mut View) -> Result<Vec<OwnTerm>, StoreError> {
    let sql =
        "SELECT hub_id, taxonomy, code, name, description, retired_at FROM menu_term ORDER BY taxonomy, code";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}

async fn gone(view: &mut View) -> Result<Vec<(Uuid, DateTime<Utc>)>, StoreError> {
    let sql = "SELECT service_id, archived_at FROM menu_service
        WHERE archived_at IS NOT NULL AND live_number IS NOT NULL ORDER BY service_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}
