//! One function, one verdict: everything a verifier knows goes in, one of seven answers comes out. §9.
//!
//! Every check fails closed, and the caller never has to interpret flags. Nothing of a card is in a verdict but what its setting
//! may see.

mod foretold;
mod input;
mod shown;

use chrono::NaiveDate;

use crate::card::{Arrangement, LineText, Setting};
use crate::credential::{Broken, Claims, Credential, Kind};
use crate::present::{self, Expected as ExpectedBinding};
use crate::trust::{HeldList, Trust, TrustedIssuer};

pub use crate::present::Expected;
pub use foretold::foretell;
pub(crate) use input::texts;
pub use shown::{CONSENT_LIST_AGE, consent_is_over, valid_until};
pub(crate) use shown::{lines, london_date};

/// Seconds by which clocks may differ.
pub const CLOCK_TOLERANCE: u64 = 120;
/// Seconds for which a phone's square may be shown.
pub const SQUARE_LIFETIME: u64 = 180;
/// A list fetched or revalidated so many seconds ago counts as fetched during this check.
pub const FRESH_FETCH: u64 = 60;
/// Of a list fetched during this check, `iat` may be so old (13 h: lists are signed again every 12).
pub const FRESH_LIST: u64 = 13 * 3600;
/// A list older than this makes an offline answer amber, in seconds.
pub const AMBER_LIST: u64 = 24 * 3600;
/// The most bytes of input that are looked at.
pub const LARGEST_INPUT: usize = 8192;
const DAY: u64 = 24 * 3600;
/// How long a card that ended reads "needs renewing": on paper, on a phone.
const GRACE_PRINTED: u64 = 90 * DAY;
const GRACE_PHONE: u64 = 14 * DAY;

/// The seven answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Real, in use, with something for this setting, by a list fetched just now.
    Valid,
    /// The same, by a list held.
    ValidOffline,
    /// Real and in use, with nothing set for this setting.
    ValidNotHere,
    /// Real, and needs renewing.
    Expired,
    /// Withdrawn, or ended long ago: never a reason.
    NotInUse,
    /// Not one of our cards.
    NotRecognised,
    /// Nothing can be said now; [`Verdict::why`] tells the reason.
    CannotCheck,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The phone's square is too old, or a clock is wrong.
    CodeTooOld,
    /// This clock is before the newest list held.
    ClockWrong,
    /// No list was ever loaded for this card.
    ListMissing,
    /// The list held is too old to be relied on.
    ListTooOld,
    /// A short code was typed: which card it is only the server knows. No mapping of a card comes to this, only a [`crate::checker`].
    NeedsNetwork,
}

/// One thing a setting is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// An arrangement.
    Arrangement(Arrangement),
    /// Something rests on a person's consent and is shown only from a list under 24 hours old.
    NeedsFreshList,
}

/// How to reach the hub that issued a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubContact {
    /// The hub's name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One of seven.
    pub state: State,
    /// The reason of [`State::CannotCheck`], and of no other state.
    pub why: Option<Why>,
    /// The setting that was asked for.
    pub setting: Option<Setting>,
    /// Known-as name and initial, for a good answer with a setting that may see it.
    pub name: Option<LineText>,
    /// What this setting may do, for a good answer with a setting.
    pub lines: Vec<Line>,
    /// The last day, in Europe/London, for a good or an expired answer.
    pub valid_until: Option<NaiveDate>,
    /// When this was answered, seconds since 1970.
    pub checked_at: u64,
    /// When the list that was looked at was true, seconds since 1970.
    pub list_issued_at: Option<u64>,
    /// Whose card it is, once its signature is known to be good.
    pub hub: Option<HubContact>,
}

/// Verifies a square, its digits or a text. The input may be anything at all.
pub fn verify(
    input: &str,
    setting: Option<Setting>,
    expected: &Expected,
    trust: &Trust,
    now: u64,
) -> Verdict {
    let blank = Verdict::blank(setting, now);
    texts(input, &trust.bases)
        .find_map(|text| Check { expected, trust, now }.card(&text, blank.clone()).ok())
        .unwrap_or(blank)
}

struct Check<'a> {
    expected: &'a Expected,
    trust: &'a Trust,
    now: u64,
}

