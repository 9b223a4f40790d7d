//! What the demo says once it serves: for people, or as one line for programs.

use passport_core::card::Base;
use serde_json::json;

use super::super::output::{self, say};
use crate::demo::{DemoActivation, DemoCard, DemoStaff, Filled, HUBS};

/// Says it.
///
/// # Errors
/// When nobody reads it any more.
pub fn tell(base: &Base, root: &str, filled: &Filled, json: bool) -> anyhow::Result<()> {
    let Filled { cards, staff, activations } = filled;
    if json {
        return output::json(&json!({"base_url": base, "root_key": root, "cards": cards, "staff": staff,
            "activations": activations}));
    }
    say!("The demo is ready; everybody in it is made up. Ctrl-C ends it.\n")?;
    say!("  start          {base}/")?;
    say!("  check a card   {base}/v")?;
    say!("  what is this?  {base}/what-is-this")?;
    say!("  poster         {base}/poster")?;
    say!("  for programs   {base}/api/docs")?;
    say!("  root key       {root}\n")?;
    tell_staff(base, staff)?;
    tell_phones(activations)?;
    for card in cards {
        tell_card(card)?;
    }
    Ok(())
}

fn tell_staff(base: &Base, staff: &[DemoStaff]) -> anyhow::Result<()> {
    say!(
        "A hub's staff sign in at {base}/hub with their password and a code. Type the secret into an authenticator app,"
    )?;
    say!("or have a program make the code: oathtool --totp --base32 SECRET\n")?;
    say!("People at the desks of schools and others sign in at {base}/desk in the same way.\n")?;
    for one in staff {
        say!("{} · {} · {}", one.name, one.organisation.unwrap_or(hub_name(one.hub)), one.role)?;
        say!("  email     {}", one.email)?;
        say!("  password  {}", one.password)?;
        say!("  secret    {}\n", one.totp_secret)?;
    }
    Ok(())
}

fn tell_phones(waiting: &[DemoActivation]) -> anyhow::Result<()> {
    say!(
        "These phones wait for their cards. Open the link with a phone or in a browser, and type the 6 digits.\n"
    )?;
    for phone in waiting {
        say!("{} · {} · phone", phone.of, hub_name(phone.hub))?;
        say!("  link    {}", phone.link)?;
        say!("  digits  {}", phone.tx_code)?;
        say!("  offer   {}\n", phone.offer)?;
    }
    Ok(())
}

fn tell_card(card: &DemoCard) -> anyhow::Result<()> {
    say!("{} · {} · {}", card.name, hub_name(card.hub), card.state)?;
    say!("  code    {}", card.short_code)?;
    say!("  print   {}", card.print_url)?;
    say!("  square  {}\n", card.square)
}

fn hub_name(slug: &str) -> &'static str {
    HUBS.iter().find(|hub| hub.slug == slug).map_or("a hub elsewhere", |hub| hub.name)
}
