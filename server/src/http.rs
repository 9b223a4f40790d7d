//! Every URL in one table: [`ROUTES`] builds the router, and the tests that walk the server read the same table.

mod answer;
pub(crate) mod assets;
mod check;
mod check_page;
mod client;
mod console;
mod demo_card;
mod desk;
mod document;
mod entrance;
pub(crate) mod error;
mod fault;
#[cfg(test)]
mod fixture;
mod headers;
mod health;
mod issuer;
mod lost;
mod menu;
mod menu_api;
pub(crate) mod misses;
mod number;
mod offline_app;
mod open_referral;
pub(crate) mod openapi;
pub(crate) mod pages;
mod phone;
mod problem;
#[cfg(test)]
mod published;
mod reviews;
#[cfg(test)]
mod secrets;
mod serve;
mod start;
mod status;
mod suggest;
mod types;
#[cfg(test)]
mod walk;

pub use assets::insist_on_pages;
pub use check::Answer;
pub(crate) use phone::SeenProofs;
pub use serve::{asked_to_stop, serve};

use crate::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, Method, header},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, get, post},
};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, cors::CorsLayer};
use utoipa_axum::{router::UtoipaMethodRouter, routes};

/// Who stands on the other side, which decides what an error looks like and what a browser may do with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A person with a browser: errors are pages.
    Page,
    /// A program: errors are RFC 9457 problems, any website may ask.
    Api,
    /// Published documents of the standards: as for programs, from any website.
    Data,
    /// A member of a hub's staff with a browser: errors are pages that lead back to the console, and nothing is kept.
    Console,
    /// Somebody at the desk of an organisation with a browser: errors are pages that lead back to the desk, and nothing is kept.
    Desk,
    /// The files of our pages.
    Asset,
    /// Whoever watches over the running server.
    Operator,
}

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Without signing in.
    Anyone,
    /// A member of the hub's staff, signed in with both factors.
    Worker,
    /// One of them who runs the hub.
    Manager,
    /// A phone that holds a card, with its own token.
    Phone,
    /// Somebody at the desk of an organisation, who enrolled this browser with both factors; locked or not, the page decides.
    Desk,
    /// Without signing in, on a demo's server; on any other there is no such address.
    InDemo,
}

/// How long a good answer may be kept by browsers and the caches between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Not at all: it says something about a card.
    Never,
    /// Kept, but asked about each time.
    AskAgain,
    /// Whole seconds.
    Seconds(u32),
    /// Its name changes whenever its content does.
    ForEver,
}

/// The code that answers.
pub enum Handler {
    /// A page or a file.
    Plain(fn() -> MethodRouter<App>),
    /// Part of the public API, so it also writes its own entry of the OpenAPI document.
    Documented(fn() -> UtoipaMethodRouter<App>),
}

/// One row of the table.
pub struct Route {
    /// The method. HEAD goes with GET, and OPTIONS is answered for [`Door::Api`] and [`Door::Data`].
    pub method: Method,
    /// The path as a template; the only form of an address that is ever logged.
    pub path: &'static str,
    /// Who stands before it.
    pub door: Door,
    /// Who may pass.
    pub role: Role,
    /// The most bytes of a request body.
    pub body_limit: usize,
    /// How long a good answer may be kept.
    pub caching: Caching,
    /// What answers.
    pub handler: Handler,
}

/// For requests that bring nothing.
const NOTHING: usize = 0;
/// A form with one code in it, or one card with its JSON around it.
const ONE_CARD: usize = 8_192;
/// A form of the console, or what was typed into one, carried over a sign-in.
const ONE_FORM: usize = 65_536;
/// A list of the console with every line ticked.
const MANY_TICKS: usize = 262_144;
/// A withdrawn card must be on the published list within a minute.
const HALF_A_MINUTE: Caching = Caching::Seconds(30);
/// A new key is published long before its first use, but one that is refused should be known soon.
const FIVE_MINUTES: Caching = Caching::Seconds(300);
const ONE_DAY: Caching = Caching::Seconds(86_400);

