//! The plans of a catalogue, ready to run: hand-overs found, tables laid out.

use domain::{Breakdown, HandOver, Scope, Selector};
use indicators::{Indicator, Unit, What};

use crate::EngineError;

/// One indicator's plan.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    pub indicator: &'a str,
    pub job: Job<'a>,
    /// By what it is broken down.
    pub breakdowns: &'a [Breakdown],
    /// Place of its first table; the others follow in the order of `breakdowns`.
    pub table: usize,
}

/// What a plan asks of one person.
#[derive(Clone, Copy, Debug)]
pub enum Job<'a> {
    Starts { of: &'a [Selector], unit: Unit, scope: &'a Scope },
    HandOver { place: usize, horizon: u16 },
}

/// Lays out the tables of all plans, in the order of the catalogue.
pub fn prepare<'a>(catalogue: &'a [Indicator], hand_overs: &[HandOver]) -> Result<Vec<Plan<'a>>, EngineError> {
    let mut table = 0;
    let ready = |indicator: &'a Indicator| {
        let plan = Plan { indicator: indicator.id, job: job(indicator, hand_overs)?, breakdowns: &indicator.plan.breakdowns, table };
        table += plan.breakdowns.len();
        Ok(plan)
    };
    catalogue.iter().map(ready).collect()
}

fn job<'a>(indicator: &'a Indicator, hand_overs: &[HandOver]) -> Result<Job<'a>, EngineError> {
    match &indicator.plan.what {
        What::Starts { of, unit, scope } => Ok(Job::Starts { of, unit: *unit, scope }),
        What::HandOver { id, horizon } => {
            let place = hand_overs.iter().position(|hand_over| hand_over.id == *id);
            let unknown = || EngineError::UnknownHandOver { indicator: indicator.id.to_owned(), hand_over: (*id).to_owned() };
            Ok(Job::HandOver { place: place.ok_or_else(unknown)?, horizon: *horizon })
        }
    }
}
