//! Which column is which, however its title is spelt; and what one row says in them.

use serde::{Deserialize, Serialize};

/// What is taken from a file. Everything else is named and left where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// First name, or the only one.
    GivenName,
    /// Surname.
    FamilyName,
    /// What they are called.
    KnownAs,
    /// Date of birth.
    BornOn,
    /// The name of their school.
    School,
    /// Whether somebody may not be safe.
    Protected,
}

/// What a file says about one person, as it stands there.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    given_name: String,
    family_name: String,
    known_as: String,
    born_on: String,
    school: String,
    protected: String,
}

/// Words that stand before a title and change nothing: "Pupil's forename" is a forename.
const BEFORE: [&str; 8] = ["childs", "child", "pupils", "pupil", "students", "student", "carers", "legal"];

impl Column {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::GivenName, Self::FamilyName, Self::KnownAs, Self::BornOn, Self::School, Self::Protected];
    /// Those without which nobody can be added.
    pub const NEEDED: [Self; 2] = [Self::GivenName, Self::BornOn];

    /// The code in words: `import-column-` and this.
    pub fn code(self) -> &'static str {
        match self {
            Self::GivenName => "given-name",
            Self::FamilyName => "family-name",
            Self::KnownAs => "known-as",
            Self::BornOn => "born-on",
            Self::School => "school",
            Self::Protected => "protected",
        }
    }

    /// The titles people give it, in small letters without spaces.
    fn titles(self) -> &'static [&'static str] {
        match self {
            Self::GivenName => &[
                "firstname",
                "firstnames",
                "givenname",
                "givennames",
                "forename",
                "forenames",
                "given",
                "first",
            ],
            Self::FamilyName => &["surname", "familyname", "lastname", "secondname", "family", "last"],
            Self::KnownAs => {
                &["knownas", "preferredname", "preferredforename", "preferredfirstname", "called", "nickname"]
            }
            Self::BornOn => &["dateofbirth", "dob", "born", "bornon", "birthdate", "birthday", "birth"],
            Self::School => &[
                "school",
                "college",
                "schoolorcollege",
                "schoolcollege",
                "schoolname",
                "nameofschool",
                "currentschool",
            ],
            Self::Protected => &["protected", "protect", "protectedrecord"],
        }
    }

    /// The column of a title.
    pub fn of_title(title: &str) -> Option<Self> {
        let before_bracket = title.split('(').next().unwrap_or_default();
        let plain: String =
            before_bracket.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let shorter = BEFORE.iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(&plain);
        Self::ALL
            .into_iter()
            .find(|column| column.titles().iter().any(|known| *known == plain || *known == shorter))
    }
}

/// The column at each place of a row of titles; of two alike the first.
pub(super) fn assign(titles: &[String]) -> Vec<Option<Column>> {
    let mut places: Vec<Option<Column>> = Vec::with_capacity(titles.len());
    for title in titles {
        let column = Column::of_title(title).filter(|column| !places.contains(&Some(*column)));
        places.push(column);
    }
    places
}

impl Written {
    pub(super) fn of(cells: &[String], places: &[Option<Column>]) -> Self {
        let mut written = Self::default();
        for (cell, place) in cells.iter().zip(places) {
            if let Some(column) = place {
                written.cell_mut(*column).clone_from(cell);
            }
        }
        written
    }

    /// What stands in a column.
    pub fn cell(&self, column: Column) -> &str {
        match column {
            Column::GivenName => &self.given_name,
            Column::FamilyName => &self.family_name,
            Column::KnownAs => &self.known_as,
            Column::BornOn => &self.born_on,
            Column::School => &self.school,
            Column::Protected => &self.protected,
        }
    }

    fn cell_mut(&mut self, column: Column) -> &mut String {
        match column {
            Column::GivenName => &mut self.given_name,
            Column::FamilyName => &mut self.family_name,
            Column::KnownAs => &mut self.known_as,
            Column::BornOn => &mut self.born_on,
            Column::School => &mut self.school,
            Column::Protected => &mut self.protected,
        }
    }
}
