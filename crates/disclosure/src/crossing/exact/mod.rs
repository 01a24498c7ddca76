//! How near to the least what is hidden comes, and less where less will do.
//!
//! Which cells to hide is a whole-number programme: whatever follows from shown cells has to have one of those hidden too (Fischetti and Salazar 2001
//! solve it by such cuts). [`determined`] finds the cuts that a choice misses, [`programme`] the least choice that meets those found so far. Its weight is a
//! bound from below on any way to protect the table, against any attacker: who knows more asks for more. Where the choice itself can be proven open by
//! circuits, nothing better exists. Where not, the search goes on as it does without a bound, and then the same is asked of small neighbourhoods, all else staying
//! as it is. Only tables by themselves: there every cell is published, and every row is a sum. Where no programme is asked, as in larger tables, and of several
//! tables or releases, [`bound`] gives a bound that takes none.

mod bound;
mod cuts;
mod determined;
mod others;
mod programme;

use std::collections::{BTreeMap, BTreeSet};

use self::cuts::Cuts;
use self::determined::{Asked, Row, determined};
use self::programme::{Answer, Programme, SLACK};
use super::attack::Persons;
use super::price::Spend;
use super::shield::Shield;
use super::{Status, Task, suppress};
use crate::chance::Chance;

/// How much work may go into it: counted, never timed, so that the same task has the same answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Work {
    /// Most programmes over the whole table.
    pub rounds: usize,
    /// Most neighbourhoods tried.
    pub neighbourhoods: usize,
    /// Most branches of one whole-number programme.
    pub branches: u64,
}

/// What is known of the least.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    /// No way to protect the table hides less than this: weights of secondary cells, with the toll.
    pub least: u64,
    /// What is hidden now weighs this.
    pub spent: u64,
}

impl Work {
    /// For a table of so many cells: all it takes, and no programmes in very large ones, which leaves the bound that takes none.
    pub fn of(cells: usize) -> Work {
        Work::at_most(if cells > LARGEST { 0 } else { 300 }, cells)
    }

    /// With so many programmes over the whole table at most, whatever its size; none of anything where that is 0.
    pub fn at_most(rounds: usize, cells: usize) -> Work {
        let neighbourhoods = if rounds == 0 { 0 } else { 100.min(200_000 / cells.clamp(1, LARGEST)) };
        Work { rounds, neighbourhoods, branches: 5000 }
    }
}

impl Gap {
    /// A bound above what is hidden is none: a solver erred, or something could not be hidden.
    fn between(least: u64, spent: u64) -> Gap {
        Gap { least: if least > spent { 0 } else { least }, spent }
    }

    /// At most this share of what is hidden besides need not be; 0 where it is the least.
    pub fn share(self) -> f64 {
        if self.spent == 0 { 0.0 } else { self.spent.saturating_sub(self.least) as f64 / self.spent as f64 }
    }
}

/// Beyond this many cells no programme is asked.
const LARGEST: usize = 20_000;
/// Cells that may be free in a neighbourhood.
const NEAR: usize = 150;
/// Most programmes asked in one.
const MOST_ROUNDS_NEAR: usize = 12;
/// Thresholds from which on a cell counts as hidden when cuts are sought for a choice that hides some cells by halves.
const HALVES: [f64; 3] = [0.0, 0.2, WHOLE];
/// Threshold of what counts as hidden in a whole choice.
const WHOLE: f64 = 0.5;
/// Of larger tables, and of more people alone in them, nobody is asked what they can work out: cells times people.
const MOST_ASKED: usize = 50_000;

/// Looks for less to hide than is hidden now, and for a bound on the least: first by programmes over the whole table; where these do not end it by the
/// steps of the task, and then near what is hidden.
pub(super) fn closer(shield: &mut Shield, work: Work) -> Gap {
    let bound = bound::least(shield.task);
    if work.rounds + work.neighbourhoods == 0 || !shield.task.roles.is_empty() {
        suppress::improve(shield);
        return Gap::between(bound, shield.spent.1);
    }
    let mut seeker = Seeker::new(shield);
    seeker.look_at_all(work);
    if seeker.least < seeker.spent() {
        suppress::improve(seeker.shield);
        seeker.look_around(work);
    }
    let (own, other) = (Gap::between(seeker.least, seeker.spent()), Gap::between(bound, seeker.spent()));
    Gap { least: own.least.max(other.least), ..own }
}

struct Seeker<'s, 'a> {
    task: &'a Task<'a>,
    shield: &'s mut Shield<'a>,
    rows: Vec<Row>,
    /// Rows each cell stands in.
    of_cell: BTreeMap<usize, Vec<usize>>,
    weights: Vec<u64>,
    /// Per cell: whether it counts what a reader knows it to count at least.
    low: Vec<bool>,
    cuts: Cuts,
    /// People alone in a cell, where the task is about these.
    persons: Persons,
    least: u64,
}

