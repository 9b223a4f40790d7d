//! The cookies: one holds the session of whoever signed in to the console, one that of a desk, and one the mark of a browser in which
//! somebody signed in before. Nothing else has any.

use crate::{
    App,
    store::{BrowserMark, Entrance, KNOWN_FOR, SessionToken},
};
use axum::http::{HeaderMap, HeaderValue, header};

/// Over https the name itself makes a browser refuse a cookie that another host or path set (RFC 6265bis section 4.1.3.2).
const OVER_HTTPS: [&str; 3] = ["__Host-pass", "__Host-desk", "__Host-known"];
/// On this machine alone, without https.
const ON_LOOPBACK: [&str; 3] = ["pass", "desk", "known"];

fn names(app: &App) -> [&'static str; 3] {
    if app.config().base.is_https() { OVER_HTTPS } else { ON_LOOPBACK }
}

fn name(app: &App, entrance: Entrance) -> &'static str {
    let [console, desk, _] = names(app);
    match entrance {
        Entrance::Console => console,
        Entrance::Desk => desk,
    }
}

/// The session that a browser says it has.
pub fn read(app: &App, entrance: Entrance, headers: &HeaderMap) -> Option<SessionToken> {
    held(headers, name(app, entrance)).and_then(SessionToken::parse)
}

/// The mark of a browser in which somebody signed in before.
pub fn read_mark(app: &App, headers: &HeaderMap) -> Option<BrowserMark> {
    let [_, _, known] = names(app);
    held(headers, known).and_then(BrowserMark::parse)
}

/// Gives a browser its mark, for as long as it is known.
pub fn set_mark(app: &App, headers: &mut HeaderMap, mark: &BrowserMark) {
    let [_, _, known] = names(app);
    put(app, headers, known, (&mark.to_text(), &format!("; Max-Age={}", KNOWN_FOR.num_seconds())));
}

fn held<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, text)| text)
}

/// Gives a browser its session.
pub fn set(app: &App, entrance: Entrance, headers: &mut HeaderMap, token: &SessionToken) {
    put(app, headers, name(app, entrance), (&token.to_text(), ""));
}

/// Takes it away.
pub fn clear(app: &App, entrance: Entrance, headers: &mut HeaderMap) {
    put(app, headers, name(app, entrance), ("", "; Max-Age=0"));
}

fn put(app: &App, headers: &mut HeaderMap, name: &str, (text, more): (&str, &str)) {
    let secure = if app.config().base.is_https() { "; Secure" } else { "" };
    let line = format!("{name}={text}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    let mut line = HeaderValue::try_from(line).expect("base64url and our own letters are a header value");
    line.set_sensitive(true);
    headers.append(header::SET_COOKIE, line);
}
