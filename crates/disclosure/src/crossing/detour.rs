//! Ways that no single product of moves makes: round what is dear in one circuit by way of another.
//!
//! Where a circuit needs a shown cell, some other circuit through that cell, taken away from the first as often as it takes, leaves the cell
//! where it is. What is left is a circuit again, through cells that may cost less together. In two dimensions of which one is flat
//! this finds nothing that a shortest path does not; in more it finds most of what a linear programme would.

use super::Crossing;
use super::circuit::Circuit;
use super::moves;
use super::price::{Prices, Spend};

/// Most times that one circuit is led round a cell.
const MOST_DETOURS: usize = 12;
/// Of the cells that a circuit pays for, at most so many are tried, the dearest first.
const MOST_CELLS: usize = 8;
/// Largest change of a cell: circuits with larger ones would hardly fit a table.
const LARGEST_CHANGE: u64 = 3;

/// Leads a circuit through the cell asked about round what it pays for, as long as that makes it cheaper. Its price, and itself.
pub(super) fn around(crossing: &Crossing, mut circuit: Circuit, prices: &Prices) -> (u64, Circuit) {
    let Some(mut price) = price_of(&circuit, prices) else { return (u64::MAX, circuit) };
    for _ in 0..MOST_DETOURS {
        let mut paid: Vec<(u64, usize)> =
            circuit.changes().iter().filter_map(|(cell, change)| Some((prices.of(*cell, *change)?, *cell))).collect();
        paid.retain(|(own, cell)| *own >= super::price::UNIT && *cell != prices.asked);
        paid.sort_unstable_by(|one, other| other.cmp(one));
        let cheaper = paid.iter().take(MOST_CELLS).find_map(|(own, cell)| past(crossing, &circuit, *cell, *own, prices, price));
        match cheaper {
            Some((own, led)) => (price, circuit) = (own, led),
            None => break,
        }
    }
    (price, circuit)
}

/// The circuit without a change in one cell, where that costs less than `limit`.
fn past(crossing: &Crossing, circuit: &Circuit, cell: usize, own: u64, prices: &Prices, limit: u64) -> Option<(u64, Circuit)> {
    let taken: Vec<usize> = circuit.cells().filter(|other| *other != cell).collect();
    let fixed: Vec<usize> = prices.fixed.iter().copied().chain([prices.asked]).collect();
    // The cell asked about is the one to go round: the other circuit may not touch the first one's.
    let other = Prices { fixed: &fixed, taken: &taken, asked: cell, spend: Spend::Weights, ..*prices };
    let (_, detour) = moves::cheapest(crossing, cell, &other, own.saturating_add(own))?;
    let led = circuit.less(&detour, cell)?;
    if led.changes().iter().any(|(_, change)| change.unsigned_abs() > LARGEST_CHANGE) || !led.moves(prices.asked) {
        return None;
    }
    price_of(&led, prices).filter(|price| *price < limit).map(|price| (price, led))
}

/// What a circuit costs; nothing where it changes what may not change.
fn price_of(circuit: &Circuit, prices: &Prices) -> Option<u64> {
    circuit.changes().iter().map(|(cell, change)| prices.of(*cell, *change)).sum()
}
