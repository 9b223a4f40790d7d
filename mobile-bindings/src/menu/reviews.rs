//! Reviews: written, looked after with their own code, read and reported. All of it needs the network.

use passport_core::menu::{self, OwnReview, ReviewsPage, ShownReview, WrittenReview};
use passport_core::short_code::ShortCode;
use uuid::Uuid;

use super::{MenuError, SupportMenu, id, sent};
use crate::wallet::{HttpRequest, HttpResponse};

/// A review, before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuWrittenReview {
    /// Of which service.
    pub service_id: String,
    /// Stars for "I felt welcome", 1 to 5.
    pub welcome: u8,
    /// Stars for "It was easy to get to", 1 to 5.
    pub easy: u8,
    /// Stars for "I would go again", 1 to 5.
    pub again: u8,
    /// "What was good?", at most 300 letters.
    #[uniffi(default = None)]
    pub good: Option<String>,
    /// "What should others know?", at most 300 letters.
    #[uniffi(default = None)]
    pub others: Option<String>,
    /// A story, at most 2,000 letters.
    #[uniffi(default = None)]
    pub story: Option<String>,
    /// Whether the writer would like their hub to contact them. Ask before sending.
    #[uniffi(default = false)]
    pub wants_contact: bool,
}

/// What follows for somebody who would like to be contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuReviewContact {
    /// They did not ask for it.
    NotWanted,
    /// Their hub was asked to contact them.
    HubWasAsked,
    /// Nobody knows who they are: show the number of their hub, to ring.
    RingTheHub,
}

/// How far a review has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuReviewState {
    /// The hub has not read it yet.
    Waiting,
    /// Everybody reads it.
    Shown,
    /// The hub does not show it.
    Refused,
    /// It was shown, and is not any more.
    TakenDown,
    /// Its writer took it back.
    Withdrawn,
}

/// Why a hub does not show a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuReviewReason {
    /// It says who somebody is.
    Personal,
    /// It may hurt somebody.
    Unkind,
    /// It is not about this service.
    NotAbout,
    /// It is not sure that whoever wrote it was there.
    Unsure,
    /// The hub is worried about its writer.
    Worried,
    /// Something else, which the note says.
    Other,
}

/// A review as its writer reads of it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuOwnReview {
    /// Of which service.
    pub service_id: String,
    /// What that is called.
    pub service: String,
    /// How far it has come.
    pub state: MenuReviewState,
    /// The month it was sent in, as `2026-11`.
    pub month: String,
    /// Why it does not show.
    pub reason: Option<MenuReviewReason>,
    /// What the hub says of that.
    pub note: Option<String>,
}

/// A review as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuReview {
    /// Its id, to report it by.
    pub id: String,
    /// The month, as `2026-11`.
    pub month: String,
    /// Stars for "I felt welcome".
    pub welcome: u8,
    /// Stars for "It was easy to get to".
    pub easy: u8,
    /// Stars for "I would go again".
    pub again: u8,
    /// What was good.
    pub good: Option<String>,
    /// What others should know.
    pub others: Option<String>,
    /// A story.
    pub story: Option<String>,
}

/// A page of a service's reviews, the newest month first.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuReviewsPage {
    /// How many there are.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u64,
    /// The mean of all; none of fewer than three, from which two readers could tell each other apart.
    pub mean: Option<MenuMeanStars>,
    /// About how many days the hub takes to read a new one, if that can be told.
    pub days_until_read: Option<u32>,
    /// The reviews of this page.
    pub reviews: Vec<MenuReview>,
}

/// The mean of all stars, in tenths: 43 is 4.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuMeanStars {
    /// For "I felt welcome".
    pub welcome_tenths: u8,
    /// For "It was easy to get to".
    pub easy_tenths: u8,
    /// For "I would go again".
    pub again_tenths: u8,
}

/// Why a review should not be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuReportReason {
    /// Somebody may be in danger.
    Danger,
    /// It says who somebody is.
    Personal,
    /// It may hurt somebody.
    Hurtful,
    /// It is not true.
    Untrue,
    /// Something else.
    Other,
}

