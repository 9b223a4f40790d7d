//! What the card is now, and what that leaves to be asked.

use super::super::held::{About, Chosen, Held, Photo};
use super::super::request::LARGEST_ANSWER;
use super::super::standing::has_ended;
use super::super::talk::{Outcome, Step, Talk};
use super::ending::{again_with_new_token, remove};
use super::{Answered, RENEWED};
use crate::card::Setting;
use crate::jws;

/// What a JPEG begins with.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

impl Answered<'_> {
    pub(super) fn about(&self, held: &mut Held, talk: &mut Talk, anew: bool) {
        if let Some(about) = self.good::<About>() {
            let choices = held.choices.clone().filter(|_| !talk.todo.iter().any(is_choices));
            (held.about, held.synced_at) = (Some(about), Some(self.at));
            match choices {
                Some(sent) => talk.first([Step::Choices { sent }, Step::About { anew }]),
                None => self.plan(held, talk),
            }
        } else if self.answer.status == 401 && self.answer.error() == "invalid_token" {
            if anew {
                remove(held, talk, self.at);
            } else {
                again_with_new_token(held, talk, Step::About { anew: true });
            }
        } else {
            talk.end(Outcome::Offline);
        }
    }

    /// All that is to be asked, once it is known what the card is.
    fn plan(&self, held: &mut Held, talk: &mut Talk) {
        let Some(about) = held.about.clone() else { return };
        let mut todo = Vec::new();
        if !about.is_ended_by_hub() {
            let shown: Vec<_> = about.settings().filter(|one| !one.shown.is_empty()).collect();
            for setting in Setting::ALL.into_iter().filter(|of| !shown.iter().any(|one| one.setting == *of)) {
                held.drop_credential(setting);
            }
            let due = shown.iter().filter(|one| held.needs_fetching(one.setting, one.stale, self.at));
            todo.extend(due.map(|one| Step::Nonce { setting: one.setting, again: false }));
        }
        // The photo is held only while the card has not ended and its owner agrees.
        match &about.photo {
            Some(tag) if !has_ended(&about, self.at) => {
                let is_held = held.photo.as_ref().is_some_and(|held| held.tag == *tag);
                todo.extend((!is_held).then_some(Step::Photo));
            }
            _ => held.photo = None,
        }
        todo.extend(held.post());
        todo.push(Step::Messages);
        todo.extend(held.activity.is_some().then_some(Step::Activity));
        talk.first(todo);
    }

    pub(super) fn photo(&self, held: &mut Held) {
        let tag = held.about.as_ref().and_then(|about| about.photo.clone());
        match (self.answer.status, tag) {
            (404, _) => held.photo = None,
            (200, Some(tag)) if self.is_jpeg() => {
                held.photo = Some(Photo { tag, jpeg: jws::encode(&self.answer.body) });
            }
            _ => {}
        }
    }

    fn is_jpeg(&self) -> bool {
        self.answer.body.len() <= LARGEST_ANSWER && self.answer.body.starts_with(&JPEG)
    }

    /// What the hub no longer allows cannot be chosen; what it does allow comes in with the card. Where neither the server took it nor
    /// refused it, it still waits.
    pub(super) fn choices(&self, held: &mut Held, talk: &mut Talk, sent: &Chosen) {
        match self.answer.status {
            204 | 400 | 402..500 => {
                held.choices.take_if(|waiting| waiting == sent);
            }
            _ => talk.end(Outcome::Offline),
        }
    }
}

fn is_choices(step: &Step) -> bool {
    matches!(step, Step::Choices { .. })
}

impl Held {
    /// Whether this setting's credential is missing, no longer true, or has less than half of its life left. A key that still waits
    /// was sent and never answered: the server may take the one before for replaced.
    fn needs_fetching(&self, setting: Setting, is_stale: bool, at: u64) -> bool {
        let held = self.credentials.get(&setting);
        let is_old = |exp: u64| {
            let is_renewable = self.about.as_ref().is_none_or(|about| about.outlives(exp));
            is_renewable && exp.saturating_sub(at) < RENEWED
        };
        held.is_none_or(|held| is_stale || self.fresh.contains_key(&setting) || is_old(held.exp))
    }
}
