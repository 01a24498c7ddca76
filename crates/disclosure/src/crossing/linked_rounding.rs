//! Controlled rounding of linked tables: each adds up, and what two of them both tell is rounded to the same.
//!
//! Tables that make a tree are rounded one after the other, each after one that holds all it shares with those before. The shared cells cut the
//! inner cells of the next table into blocks, each with a sum that is given; which cells of a block go up is searched for by exchanging
//! one that goes up for one that goes down. A block can meet any sum from all its cells down to all up, and the true sum lies
//! between: so the table before keeps its shared cells within that, at a price that nothing else outweighs.

use std::collections::{BTreeMap, HashMap};

use super::rounding::{Search, checked};
use super::together::{Lift, all_dimensions, told};
use super::{Before, Counts, Crossing, CrossingError, Rounded};
use crate::chance::Chance;

/// Rounds tables that count the same people, in a number of sweeps each; as in an earlier release what did not change, where there is one.
///
/// # Errors
/// When the base is below 2 or beyond a thousand, tables tell different counts of one cell or go round in a circle, or the earlier
/// release has other tables or another base.
pub fn round_linked(
    tables: &[&Counts],
    before: Option<&[Before]>,
    base: u64,
    sweeps: &dyn Fn(usize) -> u64,
    seed: u64,
) -> Result<Vec<Rounded>, CrossingError> {
    let own = checked(base)?;
    let is_same = |(before, counts): (&Before, &&Counts)| {
        let crossing = counts.crossing();
        let is_rounded = before.rounded.values().iter().all(|count| count.is_multiple_of(base));
        is_rounded && before.counts.crossing() == crossing && before.rounded.crossing() == crossing
    };
    if before.is_some_and(|before| before.len() != tables.len() || !before.iter().zip(tables).all(is_same)) {
        return Err(CrossingError::Earlier);
    }
    let system = System::new(tables)?;
    let mut done: BTreeMap<usize, Rounded> = BTreeMap::new();
    for step in &system.order {
        let mut chance = Chance(seed.wrapping_add(step.table as u64));
        let counts = tables[step.table];
        let mut search = Search::new(counts, own);
        search.allowed = system.allowed(step.table, tables, own);
        let kept = before.map_or(Vec::new(), |before| search.keep(&before[step.table]));
        let sweeps = sweeps(counts.values().len());
        let rounded = match step.parent {
            None => {
                search.settle(sweeps, &mut chance);
                search.inner.extend(kept);
                search.rescue(&mut chance);
                search.rounded(counts)?
            }
            Some(parent) => {
                let blocks = system.blocks(step.table, parent);
                let sums = blocks.iter().map(|block| block.sum(&done[&parent], counts)).collect::<Vec<_>>();
                Exchange::new(search, kept, &blocks).settled(&sums, sweeps, &mut chance).rounded(counts)?
            }
        };
        done.insert(step.table, rounded);
    }
    Ok(done.into_values().collect())
}

/// A table to round, after another that holds all it shares with those before.
struct Step {
    table: usize,
    parent: Option<usize>,
}

/// The tables in one crossing, and the order in which they are rounded.
struct System {
    whole: Crossing,
    crossings: Vec<Crossing>,
    order: Vec<Step>,
}

/// The part of a table that stands in one shared cell.
struct Block {
    /// The shared cell, in the table before.
    shared: usize,
    /// Inner cells.
    inner: Vec<usize>,
}

impl Block {
    /// How far the shared cell went.
    fn sum(&self, parent: &Rounded, counts: &Counts) -> i64 {
        let own: u64 = self.inner.iter().map(|cell| counts.values()[*cell]).sum();
        parent.counts.values()[self.shared] as i64 - own as i64
    }
}

impl System {
    fn new(tables: &[&Counts]) -> Result<System, CrossingError> {
        let whole = Crossing::new(all_dimensions(&[tables.to_vec()])?)?;
        told(&whole, tables)?;
        let crossings: Vec<Crossing> = tables.iter().map(|counts| counts.crossing().clone()).collect();
        let mut system = System { whole, crossings, order: vec![Step { table: 0, parent: None }] };
        while system.order.len() < tables.len() {
            let step = system.next().ok_or(CrossingError::Ring)?;
            system.order.push(step);
        }
        Ok(system)
    }

