//! The console: young people, their cards and their phones.

use super::{GET, NOTHING, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::Never,
    Door::Console,
    Handler::Plain,
    Role::{Manager, Worker},
    console::{cards, carers, history, phones},
};
use axum::routing::{get, post};

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/hub/carers", Console, Worker, NOTHING, Never, Plain(|| get(carers::search))),
    row(POST, "/hub/carers", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::found))),
    row(GET, "/hub/carers/add", Console, Worker, NOTHING, Never, Plain(|| get(carers::add))),
    row(POST, "/hub/carers/add", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::added))),
    row(GET, "/hub/carers/{carer}", Console, Worker, NOTHING, Never, Plain(|| get(carers::record))),
    row(GET, "/hub/carers/{carer}/history", Console, Manager, NOTHING, Never, Plain(|| get(history::of_carer))),
    row(GET, "/hub/carers/{carer}/change", Console, Worker, NOTHING, Never, Plain(|| get(carers::change))),
    row(POST, "/hub/carers/{carer}/change", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::changed))),
    row(GET, "/hub/carers/{carer}/wishes", Console, Worker, NOTHING, Never, Plain(|| get(carers::wishes))),
    row(POST, "/hub/carers/{carer}/wishes", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::keep_wishes))),
    row(GET, "/hub/carers/{carer}/agreements/{purpose}", Console, Worker, NOTHING, Never, Plain(|| get(carers::agreement))),
    row(POST, "/hub/carers/{carer}/agreements/{purpose}", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::note_agreement))),
    row(POST, "/hub/carers/{carer}/agreements/{purpose}/take-back", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::take_back))),
    row(GET, "/hub/carers/{carer}/caring", Console, Worker, NOTHING, Never, Plain(|| get(carers::caring))),
    row(POST, "/hub/carers/{carer}/caring", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::end_caring))),
    row(GET, "/hub/carers/{carer}/photo", Console, Worker, NOTHING, Never, Plain(|| get(carers::photo))),
    row(POST, "/hub/carers/{carer}/photo", Console, Worker, carers::LARGEST_FORM, Never, Plain(|| post(carers::keep_photo))),
    row(GET, "/hub/carers/{carer}/photo.jpg", Console, Worker, NOTHING, Never, Plain(|| get(carers::jpeg))),
    row(POST, "/hub/carers/{carer}/photo/remove", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::remove_photo))),
    row(GET, "/hub/carers/{carer}/erase", Console, Worker, NOTHING, Never, Plain(|| get(carers::erase))),
    row(POST, "/hub/carers/{carer}/erase", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::erase_for_good))),

    row(GET, "/hub/carers/{carer}/cards/add", Console, Worker, NOTHING, Never, Plain(|| get(cards::add))),
    row(POST, "/hub/carers/{carer}/cards/add", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::issue))),
    row(GET, "/hub/carers/{carer}/cards/{card}", Console, Worker, NOTHING, Never, Plain(|| get(cards::show))),
    row(POST, "/hub/carers/{carer}/cards/{card}/hand-over", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::hand_over))),
    row(GET, "/hub/carers/{carer}/cards/{card}/renew", Console, Worker, NOTHING, Never, Plain(|| get(cards::renew))),
    row(POST, "/hub/carers/{carer}/cards/{card}/renew", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::renewed))),
    row(GET, "/hub/carers/{carer}/cards/{card}/replace", Console, Worker, NOTHING, Never, Plain(|| get(cards::replace))),
    row(POST, "/hub/carers/{carer}/cards/{card}/replace", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::replaced))),
    row(GET, "/hub/carers/{carer}/cards/{card}/lost", Console, Worker, NOTHING, Never, Plain(|| get(cards::lost))),
    row(POST, "/hub/carers/{carer}/cards/{card}/lost", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::refuse_lost))),
    row(GET, "/hub/carers/{carer}/cards/{card}/withdraw", Console, Worker, NOTHING, Never, Plain(|| get(cards::ask))),
    row(POST, "/hub/carers/{carer}/cards/{card}/withdraw", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::withdraw))),
    row(POST, "/hub/carers/{carer}/cards/{card}/again", Console, Worker, ONE_FORM, Never, Plain(|| post(cards::again))),

    row(GET, "/hub/carers/{carer}/phones/add", Console, Worker, NOTHING, Never, Plain(|| get(phones::add))),
    row(POST, "/hub/carers/{carer}/phones/add", Console, Worker, ONE_FORM, Never, Plain(|| post(phones::put))),
    row(GET, "/hub/carers/{carer}/phones/{phone}", Console, Worker, NOTHING, Never, Plain(|| get(phones::show))),
    row(POST, "/hub/carers/{carer}/phones/{phone}/letter", Console, Worker, ONE_FORM, Never, Plain(|| post(phones::letter))),
    row(GET, "/hub/carers/{carer}/phones/{phone}/square", Console, Worker, NOTHING, Never, Plain(|| get(phones::square))),
    row(POST, "/hub/carers/{carer}/phones/{phone}/codes", Console, Worker, ONE_FORM, Never, Plain(|| post(phones::new_codes))),
    row(GET, "/hub/carers/{carer}/phones/{phone}/change", Console, Worker, NOTHING, Never, Plain(|| get(phones::change))),
    row(POST, "/hub/carers/{carer}/phones/{phone}/change", Console, Worker, ONE_FORM, Never, Plain(|| post(phones::changed))),
    row(GET, "/hub/carers/{carer}/phones/{phone}/remove", Console, Worker, NOTHING, Never, Plain(|| get(phones::ask))),
    row(POST, "/hub/carers/{carer}/phones/{phone}/remove", Console, Worker, ONE_FORM, Never, Plain(|| post(phones::remove))),
];
