//! A phone for tests: its vault and its keys outlive every wallet, and its power goes when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use super::super::held::Held;
use super::super::{DeviceKeys, Kept, KeyFault, Next, Outcome, Vault, VaultFault, Wallet, WalletError};
use super::hub::{DIGITS, Hub};
use crate::card::{Base, Setting};
use crate::keys::{Signer as _, SigningKey};
use crate::verify::State;

/// What stays in a phone whatever happens to its apps.
#[derive(Default)]
pub(super) struct Device {
    kept: Mutex<Option<Kept>>,
    keys: Mutex<BTreeMap<String, Arc<SigningKey>>>,
}

/// One life of an app on a device.
pub(super) struct Phone<'a> {
    pub device: &'a Device,
    /// So many seconds is the device's clock ahead of the server's.
    pub ahead: i64,
    id: String,
    servers: Vec<Base>,
    /// How many more things are done before the power goes.
    left: AtomicUsize,
}

/// Bytes that were never drawn before.
#[expect(clippy::unnecessary_wraps, reason = "a system may have no randomness to give")]
pub(super) fn draw() -> Option<[u8; 16]> {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&DRAWN.fetch_add(1, SeqCst).to_le_bytes());
    Some(bytes)
}

impl Clone for Device {
    fn clone(&self) -> Self {
        let (kept, keys) = (self.kept.lock().unwrap().clone(), self.keys.lock().unwrap().clone());
        Self { kept: kept.into(), keys: keys.into() }
    }
}

impl Device {
    /// All that the vault holds.
    pub(super) fn held(&self) -> Held {
        let kept = self.kept.lock().unwrap();
        kept.as_ref().map_or_else(Held::default, |kept| Held::from_document(&kept.document).unwrap())
    }

    /// The names of all keys.
    pub(super) fn names(&self) -> BTreeSet<String> {
        self.keys.lock().unwrap().keys().cloned().collect()
    }

    /// Every key is lost, as when a device's lock is changed.
    pub(super) fn lose_keys(&self) {
        self.keys.lock().unwrap().clear();
    }

    /// Puts something else into the vault.
    pub(super) fn keep(&self, document: &[u8]) {
        *self.kept.lock().unwrap() = Some(Kept { version: 1, document: document.to_vec() });
    }

    /// What is true after each step, however it was cut off: every key is named, and no credential is without its key.
    pub(super) fn check(&self) {
        let (held, names) = (self.held(), self.names());
        let named: BTreeSet<_> = held.keys().into_iter().map(|name| name.0).collect();
        assert!(names.is_subset(&named), "keys that nothing names: {:?}", names.difference(&named));
        let of_cards =
            held.credentials.values().map(|one| &one.key).chain(held.grant.iter().map(|one| &one.key));
        of_cards.for_each(|key| assert!(names.contains(&key.0), "a card without its key: {key:?}"));
    }

    /// What is true at the end of a talk: the keys of the card are there and no others, and every square is good.
    pub(super) fn check_whole(&self, hub: &Hub) {
        self.check();
        let held = self.held();
        let needed =
            held.credentials.values().map(|one| &one.key).chain(held.grant.iter().map(|one| &one.key));
        assert_eq!(self.names(), needed.map(|key| key.0.clone()).collect());
        let grant = held.grant.as_ref().expect("a card");
        assert!(
            hub.knows(self.keys.lock().unwrap()[&grant.key.0].public()),
            "a card that the hub knows nothing of"
        );
        let phone = Phone::on(self);
        let card = phone.wallet().card(hub.now).unwrap().expect("what the card is");
        for setting in card.settings {
            assert_eq!(setting.exp.is_some(), !setting.choice.shown.is_empty(), "{setting:?}");
            if setting.exp.is_some() {
                assert_eq!(phone.shown(hub, setting.choice.setting), State::Valid);
            }
        }
    }
}

impl<'a> Phone<'a> {
    pub(super) fn on(device: &'a Device) -> Self {
        Self::with_power(device, usize::MAX)
    }

    /// One whose power goes after so many things were done.
    pub(super) fn with_power(device: &'a Device, left: usize) -> Self {
        let id = format!("{:?}", draw().unwrap());
        let servers = vec![Base::parse("https://pass.example.uk").unwrap()];
        Self { device, ahead: 0, id, servers, left: left.into() }
    }

