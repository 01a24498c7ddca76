//! Controlled rounding: every cell a multiple of the base, every sum right, and no inner cell moved by the base or more.
//!
//! Each inner count goes down or up to a multiple next to it; margins are what these add up to. Which way each goes is
//! searched for: from the nearest multiples, one count at a time goes the other way as long as the deviations of all cells
//! that count it cost less, with a little more allowed in the beginning (threshold accepting: Dueck & Scheuer 1990).

use super::{Counts, CrossingError};
use crate::chance::Chance;

/// Largest base.
const LARGEST_BASE: u64 = 1000;
/// What a deviation of 1 costs.
const EACH: i64 = 10;
/// What the square of how far a deviation is beyond the base costs besides.
const BEYOND: i64 = 1;
/// What a step may cost in the beginning, times the square of the base.
const HEAT: i64 = 9;
/// What a deviation of twice the base or more costs besides.
const FAR_BEYOND: i64 = 100_000;

/// A rounded table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rounded {
    /// Rounded counts; they add up.
    pub counts: Counts,
    /// By how much a cell may deviate where that is possible: less than this.
    pub base: u64,
    /// Largest deviation of an inner cell: always below the base.
    pub largest_inner: u64,
    /// Largest deviation of a margin.
    pub largest_margin: u64,
    /// Sum of the deviations of all cells.
    pub deviation: u64,
    /// Margins that deviate by the base or more.
    pub beyond: Vec<usize>,
}

impl Rounded {
    /// Mean deviation over all cells.
    pub fn mean(&self) -> f64 {
        self.deviation as f64 / self.counts.values().len().max(1) as f64
    }
}

/// Rounds a table in a number of sweeps over its inner cells.
///
/// # Errors
/// When the base is below 2 or beyond a thousand, or the rounded total beyond 2⁵³.
pub fn round(counts: &Counts, base: u64, sweeps: u64, seed: u64) -> Result<Rounded, CrossingError> {
    let mut search = Search::new(counts, checked(base)?);
    search.settle(sweeps, &mut Chance(seed));
    search.rounded(counts)
}

/// Rounds a table of which an earlier release is out: an inner count that is what it was goes where it went, and with it every margin of which
/// no part changed. Only where changed counts alone leave a margin off by twice the base or more, others go another way too.
///
/// # Errors
/// As [`round`]; and when the earlier release has other cells or was rounded to another base.
pub fn round_again(counts: &Counts, before: &Before, base: u64, sweeps: u64, seed: u64) -> Result<Rounded, CrossingError> {
    let own = checked(base)?;
    let same = counts.crossing() == before.counts.crossing() && counts.crossing() == before.rounded.crossing();
    if !same || before.rounded.values().iter().any(|count| !count.is_multiple_of(base)) {
        return Err(CrossingError::Earlier);
    }
    let mut search = Search::new(counts, own);
    let mut chance = Chance(seed);
    let kept = search.keep(before);
    search.settle(sweeps, &mut chance);
    search.inner.extend(kept);
    while search.is_far() && search.sweep(&mut chance, -FAR_BEYOND / 2) > 0 {}
    search.rounded(counts)
}

/// An earlier release of a rounded table.
#[derive(Clone, Debug)]
pub struct Before {
    /// What was counted then.
    pub counts: Counts,
    /// What was published of it.
    pub rounded: Counts,
}

fn checked(base: u64) -> Result<i64, CrossingError> {
    if (2..=LARGEST_BASE).contains(&base) { Ok(base as i64) } else { Err(CrossingError::Base { most: LARGEST_BASE }) }
}

