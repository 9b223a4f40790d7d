//! A young person's card on this phone.

mod card;
mod fault;
mod my_data;
mod post;
mod reviews;
mod square;
mod standing;
mod traffic;
mod within;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use passport_core::card::Base;
use passport_core::wallet as core;
use passport_core::wallet::{Wallet, WalletError as Fault};

use crate::card::{Line, Setting};
use crate::device::{DeviceKeys, KeysOfApp, Vault, VaultOfApp};
use crate::verifier::seconds;
use within::Within;

pub use card::{Card, CardHub, CardSetting};
pub use fault::WalletError;
pub use reviews::{CardReviews, KeptReview, ReviewHindrance, WaitingReview};
pub use square::LiveSquare;
pub use standing::{LetterState, Standing};
pub use traffic::{HttpHeader, HttpRequest, HttpResponse, NextStep, Outcome};

/// A card on this phone, of one hub. It reaches no network: begin with `takeLetter`, `giveDigits`, `sync` or `forget`, then do what
/// `nextRequest` says until it is `Done`. What was cut off goes on where it stopped.
///
/// Every function may be called from any thread, also by your own `DeviceKeys` and `Vault` while the wallet asks them: it holds no lock
/// meanwhile. Only what they ask must end: the fifth call from within one another on a thread throws `AskedFromWithin`.
#[derive(uniffi::Object)]
pub struct CardWallet {
    vault: VaultOfApp,
    keys: KeysOfApp,
    servers: Vec<Base>,
    id: String,
    shown: Mutex<HashMap<Setting, Arc<core::LiveSquare>>>,
    my_data: Mutex<Option<String>>,
}

#[uniffi::export]
impl CardWallet {
    /// A wallet on a vault. `servers` are the addresses, such as `https://pass.example.uk`, whose letters this app takes; typed codes
    /// are looked up at the first. Throws `NotAServer` if one of them cannot be read.
    #[uniffi::constructor]
    pub fn new(
        vault: Arc<dyn Vault>,
        keys: Arc<dyn DeviceKeys>,
        servers: Vec<String>,
    ) -> Result<Arc<Self>, WalletError> {
        let servers = servers.iter().map(|server| Base::parse(server.trim_end_matches('/')));
        let servers = servers.collect::<Result<_, _>>().map_err(|_| WalletError::NotAServer)?;
        let id = u128::from_le_bytes(draw().ok_or(WalletError::KeysUnusable)?);
        let id = format!("{id:032x}");
        let (vault, keys) = (VaultOfApp(vault), KeysOfApp(keys));
        Ok(Arc::new(Self { vault, keys, servers, id, shown: Mutex::default(), my_data: Mutex::default() }))
    }

    /// Begins with a letter: what its square or link says, or its typed code.
    pub fn take_letter(&self, text: &str) -> Result<(), WalletError> {
        self.with(|wallet| wallet.take_letter(text))
    }

    /// Begins to redeem the letter with the six digits that were told another way.
    pub fn give_digits(&self, digits: &str) -> Result<(), WalletError> {
        self.with(|wallet| wallet.give_digits(digits))?;
        // Another's, perhaps: what was asked for of the card before is not theirs.
        self.take_my_data();
        Ok(())
    }

    /// Begins to bring phone and server together: what waits here goes out, what changed there comes in, what ages is renewed.
    pub fn sync(&self) -> Result<(), WalletError> {
        self.with(Wallet::sync)
    }

    /// Begins to take the card off this phone. The server is told first; then nothing of it stays here, whether or not it was.
    pub fn forget(&self) -> Result<(), WalletError> {
        self.with(Wallet::forget)?;
        self.take_my_data();
        Ok(())
    }

    /// What to do next. `now` is the device's clock, seconds since 1970, as everywhere.
    pub fn next_request(&self, now: i64) -> Result<NextStep, WalletError> {
        Ok(match self.with(|wallet| wallet.next_request(seconds(now)))? {
            core::Next::Send(request) => NextStep::Send { request: request.into() },
            core::Next::Wait(seconds) => NextStep::Wait { seconds },
            core::Next::Done(outcome) => {
                if outcome == core::Outcome::Removed {
                    self.take_my_data();
                }
                NextStep::Done { outcome: outcome.into() }
            }
        })
    }

    /// Takes the answer to the request of that number. Throws where somebody has to do something about it, such as `WrongDigits`.
    pub fn accept(&self, number: u64, response: HttpResponse, now: i64) -> Result<(), WalletError> {
        let answer = core::Answer::from(response);
        if let Some(data) = self.with(|wallet| wallet.my_data(number, &answer))? {
            let data = serde_json::Value::Object(data).to_string();
            *self.my_data.lock().unwrap_or_else(PoisonError::into_inner) = Some(data);
        }
        self.with(|wallet| wallet.accept(number, &answer, seconds(now)))
    }

    /// Says that the request of that number had no answer.
    pub fn unanswered(&self, number: u64) -> Result<(), WalletError> {
        self.with(|wallet| wallet.unanswered(number))
    }

    /// How far the letter is that was begun with; nothing where there is none.
    pub fn letter(&self) -> Result<Option<LetterState>, WalletError> {
        Ok(self.with(Wallet::letter)?.map(Into::into))
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
}

impl CardWallet {
    fn with<'a, T>(&'a self, ask: impl FnOnce(&Wallet<'a>) -> Result<T, Fault>) -> Result<T, WalletError> {
        let _within = Within::another()?;
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
