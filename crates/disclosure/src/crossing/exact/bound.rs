//! A bound on the least without a programme, in time that grows with the rows: for tables too large to ask, and for several tables or releases.
//!
//! Beside a cell that has to stay open and is the only hidden one of its row another has to be hidden; and beside a cell hidden for that, another in
//! every other row it stands in. In the programme in zeros and ones of [`super`] these are conditions `Σ x_j ≥ 1` and `Σ x_j ≥ x_c`. A price on every
//! condition, such that those a cell stands in (less those it is the `c` of) come to no more than its weight, makes the sum of the prices of the first kind
//! a bound (weak duality). Prices are raised one row after the other, in whole numbers: as long as all the cells have weight left, and then by
//! what a used-up cell can be lent in another row of its own. Only rows of which all else is shown are used, so that whoever
//! reads the tables can add them up, against whatever attacker.

use std::collections::BTreeMap;

use crate::crossing::{Dimension, Status, Task};

/// How often the price of one row is raised by way of others.
const MOST_LOANS: usize = 16;

/// What rows are put in order by: how many cells a row asks of, and the weight of the lightest.
type Key = fn(u64, u64) -> (u64, u64);

/// No way to protect these tables weighs less.
pub(super) fn least(task: &Task) -> u64 {
    let rows = Rows::new(task);
    // Short rows, dear rows, and cheap rows first.
    let orders: [Key; 3] = [|length, weight| (length, weight), |_, weight| (u64::MAX - weight, 0), |length, weight| (weight, length)];
    let in_order = |key: &Key| {
        let mut order: Vec<usize> = (0..rows.asking.len()).collect();
        order.sort_by_key(|row| key(rows.asking[*row].len() as u64, least_left(&rows.asking[*row], &rows.weights)));
        rows.priced(&order)
    };
    orders.iter().map(in_order).max().unwrap_or(0)
}

/// Conditions on what is hidden besides.
struct Rows {
    /// What each cell costs; 0 where it may not be hidden.
    weights: Vec<u64>,
    /// Per row with a cell that follows from the others: those of which one has to be hidden.
    asking: Vec<Vec<u32>>,
    /// Rows that are shown whole: the cells that may be hidden.
    shown: Vec<Vec<u32>>,
    /// Per cell: the shown rows it stands in.
    stands_in: Vec<Vec<u32>>,
    /// Per cell: whether it counts what a reader knows it to count at least, so that it can only rise.
    low: Vec<bool>,
    /// Per shown row: the total, which falls where its parts rise.
    wholes: Vec<u32>,
}

impl Rows {
    fn new(task: &Task) -> Rows {
        let (crossing, values) = (task.counts.crossing(), task.counts.values());
        let cells = values.len();
        let mut rows = Rows {
            weights: (0..cells).map(|cell| task.weight(cell)).collect(),
            asking: Vec::new(),
            shown: Vec::new(),
            stands_in: vec![Vec::new(); cells],
            low: (0..cells).map(|cell| values[cell] <= task.floor_of(cell)).collect(),
            wholes: Vec::new(),
        };
        let statuses: Vec<Status> = (0..cells).map(|cell| task.first_status(cell)).collect();
        // Totals of codes that overlap are no sums.
        let is_sum = |place: &usize| !Dimension::overlaps(&crossing.dimensions()[*place]);
        let mut row: Vec<usize> = Vec::new();
        for place in (0..crossing.dimensions().len()).filter(is_sum) {
            for whole in 0..cells {
                row.clear();
                row.extend(crossing.parts(whole, place));
                if !row.is_empty() {
                    row.push(whole);
                    rows.take_in(task, &statuses, &row);
                }
            }
        }
        rows
    }

    /// Takes in a row: its parts, and last their total.
    fn take_in(&mut self, task: &Task, statuses: &[Status], row: &[usize]) {
        let Some(whole) = row.last().copied() else { return };
        let hidden: Vec<usize> = row.iter().copied().filter(|cell| statuses[*cell] != Status::Shown).collect();
        let free = row.iter().copied().filter(|cell| statuses[*cell] == Status::Shown && self.weights[*cell] > 0);
        let Some(first) = hidden.first() else {
            let number = self.shown.len() as u32;
            let free: Vec<u32> = free.map(|cell| cell as u32).collect();
            free.iter().for_each(|cell| self.stands_in[*cell as usize].push(number));
            self.shown.push(free);
            return self.wholes.push(whole as u32);
        };
        let is_held = |cell: usize| self.low[cell] && (cell == whole) == (*first == whole);
        let is_alone = hidden.len() == 1 || hidden.iter().all(|cell| statuses[*cell] == Status::Primary && is_held(*cell));
        if !is_alone || !task.must_be_open(*first) {
            return;
        }
        // Of cells that can only rise no two with the same sign help each other.
        let any: Vec<u32> = free.filter(|cell| !(is_held(*first) && is_held(*cell))).map(|cell| cell as u32).collect();
        if !any.is_empty() {
            self.asking.push(any);
        }
    }

    /// The sum of the prices, raised in this order.
    fn priced(&self, order: &[usize]) -> u64 {
        let mut left = self.weights.clone();
        let mut sum = 0;
        for row in order {
            let cells = &self.asking[*row];
            let price = least_left(cells, &left);
            cells.iter().for_each(|cell| left[*cell as usize] -= price);
            sum += price;
        }
        for row in order {
            for _ in 0..MOST_LOANS {
                let raised = self.raised(&self.asking[*row], &mut left);
                sum += raised;
                if raised == 0 {
                    break;
                }
            }
        }
        sum
    }

    /// Raises the price of a row, used-up cells being lent what it takes by others in a shown row of theirs. By how much.
    fn raised(&self, cells: &[u32], left: &mut [u64]) -> u64 {
        let mut uses: BTreeMap<u32, u64> = BTreeMap::new();
        for cell in cells {
            if left[*cell as usize] > 0 {
                *uses.entry(*cell).or_default() += 1;
                continue;
            }
            let rows = self.stands_in[*cell as usize].iter();
            let lent = |row: &u32| self.beside(*row, *cell).map(|own| left[own as usize]).min().unwrap_or(0);
            let Some(row) = rows.copied().max_by_key(|row| (lent(row), std::cmp::Reverse(*row))).filter(|row| lent(row) > 0) else {
                return 0;
            };
            self.beside(row, *cell).for_each(|own| *uses.entry(own).or_default() += 1);
        }
        let price = uses.iter().map(|(cell, times)| left[*cell as usize] / times).min().unwrap_or(0);
        uses.iter().for_each(|(cell, times)| left[*cell as usize] -= price * times);
        price
    }

    /// The cells of a shown row of which one has to be hidden with a cell of it.
    fn beside(&self, row: u32, cell: u32) -> impl Iterator<Item = u32> + '_ {
        let whole = self.wholes[row as usize];
        let is_held = move |own: u32| self.low[own as usize] && self.low[cell as usize] && (own == whole) == (cell == whole);
        self.shown[row as usize].iter().copied().filter(move |own| *own != cell && !is_held(*own))
    }
}

/// What the cell with the least left has left.
fn least_left(cells: &[u32], left: &[u64]) -> u64 {
    cells.iter().map(|cell| left[*cell as usize]).min().unwrap_or(0)
}
