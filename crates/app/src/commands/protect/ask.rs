//! What `protect` was asked, as one task: a table by itself, or several tables and releases together.

use std::collections::BTreeMap;

use anyhow::Result;
use disclosure::crossing::{
    self, Attacker, Certificates, Conflict, Counts, CrossingError, Gap, Part, Protection, Release, Role, Rule, Status, Task, Threshold,
    Together, Work,
};

use super::read::Input;
use super::reasons::Reasons;
use crate::failure::wrong_use;

/// How hard to try, against whom.
pub(super) struct Effort<'a> {
    pub(super) attacker: Attacker,
    /// Least count of a hidden cell for all a reader knows.
    pub(super) floor: u64,
    pub(super) width: u64,
    pub(super) steps: Option<u64>,
    /// Most programmes asked for the least.
    pub(super) exact: Option<usize>,
    pub(super) toll: u64,
    pub(super) seed: u64,
    pub(super) stop: &'a (dyn Fn() -> bool + Sync),
}

impl Effort<'_> {
    /// Work on the least, in a table of so many cells.
    fn work(&self, cells: usize) -> Work {
        self.exact.map_or_else(|| Work::of(cells), |rounds| Work::at_most(rounds, cells))
    }
}

/// What came of it.
pub(super) struct Answer<'a> {
    pub(super) protection: Protection,
    /// How far what is hidden can be from the least.
    pub(super) gap: Gap,
    /// Per table: what each of its cells is.
    pub(super) statuses: Vec<Vec<Status>>,
    /// The system behind several tables or releases.
    pub(super) together: Option<&'a Together>,
    /// What was shown before and stands in the way, for the first cells that stay closed.
    pub(super) conflicts: Vec<Conflict>,
}

/// For how many closed cells it is worked out what stands in the way.
const EXPLAINED: usize = 5;

impl Answer<'_> {
    /// The crossing that names of cells in the certificates are about.
    pub(super) fn counts<'a>(&'a self, tables: &'a [Input]) -> &'a Counts {
        self.together.map_or(&tables[0].counts, Together::counts)
    }

    /// Cells that are published now, each once, with what they are.
    pub(super) fn cells(&self) -> BTreeMap<usize, Status> {
        match &self.together {
            None => self.protection.statuses.iter().copied().enumerate().collect(),
            Some(together) => {
                let own = self.statuses.iter().enumerate();
                let cells = own.flat_map(|(part, statuses)| together.cells(part).iter().copied().zip(statuses.iter().copied()));
                // Sets of overlapping codes stand in no table.
                cells.filter(|(_, status)| *status != Status::Unpublished).collect()
            }
        }
    }

    /// How many cells have a status, and the sum of their counts.
    pub(super) fn number(&self, tables: &[Input], status: Status) -> (usize, u64) {
        let cells: Vec<usize> = self.cells().into_iter().filter(|(_, own)| *own == status).map(|(cell, _)| cell).collect();
        let values = self.counts(tables).values();
        (cells.len(), cells.iter().map(|cell| values[*cell]).sum())
    }
}

/// Tables that are to be published, as one system.
pub(super) struct System<'a> {
    tables: &'a [Input],
    /// Several tables or releases; nothing for a table by itself.
    together: Option<Together>,
    /// Per cell of a table by itself: whether a rule hides it.
    primary: Vec<bool>,
    suppliers: Vec<Vec<u64>>,
    widths: Vec<u64>,
}

