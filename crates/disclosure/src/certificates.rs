//! The proof that goes along with a published table: whole tables that fit it, of which for each hidden cell two differ there.
//!
//! Counts have numbers. First come those who entered, by municipality and year; then per breakdown of the table a block by region (the last:
//! region unknown; forms are for the whole country), year, class and stretch of days, the last of these running fastest. The stretches are
//! `fine` for everyone together and `coarse` for a breakdown.

use std::collections::BTreeSet;

use domain::{Breakdown, Cell, Measure, Municipality, Outcome, RegionCode, Site, Span};

use crate::{SafeStep, SafeTable};

/// Waits of one outcome that ended in these days, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// How they ended.
    pub outcome: Outcome,
    /// First day.
    pub first: u16,
    /// Last day.
    pub last: u16,
}

/// What the numbers of counts stand for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbering {
    /// Municipalities, in order.
    pub municipalities: Vec<Municipality>,
    /// Veilig Thuis regions, in order; one more follows for places that are unknown.
    pub regions: Vec<RegionCode>,
    /// Years.
    pub years: Vec<i16>,
    /// Breakdowns, everyone first.
    pub breakdowns: Vec<Breakdown>,
    /// Stretches of days of everyone.
    pub fine: Vec<Stretch>,
    /// Stretches of days of a breakdown.
    pub coarse: Vec<Stretch>,
}

/// Numbers of counts with what they are, or by how much they change.
pub type Counts = Vec<(u32, i64)>;

/// One whole table, and others as changes to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    /// Counts that are not 0.
    pub table: Counts,
    /// Each another table: what it adds to the first.
    pub others: Vec<Counts>,
}

/// Every table of one indicator's proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificates {
    /// Id of the indicator.
    pub indicator: String,
    /// What the numbers stand for.
    pub numbering: Numbering,
    /// Tables that fit what is published.
    pub tables: Vec<Around>,
}

/// A published table as any reader has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// Every cell, in order: who entered before the other measures of a site.
    pub cells: Vec<(Site, Measure, Cell<u64>)>,
    /// The counts behind every curve.
    pub steps: Vec<(Site, Vec<SafeStep>)>,
}

impl Told {
    /// What a table tells.
    pub fn of(table: &SafeTable) -> Told {
        Told { cells: table.cells().collect(), steps: table.curves().map(|(site, steps)| (site, steps.to_vec())).collect() }
    }

    /// Whether a cell or a step is shown or hidden: where all is unknown nothing was told.
    pub fn says_something(&self) -> bool {
        !self.steps.is_empty() || self.cells.iter().any(|(_, _, cell)| matches!(cell, Cell::Shown(_) | Cell::Hidden))
    }

    /// Spans of which it shows or hides something.
    pub(crate) fn spans(&self) -> BTreeSet<Span> {
        let is_told = |cell: &Cell<u64>| matches!(cell, Cell::Shown(_) | Cell::Hidden);
        let cells = self.cells.iter().filter(|(_, _, cell)| is_told(cell)).map(|(site, _, _)| site.span);
        cells.chain(self.steps.iter().map(|(site, _)| site.span)).collect()
    }

    /// Whether something is hidden.
    pub fn is_hiding(&self) -> bool {
        self.hidden() > 0
    }

    /// Hidden cells, those of curves too.
    pub fn hidden(&self) -> usize {
        let steps = self.steps.iter().flat_map(|(_, steps)| steps).flat_map(|step| [step.reached, step.competing, step.open]);
        self.cells.iter().map(|(_, _, cell)| *cell).chain(steps).filter(|cell| *cell == Cell::Hidden).count()
    }
}
