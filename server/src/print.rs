//! The printed card as one page that holds all it needs: front and back, each the size of a bank card.

use std::sync::{Arc, LazyLock};

use axum::http::HeaderValue;
use axum::response::Html;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use passport_core::card::{Arrangements, Base, LineText, Setting};
use passport_core::credential::Broken;
use passport_core::short_code::ShortCode;
use passport_core::square;
use passport_words::Speaker;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::http::assets::Assets;
use crate::http::pages::{Page, Pages};
use crate::store::{Hub, Printable};

const STYLE: &str = include_str!("../../web/style/print-card.css");

/// A card as a file of its own, in a language.
///
/// # Errors
/// When there are no words in that language, or the square's text is none.
pub fn html(face: &Face<'_>, language: &str) -> anyhow::Result<String> {
    let speaker = Arc::new(Speaker::new(language)?);
    let sheet = Sheet::of(face, &speaker).map_err(|_| anyhow::anyhow!("the card has no square"))?;
    let pages = Pages::new(&sheet.base, speaker, Assets::read()?)?;
    let Html(page) =
        pages.render(&sheet).map_err(|_| anyhow::anyhow!("the page of the card cannot be made"))?;
    Ok(page)
}

/// What a browser may do with a served sheet: use this one style and the photo inside it, and nothing else.
pub static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'"
    );
    HeaderValue::try_from(policy).expect("letters, digits and signs are a header value")
});

/// What stands on a printed card.
pub struct Face<'a> {
    /// The hub's name.
    pub hub: &'a str,
    /// The number to ring.
    pub telephone: &'a str,
    /// The hub's colour, `#rrggbb`.
    pub accent: &'a str,
    /// The name, which a fare card does not have.
    pub name: Option<&'a str>,
    /// The photo as JPEG.
    pub photo: Option<&'a [u8]>,
    /// The last day.
    pub ends_on: NaiveDate,
    /// What is arranged.
    pub arrangements: &'a Arrangements,
    /// The square's text: `{base}/v#{digits}`.
    pub square: &'a str,
    /// The code under the square.
    pub code: &'a ShortCode,
}

impl<'a> Face<'a> {
    /// What stands on a card of this hub.
    pub fn of(hub: &'a Hub, printable: &'a Printable) -> Self {
        Self {
            hub: &hub.name,
            telephone: &hub.telephone,
            accent: &hub.accent,
            name: printable.name.as_ref().map(LineText::as_str),
            photo: printable.photo.as_deref(),
            ends_on: printable.card.ends_on,
            arrangements: &printable.card.arrangements,
            square: &printable.square,
            code: &printable.short_code,
        }
    }
}

/// A [`Face`] as its template takes it.
#[derive(Serialize)]
pub struct Sheet {
    style: &'static str,
    base: Base,
    host: String,
    hub: String,
    telephone: String,
    accent: String,
    name: Option<String>,
    photo: Option<String>,
    until: String,
    fare: bool,
    arrangements: Vec<String>,
    size: &'static str,
    square: String,
    code: String,
}

impl Page for Sheet {
    const TEMPLATE: &'static str = "print/card.html";
}

impl Sheet {
    /// Lays a card out.
    ///
    /// # Errors
    /// [`Broken`] when the square's text is longer than a square holds, which no packed card is.
    pub fn of(face: &Face<'_>, speaker: &Speaker) -> Result<Self, Broken> {
        let (address, _digits) = face.square.split_once("/v#").ok_or(Broken)?;
        let base = Base::parse(address).map_err(|_| Broken)?;
        let arrangements: Vec<String> = face.arrangements.iter().map(|one| speaker.own_words(one)).collect();
        Ok(Self {
            style: STYLE,
            host: base.authority().to_owned(),
            base,
            hub: face.hub.to_owned(),
            telephone: face.telephone.to_owned(),
            accent: face.accent.to_owned(),
            name: face.name.map(str::to_owned),
            photo: face.photo.map(|jpeg| format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg))),
            until: speaker.date(face.ends_on),
            fare: face.arrangements.any_of(Setting::Transport),
            size: size(&arrangements),
            arrangements,
            square: square::svg(face.square)?,
            code: face.code.to_string(),
        })
    }
}

/// The class of letters with which these lines fit beside the square.
fn size(lines: &[String]) -> &'static str {
    let rows = |wide: usize| lines.iter().map(|line| line.chars().count().div_ceil(wide)).sum::<usize>();
    match (rows(27), rows(34)) {
        (..=7, _) => "roomy",
        (_, ..=9) => "fitting",
        _ => "tight",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_lines_are_large_and_many_still_fit() {
        let line = |length: usize| "x".repeat(length);
        assert_eq!(size(&[line(40), line(40)]), "roomy");
        assert_eq!(size(&vec![line(60); 4]), "fitting");
        assert_eq!(size(&vec![line(60); 8]), "tight");
    }

    #[test]
    fn policy_allows_the_one_style_of_the_sheet() {
        let policy = POLICY.to_str().unwrap();
        assert!(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"));
    }
}
