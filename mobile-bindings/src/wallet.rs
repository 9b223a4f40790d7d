//! A young person's card on this phone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use passport_core::card::Base;
use passport_core::square::QUIET_ZONE;
use passport_core::wallet as core;
use passport_core::wallet::{Wallet, WalletError as Fault};

use crate::card::{Line, Setting};
use crate::device::{DeviceKeys, KeysOfApp, Vault, VaultOfApp};
use crate::told::{ActivityEntry, Happened, HubMessage, MessageKind, UnsentMessage};
use crate::verifier::{seconds, signed};

/// What somebody has to do something about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum WalletError {
    /// Not the link, the square or the code of a hub's letter: scan the letter again, or type its code.
    #[error("is no letter of a hub")]
    NotALetter,
    /// The letter is of a server that this app does not work with.
    #[error("is the letter of another server")]
    LetterOfAnotherServer,
    /// Ask for six digits.
    #[error("are not six digits")]
    NotSixDigits,
    /// No letter has this typed code, or not any more: look at it again, or ask the hub.
    #[error("no letter has this code, or not any more")]
    CodeUnknown,
    /// The letter was used, or is over: ask the hub for another.
    #[error("the letter was used, or is over")]
    LetterOver,
    /// The letter is for a wallet of another kind: ask the hub for one of this app.
    #[error("the letter is for another wallet")]
    LetterForAnotherWallet,
    /// The six digits are wrong, or no longer good: ask for them again. Five wrong ones end the letter.
    #[error("the six digits are wrong, or no longer good")]
    WrongDigits,
    /// Too many tries: wait.
    #[error("too many tries: wait {wait_seconds} seconds")]
    TooManyTries {
        /// So long.
        wait_seconds: u64,
    },
    /// There is no card on this phone for that.
    #[error("there is no card for that on this phone")]
    NoCard,
    /// The card cannot be shown now: `standing` tells why.
    #[error("the card cannot be shown now")]
    CannotShow,
    /// Words are missing, or there are more than 500 letters.
    #[error("say it in 1 to 500 letters")]
    Words,
    /// The key of this setting is gone from the device: sync, and the setting comes anew.
    #[error("the key is gone from the device: sync")]
    KeyGone,
    /// The device's keys cannot be used now: unlock it, and try again.
    #[error("the device's keys cannot be used now")]
    KeysUnusable,
    /// The vault cannot be read or written now: try again.
    #[error("the vault cannot be used now")]
    VaultUnusable,
    /// The vault holds something that is no wallet's, or is of a later version of this library.
    #[error("the vault holds something that is not a wallet's")]
    VaultUnreadable,
}

/// A header of a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpHeader {
    /// Its name; case does not matter.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A request to be made as it stands: follow no redirect, keep nothing in a cache, send no cookie.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpRequest {
    /// Its number, to be given back with the answer.
    pub number: u64,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Headers to send.
    pub headers: Vec<HttpHeader>,
    /// The body; empty where nothing is sent.
    pub body: Vec<u8>,
    /// After so many seconds give it up, and call `unanswered`.
    pub timeout_seconds: u64,
}

/// An answer as it came, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpResponse {
    /// Such as 200.
    pub status: u16,
    /// All headers; `Date` above all, since a phone's own clock may be wrong.
    pub headers: Vec<HttpHeader>,
    /// The body.
    pub body: Vec<u8>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum NextStep {
    /// Make this request, give its answer to `accept` (or call `unanswered`), then ask again what is next.
    Send {
        /// The request.
        request: HttpRequest,
    },
    /// Another wallet on the same vault talks with the server: ask again after so many seconds.
    Wait {
        /// So long.
        seconds: u64,
    },
    /// All is done.
    Done {
        /// How it ended.
        outcome: Outcome,
    },
}

/// How a talk with the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Outcome {
    /// Everything is up to date.
    UpToDate,
    /// The server cannot be reached now. What is held stays good; sync again later.
    Offline,
    /// The letter was found: ask for the six digits.
    DigitsNeeded,
    /// The hub took the card off this phone.
    Removed,
    /// The card was taken off this phone.
    Forgotten,
    /// The card was taken off this phone, but the server could not be told: ask the hub to remove this phone.
    ForgottenUntold,
    /// There is no card on this phone.
    NoCard,
}

