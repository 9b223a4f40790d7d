//! The console's first page: search, and what waits to be done today.

use super::{Staff, reviews::envelopes};
use crate::{
    App,
    http::{error::AppError, pages::console::start::StartPage},
    store::CardList,
};
use axum::{extract::State, response::Html};

/// What is never too early to do.
const TODAY: [CardList; 4] = [CardList::Lost, CardList::NotHandedOver, CardList::Ended, CardList::Ending30];

/// `GET /hub`
pub async fn start(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let counts = app.store().card_counts(&staff.scope).await?;
    let counted = |list: CardList| counts.iter().find(|(one, count)| *one == list && *count > 0).copied();
    let waiting = TODAY.into_iter().filter_map(counted).map(|(list, count)| (list.code(), count));
    let menu = app.store().menu_counts(&staff.scope).await?;
    let menu = [
        ("waiting", usize::try_from(menu.waiting).unwrap_or_default()),
        ("due", menu.to_check),
        ("hidden", menu.hidden),
        ("suggestions", usize::try_from(menu.suggestions).unwrap_or_default()),
    ];
    let menu = menu.into_iter().filter(|(_, count)| *count > 0).collect();
    let reviews = app.store().count_reviews_in_hand(&staff.scope).await?;
    let envelopes = envelopes(&app, &staff).await?;
    let erased_soon = app.store().count_due_records(&staff.scope).await?;
    let frame = staff.frame(&app).await?;
    app.pages().render(&StartPage {
        frame,
        waiting: waiting.collect(),
        erased_soon,
        menu,
        envelopes,
        reviews,
    })
}
