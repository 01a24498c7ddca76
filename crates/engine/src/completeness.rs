//! Printed beside a hand-over: how many kinds of supplier of the next step ever delivered for a municipality.

use std::collections::BTreeSet;

use domain::Municipality;
use trajectories::Rules;

use crate::plan::{Job, Plan};

/// Completeness of one hand-over in one municipality.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completeness {
    /// The indicator that follows the hand-over.
    pub indicator: String,
    /// Where.
    pub municipality: Municipality,
    /// Kinds that ever delivered.
    pub delivered: u32,
    /// Kinds that could.
    pub kinds: u32,
}

/// Completeness of every hand-over that is followed, for every municipality anyone delivered for.
pub(crate) fn of(plans: &[Plan<'_>], rules: &Rules<'_>) -> Vec<Completeness> {
    let places: BTreeSet<Municipality> = rules.coverage.iter().map(|(_, municipality, _, _)| municipality).collect();
    let mut all = Vec::new();
    for plan in plans {
        let Job::HandOver { place, .. } = plan.job else { continue };
        let suppliers = &rules.hand_overs[place].suppliers;
        all.extend(places.iter().map(|municipality| {
            let (delivered, kinds) = rules.coverage.completeness(suppliers, *municipality);
            Completeness { indicator: plan.indicator.to_owned(), municipality: *municipality, delivered, kinds }
        }));
    }
    all
}
