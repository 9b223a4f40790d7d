//! The wallet of a phone: from the hub's letter to a live square, and everything a young person does with their card. §11.
//!
//! It reaches no network. [`Wallet::next_request`] says what to send, [`Wallet::accept`] takes what came back, until
//! [`Next::Done`]. What is held stands in a [`Vault`], keys in [`DeviceKeys`]; both are an app's. Every state is written down before
//! the request that it leads to is given out, so whatever is cut off is simply gone on with: no card is lost, and every key is named
//! in the vault before it is made and until it is deleted. Two wallets on one vault take turns.
//!
//! It does what `web/src/phone` does, towards the same addresses of the server.

mod answers;
mod asking;
mod device_keys;
mod held;
mod letter;
mod live;
mod request;
mod standing;
mod talk;
#[cfg(test)]
mod tests;
mod vault;

use uuid::Uuid;

use crate::card::{Base, Setting};
use crate::credential::Credential;
use crate::verify::{self, Line};
use answers::Answered;
use asking::{Asker, Ready};
use device_keys::KeyName;
use held::{From as LetterFrom, Held, Redeeming};
use letter::Letter;
use talk::{Step, Talk};

pub use device_keys::{DeviceKeys, KeyFault};
pub use held::{
    About, AboutHub, Activity, ActivityEntry, ActivityKind, Chosen, Happened, Message, MessageKind, Progress,
    SettingChoice, Told,
};
pub use letter::NotALetter;
pub use live::{LiveSquare, REDRAWN};
pub use request::{Answer, Request};
pub use standing::Standing;
pub use talk::{Outcome, REQUEST_TIMEOUT};
pub use vault::{Kept, Vault, VaultFault};

/// The most letters of a message.
pub const LONGEST_WORDS: usize = 500;

/// Draws random bytes; none when the system gives none.
pub type Draw = dyn Fn() -> Option<[u8; 16]> + Send + Sync;

/// What somebody has to do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WalletError {
    /// What was scanned, pasted or typed is no letter of this app's servers.
    #[error(transparent)]
    NotALetter(#[from] NotALetter),
    /// Not six digits.
    #[error("are not six digits")]
    NotSixDigits,
    /// No letter has this typed code, or not any more.
    #[error("no letter has this code, or not any more")]
    CodeUnknown,
    /// The letter was used already, or is over: ask the hub for another.
    #[error("the letter was used, or is over")]
    LetterOver,
    /// The letter was made for one setting in a wallet of another kind: ask the hub for one of this app.
    #[error("the letter is for another wallet")]
    LetterForAnotherWallet,
    /// The six digits are not this letter's; five wrong ones end it.
    #[error("the six digits are wrong, or no longer good")]
    WrongDigits,
    /// Too many tries: wait.
    #[error("too many tries: wait {wait} seconds")]
    TooManyTries {
        /// Seconds.
        wait: u64,
    },
    /// There is nothing on this phone to do that with.
    #[error("there is no card for that on this phone")]
    NoCard,
    /// The card is here, and cannot be shown now: [`Wallet::standing`] tells why.
    #[error("the card cannot be shown now")]
    CannotShow,
    /// Words are missing, or more than [`LONGEST_WORDS`] letters.
    #[error("say it in 1 to {LONGEST_WORDS} letters")]
    Words,
    /// The device's key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// What is held cannot be read or written.
    #[error(transparent)]
    Vault(#[from] VaultFault),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Make this request and give its answer to [`Wallet::accept`], or say that there was none.
    Send(Request),
    /// Another wallet on the same vault talks with the server: ask again after so many seconds.
    Wait(u64),
    /// The talk is over.
    Done(Outcome),
}

/// A card as this phone holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldCard {
    /// What the hub says of it.
    pub about: About,
    /// Its settings, in the server's order.
    pub settings: Vec<HeldSetting>,
    /// The photo as JPEG.
    pub photo: Option<Vec<u8>>,
    /// When the server last said what the card is, by its clock.
    pub synced_at: Option<u64>,
    /// When to ask it next, by its clock.
    pub sync_due_at: Option<u64>,
}

/// One setting of a card on this phone.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldSetting {
    /// What the hub allowed and its owner chose.
    pub choice: SettingChoice,
    /// The codes that its owner chose, and that the server does not know of yet.
    pub waiting: Option<std::collections::BTreeSet<String>>,
    /// When what this phone holds of it ends, by the server's clock; none where it holds nothing.
    pub exp: Option<u64>,
}

/// A letter that was begun with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// It has not been found yet: go on with the talk, or sync.
    Looking,
    /// The six digits are needed.
    DigitsNeeded,
    /// They were given, and the card has not come yet: go on with the talk, or sync.
    Redeeming,
}

