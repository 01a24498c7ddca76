//! Hand-overs: the expectation that after one event another follows, within a time, by someone.
//!
//! The expectations themselves are data (`norms.toml`); this is what such a line says.

use crate::{Code, Day, EventKind, Form, OrganisationKind, workdays};

/// In which days a wait is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DayUnit {
    /// Every day.
    Calendar,
    /// Monday to Friday without public holidays.
    Working,
}

impl DayUnit {
    /// The wait from one day to another; the same day is 0, an earlier one too.
    pub fn between(self, from: Day, to: Day) -> u32 {
        match self {
            DayUnit::Calendar => (to - from).max(0) as u32,
            DayUnit::Working => workdays::working_days_between(from, to),
        }
    }
}

/// Within how long the next step is due: at most `days` of this unit after the start. A due given in weeks is 7 days
/// each; in months 3, 6 and 12 months are 91, 183 and 365 days, so that every wait is measured on one scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// Number of days, included.
    pub days: u32,
    /// Which days count.
    pub unit: DayUnit,
}

/// Who set the norm; shown wherever the norm is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NormKind {
    /// A term in law.
    Statutory,
    /// A norm of the field itself.
    FieldNorm,
    /// Our own yardstick: no one promised it.
    OwnYardstick,
}

/// Events a definition speaks of: a kind, and which codes of it (empty means any).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selector {
    /// The kind of event.
    pub kind: EventKind,
    /// Its codes; empty for any.
    pub codes: Vec<Code>,
}

impl Selector {
    /// Any event of this kind.
    pub fn any(kind: EventKind) -> Selector {
        Selector { kind, codes: Vec::new() }
    }

    /// Whether an event of this kind and code is meant.
    pub fn matches(&self, kind: EventKind, code: Code) -> bool {
        self.kind == kind && (self.codes.is_empty() || self.codes.contains(&code))
    }
}

/// What ties the two ends of a hand-over together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tie {
    /// Any later event of the same person.
    Person,
    /// An event of the same record (an assessment answers one report).
    Record,
}

/// One expectation: after *from*, one of *to* within *due*.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOver {
    /// Its id, `help-after-order`.
    pub id: String,
    /// What starts the clock.
    pub from: Vec<Selector>,
    /// What reaches it.
    pub to: Vec<Selector>,
    /// What makes it impossible: an outcome of its own, never censoring.
    pub competing: Vec<Selector>,
    /// What ties both ends.
    pub tie: Tie,
    /// Whether a spell already running on the first day reaches it on day 0.
    pub running_counts: bool,
    /// The term.
    pub due: Due,
    /// Who set the term.
    pub norm: NormKind,
    /// Where the term stands.
    pub source: String,
    /// Kinds of organisation that deliver *to*: their coverage ends the observation.
    pub suppliers: Vec<OrganisationKind>,
    /// Counts only starts whose reasons hold this form; `None` for all.
    pub form: Option<Form>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_counted_in_their_own_days() {
        let (friday, monday) = (Day::parse_iso("2023-03-03").expect("a day"), Day::parse_iso("2023-03-06").expect("a day"));
        assert_eq!(DayUnit::Calendar.between(friday, monday), 3);
        assert_eq!(DayUnit::Working.between(friday, monday), 1);
        assert_eq!(DayUnit::Working.between(monday, friday), 0);
    }
}