impl<'s, 'a> Seeker<'s, 'a> {
    fn new(shield: &'s mut Shield<'a>) -> Seeker<'s, 'a> {
        let task = shield.task;
        let rows = rows(task);
        let mut of_cell: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            row.iter().for_each(|(cell, _)| of_cell.entry(*cell).or_default().push(number));
        }
        let cells = task.counts.values().len();
        let settled = |cell: usize| match (task.first_status(cell), task.weight(cell)) {
            (Status::Primary | Status::Secondary | Status::Unpublished, _) => Some(true),
            // Empty cells are always shown.
            (Status::Shown, 0) => Some(false),
            (Status::Shown, _) => None,
        };
        let cuts = Cuts::new((0..cells).map(settled).collect());
        let weights = (0..cells).map(|cell| task.weight(cell)).collect();
        let low = task.counts.values().iter().map(|count| *count <= task.floor).collect();
        let mut seeker = Seeker { task, shield, rows, of_cell, weights, low, cuts, persons: Persons::new(task), least: 0 };
        seeker.cut_rows_of_primary();
        seeker
    }

    /// What stands beside a primary cell in a row: one of these at least.
    fn cut_rows_of_primary(&mut self) {
        for cell in (0..self.weights.len()).filter(|cell| self.task.must_be_open(*cell)) {
            for row in self.of_cell.get(&cell).into_iter().flatten() {
                let asked = Asked { is_hidden: &|own| own == cell, is_low: &|own| self.low[own] };
                for (own, others) in determined(&self.rows[*row..=*row], &asked) {
                    self.cuts.learn(own, &others, &|_| 0.0);
                }
            }
        }
    }

    fn spent(&self) -> u64 {
        self.shield.spent.1
    }

    fn programme<'p>(&'p self, settled: &'p dyn Fn(usize) -> Option<bool>, is_whole: bool, work: Work) -> Programme<'p> {
        Programme { weights: &self.weights, cuts: self.cuts.all(), settled, is_whole, branches: work.branches }
    }

    /// Programmes over the whole table: first by halves, then whole.
    fn look_at_all(&mut self, work: Work) {
        let mut is_whole = false;
        for _ in 0..work.rounds {
            if self.least >= self.spent() || (self.task.stop)() {
                return;
            }
            let Some(answer) = self.programme(&|cell| self.cuts.settled(cell), is_whole, work).solved() else { return };
            self.least = self.least.max((answer.least - SLACK * (1.0 + answer.least * SLACK)).ceil().max(0.0) as u64);
            if self.separate(&answer) {
                continue;
            }
            if is_whole {
                self.take(&answer);
                return;
            }
            is_whole = true;
        }
    }

    /// Adds cuts that an answer misses. Whether there are any.
    fn separate(&mut self, answer: &Answer) -> bool {
        let share = |cell: usize| answer.share(cell);
        let mut is_missed = false;
        for half in HALVES {
            let is_hidden = |cell: usize| self.cuts.settled(cell).unwrap_or(share(cell) > half.max(SLACK));
            let hidden: Vec<bool> = (0..self.weights.len()).map(is_hidden).collect();
            for (cell, others) in determined(&self.rows, &Asked { is_hidden: &|cell| hidden[cell], is_low: &|cell| self.low[cell] }) {
                is_missed |= self.cuts.learn(cell, &others, &share);
            }
            if half == WHOLE && !is_missed {
                is_missed |= self.separate_insiders(&hidden, &share);
            }
        }
        is_missed
    }

    /// The same for everyone who is alone: what they know is shown to them.
    fn separate_insiders(&mut self, hidden: &[bool], share: &dyn Fn(usize) -> f64) -> bool {
        let mut is_missed = false;
        if self.persons.number() * hidden.len() > MOST_ASKED {
            return false;
        }
        for person in 0..self.persons.number() {
            let known = self.persons.known(person);
            let is_hidden = |cell: usize| hidden[cell] && !known.contains(&cell);
            for (cell, others) in determined(&self.rows, &Asked { is_hidden: &is_hidden, is_low: &|cell| self.low[cell] }) {
                let others: Vec<usize> = others.into_iter().filter(|other| !known.contains(other)).collect();
                is_missed |= !known.contains(&cell) && self.cuts.learn(cell, &others, share);
            }
        }
        is_missed
    }

    /// Takes a choice where it is cheaper and every hidden cell has circuits that keep it open.
    fn take(&mut self, answer: &Answer) {
        let is_chosen = |cell: usize| self.cuts.settled(cell).is_none() && answer.share(cell) > WHOLE;
        let chosen: Vec<bool> = (0..self.weights.len()).map(is_chosen).collect();
        let (mark, spent) = (self.shield.mark(), self.spent());
        if !self.changed(&chosen) || self.spent() >= spent {
            self.shield.back_to(mark);
        }
        self.shield.keep();
    }

    /// Hides what is chosen and shows what is not. Whether all is open then.
    fn changed(&mut self, chosen: &[bool]) -> bool {
        let cells = || (0..chosen.len()).filter(|cell| self.cuts.settled(*cell).is_none());
        let mut open: BTreeSet<usize> = BTreeSet::new();
        for cell in cells() {
            match (chosen[cell], self.shield.statuses()[cell]) {
                (true, Status::Shown) => {
                    self.shield.hide(cell);
                    open.insert(cell);
                }
                (false, Status::Secondary) => open.extend(self.shield.show(cell)),
                (true | false, Status::Shown | Status::Primary | Status::Secondary | Status::Unpublished) => {}
            }
        }
        open.retain(|cell| self.shield.statuses()[*cell] != Status::Shown);
        open.into_iter().all(|cell| self.is_covered(cell))
    }

    /// Whether circuits through hidden cells keep a cell open: such as the search knows, or where tables are small any at all.
    fn is_covered(&mut self, cell: usize) -> bool {
        let is_covered = |shield: &mut Shield| shield.cover(cell, Spend::Nothing, &[], &mut Vec::new());
        if is_covered(self.shield) {
            return true;
        }
        if (self.task.stop)() {
            return false;
        }
        for circuit in others::circuits(self.task, self.shield.statuses(), cell) {
            if self.shield.is_wide(&circuit, cell) {
                self.shield.rely(circuit, cell);
            }
        }
        is_covered(self.shield)
    }

    /// Frees what lies near one hidden cell after the other, all else staying as it is.
    fn look_around(&mut self, work: Work) {
        let mut chance = Chance(self.task.seed);
        for _ in 0..work.neighbourhoods {
            if self.least >= self.spent() {
                return;
            }
            let hidden: Vec<usize> = (0..self.weights.len()).filter(|cell| self.shield.statuses()[*cell] == Status::Secondary).collect();
            if hidden.is_empty() || (self.task.stop)() {
                return;
            }
            let near = self.near(hidden[chance.below(hidden.len())], &mut chance);
            self.look_near(&near, work);
        }
    }

    fn look_near(&mut self, near: &BTreeSet<usize>, work: Work) {
        let now: Vec<bool> = self.shield.statuses().iter().map(|status| *status == Status::Secondary).collect();
        let weight = |cell: &usize| if now[*cell] { self.weights[*cell] } else { 0 };
        let spent: u64 = near.iter().map(weight).sum();
        let rows: BTreeSet<usize> = near.iter().flat_map(|cell| &self.of_cell[cell]).copied().collect();
        let rows: Vec<Row> = rows.into_iter().map(|row| self.rows[row].clone()).collect();
        for _ in 0..MOST_ROUNDS_NEAR {
            let settled = |cell: usize| self.cuts.settled(cell).or_else(|| (!near.contains(&cell)).then(|| now[cell]));
            let Some(mut answer) = self.programme(&settled, true, work).solved() else { return };
            if answer.weight(&self.weights) >= spent {
                return;
            }
            let others = (0..now.len()).filter(|cell| !near.contains(cell) && now[*cell]);
            answer.hidden.extend(others.map(|cell| (cell, 1.0)));
            let is_hidden = |cell: usize| self.cuts.settled(cell).unwrap_or(answer.share(cell) > WHOLE);
            let found = determined(&rows, &Asked { is_hidden: &is_hidden, is_low: &|cell| self.low[cell] });
            let learned = found.iter().filter(|(cell, others)| self.cuts.learn(*cell, others, &|own| answer.share(own))).count();
            if learned == 0 {
                return self.take(&answer);
            }
        }
    }

    /// Cells near one: by rows they share, in an order of chance.
    fn near(&self, cell: usize, chance: &mut Chance) -> BTreeSet<usize> {
        let (mut cells, mut open, mut seen) = (BTreeSet::new(), vec![cell], BTreeSet::new());
        while !open.is_empty() {
            let next = open.swap_remove(chance.below(open.len()));
            for row in self.of_cell.get(&next).into_iter().flatten().filter(|row| seen.insert(**row)) {
                let free = self.rows[*row].iter().map(|(other, _)| *other).filter(|other| self.cuts.settled(*other).is_none());
                open.extend(free.filter(|other| cells.insert(*other)));
                if cells.len() >= NEAR {
                    return cells;
                }
            }
        }
        cells
    }
}

/// Every sum: the parts of a total, less the total.
fn rows(task: &Task) -> Vec<Row> {
    let crossing = task.counts.crossing();
    let wholes = (0..crossing.dimensions().len()).flat_map(|place| (0..crossing.cells()).map(move |whole| (whole, place)));
    let row = |(whole, place)| -> Row { crossing.parts(whole, place).map(|part| (part, 1)).chain([(whole, -1)]).collect() };
    wholes.map(row).filter(|row| row.len() > 1).collect()
}
