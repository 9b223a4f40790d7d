//! The hub's own affairs: what it has in use, and who works for it.

mod arrangements;
mod overview;

pub(in crate::http) use arrangements::{arrangements, keep_arrangements};
pub(in crate::http) use overview::overview;