/// Whether the square can be shown, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Standing {
    /// No card was ever put here, or it was taken off.
    Empty,
    /// The hub took it off this phone.
    Removed,
    /// Its last day is over.
    Ended,
    /// There is nothing to show here yet: sync.
    Arriving,
    /// This device's clock is behind: set it.
    ClockWrong,
    /// Too long without a network: sync.
    Stopped,
    /// The square can be shown.
    Good {
        /// A network is needed within so many days: say so.
        network_within_days: Option<u64>,
        /// The card ends in so many days: say so.
        ends_in_days: Option<u64>,
    },
}

/// How far a letter is that was begun with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LetterState {
    /// It was not found yet: sync.
    Looking,
    /// Ask for the six digits.
    DigitsNeeded,
    /// The six digits were given, and the card has not come yet: sync.
    Redeeming,
}

/// The hub that gave the card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CardHub {
    /// Its name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// When somebody answers the telephone.
    pub opening_hours: Option<String>,
}

/// One setting of the card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CardSetting {
    /// Which.
    pub setting: Setting,
    /// All that the hub allowed there.
    pub allowed: Vec<Line>,
    /// The codes of what its owner shows there: what was chosen last, also before the server knows it.
    pub shown: Vec<String>,
    /// Whether that was chosen here and the server does not know it yet.
    pub is_waiting: bool,
    /// Until when a square can be made of what this phone holds, seconds since 1970; nothing where it holds nothing.
    pub held_until: Option<i64>,
}

/// The card on this phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Card {
    /// The hub that gave it.
    pub hub: CardHub,
    /// The name on it.
    pub name: Option<String>,
    /// Its last day in Europe/London, `YYYY-MM-DD`.
    pub ends_on: String,
    /// Its settings.
    pub settings: Vec<CardSetting>,
    /// The photo as JPEG, while it may be shown.
    pub photo: Option<Vec<u8>>,
    /// When the hub's server was last asked, seconds since 1970.
    pub synced_at: Option<i64>,
    /// When to sync next at the latest, seconds since 1970. Sync whenever the app is opened besides.
    pub sync_due_at: Option<i64>,
}

/// A square to be shown now.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LiveSquare {
    /// What a camera reads.
    pub text: String,
    /// Modules on a side.
    pub width: u32,
    /// `width` × `width` modules, row by row: 1 is dark, 0 is light. Draw dark on white, also in a dark theme.
    pub modules: Vec<u8>,
    /// Leave so many white modules on each side.
    pub quiet_zone: u32,
    /// Ask again after so many seconds; until then the same square comes.
    pub seconds_left: u64,
}

/// A card on this phone, of one hub. It reaches no network: begin with `takeLetter`, `giveDigits`, `sync` or `forget`, then do what
/// `nextRequest` says until it is `Done`. What was cut off goes on where it stopped.
#[derive(uniffi::Object)]
pub struct CardWallet {
    vault: VaultOfApp,
    keys: KeysOfApp,
    servers: Vec<Base>,
    id: String,
    shown: Mutex<HashMap<Setting, core::LiveSquare>>,
}

#[uniffi::export]
impl CardWallet {
    /// A wallet on a vault. `servers` are the addresses, such as `https://pass.example.uk`, whose letters this app takes; typed codes
    /// are looked up at the first.
    #[uniffi::constructor]
    pub fn new(
        vault: Arc<dyn Vault>,
        keys: Arc<dyn DeviceKeys>,
        servers: Vec<String>,
    ) -> Result<Arc<Self>, WalletError> {
        let servers = servers.iter().map(|server| Base::parse(server)).collect::<Result<_, _>>();
        let servers = servers.map_err(|_| WalletError::LetterOfAnotherServer)?;
        let id = draw().ok_or(WalletError::KeysUnusable)?.iter().map(|byte| format!("{byte:02x}")).collect();
        let (vault, keys) = (VaultOfApp(vault), KeysOfApp(keys));
        Ok(Arc::new(Self { vault, keys, servers, id, shown: Mutex::default() }))
    }

