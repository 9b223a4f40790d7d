//! `passport carer`: the young people on a hub's books.

mod import;

use std::path::PathBuf;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use passport_core::clock::Clock as _;
use passport_core::issue::today;
use passport_server::clock::SystemClock;
use passport_server::photo;
use passport_server::store::{CarerDetails, CarerId, OrganisationId};
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, UsageError, output, typed};

/// Cards are for people up to 25; a few years more leave room for a record kept after that.
const OLDEST_YEARS: u32 = 30;

/// Add a young person, or look one up
#[derive(Debug, Args)]
pub struct Carer {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(Box<Add>),
    Import(Box<import::Import>),
    List(List),
    Show(Show),
}

/// Add a young person to a hub's books
#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    within: Within,
    /// First name, or the only one
    #[arg(long, value_name = "NAME")]
    given: String,
    /// Surname, if there is one
    #[arg(long, value_name = "NAME")]
    family: Option<String>,
    /// What they are called, if not by their first name; it stands on the card with the surname's initial
    #[arg(long, value_name = "NAME")]
    known_as: Option<String>,
    /// Date of birth, such as 2012-05-14; it never stands on a card
    #[arg(long, value_name = "DATE", value_parser = typed::date)]
    born: NaiveDate,
    /// Their school's id from `passport organisation list`; naming it lets nobody there see anything
    #[arg(long, value_name = "ID", value_parser = typed::id::<OrganisationId>)]
    school: Option<OrganisationId>,
    /// A photo of their face (JPEG, PNG or WebP); it is made small, what the camera noted is dropped, and it is printed once
    /// the console says who agreed to it
    #[arg(long, value_name = "FILE")]
    photo: Option<PathBuf>,
    /// Somebody may not be safe: no school list, no letters
    #[arg(long)]
    protected: bool,
    /// Add them although somebody of the same name and date of birth is on the books
    #[arg(long)]
    even_so: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// List the young people of a hub by name
#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    within: Within,
    /// Part of a name, to find some of them
    #[arg(long, value_name = "NAME", default_value = "")]
    name: String,
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

/// Show a young person's record and cards; the look is recorded
#[derive(Debug, Args)]
struct Show {
    /// The id from `passport carer list`
    #[arg(value_parser = typed::id::<CarerId>)]
    carer: CarerId,
    #[command(flatten)]
    within: Within,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Carer {
    /// Adds, lists or shows.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Add(add) => add.run().await?,
            Command::Import(import) => import.run().await?,
            Command::List(list) => list.run().await?,
            Command::Show(show) => show.run().await?,
        }
        Ok(Answer::Yes)
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let today = today(SystemClock.now());
        if self.born > today || today.years_since(self.born).is_none_or(|years| years > OLDEST_YEARS) {
            return Err(
                UsageError(format!("--born {}: check the year, it is {today} today", self.born)).into()
            );
        }
        // The photo first: a file that cannot be used leaves no half-added record behind.
        let photo = self.photo.map(|file| {
            let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            photo::clean(&bytes).with_context(|| file.display().to_string())
        });
        let photo = photo.transpose()?;
        let details = CarerDetails {
            given_name: self.given,
            family_name: self.family,
            known_as: self.known_as,
            born_on: self.born,
            school: self.school,
            protected_since: self.protected.then(|| SystemClock.now()),
            caring_ended_on: None,
        };
        let (store, scope) = self.within.open().await?;
        if !self.even_so {
            let alike = store.carers_like(&scope, &details).await?;
            if let Some(there) = alike.iter().find(|there| there.is_same_as(&details)) {
                anyhow::bail!(
                    "{} has the same name and date of birth: use that record, or say --even-so if it is somebody else",
                    there.carer_id
                );
            }
        }
        let carer = store.add_carer(&scope, &details).await?;
        if let Some(jpeg) = photo {
            store.put_photo(&scope, carer, &jpeg).await?;
        }
        if self.json {
            return output::json(&json!({"hub": self.within.hub(), "carer_id": carer}));
        }
        say!("{carer}")?;
        Ok(())
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let found = store.find_carers(&scope, &self.name).await?;
        if self.json {
            let rows = found.iter().map(|carer| {
                json!({"carer_id": carer.carer_id, "given_name": carer.given_name, "family_name": carer.family_name,
                    "known_as": carer.known_as, "born_on": carer.born_on})
            });
            return output::json(&rows.collect::<Vec<_>>());
        }
        let rows: Vec<[String; 3]> = found
            .into_iter()
            .map(|carer| {
                let name =
                    [Some(carer.given_name), carer.family_name].into_iter().flatten().collect::<Vec<_>>();
                [carer.carer_id.to_string(), name.join(" "), carer.born_on.to_string()]
            })
            .collect();
        output::table(["ID", "NAME", "BORN"], &rows, "nobody found: passport carer add --given … --born …")
    }
}

impl Show {
    async fn run(self) -> anyhow::Result<()> {
        let (store, scope) = self.within.open().await?;
        let carer = store.open_carer(&scope, self.carer).await?;
        let cards = store.cards_of(&scope, self.carer).await?;
        let today = today(SystemClock.now());
        let details = &carer.details;
        if self.json {
            let cards = cards.iter().map(|card| super::card::as_json(card, today)).collect::<Vec<_>>();
            return output::json(&json!({"carer_id": carer.carer_id, "given_name": details.given_name,
                "family_name": details.family_name, "known_as": details.known_as, "born_on": details.born_on,
                "school_id": details.school, "protected": details.protected_since.is_some(),
                "caring_ended_on": details.caring_ended_on, "cards": cards}));
        }
        say!("{} {}", details.given_name, details.family_name.as_deref().unwrap_or_default())?;
        say!("called {}, born {}", details.called(), details.born_on)?;
        if details.protected_since.is_some() {
            say!("PROTECTED: no school list, no letters")?;
        }
        super::card::print_table(&cards, today)
    }
}