    /// The table that shares most with one of those so far, if that one holds all it shares with any of them.
    fn next(&self) -> Option<Step> {
        let is_left = |table: &usize| !self.order.iter().any(|step| step.table == *table);
        let pairs = (0..self.crossings.len()).filter(is_left).flat_map(|table| self.order.iter().map(move |step| (table, step.table)));
        let (table, parent) =
            pairs.max_by_key(|(table, other)| (self.shared(*table, *other).len(), std::cmp::Reverse((*table, *other))))?;
        let all = self.shared(table, parent);
        let holds = |step: &Step| self.shared(table, step.table).iter().all(|facet| all.contains(facet));
        self.order.iter().all(holds).then_some(Step { table, parent: Some(parent) })
    }

    /// What two tables share: dimensions, each at as many levels as both have.
    fn shared(&self, one: usize, other: usize) -> Vec<(&str, usize)> {
        let levels = |table: usize| self.crossings[table].dimensions();
        let facets = |own: &'_ super::Dimension| -> Vec<usize> {
            let all = self.crossings.iter().flat_map(Crossing::dimensions).filter(|level| level.name() == own.name());
            let mut numbers: Vec<usize> = all.map(|level| level.codes().len()).filter(|number| *number <= own.codes().len()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let mut found = Vec::new();
        for own in levels(one) {
            if let Some(same) = levels(other).iter().find(|same| same.name() == own.name()) {
                let both = facets(own).into_iter().filter(|number| facets(same).contains(number));
                found.extend(both.map(|number| (own.name(), number)));
            }
        }
        found
    }

    /// Inner cells of a table by the cell of another that tells them together.
    fn blocks(&self, table: usize, parent: usize) -> Vec<Block> {
        let (own, other) = (&self.crossings[table], &self.crossings[parent]);
        let lift = Lift::new(&self.whole, other);
        let places: HashMap<usize, usize> = (0..other.cells()).map(|cell| (lift.cell(other, cell), cell)).collect();
        let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
        for cell in (0..own.cells()).filter(|cell| own.is_inner(*cell)) {
            let code = |dimension: &super::Dimension| {
                let place = own.dimensions().iter().position(|own| own.name() == dimension.name())?;
                let same = other.dimensions().iter().find(|same| same.name() == dimension.name())?;
                let levels = &own.dimensions()[place];
                let above = levels.above(own.code(cell, place)).iter();
                // The nearest code that the other table has.
                above.filter(|code| same.place(&levels.codes()[**code]).is_some()).find_map(|code| dimension.place(&levels.codes()[*code]))
            };
            let codes: Vec<usize> = self.whole.dimensions().iter().map(|dimension| code(dimension).unwrap_or(0)).collect();
            let Some(shared) = places.get(&self.whole.cell(&codes)).copied() else { continue };
            blocks.entry(shared).or_insert(Block { shared, inner: Vec::new() }).inner.push(cell);
        }
        blocks.into_values().collect()
    }

    /// How far the tables after a table allow the cells they share with it to deviate.
    fn allowed(&self, parent: usize, tables: &[&Counts], base: i64) -> HashMap<usize, (i64, i64)> {
        let mut allowed: HashMap<usize, (i64, i64)> = HashMap::new();
        for step in self.order.iter().filter(|step| step.parent == Some(parent)) {
            let blocks = self.blocks(step.table, parent);
            // What the table before holds altogether follows it, whatever that does.
            for block in blocks.iter().filter(|_| blocks.iter().any(|block| block.inner.len() > 1)) {
                let rests =
                    || block.inner.iter().map(|cell| (tables[step.table].values()[*cell] % base as u64) as i64).filter(|rest| *rest > 0);
                let (least, most) = (-rests().sum::<i64>(), rests().map(|rest| base - rest).sum::<i64>());
                let range = allowed.entry(block.shared).or_insert((least, most));
                *range = (range.0.max(least), range.1.min(most));
            }
        }
        allowed
    }
}

/// A search in which the sum of every block stays what it is.
struct Exchange<'a> {
    search: Search<'a>,
    /// How many of the loose cells may be exchanged freely: those after did not change since the release before.
    free: usize,
    /// Per block: the inner cells, and places of loose ones.
    blocks: Vec<(Vec<usize>, Vec<usize>)>,
    /// Per loose cell: its block.
    block: Vec<usize>,
}