struct Search<'a> {
    counts: &'a Counts,
    base: i64,
    /// Inner cells that may go one way or the other: those that are no multiple of the base, and whether each is rounded up.
    inner: Vec<(usize, bool)>,
    deviations: Vec<i64>,
    holders: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(counts: &'a Counts, base: i64) -> Search<'a> {
        let crossing = counts.crossing();
        let is_loose = |cell: &usize| !counts.values()[*cell].is_multiple_of(base as u64) && crossing.is_inner(*cell);
        let inner: Vec<(usize, bool)> = (0..crossing.cells()).filter(is_loose).map(|cell| (cell, false)).collect();
        let mut search = Search { counts, base, inner, deviations: vec![0; crossing.cells()], holders: Vec::new() };
        for place in 0..search.inner.len() {
            let rest = search.rest(place);
            search.find_holders(place);
            let up = 2 * rest >= base;
            search.inner[place].1 = up;
            search.shift(if up { base - rest } else { -rest });
        }
        search
    }

    /// Lets counts that are what they were go where they went, and leaves them there. All that may ever go another way.
    fn keep(&mut self, before: &Before) -> Vec<(usize, bool)> {
        for place in 0..self.inner.len() {
            let (cell, up) = self.inner[place];
            let (was, went) = (before.counts.values()[cell], before.rounded.values()[cell]);
            if was == self.counts.values()[cell] && (went > was) != up {
                self.find_holders(place);
                self.shift(if up { -self.base } else { self.base });
                self.inner[place].1 = !up;
            }
        }
        let changed = |(cell, _): &(usize, bool)| before.counts.values()[*cell] != self.counts.values()[*cell];
        let (changed, kept): (Vec<_>, Vec<_>) = self.inner.iter().partition(|own| changed(own));
        self.inner = changed;
        kept
    }

    /// Goes over the cells a number of times, with less and less allowed.
    fn settle(&mut self, sweeps: u64, chance: &mut Chance) {
        for sweep in 0..sweeps {
            let left = (sweeps - sweep - 1) as i64;
            let allowance = self.base * self.base * HEAT * left / sweeps as i64;
            let changed = self.sweep(chance, allowance);
            if left == 0 || changed == 0 && allowance == 0 {
                break;
            }
        }
        while self.sweep(chance, 0) > 0 {}
    }

    /// Whether a cell is off by twice the base or more.
    fn is_far(&self) -> bool {
        self.deviations.iter().any(|deviation| deviation.abs() >= 2 * self.base)
    }

    fn rest(&self, place: usize) -> i64 {
        (self.counts.values()[self.inner[place].0] % self.base as u64) as i64
    }

    /// The cells that count an inner cell.
    fn find_holders(&mut self, place: usize) {
        let crossing = self.counts.crossing();
        self.holders.clear();
        self.holders.push(0);
        for (dimension, levels) in crossing.dimensions().iter().enumerate() {
            let above = levels.above(crossing.code(self.inner[place].0, dimension));
            let known = self.holders.len();
            for code in &above[1..] {
                for holder in 0..known {
                    self.holders.push(self.holders[holder] + code * crossing.stride(dimension));
                }
            }
            for holder in &mut self.holders[..known] {
                *holder += above[0] * crossing.stride(dimension);
            }
        }
    }

    fn shift(&mut self, by: i64) {
        for holder in &self.holders {
            self.deviations[*holder] += by;
        }
    }

    fn cost(&self, deviation: i64) -> i64 {
        let beyond = (deviation.abs() - self.base + 1).max(0);
        let far = if deviation.abs() >= 2 * self.base { FAR_BEYOND } else { 0 };
        EACH * deviation.abs() + BEYOND * beyond * beyond + far
    }

    /// Lets each inner cell go the other way where that costs less than some part of the allowance, or than one below 0. How many went.
    fn sweep(&mut self, chance: &mut Chance, allowance: i64) -> usize {
        let mut changed = 0;
        for _ in 0..self.inner.len() {
            let place = chance.below(self.inner.len());
            self.find_holders(place);
            let by = if self.inner[place].1 { -self.base } else { self.base };
            let price = |holder: &usize| self.cost(self.deviations[*holder] + by) - self.cost(self.deviations[*holder]);
            let price: i64 = self.holders.iter().map(price).sum();
            let allowed = if allowance > 0 { chance.below(allowance as usize + 1) as i64 } else { allowance };
            if price < allowed {
                self.shift(by);
                self.inner[place].1 = !self.inner[place].1;
                changed += 1;
            }
        }
        changed
    }

    fn rounded(self, counts: &Counts) -> Result<Rounded, CrossingError> {
        let crossing = counts.crossing();
        let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).map(|cell| {
            let codes = (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect();
            (codes, counts.values()[cell].saturating_add_signed(self.deviations[cell]))
        });
        let rounded = Counts::new(crossing.clone(), inner)?;
        let mut result =
            Rounded { counts: rounded, base: self.base as u64, largest_inner: 0, largest_margin: 0, deviation: 0, beyond: Vec::new() };
        for cell in 0..crossing.cells() {
            let deviation = result.counts.values()[cell].abs_diff(counts.values()[cell]);
            result.deviation += deviation;
            if crossing.is_inner(cell) {
                result.largest_inner = result.largest_inner.max(deviation);
            } else {
                result.largest_margin = result.largest_margin.max(deviation);
                result.beyond.extend((deviation >= result.base).then_some(cell));
            }
        }
        Ok(result)
    }
}
