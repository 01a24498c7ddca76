//! A whole table that fits what is published, where too much hangs together for one programme. Hidden totals are written out as sums of
//! hidden atoms, so that rows about shown totals are all that is left. Of those the ones about the total of a dimension are let go until the
//! rest falls apart into blocks (`blocks`); proportional fitting (see [`crate::certify`]) says which share of those rows falls to each.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::base::Fitting;
use super::blocks::{Blocks, apart};
use super::certificate::{Certificate, Overlay};
use super::published::{Published, Row};
use crate::certify::fill::Fill;
use crate::chance::Chance;
use crate::rule::UNBOUNDED;
use crate::search::{Quest, Search, Toward};
use crate::system::{Bounded, System};

/// Most atoms that are tried at all.
const MOST_ATOMS: usize = 40_000;
/// Rows are let go until no block has more atoms than this.
const LARGEST_BLOCK: usize = 1500;
/// Steps of the local search that mends what is off at the end.
const STEPS: u32 = 500_000;
/// Searches each way for a table around one that fits; each is twice as long as the one before, from so many steps.
const TRIES: u32 = 6;
const SHORT: u32 = 40;
/// How many times more, or less, falls to a cell that is to differ.
const MUCH: f64 = 4.0;
/// Most cells looked at at once.
const MOST_AT_ONCE: usize = 8;

/// A count of its least or more for every hidden cell of some rows that hang together; nothing where none is found within the work limit.
pub(super) fn solved(published: &Published, rows: &[Row], least: &dyn Fn(usize) -> u64) -> Option<Fitting> {
    let written = Written::new(published, rows, least)?;
    let alike = vec![1.0; written.atoms.len()];
    fitted(published, &written, &alike)
}

/// A table that is to differ in some cells from one that fits: much or little of what is shared out falls to each of them, by chance.
pub(super) fn solved_otherwise(published: &Published, rows: &[Row], cells: &BTreeMap<usize, u64>, seed: u64) -> Option<Fitting> {
    let written = Written::new(published, rows, &|cell| published.floor(cell))?;
    let (mut chance, mut weights) = (Chance(seed), vec![1.0; written.atoms.len()]);
    for sum in cells.keys().filter_map(|cell| written.sums.get(cell)) {
        let times = if chance.below(2) == 0 { MUCH } else { 1.0 / MUCH };
        sum.atoms.iter().for_each(|(atom, _)| weights[*atom as usize] *= times);
    }
    fitted(published, &written, &weights)
}

/// A table in which what is left to share out falls to atoms by these weights, as far as the rows allow.
fn fitted(published: &Published, written: &Written, weights: &[f64]) -> Option<Fitting> {
    let (system, wholes) = written.system(&[]);
    if written.atoms.len() > MOST_ATOMS {
        return None;
    }
    let zeros = system.zeros();
    let drawn = zeros.iter().zip(weights).map(|(held, weight)| if *held > 0 { 0.0 } else { *weight }).collect();
    let shares = Fill::new(&system, drawn).fractions();
    let (loose, left) = let_go(published, &system, &wholes);
    let crossing = published.crossing;
    let is_split = |place: &usize| !left.contains(place);
    let is_total = |whole: usize, place: usize| !crossing.dimensions()[place].is_leaf(crossing.code(whole, place));
    let split: Vec<usize> = (0..crossing.dimensions().len()).filter(is_split).collect();
    let upper: Vec<bool> =
        wholes.iter().zip(&loose).map(|(whole, loose)| *loose || split.iter().any(|place| is_total(*whole, *place))).collect();
    let mut blocks = Blocks::new(&system, loose, &upper);
    if blocks.solve(&shares) {
        return Some(written.cells(blocks.values()));
    }
    let mut search = Search::new(system.clone(), blocks.values().to_vec(), &[]);
    search.settle(STEPS, 1).then(|| written.cells(search.start()))
}

/// Per row whether it is let go: those about the total of a dimension, one dimension after the other, each time the one that leaves the
/// smallest blocks. And the dimensions of which none is let go.
fn let_go(published: &Published, system: &System, wholes: &[usize]) -> (Vec<bool>, Vec<usize>) {
    let crossing = published.crossing;
    let mut loose = vec![false; wholes.len()];
    let largest = |loose: &[bool]| apart(system, loose).iter().map(Vec::len).max().unwrap_or(0);
    let mut left: Vec<usize> = (0..crossing.dimensions().len()).collect();
    while largest(&loose) > LARGEST_BLOCK && !left.is_empty() {
        let more = |place: usize| -> Vec<bool> {
            let is_top = |(row, was): (&usize, &bool)| *was || crossing.code(*row, place) == 0;
            wholes.iter().zip(&loose).map(is_top).collect()
        };
        let best = left.iter().copied().min_by_key(|place| largest(&more(*place)));
        let Some(best) = best else { break };
        loose = more(best);
        left.retain(|place| *place != best);
    }
    (loose, left)
}

