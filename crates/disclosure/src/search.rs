//! Local search for another table that fits the release: change one row, then repair what that broke, one record at a time.

use crate::chance::Chance;
use crate::system::{Broken, System};

/// Changes of atoms against the truth.
pub(crate) type Changes = Vec<(usize, i64)>;

/// Which way a row has to move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Toward {
    /// Up.
    More,
    /// Down.
    Less,
}

/// One search: which row, which way, how far, how long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Quest {
    pub(crate) row: usize,
    pub(crate) toward: Toward,
    pub(crate) by: i64,
    pub(crate) steps: u32,
    pub(crate) seed: u64,
}

/// A way to move a row: what it changes, the rows that changed with their values, and the rows it breaks (rests too).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Way {
    pub(crate) changes: Changes,
    pub(crate) told: Vec<(usize, i64)>,
    pub(crate) broken: Vec<usize>,
}

/// Which changes are weighed in a step: at most so many, and perhaps only one more of what there is already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Choice {
    most: usize,
    copies_only: bool,
}

/// Most candidate changes weighed in one step.
const CANDIDATES: usize = 200;
/// Any change may be made.
const FREE: Choice = Choice { most: CANDIDATES, copies_only: false };
/// Steps for which a change may not be turned back.
const TENURE: u32 = 10;
/// Weight of a published row before any search; links count 1.
const WEIGHT: i64 = 8;

/// Working arrays of the search. Between searches everything stands at the truth.
pub(crate) struct Search {
    system: System,
    atoms: Vec<i64>,
    rows: Vec<i64>,
    weights: Vec<i64>,
    /// Shown zeros that hold each atom at zero.
    zeros: Vec<u32>,
    /// Rows that hold each atom where it is: those of people who know them.
    still: Vec<u32>,
    /// Broken rows; links and frozen rows are repaired first, their side being small.
    broken: [Broken; 2],
    /// Per atom the step of its last change (0 is never) and its direction.
    last: Vec<(u32, i8)>,
    touched: Vec<usize>,
    original: Vec<i64>,
    /// Whether a way may break frozen rows.
    is_thawed: bool,
}

impl Search {
    /// A search that starts from these atoms and never adds to the barred ones.
    pub(crate) fn new(system: System, atoms: Vec<i64>, barred: &[usize]) -> Search {
        let count = system.low.len();
        let mut zeros = system.zeros();
        barred.iter().for_each(|atom| zeros[*atom] += 1);
        Search {
            rows: system.values(&atoms),
            weights: weights(&system),
            zeros,
            still: vec![0; atoms.len()],
            broken: [Broken::new(count), Broken::new(count)],
            last: vec![(0, 0); atoms.len()],
            touched: Vec::new(),
            original: atoms.clone(),
            is_thawed: false,
            atoms,
            system,
        }
    }

    /// Forgets which rows stood in the way of earlier searches.
    pub(crate) fn forgive(&mut self) {
        self.weights = weights(&self.system);
    }

    /// Rests of the system: number and the row each is the rest of.
    pub(crate) fn rests(&self) -> &[(usize, usize)] {
        &self.system.rests
    }

    /// From now on frozen rows may be broken by a way too, or no more.
    pub(crate) fn thaw(&mut self, is_thawed: bool) {
        self.is_thawed = is_thawed;
    }

    /// New bounds for a row; the truth must lie in them.
    pub(crate) fn set_bounds(&mut self, row: usize, (low, high): (i64, i64)) {
        let (was_zero, is_zero) = (self.system.high[row] == 0, high == 0);
        self.system.low[row] = low;
        self.system.high[row] = high;
        match (was_zero, is_zero) {
            (true, false) => self.hold(row, -1),
            (false, true) => self.hold(row, 1),
            (true, true) | (false, false) => {}
        }
    }

    /// Leaves atoms where they are, in all searches.
    pub(crate) fn pin(&mut self, atoms: impl IntoIterator<Item = usize>) {
        for atom in atoms {
            self.still[atom] = self.still[atom].saturating_add(1);
        }
    }

    /// Leaves every atom of some rows where it is, in all searches until they are let go.
    pub(crate) fn keep_still(&mut self, rows: &[usize]) {
        rows.iter().for_each(|row| self.bind(*row, 1));
    }

    /// Lets the atoms of some rows go.
    pub(crate) fn let_go(&mut self, rows: &[usize]) {
        rows.iter().for_each(|row| self.bind(*row, -1));
    }

    fn bind(&mut self, row: usize, change: i32) {
        for entry in self.system.by_row.of(row) {
            let still = &mut self.still[entry.to as usize];
            *still = still.saturating_add_signed(change);
        }
    }

