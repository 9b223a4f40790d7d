//! The console: the hub's own office, its colleagues, and the organisations around it.

use super::{GET, NOTHING, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::Never,
    Door::Console,
    Handler::Plain,
    Role::{Manager, Worker},
    console::{history, office, organisations},
};
use axum::routing::{get, post};

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/hub/organisations", Console, Worker, NOTHING, Never, Plain(|| get(organisations::list))),
    row(GET, "/hub/organisations/add", Console, Worker, NOTHING, Never, Plain(|| get(organisations::add))),
    row(POST, "/hub/organisations/add", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::added))),
    row(GET, "/hub/organisations/{organisation}", Console, Worker, NOTHING, Never, Plain(|| get(organisations::change))),
    row(POST, "/hub/organisations/{organisation}", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::changed))),
    row(GET, "/hub/organisations/{organisation}/close", Console, Worker, NOTHING, Never, Plain(|| get(organisations::close))),
    row(POST, "/hub/organisations/{organisation}/close", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::closed))),

    row(GET, "/hub/organisations/{organisation}/desk", Console, Manager, NOTHING, Never, Plain(|| get(organisations::desk))),
    row(GET, "/hub/organisations/{organisation}/desk/invite", Console, Manager, NOTHING, Never, Plain(|| get(organisations::invite_to_desk))),
    row(POST, "/hub/organisations/{organisation}/desk/invite", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::invited_to_desk))),
    row(POST, "/hub/organisations/{organisation}/desk/invitations/{invitation}/call-back", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::call_back_from_desk))),
    row(POST, "/hub/organisations/{organisation}/desk/{person}/reset", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::reset_desk_person))),
    row(POST, "/hub/organisations/{organisation}/desk/{person}/sign-out", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::sign_desk_person_out))),
    row(GET, "/hub/organisations/{organisation}/desk/{person}/end", Console, Manager, NOTHING, Never, Plain(|| get(organisations::ask_end_desk_person))),
    row(POST, "/hub/organisations/{organisation}/desk/{person}/end", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::end_desk_person))),

    row(GET, "/hub/choose", Console, Worker, NOTHING, Never, Plain(|| get(office::choose))),
    row(POST, "/hub/choose", Console, Worker, ONE_FORM, Never, Plain(|| post(office::chosen))),
    row(GET, "/hub/office", Console, Worker, NOTHING, Never, Plain(|| get(office::overview))),
    row(GET, "/hub/office/sessions", Console, Worker, NOTHING, Never, Plain(|| get(office::sessions))),
    row(POST, "/hub/office/sessions/end-others", Console, Worker, ONE_FORM, Never, Plain(|| post(office::end_others))),
    row(POST, "/hub/office/sessions/{session}/end", Console, Worker, ONE_FORM, Never, Plain(|| post(office::end_session))),
    row(GET, "/hub/office/password", Console, Worker, NOTHING, Never, Plain(|| get(office::password))),
    row(POST, "/hub/office/password", Console, Worker, ONE_FORM, Never, Plain(|| post(office::change_password))),
    row(GET, "/hub/office/colleagues", Console, Manager, NOTHING, Never, Plain(|| get(office::colleagues))),
    row(GET, "/hub/office/colleagues/invite", Console, Manager, NOTHING, Never, Plain(|| get(office::invite))),
    row(POST, "/hub/office/colleagues/invite", Console, Manager, ONE_FORM, Never, Plain(|| post(office::invited))),
    row(POST, "/hub/office/colleagues/invitations/{invitation}/call-back", Console, Manager, ONE_FORM, Never, Plain(|| post(office::call_back))),
    row(GET, "/hub/office/colleagues/{person}", Console, Manager, NOTHING, Never, Plain(|| get(office::colleague))),
    row(GET, "/hub/office/colleagues/{person}/history", Console, Manager, NOTHING, Never, Plain(|| get(history::of_colleague))),
    row(POST, "/hub/office/colleagues/{person}/role", Console, Manager, ONE_FORM, Never, Plain(|| post(office::change_role))),
    row(POST, "/hub/office/colleagues/{person}/reset", Console, Manager, ONE_FORM, Never, Plain(|| post(office::reset))),
    row(POST, "/hub/office/colleagues/{person}/sign-out", Console, Manager, ONE_FORM, Never, Plain(|| post(office::sign_out_colleague))),
    row(GET, "/hub/office/colleagues/{person}/end", Console, Manager, NOTHING, Never, Plain(|| get(office::end))),
    row(POST, "/hub/office/colleagues/{person}/end", Console, Manager, ONE_FORM, Never, Plain(|| post(office::end_access))),
    row(GET, "/hub/office/keys", Console, Manager, NOTHING, Never, Plain(|| get(office::keys))),
    row(GET, "/hub/office/texts", Console, Manager, NOTHING, Never, Plain(|| get(office::texts))),
    row(POST, "/hub/office/texts", Console, Manager, ONE_FORM, Never, Plain(|| post(office::keep_texts))),
    row(GET, "/hub/office/arrangements", Console, Manager, NOTHING, Never, Plain(|| get(office::arrangements))),
    row(POST, "/hub/office/arrangements", Console, Manager, ONE_FORM, Never, Plain(|| post(office::keep_arrangements))),
];
