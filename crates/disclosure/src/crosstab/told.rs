//! Cross tables as any reader has them, and what a count of their certificates stands for.

use std::collections::BTreeMap;

use domain::Cell;

use super::{ALL_CODES, CrosstabCell, CrosstabDimension, OUTCOME, SafeCrosstab};
use crate::certificates::Around;
use crate::system::{Bounded, System};
use crate::{AlmostAll, Policy};

/// Most counts of one group of tables for which certificates are looked for.
const MOST_COUNTS: usize = 200_000;

/// A cross table as it is published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldCrosstab {
    /// Its dimensions.
    pub dimensions: Vec<CrosstabDimension>,
    /// Every cell, margins included.
    pub cells: Vec<CrosstabCell>,
}

impl ToldCrosstab {
    /// What a safe table tells.
    pub fn of(table: &SafeCrosstab) -> ToldCrosstab {
        ToldCrosstab { dimensions: table.dimensions.clone(), cells: table.cells.clone() }
    }

    /// Hidden cells.
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|cell| cell.count == Cell::Hidden).count()
    }
}

/// The certificates of cross tables that count the same starts of one year.
///
/// A count is of starts that have one code of every dimension; its number is the place of that combination, the last code running fastest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabCertificates {
    /// Name and codes of every dimension, as fine as any of the tables has it.
    pub numbering: Vec<(String, Vec<String>)>,
    /// Tables of all these dimensions together, and others as changes to them.
    pub tables: Vec<Around>,
}

/// Every dimension of some tables, as fine as any of them has it.
pub(super) struct Axes<'a> {
    finest: Vec<&'a CrosstabDimension>,
}

impl<'a> Axes<'a> {
    /// The dimensions of these tables; nothing where they split an axis in ways that do not fit into each other, or there are too many combinations.
    pub(super) fn of(tables: &'a [ToldCrosstab]) -> Option<Axes<'a>> {
        let mut finest: Vec<&CrosstabDimension> = Vec::new();
        let every = || tables.iter().flat_map(|table| &table.dimensions);
        for own in every() {
            match finest.iter_mut().find(|other| other.axis == own.axis) {
                None => finest.push(own),
                Some(other) if other.codes.len() < own.codes.len() => *other = own,
                Some(_) => {}
            }
        }
        let size = finest.iter().try_fold(1_usize, |size, own| size.checked_mul(own.codes.len()));
        let axes = Axes { finest };
        (size.is_some_and(|size| (1..=MOST_COUNTS).contains(&size)) && every().all(|own| axes.has(own))).then_some(axes)
    }

    /// Names and codes.
    pub(super) fn numbering(&self) -> Vec<(String, Vec<String>)> {
        let codes = |own: &CrosstabDimension| own.codes.iter().map(|(code, _)| code.clone()).collect();
        self.finest.iter().map(|own| (own.axis.clone(), codes(own))).collect()
    }

    /// Whether every code of the axis has exactly one in this dimension.
    fn has(&self, own: &CrosstabDimension) -> bool {
        let Some(axis) = self.finest.iter().find(|axis| axis.axis == own.axis) else { return false };
        let stands_for = |code: &str, above: Option<&str>| {
            own.codes.iter().filter(|(told, _)| told == code || Some(told.as_str()) == above).count() == 1
        };
        axis.codes.iter().all(|(code, above)| stands_for(code, above.as_deref()))
    }

    /// Number of combinations of codes.
    fn size(&self) -> usize {
        self.finest.iter().map(|own| own.codes.len()).product()
    }

    /// The numbers of all combinations that a cell counts.
    fn held_by(&self, dimensions: &[CrosstabDimension], codes: &[String]) -> Vec<(u32, i8)> {
        let mut numbers = vec![0_usize];
        for axis in &self.finest {
            let told = dimensions.iter().position(|own| own.axis == axis.axis).map_or(ALL_CODES, |place| codes[place].as_str());
            let is_held = |(_, (code, above)): &(usize, &(String, Option<String>))| {
                told == ALL_CODES || told == code || Some(told) == above.as_deref()
            };
            let held: Vec<usize> = axis.codes.iter().enumerate().filter(is_held).map(|(place, _)| place).collect();
            numbers = numbers.iter().flat_map(|number| held.iter().map(move |place| number * axis.codes.len() + place)).collect();
        }
        numbers.into_iter().map(|number| (number as u32, 1)).collect()
    }

    /// The system somebody holds who reads these tables and knows the rules, and its hidden rows. What two tables both tell is one row.
    pub(super) fn system(&self, tables: &[ToldCrosstab], policy: &Policy) -> (System, Vec<usize>) {
        let mut rows: BTreeMap<Vec<(u32, i8)>, (i64, i64, bool)> = BTreeMap::new();
        let mut rests = Vec::new();
        for table in tables {
            for cell in &table.cells {
                let held = self.held_by(&table.dimensions, &cell.codes);
                let (low, high) = bounds(cell.count, policy);
                if let Some(rest) = self.rest(table, cell, &held, policy) {
                    rests.push(rest);
                }
                let own = rows.entry(held).or_insert((low, high, false));
                *own = (own.0.max(low), own.1.min(high), own.2 || cell.count == Cell::Hidden);
            }
        }
        let hidden = rows.values().enumerate().filter(|(_, (_, _, is_hidden))| *is_hidden).map(|(row, _)| row).collect();
        let bounded = |(entries, (low, high, _))| Bounded { low, high, entries };
        let rows: Vec<Bounded> = rows.into_iter().map(bounded).chain(rests).collect();
        (System::of_rows(self.size(), &rows, rows.len()), hidden)
    }

    /// A shown outcome tells that those with another one are none, or reach the threshold.
    fn rest(&self, table: &ToldCrosstab, cell: &CrosstabCell, held: &[(u32, i8)], policy: &Policy) -> Option<Bounded> {
        let place = table.dimensions.iter().position(|own| own.name == OUTCOME)?;
        let has_it = cell.codes[place] != ALL_CODES && cell.count.shown().is_some_and(|count| count > 0);
        if policy.almost_all == AlmostAll::Show || !has_it {
            return None;
        }
        let beside =
            |other: &&CrosstabCell| other.codes.iter().zip(&cell.codes).enumerate().all(|(at, (one, own))| (at == place) != (one == own));
        let all = table.cells.iter().filter(beside).find(|other| other.codes[place] == ALL_CODES)?;
        let is_some = |other: &CrosstabCell| other.codes[place] != ALL_CODES && other.count != Cell::Shown(0);
        if !matches!(all.count, Cell::Shown(_)) || !table.cells.iter().filter(beside).any(is_some) {
            return None;
        }
        let entries = self.held_by(&table.dimensions, &all.codes).into_iter().filter(|own| !held.contains(own)).collect();
        Some(Bounded { low: least(policy), high: crate::rule::UNBOUNDED, entries })
    }
}

/// Least and greatest count behind what a cell tells.
fn bounds(count: Cell<u64>, policy: &Policy) -> (i64, i64) {
    let base = i64::try_from(policy.base).unwrap_or(1);
    match count {
        Cell::Shown(shown) => crate::rule::behind(i64::try_from(shown).unwrap_or(crate::rule::UNBOUNDED), base, least(policy)),
        Cell::Hidden => (1, crate::rule::UNBOUNDED),
        Cell::Unknown | Cell::Impossible => (0, crate::rule::UNBOUNDED),
    }
}

fn least(policy: &Policy) -> i64 {
    i64::try_from(policy.thresholds.country).unwrap_or(crate::rule::UNBOUNDED)
}
