//! Step 2a: starts paired with their ends by record.

use domain::{Code, Day, EventKind, Municipality, OrganisationKind, PartialDate};
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

/// What one institution can hand over to another: its start, that it was handed over, that it was taken over.
pub const PASSED_ON: [(EventKind, EventKind, EventKind); 2] = [
    (EventKind::OrderStarted, EventKind::OrderHandedOver, EventKind::OrderTakenOver),
    (EventKind::AuthorisationStarted, EventKind::AuthorisationHandedOver, EventKind::AuthorisationTakenOver),
];

/// The first and last day on which something can have happened.
pub type Days = (Day, Day);

/// Until when rows told of a spell without an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// The last day they tell of.
    pub through: Day,
    /// Who told.
    pub by: OrganisationKind,
    /// Where, by those rows: of a measure that was handed over the place in the taker's.
    pub at: Municipality,
}

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
    /// Its start, as stated last; that it was taken over, where nobody tells its start (see [`Spell::begins_unseen`]).
    pub start: Event,
    /// The code it began with: 12 for an order that began as an interim order.
    pub began_as: Code,
    /// Its end; `None` while it runs.
    pub end: Option<Ending>,
    /// When whoever had it last handed it over, where nobody tells to have taken it over (see [`crate::taken_over`]).
    pub handed: Option<Days>,
    /// Through which day rows told of it, and whose rows; `None` where no row after its first day did. Nobody is asked for the end of
    /// what only messages tell.
    pub told: Option<Told>,
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

    /// The kind of event that starts it, whether or not its own start is known.
    pub fn kind(&self) -> EventKind {
        PASSED_ON.iter().find(|(_, _, taken)| *taken == self.start.kind).map_or(self.start.kind, |(start, _, _)| *start)
    }

    /// Whether it was taken over from an institution of which no row tells its start: it began on an unknown day, and is known to run
    /// from the day it was taken over.
    pub fn begins_unseen(&self) -> bool {
        self.start.kind.is_passing_on()
    }

    /// The kind of event that ends it.
    pub fn end_kind(&self) -> Option<EventKind> {
        end_of(self.kind())
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
/// that spell stays open. An end without a start is no spell, nor is what a record says to have taken over: see [`crate::taken_over`].
pub fn pair(stated: &[Event]) -> Vec<Spell> {
    stated.chunk_by(same_record).flat_map(|record| record.iter().filter_map(|event| spell_of(event, record))).collect()
}

fn spell_of(start: &Event, record: &[Event]) -> Option<Spell> {
    end_of(start.kind)?;
    let is_taken_over = PASSED_ON.iter().any(|(kind, _, taken)| *kind == start.kind && record.iter().any(|event| event.kind == *taken));
    (!is_taken_over).then(|| told(start, start, record))
}

/// What one record tells of what runs, given its start and since when it had it: the same event, or that it took it over. What ended or
/// was handed on before it had it says nothing.
pub(crate) fn told(start: &Event, since: &Event, record: &[Event]) -> Spell {
    let is_told_on = since.status == RecordStatus::Current && since.stated > since.day;
    let told = Told { through: since.stated, by: since.organisation_kind, at: since.municipality };
    let spell = Spell { start: *start, began_as: start.code, end: None, handed: None, told: is_told_on.then_some(told), lapsed: None };
    let handed = PASSED_ON.iter().find(|(kind, _, _)| *kind == spell.kind()).map(|(_, handed, _)| *handed);
    let from = start.day.max(since.day);
    let later = |kind: Option<EventKind>| record.iter().find(|event| Some(event.kind) == kind && last_day(event) >= from);
    let end = later(spell.end_kind()).map(|event| ending(event, from));
    Spell { end, handed: later(handed).map(|event| (event.day.max(from), last_day(event))), ..spell }
}

/// A day of which only the month or year is known is taken at the first day it can mean, but never before the start.
fn ending(event: &Event, start: Day) -> Ending {
    Ending { day: event.day.max(start), until: last_day(event), code: event.code, outcome: (event.satisfaction, event.without_help) }
}

/// The last day that an event can have happened on.
pub(crate) fn last_day(event: &Event) -> Day {
    PartialDate { first: event.day, precision: event.precision }.last()
}
