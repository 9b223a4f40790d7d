//! Who stands behind an entry of the record, by name.

use crate::store::Membership;
use passport_words::Catalogue;

/// The name of an actor, as pages say it: a colleague, one who has left, the operator or the server.
pub(super) fn who(words: &Catalogue, actor: &str, colleagues: &[Membership]) -> String {
    match actor {
        "operator" => words.carers_looked_operator(),
        "server" => words.carers_looked_server(),
        phone if phone.starts_with("phone ") => words.phones_who(),
        person => {
            let id = person.trim_start_matches("person ");
            let colleague = colleagues.iter().find(|one| one.person_id.to_string() == id);
            colleague.map_or_else(|| words.carers_looked_former(), |one| one.display_name.clone())
        }
    }
}
