//! The fields of a packed card, in their order. §5.

use serde_json::Value;

use super::reader::{Reader, push_number};
use super::{PHONE, PRINTED, Shown};
use crate::card::{
    Arrangement, Arrangements, Base, FareBand, HubSlug, Issuer, LineText, MOST_ARRANGEMENTS, Place, Role,
    Setting, StatusRef, Topics, noted_days, noted_from_days, read_arrangement, write_parameters,
};
use crate::credential::{Broken, Claims, Credential, Kind};
use crate::keys::{Kid, PublicKey};

/// A coded word is one byte above every length that a text may have.
const CODED_WORD: u8 = 0xe0;

pub(super) struct Fields {
    pub claims: Claims,
    pub kid: Kid,
    pub signature: [u8; 64],
    pub shown: Option<Shown>,
}

pub(super) fn write(credential: &Credential<'_>) -> Result<Vec<u8>, Broken> {
    let Claims { issuer, kind, exp, name, arrangements, status } = &credential.claims;
    let mut out = vec![if *kind == Kind::Printed { PRINTED } else { PHONE }];
    push_text(&mut out, issuer.hub.as_str())?;
    push_number(&mut out, credential.kid.number().into());
    out.extend(u32::try_from(*exp).map_err(|_| Broken)?.to_be_bytes());
    push_text(&mut out, name.as_ref().map_or("", LineText::as_str))?;
    if let Kind::Phone { setting, .. } = kind {
        out.push(setting.number());
    }
    out.push(u8::try_from(arrangements.len()).map_err(|_| Broken)?);
    arrangements.iter().try_for_each(|arrangement| push_arrangement(&mut out, arrangement))?;
    if let Kind::Phone { device, .. } = kind {
        out.extend(device.compressed());
    }
    push_number(&mut out, status.list);
    out.extend(&status.idx.to_be_bytes()[1..]);
    out.extend(credential.signature()?);
    if let Some(shown) = Shown::of(credential)? {
        out.extend(shown.iat.to_be_bytes());
        out.extend(shown.nonce);
        out.extend(shown.signature);
    }
    Ok(out)
}

pub(super) fn read(bytes: &[u8], base: &Base) -> Option<Fields> {
    let mut from = Reader(bytes);
    let kind = from.byte().filter(|&kind| kind == PRINTED || kind == PHONE)?;
    let hub = HubSlug::parse(from.text()?).ok()?;
    let kid = Kid::new(u16::try_from(from.number()?).ok()?)?;
    let exp = u64::from(u32::from_be_bytes(from.array()?));
    let name = match from.text()? {
        "" => None,
        name => Some(LineText::exact(name.to_owned()).ok()?),
    };
    let setting = if kind == PHONE { Some(Setting::from_number(from.byte()?)?) } else { None };
    let arrangements = read_arrangements(&mut from)?;
    let kind = match setting {
        None => Kind::Printed,
        Some(setting) => Kind::Phone { setting, device: PublicKey::from_point(from.bytes(33)?).ok()? },
    };
    let list = from.number().filter(|&list| list > 0)?;
    let [high, middle, low] = from.array()?;
    let status = StatusRef { list, idx: u32::from_be_bytes([0, high, middle, low]) };
    let signature = from.array()?;
    let shown = match kind {
        Kind::Printed => None,
        Kind::Phone { .. } => Some(Shown {
            iat: u32::from_be_bytes(from.array()?),
            nonce: from.array()?,
            signature: from.array()?,
        }),
    };
    if !from.0.is_empty() {
        return None;
    }
    let claims = Claims { issuer: Issuer { base: base.clone(), hub }, kind, exp, name, arrangements, status };
    Some(Fields { claims, kid, signature, shown })
}

fn push_text(out: &mut Vec<u8>, text: &str) -> Result<(), Broken> {
    out.push(u8::try_from(text.len()).map_err(|_| Broken)?);
    out.extend(text.as_bytes());
    Ok(())
}

