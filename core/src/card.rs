//! What a card says, and what it never says: a hub, a known-as name, arrangements from a controlled list. There is no
//! type here for a date of birth, a surname, a school or a condition, so no card can carry one.

mod address;
mod arrangement;
mod arrangements;
mod coded;
mod line_text;
mod setting;

pub use address::{AddressError, Base, HubSlug, Issuer, StatusRef};
pub use arrangement::{Arrangement, FareBand, OtherCode, ParameterValue, Topics};
pub use arrangements::{Arrangements, ArrangementsError, MOST_ARRANGEMENTS};
pub use coded::{CodedPlace, CodedRole, Place, Role};
pub use line_text::{LONGEST_LINE, LineText, LineTextError, is_unseen};
pub use setting::{Setting, UnknownSetting};

pub(crate) use address::parse_number;
pub(crate) use arrangement::{noted_days, noted_from_days};
pub(crate) use arrangements::{read as read_arrangement, write_parameters};
