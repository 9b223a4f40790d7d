//! What a card says, as apps switch on it.

use passport_core::card as core;
use passport_core::verify;

/// Where a card is shown; each place sees its own arrangements only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Setting {
    /// A school or college.
    School,
    /// A pharmacy counter.
    Pharmacy,
    /// A GP surgery.
    Gp,
    /// A bus or train.
    Transport,
}

/// One thing that was arranged. Say it in words of your own; `docs/card-format.md` tells what each means.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Arrangement {
    /// School: may leave the room for so many minutes.
    TimeOut {
        /// 1 to 60.
        minutes: u8,
        /// Where to: a code such as `library`, or text.
        place: Option<String>,
    },
    /// School: may keep a phone on silent.
    PhoneOnSilent,
    /// School: may arrive late without a sanction.
    LateArrival,
    /// School: may leave so many minutes early.
    LeaveEarly {
        /// 1 to 60.
        minutes: u8,
    },
    /// School: may need more time for homework.
    HomeworkTime,
    /// School: do not ask about home, speak to this person.
    SpeakTo {
        /// A code such as `head-of-year`, or text.
        role: String,
    },
    /// Pharmacy: may be collecting for someone they look after.
    CollectArranged,
    /// GP: appointments outside school hours.
    FlexibleAppointments,
    /// GP: the practice may talk with them about these.
    MayDiscuss {
        /// Medicines.
        medicines: bool,
        /// Appointments.
        appointments: bool,
    },
    /// Transport: the fare band.
    Fare {
        /// Which.
        band: FareBand,
    },
    /// An arrangement newer than this library: "Another arrangement: ring the hub".
    Other {
        /// Its code.
        code: String,
    },
}

/// A fare band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FareBand {
    /// Child fare.
    Child,
    /// 16 to 18.
    SixteenToEighteen,
    /// Concession.
    Concession,
}

/// One thing that a place is told.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Line {
    /// An arrangement.
    Arranged {
        /// The code that it has in a card, for instance `time-out`: what is given to `choose`.
        code: String,
        /// What it is.
        arrangement: Arrangement,
        /// It as it stands in a card, as JSON: code, then parameters.
        json: String,
    },
    /// Something rests on consent, and is shown only from a list that is less than 24 hours old: connect, and check again.
    NeedsFreshList,
    /// What the server says of a short code, in its own words: show it as it stands.
    Said {
        /// One line.
        text: String,
    },
}

impl From<Setting> for core::Setting {
    fn from(setting: Setting) -> Self {
        match setting {
            Setting::School => Self::School,
            Setting::Pharmacy => Self::Pharmacy,
            Setting::Gp => Self::Gp,
            Setting::Transport => Self::Transport,
        }
    }
}

impl From<core::Setting> for Setting {
    fn from(setting: core::Setting) -> Self {
        match setting {
            core::Setting::School => Self::School,
            core::Setting::Pharmacy => Self::Pharmacy,
            core::Setting::Gp => Self::Gp,
            core::Setting::Transport => Self::Transport,
        }
    }
}

impl From<&core::Arrangement> for Arrangement {
    fn from(arrangement: &core::Arrangement) -> Self {
        use passport_core::card::Arrangement as Core;
        match arrangement {
            Core::TimeOut { minutes, place } => Self::TimeOut {
                minutes: *minutes,
                place: place.as_ref().map(|place| place.as_str().to_owned()),
            },
            Core::PhoneOnSilent => Self::PhoneOnSilent,
            Core::LateArrival => Self::LateArrival,
            Core::LeaveEarly { minutes } => Self::LeaveEarly { minutes: *minutes },
            Core::HomeworkTime => Self::HomeworkTime,
            Core::SpeakTo { role } => Self::SpeakTo { role: role.as_str().to_owned() },
            Core::CollectArranged { .. } => Self::CollectArranged,
            Core::FlexibleAppointments => Self::FlexibleAppointments,
            Core::MayDiscuss { about, .. } => Self::MayDiscuss {
                medicines: *about != core::Topics::Appointments,
                appointments: *about != core::Topics::Medicines,
            },
            Core::Fare { band } => Self::Fare { band: (*band).into() },
            Core::Other { code, .. } => Self::Other { code: code.as_str().to_owned() },
        }
    }
}

impl From<core::FareBand> for FareBand {
    fn from(band: core::FareBand) -> Self {
        match band {
            core::FareBand::Child => Self::Child,
            core::FareBand::SixteenToEighteen => Self::SixteenToEighteen,
            core::FareBand::Concession => Self::Concession,
        }
    }
}

impl From<&core::Arrangement> for Line {
    fn from(arrangement: &core::Arrangement) -> Self {
        // One arrangement by itself always fits together.
        let alone = core::Arrangements::new(vec![arrangement.clone()]).unwrap_or_default();
        Self::Arranged {
            code: arrangement.code().to_owned(),
            arrangement: arrangement.into(),
            json: alone.to_json(),
        }
    }
}

impl From<&verify::Line> for Line {
    fn from(line: &verify::Line) -> Self {
        match line {
            verify::Line::Arrangement(arrangement) => arrangement.into(),
            verify::Line::NeedsFreshList => Self::NeedsFreshList,
        }
    }
}
