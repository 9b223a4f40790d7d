//! What the young people of the demo wrote to their hubs.

use passport_core::card::Setting;
use passport_server::store::{About, Happened};

/// A message of the demo.
pub struct DemoMessage {
    /// The short name of the writer's hub.
    pub hub: &'static str,
    /// The writer's first name, of which their hub has one.
    pub from: &'static str,
    /// What it is about.
    pub about: About,
    /// What else they wrote.
    pub words: Option<&'static str>,
}

/// All of them.
pub const MESSAGES: [DemoMessage; 3] = [
    DemoMessage {
        hub: "riverton",
        from: "Zoë",
        about: About::NotAccepted { setting: Setting::School, happened: Happened::Questioned },
        words: Some("A cover teacher asked me why in front of everybody."),
    },
    DemoMessage {
        hub: "riverton",
        from: "Łukasz",
        about: About::Correction,
        words: Some("My surname has another accent on my card."),
    },
    DemoMessage { hub: "harbourside", from: "Harjit", about: About::Complaint, words: None },
];