    fn hold(&mut self, row: usize, change: i32) {
        for entry in self.system.by_row.of(row) {
            let held = &mut self.zeros[entry.to as usize];
            *held = held.saturating_add_signed(change);
        }
    }

    /// Searches a table in which the row differs from the truth as asked, all else within bounds. Hands the rows that
    /// changed (with their values) to `found` and returns the changes; afterwards the truth stands again.
    pub(crate) fn seek(&mut self, quest: Quest, found: impl FnMut(usize, i64)) -> Option<Changes> {
        let kept = (self.system.low[quest.row], self.system.high[quest.row]);
        let truth = self.rows[quest.row];
        let (low, high) = match quest.toward {
            Toward::More => (truth.saturating_add(quest.by), kept.1),
            Toward::Less => (kept.0, truth.saturating_sub(quest.by)),
        };
        if low > high {
            return None;
        }
        (self.system.low[quest.row], self.system.high[quest.row]) = (low, high);
        self.mark(quest.row);
        let fits = self.repair(quest);
        (self.system.low[quest.row], self.system.high[quest.row]) = kept;
        let changes = fits.then(|| self.changes());
        if fits {
            self.tell(found);
        }
        self.restore();
        changes
    }

    /// A way to move the row as asked that leaves the breakdowns in agreement, whatever it breaks of the release: what has
    /// to be hidden for it to fit. `None` when this attempt found none, or one that no hiding can help.
    pub(crate) fn way(&mut self, quest: Quest) -> Option<Way> {
        let target = self.rows[quest.row] + if quest.toward == Toward::More { quest.by } else { -quest.by };
        let kept = (self.system.low[quest.row], self.system.high[quest.row]);
        (self.system.low[quest.row], self.system.high[quest.row]) = (target, target);
        self.mark(quest.row);
        let agrees = self.agree(quest);
        (self.system.low[quest.row], self.system.high[quest.row]) = kept;
        self.mark(quest.row);
        // What moved is itself a row: where it is frozen, it has to keep its own bounds too.
        let way = (agrees && self.broken[0].len() == 0).then(|| {
            let mut told = Vec::new();
            self.tell(|row, value| told.push((row, value)));
            let mut broken = self.broken[1].rows();
            broken.sort_unstable();
            Way { changes: self.changes(), told, broken }
        });
        self.restore();
        way.filter(|way| way.broken.iter().all(|row| self.system.high[*row] > 0))
    }

    /// Moves the one row and repairs links, nothing else; few candidates a step, so that every seed goes another way. Odd
    /// seeds towards more copy a record that exists: that breaks nothing but upper bounds of counts above zero, which
    /// hiding can always help.
    fn agree(&mut self, quest: Quest) -> bool {
        let copies_only = quest.seed % 2 == 1 && quest.toward == Toward::More;
        let mut chance = Chance(quest.seed ^ (quest.row as u64) << 20);
        for step in 1..=quest.steps {
            let target = (self.rows[quest.row] != self.system.low[quest.row]).then_some(quest.row);
            let Some(row) = self.broken[0].draw(&mut chance).or(target) else { return true };
            let choice = Choice { most: 1 + chance.below(8), copies_only };
            match self.best(row, step, choice, &mut chance) {
                Some((atom, direction, _)) => {
                    self.change(atom, direction);
                    self.last[atom] = (step, direction as i8);
                }
                None => return false,
            }
        }
        false
    }

    /// From a table that may not fit to one that does, which is where later searches start. Whether that went within so many steps.
    pub(crate) fn settle(&mut self, steps: u32, seed: u64) -> bool {
        (0..self.rows.len()).for_each(|row| self.mark(row));
        let quest = Quest { row: 0, toward: Toward::More, by: 0, steps, seed };
        let fits = self.repair(quest);
        self.original.clone_from(&self.atoms);
        self.touched.clear();
        self.last.fill((0, 0));
        self.broken.iter_mut().for_each(Broken::clear);
        fits
    }

    /// Where searches start: the counts of a table that fits.
    pub(crate) fn start(&self) -> &[i64] {
        &self.original
    }

    /// Value of a row where searches start.
    pub(crate) fn at_start(&self, row: usize) -> i64 {
        self.rows[row]
    }

    fn repair(&mut self, quest: Quest) -> bool {
        let mut chance = Chance(quest.seed ^ (quest.row as u64) << 20);
        for step in 1..=quest.steps {
            let Some(row) = self.pick(&mut chance) else { return true };
            match self.best(row, step, FREE, &mut chance) {
                Some((atom, direction, cost)) => {
                    if cost >= 0 {
                        self.weights[row] += 2;
                    }
                    self.change(atom, direction);
                    self.last[atom] = (step, direction as i8);
                }
                None => self.weights[row] += 2,
            }
        }
        self.broken.iter().all(|broken| broken.len() == 0)
    }

