//! The names of rows: one type for each kind of thing, so that a carer's never stands where a card's belongs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! row_id {
    ($($(#[$doc:meta])+ $name:ident),+ $(,)?) => {
        $(
            $(#[$doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
            #[serde(transparent)]
            #[sqlx(transparent)]
            pub struct $name(pub(crate) Uuid);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl FromStr for $name {
                type Err = uuid::Error;
                fn from_str(text: &str) -> Result<Self, uuid::Error> {
                    text.parse().map(Self)
                }
            }
        )+
    };
}

row_id! {
    /// A hub.
    HubId,
    /// A school, pharmacy, practice, … of a hub.
    OrganisationId,
    /// A member of staff or a person at a desk.
    PersonId,
    /// A time-out that a school noted.
    TimeOutId,
    /// One browser that a person signed in with.
    SessionId,
    /// An invitation to work for a hub.
    InvitationId,
    /// A spreadsheet that was read in.
    ImportId,
    /// One reading of another's directory of services.
    MenuImportId,
    /// A young person on a hub's books.
    CarerId,
    /// The random stand-in for a young person in the audit chain.
    SubjectId,
    /// One thing somebody agreed to.
    AgreementId,
    /// Something a young person wrote to their hub.
    MessageId,
    /// A card, on paper or on a phone.
    CardId,
    /// Cards that are issued to many at once.
    CardRunId,
    /// One signed credential of a card.
    CredentialId,
    /// The codes that put a card on a phone.
    ActivationId,
    /// What one wallet may fetch.
    GrantId,
    /// One answer with credentials.
    DeliveryId,
    /// A service on the menu.
    ServiceId,
    /// Who offers services.
    ProviderId,
    /// What a young person wrote of a service.
    ReviewId,
    /// One opening of the envelope that says who wrote it.
    OpeningId,
    /// Codes to write reviews with, made together.
    InvitationsId,
    /// What somebody says should be changed about a service.
    SuggestionId,
}
