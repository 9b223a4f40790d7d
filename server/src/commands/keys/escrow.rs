//! `passport keys escrow`: showing that there is a copy of the sealing key, without bringing it here.

use std::path::Path;

use anyhow::Context as _;
use clap::Subcommand;
use passport_server::config::DataSettings;
use passport_server::escrow::{Answer, Question};
use passport_server::seal::SealingKey;
use serde_json::json;

use crate::commands::output::say;
use crate::commands::{data, output, text_or_input};

#[derive(Debug, Subcommand)]
pub enum Escrow {
    /// Ask whoever keeps the copy; prints what they type on a machine of theirs
    Ask {
        #[command(flatten)]
        data: DataSettings,
    },
    /// On the machine with the copy, which needs nothing else of the server: answer the question
    Answer {
        /// What `passport keys escrow ask` printed
        question: Question,
        /// The copy; - reads it as it is typed, from paper
        #[arg(long, value_name = "FILE", default_value = "-")]
        copy: String,
        /// The sealing key in use, which is no copy of itself [default: DIR/sealing.key]
        #[command(flatten)]
        data: DataSettings,
    },
    /// Note the answer: from then on `passport doctor` is content
    Confirm {
        /// What the holder of the copy read out
        answer: Answer,
        /// Who keeps the copy, by name or office
        #[arg(long, value_name = "NAME")]
        by: String,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Who showed last that there is a copy, and when
    Show {
        #[command(flatten)]
        data: DataSettings,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

impl Escrow {
    pub async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Ask { data } => {
                let question = data::open(&data).await?.ask_for_escrow().await?;
                say!("{question}")?;
                eprintln!(
                    "Whoever keeps the copy runs, where the copy is:\n  passport keys escrow answer {question} --copy FILE\n\
                     and tells what it prints, within 14 days. Then, here:\n  passport keys escrow confirm ANSWER --by \"NAME\""
                );
            }
            Self::Answer { question, copy, data } => {
                let in_use = data.check()?.sealing_key_file;
                say!("{}", question.answered_by(&read(&copy, &in_use)?))?;
            }
            Self::Confirm { answer, by, data } => {
                data::open(&data).await?.confirm_escrow(&answer, &by).await?;
                say!("noted: {by} keeps a copy of the sealing key that opens this database")?;
            }
            Self::Show { data, json } => {
                let escrow = data::open(&data).await?.escrow().await?;
                match escrow {
                    _ if json => {
                        let told = escrow.map(
                            |one| json!({"by": one.by, "at": one.at, "of_this_key": one.is_of_this_key}),
                        );
                        output::json(&told)?;
                    }
                    Some(one) if one.is_of_this_key => say!("{}, on {}", one.by, one.at.format("%Y-%m-%d"))?,
                    Some(one) => say!("{}, on {}, but of an earlier key", one.by, one.at.format("%Y-%m-%d"))?,
                    None => say!("nobody yet: `passport keys escrow ask`")?,
                }
            }
        }
        Ok(())
    }
}

/// The copy, which is not the file in use by another name.
fn read(copy: &str, in_use: &Path) -> anyhow::Result<SealingKey> {
    let text = if copy == "-" {
        text_or_input("-")?
    } else {
        let whole = |path: &Path| std::fs::canonicalize(path).ok();
        let is_itself = whole(copy.as_ref()).is_some_and(|copy| Some(copy) == whole(in_use));
        anyhow::ensure!(
            !is_itself,
            "{copy} is the key in use, not its copy: run this where the copy is kept"
        );
        std::fs::read_to_string(copy).with_context(|| format!("{copy} cannot be read"))?
    };
    SealingKey::parse(&text).context("the copy")
}
