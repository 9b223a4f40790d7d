//! Which browser somebody sits at, in words that they know again, such as "Firefox, Windows".

use axum::http::{HeaderMap, header};

/// What a browser says of itself, and its name. The first that fits counts: most say that they are others as well.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// The same for what it runs on.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// The name of a browser and of what it runs on; nothing when it tells neither. No version: it would only single people out.
pub fn named(headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::USER_AGENT)?.to_str().ok()?;
    let name = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| told.contains(sign)).map(|(_, name)| *name)
    };
    let names = [name(&BROWSERS), name(&SYSTEMS)];
    let said = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (told, said) in [
            (format!("{windows} Chrome/126.0.0.0 Safari/537.36"), Some("Chrome, Windows")),
            (format!("{windows} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"), Some("Edge, Windows")),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0".into(), Some("Firefox, Linux")),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1".into(),
                Some("Safari, iPhone"),
            ),
            ("curl/8.0".into(), None),
        ] {
            let headers = HeaderMap::from_iter([(header::USER_AGENT, told.parse().unwrap())]);
            assert_eq!(named(&headers).as_deref(), said, "{told}");
        }
        assert_eq!(named(&HeaderMap::new()), None);
    }
}