/// Every address of this server.
#[rustfmt::skip]
pub static ROUTES: &[Route] = {
    use Caching::{AskAgain, ForEver, Never};
    use console::menu;
    use console::{card_runs, cards, carers, import, inbox, lists, office, organisations, phones, print};
    use Door::{Api, Asset, Console, Data, Operator, Page};
    use console::{join, sign_in};
    use console::menu_import;
    use console::reviews as moderation;
    use Handler::{Documented, Plain};
    use Role::{Anyone, InDemo, Manager, Phone, Worker};
    const DESK: Door = Door::Desk;
    const AT_DESK: Role = Role::Desk;
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    &[
        row(GET, "/", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::start))),
        row(GET, "/what-is-this", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::what_is_this))),
        row(GET, "/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::poster))),
        row(GET, "/v", Page, Anyone, NOTHING, AskAgain, Plain(|| get(check_page::empty))),
        row(POST, "/v", Page, Anyone, ONE_CARD, Never, Plain(|| post(check_page::typed))),
        row(GET, "/card", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card))),
        row(GET, "/card/activate", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card))),
        row(GET, "/activate", Page, Anyone, NOTHING, ONE_DAY, Plain(|| get(offline_app::older_letters))),
        row(GET, "/card/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card_worker))),
        row(GET, "/card/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card_manifest))),
        row(GET, "/check", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker))),
        row(GET, "/check/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker_worker))),
        row(GET, "/check/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker_manifest))),
        row(GET, "/lost", Page, Anyone, NOTHING, AskAgain, Plain(|| get(lost::empty))),
        row(POST, "/lost", Page, Anyone, ONE_CARD, Never, Plain(|| post(lost::typed))),

        row(GET, "/menu", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::list))),
        row(POST, "/menu/near", Page, Anyone, ONE_CARD, Never, Plain(|| post(self::menu::typed))),
        row(GET, "/menu/shared", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::shared))),
        row(GET, "/menu/print", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::print))),
        row(GET, "/menu/booklet", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::booklet))),
        row(GET, "/menu/easy-read", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::easy_read))),
        row(GET, "/menu/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::poster))),
        row(GET, "/menu/shortlist", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::shortlist))),
        row(GET, "/menu/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::menu_worker))),
        row(GET, "/menu/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::menu_manifest))),
        row(GET, "/menu/kept.json", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::kept))),
        row(GET, "/menu/{service}", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::one))),
        row(GET, "/menu/{service}/dates.ics", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::dates))),
        row(GET, "/menu/{service}/easy-read", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::easy_read_of_one))),
        row(GET, "/menu/{service}/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(self::menu::poster_of_one))),
        row(GET, "/assets/{*file}", Asset, Anyone, NOTHING, ForEver, Plain(|| get(assets::asset))),

        row(POST, "/api/verify", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(check::verify_card))),
        row(GET, "/api/offline-bundle", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(status::offline_bundle))),
        row(GET, "/.well-known/jwt-vc-issuer/h/{hub}", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(issuer::inserted))),
        row(GET, "/h/{hub}/.well-known/jwt-vc-issuer", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(issuer::appended))),
        row(GET, "/h/{hub}/status", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(issuer::aggregation))),
        row(GET, "/h/{hub}/status/{n}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(status::status_list))),
        row(GET, "/.well-known/openid-credential-issuer/h/{hub}", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::inserted))),
        row(GET, "/h/{hub}/.well-known/openid-credential-issuer", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::appended))),
        row(GET, "/.well-known/oauth-authorization-server/h/{hub}", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::server_inserted))),
        row(GET, "/h/{hub}/.well-known/oauth-authorization-server", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::server_appended))),
        row(GET, "/h/{hub}/offers/{handle}", Api, Anyone, NOTHING, Never, Documented(|| routes!(phone::offer))),
        row(POST, "/h/{hub}/token", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::token))),
        row(POST, "/h/{hub}/nonce", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::nonce))),
        row(POST, "/h/{hub}/credential", Api, Phone, ONE_FORM, Never, Documented(|| routes!(phone::credential))),
        row(POST, "/h/{hub}/notification", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::notification))),
        row(POST, "/api/activation", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::find_offer))),
        row(GET, "/api/card", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::show_card))),
        row(DELETE, "/api/card", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::remove))),
        row(PUT, "/api/card/choices", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::choose))),
        row(GET, "/api/card/activity", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::activity))),
        row(GET, "/api/card/data", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::data))),
        row(GET, "/api/card/messages", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::messages))),
        row(POST, "/api/card/messages", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::write))),
        row(GET, "/api/card/photo", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::photo))),
        row(GET, "/menu/my-review", Page, Anyone, NOTHING, Never, Plain(|| get(reviews::own))),
        row(POST, "/menu/my-review", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::look_up))),
        row(POST, "/menu/my-review/take-back", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::take_back))),
        row(GET, "/menu/{service}/review", Page, Anyone, NOTHING, Never, Plain(|| get(reviews::empty))),
        row(POST, "/menu/{service}/review", Page, Anyone, ONE_FORM, Never, Plain(|| post(reviews::typed))),
        row(GET, "/menu/{service}/reviews", Page, Anyone, NOTHING, AskAgain, Plain(|| get(reviews::all))),
        row(GET, "/menu/{service}/reviews/{review}/report", Page, Anyone, NOTHING, AskAgain, Plain(|| get(reviews::ask))),
        row(POST, "/menu/{service}/reviews/{review}/report", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::reported))),
        row(GET, "/api/menu/services/{service}/reviews", Api, Anyone, NOTHING, AskAgain, Documented(|| routes!(reviews::reviews))),
        row(POST, "/api/menu/reviews", Api, Anyone, ONE_FORM, Never, Documented(|| routes!(reviews::write_review))),
        row(POST, "/api/menu/reviews/state", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::review_state))),
        row(POST, "/api/menu/reviews/withdraw", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::withdraw_review))),
        row(POST, "/api/menu/reviews/{review}/report", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::report_review))),

        row(GET, "/vct/pass/1", Data, Anyone, NOTHING, ONE_DAY, Documented(|| routes!(types::phone))),
        row(GET, "/vct/printed/1", Data, Anyone, NOTHING, ONE_DAY, Documented(|| routes!(types::printed))),

        row(GET, "/api/menu/services", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::search::services))),
        row(GET, "/api/menu/services/{service}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::service))),
        row(GET, "/api/menu/terms", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::terms::terms))),
        row(GET, "/api/menu/changes", Data, Anyone, NOTHING, AskAgain, Documented(|| routes!(menu_api::changes::changes))),

        row(GET, "/open-referral", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(open_referral::about_too))),
        row(GET, "/open-referral/", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(open_referral::about))),
        row(GET, "/open-referral/services", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::services::services))),
        row(GET, "/open-referral/services/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::services::service))),
        row(GET, "/open-referral/service_at_locations", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::places::service_at_locations))),
        row(GET, "/open-referral/service_at_locations/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::places::service_at_location))),
        row(GET, "/open-referral/organizations", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::organizations::organizations))),
        row(GET, "/open-referral/organizations/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::organizations::organization))),
        row(GET, "/open-referral/taxonomies", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomies))),
        row(GET, "/open-referral/taxonomies/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy))),
        row(GET, "/open-referral/taxonomy_terms", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy_terms))),
        row(GET, "/open-referral/taxonomy_terms/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy_term))),

        row(GET, "/api/docs", Page, Anyone, NOTHING, AskAgain, Plain(|| get(openapi::docs))),
        row(GET, "/api/openapi.json", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(openapi::openapi))),

        row(GET, "/hub", Console, Worker, NOTHING, Never, Plain(|| get(console::start::start))),
        row(GET, "/hub/sign-in", Console, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty))),
        row(POST, "/hub/sign-in", Console, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_code))),
        row(GET, "/hub/recover", Console, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty_recovery))),
        row(POST, "/hub/recover", Console, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_recovery_code))),
        row(POST, "/hub/sign-out", Console, Worker, ONE_FORM, Never, Plain(|| post(sign_in::sign_out))),
        row(GET, "/hub/join/{link}", Console, Anyone, NOTHING, Never, Plain(|| get(join::show))),
        row(POST, "/hub/join/{link}", Console, Anyone, ONE_FORM, Never, Plain(|| post(join::accept))),

        row(GET, "/hub/carers", Console, Worker, NOTHING, Never, Plain(|| get(carers::search))),
        row(POST, "/hub/carers", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::found))),
        row(GET, "/hub/carers/add", Console, Worker, NOTHING, Never, Plain(|| get(carers::add))),
        row(POST, "/hub/carers/add", Console, Worker, ONE_FORM, Never, Plain(|| post(carers::added))),
        row(GET, "/hub/carers/{carer}", Console, Worker, NOTHING, Never, Plain(|| get(carers::record))),
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

        row(GET, "/hub/lists", Console, Worker, NOTHING, Never, Plain(|| get(lists::overview))),
        row(GET, "/hub/lists/schools", Console, Worker, NOTHING, Never, Plain(|| get(lists::schools))),
        row(GET, "/hub/lists/schools/{organisation}", Console, Worker, NOTHING, Never, Plain(|| get(lists::pupils))),
        row(GET, "/hub/lists/leaving-school", Console, Worker, NOTHING, Never, Plain(|| get(lists::leavers))),
        row(POST, "/hub/lists/leaving-school", Console, Worker, MANY_TICKS, Never, Plain(|| post(lists::have_left))),
        row(GET, "/hub/lists/birthdays", Console, Worker, NOTHING, Never, Plain(|| get(lists::birthdays))),
        row(GET, "/hub/lists/{list}", Console, Worker, NOTHING, Never, Plain(|| get(lists::list))),
        row(POST, "/hub/lists/hand-over", Console, Worker, MANY_TICKS, Never, Plain(|| post(lists::hand_over))),

        row(GET, "/hub/organisations", Console, Worker, NOTHING, Never, Plain(|| get(organisations::list))),
        row(GET, "/hub/organisations/add", Console, Worker, NOTHING, Never, Plain(|| get(organisations::add))),
        row(POST, "/hub/organisations/add", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::added))),
        row(GET, "/hub/organisations/{organisation}", Console, Worker, NOTHING, Never, Plain(|| get(organisations::change))),
        row(POST, "/hub/organisations/{organisation}", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::changed))),
        row(GET, "/hub/organisations/{organisation}/close", Console, Worker, NOTHING, Never, Plain(|| get(organisations::close))),
        row(POST, "/hub/organisations/{organisation}/close", Console, Worker, ONE_FORM, Never, Plain(|| post(organisations::closed))),

        row(GET, "/hub/inbox", Console, Worker, NOTHING, Never, Plain(|| get(inbox::list))),
        row(GET, "/hub/inbox/{message}", Console, Worker, NOTHING, Never, Plain(|| get(inbox::show))),
        row(POST, "/hub/inbox/{message}/answer", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::answer))),
        row(POST, "/hub/inbox/{message}/reopen", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::reopen))),
        row(GET, "/hub/inbox/{message}/letter", Console, Worker, NOTHING, Never, Plain(|| get(inbox::letter))),
        row(POST, "/hub/inbox/{message}/letter", Console, Worker, ONE_FORM, Never, Plain(|| post(inbox::write_letter))),

        row(GET, "/hub/organisations/{organisation}/desk", Console, Manager, NOTHING, Never, Plain(|| get(organisations::desk))),
        row(GET, "/hub/organisations/{organisation}/desk/invite", Console, Manager, NOTHING, Never, Plain(|| get(organisations::invite_to_desk))),
        row(POST, "/hub/organisations/{organisation}/desk/invite", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::invited_to_desk))),
        row(POST, "/hub/organisations/{organisation}/desk/invitations/{invitation}/call-back", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::call_back_from_desk))),
        row(POST, "/hub/organisations/{organisation}/desk/{person}/reset", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::reset_desk_person))),
        row(GET, "/hub/organisations/{organisation}/desk/{person}/end", Console, Manager, NOTHING, Never, Plain(|| get(organisations::ask_end_desk_person))),
        row(POST, "/hub/organisations/{organisation}/desk/{person}/end", Console, Manager, ONE_FORM, Never, Plain(|| post(organisations::end_desk_person))),

        row(GET, "/hub/choose", Console, Worker, NOTHING, Never, Plain(|| get(office::choose))),
        row(POST, "/hub/choose", Console, Worker, ONE_FORM, Never, Plain(|| post(office::chosen))),
        row(GET, "/hub/office", Console, Worker, NOTHING, Never, Plain(|| get(office::overview))),
        row(GET, "/hub/office/sessions", Console, Worker, NOTHING, Never, Plain(|| get(office::sessions))),
        row(POST, "/hub/office/sessions/end-others", Console, Worker, ONE_FORM, Never, Plain(|| post(office::end_others))),
        row(POST, "/hub/office/sessions/{session}/end", Console, Worker, ONE_FORM, Never, Plain(|| post(office::end_session))),
        row(GET, "/hub/office/colleagues", Console, Manager, NOTHING, Never, Plain(|| get(office::colleagues))),
        row(GET, "/hub/office/colleagues/invite", Console, Manager, NOTHING, Never, Plain(|| get(office::invite))),
        row(POST, "/hub/office/colleagues/invite", Console, Manager, ONE_FORM, Never, Plain(|| post(office::invited))),
        row(POST, "/hub/office/colleagues/invitations/{invitation}/call-back", Console, Manager, ONE_FORM, Never, Plain(|| post(office::call_back))),
        row(GET, "/hub/office/colleagues/{person}", Console, Manager, NOTHING, Never, Plain(|| get(office::colleague))),
        row(POST, "/hub/office/colleagues/{person}/role", Console, Manager, ONE_FORM, Never, Plain(|| post(office::change_role))),
        row(POST, "/hub/office/colleagues/{person}/reset", Console, Manager, ONE_FORM, Never, Plain(|| post(office::reset))),
        row(GET, "/hub/office/colleagues/{person}/end", Console, Manager, NOTHING, Never, Plain(|| get(office::end))),
        row(POST, "/hub/office/colleagues/{person}/end", Console, Manager, ONE_FORM, Never, Plain(|| post(office::end_access))),
        row(GET, "/hub/office/keys", Console, Manager, NOTHING, Never, Plain(|| get(office::keys))),
        row(GET, "/hub/office/texts", Console, Manager, NOTHING, Never, Plain(|| get(office::texts))),
        row(POST, "/hub/office/texts", Console, Manager, ONE_FORM, Never, Plain(|| post(office::keep_texts))),
        row(GET, "/hub/office/arrangements", Console, Manager, NOTHING, Never, Plain(|| get(office::arrangements))),
        row(POST, "/hub/office/arrangements", Console, Manager, ONE_FORM, Never, Plain(|| post(office::keep_arrangements))),
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

        row(GET, "/hub/menu/imports", Console, Worker, NOTHING, Never, Plain(|| get(menu_import::list))),
        row(GET, "/hub/menu/imports/{reading}", Console, Worker, NOTHING, Never, Plain(|| get(menu_import::show))),
        row(POST, "/hub/menu/imports/{reading}/approve", Console, Manager, ONE_FORM, Never, Plain(|| post(menu_import::approve_all))),
        row(GET, "/hub/menu/imports/{reading}/services/{number}", Console, Worker, NOTHING, Never, Plain(|| get(menu_import::service))),
        row(POST, "/hub/menu/imports/{reading}/services/{number}/approve", Console, Manager, ONE_FORM, Never, Plain(|| post(menu_import::approve))),
        row(POST, "/hub/menu/imports/{reading}/services/{number}/skip", Console, Worker, ONE_FORM, Never, Plain(|| post(menu_import::skip))),
        row(GET, "/hub/menu/reviews", Console, Worker, NOTHING, Never, Plain(|| get(moderation::list))),
        row(GET, "/hub/menu/reviews/invitations", Console, Worker, NOTHING, Never, Plain(|| get(moderation::invite))),
        row(POST, "/hub/menu/reviews/invitations", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::invited))),
        row(POST, "/hub/menu/reviews/invitations/{invitations}/call-back", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::call_back))),
        row(GET, "/hub/menu/reviews/{review}", Console, Worker, NOTHING, Never, Plain(|| get(moderation::show))),
        row(POST, "/hub/menu/reviews/{review}/decide", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::decide))),
        row(POST, "/hub/menu/reviews/{review}/reports-settled", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::reports_settled))),
        row(POST, "/hub/menu/reviews/{review}/worry", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::worry))),
        row(POST, "/hub/menu/reviews/{review}/worry-over", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::worry_over))),
        row(POST, "/hub/menu/reviews/{review}/who", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::ask_who))),
        row(POST, "/hub/menu/reviews/{review}/who/{opening}/open", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::open))),
        row(POST, "/hub/menu/reviews/{review}/who/{opening}/look", Console, Worker, ONE_FORM, Never, Plain(|| post(moderation::look))),

        row(POST, "/hub/print", Console, Worker, ONE_FORM, Never, Plain(|| post(print::print))),
        row(GET, "/hub/print/calibration", Console, Worker, NOTHING, Never, Plain(|| get(print::calibration))),
        row(POST, "/hub/print/calibration", Console, Worker, ONE_FORM, Never, Plain(|| post(print::keep_calibration))),

        row(GET, "/hub/menu", Console, Worker, NOTHING, Never, Plain(|| get(menu::list))),
        row(GET, "/hub/menu/add", Console, Worker, NOTHING, Never, Plain(|| get(menu::add))),
        row(POST, "/hub/menu/add", Console, Worker, MANY_TICKS, Never, Plain(|| post(menu::added))),
        row(GET, "/hub/menu/still-right", Console, Worker, NOTHING, Never, Plain(|| get(menu::still_right))),
        row(POST, "/hub/menu/still-right", Console, Worker, MANY_TICKS, Never, Plain(|| post(menu::found_right))),
        row(GET, "/hub/menu/providers", Console, Worker, NOTHING, Never, Plain(|| get(menu::providers))),
        row(GET, "/hub/menu/providers/{provider}", Console, Manager, NOTHING, Never, Plain(|| get(menu::change_provider))),
        row(POST, "/hub/menu/providers/{provider}", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::keep_provider))),
        row(GET, "/hub/menu/answers", Console, Worker, NOTHING, Never, Plain(|| get(menu::answers))),
        row(GET, "/hub/menu/answers/{kind}", Console, Manager, NOTHING, Never, Plain(|| get(menu::new_answer))),
        row(POST, "/hub/menu/answers/{kind}", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::keep_answer))),
        row(GET, "/hub/menu/answers/{kind}/{term}", Console, Manager, NOTHING, Never, Plain(|| get(menu::answer))),
        row(POST, "/hub/menu/answers/{kind}/{term}", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::change_answer))),
        row(POST, "/hub/menu/answers/{kind}/{term}/retire", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::retire_answer))),
        row(POST, "/hub/menu/answers/{kind}/{term}/bring-back", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::bring_answer_back))),
        row(GET, "/hub/menu/suggestions", Console, Worker, NOTHING, Never, Plain(|| get(menu::suggestions))),
        row(GET, "/hub/menu/suggestions/{suggestion}", Console, Worker, NOTHING, Never, Plain(|| get(menu::suggestion))),
        row(POST, "/hub/menu/suggestions/{suggestion}", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::finish_suggestion))),
        row(POST, "/hub/menu/suggestions/{suggestion}/reopen", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::reopen_suggestion))),
        row(GET, "/hub/menu/shared/{shared}", Console, Worker, NOTHING, Never, Plain(|| get(menu::shared))),
        row(POST, "/hub/menu/shared/{shared}", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::suggest_to_owner))),
        row(GET, "/hub/menu/{service}", Console, Worker, NOTHING, Never, Plain(|| get(menu::show))),
        row(GET, "/hub/menu/{service}/change", Console, Worker, NOTHING, Never, Plain(|| get(menu::change))),
        row(POST, "/hub/menu/{service}/change", Console, Worker, MANY_TICKS, Never, Plain(|| post(menu::changed))),
        row(GET, "/hub/menu/{service}/preview", Console, Worker, NOTHING, Never, Plain(|| get(menu::preview))),
        row(POST, "/hub/menu/{service}/send", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::send))),
        row(POST, "/hub/menu/{service}/approve", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::approve))),
        row(POST, "/hub/menu/{service}/send-back", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::send_back))),
        row(POST, "/hub/menu/{service}/leave", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::leave_draft))),
        row(POST, "/hub/menu/{service}/still-right", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::right_now))),
        row(POST, "/hub/menu/{service}/pause", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::pause))),
        row(POST, "/hub/menu/{service}/resume", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::resume))),
        row(POST, "/hub/menu/{service}/archive", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::archive))),
        row(POST, "/hub/menu/{service}/bring-back", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::bring_back))),
        row(GET, "/hub/menu/{service}/days", Console, Worker, NOTHING, Never, Plain(|| get(menu::days))),
        row(POST, "/hub/menu/{service}/days", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::keep_days))),
        row(GET, "/hub/menu/{service}/offered-by", Console, Manager, NOTHING, Never, Plain(|| get(menu::offerer))),
        row(POST, "/hub/menu/{service}/offered-by", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::keep_offerer))),
        row(GET, "/hub/menu/{service}/sharing", Console, Manager, NOTHING, Never, Plain(|| get(menu::sharing))),
        row(POST, "/hub/menu/{service}/sharing", Console, Manager, ONE_FORM, Never, Plain(|| post(menu::keep_sharing))),
        row(GET, "/hub/menu/{service}/history", Console, Worker, NOTHING, Never, Plain(|| get(menu::history))),
        row(GET, "/hub/menu/{service}/history/{number}", Console, Worker, NOTHING, Never, Plain(|| get(menu::version))),
        row(POST, "/hub/menu/{service}/history/{number}", Console, Worker, ONE_FORM, Never, Plain(|| post(menu::take_up_again))),
        row(GET, "/menu/{service}/suggest", Page, Anyone, NOTHING, AskAgain, Plain(|| get(suggest::empty))),
        row(POST, "/menu/{service}/suggest", Page, Anyone, ONE_CARD, Never, Plain(|| post(suggest::typed))),

        row(GET, "/desk", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::start))),
        row(GET, "/desk/sign-in", DESK, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty))),
        row(POST, "/desk/sign-in", DESK, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_code))),
        row(GET, "/desk/recover", DESK, Anyone, NOTHING, Never, Plain(|| get(sign_in::empty_recovery))),
        row(POST, "/desk/recover", DESK, Anyone, ONE_FORM, Never, Plain(|| post(sign_in::with_recovery_code))),
        row(GET, "/desk/join/{link}", DESK, Anyone, NOTHING, Never, Plain(|| get(join::show))),
        row(POST, "/desk/join/{link}", DESK, Anyone, ONE_FORM, Never, Plain(|| post(join::accept))),
        row(POST, "/desk/sign-out", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::sign_out))),
        row(GET, "/desk/pin", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::choose_pin))),
        row(POST, "/desk/pin", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::keep_pin))),
        row(GET, "/desk/locked", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::locked))),
        row(POST, "/desk/locked", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::unlock))),
        row(POST, "/desk/lock", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::lock))),
        row(POST, "/desk/in-use", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::in_use))),
        row(GET, "/desk/choose", DESK, AT_DESK, NOTHING, Never, Plain(|| get(desk::choose))),
        row(POST, "/desk/choose", DESK, AT_DESK, ONE_FORM, Never, Plain(|| post(desk::chosen))),
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

        row(GET, "/demo/cards/{number}", Page, InDemo, NOTHING, Never, Plain(|| get(demo_card::sheet))),

        row(GET, "/health/live", Operator, Anyone, NOTHING, Never, Documented(|| routes!(health::live))),
        row(GET, "/health/ready", Operator, Anyone, NOTHING, Never, Documented(|| routes!(health::ready))),
    ]
};

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

