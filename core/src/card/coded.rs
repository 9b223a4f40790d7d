//! Places and roles: common ones are coded, so that they are short in a square and shown in the reader's language;
//! others are line text. The tables are append-only: numbers stand on paper (§3, §5).

use super::{LineText, LineTextError};

macro_rules! coded_words {
    ($(#[$doc:meta])* $coded:ident, $(#[$either_doc:meta])* $either:ident: $($number:literal $variant:ident $code:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is its code, listed in docs/card-format.md section 3")]
        pub enum $coded { $($variant),+ }

        impl $coded {
            /// Every coded word, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code in signed bytes.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The packed number, 1 to 31.
            fn number(self) -> u8 {
                match self { $(Self::$variant => $number),+ }
            }
        }

        $(#[$either_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $either {
            /// From the coded list.
            Coded($coded),
            /// Anything else, shown as it is.
            Free(LineText),
        }

        impl $either {
            /// Reads a code or what a person typed; a coded word is always taken as the coded one.
            ///
            /// # Errors
            /// See [`LineTextError`].
            pub fn parse(typed: &str) -> Result<Self, LineTextError> {
                LineText::parse(typed).map(Self::from)
            }

            /// The text in signed bytes: the code, or the free text.
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Coded(word) => word.code(),
                    Self::Free(text) => text.as_str(),
                }
            }
        }

        impl $either {
            /// The packed number of a coded word.
            pub(crate) fn number(&self) -> Option<u8> {
                match self {
                    Self::Coded(word) => Some(word.number()),
                    Self::Free(_) => None,
                }
            }

            pub(crate) fn from_number(number: u8) -> Option<Self> {
                $coded::ALL.iter().copied().find(|word| word.number() == number).map(Self::Coded)
            }
        }

        impl From<LineText> for $either {
            fn from(text: LineText) -> Self {
                let coded = $coded::ALL.iter().copied().find(|word| word.code() == text.as_str());
                coded.map_or(Self::Free(text), Self::Coded)
            }
        }
    };
}

coded_words! {
    /// Places a pupil may go to.
    CodedPlace,
    /// Where a pupil goes.
    Place:
    1 PastoralOffice "pastoral-office",
    2 Library "library",
    3 Reception "reception",
    4 MedicalRoom "medical-room",
    5 QuietRoom "quiet-room",
    6 StaffRoom "staff-room",
    7 HeadOffice "head-office",
}

coded_words! {
    /// People at school to speak to.
    CodedRole,
    /// Whom to speak to.
    Role:
    1 HeadOfYear "head-of-year",
    2 FormTutor "form-tutor",
    3 PastoralLead "pastoral-lead",
    4 SchoolNurse "school-nurse",
    5 SafeguardingLead "safeguarding-lead",
    6 KeyAdult "key-adult",
    7 Reception "reception",
}
