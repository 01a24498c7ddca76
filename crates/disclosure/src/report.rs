//! How much was shown, how much hidden and how much proven: for the house, not for the release.

use std::collections::BTreeMap;

use domain::{Breakdown, RegionKind, Span};

use crate::audit::Checked;
use crate::rows::{Fate, Row, Rows};

/// A level of the release: kind of region, by what, pooled over years or not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Level {
    /// Kind of region.
    pub region: RegionKind,
    /// By what.
    pub breakdown: Breakdown,
    /// Several years pooled.
    pub pooled: bool,
}

/// Shown of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Shown cells.
    pub shown: usize,
    /// All cells.
    pub cells: usize,
}

impl Share {
    fn add(&mut self, other: Share) {
        self.shown += other.shown;
        self.cells += other.cells;
    }
}

/// What protection did. Cells are the numbers of sites and the steps of curves together.
///
/// Primary and secondary are kept apart here and nowhere in the public tables: an attacker who knows which cells were
/// hidden for themselves knows that those are small.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProtectionReport {
    /// Numbers in the release, hidden ones included.
    pub cells: usize,
    /// Shown.
    pub shown: usize,
    /// Hidden by the primary rule, with what hangs on them.
    pub primary: usize,
    /// Hidden to protect others, with what hangs on them.
    pub secondary: usize,
    /// Hidden cells of which two audited tables differ: all of them, or there is no release.
    pub proofs_checked: usize,
    /// Shown counts above zero of which two audited tables differ, of how many such counts. Only cheap searches are made.
    pub shown_open: Share,
    /// Hidden only because of what earlier releases told.
    pub for_earlier: usize,
    /// Told as an earlier release told them, shown or hidden: no new figures.
    pub repeated: usize,
    /// Shown share by level.
    pub levels: BTreeMap<Level, Share>,
}

impl ProtectionReport {
    /// Shown share of all cells, 0–1; 1 where there are none.
    pub fn shown_share(&self) -> f64 {
        if self.cells == 0 { 1.0 } else { self.shown as f64 / self.cells as f64 }
    }

    /// Of one indicator.
    pub(crate) fn of(rows: &Rows, checked: Checked) -> ProtectionReport {
        let mut report = ProtectionReport { proofs_checked: checked.hidden, ..ProtectionReport::default() };
        report.add(rows);
        report.shown_open.shown = checked.shown;
        report
    }

    /// Counts what would be shown if there were no earlier releases, by the rows as they would be then.
    pub(crate) fn beside(mut self, rows: &Rows, by_itself: Option<&Rows>) -> ProtectionReport {
        let shown = |own: &Rows, row: usize| rows.like(own, row).is_some_and(|now| rows.rows[now].fate.is_hidden());
        let hidden = |own: &Rows| (0..own.rows.len()).filter(|row| own.rows[*row].fate == Fate::Shown && shown(own, *row)).count();
        self.for_earlier = by_itself.map_or(0, hidden);
        let told = |(row, own): &(usize, &Row)| rows.is_repeated(*row) && own.fate != Fate::Withdrawn;
        self.repeated = rows.rows.iter().enumerate().filter(told).count();
        self
    }

    /// Adds the report of another indicator.
    pub(crate) fn merge(&mut self, other: &ProtectionReport) {
        self.cells += other.cells;
        self.shown += other.shown;
        self.primary += other.primary;
        self.secondary += other.secondary;
        self.proofs_checked += other.proofs_checked;
        self.for_earlier += other.for_earlier;
        self.repeated += other.repeated;
        self.shown_open.add(other.shown_open);
        other.levels.iter().for_each(|(level, share)| self.levels.entry(*level).or_default().add(*share));
    }

    fn add(&mut self, rows: &Rows) {
        for row in &rows.rows {
            let site = &rows.sites[row.site];
            match row.fate {
                Fate::Withdrawn => continue,
                Fate::Shown => self.shown += 1,
                Fate::Primary => self.primary += 1,
                Fate::Secondary => self.secondary += 1,
                Fate::WithEntered if rows.rows[site.entered].fate == Fate::Primary => self.primary += 1,
                Fate::WithEntered => self.secondary += 1,
            }
            self.cells += 1;
            self.shown_open.cells += usize::from(row.fate == Fate::Shown && row.value > 0);
            let pooled = matches!(site.site.span, Span::Years(..));
            let level = Level { region: site.site.region.kind(), breakdown: site.site.breakdown, pooled };
            let share = self.levels.entry(level).or_default();
            share.cells += 1;
            share.shown += usize::from(row.fate == Fate::Shown);
        }
    }
}
