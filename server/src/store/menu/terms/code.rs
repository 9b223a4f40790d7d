//! The code that an answer gets from its name.

use passport_core::menu::taxonomy::{Taxonomy, is_term_code};

use super::super::super::db::{Tx, on_db};
use super::super::super::{StoreError, Thing};

/// The most letters of a code, with room for a number behind it.
const LONGEST_CODE: usize = 34;
/// So many answers of one name are told apart.
const MOST_ALIKE: usize = 1_000;

/// A code that no answer to the question has on this server.
pub(super) async fn free_code(tx: &mut Tx, known: &Taxonomy, name: &str) -> Result<String, StoreError> {
    let sql = "SELECT code FROM menu_term WHERE taxonomy = $1";
    let taken: Vec<String> = on_db!(tx, |c| sqlx::query_scalar(sql).bind(known.code).fetch_all(c))?;
    let is_free =
        |code: &String| is_term_code(code) && !known.terms.contains(&code.as_str()) && !taken.contains(code);
    let stem = code_of(name);
    let mut tries = (1..MOST_ALIKE).map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    tries.find(is_free).ok_or(StoreError::Taken(Thing::Term))
}

/// A name in small letters without accents, with hyphens between its words; where nothing is left, a plain word.
fn code_of(name: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => Some('a'),
        'ç' | 'ć' | 'č' => Some('c'),
        'é' | 'è' | 'ê' | 'ë' | 'ę' => Some('e'),
        'í' | 'ì' | 'î' | 'ï' => Some('i'),
        'ł' => Some('l'),
        'ñ' | 'ń' => Some('n'),
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => Some('o'),
        'ś' | 'š' => Some('s'),
        'ú' | 'ù' | 'û' | 'ü' => Some('u'),
        'ŵ' => Some('w'),
        'ý' | 'ŷ' | 'ÿ' => Some('y'),
        'ź' | 'ż' | 'ž' => Some('z'),
        '\'' | '’' => None,
        _ => Some('-'),
    };
    let folded: String = name.to_lowercase().chars().filter_map(letter).collect();
    let words: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let code: String = words.join("-").chars().take(LONGEST_CODE).collect();
    let code = code.trim_end_matches('-');
    if code.is_empty() { "answer".to_owned() } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_a_name() {
        for (name, code) in [
            ("Rock climbing", "rock-climbing"),
            ("Zoë’s Café & more", "zoes-cafe-more"),
            ("Łódź", "lodz"),
            ("音楽", "answer"),
            ("--", "answer"),
        ] {
            assert_eq!(code_of(name), code, "{name}");
            assert!(is_term_code(&code_of(name)));
        }
        assert!(code_of(&"long word ".repeat(9)).len() <= LONGEST_CODE);
    }
}
