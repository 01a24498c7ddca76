//! Why a release was refused: which cells shown before stand in the way, and which coarser table could come out.

use anyhow::Result;
use disclosure::crossing::{self, Coarsening, Release, Rule};
use serde::Serialize;

use super::advise::said;
use super::ask::{self, Answer, Effort};
use super::read::Input;
use crate::failure::wrong_use;

/// What is told of a refusal.
#[derive(Serialize)]
pub(super) struct Refusal {
    /// Per cell that cannot be kept open.
    pub(super) conflicts: Vec<Obstacle>,
    /// Coarser versions of the table that can come out.
    pub(super) coarser: Vec<String>,
}

/// A cell, and the cells shown before that together tell it.
#[derive(Serialize)]
pub(super) struct Obstacle {
    pub(super) cell: String,
    pub(super) shown_before: Vec<String>,
}

/// Tries of a search for a coarser table.
const STEPS: u64 = 50;

/// Explains a refusal, and tries each coarser version of a single table.
///
/// # Errors
/// When a coarser table cannot be made.
pub(super) fn explain(inputs: &[Input], releases: Option<&[Release]>, rules: &[Rule], answer: &Answer, effort: &Effort) -> Result<Refusal> {
    let crossing = answer.counts(inputs).crossing();
    let name = |cell: &usize| crossing.name(*cell);
    let obstacle = |own: &crossing::Conflict| Obstacle { cell: name(&own.cell), shown_before: own.shown_before.iter().map(name).collect() };
    let conflicts = answer.conflicts.iter().map(obstacle).collect();
    let mut coarser = Vec::new();
    if let ([input], false) = (inputs, rules.iter().any(Rule::asks_contributions)) {
        for (coarsening, counts) in Coarsening::all(&input.counts).map_err(|error| wrong_use(error.to_string()))? {
            let few = Effort { steps: Some(STEPS), ..*effort };
            // A version that the ledger knows in another shape is none.
            let tried = ask::protect(&[Input::of(counts)], releases, rules, &few);
            if tried.is_ok_and(|answer| answer.protection.audited.is_safe()) {
                coarser.push(said(&coarsening));
            }
        }
    }
    Ok(Refusal { conflicts, coarser })
}