    /// Begins with a letter: what its square or link says, or its typed code.
    pub fn take_letter(&self, text: String) -> Result<(), WalletError> {
        self.with(|wallet| wallet.take_letter(&text))
    }

    /// Begins to redeem the letter with the six digits that were told another way.
    pub fn give_digits(&self, digits: String) -> Result<(), WalletError> {
        self.with(|wallet| wallet.give_digits(&digits))
    }

    /// Begins to bring phone and server together: what waits here goes out, what changed there comes in, what ages is renewed.
    pub fn sync(&self) -> Result<(), WalletError> {
        self.with(|wallet| wallet.sync())
    }

    /// Begins to take the card off this phone. The server is told first; then nothing of it stays here, whether or not it was.
    pub fn forget(&self) -> Result<(), WalletError> {
        self.with(|wallet| wallet.forget())
    }

    /// What to do next. `now` is the device's clock, seconds since 1970, as everywhere.
    pub fn next_request(&self, now: i64) -> Result<NextStep, WalletError> {
        Ok(match self.with(|wallet| wallet.next_request(seconds(now)))? {
            core::Next::Send(request) => NextStep::Send { request: request.into() },
            core::Next::Wait(seconds) => NextStep::Wait { seconds },
            core::Next::Done(outcome) => NextStep::Done { outcome: outcome.into() },
        })
    }

    /// Takes the answer to the request of that number. Throws where somebody has to do something about it, such as `WrongDigits`.
    pub fn accept(&self, number: u64, response: HttpResponse, now: i64) -> Result<(), WalletError> {
        let headers = response.headers.into_iter().map(|one| (one.name, one.value)).collect();
        let answer = core::Answer { status: response.status, headers, body: response.body };
        self.with(|wallet| wallet.accept(number, &answer, seconds(now)))
    }

    /// Says that the request of that number had no answer.
    pub fn unanswered(&self, number: u64) -> Result<(), WalletError> {
        self.with(|wallet| wallet.unanswered(number))
    }

    /// How far the letter is that was begun with; nothing where there is none.
    pub fn letter(&self) -> Result<Option<LetterState>, WalletError> {
        Ok(self.with(|wallet| wallet.letter())?.map(Into::into))
    }

    /// How the card stands for a setting, or, without one, for the first that it has.
    pub fn standing(&self, setting: Option<Setting>, now: i64) -> Result<Standing, WalletError> {
        Ok(self.with(|wallet| wallet.standing(setting.map(Into::into), seconds(now)))?.into())
    }

    /// The card on this phone; nothing before the hub's server said what it is.
    pub fn card(&self, now: i64) -> Result<Option<Card>, WalletError> {
        Ok(self.with(|wallet| wallet.card(seconds(now)))?.map(Into::into))
    }

    /// What whoever scans a setting's square now is told.
    pub fn lines(&self, setting: Setting, now: i64) -> Result<Vec<Line>, WalletError> {
        let lines = self.with(|wallet| wallet.lines(setting.into(), seconds(now)))?;
        Ok(lines.iter().map(Into::into).collect())
    }

    /// The square of a setting. Ask as often as the screen ticks: it stays the same until its seconds are over.
    pub fn live_square(&self, setting: Setting, now: i64) -> Result<LiveSquare, WalletError> {
        let now = seconds(now);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let same = shown.get(&setting).and_then(|square| Some((square.seconds_left(now)?, square)));
        if let Some((left, square)) = same
            && self.with(|wallet| wallet.standing(Some(setting.into()), now)).is_ok_and(is_good)
        {
            return Ok(drawn(square, left));
        }
        shown.remove(&setting);
        let square = self.with(|wallet| wallet.live_square(setting.into(), now))?;
        let answer = drawn(&square, core::REDRAWN);
        shown.insert(setting, square);
        Ok(answer)
    }