/// What was written to the hub.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Messages {
    /// What has not reached the hub yet.
    pub waiting: Vec<Message>,
    /// What a card before could not send: its owner says what becomes of it.
    pub unsent: Vec<Message>,
    /// What the hub has.
    pub told: Vec<Told>,
}

/// A wallet: one card, of one hub.
pub struct Wallet<'a> {
    vault: &'a dyn Vault,
    keys: &'a dyn DeviceKeys,
    servers: &'a [Base],
    /// What tells it from another wallet on the same vault.
    id: &'a str,
    draw: &'a Draw,
}

impl<'a> Wallet<'a> {
    /// A wallet on a vault. `servers` are those whose letters are taken, the one first at which typed codes are looked up; `id` is
    /// what tells it from another wallet on the same vault.
    pub fn new(
        vault: &'a dyn Vault,
        keys: &'a dyn DeviceKeys,
        servers: &'a [Base],
        id: &'a str,
        draw: &'a Draw,
    ) -> Self {
        Self { vault, keys, servers, id, draw }
    }

    /// Begins with a letter: what its square or link says, or its typed code. Nothing is redeemed before the six digits are given.
    ///
    /// # Errors
    /// [`WalletError::NotALetter`].
    pub fn take_letter(&self, text: &str) -> Result<(), WalletError> {
        let (from, todo) = match Letter::read(text, self.servers)? {
            Letter::Place(place) => (LetterFrom::Place(place), vec![Step::ReadOffer]),
            Letter::Typed(code) => {
                let base = self.servers.first().ok_or(NotALetter::Elsewhere)?.to_string();
                let code = code.to_string();
                (LetterFrom::Typed { base, code }, vec![Step::FindOffer, Step::ReadOffer])
            }
        };
        let name = self.new_name()?;
        self.change(|held| {
            // Begun with again, it goes on with the key that it has.
            if held.redeeming.as_ref().is_none_or(|one| one.from != from) {
                held.drop_letter();
                let (from, key) = (from.clone(), name.clone());
                held.redeeming = Some(Redeeming { from, key, code: None, digits: None });
            }
            held.talk = Some(Talk::of(todo.clone(), self.id));
            Ok(())
        })
    }

    /// Redeems the letter with the six digits that were told another way. Done again after a reply that got lost, it gives what the
    /// first gave. A card that was here before is replaced; what its owner still had to say goes out first.
    ///
    /// # Errors
    /// [`WalletError::NotSixDigits`], or [`WalletError::NoCard`] without a letter that was found.
    pub fn give_digits(&self, typed: &str) -> Result<(), WalletError> {
        let digits = letter::digits(typed).ok_or(WalletError::NotSixDigits)?;
        self.change(|held| {
            let redeeming = held.redeeming.as_mut().filter(|one| one.code.is_some());
            redeeming.ok_or(WalletError::NoCard)?.digits = Some(digits.clone());
            held.talk = Some(held.redemption(self.id));
            Ok(())
        })
    }

