//! A text in pieces, with what may say who somebody is marked in it.

use passport_core::menu::personal;
use serde::Serialize;

/// A piece of a text; `kind` says what it may be.
#[derive(Serialize)]
pub(super) struct Piece {
    text: String,
    kind: Option<&'static str>,
}

/// A text in its pieces.
pub(super) fn marked(text: &str, schools: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for one in personal(text, schools) {
        pieces.push(Piece { text: text[at..one.start].to_owned(), kind: None });
        pieces.push(Piece { text: text[one.start..one.end].to_owned(), kind: Some(one.kind.code()) });
        at = one.end;
    }
    pieces.push(Piece { text: text[at..].to_owned(), kind: None });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Whether anything is marked.
pub(super) fn has_marks(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.kind.is_some())
}
