//! A card of a hub on another server: well made, and signed by a key that this server does not know.

use chrono::{Days, NaiveDate};
use passport_core::card::{Arrangements, Base, HubSlug, Issuer, StatusRef};
use passport_core::credential;
use passport_core::issue::{card_name, paper_claims};
use passport_core::keys::{Kid, SigningKey};
use passport_core::packed::pack;
use passport_core::short_code::ShortCode;
use passport_core::square::square;
use passport_server::chance::{SystemChance, draw};
use passport_server::print::{Facts, Photo, Press};

use super::DemoCard;
use super::cast::{DemoCarer, ELSEWHERE, ELSEWHERE_BASE};
use super::fill::arrangements;
use super::portrait;

/// Any index of any list of that server: nobody here can look it up.
const STATUS: StatusRef = StatusRef { list: 1, idx: 4_711 };

/// Issues the card there.
///
/// # Errors
/// When the system gives no randomness for its key.
pub fn card(carer: &DemoCarer, today: NaiveDate, language: &str) -> anyhow::Result<DemoCard> {
    let (key, _sealed_nowhere) = SigningKey::generate()?;
    let kid = Kid::new(1).ok_or_else(|| anyhow::anyhow!("1 is a key's number"))?;
    let issuer = Issuer { base: Base::parse(ELSEWHERE_BASE)?, hub: HubSlug::parse(carer.hub)? };
    let name = card_name(carer.given_name, carer.family_name.unwrap_or_default())?;
    let arranged = Arrangements::new(arrangements(carer, today)?)?;
    let ends_on = today + Days::new(200);
    let claims = paper_claims(issuer.clone(), name.clone(), arranged.clone(), ends_on, STATUS);
    let text = credential::sign(&claims, kid, &key)?;
    let square = square(&issuer.base, &pack(&text)?);
    let code = ShortCode::from_random(draw(&SystemChance)?);
    let photo = portrait::draw(&carer.look)?;
    let facts = Facts {
        hub: ELSEWHERE.name,
        telephone: ELSEWHERE.telephone,
        accent: ELSEWHERE.accent,
        name: Some(&name),
        photo: Some(Photo::Jpeg(&photo)),
        ends_on,
        arrangements: &arranged,
    };
    Ok(DemoCard {
        state: carer.fate.code(),
        hub: carer.hub,
        name: name.to_string(),
        sheet: Press::new(&issuer.base, language)?.card(&facts, &square, &code)?,
        short_code: code.to_string(),
        print_url: String::new(),
        square,
    })
}
