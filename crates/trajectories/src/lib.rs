//! Room `trajectories`: the events of one person, folded into what happened to that person once.
//!
//! Deliveries repeat and overlap: the same help stands in five half-years and in an iJw message, an interim order
//! becomes an order, a measure goes from one institution to another, a message takes an earlier one back. [`fold`] reads them in the order of this list, one step a
//! file: [`statement`] → [`transport`] → [`spell`] → [`stitch`] → [`taken_over`] → [`interim`] → [`lapse`] → [`life`] → [`reason`] → [`start`] → [`passage`].
//! Nothing here counts over persons, reads a clock or depends on the order in which events come in.

pub mod interim;
pub mod lapse;
pub mod life;
pub mod moment;
pub mod passage;
pub mod reason;
pub mod spell;
pub mod start;
pub mod statement;
pub mod stitch;
pub mod taken_over;
pub mod transport;

use domain::{Coverage, HandOver};
use person::Event;

pub use passage::{Passage, applies, begins, is_meant};
pub use spell::{Ending, Spell, Told};
pub use start::Start;

use reason::Evidence;

/// What a fold is done by; the same for every person.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The expectations; a [`Passage`] names one by its place in this slice.
    pub hand_overs: &'a [HandOver],
    /// From and through when which kind of organisation delivered.
    pub coverage: &'a Coverage,
    /// What of kinds of organisation that the coverage does not hold for a municipality.
    pub unlisted: Unlisted,
}

/// Whether something counts that was told by a kind of organisation without any coverage for its municipality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unlisted {
    /// No: the calendar of a snapshot holds everyone who delivered there.
    LeftOut,
    /// Yes: the coverage of a plain file may name only who delivers the next step.
    Counted,
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
    /// What started before that and is known of because it was still told, by day: waits begun before the first delivery.
    pub earlier: Vec<Start>,
    /// The hand-overs of what started earlier; a [`Passage::start`] is a place in `earlier`. They count in a stock, from the
    /// first delivery on, and nowhere else: who had been helped by then is not among them.
    pub earlier_passages: Vec<Passage>,
}

/// Folds the events of one person. Their order does not matter; the same events give the same trajectory.
///
/// ```
/// use domain::{Code, Coverage, Day, EventKind, Municipality, OrganisationKind};
/// use person::{Event, RecordKey};
/// use trajectories::{Rules, Unlisted, fold};
///
/// let mut coverage = Coverage::default();
/// coverage.set(OrganisationKind::Provider, Municipality(363), Day(17_000), Day(18_000));
/// let mut help = Event::new(EventKind::HelpStarted, Day(17_100), RecordKey(1), OrganisationKind::Provider);
/// (help.municipality, help.code) = (Municipality(363), Code(1));
/// let again = Event { stated: Day(17_300), ..help };
///
/// let trajectory = fold(&[help, again], &Rules { hand_overs: &[], coverage: &coverage, unlisted: Unlisted::LeftOut });
/// assert_eq!(trajectory.starts.len(), 1);
/// ```
pub fn fold(events: &[Event], rules: &Rules<'_>) -> Trajectory {
    let stated = transport::without_retold(statement::latest(events));
    let told = taken_over::join(stitch::stitch(spell::pair(&stated)), &taken_over::pieces(&stated));
    let spells = lapse::lapse(interim::merge(told), rules.coverage);
    let evidence = Evidence::of(&stated);
    let (starts, earlier) = start::starts(&stated, &spells, &evidence, (rules.coverage, rules.unlisted));
    let [passages, earlier_passages] = passage::passages(&stated, &spells, [&starts, &earlier], rules);
    Trajectory { spells, starts, passages, earlier, earlier_passages }
}

#[cfg(test)]
mod examples;
