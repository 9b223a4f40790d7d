//! The menu's editors at work, through the pages of the console: from an empty form to what everybody reads, and back.

mod answers;
mod drafts;
mod form;
mod preview;
mod providers;
mod standing;
mod suggestions;

use passport_tests::TestApp;
use passport_tests::console::{Colleague, Seen};

const ADD: &str = "/hub/menu/add";

/// A form that is whole.
const WHOLE: [(&str, &str); 16] = [
    ("provider_name", "O’Neill Trust"),
    ("name", "Zoë’s Saturday trips"),
    ("description", "A day out.\n\nBring a coat."),
    ("tag", "kind/trip"),
    ("age_from", "8"),
    ("age_to", "17"),
    ("place-0-town", "Stockport"),
    ("place-0-postcode", "sk11aa"),
    ("time-0-how", "weekly"),
    ("time-0-starts", "7/1/2027"),
    ("time-0-opens", "4.30pm"),
    ("time-0-thu", "yes"),
    ("phone-0-number", "01632 960100"),
    ("cost-0-amount", "£2.50"),
    ("easy_read", "We go out.\nIt is fun."),
    ("do", "save"),
];

async fn added(who: &mut Colleague<'_>) -> String {
    let seen = who.fill(ADD, ADD, &WHOLE).await;
    assert_eq!(seen.status, 303, "{}", seen.body);
    seen.location
}

async fn names(app: &TestApp) -> Vec<String> {
    let menu = app.store().menu().await.expect("the database answers");
    menu.services.into_iter().map(|one| one.details.name).collect()
}

/// Presses a button that carries nothing but the version of the page.
async fn press(who: &mut Colleague<'_>, page: &str, button: &str) -> Seen {
    who.fill(page, &format!("{page}/{button}"), &[]).await
}
