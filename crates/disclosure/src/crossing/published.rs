//! What the world sees of a protected table, and the rows that tie the hidden cells together. There is no truth in here.

use super::attack::inner_cells;
use super::together::{RELEASE, UNKNOWN};
use super::{Crossing, Dimension, Role, Status, Task};

/// The published table: a count per cell, or nothing where it is hidden.
pub(super) struct Published<'a> {
    pub(super) crossing: &'a Crossing,
    pub(super) shown: Vec<Option<u64>>,
    /// Per cell: in no table, so that it may be empty; or nothing that anyone knows of, so that no row holds it.
    roles: &'a [Role],
    is_circle: bool,
    /// Whether inequalities do not tell all that is known of overlapping codes.
    is_tangled: bool,
    /// Per cell: the table that has it and does not split it further; empty where no codes overlap.
    inner: Vec<Option<usize>>,
    /// Least count of a hidden cell for all a reader knows, where a table has it.
    floor: u64,
}

/// A row over hidden cells: the signed sum of these cells is `sum`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<(usize, i64)>,
    pub(super) sum: i64,
    /// The total that the row is about, hidden or not.
    pub(super) whole: usize,
}

impl<'a> Published<'a> {
    pub(super) fn new(task: &'a Task, statuses: &[Status]) -> Published<'a> {
        let values = task.counts.values();
        let shown = values.iter().zip(statuses).map(|(count, status)| (*status == Status::Shown).then_some(*count)).collect();
        let is_circle = (0..values.len()).any(|cell| task.role(cell) == Role::Unknown && values[cell] == 0);
        let overlaps = task.counts.crossing().dimensions().iter().any(Dimension::overlaps);
        let inner = if overlaps { inner_cells(task) } else { Vec::new() };
        let is_tangled = is_tangled(task, &inner);
        Published { crossing: task.counts.crossing(), shown, roles: task.roles, is_circle, is_tangled, inner, floor: task.floor }
    }

    /// The hidden cells of published tables.
    pub(super) fn hidden(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.shown.len()).filter(|cell| self.shown[*cell].is_none() && self.least(*cell) == 1)
    }

    /// Least count of a hidden cell: zeros are shown, but what is in no table may be empty.
    pub(super) fn least(&self, cell: usize) -> u64 {
        u64::from(!matches!(self.roles.get(cell), Some(Role::Difference | Role::Unknown)))
    }

    /// Least count of a hidden cell in a table of a proof: what a reader is taken to know.
    pub(super) fn floor(&self, cell: usize) -> u64 {
        self.least(cell).min(self.floor)
    }

    /// Whether readers think that hidden cells may be empty.
    pub(super) fn may_be_empty(&self) -> bool {
        self.floor == 0
    }

    /// A count for a cell that no row holds.
    pub(super) fn any(&self, cell: usize) -> u64 {
        if self.is_unknown(cell) { UNKNOWN } else { self.least(cell) }
    }

    /// Whether the house itself does not know a cell.
    pub(super) fn is_unknown(&self, cell: usize) -> bool {
        self.roles.get(cell) == Some(&Role::Unknown)
    }

    /// Whether every cell of the crossing is published: sums over any dimension then follow from the inner cells.
    pub(super) fn is_plain(&self) -> bool {
        self.roles.is_empty()
    }

    /// Whether a shown total follows from shown parts of it.
    pub(super) fn is_told_by_parts(&self, cell: usize) -> bool {
        let dimensions = 0..self.crossing.dimensions().len();
        let is_shown = |place: usize| {
            let mut parts = self.crossing.parts(cell, place).peekable();
            parts.peek().is_some() && parts.all(|part| self.shown[part].is_some() && !self.is_unknown(part))
        };
        dimensions.into_iter().any(is_shown)
    }

    /// Whether tables go round in a circle, so that tables that fit two by two need not fit all together; or whether some
    /// release counts fewer than one before it, or leaves out what both its neighbours tell: rows then do not
    /// tell all that is known.
    pub(super) fn has_gaps(&self) -> bool {
        if self.is_circle || self.is_tangled {
            return true;
        }
        let place = self.crossing.dimensions().iter().position(|dimension| dimension.name() == RELEASE);
        place.is_some_and(|place| {
            let dimension = &self.crossing.dimensions()[place];
            let told = |cell: usize, code: usize| !self.is_unknown(self.crossing.moved(cell, place, code));
            let is_torn = |cell: usize| {
                (0..dimension.codes().len()).filter(|code| told(cell, *code)).any(|code| {
                    let parts = dimension.parts(code);
                    let number = parts.iter().filter(|part| told(cell, **part)).count();
                    number > 0 && number < parts.len()
                })
            };
            !dimension.is_tree() || (0..self.shown.len()).filter(|cell| self.crossing.code(*cell, place) == 0).any(is_torn)
        })
    }

    /// Whether one person may have several codes of a dimension: not every row is then a sum.
    pub(super) fn overlaps(&self) -> bool {
        self.crossing.dimensions().iter().any(Dimension::overlaps)
    }

