//! One card's two faces, as their template takes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use passport_core::card::{Arrangements, Base, LineText, Setting};
use passport_core::credential::Broken;
use passport_core::short_code::ShortCode;
use passport_core::square;
use passport_words::Speaker;
use serde::Serialize;

use super::fit;
use crate::store::{Hub, Printable};

/// What stands on a card beside its square and its code.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The hub's name.
    pub hub: &'a str,
    /// The number to ring.
    pub telephone: &'a str,
    /// The hub's colour, `#rrggbb`.
    pub accent: &'a str,
    /// The name, which a fare card does not show.
    pub name: Option<&'a LineText>,
    /// The photo, if there is one.
    pub photo: Option<Photo<'a>>,
    /// The last day.
    pub ends_on: NaiveDate,
    /// What is arranged.
    pub arrangements: &'a Arrangements,
}

/// Where a photo comes from.
#[derive(Clone, Copy)]
pub enum Photo<'a> {
    /// Its JPEG, which the page then holds.
    Jpeg(&'a [u8]),
    /// Its address on this server, for a page that may fetch it.
    At(&'a str),
}

/// A card for `front(face)` and `back(face)` of `print/faces.html`.
#[derive(Clone, Serialize)]
pub struct Face {
    hub: String,
    long_hub: bool,
    telephone: String,
    accent: String,
    host: String,
    long_host: bool,
    name: Option<String>,
    name_size: &'static str,
    photo: Option<String>,
    until: String,
    fare: bool,
    arrangements: Vec<String>,
    size: &'static str,
    square: String,
    code: String,
}

impl<'a> Facts<'a> {
    /// What stands on a card of this hub.
    pub fn of(hub: &'a Hub, printable: &'a Printable) -> Self {
        Self {
            hub: &hub.name,
            telephone: &hub.telephone,
            accent: &hub.accent,
            name: printable.name.as_ref(),
            photo: printable.photo.as_deref().map(Photo::Jpeg),
            ends_on: printable.card.ends_on,
            arrangements: &printable.card.arrangements,
        }
    }

    /// The name, unless the card is for the fare.
    pub(super) fn shown_name(&self) -> Option<&'a LineText> {
        self.name.filter(|_| !self.is_fare())
    }

    fn is_fare(&self) -> bool {
        self.arrangements.any_of(Setting::Transport)
    }
}

impl Photo<'_> {
    fn source(self) -> String {
        match self {
            Self::Jpeg(jpeg) => format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)),
            Self::At(address) => address.to_owned(),
        }
    }
}

impl Face {
    /// The faces of a card with this square, `{base}/v#{digits}`, and this code under it.
    ///
    /// # Errors
    /// [`Broken`] when the text of the square is none, or longer than a square holds.
    pub fn of(facts: &Facts<'_>, square: &str, code: &ShortCode, speaker: &Speaker) -> Result<Self, Broken> {
        let (address, _digits) = square.split_once("/v#").ok_or(Broken)?;
        let base = Base::parse(address).map_err(|_| Broken)?;
        let name = facts.shown_name().map(LineText::as_str);
        let arrangements: Vec<String> = facts.arrangements.iter().map(|one| speaker.own_words(one)).collect();
        Ok(Self {
            hub: facts.hub.to_owned(),
            long_hub: fit::is_long_hub(facts.hub),
            telephone: facts.telephone.to_owned(),
            accent: facts.accent.to_owned(),
            host: base.authority().to_owned(),
            long_host: fit::is_long_host(base.authority()),
            name: name.map(str::to_owned),
            name_size: fit::name(name.unwrap_or_default()),
            photo: facts.photo.map(Photo::source),
            until: speaker.date(facts.ends_on),
            fare: facts.is_fare(),
            size: fit::arrangements(&arrangements),
            arrangements,
            square: square::svg(square)?,
            code: code.to_string(),
        })
    }
}

/// Names, photos and codes never reach a log by way of `{:?}`.
impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Face")
    }
}
