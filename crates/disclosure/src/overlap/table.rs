//! Histories and lists by age as one crossing, hidden as the rules of the release say.

use domain::Cell;

use super::{OnLists, OverlapCell, OverlapTask, OverlapWithheld, SafeOverlap};
use crate::Alone;
use crate::crossing::{self, Attacker, Counts, Crossing, Dimension, Status, Task};

/// Most lists: a table of more combinations has hardly a count that may be shown.
const MOST_LISTS: usize = 8;
/// Dimension of lists, whose codes are all, each list, each combination.
const BY_LISTS: usize = 0;
/// Code of all who stand on any list.
const ANY: &str = "any";

/// The true table and what of it is hidden.
pub(super) struct Table {
    pub(super) counts: Counts,
    pub(super) statuses: Vec<Status>,
    /// Per code of the dimension of lists: what it counts.
    pub(super) on: Vec<OnLists>,
    /// Per code of the dimension of ages: its place; `None` for all ages.
    pub(super) ages: Vec<Option<usize>>,
    /// Smallest count that may be shown.
    pub(super) least: u64,
}

impl Table {
    /// Counts, hides small cells and as many more as it takes; then tries so many times to hide fewer.
    pub(super) fn of(task: &OverlapTask<'_>, steps: u64) -> Result<Table, OverlapWithheld> {
        if !(2..=MOST_LISTS).contains(&task.lists.len()) {
            return Err(OverlapWithheld::Lists { lists: task.lists.len(), most: MOST_LISTS });
        }
        let crossing = Crossing::new(vec![lists(task)?, ages(task)?])?;
        let place = |dimension: usize, code: &str| crossing.dimensions()[dimension].place(code).unwrap_or_default();
        let cell = |age: usize, recorded: u32| vec![place(BY_LISTS, &history(task, recorded)), place(1, &age_code(age))];
        let inner = task.children.iter().map(|(own, count)| (cell(own.age, own.recorded), *count));
        let counts = Counts::new(crossing.clone(), inner.collect::<Vec<_>>())?;
        let least = task.policy.thresholds.country;
        let statuses = hidden(task, &counts, (least, steps))?;
        let on = crossing.dimensions()[BY_LISTS].codes().iter().map(|code| on(task, code)).collect();
        let ages = crossing.dimensions()[1].codes().iter().map(|code| (0..task.ages.len()).find(|age| age_code(*age) == *code)).collect();
        Ok(Table { counts, statuses, on, ages, least })
    }

    /// Whether a count above zero is shown.
    pub(super) fn shows_anything(&self) -> bool {
        self.statuses.iter().zip(self.counts.values()).any(|(status, count)| *status == Status::Shown && *count > 0)
    }

    /// What leaves: classes in their order, all ages last.
    pub(super) fn published(&self, task: &OverlapTask<'_>) -> SafeOverlap {
        let crossing = self.counts.crossing();
        let mut cells: Vec<(usize, OverlapCell)> = (0..crossing.cells())
            .map(|cell| {
                let age = self.ages[crossing.code(cell, 1)];
                let children = match self.statuses[cell] {
                    Status::Shown => Cell::Shown(rounded(self.counts.values()[cell], task.policy.base)),
                    Status::Primary | Status::Secondary | Status::Unpublished => Cell::Hidden,
                };
                let name = age.map_or(task.all_ages, |age| &task.ages[age]).to_owned();
                (age.unwrap_or(usize::MAX), OverlapCell { age: name, on: self.on[crossing.code(cell, BY_LISTS)], children })
            })
            .collect();
        cells.sort_by_key(|(age, cell)| (*age, cell.on));
        let cells = cells.into_iter().map(|(_, cell)| cell).collect();
        SafeOverlap { lists: task.lists.to_vec(), base: task.policy.base, cells }
    }
}

/// To the nearest multiple; halves up.
pub(crate) fn rounded(count: u64, base: u64) -> u64 {
    (count + base / 2) / base * base
}

fn hidden(task: &OverlapTask<'_>, counts: &Counts, (least, steps): (u64, u64)) -> Result<Vec<Status>, OverlapWithheld> {
    let primary: Vec<bool> = counts.values().iter().map(|count| (1..least).contains(count)).collect();
    let attacker = match task.policy.alone {
        Alone::KeepOut => Attacker::Insider,
        Alone::Ignore => Attacker::Outsider,
    };
    let task = Task {
        counts,
        roles: &[],
        primary: &primary,
        weights: &[],
        attacker,
        suppliers: &[],
        floor: 0,
        width: task.policy.width,
        widths: &[],
        steps,
        seed: task.seed,
        toll: 1,
        stop: &|| false,
    };
    let protection = crossing::hide(&task)?;
    match protection.audited.is_safe() {
        true => Ok(protection.statuses),
        false => Err(OverlapWithheld::Open { cells: protection.closed.len() }),
    }
}

/// All, each list, and each combination of lists below every list it is on.
fn lists(task: &OverlapTask<'_>) -> Result<Dimension, OverlapWithheld> {
    let mut pairs = Vec::new();
    for list in 0..task.lists.len() {
        pairs.push((list_code(list), ANY.to_owned()));
    }
    for recorded in 1..1u32 << task.lists.len() {
        let on = (0..task.lists.len()).filter(|list| recorded >> list & 1 == 1);
        pairs.extend(on.map(|list| (history(task, recorded), list_code(list))));
    }
    Ok(Dimension::new("lists", &pairs)?)
}

fn ages(task: &OverlapTask<'_>) -> Result<Dimension, OverlapWithheld> {
    let pairs: Vec<(String, String)> = (0..task.ages.len()).map(|age| (age_code(age), ANY.to_owned())).collect();
    Ok(Dimension::new("age", &pairs)?)
}

fn age_code(age: usize) -> String {
    format!("age {age}")
}

fn list_code(list: usize) -> String {
    format!("list {list}")
}

/// `10100`, the first list first.
fn history(task: &OverlapTask<'_>, recorded: u32) -> String {
    (0..task.lists.len()).map(|list| if recorded >> list & 1 == 1 { '1' } else { '0' }).collect()
}

fn on(task: &OverlapTask<'_>, code: &str) -> OnLists {
    let list = (0..task.lists.len()).find(|list| list_code(*list) == code);
    match (code == ANY, list) {
        (true, _) => OnLists::Any,
        (false, Some(list)) => OnLists::This(list),
        (false, None) => OnLists::Exactly(code.bytes().enumerate().map(|(list, on)| u32::from(on == b'1') << list).sum()),
    }
}
