//! Who in a file may be somebody on the books, or somebody else in the same file: looked up, never compared pair by pair.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::carers::{read_date, words};
use super::super::db::{View, on_db};
use super::super::{CarerId, HubScope, StoreError};

/// A person's names, and what two alike have in common: all the names, or the birthday and one of them.
pub(super) struct Names<'a> {
    pub(super) given_name: &'a String,
    pub(super) family_name: Option<&'a String>,
    pub(super) known_as: Option<&'a String>,
    pub(super) born_on: NaiveDate,
}

/// People by what they may have in common with others. Of several who are alike the first counts.
pub(super) struct Known<T> {
    by_names: HashMap<Vec<String>, T>,
    by_birthday: HashMap<(NaiveDate, String), T>,
}

impl Names<'_> {
    fn words(&self) -> Vec<String> {
        words([Some(self.given_name), self.family_name, self.known_as]).into_iter().collect()
    }
}

impl<T: Copy> Known<T> {
    pub(super) fn nobody() -> Self {
        Self { by_names: HashMap::new(), by_birthday: HashMap::new() }
    }

    pub(super) fn add(&mut self, names: &Names<'_>, who: T) {
        let words = names.words();
        for word in &words {
            self.by_birthday.entry((names.born_on, word.clone())).or_insert(who);
        }
        self.by_names.entry(words).or_insert(who);
    }

    pub(super) fn like(&self, names: &Names<'_>) -> Option<T> {
        let words = names.words();
        let same = self.by_names.get(&words).copied();
        same.or_else(|| {
            words.into_iter().find_map(|word| self.by_birthday.get(&(names.born_on, word)).copied())
        })
    }
}

type Row = (CarerId, String, Option<String>, Option<String>, String);

/// The whole of a hub's books: a file is about as long, and one look at all is quicker than one for each row.
pub(super) async fn on_the_books(view: &mut View, scope: &HubScope) -> Result<Known<CarerId>, StoreError> {
    let sql = "SELECT carer_id, given_name, family_name, known_as, born_on FROM carer WHERE hub_id = $1
        ORDER BY created_at, carer_id";
    known(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?)
}

pub(super) fn known(rows: Vec<Row>) -> Result<Known<CarerId>, StoreError> {
    let mut known = Known::nobody();
    for (carer, given_name, family_name, known_as, born_on) in rows {
        let (family_name, known_as) = (family_name.as_ref(), known_as.as_ref());
        let names = Names { given_name: &given_name, family_name, known_as, born_on: read_date(&born_on)? };
        known.add(&names, carer);
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known_as_like(first: [&str; 3], second: [&str; 3]) -> bool {
        let texts = [first, second].map(|texts| texts.map(str::to_owned));
        let names = |[given_name, family_name, born_on]: &'static [String; 3]| Names {
            given_name,
            family_name: Some(family_name),
            known_as: None,
            born_on: born_on.parse().unwrap(),
        };
        let [first, second] = Box::leak(Box::new(texts));
        let mut known = Known::nobody();
        known.add(&names(first), ());
        known.like(&names(second)).is_some()
    }

    #[test]
    fn the_same_names_or_one_of_them_with_the_birthday_are_alike() {
        let zoe = ["Zoë", "O'Neill", "2012-01-31"];
        assert!(known_as_like(zoe, ["ZOE", "ONeill", "2012-01-31"]));
        assert!(known_as_like(zoe, ["O’Neill", "Zoe", "2013-01-31"]));
        assert!(known_as_like(zoe, ["Sam", "O'Neill", "2012-01-31"]), "a twin");
        assert!(!known_as_like(zoe, ["Zoë", "Moss", "2013-01-31"]));
        assert!(!known_as_like(zoe, ["Kim", "Moss", "2012-01-31"]));
    }
}