    /// A square made this moment, for whoever looks again after the screen slept.
    pub fn new_live_square(&self, setting: Setting, now: i64) -> Result<LiveSquare, WalletError> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).remove(&setting);
        self.live_square(setting, now)
    }

    /// Chooses what a setting sees, by codes of what is allowed there. It goes to the hub's server at the next sync.
    pub fn choose(&self, setting: Setting, codes: Vec<String>) -> Result<(), WalletError> {
        let chosen = core::Chosen::from([(setting.into(), codes.into_iter().collect())]);
        self.with(|wallet| wallet.choose(&chosen))
    }

    /// Tells the hub that the card was not accepted; it goes out at the next sync. Gives the message's id.
    pub fn report_not_accepted(
        &self,
        setting: Setting,
        happened: Happened,
        words: Option<String>,
    ) -> Result<String, WalletError> {
        let report = |wallet: &Wallet<'_>| {
            wallet.report_not_accepted(setting.into(), happened.into(), words.as_deref())
        };
        Ok(self.with(report)?.to_string())
    }

    /// Writes to the hub about one's data; it goes out at the next sync. Only a deletion needs no words. Gives the message's id.
    pub fn write_to_hub(&self, kind: MessageKind, words: Option<String>) -> Result<String, WalletError> {
        Ok(self.with(|wallet| wallet.write(kind.into(), words.as_deref()))?.to_string())
    }

    /// What the hub has of what was written, and what it answered, the newest first.
    pub fn messages(&self) -> Result<Vec<HubMessage>, WalletError> {
        Ok(self.with(|wallet| wallet.messages())?.told.into_iter().map(Into::into).collect())
    }

    /// What waits to go out at the next sync, and what a card before could not send.
    pub fn unsent_messages(&self) -> Result<Vec<UnsentMessage>, WalletError> {
        let core::Messages { waiting, unsent, .. } = self.with(|wallet| wallet.messages())?;
        let unsent = unsent.into_iter().map(|one| UnsentMessage::of(one, true));
        Ok(unsent.chain(waiting.into_iter().map(|one| UnsentMessage::of(one, false))).collect())
    }

    /// Sends after all what a card before could not send.
    pub fn send_unsent(&self, id: String) -> Result<(), WalletError> {
        id.parse().map_or(Ok(()), |id| self.with(|wallet| wallet.send_unsent(id)))
    }

    /// Throws away what a card before could not send.
    pub fn throw_away_unsent(&self, id: String) -> Result<(), WalletError> {
        id.parse().map_or(Ok(()), |id| self.with(|wallet| wallet.throw_away_unsent(id)))
    }

    /// Who looked at the card, the newest first; nothing while its owner has not switched that on.
    pub fn activity(&self) -> Result<Option<Vec<ActivityEntry>>, WalletError> {
        let activity = self.with(|wallet| wallet.activity())?;
        Ok(activity.map(|activity| activity.entries.into_iter().map(Into::into).collect()))
    }

    /// Switches on that this phone asks who looked. What was before stays unseen.
    pub fn begin_activity(&self, now: i64) -> Result<(), WalletError> {
        self.with(|wallet| wallet.begin_activity(seconds(now)))
    }

    /// Switches it off, and forgets what came.
    pub fn end_activity(&self) -> Result<(), WalletError> {
        self.with(|wallet| wallet.end_activity())
    }
}

impl CardWallet {
    fn with<T>(&self, ask: impl FnOnce(&Wallet<'_>) -> Result<T, Fault>) -> Result<T, WalletError> {
        let wallet = Wallet::new(&self.vault, &self.keys, &self.servers, &self.id, &draw);
        Ok(ask(&wallet)?)
    }
}

/// Bytes of the system's randomness.
fn draw() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the library takes randomness from the system"
    )]
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}

fn is_good(standing: core::Standing) -> bool {
    matches!(standing, core::Standing::Good { .. })
}

fn drawn(square: &core::LiveSquare, seconds_left: u64) -> LiveSquare {
    LiveSquare {
        text: square.text.clone(),
        width: small(square.matrix.width),
        modules: square.matrix.dark.iter().map(|dark| u8::from(*dark)).collect(),
        quiet_zone: small(QUIET_ZONE),
        seconds_left,
    }
}

