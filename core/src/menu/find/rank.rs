//! What comes first.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::Index;
use crate::menu::Wanted;

/// How far away is near, in metres, for somebody who does not say how far they go.
pub const NEAR: u32 = 25_000;

/// What comes first has the lower one.
pub(super) type Rank = (bool, Group, Reverse<u16>, u32, u32);

/// What is shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Help that is there at once.
    Now,
    /// At a place: one that is near, if somebody said where they are.
    Near,
    /// By phone, text or online.
    Remote,
    /// Far away, or at no place that is told.
    Elsewhere,
}

impl Index {
    /// Where a service comes of those that fit.
    pub(super) fn rank(
        &self,
        service: usize,
        (points, metres): (u16, Option<u32>),
        wanted: &Wanted,
        day: NaiveDate,
    ) -> Rank {
        let facts = &self.facts[service];
        let is_near = match (wanted.at, metres) {
            (Some(_), metres) => metres.is_some_and(|metres| metres <= wanted.within.unwrap_or(NEAR)),
            (None, _) => self.places.has(service),
        };
        let group = match () {
            () if facts.is_help_now => Group::Now,
            () if is_near => Group::Near,
            () if facts.is_remote => Group::Remote,
            () => Group::Elsewhere,
        };
        (facts.sinks(day), group, Reverse(points), metres.unwrap_or(u32::MAX), self.names[service])
    }
}
