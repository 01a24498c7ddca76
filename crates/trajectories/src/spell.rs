//! Step 2a: starts paired with their ends by record.

use domain::{Code, Day, EventKind, OrganisationKind, PartialDate};
use person::{Event, RecordStatus};

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
    /// Its last day; the first it can mean where only its month or year is known.
    pub day: Day,
    /// The last day it can mean.
    pub until: Day,
    /// The end reason, of the list of its kind.
    pub code: Code,
    /// Outcome of help as its end tells it: satisfaction 1–10, and going on without help 1–4; 0 where not said.
    pub outcome: (u8, u8),
}

/// Something that runs for a time: help, an order, an investigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spell {
    /// Its start, as stated last.
    pub start: Event,
    /// The code it began with: 12 for an order that began as an interim order.
    pub began_as: Code,
    /// Its end; `None` while it runs.
    pub end: Option<Ending>,
    /// Through which day rows told of it, and whose rows; `None` where no row after its first day did. Nobody is asked for the end of
    /// what only messages tell.
    pub told: Option<(Day, OrganisationKind)>,
    /// The last day it was told, where it has no end and later deliveries tell of it no more: see [`crate::lapse`].
    pub lapsed: Option<Day>,
}

impl Spell {
    /// Whether it runs on a day, its first and last day included.
    pub fn runs_on(&self, day: Day) -> bool {
        self.start.day <= day && self.known_through().is_none_or(|last| last >= day)
    }

    /// Its last day, or the last on which it was known to run; `None` while it runs.
    pub fn known_through(&self) -> Option<Day> {
        self.end.map(|end| end.day).or(self.lapsed)
    }

    /// Its end as an event, told by whoever told its start.
    pub fn last(&self) -> Option<Event> {
        let (end, kind) = (self.end?, self.end_kind()?);
        let (satisfaction, without_help) = end.outcome;
        Some(Event { kind, day: end.day, code: end.code, satisfaction, without_help, ..self.start })
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
    let end = record.iter().find(|event| event.kind == end_kind && last_day(event) >= start.day);
    let is_told_on = start.status == RecordStatus::Current && start.stated > start.day;
    Some(Spell {
        start: *start,
        began_as: start.code,
        end: end.map(|event| ending(event, start.day)),
        told: is_told_on.then_some((start.stated, start.organisation_kind)),
        lapsed: None,
    })
}

/// A day of which only the month or year is known is taken at the first day it can mean, but never before the start.
fn ending(event: &Event, start: Day) -> Ending {
    Ending { day: event.day.max(start), until: last_day(event), code: event.code, outcome: (event.satisfaction, event.without_help) }
}

fn last_day(event: &Event) -> Day {
    PartialDate { first: event.day, precision: event.precision }.last()
}
