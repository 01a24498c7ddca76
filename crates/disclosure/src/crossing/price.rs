//! What it costs to change a cell: nothing where it is hidden already, never where it may not be hidden.

use super::Status;

/// Price of a cell that is hidden already: short ways before long ones.
const HIDDEN: u64 = 1;
/// How much more one unit of weight costs than a hidden cell.
pub(super) const UNIT: u64 = 256;

/// Prices of cells, for one search.
pub(super) struct Prices<'a> {
    /// What each cell is now.
    pub(super) statuses: &'a [Status],
    /// Weight of each cell; 0 where it may not be hidden.
    pub(super) weights: &'a [u64],
    /// Count of each cell, as the attacker sees it: a supplier takes its own away.
    pub(super) values: &'a [u64],
    /// Whether the circuit is to be added (1) or taken away (-1): an empty cell can only gain.
    pub(super) way: i64,
    /// Cells below this count may not change either, save the one asked about.
    pub(super) least: u64,
    /// The cell asked about.
    pub(super) asked: usize,
    /// Cells that may not change.
    pub(super) fixed: &'a [usize],
    /// Cells that cost as little as hidden ones: another circuit pays for them.
    pub(super) taken: &'a [usize],
    /// Whether shown cells may be hidden.
    pub(super) spend: Spend,
    /// Stirs the prices a little, so that other ways are tried; 0 leaves them as they are.
    pub(super) stir: u64,
}

/// Whether shown cells may be hidden.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spend {
    /// Only hidden cells may change.
    Nothing,
    /// Shown cells may be hidden, at their weight.
    Weights,
}

impl Prices<'_> {
    /// The price of a change in a cell; nothing where it may not change (a change of 0: in either direction).
    pub(super) fn of(&self, cell: usize, change: i64) -> Option<u64> {
        if !self.fixed.is_empty() && self.fixed.contains(&cell) {
            return None;
        }
        if self.values[cell] < self.least && cell != self.asked || self.values[cell] == 0 && change * self.way <= 0 {
            return None;
        }
        match (self.statuses[cell], self.spend) {
            (Status::Unpublished, _) => Some(0),
            (Status::Primary | Status::Secondary, _) => Some(HIDDEN),
            (Status::Shown, _) if !self.taken.is_empty() && self.taken.contains(&cell) => Some(HIDDEN),
            (Status::Shown, Spend::Nothing) => None,
            (Status::Shown, Spend::Weights) => match self.weights[cell] {
                0 => None,
                weight => Some(HIDDEN + self.stirred(weight * UNIT, cell)),
            },
        }
    }

    /// Up to three quarters more, in a way that looks like chance and is the same every time.
    fn stirred(&self, price: u64, cell: usize) -> u64 {
        if self.stir == 0 {
            return price;
        }
        let mixed = (cell as u64 ^ self.stir).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        price + price / 4 * ((mixed >> 40) % 256) * 3 / 256
    }
}
