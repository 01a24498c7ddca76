//! Controlled rounding: every cell a multiple of the base, every sum right, and no inner cell moved by the base or more.
//!
//! Each inner count goes down or up to a multiple next to it; margins are what these add up to. Which way each goes is
//! searched for: from the nearest multiples, one count at a time goes the other way as long as the deviations of all cells
//! that count it cost less, with a little more allowed in the beginning (threshold accepting: Dueck & Scheuer 1990).

use std::collections::HashMap;

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
/// What a deviation by one base further than other tables allow costs besides.
const NOT_ALLOWED: i64 = 10_000_000;

/// A rounded table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rounded {
    /// Rounded counts; they add up.
    pub counts: Counts,
    /// By how much a cell may deviate where that is possible: less than this.
    pub base: u64,
    /// Largest deviation of an inner cell: below the base, of a table by itself always.
    pub largest_inner: u64,
    /// Largest deviation of a margin.
    pub largest_margin: u64,
    /// Sum of the deviations of all cells.
    pub deviation: u64,
    /// Cells that deviate by the base or more: margins; inner cells only where linked tables leave no other way.
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
    search.rescue(&mut chance);
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

pub(super) fn checked(base: u64) -> Result<i64, CrossingError> {
    if (2..=LARGEST_BASE).contains(&base) { Ok(base as i64) } else { Err(CrossingError::Base { most: LARGEST_BASE }) }
}

pub(super) struct Search<'a> {
    pub(super) counts: &'a Counts,
    pub(super) base: i64,
    /// Inner cells that may go one way or the other: those that are no multiple of the base, and whether each is rounded up.
    pub(super) inner: Vec<(usize, bool)>,
    pub(super) deviations: Vec<i64>,
    holders: Vec<usize>,
    /// Margins that other tables tell too, with how far these allow them to deviate.
    pub(super) allowed: HashMap<usize, (i64, i64)>,
}

impl<'a> Search<'a> {
    pub(super) fn new(counts: &'a Counts, base: i64) -> Search<'a> {
        let crossing = counts.crossing();
        let is_loose = |cell: &usize| !counts.values()[*cell].is_multiple_of(base as u64) && crossing.is_inner(*cell);
        let inner: Vec<(usize, bool)> = (0..crossing.cells()).filter(is_loose).map(|cell| (cell, false)).collect();
        let mut search =
            Search { counts, base, inner, deviations: vec![0; crossing.cells()], holders: Vec::new(), allowed: HashMap::new() };
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
    pub(super) fn keep(&mut self, before: &Before) -> Vec<(usize, bool)> {
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
    pub(super) fn settle(&mut self, sweeps: u64, chance: &mut Chance) {
        for sweep in 0..sweeps {
            let left = (sweeps - sweep - 1) as i64;
            let allowance = self.heat(left as u64, sweeps);
            let changed = self.sweep(chance, allowance);
            if left == 0 || changed == 0 && allowance == 0 {
                break;
            }
        }
        while self.sweep(chance, 0) > 0 {}
    }

    /// What a step may cost with so many sweeps left.
    pub(super) fn heat(&self, left: u64, sweeps: u64) -> i64 {
        self.base * self.base * HEAT * left as i64 / sweeps as i64
    }

    /// What a step may cost that brings a cell back from twice the base.
    pub(super) fn rescuing(&self) -> i64 {
        -FAR_BEYOND / 2
    }

    /// Lets any cell go another way as long as that brings one back from twice the base, or to where other tables allow it.
    pub(super) fn rescue(&mut self, chance: &mut Chance) {
        while self.is_far() && self.sweep(chance, self.rescuing()) > 0 {}
    }

    /// Whether a cell is off by twice the base or more, or further than other tables allow.
    pub(super) fn is_far(&self) -> bool {
        let is_outside = |(cell, (least, most)): (&usize, &(i64, i64))| !(*least..=*most).contains(&self.deviations[*cell]);
        self.deviations.iter().any(|deviation| deviation.abs() >= 2 * self.base) || self.allowed.iter().any(is_outside)
    }

    /// Lets an inner cell go the other way.
    pub(super) fn turn(&mut self, place: usize) {
        let by = if self.inner[place].1 { -self.base } else { self.base };
        self.find_holders(place);
        self.shift(by);
        self.inner[place].1 = !self.inner[place].1;
    }

    /// What it costs to let an inner cell go the other way.
    pub(super) fn price(&mut self, place: usize) -> i64 {
        let by = if self.inner[place].1 { -self.base } else { self.base };
        self.find_holders(place);
        self.holders
            .iter()
            .map(|holder| self.cost(*holder, self.deviations[*holder] + by) - self.cost(*holder, self.deviations[*holder]))
            .sum()
    }

    /// Moves an inner cell, whether it may or not, and everything that counts it.
    pub(super) fn push(&mut self, cell: usize, by: i64) {
        let crossing = self.counts.crossing();
        let codes: Vec<usize> = (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect();
        self.holders = crossing.holders(&codes);
        self.shift(by);
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

    fn cost(&self, cell: usize, deviation: i64) -> i64 {
        let outside = match self.allowed.get(&cell) {
            Some((least, most)) => (least - deviation).max(deviation - most).max(0) / self.base * NOT_ALLOWED,
            None => 0,
        };
        let beyond = (deviation.abs() - self.base + 1).max(0);
        let far = if deviation.abs() >= 2 * self.base { FAR_BEYOND } else { 0 };
        EACH * deviation.abs() + BEYOND * beyond * beyond + far + outside
    }

    /// Lets each inner cell go the other way where that costs less than some part of the allowance, or than one below 0. How many went.
    fn sweep(&mut self, chance: &mut Chance, allowance: i64) -> usize {
        let mut changed = 0;
        for _ in 0..self.inner.len() {
            let place = chance.below(self.inner.len());
            let price = self.price(place);
            let allowed = if allowance > 0 { chance.below(allowance as usize + 1) as i64 } else { allowance };
            if price < allowed {
                self.turn(place);
                changed += 1;
            }
        }
        changed
    }

    pub(super) fn rounded(self, counts: &Counts) -> Result<Rounded, CrossingError> {
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
            }
            result.beyond.extend((deviation >= result.base).then_some(cell));
        }
        Ok(result)
    }
}
