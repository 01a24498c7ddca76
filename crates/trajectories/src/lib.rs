//! Room `trajectories`: the events of one person, folded into what happened to that person once.
//!
//! Deliveries repeat and overlap: the same help stands in five half-years and in an iJw message, an interim order
//! becomes an order, a message takes an earlier one back. [`fold`] reads them in the order of this list, one step a
//! file: [`statement`] → [`transport`] → [`spell`] → [`stitch`] → [`interim`] → [`life`] → [`reason`] → [`start`] → [`passage`].
//! Nothing here counts over persons, reads a clock or depends on the order in which events come in.

pub mod interim;
pub mod life;
pub mod moment;
pub mod passage;
pub mod reason;
pub mod spell;
pub mod start;
pub mod statement;
pub mod stitch;
pub mod transport;

use domain::{Coverage, HandOver};
use person::Event;

pub use passage::Passage;
pub use spell::{Ending, Spell};
pub use start::Start;

use reason::Evidence;

/// What a fold is done by; the same for every person.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The expectations; a [`Passage`] names one by its place in this slice.
    pub hand_overs: &'a [HandOver],
    /// From and through when which kind of organisation delivered.
    pub coverage: &'a Coverage,
}

/// What happened to one person, each thing once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trajectory {
    /// Everything that runs for a time, by first day; also what started before it could be observed.
    pub spells: Vec<Spell>,
    /// Everything that started while its kind of organisation delivered, by day.
    pub starts: Vec<Start>,
    /// The hand-overs of those starts, in the order of the hand-overs and then of the starts.
    pub passages: Vec<Passage>,
}

/// Folds the events of one person. Their order does not matter; the same events give the same trajectory.
///
/// ```
/// use domain::{Code, Coverage, Day, EventKind, Municipality, OrganisationKind};
/// use person::{Event, RecordKey};
/// use trajectories::{Rules, fold};
///
/// let mut coverage = Coverage::default();
/// coverage.set(OrganisationKind::Provider, Municipality(363), Day(17_000), Day(18_000));
/// let mut help = Event::new(EventKind::HelpStarted, Day(17_100), RecordKey(1), OrganisationKind::Provider);
/// (help.municipality, help.code) = (Municipality(363), Code(1));
/// let again = Event { stated: Day(17_300), ..help };
///
/// let trajectory = fold(&[help, again], &Rules { hand_overs: &[], coverage: &coverage });
/// assert_eq!(trajectory.starts.len(), 1);
/// ```
pub fn fold(events: &[Event], rules: &Rules<'_>) -> Trajectory {
    let stated = transport::without_retold(statement::latest(events));
    let spells = interim::merge(stitch::stitch(spell::pair(&stated)));
    let evidence = Evidence::of(&stated);
    let starts = start::observed(&stated, &spells, &evidence, rules.coverage);
    let passages = passage::passages(&stated, &spells, &starts, rules);
    Trajectory { spells, starts, passages }
}

#[cfg(test)]
mod examples;
