//! Rows of the form: which field belongs to which, one more, one less.

use super::{Pressed, ROWS, Row, Typed};

/// What `place-2-postcode` names: the part, the row and the field.
pub(super) fn place_of(name: &str) -> Option<(&'static str, usize, &str)> {
    let (part, rest) = name.split_once('-')?;
    let (row, field) = rest.split_once('-')?;
    let (part, most) = ROWS.into_iter().find(|(known, _)| *known == part)?;
    // Twice as many as there may be: what is too much is said, not dropped.
    let row = row.parse().ok().filter(|row| *row < 2 * most)?;
    Some((part, row, field))
}

/// A field of a row, without space around it.
pub(super) fn get<'a>(row: &'a Row, field: &str) -> &'a str {
    row.get(field).map_or("", |value| value.trim())
}

/// A row in which nothing was typed counts as none: ids, and choices that stand there already, are not typed.
pub(super) fn is_empty(row: &Row) -> bool {
    let given = ["id", "how", "place", "every", "nth", "weekday"];
    row.iter().all(|(field, value)| given.contains(&field.as_str()) || value.trim().is_empty())
}

impl Typed {
    /// Does what the pressed button asks of the rows; `id` is for a row that is added.
    pub(in super::super) fn press(&mut self, id: String) -> Pressed {
        let pressed = self.get("do").to_owned();
        let Some((deed, what)) = pressed.split_once('-') else { return Pressed::Save };
        let (part, row) = what.split_once('-').unwrap_or((what, ""));
        let Some((part, most)) = ROWS.into_iter().find(|(known, _)| *known == part) else {
            return Pressed::Save;
        };
        let rows = self.rows.entry(part).or_default();
        match (deed, row.parse::<usize>()) {
            ("add", _) if rows.len() < most => rows.push(Row::from([("id".to_owned(), id)])),
            ("remove", Ok(row)) if row < rows.len() => {
                rows.remove(row);
            }
            _ => {}
        }
        Pressed::Rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn rows_are_added_and_taken_away_and_keep_what_was_typed() {
        let mut typed = Typed::of(fields(&[
            ("name", " Zoë’s trips "),
            ("place-0-town", "Leeds"),
            ("place-3-town", "York"),
            ("tag", "kind/trip"),
            ("do", "add-place"),
            ("nothing-1-x", "left"),
        ]));
        assert_eq!((typed.get("name"), typed.rows("place").len()), ("Zoë’s trips", 2));
        assert_eq!(typed.press("id".to_owned()), Pressed::Rows);
        assert_eq!(typed.rows("place").len(), 3);
        assert!(is_empty(&typed.rows("place")[2]) && !is_empty(&typed.rows("place")[1]));
        typed.one.insert("do".to_owned(), "remove-place-0".to_owned());
        typed.press(String::new());
        assert_eq!(get(&typed.rows("place")[0], "town"), "York");
    }

    #[test]
    fn more_rows_than_there_may_be_are_not_added() {
        let mut typed = Typed::default();
        typed.one.insert("do".to_owned(), "add-phone".to_owned());
        (0..9).for_each(|_| assert_eq!(typed.press(String::new()), Pressed::Rows));
        assert_eq!(typed.rows("phone").len(), passport_core::menu::MOST_PHONES);
        assert_eq!(place_of("phone-99-number"), None);
    }
}
