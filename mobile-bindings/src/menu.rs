//! The support menu: a copy that an app keeps, searched without a network exactly as the server searches.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use passport_core::card::{Base, HubSlug};
use passport_core::menu::{self, MenuCopy, Position, Taken};
use passport_core::wallet::{Answer, Request};
use uuid::Uuid;

use crate::wallet::{HttpRequest, HttpResponse};

mod asked;
mod fault;
mod found;
mod questions;
mod reviews;
mod service;

pub use asked::{MenuDay, MenuPosition, MenuWish};
pub use fault::MenuError;
pub use found::{MenuCount, MenuFound, MenuLeftOut, MenuLeftOutWhy};
pub use questions::{MenuAnswer, MenuQuestion};
pub use reviews::{
    MenuMeanStars, MenuOwnReview, MenuReportReason, MenuReview, MenuReviewContact, MenuReviewReason,
    MenuReviewState, MenuReviewsPage, MenuWrittenReview, menu_review_code,
};
pub use service::{
    MenuCost, MenuDate, MenuFreshness, MenuLanguage, MenuLink, MenuPhone, MenuPlace, MenuProvider,
    MenuService, MenuServiceCard, MenuTag, MenuWords,
};

/// The support menu on this device.
///
/// It reaches no network: `changesRequest` says what to get, `acceptChanges` takes what came back. Keep `kept()` wherever the app keeps
/// its files, and begin with `restore` next time. It may be used from any thread.
///
/// Times are passed in as seconds since 1970.
#[derive(Debug, uniffi::Object)]
pub struct SupportMenu {
    copy: Mutex<MenuCopy>,
}

/// What an answer changed in the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuChanged {
    /// So many services are new or changed; some may be as they were.
    pub taken: u32,
    /// So many were forgotten.
    pub gone: u32,
    /// So many are of a form that this version of the library does not know: a newer version shows them.
    pub passed_over: u32,
    /// It was the whole menu.
    pub is_whole: bool,
}

#[uniffi::export]
impl SupportMenu {
    /// An empty menu of a server, such as `https://pass.example.uk`, or of one hub of it by its short name.
    ///
    /// Throws `NotAServer` if either cannot be read.
    #[uniffi::constructor(default(hub = None))]
    pub fn new(server: &str, hub: Option<String>) -> Result<Self, MenuError> {
        let (base, hub) = place(server, hub)?;
        Ok(Self { copy: Mutex::new(MenuCopy::new(base, hub)) })
    }

    /// The menu of this server, or of this hub of it, that `kept` gave.
    ///
    /// Throws `NotAServer`, or `KeptTorn` or `KeptForeign`: begin with an empty one, and lose no more than the shortlist. The menu of
    /// another server or hub is `KeptForeign` too.
    #[uniffi::constructor(default(hub = None))]
    pub fn restore(server: &str, kept: Vec<u8>, hub: Option<String>) -> Result<Self, MenuError> {
        let (base, hub) = place(server, hub)?;
        Ok(Self { copy: Mutex::new(MenuCopy::from_bytes_of(&base, hub.as_ref(), &kept)?) })
    }

    /// All of it as bytes, for the app to keep in a file; nothing in it says who somebody is, but the shortlist says what they looked at.
    pub fn kept(&self) -> Vec<u8> {
        self.copy().to_bytes()
    }

    /// How many services it holds.
    pub fn count(&self) -> u32 {
        small(self.copy().len())
    }

    /// Whether the menu came at least once: one that holds nothing may be empty, or not be here yet.
    pub fn has_come(&self) -> bool {
        self.copy().has_come()
    }

    /// What to get to bring it up to date: once a day, and when somebody asks for it.
    pub fn changes_request(&self) -> HttpRequest {
        sent(self.copy().changes_request())
    }

    /// Takes over what changed. An answer that was lost, or comes twice, does no harm.
    ///
    /// Throws `NotUnderstood`, `NotNow` or `Wait`: the copy is as it was, try again later.
    pub fn accept_changes(&self, answer: HttpResponse) -> Result<MenuChanged, MenuError> {
        let answer = Answer::from(answer);
        let Taken { taken, gone, passed_over, is_whole } = self.copy().take_changes(menu::found(&answer)?)?;
        let [taken, gone, passed_over] = [taken, gone, passed_over].map(small);
        Ok(MenuChanged { taken, gone, passed_over, is_whole })
    }

    /// What to get for the questions and their words: with the first changes, and once a week.
    pub fn questions_request(&self) -> HttpRequest {
        sent(self.copy().questions_request())
    }

    /// Takes over the questions and their words.
    ///
    /// Throws `NotUnderstood`, `NotNow` or `Wait`: those from before stay.
    pub fn accept_questions(&self, answer: HttpResponse) -> Result<(), MenuError> {
        let answer = Answer::from(answer);
        Ok(self.copy().take_questions(menu::found(&answer)?)?)
    }

