//! One of the seven answers, as it is said to the person who checks a card.

use passport_core::card::Setting;
use passport_core::verify::{Line, State, Verdict, Why};

use super::Speaker;
use super::date::date_in_london;

/// An answer in words: a headline, and what to do next in the order in which it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// "Card is valid".
    pub headline: String,
    /// Arrangements first, the hub's telephone number last.
    pub lines: Vec<String>,
}

const DAY_SECONDS: u64 = 24 * 60 * 60;

impl Speaker {
    /// Says a verdict: what this setting may do, or what to do next; never a reason.
    pub fn verdict(&self, verdict: &Verdict) -> Spoken {
        let mut lines = match verdict.state {
            State::Valid | State::ValidOffline => self.good(verdict),
            State::ValidNotHere => vec![self.words.verdict_may_still_need_help()],
            State::Expired => vec![self.words.verdict_still_help()],
            State::NotInUse => vec![self.words.verdict_do_not_keep()],
            State::NotRecognised => vec![self.words.verdict_try_the_code()],
            State::CannotCheck => verdict.why.map(|why| self.why(why, verdict)).into_iter().collect(),
        };
        if let Some(hub) = &verdict.hub {
            lines.push(self.words.verdict_hub(hub.name.as_str(), hub.telephone.as_str()));
        }
        Spoken { headline: self.headline(verdict), lines }
    }

    /// Says of a typed code that it names no card: what to do instead of a verdict's "Try the code".
    pub fn unknown_code(&self) -> Spoken {
        Spoken {
            headline: self.words.verdict_not_recognised(),
            lines: vec![self.words.verdict_look_at_the_code()],
        }
    }

    fn headline(&self, verdict: &Verdict) -> String {
        match verdict.state {
            State::Valid => self.words.verdict_valid(),
            State::ValidOffline => self.words.verdict_valid_offline(),
            State::ValidNotHere => {
                self.words.verdict_valid_not_here(verdict.setting.map_or("", Setting::code))
            }
            State::Expired => self.words.verdict_expired(),
            State::NotInUse => self.words.verdict_not_in_use(),
            State::NotRecognised => self.words.verdict_not_recognised(),
            State::CannotCheck => self.words.verdict_cannot_check(),
        }
    }

    /// What may happen here, whether it is the right person, and how fresh the answer is.
    fn good(&self, verdict: &Verdict) -> Vec<String> {
        let today = date_in_london(verdict.checked_at);
        let mut lines: Vec<String> = verdict
            .lines
            .iter()
            .map(|line| match line {
                Line::Arrangement(arrangement) => self.arrangement(arrangement, verdict.valid_until, today),
                Line::NeedsFreshList => self.words.verdict_needs_fresh_list(),
            })
            .collect();
        lines.push(match verdict.setting {
            Some(Setting::Transport) => self.words.verdict_match_photo(),
            _ => self.words.verdict_match(),
        });
        match (verdict.state, verdict.list_issued_at) {
            (State::ValidOffline, Some(issued_at)) => {
                lines.push(self.words.verdict_list_from(self.when(issued_at, verdict.checked_at)));
                if verdict.checked_at.saturating_sub(issued_at) > DAY_SECONDS {
                    lines.push(self.words.verdict_list_old());
                }
            }
            _ => lines.push(self.words.verdict_checked_now()),
        }
        lines
    }

