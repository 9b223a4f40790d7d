//! My data: all that the hub keeps about this card's owner. It is fetched when asked for, and kept nowhere.

use serde_json::{Map, Value};

use super::held::{ActivityEntry, Held};
use super::request::Answer;
use super::talk::{Step, Talk};
use super::{Wallet, WalletError, vault};

/// Where the log of who looked stands in it.
const LOG: &str = "activity";

impl Wallet<'_> {
    /// Begins to fetch all that the hub keeps about this card's owner. One answer of the talk brings it: see [`Self::my_data`].
    ///
    /// # Errors
    /// [`WalletError::NoCard`].
    pub fn ask_for_my_data(&self) -> Result<(), WalletError> {
        self.change(|held| {
            if held.grant.is_none() {
                return Err(WalletError::NoCard);
            }
            let data = Step::Data { anew: false };
            match held.talk.as_mut().filter(|talk| !talk.todo.is_empty()) {
                Some(talk) if talk.todo.contains(&data) => {}
                Some(talk) => talk.todo.push(data),
                None => held.talk = Some(Talk::of(vec![data], self.id)),
            }
            Ok(())
        })
    }

    /// What an answer brings of that, to be asked before it is given to [`Self::accept`]. Who looked is told no further back than
    /// [`Self::activity`] tells it, and not at all while that is off: whoever holds the phone could ask.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn my_data(&self, number: u64, answer: &Answer) -> Result<Option<Map<String, Value>>, WalletError> {
        let (held, _) = vault::read(self.vault)?;
        let is_data =
            held.talk.as_ref().is_some_and(|talk| matches!(talk.todo.first(), Some(Step::Data { .. })));
        if !is_data || !held.is_asked(number, self.id) || !answer.is_good() {
            return Ok(None);
        }
        Ok(answer.read::<Map<String, Value>>().map(|data| held.without_log_of_before(data)))
    }
}

impl Held {
    fn without_log_of_before(&self, mut data: Map<String, Value>) -> Map<String, Value> {
        let Some(log) = data.get_mut(LOG) else { return data };
        let since = self.activity.as_ref().map(|activity| activity.since);
        let is_since = |entry: &Value| {
            let entry = serde_json::from_value::<ActivityEntry>(entry.clone());
            entry.is_ok_and(|entry| since.is_some_and(|since| entry.is_since(since)))
        };
        match log.as_array_mut().filter(|_| since.is_some()) {
            Some(entries) => entries.retain(is_since),
            None => drop(data.shift_remove(LOG)),
        }
        data
    }
}
