//! Keys of the whole server, sealed: the root key that signs the offline bundle, and the MAC keys of short codes and audit.

use aws_lc_rs::hmac;
use passport_core::keys::{PublicKey, SigningKey};
use passport_core::short_code::ShortCode;
use zeroize::Zeroizing;

use super::db::{Tx, View, on_db, write_db};
use super::{Store, StoreError, Thing};
use crate::chance::{Chance, draw};
use crate::seal::{Place, SealingKey};

const ROOT: &str = "root";
const SHORT_CODE: &str = "short-code";
const AUDIT: &str = "audit";

/// The unlocked keys.
pub(super) struct ServerKeys {
    pub(super) root: SigningKey,
    pub(super) short_code: hmac::Key,
    pub(super) audit: hmac::Key,
}

/// Makes and seals all three, and gives the audit key back for the first chain.
pub(super) async fn create(
    tx: &mut Tx,
    sealing: &SealingKey,
    chance: &dyn Chance,
) -> Result<hmac::Key, StoreError> {
    let (root, document) =
        SigningKey::generate().map_err(|_| StoreError::NoChance(crate::chance::NoChance))?;
    let short_code = Zeroizing::new(draw::<32>(chance)?);
    let audit = Zeroizing::new(draw::<32>(chance)?);
    let public = root.public().compressed().to_vec();
    for (purpose, public, secret) in
        [(ROOT, Some(public), &document[..]), (SHORT_CODE, None, &short_code[..]), (AUDIT, None, &audit[..])]
    {
        let sealed = sealing.seal(&place(purpose), secret, chance)?;
        let at = tx.at;
        let sql = "INSERT INTO server_key (purpose, public_key, sealed, created_at) VALUES ($1, $2, $3, $4)";
        write_db!(tx, |c| sqlx::query(sql).bind(purpose).bind(public).bind(sealed).bind(at).execute(c))?;
    }
    Ok(mac_key(&audit[..]))
}

/// Opens all three.
pub(super) async fn unlock(view: &mut View, sealing: &SealingKey) -> Result<ServerKeys, StoreError> {
    let root = open(view, sealing, ROOT).await?;
    Ok(ServerKeys {
        root: SigningKey::from_pkcs8(&root).map_err(|_| StoreError::Unreadable(Thing::Key))?,
        short_code: mac_key(&open(view, sealing, SHORT_CODE).await?),
        audit: mac_key(&open(view, sealing, AUDIT).await?),
    })
}

async fn open(
    view: &mut View,
    sealing: &SealingKey,
    purpose: &str,
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let sql = "SELECT sealed FROM server_key WHERE purpose = $1";
    let sealed: Option<Vec<u8>> = on_db!(view, |c| sqlx::query_scalar(sql).bind(purpose).fetch_optional(c))?;
    Ok(sealing.open(&place(purpose), &sealed.ok_or(StoreError::NotFound(Thing::Key))?)?)
}

fn place(purpose: &str) -> Place<'_> {
    Place { table: "server_key", hub: None, name: purpose }
}

fn mac_key(bytes: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, bytes)
}

impl Store {
    /// The operator's root key, which signs the offline bundle.
    pub fn root_key(&self) -> &SigningKey {
        &self.keys.root
    }

    /// Its public half, which a checker pins when it is installed.
    pub fn root_public_key(&self) -> &PublicKey {
        self.keys.root.public()
    }

    /// How a short code is looked up: HMAC-SHA256 under a key of this server, so that the table alone tells no code.
    pub fn short_code_mac(&self, code: &ShortCode) -> [u8; 32] {
        let mut mac = [0; 32];
        mac.copy_from_slice(hmac::sign(&self.keys.short_code, code.as_plain().as_bytes()).as_ref());
        mac
    }

    /// A MAC that stands for something secret or personal in a table. `purpose` keeps the kinds apart; it has letters
    /// only, so no short code, which is ten characters without a zero byte, has the same.
    pub(super) fn mac_of(&self, purpose: &'static str, what: &[u8]) -> [u8; 32] {
        let mut mac = [0; 32];
        let whole = [purpose.as_bytes(), b"\0", what].concat();
        mac.copy_from_slice(hmac::sign(&self.keys.short_code, &whole).as_ref());
        mac
    }
}
