//! The console: signing in, lists, inbox, spreadsheets, runs of cards, printing.

use super::{GET, MANY_TICKS, NOTHING, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::Never,
    Door::Console,
    Handler::Plain,
    Role::{Anyone, Worker},
    console::{self, card_runs, import, inbox, join, lists, print, session, sign_in},
};
use axum::routing::{get, post};

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/hub", Console, Worker, NOTHING, Never, Plain(|| get(console::start::start))),
    row(GET, "/hub/session", Console, Anyone, NOTHING, Never, Plain(|| get(session::left))),
    row(GET, "/hub/sign-in", Console, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty))),
    row(POST, "/hub/sign-in", Console, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_code))),
    row(GET, "/hub/recover", Console, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty_recovery))),
    row(POST, "/hub/recover", Console, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_recovery_code))),
    row(POST, "/hub/sign-out", Console, Worker, ONE_FORM, Never, Plain(|| post(sign_in::sign_out))),
    row(GET, "/hub/join", Console, Anyone, NOTHING, Never, Plain(|| get(join::ask))),
    row(POST, "/hub/join/open", Console, Anyone, ONE_FORM, Never, Plain(|| post(join::open))),
    row(POST, "/hub/join/accept", Console, Anyone, ONE_FORM, Never, Plain(|| post(join::accept))),

    row(GET, "/hub/lists", Console, Worker, NOTHING, Never, Plain(|| get(lists::overview))),
    row(GET, "/hub/lists/schools", Console, Worker, NOTHING, Never, Plain(|| get(lists::schools))),
    row(GET, "/hub/lists/schools/{organisation}", Console, Worker, NOTHING, Never, Plain(|| get(lists::pupils))),
    row(GET, "/hub/lists/leaving-school", Console, Worker, NOTHING, Never, Plain(|| get(lists::leavers))),
    row(POST, "/hub/lists/leaving-school", Console, Worker, MANY_TICKS, Never, Plain(|| post(lists::have_left))),
    row(GET, "/hub/lists/erased-soon", Console, Worker, NOTHING, Never, Plain(|| get(lists::erased_soon))),
    row(GET, "/hub/lists/birthdays", Console, Worker, NOTHING, Never, Plain(|| get(lists::birthdays))),
    row(GET, "/hub/lists/{list}", Console, Worker, NOTHING, Never, Plain(|| get(lists::list))),
    row(POST, "/hub/lists/hand-over", Console, Worker, MANY_TICKS, Never, Plain(|| post(lists::hand_over))),

    row(GET, "/hub/inbox", Console, Worker, NOTHING, Never, Plain(|| get(inbox::list))),
    row(GET, "/hub/inbox/{message}", Console, Worker, NOTHING, Never, Plain(|| get(inbox::show))),
    row(POST, "/hub/inbox/{message}/answer", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::answer))),
    row(POST, "/hub/inbox/{message}/reopen", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::reopen))),
    row(GET, "/hub/inbox/{message}/letter", Console, Worker, NOTHING, Never, Plain(|| get(inbox::letter))),
    row(POST, "/hub/inbox/{message}/letter", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::write_letter))),

    row(GET, "/hub/import", Console, Worker, NOTHING, Never, Plain(|| get(import::list))),
    row(POST, "/hub/import", Console, Worker, import::LARGEST_FORM, Never, Plain(|| post(import::read_in))),
    row(GET, "/hub/import/example.csv", Console, Worker, NOTHING, Never, Plain(|| get(import::example))),
    row(GET, "/hub/import/{import}", Console, Worker, NOTHING, Never, Plain(|| get(import::file))),
    row(POST, "/hub/import/{import}/schools", Console, Worker, ONE_FORM, Never, Plain(|| post(import::settle_schools))),
    row(POST, "/hub/import/{import}/start", Console, Worker, ONE_FORM, Never, Plain(|| post(import::start))),
    row(POST, "/hub/import/{import}/leave", Console, Worker, ONE_FORM, Never, Plain(|| post(import::leave))),
    row(GET, "/hub/import/{import}/rows-to-put-right.csv", Console, Worker, NOTHING, Never, Plain(|| get(import::faults))),
    row(GET, "/hub/import/{import}/undo", Console, Worker, NOTHING, Never, Plain(|| get(import::ask_undo))),
    row(POST, "/hub/import/{import}/undo", Console, Worker, ONE_FORM, Never, Plain(|| post(import::undo))),
    row(GET, "/hub/import/{import}/cards", Console, Worker, NOTHING, Never, Plain(|| get(card_runs::for_import))),
    row(POST, "/hub/card-runs/choose", Console, Worker, card_runs::MANY_PEOPLE, Never, Plain(|| post(card_runs::for_people))),
    row(POST, "/hub/card-runs", Console, Worker, card_runs::MANY_PEOPLE, Never, Plain(|| post(card_runs::start))),
    row(GET, "/hub/card-runs/{run}", Console, Worker, NOTHING, Never, Plain(|| get(card_runs::show))),

    row(POST, "/hub/print", Console, Worker, ONE_FORM, Never, Plain(|| post(print::print))),
    row(GET, "/hub/print/calibration", Console, Worker, NOTHING, Never, Plain(|| get(print::calibration))),
    row(POST, "/hub/print/calibration", Console, Worker, ONE_FORM, Never, Plain(|| post(print::keep_calibration))),
];