/// Other tables around one that fits: one hidden cell is moved by its width, and what that breaks repaired, one person at a time.
pub(super) struct Repairs<'a> {
    published: &'a Published<'a>,
    table: &'a [u64],
    /// One per thread.
    searches: Vec<Search>,
    /// Per atom: the hidden cells it stands in, with its sign there.
    cells_of: Vec<Vec<(usize, i64)>>,
    /// Cells asked about: the first rows of the system, in order.
    asked: Vec<usize>,
}

impl<'a> Repairs<'a> {
    /// Around a table that fits, with these hidden cells to be moved.
    pub(super) fn new(published: &'a Published<'a>, rows: &[Row], table: &'a [u64], asked: Vec<usize>) -> Option<Repairs<'a>> {
        let written = Written::new(published, rows, &|cell| published.floor(cell))?;
        let (system, _) = written.system(&asked);
        let atoms: Vec<i64> = written.atoms.iter().map(|cell| table[*cell] as i64 - published.floor(*cell) as i64).collect();
        let mut cells_of = vec![Vec::new(); atoms.len()];
        for (cell, sum) in &written.sums {
            sum.atoms.iter().for_each(|(atom, sign)| cells_of[*atom as usize].push((*cell, i64::from(*sign))));
        }
        (atoms.iter().all(|count| *count >= 0) && system.fits(&atoms)).then(|| {
            let number = rayon::current_num_threads().min(MOST_AT_ONCE);
            let searches = (0..number).map(|_| Search::new(system.clone(), atoms.clone(), &[])).collect();
            Repairs { published, table, searches, cells_of, asked }
        })
    }

    /// Pairs of tables, this one and another, for as many as can be of the cells asked about, each with the width that it needs; every pair is
    /// tried on all cells that are closed still. Each search starts from the same table, so that the next few cells are looked at at once; what was
    /// found for one that a pair before it opened is left.
    pub(super) fn pairs(&mut self, closed: &mut BTreeMap<usize, u64>) -> Vec<Certificate> {
        let (mut found, mut next) = (Vec::new(), 0);
        loop {
            let asked = (next..self.asked.len()).filter_map(|place| Some((place, *closed.get(&self.asked[place])?)));
            let asked: Vec<(usize, u64)> = asked.take(self.searches.len()).collect();
            let Some((last, _)) = asked.last() else { return found };
            next = last + 1;
            let cells_of = &self.cells_of;
            let others = self.searches.par_iter_mut().zip(&asked).with_max_len(1);
            let others: Vec<_> = others.map(|(search, (place, width))| another(search, cells_of, *place, *width)).collect();
            for ((place, _), changes) in asked.iter().zip(others) {
                let is_closed = closed.contains_key(&self.asked[*place]);
                found.extend(changes.filter(|_| is_closed).and_then(|changes| self.taken(self.asked[*place], &changes, closed)));
            }
        }
    }

    /// The pair that changes make, with all cells that it opens.
    fn taken(&self, cell: usize, changes: &BTreeMap<usize, i64>, closed: &mut BTreeMap<usize, u64>) -> Option<Certificate> {
        let is_wide = |(cell, change): &(&usize, &i64)| closed.get(cell).is_some_and(|width| change.unsigned_abs() >= *width);
        let opened: Vec<usize> = changes.iter().filter(is_wide).map(|own| *own.0).collect();
        let pair = self.pair(cell, &opened, changes)?;
        opened.iter().for_each(|cell| {
            closed.remove(cell);
        });
        Some(pair)
    }

    fn pair(&self, cell: usize, opened: &[usize], changes: &BTreeMap<usize, i64>) -> Option<Certificate> {
        let changed = changes.iter().filter(|(cell, _)| self.published.least(**cell) == 1);
        let other: Overlay = changed.map(|(cell, change)| (*cell, self.table[*cell].saturating_add_signed(*change))).collect();
        let also = opened.iter().copied().filter(|other| *other != cell).collect();
        let (low, high) = if *changes.get(&cell)? > 0 { (Vec::new(), other) } else { (other, Vec::new()) };
        opened.contains(&cell).then_some(Certificate { cell, also, low, high })
    }
}

/// What else changes when a row is moved by the width, by hidden cell.
fn another(search: &mut Search, cells_of: &[Vec<(usize, i64)>], row: usize, width: u64) -> Option<BTreeMap<usize, i64>> {
    search.forgive();
    for seed in 0..TRIES {
        for toward in [Toward::More, Toward::Less] {
            let quest = Quest { row, toward, by: width as i64, steps: SHORT << seed, seed: u64::from(seed) };
            if let Some(changes) = search.seek(quest, |_, _| {}) {
                let mut cells: BTreeMap<usize, i64> = BTreeMap::new();
                for (atom, change) in changes {
                    cells_of[atom].iter().for_each(|(cell, sign)| *cells.entry(*cell).or_default() += sign * change);
                }
                cells.retain(|_, change| *change != 0);
                return Some(cells);
            }
        }
    }
    None
}

/// A signed sum of atoms, each counted from its least, and a number.
#[derive(Clone)]
struct Sum {
    atoms: Vec<(u32, i8)>,
    number: i64,
}

/// Hidden cells written out as sums of atoms, and the rows that are left, each with the total it is about.
struct Written {
    atoms: Vec<usize>,
    sums: BTreeMap<usize, Sum>,
    rows: Vec<(Bounded, usize)>,
}

impl Written {
    /// Atoms and sums counted from `least`.
    fn new(published: &Published, rows: &[Row], least: &dyn Fn(usize) -> u64) -> Option<Written> {
        let mut by_whole: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            for (cell, _) in &row.cells {
                by_whole.entry(*cell).or_default();
            }
            by_whole.entry(row.whole).or_default().push(row);
        }
        let mut written = Written { atoms: Vec::new(), sums: BTreeMap::new(), rows: Vec::new() };
        // Parts have larger numbers than their totals.
        for (cell, own) in by_whole.iter().rev() {
            match published.shown[*cell] {
                None => written.write_out(published, *cell, own, least(*cell) as i64)?,
                Some(_) if published.is_told_by_parts(*cell) => {}
                Some(_) => {
                    // Where every cell is published all rows about a total say the same of the atoms.
                    for row in &own[..if published.is_plain() { 1 } else { own.len() }] {
                        written.tie(row)?;
                    }
                }
            }
        }
        Some(written)
    }

