//! The wallet against a hub made of answers.
