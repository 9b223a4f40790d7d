//! A line of the log for each try to sign in that is refused, so that an operator sees who is tried and from where. Account and network
//! stand there as MACs under a key of the server: the same ones look the same, and nobody reads an address out of them.

use crate::{App, store::Entrance};

/// Why somebody did not get in.
#[derive(Clone, Copy)]
pub enum Refused {
    /// Anything of the three was wrong, or a code was used before.
    Wrong,
    /// There were too many tries.
    TooMany,
}

/// Says that a try was refused.
pub fn refused(app: &App, entrance: Entrance, (email, network): (&str, &str), why: Refused) {
    let (account, network) = app.store().log_markers(email, network);
    let entrance = entrance.home();
    let why = match why {
        Refused::Wrong => "wrong",
        Refused::TooMany => "too many",
    };
    tracing::warn!(entrance, account, network, why, "sign-in refused");
}

#[cfg(test)]
mod tests {
    use crate::{
        http::{console::tests::Joined, logged::Logged},
        store::Role,
    };

    #[tokio::test]
    async fn a_refused_sign_in_is_logged_by_markers_that_name_nobody() {
        let joined = Joined::as_a(Role::Worker).await;
        let log = Logged::begin();
        for (email, password) in
            [("grace@hub.example", "wrong"), ("GRACE@hub.example", "wrong"), ("no@hub.example", "wrong")]
        {
            joined.sign_in(email, password, "000000").await;
        }
        let text = log.text();
        let told = log.lines("sign-in refused");
        let told: Vec<_> = told.iter().map(|line| &line["fields"]).collect();
        assert_eq!(told.len(), 3, "{text}");
        assert_eq!(told[0], told[1], "the same account, however it is typed");
        assert_ne!(told[0]["account"], told[2]["account"]);
        assert_eq!(told[0]["network"], told[2]["network"]);
        assert_eq!(told[0]["account"].as_str().map(str::len), Some(16));
        assert!(!text.to_lowercase().contains("hub.example"), "{text}");
    }
}
