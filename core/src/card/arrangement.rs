//! One arrangement a young person chose: a code and its parameters. §3.

use chrono::{Days, NaiveDate};

use super::{LineText, Place, Role, Setting};

/// The longest time-out and early leave, in minutes.
pub(crate) const LONGEST_TIME_OUT: u8 = 60;
/// The most parameters an arrangement unknown to this version may have.
pub(crate) const MOST_PARAMETERS: usize = 4;
/// Day 0 of packed dates.
pub(crate) const NOTED_FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();

/// An arrangement; what each setting is told stands in the word catalogues.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// School: may leave the room.
    TimeOut {
        /// 1 to 60.
        minutes: u8,
        /// Where to.
        place: Option<Place>,
    },
    /// School: may keep a phone on silent.
    PhoneOnSilent,
    /// School: may arrive late without a sanction.
    LateArrival,
    /// School: may leave early.
    LeaveEarly {
        /// 1 to 60.
        minutes: u8,
    },
    /// School: may need more time for homework.
    HomeworkTime,
    /// School: don't ask about home, speak to this person.
    SpeakTo {
        /// Whom to speak to.
        role: Role,
    },
    /// Pharmacy: may be collecting for someone they look after.
    CollectArranged {
        /// The day the hub noted it; it lasts twelve months at most.
        noted: NaiveDate,
    },
    /// GP: appointments outside school hours.
    FlexibleAppointments,
    /// GP: the patient told this practice it may talk about these.
    MayDiscuss {
        /// What may be talked about.
        about: Topics,
        /// The day the hub noted it; it lasts twelve months at most.
        noted: NaiveDate,
    },
    /// Transport: the fare band.
    Fare {
        /// Which band.
        band: FareBand,
    },
    /// A code newer than this version: "Another arrangement: ring the hub".
    Other {
        /// The code.
        code: OtherCode,
        /// Sorted by name, at most four.
        parameters: Vec<(String, ParameterValue)>,
    },
}

/// What a practice may talk about; at least one is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topics {
    /// Medicines only.
    Medicines,
    /// Appointments only.
    Appointments,
    /// Both.
    MedicinesAndAppointments,
}

/// Fare bands, with their packed numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FareBand {
    /// Child fare.
    Child = 1,
    /// 16 to 18.
    SixteenToEighteen = 2,
    /// Concession.
    Concession = 3,
}

/// A code that this version has no words for: `[a-z][a-z0-9-]{0,23}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherCode(String);

/// A parameter of an unknown arrangement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ParameterValue {
    /// Below 2^31.
    Number(u32),
    /// Line text.
    Text(LineText),
}

impl Arrangement {
    /// Every code this version knows, in the order of their numbers.
    pub const CODES: [&'static str; 10] = [
        "time-out",
        "phone-on-silent",
        "late-arrival",
        "leave-early",
        "homework-time",
        "speak-to",
        "collect-arranged",
        "flexible-appointments",
        "may-discuss",
        "fare",
    ];

    /// The code in signed bytes.
    pub fn code(&self) -> &str {
        match self {
            Self::Other { code, .. } => &code.0,
            known => Self::CODES[usize::from(known.number()) - 1],
        }
    }

    /// The setting that sees it; `None` for a code unknown to this version.
    pub fn setting(&self) -> Option<Setting> {
        Self::setting_of(self.code())
    }

    /// The setting that sees a code; `None` for one unknown to this version.
    pub fn setting_of(code: &str) -> Option<Setting> {
        match Self::CODES.iter().position(|known| *known == code)? {
            0..=5 => Some(Setting::School),
            6 => Some(Setting::Pharmacy),
            7 | 8 => Some(Setting::Gp),
            _ => Some(Setting::Transport),
        }
    }

    /// The packed number; 0 for a code unknown to this version.
    pub(crate) fn number(&self) -> u8 {
        match self {
            Self::Other { .. } => 0,
            Self::TimeOut { .. } => 1,
            Self::PhoneOnSilent => 2,
            Self::LateArrival => 3,
            Self::LeaveEarly { .. } => 4,
            Self::HomeworkTime => 5,
            Self::SpeakTo { .. } => 6,
            Self::CollectArranged { .. } => 7,
            Self::FlexibleAppointments => 8,
            Self::MayDiscuss { .. } => 9,
            Self::Fare { .. } => 10,
        }
    }

    /// The day somebody's consent was noted, for the two arrangements that rest on it.
    pub fn noted(&self) -> Option<NaiveDate> {
        match self {
            Self::CollectArranged { noted } | Self::MayDiscuss { noted, .. } => Some(*noted),
            _ => None,
        }
    }
}

impl Topics {
    /// The codes, in canonical order.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Medicines => &["medicines"],
            Self::Appointments => &["appointments"],
            Self::MedicinesAndAppointments => &["medicines", "appointments"],
        }
    }

    /// From codes in canonical order.
    pub fn from_codes<S: AsRef<str>>(codes: &[S]) -> Option<Self> {
        [Self::Medicines, Self::Appointments, Self::MedicinesAndAppointments]
            .into_iter()
            .find(|topics| topics.codes().iter().copied().eq(codes.iter().map(AsRef::as_ref)))
    }

    /// The packed bits: 1 medicines, 2 appointments.
    pub(crate) fn bits(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn from_bits(bits: u8) -> Option<Self> {
        [Self::Medicines, Self::Appointments, Self::MedicinesAndAppointments]
            .into_iter()
            .find(|topics| topics.bits() == bits)
    }
}

impl FareBand {
    /// All bands.
    pub const ALL: [Self; 3] = [Self::Child, Self::SixteenToEighteen, Self::Concession];

    /// The code in signed bytes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::SixteenToEighteen => "16-18",
            Self::Concession => "concession",
        }
    }

    /// The band of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }
}

impl OtherCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A well-formed code that is not one of the known ones.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = (1..=24).contains(&text.len())
            && text.as_bytes()[0].is_ascii_lowercase()
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (shaped && !Arrangement::CODES.contains(&text)).then(|| Self(text.to_owned()))
    }
}

/// Days since [`NOTED_FROM`], if they fit two bytes.
pub(crate) fn noted_days(noted: NaiveDate) -> Option<u16> {
    noted.signed_duration_since(NOTED_FROM).num_days().try_into().ok()
}

/// The date that many days after [`NOTED_FROM`].
pub(crate) fn noted_from_days(days: u16) -> NaiveDate {
    // A u16 of days from 2020 ends in 2199, far inside chrono's range; the fallback is never reached.
    NOTED_FROM.checked_add_days(Days::new(u64::from(days))).unwrap_or(NOTED_FROM)
}
