//! Every address of this server, an area a file: whoever adds a page adds its row there. [`ROUTES`] is all of them; the router is built from
//! it, and the tests that walk the server read it.

mod carers;
mod checking;
mod console;
mod desk;
mod issuance;
mod menu;
mod menu_data;
mod menu_editing;
mod office;
mod operation;
mod public;

use super::{Caching, Door, Handler, Role, Route};
use axum::http::Method;
use std::{
    iter::{Copied, Flatten},
    slice::Iter,
};

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const DELETE: Method = Method::DELETE;

/// For requests that bring nothing.
const NOTHING: usize = 0;
/// A form with one code in it, or one card with its JSON around it.
const ONE_CARD: usize = 8_192;
/// A form of the console, or what was typed into one, carried over a sign-in.
const ONE_FORM: usize = 65_536;
/// A list of the console with every line ticked.
const MANY_TICKS: usize = 262_144;
/// A withdrawn card and a refused key must be known everywhere within a minute.
const HALF_A_MINUTE: Caching = Caching::Seconds(30);
/// What changes seldom.
const FIVE_MINUTES: Caching = Caching::Seconds(300);
const ONE_DAY: Caching = Caching::Seconds(86_400);

/// Every address of this server.
pub static ROUTES: Table = Table(&[
    public::ROUTES,
    menu::ROUTES,
    checking::ROUTES,
    menu_data::ROUTES,
    issuance::ROUTES,
    console::ROUTES,
    carers::ROUTES,
    office::ROUTES,
    menu_editing::ROUTES,
    desk::ROUTES,
    operation::ROUTES,
]);

/// Addresses, area after area.
#[derive(Clone, Copy)]
pub struct Table(&'static [&'static [Route]]);

impl Table {
    /// Each row once.
    pub fn iter(self) -> Flatten<Copied<Iter<'static, &'static [Route]>>> {
        self.0.iter().copied().flatten()
    }
}

impl IntoIterator for Table {
    type Item = &'static Route;
    type IntoIter = Flatten<Copied<Iter<'static, &'static [Route]>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

const fn row(
    method: Method,
    path: &'static str,
    door: Door,
    role: Role,
    body_limit: usize,
    caching: Caching,
    handler: Handler,
) -> Route {
    Route { method, path, door, role, body_limit, caching, handler }
}
