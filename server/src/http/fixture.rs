//! A hub with two printed cards, put straight into the memory of a server on an empty database, for the tests of this crate.

use crate::{App, snapshot::Held, test_app};
use passport_core::{
    card::{Arrangement, Arrangements, FareBand, Issuer, LineText, Place, StatusRef},
    credential::{Claims, Kind, sign},
    issue::paper_exp,
    keys::{Kid, SigningKey},
    packed::pack,
    short_code::ShortCode,
    square::square,
    status::{StatusBits, read_list, sign_list},
    trust::{Trust, TrustedIssuer},
};
use std::collections::HashMap;

/// What a test holds in its hand.
pub struct Hub {
    pub app: App,
    /// A named card for school and pharmacy.
    pub card: Printed,
    /// A fare card.
    pub fare: Printed,
    /// A card that was withdrawn.
    pub withdrawn: Printed,
}

/// A printed card.
pub struct Printed {
    pub text: String,
    pub square: String,
    pub code: ShortCode,
}

/// Riverton, at 08:00 on 15 January 2027.
pub async fn riverton() -> Hub {
    let app = test_app().await;
    let now = app.clock().seconds();
    let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
    let (key, _) = SigningKey::generate().unwrap();
    let kid = Kid::new(1).unwrap();
    let noted = "2026-12-01".parse().unwrap();
    let printed = |idx: u32, name: Option<&str>, arrangements: Vec<Arrangement>| {
        let claims = Claims {
            issuer: issuer.clone(),
            kind: Kind::Printed,
            exp: paper_exp("2027-08-31".parse().unwrap()),
            name: name.map(|name| LineText::parse(name).unwrap()),
            arrangements: Arrangements::new(arrangements).unwrap(),
            status: StatusRef { list: 1, idx },
        };
        let text = sign(&claims, kid, &key).unwrap();
        let packed = pack(&text).unwrap();
        let code = ShortCode::from_random([1, 2, 3, 4, 5, idx.to_be_bytes()[3]]);
        app.snapshot().note_codes([(app.store().short_code_mac(&code), Some(packed.clone()))]);
        Printed { text, square: square(&issuer.base, &packed), code }
    };
    let time_out = Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) };
    let card = printed(7, Some("Zoë B"), vec![time_out.clone(), Arrangement::CollectArranged { noted }]);
    let fare = printed(8, None, vec![Arrangement::Fare { band: FareBand::Child }]);
    let withdrawn = printed(9, Some("Łukasz O"), vec![time_out]);

    let hub = TrustedIssuer {
        name: "Riverton Hub".into(),
        telephone: "01632 960100".into(),
        keys: [(kid, key.public().clone())].into(),
        retired: [].into(),
    };
    let mut bits = StatusBits::new();
    bits.withdraw(9);
    let uri = issuer.status_uri(1);
    let list = sign_list(&issuer, 1, &bits, now, kid, &key).unwrap();
    let held = read_list(&list, &issuer.iss(), &uri, &hub, now).unwrap();
    let mut trust = Trust::of(vec![issuer.base.clone()], HashMap::from([(issuer.iss(), hub)]));
    trust.hold(uri.clone(), held).unwrap();
    app.snapshot().hold(Held { change: 1, trust, lists: [(uri, list.into())].into() });
    Hub { app, card, fare, withdrawn }
}
