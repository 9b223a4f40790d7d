//! A hub, a checker with its lists, and a phone with a card, all in core.

use std::sync::Mutex;

use passport_core::bundle::sign_bundle;
use passport_core::card::{
    Arrangement, Arrangements, Base, Issuer, LineText, Place, Role, Setting, StatusRef,
};
use passport_core::checker::Checker;
use passport_core::credential::{Claims, Kind, sign};
use passport_core::keys::{Kid, PublicKey, Signer as _, SigningKey};
use passport_core::status::{StatusBits, sign_list};
use passport_core::trust::{Trust, TrustedIssuer};
use passport_core::wallet::{DeviceKeys, Kept, KeyFault, Vault, VaultFault, Wallet};
use serde_json::json;

/// Now, seconds since 1970.
pub const NOW: u64 = 1_800_000_000;

/// All of it.
pub struct World {
    issuer: Issuer,
    servers: [Base; 1],
    hub: SigningKey,
    device: Device,
    vault: Held,
    /// The root key of the bundle.
    pub root: String,
    /// The bundle.
    pub bundle: String,
    /// Holds the bundle.
    pub checker: Checker,
    /// What the phone shows now.
    pub square: String,
}

/// A key in memory, as the library's own for tests.
struct Device(SigningKey);

/// A document in memory.
struct Held(Mutex<Option<Kept>>);

impl World {
    pub fn new() -> Self {
        let key = || SigningKey::generate().unwrap().0;
        let (hub, root, device) = (key(), key(), Device(key()));
        let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
        let keys = [(Kid::new(1).unwrap(), hub.public().clone())].into();
        let (name, telephone) = ("Riverton Hub".to_owned(), "01632 960100".to_owned());
        let trusted = TrustedIssuer { name, telephone, keys, retired: [].into() };
        let trust = Trust::of(vec![issuer.base.clone()], [(issuer.iss(), trusted)].into());
        let list = sign_list(&issuer, 1, &StatusBits::new(), NOW, Kid::new(1).unwrap(), &hub).unwrap();
        let bundle = sign_bundle(&trust, [(issuer.status_uri(1), list)].into(), NOW, &root).unwrap();
        let mut checker = Checker::new(root.public().clone());
        checker.take_bundle(&bundle, NOW).unwrap();
        let (root, servers) = (root.public().to_text(), [issuer.base.clone()]);
        let vault = Held(Mutex::default());
        let square = String::new();
        let mut world = Self { issuer, servers, hub, device, vault, root, bundle, checker, square };
        let document = world.document(world.device.0.public().uncompressed());
        *world.vault.0.lock().unwrap() = Some(Kept { version: 1, document });
        world.square = world.wallet().live_square(Setting::School, NOW).unwrap().text;
        world
    }

    /// The phone's wallet.
    pub fn wallet(&self) -> Wallet<'_> {
        Wallet::new(&self.vault, &self.device, &self.servers, "cost", &|| Some([7; 16]))
    }

    /// What a vault holds of a card with a photo, for a device's key of the name `school`.
    pub fn document(&self, device: &[u8]) -> Vec<u8> {
        let device = PublicKey::from_point(device).unwrap();
        let claims = claims(&self.issuer, Kind::Phone { setting: Setting::School, device });
        let credential = sign(&claims, Kid::new(1).unwrap(), &self.hub).unwrap();
        let hub = json!({"name": "Riverton Hub", "telephone": "01632 960100", "iss": self.issuer.iss(), "accent": "#1d70b8"});
        let held = json!({
            "form": 1,
            "grant": {"iss": self.issuer.iss(), "key": "grant", "refresh": "r"},
            "credentials": {"school": {"text": credential, "key": "school", "exp": claims.exp}},
            "about": {"hub": hub, "name": "Zoë M", "ends_on": "2027-08-31", "state": "active", "settings": []},
            "photo": {"tag": "t", "jpeg": "A".repeat(30_000)},
            "synced_at": NOW,
        });
        serde_json::to_vec(&held).unwrap()
    }
}

fn claims(issuer: &Issuer, kind: Kind) -> Claims {
    let arrangements = vec![
        Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) },
        Arrangement::PhoneOnSilent,
        Arrangement::LateArrival,
        Arrangement::SpeakTo { role: Role::parse("head-of-year").unwrap() },
    ];
    Claims {
        issuer: issuer.clone(),
        kind,
        exp: NOW + 1000,
        name: Some(LineText::parse("Zoë M").unwrap()),
        arrangements: Arrangements::new(arrangements).unwrap(),
        status: StatusRef { list: 1, idx: 54_321 },
    }
}

impl DeviceKeys for Device {
    fn public_key(&self, _name: &str) -> Result<Vec<u8>, KeyFault> {
        Ok(self.0.public().uncompressed().to_vec())
    }

    fn sign(&self, _name: &str, message: &[u8]) -> Result<Vec<u8>, KeyFault> {
        self.0.sign(message).map(|signature| signature.to_vec()).map_err(|_| KeyFault::Unusable)
    }

    fn delete(&self, _name: &str) -> Result<(), KeyFault> {
        Ok(())
    }
}

impl Vault for Held {
    fn load(&self) -> Result<Option<Kept>, VaultFault> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn save(&self, new: Kept, _replaces: u64) -> Result<(), VaultFault> {
        *self.0.lock().unwrap() = Some(new);
        Ok(())
    }
}
