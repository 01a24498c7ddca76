//! Other children who would give the same release: a hidden count that differs among them cannot be worked out.

use super::table::{Table, rounded};
use super::{Children, Listed, OnLists, OverlapTask};
use crate::Alone;
use crate::chance::Chance;
use crate::crossing::Status;

/// Populations that are tried.
const TRIES: usize = 120;
/// After so many in a row that give another release no more are tried: what is still closed then counts as told.
const PATIENCE: usize = 24;
/// Steps by which one is made to fit what is shown.
const REPAIRS: usize = 400;
/// One in so many steps goes anywhere.
const AT_RANDOM: usize = 5;

/// How many hidden counts could be told: for each of them, some attacker found no other number.
pub(super) fn told(task: &OverlapTask<'_>, table: &Table, same: &mut dyn FnMut(&Children) -> bool) -> usize {
    let sums = Sums::of(task, table);
    let mut open = Open::of(&sums, task);
    let mut chance = Chance(task.seed);
    let (mut size, mut in_vain) = (usize::MAX, 0);
    for _ in 0..TRIES {
        if in_vain == PATIENCE {
            break;
        }
        let Some((attacker, mut cells)) = open.most_wanted(&sums) else { return 0 };
        size = size.min(cells.len());
        while cells.len() > size {
            cells.swap_remove(chance.below(cells.len()));
        }
        match sums.wander(&cells, attacker, &mut chance).filter(|world| same(&sums.children(task, world, &mut chance))) {
            Some(world) => {
                open.learn(&sums, &world);
                in_vain = 0;
            }
            None => (size, in_vain) = ((size / 2).max(1), in_vain + 1),
        }
    }
    open.cells()
}

/// A combination of lists in an age class.
struct Inner {
    age: usize,
    recorded: u32,
    count: i64,
    /// Cells that count it, itself first.
    holders: Vec<usize>,
}

/// The table as sums over its inner cells.
struct Sums {
    inner: Vec<Inner>,
    /// Per cell: its true count, and from where to where it may lie when the release is to be the same.
    truth: Vec<i64>,
    range: Vec<(i64, i64)>,
    /// Cells of which nobody may know the count.
    secret: Vec<usize>,
    width: i64,
}

/// Inner counts, and the sums they make.
struct World {
    inner: Vec<i64>,
    cells: Vec<i64>,
}

impl Sums {
    fn of(task: &OverlapTask<'_>, table: &Table) -> Sums {
        let crossing = table.counts.crossing();
        let values = table.counts.values();
        let mut inner = Vec::new();
        for cell in (0..crossing.cells()).filter(|cell| values[*cell] > 0) {
            let (OnLists::Exactly(recorded), Some(age)) = (table.on[crossing.code(cell, 0)], table.ages[crossing.code(cell, 1)]) else {
                continue;
            };
            let mut holders = crossing.holders(&[crossing.code(cell, 0), crossing.code(cell, 1)]);
            holders.sort_by_key(|own| *own != cell);
            inner.push(Inner { age, recorded, count: values[cell] as i64, holders });
        }
        let is_inner = |cell: usize| inner.iter().any(|own| own.holders[0] == cell);
        let is_small = |cell: usize| (1..table.least).contains(&values[cell]);
        let is_hidden = |cell: usize| table.statuses[cell] != Status::Shown;
        // Another table of the release may tell a sum that is hidden here only for the sake of others: it stays what it is as well.
        let range = (0..crossing.cells()).map(|cell| match (values[cell], is_hidden(cell) && (is_inner(cell) || is_small(cell))) {
            (0, _) => (0, 0),
            (_, true) => (1, i64::MAX),
            (count, false) => same_when_rounded(count, table.least, task.policy.base),
        });
        let range = range.collect();
        let secret = (0..crossing.cells()).filter(|cell| is_hidden(*cell) && (is_inner(*cell) || is_small(*cell))).collect();
        let truth = values.iter().map(|count| *count as i64).collect();
        Sums { inner, truth, range, secret, width: task.policy.width as i64 }
    }

    /// Moves these cells, and then what it takes for everything that is told to stay as it is. The attacker's own cell stays.
    fn wander(&self, targets: &[usize], attacker: Option<usize>, chance: &mut Chance) -> Option<World> {
        let mut world = World { inner: self.inner.iter().map(|own| own.count).collect(), cells: self.truth.clone() };
        for target in targets {
            let parts = self.parts(*target, attacker);
            let part = *parts.get(chance.below(parts.len()))?;
            let is_down = world.inner[part] > self.width && chance.below(2) == 0;
            world.shift(self, part, if is_down { -self.width } else { self.width });
        }
        for _ in 0..REPAIRS {
            let wrong: Vec<usize> = (0..self.range.len()).filter(|cell| self.wrong(*cell, world.cells[*cell]) > 0).collect();
            let Some(cell) = wrong.get(chance.below(wrong.len())) else { break };
            let by = if world.cells[*cell] < self.range[*cell].0 { 1 } else { -1 };
            let own = |part: &usize| self.wrong(self.inner[*part].holders[0], world.inner[*part] + by) == 0;
            let parts: Vec<usize> = self.parts(*cell, attacker).into_iter().filter(own).collect();
            let first = chance.below(parts.len());
            let mut best = *parts.get(first)?;
            if chance.below(AT_RANDOM) > 0 {
                let turned = parts[first..].iter().chain(&parts[..first]);
                best = *turned.min_by_key(|part| self.harm(&world, **part, by))?;
            }
            world.shift(self, best, by);
        }
        let fits = (0..self.range.len()).all(|cell| self.wrong(cell, world.cells[cell]) == 0);
        let moved = targets.iter().any(|cell| world.cells[*cell] != self.truth[*cell]);
        (fits && moved).then_some(world)
    }

