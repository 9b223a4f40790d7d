//! `passport unpack`: from a square back to the standard SD-JWT inside it.

use clap::Args;
use passport_core::card::Base;
use passport_core::packed::Packed;

use super::output::say;
use super::{Answer, UsageError, text_or_input};

/// Print the standard SD-JWT that a square holds
#[derive(Debug, Args)]
pub struct Unpack {
    /// The square's text (https://…/v#digits) or its bare digits; - reads standard input
    text: String,
    /// The address before /v#, needed for bare digits
    #[arg(long, value_name = "URL")]
    base: Option<Base>,
}

impl Unpack {
    /// Unpacks and prints.
    ///
    /// # Errors
    /// When the text is not a square's or is not whole, or bare digits come without their base.
    pub fn run(self) -> anyhow::Result<Answer> {
        let text = text_or_input(&self.text)?;
        say!("{}", unpack(&text, self.base)?)?;
        Ok(Answer::Yes)
    }
}

fn unpack(text: &str, base: Option<Base>) -> anyhow::Result<String> {
    let is_bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    anyhow::ensure!(
        is_bare || text.contains("/v#"),
        "this is not a square: its text starts with https:// and has digits after /v#"
    );
    let (base, digits) = match (text.split_once("/v#"), base) {
        (Some((found, digits)), given) => {
            let found =
                Base::parse(found).map_err(|fault| anyhow::anyhow!("the square's address {fault}"))?;
            if given.is_some_and(|given| given != found) {
                return Err(UsageError(format!("this square is of {found}: leave --base out")).into());
            }
            (found, digits)
        }
        (None, Some(base)) => (base, text),
        (None, None) => {
            let what = "bare digits need --base, the address that stands before /v# (such as https://pass.example.uk)";
            return Err(UsageError(what.to_owned()).into());
        }
    };
    Packed::from_digits(digits).and_then(|packed| packed.unpack(&base)).map_err(|_broken| {
        anyhow::anyhow!("this is not a whole square of ours: scan it again and copy all digits")
    })
}
