//! What a hub's staff do while their server is killed: each act with the answer that came back, or none.

use super::dice::Dice;
use super::phones::Letter;
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::store::{CardId, CardRunId, CarerId, ImportId};
use passport_tests::console::{Browser, Form};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// So many people stand in each file.
pub const IN_A_FILE: i64 = 12;

/// What the server told of before it died, and what it was asked and did not answer.
#[derive(Default)]
pub struct Told {
    pub cards: Vec<(&'static str, CardId)>,
    pub withdrawn: Vec<CardId>,
    pub files: Vec<ImportId>,
    pub runs: Vec<CardRunId>,
    /// Access tokens.
    pub phones: Vec<String>,
    /// Signed cards on phones.
    pub texts: Vec<String>,
    pub forms: Vec<(&'static str, Form)>,
    pub letters: Vec<Letter>,
}

impl Told {
    /// Takes in what another was told.
    pub fn and(&mut self, other: Self) {
        self.cards.extend(other.cards);
        self.withdrawn.extend(other.withdrawn);
        self.files.extend(other.files);
        self.runs.extend(other.runs);
        self.phones.extend(other.phones);
        self.texts.extend(other.texts);
        self.forms.extend(other.forms);
        self.letters.extend(other.letters);
    }

    /// How often each act was acknowledged.
    pub fn acknowledged(&self) -> Value {
        let several = [
            ("withdrawing", self.withdrawn.len()),
            ("importing", self.files.len()),
            ("issuing to many", self.runs.len()),
            ("redeeming", self.phones.len()),
            ("fetching", self.texts.len()),
        ];
        let several = several.into_iter().flat_map(|(act, count)| std::iter::repeat_n(act, count));
        counted(self.cards.iter().map(|(act, _)| *act).chain(several))
    }

    /// How often each act had no answer.
    pub fn unanswered(&self) -> Value {
        counted(self.forms.iter().map(|(act, _)| *act).chain(self.letters.iter().map(|_| "redeeming")))
    }
}

fn counted(acts: impl Iterator<Item = &'static str>) -> Value {
    let mut counts = Map::new();
    for act in acts {
        let before = counts.get(act).and_then(Value::as_u64).unwrap_or(0);
        counts.insert(act.to_owned(), (before + 1).into());
    }
    counts.into()
}

/// Sends the form of a page, filled in; gives where it leads on to, or nothing when the server died.
async fn act(
    browser: &mut Browser,
    told: &mut Told,
    (name, page, action): (&'static str, &str, &str),
) -> Option<String> {
    let last_day = passport_core::issue::today(SystemClock.now()) + chrono::TimeDelta::days(200);
    let form = browser.try_get(page).await?.form(action);
    let form = form.with("phone_on_silent", "yes").with("ends_on", &last_day.format("%d/%m/%Y").to_string());
    let Some(seen) = browser.try_send(&form).await else {
        told.forms.push((name, form));
        return None;
    };
    assert_eq!(seen.status, 303, "{name}: {}", seen.body);
    Some(seen.location)
}

/// The id at the end of an address.
pub fn id<T: std::str::FromStr>(address: &str) -> T {
    let id = address.rsplit('/').next().and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("no id at the end of {address}"))
}

/// Cards are issued, renewed, replaced and withdrawn, one young person after another.
pub async fn paper(mut browser: Browser, carers: Vec<CarerId>, mut dice: Dice) -> Told {
    let mut told = Told::default();
    for carer in carers {
        if a_life(&mut browser, carer, (&mut dice, &mut told)).await.is_none() {
            break;
        }
    }
    told
}

async fn a_life(browser: &mut Browser, carer: CarerId, (dice, told): (&mut Dice, &mut Told)) -> Option<()> {
    let add = format!("/hub/carers/{carer}/cards/add");
    let mut card = act(browser, told, ("issuing", &add, &add)).await?;
    told.cards.push(("issuing", id(&card)));
    for _ in 0..dice.roll(3) {
        let (name, step) = if dice.roll(2) == 0 { ("renewing", "renew") } else { ("replacing", "lost") };
        let page = format!("{card}/{step}");
        card = act(browser, told, (name, &page, &page)).await?;
        told.cards.push((name, id(&card)));
    }
    if dice.roll(2) == 0 {
        let page = format!("{card}/withdraw");
        act(browser, told, ("withdrawing", &page, &page)).await?;
        told.withdrawn.push(id(&card));
    }
    Some(())
}

/// A list of people is added, and all of them get cards.
pub async fn file(mut browser: Browser, number: u32) -> Told {
    let mut told = Told::default();
    let _ = a_file(&mut browser, number, &mut told).await;
    told
}

async fn a_file(browser: &mut Browser, number: u32, told: &mut Told) -> Option<()> {
    let mut list = "First name,Surname,Date of birth\r\n".to_owned();
    for n in 0..IN_A_FILE {
        let (month, year) = (number % 12 + 1, 2010 + number / 12 % 4);
        writeln!(list, "Given{number}x{n},Family{n}x{number},{:02}/{month:02}/{year}\r", n + 1)
            .expect("a String takes it");
    }
    let form = browser.try_get("/hub/import").await?.form("/hub/import");
    let page = browser.try_send_file(&form, "list.csv", list.as_bytes()).await?.location;
    act(browser, told, ("importing", &page, &format!("{page}/start"))).await?;
    told.files.push(id(&page));
    while !browser.try_get(&page).await?.says("young people were added") {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let run = act(browser, told, ("issuing to many", &format!("{page}/cards"), "/hub/card-runs")).await?;
    told.runs.push(id(&run));
    Some(())
}
