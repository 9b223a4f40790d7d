//! One's own password: changed with the old one and a code, so that whoever finds an open console or desk cannot.

use super::proof::{Asked, Proof};
use super::prove_again::{Asking, NotProved};
use crate::App;
use crate::http::client::Network;
use crate::http::error::AppError;
use crate::sign_in::{NotAPassword, Password};
use crate::store::{Entrance, HubScope, NewPassword, PersonId, SessionId};
use axum::http::HeaderMap;
use serde::Deserialize;

/// Who changes it, and in which session, which stays.
pub(in crate::http) struct Whose<'a> {
    pub(in crate::http) scope: &'a HubScope,
    pub(in crate::http) entrance: Entrance,
    pub(in crate::http) person: PersonId,
    pub(in crate::http) session: SessionId,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::http) struct Typed {
    password: String,
    code: String,
    new: String,
}

/// Why it is as it was; the page for it shows what they sign in with.
pub(in crate::http) struct NotChanged {
    pub(in crate::http) email: String,
    pub(in crate::http) why: NotProved,
}

/// Changes it and ends every other session, or says why not.
pub(in crate::http) async fn change(
    app: &App,
    whose: Whose<'_>,
    from: (Network, &HeaderMap),
    typed: Typed,
) -> Result<Option<NotChanged>, AppError> {
    let asking = Asking::of(app, (whose.scope, whose.entrance), from).await?;
    let why = refusal(app, &whose, &asking, typed).await?;
    Ok(why.map(|why| NotChanged { email: asking.email, why }))
}

async fn refusal(
    app: &App,
    whose: &Whose<'_>,
    asking: &Asking,
    typed: Typed,
) -> Result<Option<NotProved>, AppError> {
    let new = Password::typed(typed.new);
    // Nothing is tried with a password that would not be taken.
    if let Err(fault) = new.check(&asking.email) {
        return Ok(Some(NotProved::typed_wrong("new", words_for(app, fault))));
    }
    if let Some(not_proved) = asking.count(app, &typed.code).await? {
        return Ok(Some(not_proved));
    }
    let old = Password::typed(typed.password);
    let proof = Proof::of(app, &asking.email, old, (Asked::Code, &typed.code)).await?;
    let Some(proof) = proof.filter(|proof| proof.person == whose.person) else {
        return Ok(Some(NotProved::typed_wrong("password", app.speaker().words().password_not_proved())));
    };
    let hash = app.passwords().hash(new, app.store().chance()).await.map_err(AppError::internal)?;
    let new = NewPassword { hash: &hash, kept: whose.session };
    let changed =
        app.store().change_password(whose.scope, new, (proof.factor.second(), asking.origin())).await?;
    Ok((!changed).then(|| NotProved::wrong(app)))
}

fn words_for(app: &App, fault: NotAPassword) -> String {
    let words = app.speaker().words();
    match fault {
        NotAPassword::TooShort => words.join_password_short(),
        NotAPassword::TooLong => words.join_password_long(),
        NotAPassword::TooEasy => words.join_password_easy(),
    }
}