    /// Begins to bring phone and server together: what waits here goes out, what changed there comes in, credentials are renewed. A
    /// talk that was cut off goes on instead.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn sync(&self) -> Result<(), WalletError> {
        self.change(|held| {
            if held.talk.as_ref().is_some_and(|talk| !talk.todo.is_empty()) {
                return Ok(());
            }
            held.talk = Some(held.next_talk(self.id));
            Ok(())
        })
    }

    /// Begins to take the card off this phone: the server is told, then nothing of it stays here.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn forget(&self) -> Result<(), WalletError> {
        self.change(|held| {
            let mut talk = Talk::of(vec![Step::Remove { anew: false }], self.id);
            if held.grant.is_none() {
                answers::forget(held, &mut talk, Outcome::Forgotten);
            }
            held.talk = Some(talk);
            Ok(())
        })
    }

    /// What to do next in the talk that was begun. `now` by the device's clock, seconds since 1970, as everywhere here.
    ///
    /// # Errors
    /// See [`WalletError`]; asked again, it goes on where it stopped.
    pub fn next_request(&self, now: u64) -> Result<Next, WalletError> {
        self.delete_dropped()?;
        let asker = Asker { keys: self.keys, by: self.id, now, drawn: self.drawn()? };
        let (ready, held) = self.change(|held| {
            let ready = asker.ready(held);
            Ok((ready, held.clone()))
        })?;
        Ok(match ready {
            Ready::Ask => Next::Send(asker.request(&held)?),
            Ready::Wait(seconds) => Next::Wait(seconds),
            Ready::Over(outcome) => Next::Done(outcome),
            Ready::Silent if held.grant.is_none() => Next::Done(Outcome::NoCard),
            Ready::Silent => Next::Done(Outcome::UpToDate),
        })
    }

    /// Takes the answer to a request. One that another wallet has meanwhile gone on from is passed over.
    ///
    /// # Errors
    /// What somebody has to do something about, such as [`WalletError::WrongDigits`]; the talk is over then.
    pub fn accept(&self, number: u64, answer: &Answer, now: u64) -> Result<(), WalletError> {
        let complaint = self.change(|held| {
            if !held.is_asked(number, self.id) {
                return Ok(None);
            }
            held.ahead = answer.ahead(now).unwrap_or(held.ahead);
            let at = held.by_server(now);
            Answered { keys: self.keys, answer, at }.take(held)
        })?;
        self.delete_dropped()?;
        complaint.map_or(Ok(()), Err)
    }

    /// Says that a request had no answer: no network, or none within [`REQUEST_TIMEOUT`].
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn unanswered(&self, number: u64) -> Result<(), WalletError> {
        self.change(|held| {
            if !held.is_asked(number, self.id) {
                return Ok(());
            }
            if let Some(mut talk) = held.talk.take() {
                if let Some(step) = talk.answered() {
                    answers::fail(held, &mut talk, &step);
                }
                held.talk = Some(talk);
            }
            Ok(())
        })
    }

    /// How the card stands, for one setting or as a whole.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn standing(&self, setting: Option<Setting>, now: u64) -> Result<Standing, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let first = held.credentials.keys().next().copied();
        Ok(held.standing(setting.or(first), held.by_server(now)))
    }

    /// How far a letter is that was begun with.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn letter(&self) -> Result<Option<LetterState>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        Ok(held.redeeming.map(|one| match one {
            Redeeming { code: None, .. } => LetterState::Looking,
            Redeeming { digits: None, .. } => LetterState::DigitsNeeded,
            Redeeming { .. } => LetterState::Redeeming,
        }))
    }

    /// The card on this phone, once the hub said what it is.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn card(&self, now: u64) -> Result<Option<HeldCard>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let sync_due_at = held.sync_due_at(held.by_server(now));
        let Some(about) = held.about else { return Ok(None) };
        let waiting = held.choices.unwrap_or_default();
        let settings = about.settings().map(|choice| HeldSetting {
            waiting: waiting.get(&choice.setting).cloned(),
            exp: held.credentials.get(&choice.setting).map(|one| one.exp),
            choice,
        });
        let settings = settings.collect();
        let photo = held.photo.and_then(|photo| crate::jws::decode(&photo.jpeg));
        Ok(Some(HeldCard { about, settings, photo, synced_at: held.synced_at, sync_due_at }))
    }

    /// What whoever scans a setting's square now is told.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] where this phone holds nothing for that setting.
    pub fn lines(&self, setting: Setting, now: u64) -> Result<Vec<Line>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let at = held.by_server(now);
        let credential = held.credentials.get(&setting).ok_or(WalletError::NoCard)?;
        let read = Credential::parse(&credential.text).map_err(|_| WalletError::NoCard)?;
        Ok(verify::lines(&read.claims, setting, at, at))
    }

    /// The square for a setting, signed now.
    ///
    /// # Errors
    /// [`WalletError::CannotShow`] unless the setting stands [`Standing::Good`]. With [`KeyFault::Gone`] what was held of the setting is
    /// given up, and a sync brings it anew.
    pub fn live_square(&self, setting: Setting, now: u64) -> Result<LiveSquare, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let at = held.by_server(now);
        let credential = held.credentials.get(&setting).ok_or(WalletError::NoCard)?;
        let Standing::Good { .. } = held.standing(Some(setting), at) else {
            return Err(WalletError::CannotShow);
        };
        let mut nonce = [0; 8];
        nonce.copy_from_slice(&self.drawn()?[..8]);
        let drawn = live::draw(credential, self.keys, (at, now), nonce);
        if drawn == Err(WalletError::Key(KeyFault::Gone)) {
            self.change(|held| {
                held.drop_credential(setting);
                Ok(())
            })?;
        }
        drawn
    }

    /// Chooses what each named setting sees, by codes of what is allowed there. It goes to the server at the next sync.
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn choose(&self, chosen: &Chosen) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            held.choices.get_or_insert_default().extend(chosen.clone());
            Ok(())
        })
    }

    /// Tells the hub that a card was not accepted. It goes out at the next sync; the message's id comes back.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] or [`WalletError::Words`].
    pub fn report_not_accepted(
        &self,
        setting: Setting,
        happened: Happened,
        words: Option<&str>,
    ) -> Result<Uuid, WalletError> {
        self.post(MessageKind::NotAccepted, Some((setting, happened)), words)
    }

    /// Writes to the hub about one's data: a correction, a deletion, a complaint. Only a deletion needs no words.
    ///
    /// # Errors
    /// [`WalletError::NoCard`] or [`WalletError::Words`].
    pub fn write(&self, kind: MessageKind, words: Option<&str>) -> Result<Uuid, WalletError> {
        let is_written = words.is_some_and(|words| !words.trim().is_empty());
        match kind {
            MessageKind::Deletion => self.post(kind, None, words),
            MessageKind::Correction | MessageKind::Complaint if is_written => self.post(kind, None, words),
            _ => Err(WalletError::Words),
        }
    }

    fn post(
        &self,
        kind: MessageKind,
        place: Option<(Setting, Happened)>,
        words: Option<&str>,
    ) -> Result<Uuid, WalletError> {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        if words.is_some_and(|words| words.chars().count() > LONGEST_WORDS) {
            return Err(WalletError::Words);
        }
        let id = uuid::Builder::from_random_bytes(self.drawn()?).into_uuid();
        let (setting, happened) = place.unzip();
        let message = Message { id, kind, setting, happened, words: words.map(str::to_owned) };
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            held.outbox.push(message.clone());
            Ok(id)
        })
    }

    /// All that was written to the hub.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn messages(&self) -> Result<Messages, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        Ok(Messages { waiting: held.outbox, unsent: held.unsent, told: held.told })
    }

    /// Sends after all what a card before could not send.
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn send_unsent(&self, id: Uuid) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            let message = held.take_unsent(id);
            held.outbox.extend(message);
            Ok(())
        })
    }

    /// Throws away what a card before could not send.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn throw_away_unsent(&self, id: Uuid) -> Result<(), WalletError> {
        self.change(|held| {
            held.take_unsent(id);
            Ok(())
        })
    }

    /// Who looked at the card; none while its owner has not switched that on.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn activity(&self) -> Result<Option<Activity>, WalletError> {
        Ok(vault::read(self.vault)?.0.activity)
    }

    /// Switches on that this phone asks who looked. What was before stays unseen.
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn begin_activity(&self, now: u64) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            let since = held.by_server(now);
            held.activity.get_or_insert(Activity { since, entries: Vec::new() });
            Ok(())
        })
    }

    /// Switches it off, and forgets what came.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn end_activity(&self) -> Result<(), WalletError> {
        self.change(|held| {
            held.activity = None;
            Ok(())
        })
    }

    /// Keys that are of no use any more are deleted, and only then no longer named.
    fn delete_dropped(&self) -> Result<(), WalletError> {
        let (held, _) = vault::read(self.vault)?;
        for name in &held.dropped {
            self.keys.delete(&name.0)?;
        }
        if held.dropped.is_empty() {
            return Ok(());
        }
        self.change(|now| {
            now.dropped.retain(|name| !held.dropped.contains(name));
            Ok(())
        })
    }

    fn change<T>(&self, change: impl FnMut(&mut Held) -> Result<T, WalletError>) -> Result<T, WalletError> {
        vault::change(self.vault, change)
    }

    fn drawn(&self) -> Result<[u8; 16], WalletError> {
        (self.draw)().ok_or(WalletError::NoRandomness)
    }

    fn new_name(&self) -> Result<KeyName, WalletError> {
        Ok(KeyName(crate::jws::encode(&self.drawn()?)))
    }
}

