//! Secondary suppression: cover every primary cell, show again what is not needed, and try other ways for a number of steps.

use super::crew::Crew;
use super::price::Spend;
use super::shield::Shield;
use super::{Status, Task};
use crate::chance::Chance;

/// Hides what must be hidden, and as little more as the steps allow.
pub(super) fn suppress<'a>(task: &'a Task<'a>) -> Shield<'a> {
    let mut shield = covered(task);
    improve(&mut shield);
    shield
}

/// Hides what must be hidden, and nothing more that is not needed.
pub(super) fn covered<'a>(task: &'a Task<'a>) -> Shield<'a> {
    let mut shield = Shield::new(task);
    cover_first(&mut shield, primary_cells(task));
    shield.keep();
    tidy(&mut shield);
    shield
}

/// Primary cells, the largest first: small ones then often find what those have hidden.
fn primary_cells(task: &Task) -> Vec<usize> {
    let mut cells: Vec<usize> = (0..task.primary.len()).filter(|cell| task.must_be_open(*cell)).collect();
    cells.sort_by_key(|cell| task.counts.values()[*cell]);
    cells
}

/// Covers what it can: what cannot be covered is for the audit to find.
fn cover_first(shield: &mut Shield, mut queue: Vec<usize>) {
    while let Some(cell) = queue.pop() {
        if shield.statuses()[cell] != Status::Shown {
            shield.cover(cell, Spend::Weights, &[], &mut queue);
        }
    }
}

/// Covers cells from the last to the first, and all that is hidden on the way. Whether every one of them is open.
fn cover_all(shield: &mut Shield, banned: &[usize], mut queue: Vec<usize>) -> bool {
    while let Some(cell) = queue.pop() {
        if shield.statuses()[cell] != Status::Shown && !shield.cover(cell, Spend::Weights, banned, &mut queue) {
            return false;
        }
    }
    true
}

/// Shows secondary cells again, the dearest first, as long as the others stay open without them.
fn tidy(shield: &mut Shield) {
    let mut cells: Vec<usize> = (0..shield.statuses().len()).filter(|cell| shield.statuses()[*cell] == Status::Secondary).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(shield.task.weight(*cell)));
    Crew::new(shield).spare_each(&cells, true);
}

/// Shows one secondary cell again if everything that relied on it finds another way for nothing; secondary cells that do
/// not are shown with it. Whether it did; if not all is as it was.
pub(super) fn spare(shield: &mut Shield, cell: usize) -> bool {
    if shield.statuses()[cell] != Status::Secondary {
        return false;
    }
    let mark = shield.mark();
    let mut open = vec![cell];
    while let Some(cell) = open.pop() {
        for orphan in shield.show(cell) {
            let is_covered = |shield: &mut Shield| shield.cover(orphan, Spend::Nothing, &[], &mut Vec::new());
            let status = shield.statuses()[orphan];
            match status {
                Status::Shown => {}
                Status::Primary | Status::Unpublished if !is_covered(shield) => {
                    shield.back_to(mark);
                    return false;
                }
                Status::Secondary if !open.contains(&orphan) && !is_covered(shield) => open.push(orphan),
                Status::Primary | Status::Secondary | Status::Unpublished => {}
            }
        }
    }
    true
}

/// Takes a few secondary cells away, forbids them, covers what lost its proof, and keeps the result if it is no dearer.
pub(super) fn improve(shield: &mut Shield) {
    improve_with(&mut Crew::new(shield));
}

pub(super) fn improve_with(crew: &mut Crew) {
    let task = crew.lead.task;
    let mut chance = Chance(task.seed);
    for step in 0..task.steps {
        let statuses = crew.lead.statuses();
        let secondary: Vec<usize> = (0..statuses.len()).filter(|cell| statuses[*cell] == Status::Secondary).collect();
        if secondary.is_empty() || (task.stop)() {
            return;
        }
        crew.lead.stir = if step % 2 == 0 { 0 } else { 1 + chance.below(usize::MAX) as u64 };
        let banned = pick(crew.lead, &secondary, &mut chance);
        let (mark, before) = (crew.lead.mark(), crew.lead.spent.1);
        let is_better = detour(crew, &banned, &mut chance) && crew.lead.spent.1 <= before;
        if !is_better {
            crew.back_to(mark);
        }
        crew.keep();
    }
    crew.lead.stir = 0;
}

/// A secondary cell, and one to three that stand in a circuit with it.
fn pick(shield: &Shield, secondary: &[usize], chance: &mut Chance) -> Vec<usize> {
    let mut banned = vec![secondary[chance.below(secondary.len())]];
    for _ in 0..chance.below(4) {
        let near = shield.neighbours(banned[chance.below(banned.len())]);
        if let Some(cell) = near.get(chance.below(near.len())).filter(|cell| !banned.contains(cell)) {
            banned.push(*cell);
        }
    }
    banned
}

fn detour(crew: &mut Crew, banned: &[usize], chance: &mut Chance) -> bool {
    let shield = &mut *crew.lead;
    let mark = shield.mark();
    let mut orphans: Vec<usize> = banned.iter().flat_map(|cell| shield.show(*cell)).collect();
    for place in (1..orphans.len()).rev() {
        orphans.swap(place, chance.below(place + 1));
    }
    if !cover_all(shield, banned, orphans) {
        return false;
    }
    let mut near: Vec<usize> = shield.hidden_since(mark);
    near.extend(near.clone().iter().flat_map(|cell| shield.neighbours(*cell)));
    near.sort_unstable();
    near.dedup();
    near.sort_by_key(|cell| std::cmp::Reverse(shield.task.weight(*cell)));
    crew.follow(mark);
    crew.spare_each(&near, false);
    true
}