impl<'a> Exchange<'a> {
    fn new(mut search: Search<'a>, kept: Vec<(usize, bool)>, blocks: &[Block]) -> Exchange<'a> {
        let free = search.inner.len();
        search.inner.extend(kept);
        let place: HashMap<usize, usize> = search.inner.iter().enumerate().map(|(place, (cell, _))| (*cell, place)).collect();
        let loose = |block: &Block| block.inner.iter().filter_map(|cell| place.get(cell).copied()).collect::<Vec<_>>();
        let blocks: Vec<_> = blocks.iter().map(|block| (block.inner.clone(), loose(block))).collect();
        let mut block = vec![0; search.inner.len()];
        for (number, (_, loose)) in blocks.iter().enumerate() {
            loose.iter().for_each(|place| block[*place] = number);
        }
        Exchange { search, free, blocks, block }
    }

    /// Meets the sums, and exchanges cells as long as it helps.
    fn settled(mut self, sums: &[i64], sweeps: u64, chance: &mut Chance) -> Search<'a> {
        for (block, sum) in sums.iter().enumerate() {
            self.meet(block, *sum);
        }
        for sweep in 0..sweeps {
            let allowance = self.search.heat(sweeps - sweep - 1, sweeps);
            if self.sweep(chance, allowance, self.free) == 0 && allowance == 0 {
                break;
            }
        }
        while self.sweep(chance, 0, self.free) > 0 {}
        let all = self.search.inner.len();
        while self.search.is_far() && self.sweep(chance, self.search.rescuing(), all) > 0 {}
        self.search
    }

    /// Turns cells of a block until they deviate by a sum together: those that changed before those that did not, the cheapest first. Where all of them are
    /// not enough, the largest cells go further.
    fn meet(&mut self, block: usize, sum: i64) {
        let base = self.search.base;
        let off = |search: &Search, cells: &[usize]| sum - cells.iter().map(|cell| search.deviations[*cell]).sum::<i64>();
        let (cells, loose) = self.blocks[block].clone();
        let left = off(&self.search, &cells);
        let turns = loose.into_iter().filter(|place| left != 0 && self.search.inner[*place].1 == (left < 0)).collect::<Vec<_>>();
        let mut turns: Vec<(bool, i64, usize)> =
            turns.into_iter().map(|place| (place >= self.free, self.search.price(place), place)).collect();
        turns.sort_unstable();
        turns.truncate((left.abs() / base) as usize);
        turns.into_iter().for_each(|(_, _, place)| self.search.turn(place));
        loop {
            let left = off(&self.search, &cells);
            let now = |cell: usize| self.search.counts.values()[cell] as i64 + self.search.deviations[cell];
            let largest = cells.iter().copied().filter(|cell| left > 0 || now(*cell) >= base);
            let next = largest.max_by_key(|cell| (now(*cell), std::cmp::Reverse(*cell)));
            match next.filter(|_| left != 0) {
                Some(cell) => self.search.push(cell, base * left.signum()),
                None => return,
            }
        }
    }

    /// Exchanges a cell that goes up for one of its block that goes down where that costs less than some part of the allowance, or than one
    /// below 0. How many were.
    fn sweep(&mut self, chance: &mut Chance, allowance: i64, number: usize) -> usize {
        let mut changed = 0;
        for _ in 0..number {
            let one = chance.below(number);
            let others = &self.blocks[self.block[one]].1;
            let other = others[chance.below(others.len())];
            if other >= number || self.search.inner[one].1 == self.search.inner[other].1 {
                continue;
            }
            let first = self.search.price(one);
            self.search.turn(one);
            let price = first + self.search.price(other);
            let allowed = if allowance > 0 { chance.below(allowance as usize + 1) as i64 } else { allowance };
            if price < allowed {
                self.search.turn(other);
                changed += 1;
            } else {
                self.search.turn(one);
            }
        }
        changed
    }
}
