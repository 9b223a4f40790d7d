//! What somebody looks for.

use passport_core::menu::Position;

/// What somebody looks for; everything that is named must fit. Codes of answers come from `questions()`.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct MenuWish {
    /// Words they typed: small slips, endings and accents do not matter.
    #[uniffi(default = "")]
    pub words: String,
    /// Answers they chose, as `transport/included`. Of several of one question, one is enough. What is no answer is in `leftOut`.
    #[uniffi(default = [])]
    pub tags: Vec<String>,
    /// How old they are.
    #[uniffi(default = None)]
    pub age: Option<u8>,
    /// On which days they can; one is enough.
    #[uniffi(default = [])]
    pub days: Vec<MenuDay>,
    /// Not before this time of day: `16:00`.
    #[uniffi(default = None)]
    pub from: Option<String>,
    /// Not after this time of day.
    #[uniffi(default = None)]
    pub until: Option<String>,
    /// Only what is free.
    #[uniffi(default = false)]
    pub is_free: bool,
    /// Where they are, as a link may say it: a square kilometre of the National Grid, `SJ8990`.
    #[uniffi(default = None)]
    pub near: Option<String>,
    /// Where they are, if the device told: it is used here and written nowhere.
    #[uniffi(default = None)]
    pub at: Option<MenuPosition>,
    /// How far they go, in metres. What has no place fits always.
    #[uniffi(default = None)]
    pub within: Option<u32>,
    /// Of the menu of this hub, by its short name.
    #[uniffi(default = None)]
    pub hub: Option<String>,
    /// Of one provider alone, by its id.
    #[uniffi(default = None)]
    pub provider: Option<String>,
    /// Which page, from 1.
    #[uniffi(default = 1)]
    pub page: u32,
    /// Services on a page, 1 to 200; without it as many as the server gives, 50.
    #[uniffi(default = None)]
    pub per_page: Option<u32>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuDay {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A point on the map, in degrees (WGS 84), as a phone tells it.
#[derive(Clone, Copy, Debug, PartialEq, uniffi::Record)]
pub struct MenuPosition {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl From<MenuPosition> for Position {
    fn from(MenuPosition { latitude, longitude }: MenuPosition) -> Self {
        Self { latitude, longitude }
    }
}

impl From<Position> for MenuPosition {
    fn from(Position { latitude, longitude }: Position) -> Self {
        Self { latitude, longitude }
    }
}

impl MenuWish {
    /// As the address of the menu has it, so that both are read by one function; the tags apart.
    pub(super) fn pairs(self) -> (Vec<(String, String)>, Vec<String>) {
        let Self { words, tags, age, days, from, until, is_free, near, within, hub, provider, page, .. } =
            self;
        let one = |name: &str, value: Option<String>| value.map(|value| (name.to_owned(), value));
        let single = [
            one("q", Some(words)),
            one("near", near),
            one("within", within.map(|metres| metres.to_string())),
            one("age", age.map(|age| age.to_string())),
            one("from", from),
            one("until", until),
            one("free", is_free.then(|| "1".to_owned())),
            one("hub", hub),
            one("provider", provider),
            one("page", Some(page.to_string())),
        ];
        let days = days.into_iter().map(|day| ("day".to_owned(), format!("{day:?}").to_lowercase()));
        (single.into_iter().flatten().chain(days).collect(), tags)
    }
}
