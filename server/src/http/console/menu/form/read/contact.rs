//! How to reach a service: telephones, an address to write to, pages.

use super::super::Row;
use super::super::rows::get;
use super::{LINE, Notes};
use crate::contact::telephone;
use crate::sign_in::tidy_email;
use passport_core::card::is_unseen;
use passport_core::menu::{Link, Telephone};

/// The most letters of an address.
const LONGEST_ADDRESS: usize = 500;

/// What was typed is no address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super::super) struct NotAWebsite;

/// The address of a page, with the `https://` that people leave out; none where nothing was typed.
pub(in super::super::super) fn website(typed: &str) -> Result<Option<String>, NotAWebsite> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let full = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let host = full.strip_prefix("https://").or_else(|| full.strip_prefix("http://"));
    let host = host.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let is_sound = host.contains('.') && !host.starts_with('.') && !host.contains('@');
    let is_plain = !full.chars().any(|letter| letter.is_whitespace() || is_unseen(letter));
    if is_sound && is_plain && full.len() <= LONGEST_ADDRESS { Ok(Some(full)) } else { Err(NotAWebsite) }
}

pub(super) fn phone(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Telephone> {
    let number = telephone(get(row, "number")).ok();
    if number.is_none() {
        notes.wrong(format!("phone-{n}-number"), notes.words.texts_telephone_wrong());
    }
    let note = notes.text(format!("phone-{n}-note"), get(row, "note"), LINE);
    Some(Telephone { number: number?, note })
}

pub(super) fn email(notes: &mut Notes<'_>, typed: &str) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let email = tidy_email(typed).ok();
    if email.is_none() {
        notes.wrong("email".to_owned(), notes.words.invite_email_wrong());
    }
    email
}

pub(super) fn link(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Link> {
    let label = notes.text(format!("link-{n}-label"), get(row, "label"), LINE);
    if label.is_none() {
        notes.wrong(format!("link-{n}-label"), notes.words.menu_form_link_label_empty());
    }
    let url = notes.address(format!("link-{n}-url"), get(row, "url"));
    if url.is_none() {
        notes.wrong(format!("link-{n}-url"), notes.words.menu_form_website_wrong());
    }
    Some(Link { label: label?, url: url? })
}
