//! Room `engine`: runs the fold and the count plans over a snapshot, in the process.
//!
//! One streaming pass (`walk`): [`partitions`] are read one at a time per thread, cut into persons, each folded
//! ([`trajectories::fold`]) and counted (`person_count`) into integer sums (`tally`) that are merged at the end. The
//! engine knows no indicator by name: what is counted is said by the plans ([`indicators::CountPlan`]).
//!
//! The result does not depend on the number of threads or the order of partitions: every merge is a sum, a union or a
//! minimum.

pub mod around;
pub mod completeness;
mod error;
pub mod follow;
pub mod observation;
pub mod overlap;
pub mod partitions;
mod person_count;
mod plan;
mod snapshot;
mod tally;
pub mod waiting;
mod walk;

use domain::{CountTable, Coverage, HandOver};
use indicators::Indicator;
use trajectories::Rules;

pub use around::{Around, Months, around, around_each};
pub use completeness::Completeness;
pub use error::EngineError;
pub use follow::{Asked, Change, Followed, Group, Stay, Wait, follow};
pub use partitions::{InMemory, Partitions, ReadError};
pub use trajectories::Unlisted;
pub use waiting::{Waited, Waiter, waiting_lists};

use plan::Plan;
use tally::Tally;

/// What a pass over a snapshot gives.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Exact counts: a table per indicator and breakdown, in the order of the catalogue.
    pub tables: Vec<CountTable>,
    /// Persons folded; records that could not be linked are none.
    pub persons: u64,
    /// Events read, with and without a person.
    pub events: u64,
    /// For each hand-over and municipality, how many kinds of supplier of the next step ever delivered.
    pub completeness: Vec<Completeness>,
}

/// Counts every plan of `catalogue` over `events`, with this many threads (0: one per core).
///
/// Outcomes later than a plan's horizon count as open on the horizon. Events without a person (advice, and what could
/// not be linked) take part in what is tied to a record or case only: they are no child and have no later help.
///
/// # Errors
/// When a plan names a hand-over that `hand_overs` does not hold, a partition cannot be read or is not sorted by person,
/// or threads cannot be started.
///
/// ```
/// use domain::{Coverage, Day, EventKind, Municipality, OrganisationKind};
/// use engine::{InMemory, count};
/// use person::{Event, RecordKey};
///
/// let advice = Event::new(EventKind::AdviceGiven, Day(19_000), RecordKey(1), OrganisationKind::VeiligThuis);
/// let events = InMemory::new(vec![Event { municipality: Municipality(363), ..advice }], 1);
/// let mut coverage = Coverage::default();
/// coverage.set(OrganisationKind::VeiligThuis, Municipality(363), Day(18_000), Day(20_000));
///
/// let counts = count(&events, &indicators::catalogue(), &indicators::norms(), &coverage, 1)?;
/// let advice = counts.tables.iter().find(|table| table.indicator == "advice-records").unwrap();
/// assert_eq!((advice.total(), counts.persons, counts.events), (1, 0, 1));
/// # Ok::<(), engine::EngineError>(())
/// ```
pub fn count(
    events: &impl Partitions,
    catalogue: &[Indicator],
    hand_overs: &[HandOver],
    coverage: &Coverage,
    threads: usize,
) -> Result<Counts, EngineError> {
    let plans = plan::prepare(catalogue, hand_overs)?;
    let coverage = observation::with_unknown_place(coverage);
    let rules = Rules { hand_overs, coverage: &coverage, unlisted: Unlisted::LeftOut };
    let tally = pass(events, &plans, &rules, threads)?;
    Ok(Counts {
        persons: tally.persons,
        events: tally.events,
        completeness: completeness::of(&plans, &rules),
        tables: tally.into_tables(&plans),
    })
}

fn pass(events: &impl Partitions, plans: &[Plan<'_>], rules: &Rules<'_>, threads: usize) -> Result<Tally, EngineError> {
    let add = |tally: &mut Tally, read: &[person::Event], place: usize| {
        tally.events += read.len() as u64;
        person_count::partition(read, place, plans, rules, tally)
    };
    walk::pass(events, threads, || Tally::of(plans), add, Tally::merged)
}