    /// What is asked of every service, with the answers there are, in the order in which to ask; empty before the first answer.
    pub fn questions(&self) -> Vec<MenuQuestion> {
        self.copy().questions().iter().map(MenuQuestion::of).collect()
    }

    /// What fits, the best first, as the server would answer.
    pub fn find(&self, wish: MenuWish, now: i64) -> MenuFound {
        let (copy, now) = (self.copy(), moment(now));
        let (at, per_page) = (wish.at.map(Position::from), wish.per_page);
        let (pairs, tags) = wish.pairs();
        let looked = copy.find(pairs, &tags, at, now);
        MenuFound::of(&copy, &looked, per_page, now)
    }

    /// Everything about one service; none if it is not on the menu today.
    ///
    /// Throws `NoSuchService` if that is no id.
    pub fn service(&self, service_id: &str, now: i64) -> Result<Option<MenuService>, MenuError> {
        let (copy, now) = (self.copy(), moment(now));
        Ok(copy.service(id(service_id)?, now).map(|one| MenuService::of(&copy, one, now)))
    }

    /// The next dates of a service that are not over, at most so many; none while it is paused.
    ///
    /// Throws `NoSuchService` if it is not on the menu today.
    pub fn next_dates(&self, service_id: &str, now: i64, most: u32) -> Result<Vec<MenuDate>, MenuError> {
        let (copy, now) = (self.copy(), moment(now));
        let service = copy.service(id(service_id)?, now).ok_or(MenuError::NoSuchService)?;
        Ok(service::dates(service, now, most as usize))
    }

    /// The services of the shortlist, in the order in which they were put there. Those that are not on the menu today are left out.
    pub fn shortlist(&self, now: i64) -> Vec<MenuServiceCard> {
        let (copy, now) = (self.copy(), moment(now));
        let shown = copy.shortlist().iter().filter_map(|one| copy.service(*one, now));
        shown.map(|one| MenuServiceCard::of(&copy, one, None, now)).collect()
    }

    /// Puts a service on the shortlist. Keep `kept()` afterwards.
    ///
    /// Throws `NoSuchService` if the copy does not hold it; `ShortlistFull` beyond 50.
    pub fn add_to_shortlist(&self, service_id: &str) -> Result<(), MenuError> {
        Ok(self.copy().put_on_shortlist(id(service_id)?)?)
    }

    /// Takes a service off the shortlist, if it is there. Keep `kept()` afterwards.
    ///
    /// Throws `NoSuchService` if that is no id.
    pub fn remove_from_shortlist(&self, service_id: &str) -> Result<(), MenuError> {
        self.copy().take_off(id(service_id)?);
        Ok(())
    }

    /// A link that opens the shortlist on anybody's device; none for an empty one. It says nothing of who made it.
    pub fn shortlist_link(&self) -> Option<String> {
        self.copy().shared_list_url()
    }

    /// A link that opens one service on anybody's device.
    ///
    /// Throws `NoSuchService` if that is no id.
    pub fn service_link(&self, service_id: &str) -> Result<String, MenuError> {
        Ok(self.copy().service_url(id(service_id)?))
    }
}

impl SupportMenu {
    /// A copy is changed by steps each of which leaves it whole.
    fn copy(&self) -> MutexGuard<'_, MenuCopy> {
        self.copy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of the year 9999: later, the day in London may be beyond all calendars.
const LAST: i64 = 253_402_300_799;

/// A moment; for a clock that is before 1970 or beyond 9999 the nearest that is not.
fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds.clamp(0, LAST), 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// A request as the menu gives it up.
fn sent(request: Request) -> HttpRequest {
    HttpRequest { timeout_seconds: menu::MENU_TIMEOUT, ..request.into() }
}

fn place(server: &str, hub: Option<String>) -> Result<(Base, Option<HubSlug>), MenuError> {
    let base = Base::parse(server.trim_end_matches('/')).map_err(|_| MenuError::NotAServer)?;
    let hub = hub.map(|hub| HubSlug::parse(&hub)).transpose().map_err(|_| MenuError::NotAServer)?;
    Ok((base, hub))
}

fn id(text: &str) -> Result<Uuid, MenuError> {
    Uuid::try_parse(text).map_err(|_| MenuError::NoSuchService)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_far_off_every_calendar_ends_no_app() {
        for far in [i64::MIN, -1, 0, LAST, LAST + 1, i64::MAX] {
            MenuCopy::new(Base::parse("https://pass.example.uk").unwrap(), None).find(
                [("age", "13")],
                &[],
                None,
                moment(far),
            );
        }
    }
}