    /// Every row with a hidden cell in it.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (place, dimension) in self.crossing.dimensions().iter().enumerate() {
            if dimension.overlaps() {
                rows.extend(self.bounds(place));
                continue;
            }
            let is_whole = |cell: &usize| !dimension.is_leaf(self.crossing.code(*cell, place)) && self.crossing.is_published(*cell);
            for whole in (0..self.crossing.cells()).filter(is_whole) {
                let mut row = Row { cells: Vec::new(), sum: 0, whole };
                if self.is_unknown(whole) || self.crossing.parts(whole, place).any(|part| self.is_unknown(part)) {
                    continue;
                }
                self.put(&mut row, whole, -1);
                for part in self.crossing.parts(whole, place) {
                    self.put(&mut row, part, 1);
                }
                if !row.cells.is_empty() {
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// Of overlapping codes: a total counts at most what its parts do together, and at least what each does. By how much more or less
    /// stands in the places of the sets, which no other row holds; [`Self::peopled`] writes who has which set there.
    fn bounds(&self, place: usize) -> Vec<Row> {
        let dimension = &self.crossing.dimensions()[place];
        let mut rows = Vec::new();
        for top in self.stocked(place) {
            let at = |code: usize| self.crossing.moved(top, place, code);
            let mut slacks = dimension.leaves(0).iter().map(|set| at(*set));
            for code in (0..dimension.published().len()).filter(|code| !dimension.is_last(*code)) {
                let (whole, parts) = (at(code), dimension.below(code));
                let mut push = |signed: &mut dyn Iterator<Item = (usize, i64)>, slack: Option<usize>| {
                    let mut row = Row { cells: Vec::new(), sum: 0, whole };
                    signed.for_each(|(cell, sign)| self.put(&mut row, cell, sign));
                    if !row.cells.is_empty() {
                        row.cells.extend(slack.map(|slack| (slack, -1)));
                        rows.push(row);
                    }
                };
                if let [only] = parts {
                    push(&mut [(whole, -1), (at(*only), 1)].into_iter(), None);
                    continue;
                }
                push(&mut parts.iter().map(|part| (at(*part), 1)).chain([(whole, -1)]), slacks.next());
                for part in parts {
                    push(&mut [(whole, 1), (at(*part), -1)].into_iter(), slacks.next());
                }
            }
        }
        rows
    }

    /// Cells with the total of a dimension of overlapping codes of which the sets are counted, and that no other dimension splits.
    pub(super) fn stocked(&self, place: usize) -> Vec<usize> {
        let last = self.crossing.dimensions()[place].leaves(0)[0];
        let known = |cell: &usize| !self.is_unknown(self.crossing.moved(*cell, place, last));
        let splits = |cell: &usize| {
            let first = self.crossing.dimensions()[place].above(last)[1];
            self.inner[self.crossing.moved(*cell, place, first)].is_none()
        };
        let tops = (0..self.crossing.cells()).filter(|cell| self.crossing.code(*cell, place) == 0 && self.crossing.is_published(*cell));
        tops.filter(known).filter(|cell| !splits(cell)).collect()
    }

    fn put(&self, row: &mut Row, cell: usize, sign: i64) {
        match self.shown[cell] {
            // Counts stay below 2^53.
            Some(count) => row.sum -= sign * count as i64,
            None => row.cells.push((cell, sign)),
        }
    }

    /// Rows that share hidden cells, together: each list can be solved by itself.
    pub(super) fn components(&self) -> Vec<Vec<Row>> {
        let mut root: Vec<usize> = (0..self.shown.len()).collect();
        let rows = self.rows();
        for row in &rows {
            for (cell, _) in &row.cells[1..] {
                let (one, other) = (find(&mut root, row.cells[0].0), find(&mut root, *cell));
                root[one.max(other)] = one.min(other);
            }
        }
        let mut lists: std::collections::BTreeMap<usize, Vec<Row>> = std::collections::BTreeMap::new();
        for row in rows {
            lists.entry(find(&mut root, row.cells[0].0)).or_default().push(row);
        }
        lists.into_values().collect()
    }
}

/// Whether inequalities alone do not say which tables of people there can be: two dimensions with overlapping codes, several tables
/// or releases with one.
fn is_tangled(task: &Task, inner: &[Option<usize>]) -> bool {
    let crossing = task.counts.crossing();
    let overlapping: Vec<usize> = (0..crossing.dimensions().len()).filter(|place| crossing.dimensions()[*place].overlaps()).collect();
    let [place] = overlapping[..] else { return overlapping.len() > 1 };
    let split = (0..inner.len()).filter(|cell| crossing.code(*cell, place) > 0);
    let mut tables: Vec<usize> = split.filter_map(|cell| inner[cell]).collect();
    tables.sort_unstable();
    tables.dedup();
    tables.len() > 1 || task.release() < crossing.dimensions().len()
}

/// The first cell of the group a cell belongs to.
pub(super) fn find(root: &mut [usize], cell: usize) -> usize {
    let mut own = cell;
    while root[own] != own {
        root[own] = root[root[own]];
        own = root[own];
    }
    own
}