impl<'a> System<'a> {
    /// Puts tables together with what earlier releases showed; nothing where this is no release of a series. The first of a series hides a
    /// little more than a table by itself, in ways that later releases can keep up.
    ///
    /// # Errors
    /// When a rule lacks what it asks for, or the tables do not belong together.
    pub(super) fn new(tables: &'a [Input], releases: Option<&[Release]>, rules: &[Rule]) -> Result<System<'a>> {
        System::of(tables, releases, rules, Reasons::of(rules, tables)?.primary(tables))
    }

    /// The same where the rules were asked already: per table whether one of them hides each cell.
    ///
    /// # Errors
    /// When the tables do not belong together.
    pub(super) fn of(tables: &'a [Input], releases: Option<&[Release]>, rules: &[Rule], primary: Vec<Vec<bool>>) -> Result<System<'a>> {
        let widths = widths(rules, &tables[0]);
        no_frozen_is_hidden(tables, &primary)?;
        if tables.len() == 1 && releases.is_none() && tables[0].is_plain() {
            let suppliers = tables[0].suppliers.clone();
            return Ok(System { tables, together: None, primary: primary.concat(), suppliers, widths });
        }
        let own = tables.iter().zip(primary);
        let parts: Vec<Part> =
            own.map(|(table, primary)| Part { counts: table.counts.clone(), primary, weights: table.weights.clone() }).collect();
        let mut together = Together::new(&parts, releases.unwrap_or_default(), additions(rules).as_ref()).map_err(fault)?;
        for (part, table) in tables.iter().enumerate() {
            together.show_always(part, &table.frozen);
        }
        let suppliers = tables[0].suppliers.iter().map(|own| together.spread(0, own)).collect();
        let widths = if widths.is_empty() { widths } else { together.spread(0, &widths) };
        Ok(System { tables, together: Some(together), primary: Vec::new(), suppliers, widths })
    }

    /// Hides what must be, and as little more as the effort allows. There are no certificates yet.
    ///
    /// # Errors
    /// When the room refuses the task.
    pub(super) fn hide(&self, effort: &Effort) -> Result<Answer<'_>> {
        let task = self.task(effort);
        let Some(together) = &self.together else {
            let work = effort.work(self.primary.len());
            let (protection, gap) = crossing::hide_exactly(&task, work).map_err(fault)?;
            return Ok(Answer { statuses: vec![protection.statuses.clone()], protection, gap, together: None, conflicts: Vec::new() });
        };
        let (protection, gap) = crossing::hide_exactly(&task, Work::at_most(0, task.primary.len())).map_err(fault)?;
        let closed = &protection.closed[..protection.closed.len().min(EXPLAINED)];
        let conflicts = crossing::conflicts(&task, &protection.statuses, closed);
        let statuses = (0..self.tables.len()).map(|part| together.statuses(part, &protection.statuses)).collect();
        Ok(Answer { protection, gap, statuses, together: Some(together), conflicts })
    }

    /// Proofs for the reader of what is hidden; nothing where no whole table was solved within the work limit.
    pub(super) fn prove(&self, effort: &Effort, protection: &Protection) -> Option<Certificates> {
        crossing::prove(&self.task(effort), &protection.statuses)
    }

    fn task<'t>(&'t self, effort: &Effort<'t>) -> Task<'t> {
        let none: (&[Role], &[bool], &[u64]) = (&[], &self.primary, &self.tables[0].weights);
        let (roles, primary, weights) = self.together.as_ref().map_or(none, |own| (own.roles(), own.primary(), own.weights()));
        let Effort { attacker, floor, width, steps, toll, seed, stop, .. } = *effort;
        Task {
            counts: self.together.as_ref().map_or(&self.tables[0].counts, Together::counts),
            roles,
            primary,
            weights,
            attacker,
            suppliers: &self.suppliers,
            floor,
            width,
            widths: &self.widths,
            steps: steps.unwrap_or_else(|| default_steps(attacker, primary.len() as u64)),
            seed,
            toll,
            stop,
        }
    }
}

fn fault(error: CrossingError) -> anyhow::Error {
    wrong_use(error.to_string())
}

/// What is public already cannot be hidden by a rule.
fn no_frozen_is_hidden(tables: &[Input], primary: &[Vec<bool>]) -> Result<()> {
    let hidden = |(table, primary): (&Input, &Vec<bool>)| {
        let cell = table.frozen.iter().find(|cell| primary[**cell]);
        cell.map(|cell| table.counts.crossing().name(*cell))
    };
    match tables.iter().zip(primary).find_map(hidden) {
        None => Ok(()),
        Some(cell) => Err(wrong_use(format!("cell {cell} is frozen, and a rule hides it: it cannot be both"))),
    }
}

fn widths(rules: &[Rule], table: &Input) -> Vec<u64> {
    let lists = rules.iter().map(|rule| rule.widths(&table.counts, table.contributions.as_ref())).filter(|list| !list.is_empty());
    lists.reduce(|one, other| one.iter().zip(&other).map(|(one, other)| *one.max(other)).collect()).unwrap_or_default()
}

/// What counts as a small addition since an earlier release: the first threshold asked for.
fn additions(rules: &[Rule]) -> Option<Threshold> {
    rules.iter().find_map(|rule| match rule {
        Rule::Threshold(threshold) => Some(threshold.clone()),
        Rule::Dominance { .. } | Rule::PPercent { .. } | Rule::Group { .. } | Rule::Contributors { .. } | Rule::Zeros => None,
    })
}

/// Steps where none are asked for.
const MOST_STEPS: u64 = 3000;
/// In a larger table a step takes longer, so that there are fewer: first in proportion, in very large tables to the square.
const STEPS_TIMES_CELLS: u64 = 15_000_000;
const STEPS_TIMES_CELLS_SQUARED: u64 = 240_000_000_000;
/// Against insiders a step looks at everyone who is alone, and takes longer still.
const STEPS_AGAINST_INSIDERS: u64 = 116_000_000_000;

/// Steps for a table of so many cells.
fn default_steps(attacker: Attacker, cells: u64) -> u64 {
    let cells = cells.max(1);
    match attacker {
        Attacker::Outsider => MOST_STEPS.min(STEPS_TIMES_CELLS / cells).min(STEPS_TIMES_CELLS_SQUARED / cells / cells),
        Attacker::Insider | Attacker::TwoInsiders => MOST_STEPS.min(STEPS_AGAINST_INSIDERS / cells / cells),
    }
}
