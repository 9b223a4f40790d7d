//! One item of a feed in our terms: what an editor could have written, what is wrong with it, and what was left aside.
//!
//! Nothing is guessed: what does not fit our own terms for certain is kept aside for an editor to read. Names and private contacts of
//! people are not taken at all.

mod fields;
mod mended;
mod places;
mod schedules;
mod tags;
mod texts;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::pages::id_of;
use passport_core::menu::Details;

pub(super) use texts::is_empty as says_nothing;

/// What was taken from one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its id in the feed.
    pub source_id: String,
    /// Who offers it.
    pub provider: TakenProvider,
    /// What it says.
    pub details: Details,
    /// What is wrong; with some of it the item cannot be shown.
    pub faults: Vec<Fault>,
    /// Fields that have no place here, as they stood in the feed.
    pub aside: Map<String, Value>,
}

/// Who offers a service, as a feed says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenProvider {
    /// Their id in the feed.
    pub source_id: String,
    /// Their name.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Their website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Where to write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Something that is wrong with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub field: Field,
    /// What.
    pub code: FaultCode,
}

macro_rules! codes {
    ($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its code in the store, on the command line and in the words.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }
        }
    };
}

codes! {
    /// A part of an item.
    Field {
        /// The item as a whole.
        Whole = "whole",
        /// Its name.
        Name = "name",
        /// Its text.
        Description = "description",
        /// Its website.
        Website = "website",
        /// Its e-mail address.
        Email = "email",
        /// Its telephone numbers.
        Phones = "phones",
        /// Its ages.
        Ages = "ages",
        /// Who offers it.
        Provider = "provider",
        /// Its places.
        Places = "places",
        /// Its timetable.
        Schedules = "schedules",
        /// Its costs.
        Costs = "costs",
        /// Its languages.
        Languages = "languages",
        /// Its links.
        Links = "links",
        /// Its areas.
        Areas = "areas",
        /// People who work there.
        People = "people",
        /// Its other texts.
        Words = "words",
        /// Its tags.
        Tags = "tags",
    }
}

codes! {
    /// What is wrong.
    FaultCode {
        /// It is no object of JSON.
        NotAService = "not-a-service",
        /// It says nothing.
        Missing = "missing",
        /// It had more letters than fit, and was cut.
        TooLong = "too-long",
        /// There are more than fit; the first were taken.
        TooMany = "too-many",
        /// It is none, and was left out.
        NotUnderstood = "not-understood",
        /// Its directory says that it is not there any more.
        NotRunning = "not-running",
        /// The same id came before.
        Twice = "twice",
        /// Its directory lists it and does not give its whole record.
        ListedOnly = "listed-only",
        /// The name of the service stands for it.
        Replaced = "replaced",
        /// It was left out, since it names people.
        LeftOut = "left-out",
    }
}

impl Fault {
    /// A fault of a field.
    pub fn new(field: Field, code: FaultCode) -> Self {
        Self { field, code }
    }

    /// Whether the item cannot be shown with it.
    pub fn stops(self) -> bool {
        match self.code {
            FaultCode::NotAService | FaultCode::NotRunning | FaultCode::Twice | FaultCode::ListedOnly => true,
            FaultCode::Missing => matches!(self.field, Field::Name | Field::Whole),
            FaultCode::TooLong
            | FaultCode::TooMany
            | FaultCode::NotUnderstood
            | FaultCode::Replaced
            | FaultCode::LeftOut => false,
        }
    }
}

impl Taken {
    /// Reads an item; none is what was no JSON. `origin` stands for the hub and the feed: ids of places are made from it, and so stay the
    /// same when the feed is taken in again.
    pub fn of(item: Option<&Value>, origin: Uuid) -> Self {
        let Some(Value::Object(object)) = item else {
            let mut nothing = Self::empty(String::new());
            nothing.faults.push(Fault::new(Field::Whole, FaultCode::NotAService));
            return nothing;
        };
        let source_id: String = item.map(id_of).unwrap_or_default().chars().take(200).collect();
        let seed = Uuid::new_v5(&origin, source_id.as_bytes());
        let mut taken = Self::empty(source_id);
        fields::take(&mut taken, object, seed);
        mended::mend(&mut taken);
        if taken.source_id.is_empty() {
            taken.faults.push(Fault::new(Field::Whole, FaultCode::Missing));
        }
        taken
    }

    fn empty(source_id: String) -> Self {
        Self {
            source_id,
            provider: TakenProvider::default(),
            details: Details::default(),
            faults: Vec::new(),
            aside: Map::new(),
        }
    }

    /// Whether something is wrong with which it cannot be shown.
    pub fn is_faulty(&self) -> bool {
        self.faults.iter().any(|fault| fault.stops())
    }

    /// What it comes to, to be compared with what it came to before.
    pub fn digest(&self) -> String {
        let whole = serde_json::to_vec(&(&self.provider, &self.details)).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(Sha256::digest(whole))
    }

    /// The same of an item whose whole record was not to be had: what it leaves out may be there.
    #[must_use]
    pub fn listed_only(mut self) -> Self {
        self.note(Field::Whole, FaultCode::ListedOnly);
        self
    }

    fn note(&mut self, field: Field, code: FaultCode) {
        let fault = Fault::new(field, code);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

#[cfg(test)]
mod tests;
