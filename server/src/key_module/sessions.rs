//! The open sessions with a module. Its library is loaded once, with the first of them; one that is not in use is kept.

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use zeroize::Zeroizing;

use super::{KeyModuleConfig, ModuleFault};

/// The library once it is loaded, and the sessions that nobody uses now.
pub(super) struct Sessions {
    config: KeyModuleConfig,
    library: Option<Pkcs11>,
    idle: Vec<Session>,
    /// Whether the PIN was refused: tried again and again it would lock the token.
    refused: bool,
}

impl Sessions {
    pub(super) fn of(config: KeyModuleConfig) -> Self {
        Self { config, library: None, idle: Vec::new(), refused: false }
    }

    /// A session that is signed in: one that is there, or a new one.
    pub(super) fn take(&mut self) -> Result<Session, ModuleFault> {
        if let Some(session) = self.idle.pop() {
            return Ok(session);
        }
        if self.refused {
            return Err(ModuleFault::Pin);
        }
        let library = self.library()?;
        let slot = self.slot(&library)?;
        let session = library.open_rw_session(slot).map_err(|fault| ModuleFault::silent(&fault))?;
        let text = std::fs::read_to_string(&self.config.pin_file).map_err(|_| ModuleFault::PinFile)?;
        let text = Zeroizing::new(text);
        let pin = AuthPin::new(text.trim().into());
        match session.login(UserType::User, Some(&pin)) {
            // All sessions of a program are signed in together.
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(fault) => {
                let fault = ModuleFault::silent(&fault);
                self.refused = fault == ModuleFault::Pin;
                Err(fault)
            }
        }
    }

    /// Keeps a session for the next who asks.
    pub(super) fn put_back(&mut self, session: Session) {
        self.idle.push(session);
    }

    /// Closes all that nobody uses: they may be of a token that is gone.
    pub(super) fn forget(&mut self) {
        self.idle.clear();
    }

    fn library(&mut self) -> Result<Pkcs11, ModuleFault> {
        if let Some(library) = &self.library {
            return Ok(library.clone());
        }
        let path = self.config.library.display().to_string();
        let library = Pkcs11::new(&self.config.library).map_err(|_| ModuleFault::Library(path))?;
        match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(fault) => return Err(ModuleFault::silent(&fault)),
        }
        self.library = Some(library.clone());
        Ok(library)
    }

    fn slot(&self, library: &Pkcs11) -> Result<Slot, ModuleFault> {
        let slots =
            library.get_slots_with_initialized_token().map_err(|fault| ModuleFault::silent(&fault))?;
        let is_it = |slot: &Slot| {
            library.get_token_info(*slot).is_ok_and(|token| token.label().trim_end() == self.config.token)
        };
        slots.into_iter().find(is_it).ok_or_else(|| ModuleFault::NoToken(self.config.token.clone()))
    }
}
