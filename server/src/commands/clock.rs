//! `passport clock`: the operator vouches for the clock.

use clap::{Args, Subcommand};
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::config::DataSettings;

use super::output::say;
use super::{Answer, data};

/// Confirm the clock after a pause
#[derive(Debug, Args)]
pub struct ClockCheck {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say that this machine's clock is right, so that status lists are signed again after a pause of more than a day
    Confirm {
        #[command(flatten)]
        data: DataSettings,
    },
}

impl ClockCheck {
    /// Notes the confirmation.
    ///
    /// # Errors
    /// With what is wrong and what to do.
    pub async fn run(self) -> anyhow::Result<Answer> {
        let Command::Confirm { data } = self.command;
        data::open(&data).await?.confirm_clock().await?;
        say!("noted that {} is right", SystemClock.now().format("%Y-%m-%d %H:%M UTC"))?;
        Ok(Answer::Yes)
    }
}
