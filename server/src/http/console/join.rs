//! The link of an invitation: sets a password, sets the codes up, and shows the recovery codes once.
//!
//! What opens it stands behind its `#`, which browsers keep to themselves, and comes in a form: no proxy, log or history holds it.

use super::{
    browser, cookie, go_to,
    proof::{Asked, Proof},
    refused,
};
use crate::{
    App,
    http::{
        client::Network,
        error::AppError,
        pages::console::join::{JoinLinkPage, JoinPage, LinkGonePage, RecoveryCodesPage},
    },
    sign_in::{NotAPassword, Password},
    store::{Accepted, BrowserMark, Entrance, Invitation, NewSignIn, Origin, Try},
};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use passport_core::square;
use serde::Deserialize;

/// What the form sends: the password that somebody new chooses, or that somebody known has.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    link: String,
    password: String,
    code: String,
}

/// `GET /hub/join` and `GET /desk/join`: a script sends what stands behind the `#`, and whoever has none pastes the link.
pub async fn ask(State(app): State<App>, entrance: Entrance) -> Result<Response, AppError> {
    Ok(app.pages().render(&JoinLinkPage { home: entrance.home() })?.into_response())
}

/// `POST /hub/join/open` and `POST /desk/join/open`
pub async fn open(
    State(app): State<App>,
    entrance: Entrance,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    match invitation(&app, entrance, &typed.link).await? {
        Some(invitation) => Ok(app.pages().render(&page(&app, &invitation)?)?.into_response()),
        None => gone(&app, entrance),
    }
}

/// The open invitation of a link, whole or only what stands behind its `#`. It opens at its own entrance alone.
async fn invitation(app: &App, entrance: Entrance, link: &str) -> Result<Option<Invitation>, AppError> {
    let behind = link.trim().rsplit('#').next().unwrap_or_default();
    let found = app.store().invitation(behind).await?;
    Ok(found.filter(|invitation| invitation.entrance() == entrance))
}

/// `POST /hub/join/accept` and `POST /desk/join/accept`
pub async fn accept(
    State(app): State<App>,
    entrance: Entrance,
    network: Network,
    headers: HeaderMap,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    let Some(invitation) = invitation(&app, entrance, &typed.link).await? else {
        return gone(&app, entrance);
    };
    if !invitation.enrols() {
        return join_known(&app, &invitation, (network, &headers), typed).await;
    }
    // Counted for the link and not for the account, which the link's holder must not be able to lock.
    let link = app.store().invitation_link(invitation.invitation_id);
    if let Try::Wait(seconds) = app.store().count_try(&link, &network.to_string(), None).await? {
        return wait(&app, &invitation, seconds);
    }
    let password = Password::typed(typed.password);
    let now = i64::try_from(app.clock().seconds()).map_err(AppError::internal)?;
    let step = invitation.secret.step_of(&typed.code, now);
    let faulty = password.check(&invitation.email).err();
    let (Some(step), None) = (step, faulty) else {
        let password = faulty.map(words_for);
        let page = JoinPage { password, code_wrong: step.is_none(), ..page(&app, &invitation)? };
        return refused(&app, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let password = app.passwords().hash(password, app.store().chance()).await.map_err(AppError::internal)?;
    let new = NewSignIn { password, step, browser: browser::named(&headers) };
    let joined = app.store().accept_invitation(&invitation, &new).await?;
    accepted(&app, &invitation, joined, cookie::read_mark(&app, &headers)).await
}

/// Who signs in already proves it with both factors; tries are counted for the account, as for signing in.
async fn join_known(
    app: &App,
    invitation: &Invitation,
    (network, headers): (Network, &HeaderMap),
    typed: Typed,
) -> Result<Response, AppError> {
    let (email, network) = (&invitation.email, network.to_string());
    let known = cookie::read_mark(app, headers);
    if let Try::Wait(seconds) = app.store().count_try(email, &network, known.as_ref()).await? {
        return wait(app, invitation, seconds);
    }
    let password = Password::typed(typed.password);
    let proof = Proof::of(app, email, password, (Asked::Code, &typed.code)).await?;
    let Some(proof) = proof.filter(|proof| proof.person == invitation.person_id) else {
        return accepted(app, invitation, Accepted::NotProved, known).await;
    };
    let (browser, entrance) = (browser::named(headers), invitation.entrance());
    let before = cookie::read(app, entrance, headers);
    let (browser, before) = (browser.as_deref(), before.as_ref());
    let from = Origin { email, network: &network, browser, before, known: known.as_ref(), entrance };
    let joined = app.store().join_known(invitation, proof.factor.second(), from).await?;
    accepted(app, invitation, joined, known).await
}

fn wait(app: &App, invitation: &Invitation, seconds: u64) -> Result<Response, AppError> {
    let page = JoinPage { minutes: Some(seconds.div_ceil(60)), ..page(app, invitation)? };
    let mut answer = refused(app, StatusCode::TOO_MANY_REQUESTS, &page)?;
    answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    Ok(answer)
}

fn page(app: &App, invitation: &Invitation) -> Result<JoinPage, AppError> {
    let address = invitation.secret.to_address(&invitation.email);
    Ok(JoinPage {
        link: app.store().invitation_link(invitation.invitation_id),
        name: invitation.display_name.clone(),
        home: invitation.entrance().home(),
        hub: match invitation.entrance() {
            Entrance::Console => invitation.hub_name.clone(),
            Entrance::Desk => invitation.organisation_name.clone(),
        },
        email: invitation.email.clone(),
        enrols: invitation.enrols(),
        square: square::svg(&address).map_err(AppError::internal)?,
        secret: invitation.secret.to_text().to_string(),
        password: None,
        code_wrong: false,
        not_proved: false,
        minutes: None,
    })
}

fn words_for(fault: NotAPassword) -> &'static str {
    match fault {
        NotAPassword::TooShort => "join-password-short",
        NotAPassword::TooLong => "join-password-long",
        NotAPassword::TooEasy => "join-password-easy",
    }
}

async fn accepted(
    app: &App,
    invitation: &Invitation,
    accepted: Accepted,
    known: Option<BrowserMark>,
) -> Result<Response, AppError> {
    let entrance = invitation.entrance();
    match accepted {
        Accepted::SignedIn(token, codes) => {
            let codes = codes.iter().map(ToString::to_string).collect();
            let mut answer =
                app.pages().render(&RecoveryCodesPage { home: entrance.home(), codes })?.into_response();
            cookie::set(app, entrance, answer.headers_mut(), &token);
            let mark = app.store().know_browser(invitation.person_id, known.as_ref()).await?;
            cookie::set_mark(app, answer.headers_mut(), &mark);
            Ok(answer)
        }
        Accepted::Joined(token) => {
            let mut answer = go_to(entrance.home());
            cookie::set(app, entrance, answer.headers_mut(), &token);
            let mark = app.store().know_browser(invitation.person_id, known.as_ref()).await?;
            cookie::set_mark(app, answer.headers_mut(), &mark);
            Ok(answer)
        }
        Accepted::NotProved => {
            let page = JoinPage { not_proved: true, ..page(app, invitation)? };
            refused(app, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Accepted::Gone => gone(app, entrance),
    }
}

fn gone(app: &App, entrance: Entrance) -> Result<Response, AppError> {
    refused(app, StatusCode::GONE, &LinkGonePage { home: entrance.home() })
}