    fn why(&self, why: Why, verdict: &Verdict) -> String {
        match (why, verdict.list_issued_at) {
            (Why::CodeTooOld, _) => self.words.why_code_too_old(),
            (Why::ClockWrong, _) => self.words.why_clock_wrong(self.date(date_in_london(verdict.checked_at))),
            (Why::ListTooOld, Some(issued_at)) => {
                self.words.why_list_too_old(verdict.checked_at.saturating_sub(issued_at) / DAY_SECONDS)
            }
            (Why::ListTooOld, None) => self.words.why_list_stale(),
            (Why::ListMissing, _) => self.words.why_list_missing(),
            (Why::NeedsNetwork, _) => self.words.check_code_offline(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use passport_core::card::{Arrangement, FareBand, LineText};
    use passport_core::verify::HubContact;

    use super::*;

    fn seconds(text: &str) -> u64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp().try_into().unwrap()
    }

    fn verdict(state: State) -> Verdict {
        Verdict {
            state,
            why: None,
            setting: None,
            name: None,
            lines: Vec::new(),
            valid_until: None,
            checked_at: seconds("2026-11-21T12:00:00Z"),
            list_issued_at: None,
            hub: None,
        }
    }

    fn spoken(verdict: &Verdict) -> Spoken {
        Speaker::new("en").unwrap().verdict(verdict)
    }

    #[test]
    fn good_answer_says_what_may_happen_and_asks_who_stands_there() {
        let said = spoken(&Verdict {
            setting: Some(Setting::School),
            name: Some(LineText::parse("Zoë M").unwrap()),
            lines: vec![Line::Arrangement(Arrangement::PhoneOnSilent)],
            ..verdict(State::Valid)
        });
        assert_eq!(said.headline, "Card is valid");
        assert_eq!(
            said.lines,
            [
                "May keep a phone on silent and answer home.",
                "Does the name and photo match the person?",
                "This card was checked just now."
            ]
        );
    }

    #[test]
    fn nameless_fare_card_asks_about_the_photo_alone() {
        let fare = Arrangement::Fare { band: FareBand::Child };
        let said = spoken(&Verdict {
            setting: Some(Setting::Transport),
            lines: vec![Line::Arrangement(fare)],
            valid_until: Some("2027-08-31".parse().unwrap()),
            ..verdict(State::Valid)
        });
        assert_eq!(said.lines[0], "Fare band: child. Valid until 31 Aug.");
        assert_eq!(said.lines[1], "Does the photo match the person?");
    }

    #[test]
    fn offline_answer_tells_the_age_of_its_list() {
        let offline = |issued_at| {
            let list_issued_at = Some(seconds(issued_at));
            spoken(&Verdict { list_issued_at, ..verdict(State::ValidOffline) }).lines
        };
        let today = offline("2026-11-21T09:10:00Z");
        assert_eq!(today.last().unwrap(), "Checked with the list from 09:10 today.");
        assert!(
            !today
                .contains(&"That list is over a day old. Go online and check again when you can.".to_owned())
        );
        let old = offline("2026-11-18T09:10:00Z");
        assert_eq!(
            old[1..],
            [
                "Checked with the list from 09:10 on 18 November.",
                "That list is over a day old. Go online and check again when you can."
            ]
        );
    }

    #[test]
    fn ended_card_is_met_with_kindness_and_a_telephone_number() {
        let hub = Some(HubContact { name: "Riverton Hub".into(), telephone: "01632 960100".into() });
        let said = spoken(&Verdict { hub, ..verdict(State::Expired) });
        assert_eq!(said.headline, "Card needs renewing");
        assert_eq!(said.lines, ["Please still help today.", "Riverton Hub: 01632 960100"]);
    }

    #[test]
    fn withdrawn_card_is_told_without_a_reason() {
        let said = spoken(&verdict(State::NotInUse));
        assert_eq!((said.headline.as_str(), said.lines.len()), ("Card not in use", 1));
        assert_eq!(said.lines[0], "Please don't keep the card. Ring the hub.");
    }

    #[test]
    fn nothing_set_here_still_asks_what_would_help() {
        let said = spoken(&Verdict { setting: Some(Setting::Pharmacy), ..verdict(State::ValidNotHere) });
        assert_eq!(said.headline, "Valid card, nothing set for a pharmacy");
        assert_eq!(said.lines, ["They may still need help. Ask what would help."]);
    }

    #[test]
    fn what_cannot_be_checked_says_why_and_what_to_do() {
        let because = |why, list_issued_at| {
            spoken(&Verdict { why: Some(why), list_issued_at, ..verdict(State::CannotCheck) }).lines.remove(0)
        };
        assert!(because(Why::CodeTooOld, None).starts_with("This code is too old, or a clock is wrong."));
        assert!(because(Why::ClockWrong, None).contains("It says 21 November 2026."));
        assert!(because(Why::ListMissing, None).contains("no list of cards yet"));
        let nine_days_ago = seconds("2026-11-12T11:00:00Z");
        assert!(because(Why::ListTooOld, Some(nine_days_ago)).contains("is 9 days old"));
        assert!(because(Why::ListTooOld, None).contains("is too old"));
    }
}