/// The code of a new review, made from 6 bytes of the platform's secure randomness (`SecureRandom`, `SecRandomCopyBytes`).
///
/// Draw it once for each review, before the first try to send it, and keep it where its owner wishes: with it a review that is sent
/// twice is one, and only with it its writer sees how far it is and takes it back.
///
/// Throws `NotACode` if there are not 6 bytes.
#[uniffi::export]
pub fn menu_review_code(random: Vec<u8>) -> Result<String, MenuError> {
    let random = random.try_into().map_err(|_| MenuError::NotACode)?;
    Ok(ShortCode::from_random(random).to_string())
}

#[uniffi::export]
impl SupportMenu {
    /// Sends a review with its own code and the typed code of a card or an invitation. Answer: `acceptReviewSent`.
    ///
    /// Throws `StarsMissing`, `TooLong`, `NotACode` or `NoSuchService`.
    pub fn review_request(
        &self,
        review: MenuWrittenReview,
        review_code: &str,
        card_code: &str,
    ) -> Result<HttpRequest, MenuError> {
        let written = WrittenReview::try_from(review)?;
        Ok(sent(self.copy().review_request(&written, &secret(review_code)?, card_code)?))
    }

    /// What follows when a review was sent.
    ///
    /// Throws `CodeUnknown` if no card and no invitation has the code, `NoSuchService` if the service is on no menu any more,
    /// `WordsRefused`, `Wait`, `NotNow` or `NotUnderstood`.
    pub fn accept_review_sent(&self, answer: HttpResponse) -> Result<MenuReviewContact, MenuError> {
        Ok(match menu::sent(&answer.into())?.contact {
            None => MenuReviewContact::NotWanted,
            Some(menu::ReviewContact::Asked) => MenuReviewContact::HubWasAsked,
            Some(menu::ReviewContact::Ring) => MenuReviewContact::RingTheHub,
        })
    }

    /// Asks how far a review has come. Answer: `acceptReviewState`.
    ///
    /// Throws `NotACode` if that is no review's code.
    pub fn review_state_request(&self, review_code: &str) -> Result<HttpRequest, MenuError> {
        Ok(sent(self.copy().review_state_request(&secret(review_code)?)))
    }

    /// How far a review has come.
    ///
    /// Throws `CodeUnknown`, `Wait`, `NotNow` or `NotUnderstood`.
    pub fn accept_review_state(&self, answer: HttpResponse) -> Result<MenuOwnReview, MenuError> {
        Ok(menu::own_review(&answer.into())?.into())
    }

    /// Takes a review back. Answer: `acceptDone`.
    ///
    /// Throws `NotACode` if that is no review's code.
    pub fn withdraw_review_request(&self, review_code: &str) -> Result<HttpRequest, MenuError> {
        Ok(sent(self.copy().withdraw_review_request(&secret(review_code)?)))
    }

    /// Says that a review should not be there, with at most 300 letters if wanted. Nothing is kept of who says so. Answer: `acceptDone`.
    ///
    /// Throws `NoSuchReview` if that is no review's id, `TooLong` beyond 300 letters.
    #[uniffi::method(default(words = None))]
    pub fn report_review_request(
        &self,
        review_id: &str,
        reason: MenuReportReason,
        words: Option<String>,
    ) -> Result<HttpRequest, MenuError> {
        let review_id = Uuid::try_parse(review_id).map_err(|_| MenuError::NoSuchReview)?;
        Ok(sent(self.copy().report_review_request(review_id, reason.into(), words.as_deref())?))
    }

    /// That the server did it.
    ///
    /// Throws `CodeUnknown` where a code was sent, `NoSuchReview` where a review was named, `WordsRefused`, `Wait`, `NotNow` or
    /// `NotUnderstood`.
    pub fn accept_done(&self, answer: HttpResponse) -> Result<(), MenuError> {
        menu::done(&answer.into()).map_err(|fault| match fault {
            menu::NoAnswer::NotThere => MenuError::NoSuchReview,
            other => other.into(),
        })
    }

