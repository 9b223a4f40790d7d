//! The faces of a card that is still being chosen, for a preview: its square is as large as the real one will be, and signed by nobody.

use passport_core::card::{Issuer, StatusRef};
use passport_core::credential::{Claims, Kind};
use passport_core::issue::paper_exp;
use passport_core::keys::Kid;
use passport_core::packed::{PackError, draft};
use passport_core::short_code::ShortCode;
use passport_core::square::square;
use passport_words::Speaker;

use super::{Density, Face, Facts};

/// The faces, and how large the modules of the square will be. Scanned, the square reads "Not one of our cards".
///
/// # Errors
/// [`PackError::TooDense`] when the square would be larger than a cheap phone reads.
pub fn sample(facts: &Facts<'_>, issuer: &Issuer, speaker: &Speaker) -> Result<(Face, Density), PackError> {
    let claims = Claims {
        issuer: issuer.clone(),
        kind: Kind::Printed,
        exp: paper_exp(facts.ends_on),
        name: facts.shown_name().cloned(),
        arrangements: facts.arrangements.clone(),
        status: StatusRef { list: 1, idx: 0 },
    };
    let kid = Kid::new(1).ok_or(PackError::NotCanonical)?;
    let square = square(&issuer.base, &draft(&claims, kid)?);
    let code = ShortCode::from_random([0; 6]);
    let face = Face::of(facts, &square, &code, speaker).map_err(|_| PackError::NotCanonical)?;
    let density = Density::of(&square).map_err(|_| PackError::NotCanonical)?;
    Ok((face, density))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Photo;
    use passport_core::card::{Arrangement, Arrangements, FareBand, LineText, Place, Role};

    fn shown(arrangements: Vec<Arrangement>) -> Result<(Face, Density), PackError> {
        let (name, arrangements) =
            (LineText::parse("Zoë M").unwrap(), Arrangements::new(arrangements).unwrap());
        let facts = Facts {
            hub: "Riverton Hub",
            telephone: "01632 960100",
            accent: "#3b3573",
            name: Some(&name),
            photo: Some(Photo::At("/hub/carers/1/photo.jpg")),
            ends_on: "2027-08-31".parse().unwrap(),
            arrangements: &arrangements,
        };
        let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
        sample(&facts, &issuer, &Speaker::new("en").unwrap())
    }

    #[test]
    fn what_is_being_chosen_is_shown_before_anything_is_signed() {
        let (face, density) = shown(vec![Arrangement::PhoneOnSilent]).unwrap();
        let face = serde_json::to_value(&face).unwrap();
        assert_eq!((&face["name"], &face["photo"]), (&"Zoë M".into(), &"/hub/carers/1/photo.jpg".into()));
        assert_eq!(face["until"], "31 August 2027");
        assert!(density.is_readable() && density.modules >= 45, "{density:?}");
    }

    #[test]
    fn a_fare_card_shows_no_name() {
        let (face, _) = shown(vec![Arrangement::Fare { band: FareBand::Child }]).unwrap();
        let face = serde_json::to_value(&face).unwrap();
        assert_eq!((&face["name"], &face["fare"]), (&serde_json::Value::Null, &true.into()));
    }

    #[test]
    fn what_is_too_much_for_a_square_is_refused() {
        let long = "Ж".repeat(24);
        let place = Some(Place::parse(&long).unwrap());
        let role = Role::parse(&long).unwrap();
        let refused = shown(vec![Arrangement::TimeOut { minutes: 10, place }, Arrangement::SpeakTo { role }]);
        assert!(matches!(refused, Err(PackError::TooDense { .. })));
    }
}