/// The router of the whole table.
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    let here = |route: &&Route| route.role != Role::InDemo || app.demo_sheets().is_some();
    for route in ROUTES.iter().filter(here) {
        let handler = match &route.handler {
            Handler::Plain(handler) => handler(),
            Handler::Documented(handler) => handler().2,
        };
        router = router.route(route.path, around(app, route, handler));
    }
    around_all(router, app)
}

/// What every answer goes through, from the inside out.
fn around_all(router: Router<App>, app: &App) -> Router {
    router
        .layer(CatchPanicLayer::custom(answer::after_a_panic))
        .layer(middleware::from_fn_with_state(app.clone(), answer::in_time))
        .layer(middleware::from_fn_with_state(app.clone(), answer::finish))
        .layer(CompressionLayer::new())
        .with_state(app.clone())
}

/// What a row promises, put around its handler.
fn around(app: &App, route: &'static Route, handler: MethodRouter<App>) -> MethodRouter<App> {
    let mut handler = handler.layer(DefaultBodyLimit::max(route.body_limit));
    if matches!(route.role, Role::Worker | Role::Manager | Role::Desk) {
        handler = handler.layer(middleware::from_fn_with_state(app.clone(), console::give_back));
    }
    if matches!(route.door, Door::Console | Door::Desk) {
        handler = handler.layer(middleware::from_fn_with_state(app.clone(), console::refuse_other_sites));
    }
    let marked =
        handler.layer(middleware::from_fn(move |request: Request, next: Next| mark(route, request, next)));
    match route.door {
        Door::Api | Door::Data => marked.layer(any_website()),
        Door::Page | Door::Console | Door::Desk | Door::Asset | Door::Operator => marked,
    }
}

/// Tells the handler which row it answers for, and [`answer::finish`] which one answered.
async fn mark(route: &'static Route, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(route);
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(route);
    answer
}

/// Verifiers on other websites may ask; nothing here depends on a cookie.
fn any_website() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(tower_http::cors::Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("dpop"),
            header::IF_NONE_MATCH,
        ])
        .expose_headers([
            header::ETAG,
            header::DATE,
            header::RETRY_AFTER,
            header::WWW_AUTHENTICATE,
            HeaderName::from_static("age"),
        ])
        .max_age(Duration::from_secs(24 * 60 * 60))
}
