//! Keys of the whole server, sealed: the root key that signs the offline bundle, the MAC keys of short codes, audit and reviews, and
//! the pair of safeguarding, of which only the public half is ever held.

use aws_lc_rs::hmac;
use passport_core::keys::{PublicKey, SigningKey};
use passport_core::short_code::ShortCode;
use zeroize::Zeroizing;

use super::db::{Tx, View, on_db, write_db};
use super::{Store, StoreError, Thing};
use crate::chance::{Chance, draw};
use crate::envelope::{EnvelopeOpener, EnvelopeSealer, draw_pair};
use crate::seal::{Place, SealingKey};

const ROOT: &str = "root";
const SHORT_CODE: &str = "short-code";
const AUDIT: &str = "audit";
const REVIEW: &str = "review";
const SAFEGUARDING: &str = "safeguarding";

/// The unlocked keys.
pub(super) struct ServerKeys {
    pub(super) root: SigningKey,
    pub(super) short_code: hmac::Key,
    pub(super) audit: hmac::Key,
    pub(super) review: hmac::Key,
    pub(super) safeguarding: EnvelopeSealer,
}

/// Makes and seals the first three, and gives the audit key back for the first chain.
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
        insert(tx, (purpose, public, sealing.seal(&place(purpose), secret, chance)?)).await?;
    }
    Ok(mac_key(&audit[..]))
}

/// Makes and seals what databases from before reviews lack; nothing where all is there.
pub(super) async fn add_missing(
    tx: &mut Tx,
    sealing: &SealingKey,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    if has_all(tx).await? {
        return Ok(());
    }
    // Under another sealing key than the first ones these would never open again.
    open(tx, sealing, AUDIT).await?;
    let review = Zeroizing::new(draw::<32>(chance)?);
    let (seed, sealer) = draw_pair(chance)?;
    insert(tx, (REVIEW, None, sealing.seal(&place(REVIEW), &review[..], chance)?)).await?;
    let sealed = sealing.seal(&place(SAFEGUARDING), &seed[..], chance)?;
    insert(tx, (SAFEGUARDING, Some(sealer.as_bytes().to_vec()), sealed)).await
}

/// Whether every key is there.
pub(super) async fn has_all(view: &mut View) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM server_key WHERE purpose IN ($1, $2)";
    let found: i64 = on_db!(view, |c| sqlx::query_scalar(sql).bind(REVIEW).bind(SAFEGUARDING).fetch_one(c))?;
    Ok(found == 2)
}

async fn insert(
    tx: &mut Tx,
    (purpose, public, sealed): (&str, Option<Vec<u8>>, Vec<u8>),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO server_key (purpose, public_key, sealed, created_at) VALUES ($1, $2, $3, $4)";
    write_db!(tx, |c| sqlx::query(sql).bind(purpose).bind(public).bind(sealed).bind(at).execute(c))?;
    Ok(())
}

/// Opens all but the private half of the safeguarding key.
pub(super) async fn unlock(view: &mut View, sealing: &SealingKey) -> Result<ServerKeys, StoreError> {
    let root = open(view, sealing, ROOT).await?;
    Ok(ServerKeys {
        root: SigningKey::from_pkcs8(&root).map_err(|_| StoreError::Unreadable(Thing::Key))?,
        short_code: mac_key(&open(view, sealing, SHORT_CODE).await?),
        audit: mac_key(&open(view, sealing, AUDIT).await?),
        review: mac_key(&open(view, sealing, REVIEW).await?),
        safeguarding: sealer(view).await?,
    })
}

async fn sealer(view: &mut View) -> Result<EnvelopeSealer, StoreError> {
    let sql = "SELECT public_key FROM server_key WHERE purpose = $1";
    let public: Option<Vec<u8>> =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(SAFEGUARDING).fetch_optional(c))?;
    Ok(EnvelopeSealer::from_bytes(&public.ok_or(StoreError::NotFound(Thing::Key))?)?)
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

    /// The private half of the safeguarding key, for the one opening that follows.
    pub(super) async fn envelope_opener(&self, view: &mut View) -> Result<EnvelopeOpener, StoreError> {
        Ok(EnvelopeOpener::from_bytes(&open(view, &self.sealing, SAFEGUARDING).await?)?)
    }

    /// A MAC of the reviews' own key, whose purposes are kept apart as in [`Self::mac_of`].
    pub(super) fn review_mac(&self, purpose: &'static str, what: &[u8]) -> [u8; 32] {
        let mut mac = [0; 32];
        let whole = [purpose.as_bytes(), b"\0", what].concat();
        mac.copy_from_slice(hmac::sign(&self.keys.review, &whole).as_ref());
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
