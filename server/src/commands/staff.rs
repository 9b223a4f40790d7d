//! `passport staff`: the first manager of a hub, and a manager who lost their codes.

use clap::{Args, Subcommand};
use passport_server::sign_in::tidy_email;
use passport_server::store::{InvitationId, NewInvitation, Role, Store};
use serde_json::json;

use super::output::say;
use super::within::Within;
use super::{Answer, output};

/// Invite a hub's staff, list them, or let one set new codes
#[derive(Debug, Args)]
pub struct Staff {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a link with which somebody joins the hub's staff; it opens once, for 72 hours
    Invite {
        #[command(flatten)]
        within: Within,
        /// Their email address, which they sign in with
        #[arg(long, value_parser = tidy_email)]
        email: String,
        /// Their name
        #[arg(long, value_parser = name)]
        name: String,
        /// manager or worker
        #[arg(long, default_value = "manager", value_parser = role)]
        role: Role,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print a link with which one of the staff sets a new password and new codes; they are signed out everywhere
    Reset {
        #[command(flatten)]
        within: Within,
        /// Their email address
        #[arg(long, value_parser = tidy_email)]
        email: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// List the hub's staff by name
    List {
        #[command(flatten)]
        within: Within,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
}

fn role(code: &str) -> Result<Role, &'static str> {
    let role = Role::from_code(code).filter(|role| matches!(role, Role::Manager | Role::Worker));
    role.ok_or("choose manager or worker")
}

fn name(text: &str) -> Result<String, &'static str> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        1..=100 if !name.chars().any(char::is_control) => Ok(name),
        _ => Err("must have 1 to 100 letters"),
    }
}

impl Staff {
    /// Invites, resets or lists.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Invite { within, email, name, role, json } => {
                let (store, scope) = within.open().await?;
                let new = NewInvitation { email, display_name: name, role };
                let made = store.invite(&scope, &new).await?;
                tell(&store, made, json).await?;
            }
            Command::Reset { within, email, json } => {
                let (store, scope) = within.open().await?;
                let made = store.invite_to_reset(&scope, &email).await?;
                tell(&store, made, json).await?;
            }
            Command::List { within, json } => list(&within, json).await?,
        }
        Ok(Answer::Yes)
    }
}

async fn tell(store: &Store, invitation: InvitationId, json: bool) -> anyhow::Result<()> {
    let link = format!("{}/hub/join#{}", store.base().await?, store.invitation_link(invitation));
    if json {
        return output::json(&json!({"link": link}));
    }
    say!("{link}")?;
    say!("It opens once, for 72 hours. Give it to nobody else: whoever opens it first joins.")
}

async fn list(within: &Within, json: bool) -> anyhow::Result<()> {
    let (store, scope) = within.open().await?;
    let mut staff = store.memberships(&scope).await?;
    staff.retain(|one| one.ended_at.is_none() && matches!(one.role, Role::Manager | Role::Worker));
    if json {
        let rows = staff
            .iter()
            .map(|one| json!({"name": one.display_name, "email": one.email, "role": one.role.code()}));
        return output::json(&rows.collect::<Vec<_>>());
    }
    let rows: Vec<[String; 3]> =
        staff.into_iter().map(|one| [one.display_name, one.email, one.role.code().to_owned()]).collect();
    output::table(["NAME", "EMAIL", "ROLE"], &rows, "nobody yet: passport staff invite --email … --name …")
}