impl Held {
    /// Whether this request of this wallet is the one that waits for its answer.
    fn is_asked(&self, number: u64, by: &str) -> bool {
        self.talk.as_ref().is_some_and(|talk| talk.asked == Some(number) && talk.by == by)
    }

    /// The card before says what it still has to say, then the letter is redeemed.
    fn redemption(&self, by: &str) -> Talk {
        let farewell = self.outbox.iter().filter(|_| self.grant.is_some());
        let farewell = farewell.map(|one| Step::Message { id: one.id });
        Talk::of(farewell.chain([Step::Redeem]).collect(), by)
    }

    /// What a sync begins with.
    fn next_talk(&self, by: &str) -> Talk {
        match &self.redeeming {
            Some(Redeeming { code: Some(_), digits: Some(_), .. }) => self.redemption(by),
            _ if self.grant.is_some() => Talk::of(vec![Step::About { anew: false }], by),
            Some(Redeeming { code: Some(_), .. }) => Talk::over(Outcome::DigitsNeeded, by),
            Some(Redeeming { from: LetterFrom::Place(_), .. }) => Talk::of(vec![Step::ReadOffer], by),
            Some(_) => Talk::of(vec![Step::FindOffer, Step::ReadOffer], by),
            None if self.removed_at.is_some() => Talk::over(Outcome::Removed, by),
            None => Talk::over(Outcome::NoCard, by),
        }
    }
}