/// A square has 177 modules on a side at most.
fn small(modules: usize) -> u32 {
    u32::try_from(modules).unwrap_or(0)
}

impl From<Fault> for WalletError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotALetter(core::NotALetter::Form) => Self::NotALetter,
            Fault::NotALetter(core::NotALetter::Elsewhere) => Self::LetterOfAnotherServer,
            Fault::NotSixDigits => Self::NotSixDigits,
            Fault::CodeUnknown => Self::CodeUnknown,
            Fault::LetterOver => Self::LetterOver,
            Fault::LetterForAnotherWallet => Self::LetterForAnotherWallet,
            Fault::WrongDigits => Self::WrongDigits,
            Fault::TooManyTries { wait } => Self::TooManyTries { wait_seconds: wait },
            Fault::NoCard => Self::NoCard,
            Fault::CannotShow => Self::CannotShow,
            Fault::Words => Self::Words,
            Fault::Key(core::KeyFault::Gone) => Self::KeyGone,
            Fault::Key(core::KeyFault::Unusable) | Fault::NoRandomness => Self::KeysUnusable,
            Fault::Vault(core::VaultFault::Unreadable) => Self::VaultUnreadable,
            Fault::Vault(core::VaultFault::Changed | core::VaultFault::Unusable) => Self::VaultUnusable,
        }
    }
}

impl From<core::Request> for HttpRequest {
    fn from(request: core::Request) -> Self {
        let headers = request.headers.into_iter().map(|(name, value)| HttpHeader { name, value }).collect();
        Self {
            number: request.number,
            method: request.method.to_owned(),
            url: request.url,
            headers,
            body: request.body,
            timeout_seconds: core::REQUEST_TIMEOUT,
        }
    }
}

impl From<core::Outcome> for Outcome {
    fn from(outcome: core::Outcome) -> Self {
        match outcome {
            core::Outcome::UpToDate => Self::UpToDate,
            core::Outcome::Offline => Self::Offline,
            core::Outcome::DigitsNeeded => Self::DigitsNeeded,
            core::Outcome::Removed => Self::Removed,
            core::Outcome::Forgotten => Self::Forgotten,
            core::Outcome::ForgottenUntold => Self::ForgottenUntold,
            core::Outcome::NoCard => Self::NoCard,
        }
    }
}

impl From<core::Standing> for Standing {
    fn from(standing: core::Standing) -> Self {
        match standing {
            core::Standing::Empty => Self::Empty,
            core::Standing::Removed => Self::Removed,
            core::Standing::Ended => Self::Ended,
            core::Standing::Arriving => Self::Arriving,
            core::Standing::ClockWrong => Self::ClockWrong,
            core::Standing::Stopped => Self::Stopped,
            core::Standing::Good { network_within_days, ends_in_days } => {
                Self::Good { network_within_days, ends_in_days }
            }
        }
    }
}

impl From<core::LetterState> for LetterState {
    fn from(state: core::LetterState) -> Self {
        match state {
            core::LetterState::Looking => Self::Looking,
            core::LetterState::DigitsNeeded => Self::DigitsNeeded,
            core::LetterState::Redeeming => Self::Redeeming,
        }
    }
}

impl From<core::HeldCard> for Card {
    fn from(card: core::HeldCard) -> Self {
        let core::AboutHub { name, telephone, accent, opening_hours, .. } = card.about.hub;
        Self {
            hub: CardHub { name, telephone, accent, opening_hours },
            name: card.about.name,
            ends_on: card.about.ends_on.to_string(),
            settings: card.settings.into_iter().map(Into::into).collect(),
            photo: card.photo,
            synced_at: card.synced_at.map(signed),
            sync_due_at: card.sync_due_at.map(signed),
        }
    }
}

impl From<core::HeldSetting> for CardSetting {
    fn from(of: core::HeldSetting) -> Self {
        Self {
            setting: of.choice.setting.into(),
            allowed: of.choice.allowed.iter().map(Into::into).collect(),
            is_waiting: of.waiting.is_some(),
            shown: of.waiting.unwrap_or(of.choice.shown).into_iter().collect(),
            held_until: of.exp.map(signed),
        }
    }
}
