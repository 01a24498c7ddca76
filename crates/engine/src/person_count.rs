//! Counts one partition, a person at a time: fold, then ask every plan.

use domain::{Outcome, Scope, Selector, Tie};
use indicators::Unit;
use person::Event;
use trajectories::{Rules, Start, Trajectory, begins, fold, is_meant};

use crate::EngineError;
use crate::plan::{Job, Plan};
use crate::tally::{Counted, Tally};
use crate::walk::{self, Identity};

/// Counts the events of a partition.
///
/// # Errors
/// When the events of a person do not stand together.
pub fn partition(events: &[Event], place: usize, plans: &[Plan<'_>], rules: &Rules<'_>, tally: &mut Tally) -> Result<(), EngineError> {
    walk::each(events, place, |together, identity| {
        tally.persons += u64::from(identity == Identity::Linked);
        one(&fold(together, rules), identity, plans, rules, tally);
    })
}

fn one(trajectory: &Trajectory, identity: Identity, plans: &[Plan<'_>], rules: &Rules<'_>, tally: &mut Tally) {
    for (place, plan) in plans.iter().enumerate() {
        match plan.job {
            Job::Starts { of, unit, scope } => starts(trajectory, (of, scope), unit, identity, (place, plan), tally),
            Job::HandOver { place, horizon } => {
                if identity == Identity::Linked || rules.hand_overs[place].tie == Tie::Record {
                    hand_over(trajectory, place, horizon, plan, tally);
                }
            }
        }
    }
}

fn starts(
    trajectory: &Trajectory,
    (of, scope): (&[Selector], &Scope),
    unit: Unit,
    identity: Identity,
    (place, plan): (usize, &Plan<'_>),
    tally: &mut Tally,
) {
    let meant = trajectory.starts.iter().filter(|start| begins(of, start) && is_meant(scope, start, &trajectory.spells));
    match unit {
        Unit::Records => meant.for_each(|start| tally.add(plan, &Counted::from(start), Outcome::Counted, 0)),
        Unit::Cases => meant.for_each(|start| tally.note_case(place, start)),
        Unit::Children if identity == Identity::Linked => children(meant, plan, tally),
        Unit::Children => {}
    }
}

/// A child counts once a year, at the first start of that year, with the forms of all of them.
fn children<'a>(starts: impl Iterator<Item = &'a Start>, plan: &Plan<'_>, tally: &mut Tally) {
    let mut child: Option<Counted> = None;
    for start in starts.map(Counted::from) {
        match &mut child {
            Some(known) if known.year == start.year => known.forms = known.forms.union(start.forms),
            _ => {
                let done = child.replace(start);
                done.iter().for_each(|done| tally.add(plan, done, Outcome::Counted, 0));
            }
        }
    }
    child.iter().for_each(|last| tally.add(plan, last, Outcome::Counted, 0));
}

fn hand_over(trajectory: &Trajectory, place: usize, horizon: u16, plan: &Plan<'_>, tally: &mut Tally) {
    for passage in trajectory.passages.iter().filter(|passage| passage.hand_over == place) {
        let late = passage.days > horizon;
        let (outcome, days) = if late { (Outcome::Open, horizon) } else { (passage.outcome, passage.days) };
        tally.add(plan, &Counted::from(&trajectory.starts[passage.start]), outcome, days);
    }
}