    /// Asks what others say of a service, a page from 1. Answer: `acceptReviews`.
    ///
    /// Throws `NoSuchService` if that is no id.
    #[uniffi::method(default(page = 1))]
    pub fn reviews_request(&self, service_id: &str, page: u32) -> Result<HttpRequest, MenuError> {
        Ok(sent(self.copy().reviews_request(id(service_id)?, page)))
    }

    /// What others say of a service.
    ///
    /// Throws `NoSuchService`, `Wait`, `NotNow` or `NotUnderstood`.
    pub fn accept_reviews(&self, answer: HttpResponse) -> Result<MenuReviewsPage, MenuError> {
        Ok(MenuReviewsPage::of(menu::reviews_page(&answer.into())?))
    }
}

impl From<OwnReview> for MenuOwnReview {
    fn from(review: OwnReview) -> Self {
        let OwnReview { service_id, service, state, month, reason, note } = review;
        let state = match state {
            menu::ReviewState::Waiting => MenuReviewState::Waiting,
            menu::ReviewState::Shown => MenuReviewState::Shown,
            menu::ReviewState::Refused => MenuReviewState::Refused,
            menu::ReviewState::TakenDown => MenuReviewState::TakenDown,
            menu::ReviewState::Withdrawn => MenuReviewState::Withdrawn,
        };
        let reason = reason.map(|reason| match reason {
            menu::ReviewReason::Personal => MenuReviewReason::Personal,
            menu::ReviewReason::Unkind => MenuReviewReason::Unkind,
            menu::ReviewReason::NotAbout => MenuReviewReason::NotAbout,
            menu::ReviewReason::Unsure => MenuReviewReason::Unsure,
            menu::ReviewReason::Worried => MenuReviewReason::Worried,
            menu::ReviewReason::Other => MenuReviewReason::Other,
        });
        Self { service_id: service_id.to_string(), service, state, month, reason, note }
    }
}

impl TryFrom<MenuWrittenReview> for WrittenReview {
    type Error = MenuError;

    fn try_from(review: MenuWrittenReview) -> Result<Self, MenuError> {
        let MenuWrittenReview { service_id, welcome, easy, again, good, others, story, wants_contact } =
            review;
        let stars = [welcome, easy, again];
        Ok(Self { service_id: id(&service_id)?, stars, good, others, story, wants_contact })
    }
}

impl From<WrittenReview> for MenuWrittenReview {
    fn from(review: WrittenReview) -> Self {
        let WrittenReview { service_id, stars: [welcome, easy, again], good, others, story, wants_contact } =
            review;
        let service_id = service_id.to_string();
        Self { service_id, welcome, easy, again, good, others, story, wants_contact }
    }
}

fn secret(review_code: &str) -> Result<ShortCode, MenuError> {
    ShortCode::parse(review_code).map_err(|_| MenuError::NotACode)
}

impl From<MenuReportReason> for menu::WhyReported {
    fn from(reason: MenuReportReason) -> Self {
        match reason {
            MenuReportReason::Danger => Self::Danger,
            MenuReportReason::Personal => Self::Personal,
            MenuReportReason::Hurtful => Self::Hurtful,
            MenuReportReason::Untrue => Self::Untrue,
            MenuReportReason::Other => Self::Other,
        }
    }
}

impl MenuReviewsPage {
    fn of(ReviewsPage { total, page, pages, mean, days_until_read, reviews }: ReviewsPage) -> Self {
        let mean = mean.map(|menu::MeanStars { welcome_tenths, easy_tenths, again_tenths }| MenuMeanStars {
            welcome_tenths,
            easy_tenths,
            again_tenths,
        });
        Self {
            total,
            page,
            pages,
            mean,
            days_until_read,
            reviews: reviews.into_iter().map(MenuReview::of).collect(),
        }
    }
}

impl MenuReview {
    fn of(ShownReview { id, month, welcome, easy, again, good, others, story }: ShownReview) -> Self {
        Self { id: id.to_string(), month, welcome, easy, again, good, others, story }
    }
}
