//! The desks of schools, pharmacies, surgeries and operators.

use super::{GET, NOTHING, ONE_CARD, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::Never,
    Door,
    Handler::Plain,
    Role::{self, Anyone},
    console::{join, sign_in},
    desk,
};
use axum::routing::{get, post};

const DESK: Door = Door::Desk;
const AT_DESK: Role = Role::Desk;

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/desk", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::start))),
    row(GET, "/desk/sign-in", DESK, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty))),
    row(POST, "/desk/sign-in", DESK, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_code))),
    row(GET, "/desk/recover", DESK, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty_recovery))),
    row(POST, "/desk/recover", DESK, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_recovery_code))),
    row(GET, "/desk/join", DESK, Anyone, NOTHING, Never, Plain(|| get(join::ask))),
    row(POST, "/desk/join/open", DESK, Anyone, ONE_FORM, Never, Plain(|| post(join::open))),
    row(POST, "/desk/join/accept", DESK, Anyone, ONE_FORM, Never, Plain(|| post(join::accept))),
    row(POST, "/desk/sign-out", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::sign_out))),
    row(GET, "/desk/pin", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::choose_pin))),
    row(POST, "/desk/pin", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::keep_pin))),
    row(GET, "/desk/locked", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::locked))),
    row(POST, "/desk/locked", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::unlock))),
    row(POST, "/desk/lock", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::lock))),
    row(POST, "/desk/in-use", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::in_use))),
    row(GET, "/desk/choose", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::choose))),
    row(POST, "/desk/choose", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::chosen))),
    row(GET, "/desk/password", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::password))),
    row(POST, "/desk/password", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::change_password))),
    row(GET, "/desk/check", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::check))),
    row(POST, "/desk/check", DESK, AT_DESK, ONE_CARD, Never, Plain(|| post(desk::checked))),
    row(GET, "/desk/pupils", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::list))),
    row(POST, "/desk/pupils", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::found))),
    row(GET, "/desk/pupils/{carer}", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::pupil))),
    row(GET, "/desk/pupils/{carer}/photo.jpg", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::photo))),
    row(POST, "/desk/pupils/{carer}/time-outs", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::start_now))),
    row(GET, "/desk/time-outs", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::overview))),
    row(GET, "/desk/time-outs/{time_out}", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::correct))),
    row(POST, "/desk/time-outs/{time_out}", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::corrected))),
    row(POST, "/desk/time-outs/{time_out}/back", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::back))),
    row(POST, "/desk/time-outs/{time_out}/undo", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::undo))),
];
