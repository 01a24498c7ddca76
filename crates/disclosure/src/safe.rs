//! What may leave: counts that give no child away.

use std::collections::BTreeMap;

use domain::{Breakdown, Cell, DayUnit, Measure, RegionCode, RegionKind, Site, Span};

use crate::Told;

/// One step of a protected curve: waits that ended after more than the previous step's `through` and at most
/// `through` days (the first step starts at day 0, included).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeStep {
    /// Last day of the step, included.
    pub through: u16,
    /// Waits that reached the next step.
    pub reached: Cell<u64>,
    /// Waits that something else made impossible.
    pub competing: Cell<u64>,
    /// Waits last seen in this step: censored.
    pub open: Cell<u64>,
}

/// The protected counts of one indicator. Only this room can build one: fields are private and there is no constructor
/// outside it, so that `publication` and `estimates` can trust every cell they are handed.
///
/// ```compile_fail
/// let forged = disclosure::SafeTable { indicator: String::new() };
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeTable {
    pub(crate) indicator: String,
    pub(crate) unit: Option<DayUnit>,
    pub(crate) base: u64,
    pub(crate) cells: BTreeMap<(Site, Measure), Cell<u64>>,
    pub(crate) curves: BTreeMap<Site, Vec<SafeStep>>,
}

impl SafeTable {
    /// A table that was told before, as it was remembered.
    pub(crate) fn of_told(indicator: &str, base: u64, told: &Told) -> SafeTable {
        let cells = told.cells.iter().map(|(site, measure, cell)| ((*site, *measure), *cell)).collect();
        SafeTable { indicator: indicator.to_owned(), unit: None, base, cells, curves: told.steps.iter().cloned().collect() }
    }

    /// Id of the indicator.
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// For hand-overs, in which days waits are counted.
    pub fn unit(&self) -> Option<DayUnit> {
        self.unit
    }

    /// Rounding base: a shown count is a multiple of it.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// One cell; `Impossible` where the release has no such cell.
    pub fn cell(&self, site: Site, measure: Measure) -> Cell<u64> {
        self.cells.get(&(site, measure)).copied().unwrap_or(Cell::Impossible)
    }

    /// Every cell, in order.
    pub fn cells(&self) -> impl Iterator<Item = (Site, Measure, Cell<u64>)> + '_ {
        self.cells.iter().map(|((site, measure), cell)| (*site, *measure, *cell))
    }

    /// Every curve, in order.
    pub fn curves(&self) -> impl Iterator<Item = (Site, &[SafeStep])> + '_ {
        self.curves.iter().map(|(site, steps)| (*site, steps.as_slice()))
    }

    /// Says "unknown" where nothing can be said because what should have been delivered was not: a count over missing
    /// deliveries is no count, and no zero. It can only take away; what is told depends on the public coverage calendar
    /// alone, so it gives nothing away either.
    pub fn withhold(&mut self, is_unknown: impl Fn(Site) -> bool) {
        for ((site, _), cell) in &mut self.cells {
            if is_unknown(*site) {
                *cell = Cell::Unknown;
            }
        }
        self.curves.retain(|site, _| !is_unknown(*site));
    }

    /// Of what pages ask for at a level of regions: cells shown, of how many that are shown or hidden. A page of a region opens with its newest year,
    /// or with its newest pooled years where those show more (regions that are too small for a year). Cells that are unknown because deliveries are
    /// missing are not counted.
    pub fn share_on_pages(&self, kind: RegionKind) -> (usize, usize) {
        let mut regions: BTreeMap<RegionCode, BTreeMap<Span, Vec<Cell<u64>>>> = BTreeMap::new();
        for ((site, _), cell) in self.cells.iter().filter(|((site, _), _)| site.breakdown == Breakdown::All && site.region.kind() == kind) {
            regions.entry(site.region).or_default().entry(site.span).or_default().push(*cell);
        }
        let shown = |cells: &Vec<Cell<u64>>| cells.iter().filter(|cell| matches!(cell, Cell::Shown(_))).count();
        let known = |cells: &Vec<Cell<u64>>| shown(cells) + cells.iter().filter(|cell| **cell == Cell::Hidden).count();
        let opened = regions.values().filter_map(|spans| {
            let is_told = |cells: &&Vec<Cell<u64>>| matches!(cells.first(), Some(Cell::Shown(_)));
            let newest = |is_pool: bool| {
                let mut own = spans.iter().filter(move |(span, _)| matches!(span, Span::Years(..)) == is_pool).map(|(_, cells)| cells);
                own.clone().rfind(is_told).or_else(|| own.next_back())
            };
            let (year, pool) = (newest(false), newest(true));
            if pool.map_or(0, shown) > year.map_or(0, shown) { pool } else { year.or(pool) }
        });
        opened.fold((0, 0), |sum, cells| (sum.0 + shown(cells), sum.1 + known(cells)))
    }

    /// Cells shown, of how many.
    pub fn share_shown(&self) -> (usize, usize) {
        (self.cells.values().filter(|cell| matches!(cell, Cell::Shown(_))).count(), self.cells.len())
    }
}
