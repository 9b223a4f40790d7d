//! A module that holds keys, by PKCS#11: it makes a hub's key and signs with it, and the private half never leaves it.
//!
//! Its library is loaded when a key in it is first needed, so a server whose module is silent starts and goes on checking. What is
//! sealed in the database of such a key is its address alone. Calls wait for the module, so they run beside the threads that
//! answer requests, and few at a time.

mod address;
mod fault;
mod sessions;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use aws_lc_rs::digest::{SHA256, digest};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use passport_core::keys::PublicKey;
use tokio::sync::Semaphore;

pub use address::KeyAddress;
pub use fault::ModuleFault;
use sessions::Sessions;

/// So many calls wait for the module at once.
const CALLS_AT_ONCE: usize = 8;
/// P-256 as a DER object identifier (1.2.840.10045.3.1.7).
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// Where the module is, and how it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyModuleConfig {
    /// Its library, such as `/usr/lib/softhsm/libsofthsm2.so`.
    pub library: PathBuf,
    /// The label of the token in it.
    pub token: String,
    /// The file with the PIN. Never the PIN itself, so that nothing here is secret.
    pub pin_file: PathBuf,
}

/// The module.
pub struct KeyModule {
    sessions: Mutex<Sessions>,
    calls: Arc<Semaphore>,
}

impl KeyModule {
    /// The module that the settings name. Nothing is loaded yet.
    pub fn at(config: KeyModuleConfig) -> Arc<Self> {
        let calls = Arc::new(Semaphore::new(CALLS_AT_ONCE));
        Arc::new(Self { sessions: Mutex::new(Sessions::of(config)), calls })
    }

    /// Does something with the module beside the threads that answer requests.
    ///
    /// # Errors
    /// Those of the work, and [`ModuleFault::Silent`] when the program ends meanwhile.
    pub async fn run<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<ModuleFault> + Send + 'static,
    {
        let ended = |_| E::from(ModuleFault::Silent("the program is ending".to_owned()));
        let turn = Arc::clone(&self.calls).acquire_owned().await.map_err(ended)?;
        let module = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&module);
            drop(turn);
            done
        });
        let broken = |_| E::from(ModuleFault::Silent("the call broke off".to_owned()));
        done.await.map_err(broken)?
    }

    /// Makes a key pair in the module, of which the private half can never be read, and gives its public half.
    ///
    /// # Errors
    /// [`ModuleFault::NotKept`] when the module would give the key away; then it is destroyed again.
    pub fn make(&self, address: KeyAddress, label: &str) -> Result<PublicKey, ModuleFault> {
        let named = [Attribute::Id(address.bytes().to_vec()), Attribute::Label(label.as_bytes().to_vec())];
        let public = [Attribute::Token(true), Attribute::Verify(true), Attribute::EcParams(P256.to_vec())];
        let private = [
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
        ];
        let (public, private) = ([&public[..], &named[..]].concat(), [&private[..], &named[..]].concat());
        let made = self.with_session(|session| {
            let (public, private) =
                session.generate_key_pair(&Mechanism::EccKeyPairGen, &public, &private)?;
            let told = [AttributeType::Sensitive, AttributeType::Extractable];
            let told = session.get_attributes(private, &told)?;
            if !(told.contains(&Attribute::Sensitive(true)) && told.contains(&Attribute::Extractable(false)))
            {
                session.destroy_object(private)?;
                session.destroy_object(public)?;
                return Ok(None);
            }
            session.get_attributes(public, &[AttributeType::EcPoint]).map(Some)
        })?;
        let point = made.ok_or(ModuleFault::NotKept)?.into_iter().find_map(|one| match one {
            Attribute::EcPoint(point) => Some(point),
            _ => None,
        });
        let point = point.ok_or(ModuleFault::NotKept)?;
        // An OCTET STRING around the point, as the standard has it; some modules leave that out.
        let point = point.strip_prefix(&[0x04, 0x41]).unwrap_or(&point);
        PublicKey::from_point(point).map_err(|_| ModuleFault::NotKept)
    }

    /// The 64 bytes r ‖ s of ECDSA over SHA-256 of a message.
    ///
    /// # Errors
    /// [`ModuleFault`], in words that say what to do.
    pub fn sign(&self, address: KeyAddress, message: &[u8]) -> Result<[u8; 64], ModuleFault> {
        let digest = digest(&SHA256, message);
        let signed = self.with_session(|session| {
            let Some(key) = find(session, ObjectClass::PRIVATE_KEY, address)? else { return Ok(None) };
            session.sign(&Mechanism::Ecdsa, key, digest.as_ref()).map(Some)
        })?;
        let signature = signed.ok_or(ModuleFault::NoSuchKey)?;
        signature.try_into().map_err(|_| ModuleFault::Silent("a signature is not 64 bytes long".to_owned()))
    }

    /// Whether the key is there.
    ///
    /// # Errors
    /// [`ModuleFault::NoSuchKey`] when it is not, and others when the module does not answer.
    pub fn look_for(&self, address: KeyAddress) -> Result<(), ModuleFault> {
        let found = self.with_session(|session| find(session, ObjectClass::PRIVATE_KEY, address))?;
        found.map(drop).ok_or(ModuleFault::NoSuchKey)
    }

    /// Destroys a key that was made in vain.
    ///
    /// # Errors
    /// [`ModuleFault`] when the module does not answer.
    pub fn destroy(&self, address: KeyAddress) -> Result<(), ModuleFault> {
        self.with_session(|session| {
            for class in [ObjectClass::PRIVATE_KEY, ObjectClass::PUBLIC_KEY] {
                if let Some(half) = find(session, class, address)? {
                    session.destroy_object(half)?;
                }
            }
            Ok(())
        })
    }

    fn with_session<T>(
        &self,
        work: impl Fn(&Session) -> Result<T, cryptoki::error::Error>,
    ) -> Result<T, ModuleFault> {
        let session = self.sessions().take()?;
        if let Ok(done) = work(&session) {
            self.sessions().put_back(session);
            return Ok(done);
        }
        // The token may have been taken out or started anew: once more, from signing in on.
        drop(session);
        let mut sessions = self.sessions();
        sessions.forget();
        let session = sessions.take()?;
        drop(sessions);
        let done = work(&session).map_err(|fault| ModuleFault::silent(&fault))?;
        self.sessions().put_back(session);
        Ok(done)
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// One half of a key; none when it is not there, or not alone.
fn find(
    session: &Session,
    class: ObjectClass,
    address: KeyAddress,
) -> Result<Option<ObjectHandle>, cryptoki::error::Error> {
    let found = session.find_objects(&[Attribute::Class(class), Attribute::Id(address.bytes().to_vec())])?;
    Ok(if let [one] = found[..] { Some(one) } else { None })
}