    /// Inner cells that a cell counts, but for the attacker's own.
    fn parts(&self, cell: usize, attacker: Option<usize>) -> Vec<usize> {
        (0..self.inner.len()).filter(|part| Some(*part) != attacker && self.inner[*part].holders.contains(&cell)).collect()
    }

    /// How far a count lies outside what is told of its cell.
    fn wrong(&self, cell: usize, count: i64) -> i64 {
        let (low, high) = self.range[cell];
        (low - count).max(count - high).max(0)
    }

    fn harm(&self, world: &World, part: usize, by: i64) -> i64 {
        let change = |cell: &usize| self.wrong(*cell, world.cells[*cell] + by) - self.wrong(*cell, world.cells[*cell]);
        self.inner[part].holders.iter().map(change).sum()
    }

    /// The children of a world: who is added or missing is of a kind that is there.
    fn children(&self, task: &OverlapTask<'_>, world: &World, chance: &mut Chance) -> Children {
        let mut children = task.children.clone();
        for (own, count) in self.inner.iter().zip(&world.inner) {
            let kinds: Vec<Listed> =
                task.children.keys().filter(|kind| (kind.age, kind.recorded) == (own.age, own.recorded)).copied().collect();
            let mut left = count - own.count;
            while left != 0 {
                let kind = kinds[chance.below(kinds.len())];
                let number = children.entry(kind).or_insert(0);
                if left > 0 || *number > 0 {
                    *number = number.saturating_add_signed(left.signum());
                    left -= left.signum();
                }
            }
        }
        children.retain(|_, count| *count > 0);
        children
    }
}

impl World {
    fn shift(&mut self, sums: &Sums, part: usize, by: i64) {
        self.inner[part] += by;
        sums.inner[part].holders.iter().for_each(|cell| self.cells[*cell] += by);
    }
}

/// The counts that are shown as the same number.
fn same_when_rounded(count: u64, least: u64, base: u64) -> (i64, i64) {
    let shown = rounded(count, base);
    let low = shown.saturating_sub(base / 2).max(least);
    (low as i64, (shown + (base - 1) / 2) as i64)
}

/// What each attacker can still take for possible, per secret cell: the lowest and highest count found.
struct Open {
    /// Nobody in particular, then everyone who is alone in an inner cell.
    attackers: Vec<Option<usize>>,
    /// Per attacker and secret.
    found: Vec<Vec<(i64, i64)>>,
    /// Per attacker and secret: whether it has to stay open.
    matters: Vec<Vec<bool>>,
    secret: Vec<usize>,
    width: i64,
}

impl Open {
    fn of(sums: &Sums, task: &OverlapTask<'_>) -> Open {
        let alone = (0..sums.inner.len()).filter(|part| sums.inner[*part].count == 1 && task.policy.alone == Alone::KeepOut).map(Some);
        let attackers: Vec<Option<usize>> = std::iter::once(None).chain(alone).collect();
        let own = |attacker: &Option<usize>, cell: &usize| {
            attacker.is_some_and(|part| sums.truth[*cell] == 1 && sums.inner[part].holders.contains(cell))
        };
        let matters = attackers.iter().map(|attacker| sums.secret.iter().map(|cell| !own(attacker, cell)).collect()).collect();
        let start: Vec<(i64, i64)> = sums.secret.iter().map(|cell| (sums.truth[*cell], sums.truth[*cell])).collect();
        Open { found: vec![start; attackers.len()], attackers, matters, secret: sums.secret.clone(), width: sums.width }
    }

    fn is_closed(&self, attacker: usize, at: usize) -> bool {
        let (low, high) = self.found[attacker][at];
        self.matters[attacker][at] && high - low < self.width
    }

    /// The attacker for whom most cells are still closed, and these.
    fn most_wanted(&self, sums: &Sums) -> Option<(Option<usize>, Vec<usize>)> {
        let closed = |attacker: usize| (0..self.secret.len()).filter(move |at| self.is_closed(attacker, *at));
        let most = (0..self.attackers.len()).max_by_key(|attacker| (closed(*attacker).count(), usize::MAX - attacker))?;
        let cells: Vec<usize> = closed(most).map(|at| sums.secret[at]).collect();
        (!cells.is_empty()).then_some((self.attackers[most], cells))
    }

    fn learn(&mut self, sums: &Sums, world: &World) {
        for (attacker, found) in self.attackers.iter().zip(&mut self.found) {
            if attacker.is_some_and(|part| world.inner[part] != sums.inner[part].count) {
                continue;
            }
            for (cell, (low, high)) in self.secret.iter().zip(found) {
                *low = world.cells[*cell].min(*low);
                *high = world.cells[*cell].max(*high);
            }
        }
    }

    /// Cells that are closed for some attacker.
    fn cells(&self) -> usize {
        let is_told = |at: &usize| (0..self.attackers.len()).any(|attacker| self.is_closed(attacker, *at));
        (0..self.secret.len()).filter(is_told).count()
    }
}
