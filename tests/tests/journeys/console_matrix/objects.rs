//! The objects that addresses of the console name, made anew for each address: what is done to one must not spoil the next.

use passport_core::card::Setting;
use passport_core::menu::Details;
use passport_core::short_code::ShortCode;
use passport_server::http::Route;
use passport_server::store::{
    About, CarerDetails, Happened, NewCardRun, NewImport, NewMessage, NewProvider, NewReview, Recipients,
    Role, Stars, SuggestionAbout, WrittenWith,
};
use passport_tests::people::{TestHub, for_school};
use uuid::Uuid;

/// Places of an address that name an object of a hub.
const OBJECTS: [&str; 18] = [
    "{service}",
    "{shared}",
    "{provider}",
    "{suggestion}",
    "{term}",
    "{message}",
    "{phone}",
    "{carer}",
    "{card}",
    "{organisation}",
    "{person}",
    "{invitation}",
    "{import}",
    "{run}",
    "{reading}",
    "{review}",
    "{opening}",
    "{invitations}",
];
/// Places that are a word, the same in every hub; and one's own session, which no hub owns.
const WORDS: [(&str, &str); 5] = [
    ("{purpose}", "photo"),
    ("{list}", "ended"),
    ("{session}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ("{kind}", "kind"),
    ("{number}", "1"),
];

/// Whether the answer depends on whose object the address names.
pub fn names_an_object(route: &Route) -> bool {
    OBJECTS.iter().any(|place| route.path.contains(place))
}

/// The objects of a hub that forms name.
pub struct Objects {
    pub carer: String,
    pub card: String,
    pub organisation: String,
}

impl Objects {
    pub async fn of(hub: &TestHub<'_>) -> Self {
        let carer = hub.carer("Kim", "Marsh").await;
        let card = hub.issue(carer).await.id.to_string();
        let organisation = hub.school(&format!("School {}", carer.id())).await.to_string();
        Self { carer: carer.id().to_string(), card, organisation }
    }

    /// The address with an object of this hub in each place, made for it.
    pub async fn address(&self, hub: &TestHub<'_>, route: &Route) -> String {
        let mut path = route.path.to_owned();
        if path.contains("{carer}") {
            let carer = hub.carer("Zoë", "Moss").await;
            hub.keep_photo(carer).await;
            if path.contains("{phone}") {
                path = path.replace("{phone}", &hub.put_on_phone(carer, for_school()).await.to_string());
            }
            if path.contains("{card}") {
                path = path.replace("{card}", &hub.issue(carer).await.id.to_string());
            }
            path = path.replace("{carer}", &carer.id().to_string());
        }
        let store = hub.app().store();
        if path.contains("/desk/{person}") || path.contains("/desk/invitations") {
            let name = format!("School {}", store.draw_carer_id().expect("an id"));
            let school = hub.school(&name).await;
            let person = hub.at_desk(&format!("Desk of {name}"), school).await.person;
            hub.invite_to_desk(&format!("Guest of {name}"), school).await;
            let (_, open) = store.desk_people(hub.scope(), school).await.expect("the database answers");
            path = path
                .replace("{organisation}", &school.to_string())
                .replace("{person}", &person.to_string())
                .replace("{invitation}", &open[0].invitation_id.to_string());
        }
        if path.contains("{person}") {
            let name = format!("Person {}", store.draw_carer_id().expect("an id"));
            path = path.replace("{person}", &hub.colleague(&name, Role::Worker).await.person.to_string());
        }
        if path.contains("{invitation}") {
            let name = format!("Guest {}", store.draw_carer_id().expect("an id"));
            hub.invite(&name, Role::Worker).await;
            let open = store.open_invitations(hub.scope()).await.expect("the database answers");
            path = path.replace("{invitation}", &open[0].invitation_id.to_string());
        }
        if path.contains("{organisation}") {
            let name = format!("School {}", store.draw_carer_id().expect("an id"));
            path = path.replace("{organisation}", &hub.school(&name).await.to_string());
        }
        if path.contains("{message}") {
            path = path.replace("{message}", &report(hub).await);
        }
        if path.contains("{review}") {
            let (review, opening) = review(hub).await;
            path = path.replace("{review}", &review).replace("{opening}", &opening);
        }
        if path.contains("{invitations}") {
            store.invite_to_review(hub.scope(), (None, 2)).await.expect("codes");
            let made = store.review_invitations(hub.scope()).await.expect("the database answers");
            path = path.replace("{invitations}", &made[0].batch_id.to_string());
        }
        path = menu(hub, path).await;
        if path.contains("{import}") {
            path = path.replace("{import}", &read_in(hub).await);
        }
        if path.contains("{run}") {
            path = path.replace("{run}", &run(hub).await);
        }
        if path.contains("{reading}") {
            path = path.replace("{reading}", &hub.read_directory(1).await.to_string());
        }
        with_words(path)
    }

    /// The address with objects that no hub has.
    pub fn unknown(route: &Route) -> String {
        let nobodys = Uuid::from_u128(0x6f96_19ff_8b86_4d01_b42d_00cf_4fc9_64ff).to_string();
        with_words(OBJECTS.iter().fold(route.path.to_owned(), |path, place| path.replace(place, &nobodys)))
    }
}

/// Somebody whose record goes within thirty days.
pub async fn due(hub: &TestHub<'_>) -> String {
    let details = CarerDetails {
        given_name: "Ada".to_owned(),
        family_name: Some("Reed".to_owned()),
        known_as: None,
        born_on: "2010-03-04".parse().expect("a day"),
        school: None,
        protected_since: None,
        caring_ended_on: Some("2025-12-12".parse().expect("a day")),
    };
    hub.app().store().add_carer(hub.scope(), &details).await.expect("the books answer").to_string()
}

fn with_words(path: String) -> String {
    let path = WORDS.iter().fold(path, |path, (place, word)| path.replace(place, word));
    assert!(
        !path.contains('{'),
        "{path}: say in console_matrix/objects.rs what stands there: make an object of a hub in Objects::address and \
         name its place in OBJECTS, or give a word in WORDS"
    );
    path
}

/// The address with what stands on the hub's menu.
async fn menu(hub: &TestHub<'_>, mut path: String) -> String {
    let store = hub.app().store();
    if path.contains("{shared}") {
        let lender = hub.app().hub(&format!("lender-{}", short_id(hub))).await;
        let service = lender.live_service("Climbing").await;
        store.share_service(lender.scope(), service, &[hub.scope().hub()]).await.expect("it is shared");
        path = path.replace("{shared}", &service.to_string());
    }
    if path.contains("{service}") {
        let service = hub.live_service("Climbing").await;
        path = path.replace("{service}", &service.to_string());
    }
    if path.contains("{provider}") {
        let service = hub.live_service("Climbing").await;
        let opened = store.open_service(hub.scope(), service).await.expect("it opens");
        path = path.replace("{provider}", &opened.provider.provider_id.to_string());
    }
    if path.contains("{suggestion}") {
        let service = hub.live_service("Climbing").await;
        store.suggest_change(service, SuggestionAbout::Gone, "").await.expect("it is kept");
        let open = store.suggestions(hub.scope()).await.expect("the database answers");
        path = path.replace("{suggestion}", &open[0].suggestion_id.to_string());
    }
    if path.contains("{term}") {
        let name = format!("Answer {}", short_id(hub));
        let code = store.add_term(hub.scope(), "kind", (&name, "")).await.expect("it is added");
        path = path.replace("{term}", &code);
    }
    path
}

/// Letters that no other object has.
fn short_id(hub: &TestHub<'_>) -> String {
    hub.app().store().draw_carer_id().expect("an id").to_string()[..8].to_owned()
}

async fn report(hub: &TestHub<'_>) -> String {
    let store = hub.app().store();
    let message_id = store.draw_message_id().expect("an id");
    let about = About::NotAccepted { setting: Setting::School, happened: Happened::Refused };
    let new = NewMessage { message_id, phone: None, about, words: None };
    store.send_message(hub.scope(), hub.carer("Ada", "Reed").await.id(), &new).await.expect("it is sent");
    message_id.to_string()
}

/// A review that worries a manager, who asked to know who wrote it.
async fn review(hub: &TestHub<'_>) -> (String, String) {
    let store = hub.app().store();
    let new = NewProvider { name: "A trust".to_owned(), description: None, website: None, email: None };
    let provider = store.add_provider(hub.scope(), &new).await.expect("a provider");
    let details =
        Details { name: "Trips".to_owned(), description: "A day out.".to_owned(), ..Details::default() };
    let service = store.add_service(hub.scope(), provider, &details).await.expect("a service");
    store.approve_service(hub.scope(), service, 1).await.expect("it is live");
    let card = hub.issue(hub.carer("Ada", "Reed").await).await;
    let code = ShortCode::parse(&card.short_code).expect("a code");
    let new = NewReview { stars: Stars::new(1, 1, 1).expect("stars"), good: None, others: None, story: None };
    let secret = store.draw_review_secret().expect("a code");
    let with = WrittenWith::Code(&code);
    store.write_review(service, with, (&secret, &new)).await.expect("it is written");
    let review = store.own_review(&secret).await.expect("it is kept").review;
    let name = format!("Manager {}", store.draw_carer_id().expect("an id"));
    let mut asks = hub.colleague(&name, Role::Manager).await;
    let page = format!("/hub/menu/reviews/{}", review.review_id);
    asks.fill(&page, &format!("{page}/worry"), &[]).await;
    asks.fill(&page, &format!("{page}/who"), &[("why", "Worried")]).await;
    let opened = store.open_review(hub.scope(), review.review_id).await.expect("it is there");
    (review.review_id.to_string(), opened.openings[0].opening_id.to_string())
}

async fn read_in(hub: &TestHub<'_>) -> String {
    let store = hub.app().store();
    let import_id = store.draw_import_id().expect("an id");
    let new = NewImport {
        import_id,
        file_name: "people.csv".to_owned(),
        rows: Vec::new(),
        ignored: Vec::new(),
        letters_guessed: false,
    };
    store.read_in(hub.scope(), &new).await.expect("it is read in");
    import_id.to_string()
}

async fn run(hub: &TestHub<'_>) -> String {
    let store = hub.app().store();
    let run_id = store.draw_card_run_id().expect("an id");
    let recipients = Recipients::Chosen(vec![hub.carer("Ada", "Reed").await.id()]);
    let new = NewCardRun { run_id, recipients, ends_on: None, arrangements: for_school() };
    store.start_card_run(hub.scope(), &new).await.expect("it starts");
    // To its end at once, so that the server does not write of it while something else is walked.
    while !store.go_on_with_card_run(hub.scope(), run_id).await.expect("it goes on") {}
    run_id.to_string()
}

/// What makes most forms of the console whole, with objects of the other hub where a form names any.
pub fn fields(csrf: &str, theirs: &Objects) -> Vec<(String, String)> {
    let plain = [
        ("attempt", "6f9619ff-8b86-4d01-b42d-00cf4fc964fe"),
        ("version", "1"),
        ("sure", "yes"),
        ("given_name", "Zoë"),
        ("born_on", "1/1/2012"),
        ("reached_by", "text"),
        ("safe_contact", "07700 900123"),
        ("who", "young-person"),
        ("how", "in-person"),
        ("agreed_on", "1/1/2026"),
        ("ended_on", "1/1/2026"),
        ("name", "Somebody Else"),
        ("email", "somebody.else@elsewhere.example"),
        ("role", "manager"),
        ("kind", "school"),
        ("telephone", "01632 960100"),
        ("accent", "#3b3573"),
        ("on-late-arrival", "yes"),
        ("as", "cards"),
        ("last", "6"),
        ("ready", "wrote"),
        ("decision", "show"),
        ("why", "Worried"),
        ("count", "2"),
    ];
    let named = [
        ("csrf", csrf),
        ("carer", &theirs.carer),
        ("card", &theirs.card),
        ("school", &theirs.organisation),
        ("organisation", &theirs.organisation),
    ];
    let all = plain.into_iter().chain(named);
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What no form has, by names that rows and rights have behind it, all of the other hub.
pub fn foreign(theirs: &Objects, other: &TestHub<'_>) -> Vec<(String, String)> {
    let hub = other.scope().hub().to_string();
    let nobodys = Uuid::from_u128(0x6f96_19ff_8b86_4d01_b42d_00cf_4fc9_64ff).to_string();
    let all = [
        ("hub", hub.as_str()),
        ("hub_id", &hub),
        ("scope[hub_id]", &hub),
        ("carer_id", &theirs.carer),
        ("card_id", &theirs.card),
        ("organisation_id", &theirs.organisation),
        ("person_id", &nobodys),
        ("actor", &nobodys),
        ("is_manager", "true"),
        ("ended_at", "2026-01-01"),
        ("erased_at", "2026-01-01"),
        ("approved_by", &nobodys),
        ("__proto__", "x"),
    ];
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}
