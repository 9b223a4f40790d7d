//! The arrangements of one card, in their one order, and their JSON. §3.

use serde_json::{Map, Value};

use super::arrangement::{LONGEST_TIME_OUT, MOST_PARAMETERS, NOTED_FROM, noted_days};
use super::{Arrangement, FareBand, LineText, OtherCode, ParameterValue, Place, Role, Setting, Topics};

/// The most arrangements one card may carry.
pub const MOST_ARRANGEMENTS: usize = 12;

/// Arrangements in canonical order (known ones by number, others by code), no code twice, every parameter in its bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arrangements(Vec<Arrangement>);

/// Why arrangements cannot stand together on a card.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArrangementsError {
    /// The same code twice.
    #[error("\"{0}\" is chosen twice: choose it once")]
    Twice(String),
    /// More than [`MOST_ARRANGEMENTS`].
    #[error("a card holds at most 12 arrangements")]
    TooMany,
    /// A number of minutes outside 1 to 60.
    #[error("the minutes of \"{0}\" must be 1 to 60")]
    Minutes(String),
    /// A date before 2020 or too far ahead.
    #[error("the date of \"{0}\" must be 2020 or later")]
    Noted(String),
    /// More than four parameters, or a malformed one.
    #[error("the details of \"{0}\" are not understood")]
    Parameters(String),
}

impl Arrangements {
    /// Puts arrangements into their order.
    ///
    /// # Errors
    /// See [`ArrangementsError`].
    pub fn new(mut chosen: Vec<Arrangement>) -> Result<Self, ArrangementsError> {
        if chosen.len() > MOST_ARRANGEMENTS {
            return Err(ArrangementsError::TooMany);
        }
        chosen.iter().try_for_each(check)?;
        chosen.sort_by(|a, b| order(a).cmp(&order(b)));
        match chosen.windows(2).find(|pair| pair[0].code() == pair[1].code()) {
            Some(pair) => Err(ArrangementsError::Twice(pair[0].code().to_owned())),
            None => Ok(Self(chosen)),
        }
    }

    /// In canonical order.
    pub fn iter(&self) -> std::slice::Iter<'_, Arrangement> {
        self.0.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any arrangement is of this setting.
    pub fn any_of(&self, setting: Setting) -> bool {
        self.iter().any(|arrangement| arrangement.setting() == Some(setting))
    }

    /// Those of one setting.
    #[must_use]
    pub fn of(&self, setting: Setting) -> Self {
        Self(self.iter().filter(|arrangement| arrangement.setting() == Some(setting)).cloned().collect())
    }

    /// Writes the canonical JSON object.
    pub fn write_json(&self, out: &mut String) {
        out.push('{');
        for (position, arrangement) in self.0.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            push_text(out, arrangement.code());
            out.push(':');
            write_parameters(arrangement, out);
        }
        out.push('}');
    }

    /// The canonical JSON object, as it is stored beside a card.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// Reads what [`Self::write_json`] wrote. Order and form are not checked here: whoever reads signed bytes compares
    /// them with the canonical form as a whole.
    pub fn from_json(object: &Map<String, Value>) -> Option<Self> {
        if object.len() > MOST_ARRANGEMENTS {
            return None;
        }
        let chosen =
            object.iter().map(|(code, value)| read(code, value.as_object()?)).collect::<Option<_>>()?;
        Self::new(chosen).ok()
    }
}