    pub(super) fn wallet(&self) -> Wallet<'_> {
        self.wallet_with(self)
    }

    /// The same wallet, with keys that do something besides.
    pub(super) fn wallet_with<'b>(&'b self, keys: &'b dyn DeviceKeys) -> Wallet<'b> {
        Wallet::new(self, keys, &self.servers, &self.id, &draw)
    }

    pub(super) fn now(&self, hub: &Hub) -> u64 {
        hub.now.saturating_add_signed(self.ahead)
    }

    /// Whether one more thing can be done. What is cut off before the next thing was cut off after the last.
    pub(super) fn has_power(&self) -> bool {
        let less = |left: usize| if left == usize::MAX { Some(left) } else { left.checked_sub(1) };
        self.left.fetch_update(SeqCst, SeqCst, less).is_ok()
    }

    pub(super) fn is_off(&self) -> bool {
        self.left.load(SeqCst) == 0
    }

    /// The power goes after so many more things.
    pub(super) fn cut_after(&self, left: usize) {
        self.left.store(left, SeqCst);
    }

    pub(super) fn left(&self) -> usize {
        self.left.load(SeqCst)
    }

    /// Does what the wallet says until it is done.
    pub(super) fn drive(&self, hub: &mut Hub) -> Result<Outcome, WalletError> {
        let off = Err(WalletError::Vault(VaultFault::Unusable));
        for _ in 0..100 {
            match self.wallet().next_request(self.now(hub))? {
                Next::Done(outcome) => return Ok(outcome),
                Next::Wait(seconds) => hub.now += seconds,
                Next::Send(request) => {
                    if !self.has_power() {
                        return off;
                    }
                    // An answer that gets lost is one that the vault does not take any more.
                    let answer = hub.answer(&request);
                    self.wallet().accept(request.number, &answer, self.now(hub))?;
                }
            }
        }
        panic!("a talk without an end: {:?}", hub.asked.iter().rev().take(8).collect::<Vec<_>>());
    }

    pub(super) fn sync(&self, hub: &mut Hub) -> Result<Outcome, WalletError> {
        self.wallet().sync()?;
        self.drive(hub)
    }

    /// From a letter to its card.
    pub(super) fn activate(&self, hub: &mut Hub, letter: usize) -> Result<Outcome, WalletError> {
        self.begin(hub, letter)?;
        self.drive(hub)
    }

    /// From a letter to its digits: what comes next redeems it.
    pub(super) fn begin(&self, hub: &mut Hub, letter: usize) -> Result<(), WalletError> {
        self.wallet().take_letter(&hub.link(letter))?;
        self.drive(hub)?;
        self.wallet().give_digits(DIGITS)
    }

    /// What somebody finds who checks the square that is shown now.
    pub(super) fn shown(&self, hub: &Hub, setting: Setting) -> State {
        let square = self.wallet().live_square(setting, self.now(hub)).unwrap();
        hub.checked(&square.text, setting).state
    }
}

impl Vault for Phone<'_> {
    fn load(&self) -> Result<Option<Kept>, VaultFault> {
        if self.is_off() { Err(VaultFault::Unusable) } else { Ok(self.device.kept.lock().unwrap().clone()) }
    }

    fn save(&self, new: Kept, replaces: u64) -> Result<(), VaultFault> {
        let mut kept = self.device.kept.lock().unwrap();
        if !self.has_power() {
            return Err(VaultFault::Unusable);
        }
        if kept.as_ref().map_or(0, |kept| kept.version) != replaces {
            return Err(VaultFault::Changed);
        }
        *kept = Some(new);
        Ok(())
    }
}

impl DeviceKeys for Phone<'_> {
    fn public_key(&self, name: &str) -> Result<Vec<u8>, KeyFault> {
        let mut keys = self.device.keys.lock().unwrap();
        if keys.contains_key(name) && !self.is_off() {
            return Ok(keys[name].public().uncompressed().to_vec());
        }
        if !self.has_power() {
            return Err(KeyFault::Unusable);
        }
        let key = keys.entry(name.to_owned()).or_insert_with(|| Arc::new(SigningKey::generate().unwrap().0));
        Ok(key.public().compressed().to_vec())
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyFault> {
        let keys = self.device.keys.lock().unwrap();
        if self.is_off() {
            return Err(KeyFault::Unusable);
        }
        let signature =
            keys.get(name).ok_or(KeyFault::Gone)?.sign(message).map_err(|_| KeyFault::Unusable)?;
        Ok(signature.to_vec())
    }

    fn delete(&self, name: &str) -> Result<(), KeyFault> {
        if !self.has_power() {
            return Err(KeyFault::Unusable);
        }
        self.device.keys.lock().unwrap().remove(name);
        Ok(())
    }
}