    fn pick(&self, chance: &mut Chance) -> Option<usize> {
        self.broken.iter().find_map(|broken| broken.draw(chance))
    }

    /// The cheapest change of one atom that brings the row nearer to its bounds; of long rows a sample is weighed.
    fn best(&self, row: usize, step: u32, choice: Choice, chance: &mut Chance) -> Option<(usize, i64, i64)> {
        let entries = self.system.by_row.of(row);
        let wanted = if self.rows[row] < self.system.low[row] { 1 } else { -1 };
        let stride = if entries.len() > choice.most { 1 + 2 * chance.below(entries.len() / 2) } else { 1 };
        let mut at = chance.below(entries.len());
        let (mut weighed, mut best) = (0, None::<(usize, i64, i64)>);
        for _ in 0..entries.len().min(8 * CANDIDATES) {
            at = (at + stride) % entries.len();
            let (atom, direction) = (entries[at].to as usize, wanted * i64::from(entries[at].sign));
            let copies = direction > 0 && self.atoms[atom] > 0;
            if !self.allowed(atom, direction, step) || choice.copies_only && !copies {
                continue;
            }
            let cost = self.cost(atom, direction);
            if best.is_none_or(|(_, _, least)| cost < least) {
                best = Some((atom, direction, cost));
            }
            weighed += 1;
            if weighed == choice.most {
                break;
            }
        }
        best
    }

    fn allowed(&self, atom: usize, direction: i64, step: u32) -> bool {
        let (when, last) = self.last[atom];
        let turned_back = when > 0 && i64::from(last) != direction && step < when + TENURE;
        !turned_back && self.still[atom] == 0 && if direction > 0 { self.zeros[atom] == 0 } else { self.atoms[atom] > 0 }
    }

    /// What a change adds to the weighted sum of how far rows lie outside their bounds. Links weigh little: the steps
    /// that follow repair them.
    fn cost(&self, atom: usize, direction: i64) -> i64 {
        let mut cost = 0;
        for entry in self.system.by_atom.of(atom) {
            let row = entry.to as usize;
            let before = self.rows[row];
            let more = self.system.excess(row, before + direction * i64::from(entry.sign)) - self.system.excess(row, before);
            cost += self.weights[row] * more;
        }
        cost
    }

    fn change(&mut self, atom: usize, direction: i64) {
        if self.last[atom].0 == 0 {
            self.touched.push(atom);
        }
        self.atoms[atom] += direction;
        for at in 0..self.system.by_atom.of(atom).len() {
            let entry = self.system.by_atom.of(atom)[at];
            self.rows[entry.to as usize] += direction * i64::from(entry.sign);
            self.mark(entry.to as usize);
        }
    }

    fn mark(&mut self, row: usize) {
        let broken = self.system.excess(row, self.rows[row]) > 0;
        let gives_way = row < self.system.links || self.is_thawed && (self.system.frozen..self.system.held).contains(&row);
        self.broken[usize::from(gives_way)].set(row, broken);
    }

    fn changes(&self) -> Changes {
        let change = |atom: &usize| (*atom, self.atoms[*atom] - self.original[*atom]);
        let mut changes: Vec<_> = self.touched.iter().map(change).filter(|(_, change)| *change != 0).collect();
        changes.sort_unstable();
        changes
    }

    fn tell(&self, mut found: impl FnMut(usize, i64)) {
        let rows = self.touched.iter().filter(|atom| self.atoms[**atom] != self.original[**atom]);
        let mut rows: Vec<u32> = rows.flat_map(|atom| self.system.by_atom.of(*atom)).map(|entry| entry.to).collect();
        rows.sort_unstable();
        rows.dedup();
        let is_told = |row: &usize| *row < self.system.published || *row >= self.system.frozen;
        rows.into_iter().map(|row| row as usize).filter(is_told).for_each(|row| found(row, self.rows[row]));
    }

    fn restore(&mut self) {
        for atom in std::mem::take(&mut self.touched) {
            let back = self.original[atom] - self.atoms[atom];
            self.atoms[atom] += back;
            self.last[atom] = (0, 0);
            for entry in self.system.by_atom.of(atom) {
                self.rows[entry.to as usize] += back * i64::from(entry.sign);
            }
        }
        self.broken.iter_mut().for_each(Broken::clear);
    }
}

fn weights(system: &System) -> Vec<i64> {
    (0..system.low.len()).map(|row| if row < system.links { WEIGHT } else { 1 }).collect()
}