impl<'a> IntoIterator for &'a Arrangements {
    type Item = &'a Arrangement;
    type IntoIter = std::slice::Iter<'a, Arrangement>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Known arrangements by number, then others by code.
fn order(arrangement: &Arrangement) -> (u8, &str) {
    match arrangement {
        Arrangement::Other { code, .. } => (u8::MAX, code.as_str()),
        known => (known.number(), ""),
    }
}

fn check(arrangement: &Arrangement) -> Result<(), ArrangementsError> {
    let code = || arrangement.code().to_owned();
    match arrangement {
        Arrangement::TimeOut { minutes, .. } | Arrangement::LeaveEarly { minutes } => (1..=LONGEST_TIME_OUT)
            .contains(minutes)
            .then_some(())
            .ok_or_else(|| ArrangementsError::Minutes(code())),
        Arrangement::CollectArranged { noted } | Arrangement::MayDiscuss { noted, .. } => {
            let fits = *noted >= NOTED_FROM && noted_days(*noted).is_some();
            fits.then_some(()).ok_or_else(|| ArrangementsError::Noted(code()))
        }
        Arrangement::Other { parameters, .. } => {
            let fits = parameters.len() <= MOST_PARAMETERS
                && parameters.windows(2).all(|pair| pair[0].0 < pair[1].0)
                && parameters.iter().all(|(name, value)| is_parameter(name, value));
            fits.then_some(()).ok_or_else(|| ArrangementsError::Parameters(code()))
        }
        _ => Ok(()),
    }
}

fn is_parameter(name: &str, value: &ParameterValue) -> bool {
    (1..=16).contains(&name.len())
        && name.as_bytes()[0].is_ascii_lowercase()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !matches!(value, ParameterValue::Number(number) if *number > i32::MAX.unsigned_abs())
}

/// A JSON string of text that needs no escape, as every text on a card does.
fn push_text(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// The parameters' canonical JSON object.
pub(crate) fn write_parameters(arrangement: &Arrangement, out: &mut String) {
    match arrangement {
        Arrangement::TimeOut { minutes, place: None } | Arrangement::LeaveEarly { minutes } => {
            out.push_str(&format!(r#"{{"minutes":{minutes}}}"#));
        }
        Arrangement::TimeOut { minutes, place: Some(place) } => {
            out.push_str(&format!(r#"{{"minutes":{minutes},"place":"{}"}}"#, place.as_str()));
        }
        Arrangement::SpeakTo { role } => out.push_str(&format!(r#"{{"role":"{}"}}"#, role.as_str())),
        Arrangement::CollectArranged { noted } => out.push_str(&format!(r#"{{"noted":"{noted}"}}"#)),
        Arrangement::MayDiscuss { about, noted } => {
            out.push_str(&format!(r#"{{"about":["{}"],"noted":"{noted}"}}"#, about.codes().join("\",\"")));
        }
        Arrangement::Fare { band } => out.push_str(&format!(r#"{{"band":"{}"}}"#, band.code())),
        Arrangement::Other { parameters, .. } => write_other(parameters, out),
        Arrangement::PhoneOnSilent
        | Arrangement::LateArrival
        | Arrangement::HomeworkTime
        | Arrangement::FlexibleAppointments => out.push_str("{}"),
    }
}

fn write_other(parameters: &[(String, ParameterValue)], out: &mut String) {
    out.push('{');
    for (position, (name, value)) in parameters.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        push_text(out, name);
        out.push(':');
        match value {
            ParameterValue::Number(number) => out.push_str(&number.to_string()),
            ParameterValue::Text(text) => push_text(out, text.as_str()),
        }
    }
    out.push('}');
}

/// An arrangement of its code and parameters; `None` when they are not of the code's shape.
pub(crate) fn read(code: &str, parameters: &Map<String, Value>) -> Option<Arrangement> {
    let text = |name: &str| LineText::exact(parameters.get(name)?.as_str()?.to_owned()).ok();
    let minutes = || u8::try_from(parameters.get("minutes")?.as_u64()?).ok();
    let noted = || parameters.get("noted")?.as_str()?.parse().ok();
    Some(match code {
        "time-out" => Arrangement::TimeOut {
            minutes: minutes()?,
            place: if parameters.contains_key("place") { Some(Place::from(text("place")?)) } else { None },
        },
        "phone-on-silent" => Arrangement::PhoneOnSilent,
        "late-arrival" => Arrangement::LateArrival,
        "leave-early" => Arrangement::LeaveEarly { minutes: minutes()? },
        "homework-time" => Arrangement::HomeworkTime,
        "speak-to" => Arrangement::SpeakTo { role: Role::from(text("role")?) },
        "collect-arranged" => Arrangement::CollectArranged { noted: noted()? },
        "flexible-appointments" => Arrangement::FlexibleAppointments,
        "may-discuss" => {
            let about: Vec<_> =
                parameters.get("about")?.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
            Arrangement::MayDiscuss { about: Topics::from_codes(&about)?, noted: noted()? }
        }
        "fare" => Arrangement::Fare { band: FareBand::from_code(parameters.get("band")?.as_str()?)? },
        _ => Arrangement::Other { code: OtherCode::parse(code)?, parameters: read_other(parameters)? },
    })
}

fn read_other(parameters: &Map<String, Value>) -> Option<Vec<(String, ParameterValue)>> {
    parameters
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Value::String(text) => ParameterValue::Text(LineText::exact(text.clone()).ok()?),
                number => ParameterValue::Number(u32::try_from(number.as_u64()?).ok()?),
            };
            Some((name.clone(), value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school() -> Vec<Arrangement> {
        vec![
            Arrangement::SpeakTo { role: Role::parse("head-of-year").unwrap() },
            Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("Room 7").unwrap()) },
            Arrangement::PhoneOnSilent,
        ]
    }

    #[test]
    fn arrangements_are_written_in_one_order() {
        let written = Arrangements::new(school()).unwrap().to_json();
        assert_eq!(
            written,
            r#"{"time-out":{"minutes":10,"place":"Room 7"},"phone-on-silent":{},"speak-to":{"role":"head-of-year"}}"#
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        let arrangements = Arrangements::new(school()).unwrap();
        let Ok(Value::Object(object)) = serde_json::from_str(&arrangements.to_json()) else {
            panic!("an object")
        };
        assert_eq!(Arrangements::from_json(&object), Some(arrangements));
    }

    #[test]
    fn a_code_twice_or_minutes_out_of_bounds_are_refused() {
        let twice = vec![Arrangement::PhoneOnSilent, Arrangement::PhoneOnSilent];
        assert_eq!(Arrangements::new(twice), Err(ArrangementsError::Twice("phone-on-silent".into())));
        for minutes in [0, 61] {
            assert!(Arrangements::new(vec![Arrangement::LeaveEarly { minutes }]).is_err());
        }
    }

    #[test]
    fn every_known_code_has_its_own_number() {
        for (position, code) in Arrangement::CODES.iter().enumerate() {
            assert!(OtherCode::parse(code).is_none());
            let parameters = serde_json::json!({"minutes": 5, "role": "x", "noted": "2026-03-03", "about": ["medicines"], "band": "child"});
            let arrangement = read(code, parameters.as_object().unwrap()).unwrap();
            assert_eq!((arrangement.code(), usize::from(arrangement.number())), (*code, position + 1));
        }
    }
}
