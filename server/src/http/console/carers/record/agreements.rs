//! What is agreed, as a young person's record says it.

use crate::App;
use crate::store::Agreement;
use passport_core::carer::{AgreedBy, Purpose};
use serde::Serialize;

/// One thing that can be agreed to.
#[derive(Serialize)]
pub(super) struct Agreed {
    purpose: &'static str,
    what: String,
    /// Who agreed and when; none when nobody has.
    said: Option<String>,
    /// Whether something stands that can be taken back.
    stands: bool,
}

impl Agreed {
    /// What stands about a purpose, in words.
    pub(super) fn of(app: &App, purpose: Purpose, all: &[Agreement]) -> Self {
        let words = app.speaker().words();
        let what = match purpose {
            Purpose::Photo => words.carers_agreement_photo(),
            Purpose::School => words.carers_agreement_school(),
            Purpose::Phone => words.carers_agreement_phone(),
        };
        let standing = all.iter().find(|one| one.agreed.purpose == purpose && one.withdrawn_at.is_none());
        let said = standing.filter(|one| one.counts).map(|one| {
            let date = app.speaker().date(one.agreed.agreed_on);
            match one.agreed.by {
                AgreedBy::YoungPerson => words.carers_agreement_young_person(date),
                AgreedBy::Adult => {
                    words.carers_agreement_adult(date, one.agreed.named_adult.clone().unwrap_or_default())
                }
                AgreedBy::Hub => {
                    words.carers_agreement_hub(date, one.agreed.reason.clone().unwrap_or_default())
                }
            }
        });
        Self { purpose: purpose.code(), what, said, stands: standing.is_some() }
    }
}
