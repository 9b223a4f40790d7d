//! The places of many rows in one statement. Nothing but numbers goes into its text; what is bound to them comes apart.

/// So many rows go into one statement at most: SQLite takes 32,766 places, PostgreSQL 65,535.
pub(crate) const MOST_ROWS_AT_ONCE: usize = 500;

/// `($1, $2), ($3, $4)`: places for `rows` of so many `columns`.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        text.push_str(&list(row * columns, columns));
        text.push(')');
    }
    text
}

/// `$3, $4, $5`: places for `count` values after the first `taken`.
pub(crate) fn list(taken: usize, count: usize) -> String {
    let mut text = String::new();
    for place in 1..=count {
        let between = if place == 1 { "" } else { ", " };
        text.push_str(&format!("{between}${}", taken + place));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through() {
        assert_eq!(places(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(list(2, 2), "$3, $4");
    }
}