    fn write_out(&mut self, published: &Published, cell: usize, own: &[&Row], least: i64) -> Option<()> {
        let Some((first, others)) = own.split_first() else {
            self.sums.insert(cell, Sum { atoms: vec![(self.atoms.len() as u32, 1)], number: least });
            self.atoms.push(cell);
            return Some(());
        };
        // The row says: parts less the whole are its sum.
        let mut sum = self.sum(first.cells.iter().filter(|(part, _)| *part != cell))?;
        sum.number -= first.sum;
        if sum.number < least {
            let bounded = Bounded { low: least - sum.number, high: UNBOUNDED, entries: sum.atoms.clone() };
            self.rows.push((bounded, cell));
        }
        self.sums.insert(cell, sum);
        others.iter().filter(|_| !published.is_plain()).try_for_each(|row| self.tie(row))
    }

    fn tie(&mut self, row: &Row) -> Option<()> {
        let sum = self.sum(row.cells.iter())?;
        let wanted = row.sum - sum.number;
        if sum.atoms.is_empty() {
            return (wanted == 0).then_some(());
        }
        self.rows.push((Bounded { low: wanted, high: wanted, entries: sum.atoms }, row.whole));
        Some(())
    }

    /// The signed sum of cells that are written out already; nothing where an atom would count twice.
    fn sum<'c>(&self, cells: impl Iterator<Item = &'c (usize, i64)>) -> Option<Sum> {
        let (mut number, mut atoms) = (0, BTreeMap::<u32, i64>::new());
        for (cell, sign) in cells {
            let own = self.sums.get(cell)?;
            number += sign * own.number;
            own.atoms.iter().for_each(|(atom, own)| *atoms.entry(*atom).or_default() += sign * i64::from(*own));
        }
        let one = |(atom, sign): (u32, i64)| i8::try_from(sign).ok().filter(|sign| sign.abs() == 1).map(|sign| (atom, sign));
        let atoms: Option<Vec<(u32, i8)>> = atoms.into_iter().filter(|(_, sign)| *sign != 0).map(one).collect();
        Some(Sum { atoms: atoms?, number })
    }

    /// The rows over atoms, those without a minus first, and the total each is about; before them all a row without bounds for each of some
    /// hidden cells.
    fn system(&self, asked: &[usize]) -> (System, Vec<usize>) {
        let has_minus = |row: &Bounded| row.entries.iter().any(|(_, sign)| *sign < 0);
        let mut rows = self.rows.clone();
        rows.sort_by(|(one, _), (other, _)| has_minus(one).cmp(&has_minus(other)).then_with(|| one.cmp(other)));
        rows.dedup_by(|later, kept| later.0 == kept.0);
        let atoms = |cell: &usize| self.sums.get(cell).map_or(Vec::new(), |sum| sum.atoms.clone());
        let told = asked.iter().map(|cell| (Bounded { low: -UNBOUNDED, high: UNBOUNDED, entries: atoms(cell) }, *cell));
        let links = asked.len() + rows.iter().position(|(row, _)| has_minus(row)).unwrap_or(rows.len());
        rows.splice(0..0, told);
        let (rows, wholes): (Vec<Bounded>, Vec<usize>) = rows.into_iter().unzip();
        (System::of_rows(self.atoms.len(), &rows, links), wholes)
    }

    fn cells(&self, atoms: &[i64]) -> Fitting {
        let signed = |sum: &Sum| sum.atoms.iter().map(|(atom, sign)| i64::from(*sign) * atoms[*atom as usize]).sum::<i64>();
        self.sums.iter().map(|(cell, sum)| (*cell, (sum.number + signed(sum)).max(0) as u64)).collect()
    }
}