fn push_arrangement(out: &mut Vec<u8>, arrangement: &Arrangement) -> Result<(), Broken> {
    out.push(arrangement.number());
    match arrangement {
        Arrangement::TimeOut { minutes, place } => {
            out.push(*minutes);
            match place {
                None => out.push(0),
                Some(place) => push_word(out, place.number(), place.as_str())?,
            }
        }
        Arrangement::LeaveEarly { minutes } => out.push(*minutes),
        Arrangement::SpeakTo { role } => push_word(out, role.number(), role.as_str())?,
        Arrangement::CollectArranged { noted } => out.extend(noted_days(*noted).ok_or(Broken)?.to_be_bytes()),
        Arrangement::MayDiscuss { about, noted } => {
            out.push(about.bits());
            out.extend(noted_days(*noted).ok_or(Broken)?.to_be_bytes());
        }
        Arrangement::Fare { band } => out.push(*band as u8),
        Arrangement::Other { code, .. } => {
            push_text(out, code.as_str())?;
            let mut json = String::new();
            write_parameters(arrangement, &mut json);
            push_text(out, &json)?;
        }
        Arrangement::PhoneOnSilent
        | Arrangement::LateArrival
        | Arrangement::HomeworkTime
        | Arrangement::FlexibleAppointments => {}
    }
    Ok(())
}

/// Their order must be the canonical one: it is what was signed.
fn read_arrangements(from: &mut Reader<'_>) -> Option<Arrangements> {
    let count = from.byte().filter(|&count| usize::from(count) <= MOST_ARRANGEMENTS)?;
    let found = (0..count).map(|_| read_one(from)).collect::<Option<Vec<_>>>()?;
    let ordered = Arrangements::new(found.clone()).ok()?;
    ordered.iter().eq(&found).then_some(ordered)
}

fn read_one(from: &mut Reader<'_>) -> Option<Arrangement> {
    Some(match from.byte()? {
        0 => {
            let (code, json) = (from.text()?, from.text()?);
            if Arrangement::CODES.contains(&code) {
                return None; // a known code has a number
            }
            let parameters: Value = serde_json::from_str(json).ok()?;
            let arrangement = read_arrangement(code, parameters.as_object()?)?;
            let mut again = String::new();
            write_parameters(&arrangement, &mut again);
            if again != json {
                return None;
            }
            arrangement
        }
        1 => {
            let minutes = from.byte()?;
            let place = if from.skip_zero() { None } else { Some(read_place(from)?) };
            Arrangement::TimeOut { minutes, place }
        }
        2 => Arrangement::PhoneOnSilent,
        3 => Arrangement::LateArrival,
        4 => Arrangement::LeaveEarly { minutes: from.byte()? },
        5 => Arrangement::HomeworkTime,
        6 => Arrangement::SpeakTo { role: read_word(from, Role::from_number, Role::number)? },
        7 => Arrangement::CollectArranged { noted: noted_from_days(u16::from_be_bytes(from.array()?)) },
        8 => Arrangement::FlexibleAppointments,
        9 => Arrangement::MayDiscuss {
            about: Topics::from_bits(from.byte()?)?,
            noted: noted_from_days(u16::from_be_bytes(from.array()?)),
        },
        10 => {
            let number = from.byte()?;
            Arrangement::Fare { band: FareBand::ALL.into_iter().find(|&band| band as u8 == number)? }
        }
        _ => return None,
    })
}

/// A place or role: a coded word in one byte, any other as a text.
fn push_word(out: &mut Vec<u8>, number: Option<u8>, text: &str) -> Result<(), Broken> {
    match number {
        Some(number) => out.push(CODED_WORD + number),
        None => push_text(out, text)?,
    }
    Ok(())
}

/// A place or role. Its text must not be one that has a number.
fn read_word<W: From<LineText>>(
    from: &mut Reader<'_>,
    of_number: fn(u8) -> Option<W>,
    number_of: fn(&W) -> Option<u8>,
) -> Option<W> {
    if from.peek()? >= CODED_WORD {
        return of_number(from.byte()? - CODED_WORD);
    }
    let word = W::from(LineText::exact(from.text()?.to_owned()).ok()?);
    if number_of(&word).is_none() { Some(word) } else { None }
}

fn read_place(from: &mut Reader<'_>) -> Option<Place> {
    read_word(from, Place::from_number, Place::number)
}
