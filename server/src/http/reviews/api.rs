//! Reviews for apps: read, written with a phone that holds a card or a typed code, looked after with their own code, reported.

mod own;
mod read;
mod report;
mod write;

pub(in crate::http) use own::{__path_review_state, __path_withdraw_review, review_state, withdraw_review};
pub(in crate::http) use read::{__path_reviews, reviews};
pub(in crate::http) use report::{__path_report_review, report_review};
pub(in crate::http) use write::{__path_write_review, write_review};
