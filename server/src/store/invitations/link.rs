//! The link of an invitation: its id and a MAC over it, so that neither guessing nor the database alone makes one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::super::{InvitationId, Store};

const ID_LEN: usize = 16;
/// 128 bits of the MAC.
const MAC_LEN: usize = 16;

impl Store {
    /// The last part of the link: 43 characters of base64url. It is the same each time it is asked for.
    pub fn invitation_link(&self, id: InvitationId) -> String {
        let mac = self.mac_of("invitation", id.0.as_bytes());
        URL_SAFE_NO_PAD.encode([id.0.as_bytes(), &mac[..MAC_LEN]].concat())
    }

    /// The invitation that a link names, if we made the link.
    pub(super) fn invitation_of_link(&self, link: &str) -> Option<InvitationId> {
        let bytes = URL_SAFE_NO_PAD.decode(link).ok().filter(|bytes| bytes.len() == ID_LEN + MAC_LEN)?;
        let (id, mac) = bytes.split_at(ID_LEN);
        let id = InvitationId(Uuid::from_slice(id).ok()?);
        let ours = self.mac_of("invitation", id.0.as_bytes());
        bool::from(ours[..MAC_LEN].ct_eq(mac)).then_some(id)
    }
}