impl Check<'_> {
    /// The rows of the mapping, first match wins; `Broken` is the first row.
    fn card(&self, text: &str, mut verdict: Verdict) -> Result<Verdict, Broken> {
        let card = Credential::parse(text)?;
        let iss = card.claims.issuer.iss();
        let issuer = self.trust.issuers.get(&iss).ok_or(Broken)?;
        if issuer.retired.contains(&card.kid) {
            verdict.hub = Some(contact(issuer));
            verdict.state = State::NotInUse;
            return Ok(verdict);
        }
        let key = issuer.key(card.kid).ok_or(Broken)?;
        if !card.is_signed_by(key) {
            return Err(Broken);
        }
        let bound_at = self.key_binding(&card)?;
        let uri = card.claims.issuer.status_uri(card.claims.status.list);
        let list = self.trust.list(&uri);
        let withdrawn = match list {
            Some(list) => list.bits.is_withdrawn(card.claims.status.idx).ok_or(Broken)?,
            None => false,
        };
        verdict.hub = Some(contact(issuer));
        verdict.list_issued_at = list.map(|list| list.iat);
        let (state, why) = self.judge(&card, bound_at, withdrawn, list);
        verdict.state = state;
        verdict.why = why;
        Ok(verdict.with_shown(card.claims))
    }

    /// The KB-JWT that the signed type requires or forbids; its time is judged later.
    fn key_binding(&self, card: &Credential<'_>) -> Result<Option<u64>, Broken> {
        match &card.claims.kind {
            Kind::Printed if card.key_binding.is_empty() && *self.expected == ExpectedBinding::Square => {
                Ok(None)
            }
            Kind::Printed => Err(Broken),
            Kind::Phone { device, .. } => {
                present::read(card, Some(device), self.expected).map(|binding| Some(binding.iat))
            }
        }
    }

    /// Everything after the card is known to be genuine.
    fn judge(
        &self,
        card: &Credential<'_>,
        bound_at: Option<u64>,
        withdrawn: bool,
        list: Option<&HeldList>,
    ) -> (State, Option<Why>) {
        let now = self.now;
        let cannot = |why| (State::CannotCheck, Some(why));
        let in_window = |iat: u64| now + CLOCK_TOLERANCE >= iat && now <= iat + SQUARE_LIFETIME;
        if bound_at.is_some_and(|iat| !in_window(iat)) {
            return cannot(Why::CodeTooOld);
        }
        if withdrawn {
            return (State::NotInUse, None);
        }
        if self.trust.newest_iat().is_some_and(|newest| now + CLOCK_TOLERANCE < newest) {
            return cannot(Why::ClockWrong);
        }
        if self.trust.newest_exp().is_some_and(|newest| now > newest) {
            return cannot(Why::ListTooOld);
        }
        let grace = if card.claims.kind == Kind::Printed { GRACE_PRINTED } else { GRACE_PHONE };
        if now > card.claims.exp + grace {
            return (State::NotInUse, None);
        }
        if now > card.claims.exp + CLOCK_TOLERANCE {
            return (State::Expired, None);
        }
        let Some(list) = list else { return cannot(Why::ListMissing) };
        if now > list.exp {
            return cannot(Why::ListTooOld);
        }
        let fetched_now = now.abs_diff(list.fetched_at) <= FRESH_FETCH;
        let fresh = now.saturating_sub(list.iat) <= FRESH_LIST;
        (if fetched_now && fresh { State::Valid } else { State::ValidOffline }, None)
    }
}

fn contact(issuer: &TrustedIssuer) -> HubContact {
    HubContact { name: issuer.name.clone(), telephone: issuer.telephone.clone() }
}

impl Verdict {
    /// For whoever cannot look a card up at all, whatever it is; `now` in seconds since 1970.
    pub fn cannot_check(why: Why, setting: Option<Setting>, now: u64) -> Self {
        Self { state: State::CannotCheck, why: Some(why), ..Self::blank(setting, now) }
    }

    /// Before anything is known of a card.
    fn blank(setting: Option<Setting>, now: u64) -> Self {
        Self {
            state: State::NotRecognised,
            why: None,
            setting,
            name: None,
            lines: Vec::new(),
            valid_until: None,
            checked_at: now,
            list_issued_at: None,
            hub: None,
        }
    }

    /// The same with what its state and its setting may see of a card, and nothing more.
    fn with_shown(mut self, claims: Claims) -> Self {
        if matches!(self.state, State::Valid | State::ValidOffline | State::Expired) {
            self.valid_until = valid_until(&claims);
        }
        if let (State::Valid | State::ValidOffline, Some(list_iat), Some(setting)) =
            (self.state, self.list_issued_at, self.setting)
        {
            self.lines = lines(&claims, setting, list_iat, self.checked_at);
            match self.lines.is_empty() {
                true => (self.state, self.valid_until) = (State::ValidNotHere, None),
                false if setting != Setting::Transport => self.name = claims.name,
                false => {}
            }
        }
        self
    }
}

impl State {
    /// All seven, in the order of product and specification.
    pub const ALL: [Self; 7] = [
        Self::Valid,
        Self::ValidOffline,
        Self::ValidNotHere,
        Self::Expired,
        Self::NotInUse,
        Self::NotRecognised,
        Self::CannotCheck,
    ];

    /// The code in JSON and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ValidOffline => "valid_offline",
            Self::ValidNotHere => "valid_not_here",
            Self::Expired => "expired",
            Self::NotInUse => "not_in_use",
            Self::NotRecognised => "not_recognised",
            Self::CannotCheck => "cannot_check",
        }
    }
}

impl Why {
    /// The four of the mapping.
    pub const ALL: [Self; 4] = [Self::CodeTooOld, Self::ClockWrong, Self::ListMissing, Self::ListTooOld];

    /// The code in JSON and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::CodeTooOld => "code_too_old",
            Self::ClockWrong => "clock_wrong",
            Self::ListMissing => "list_missing",
            Self::ListTooOld => "list_too_old",
            Self::NeedsNetwork => "needs_network",
        }
    }
}
