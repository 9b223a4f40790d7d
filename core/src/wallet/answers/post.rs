//! What was written here arrives, and what the hub has to say comes in.

use uuid::Uuid;

use super::super::held::{Held, Hindrance};
use super::super::talk::Talk;
use super::Answered;
use super::ending::skip_farewell;
use super::forms::{Entries, Messages};
use crate::menu::{self, NoAnswer};

/// The server has it. Whatever a network between may say, it is not this.
const CREATED: u16 = 201;

impl Answered<'_> {
    /// One that is refused stays, and holds up no other.
    pub(super) fn message(&self, held: &mut Held, talk: &mut Talk, id: Uuid) {
        match self.answer.status {
            CREATED => held.outbox.retain(|one| one.id != id),
            401 => drop(skip_farewell(talk)),
            _ => {}
        }
    }

    /// One that is refused stays until its writer says what becomes of it.
    pub(super) fn review(&self, held: &mut Held, talk: &mut Talk, code: &str) {
        match menu::sent(self.answer) {
            Ok(_) => held.note_sent_review(code),
            // Whatever else is wrong with it will be wrong the next time, too.
            Err(NoAnswer::WordsRefused | NoAnswer::NotNow(400)) => {
                held.note_hindrance(code, Hindrance::Refused);
            }
            Err(NoAnswer::NotThere) => held.note_hindrance(code, Hindrance::ServiceGone),
            Err(_) if self.answer.status == 401 => drop(skip_farewell(talk)),
            Err(_) => {}
        }
    }

    /// One that the server does not know, or not any more, is taken back.
    pub(super) fn taken_back(&self, held: &mut Held, code: &str) {
        if matches!(menu::done(self.answer), Ok(()) | Err(NoAnswer::CodeUnknown)) {
            held.taken_back.retain(|one| one.code != code);
        }
    }

    pub(super) fn messages(&self, held: &mut Held) {
        if let Some(Messages { messages }) = self.good() {
            held.told = messages;
        }
    }

    pub(super) fn activity(&self, held: &mut Held) {
        if let (Some(Entries { entries }), Some(activity)) = (self.good(), &mut held.activity) {
            activity.take(entries);
        }
    }
}
