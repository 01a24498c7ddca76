//! Step 2a: starts paired with their ends by record.

use domain::{Code, Day, EventKind};
use person::Event;

use crate::statement::same_record;

/// What runs for a time, as a start and its end.
pub const PAIRS: [(EventKind, EventKind); 6] = [
    (EventKind::InvestigationStarted, EventKind::InvestigationEnded),
    (EventKind::FollowUpStarted, EventKind::FollowUpEnded),
    (EventKind::OrderStarted, EventKind::OrderEnded),
    (EventKind::AuthorisationStarted, EventKind::AuthorisationEnded),
    (EventKind::HelpStarted, EventKind::HelpEnded),
    (EventKind::AdultSupportStarted, EventKind::AdultSupportEnded),
];

/// How a spell ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ending {
    /// Its last day.
    pub day: Day,
    /// The end reason, of the list of its kind.
    pub code: Code,
}

/// Something that runs for a time: help, an order, an investigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spell {
    /// Its start, as stated last.
    pub start: Event,
    /// Its end; `None` while it runs.
    pub end: Option<Ending>,
}

impl Spell {
    /// Whether it runs on a day, its first and last day included.
    pub fn runs_on(&self, day: Day) -> bool {
        self.start.day <= day && self.end.is_none_or(|end| end.day >= day)
    }

    /// The kind of event that ends it.
    pub fn end_kind(&self) -> Option<EventKind> {
        end_of(self.start.kind)
    }
}

/// The kind that ends what this kind starts; `None` for what does not run.
pub fn end_of(kind: EventKind) -> Option<EventKind> {
    PAIRS.iter().find(|(start, _)| *start == kind).map(|(_, end)| *end)
}

/// Whether this kind starts or ends a spell.
pub fn is_paired(kind: EventKind) -> bool {
    PAIRS.iter().any(|(start, end)| *start == kind || *end == kind)
}

/// The spells in events sorted by record (see [`crate::statement::latest`]). An end before its start says nothing:
/// that spell stays open. An end without a start is no spell.
pub fn pair(stated: &[Event]) -> Vec<Spell> {
    stated.chunk_by(same_record).flat_map(|record| record.iter().filter_map(|event| spell_of(event, record))).collect()
}

fn spell_of(start: &Event, record: &[Event]) -> Option<Spell> {
    let end_kind = end_of(start.kind)?;
    let end = record.iter().find(|event| event.kind == end_kind && event.day >= start.day);
    Some(Spell { start: *start, end: end.map(|event| Ending { day: event.day, code: event.code }) })
}
