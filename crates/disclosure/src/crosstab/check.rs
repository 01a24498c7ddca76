//! Checks certificates of cross tables with whole numbers only, from what is published and nothing else. It shares no code with what made them.

use std::collections::{BTreeMap, BTreeSet};

use domain::Cell;

use super::told::{CrosstabCertificates, ToldCrosstab};
use super::{ALL_CODES, OUTCOME};
use crate::{AlmostAll, Policy};

/// Most tables of one proof, and most counts of all of them.
const MOST_TABLES: usize = 1 << 14;
const MOST_COUNTS: usize = 1 << 22;

/// Hidden cells of cross tables, and how many of them are proven open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Hidden cells of all tables.
    pub hidden: usize,
    /// Of these, cells in which two tables that fit differ by the width.
    pub open: usize,
    /// Tables that were checked.
    pub tables: usize,
}

/// Why certificates of cross tables do not hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrosstabFault {
    /// A file that is no proof.
    #[error("{fault}")]
    Unreadable {
        /// What is wrong.
        fault: &'static str,
    },
    /// A table that does not fit.
    #[error("table {table} does not fit what is published of {cell}")]
    DoesNotFit {
        /// Which table, from 1.
        table: usize,
        /// Codes of the cell.
        cell: String,
    },
}

/// Checks the certificates of cross tables that count the same starts: that every table in them fits all that these tell, and in which hidden
/// cells two of them differ by the width.
///
/// # Errors
/// The first thing that does not hold.
pub fn opened_crosstabs(told: &[ToldCrosstab], proof: &CrosstabCertificates, policy: &Policy) -> Result<Checked, CrosstabFault> {
    let (checked, refused) = checked(told, proof, policy)?;
    refused.into_iter().next().map_or(Ok(checked), |(_, fault)| Err(fault))
}

/// Leaves out what does not hold.
pub(super) fn sifted(told: &[ToldCrosstab], proof: &mut CrosstabCertificates, policy: &Policy) -> Checked {
    let hidden = told.iter().map(ToldCrosstab::hidden).sum();
    match checked(told, proof, policy) {
        Ok((checked, refused)) => {
            let mut number = 0;
            for around in &mut proof.tables {
                let base = number + 1;
                number = base + around.others.len();
                let mut own = base;
                around.others.retain(|_| {
                    own += 1;
                    !refused.contains_key(&own) && !refused.contains_key(&base)
                });
                if refused.contains_key(&base) {
                    around.table.clear();
                }
            }
            proof.tables.retain(|around| !around.table.is_empty());
            checked
        }
        Err(_) => {
            proof.tables.clear();
            Checked { hidden, ..Checked::default() }
        }
    }
}

/// What was found, and the tables that do not fit, by their number.
type Found = (Checked, BTreeMap<usize, CrosstabFault>);

fn checked(told: &[ToldCrosstab], proof: &CrosstabCertificates, policy: &Policy) -> Result<Found, CrosstabFault> {
    let places = Places::new(told, proof)?;
    let mut refused = BTreeMap::new();
    let mut ranges: Vec<Option<(i64, i64)>> = vec![None; places.cells.len()];
    let mut number = 0;
    for around in &proof.tables {
        number += 1;
        let sums = places.sums(&around.table)?;
        let mut fits = |number: usize, added: &BTreeMap<u32, i64>| match places.summed(&sums, added, &around.table, policy) {
            Ok(sums) => {
                widen(&mut ranges, &sums);
                true
            }
            Err(cell) => {
                refused.insert(number, CrosstabFault::DoesNotFit { table: number, cell });
                false
            }
        };
        // What stands on a table that does not fit is not looked at.
        let stands = fits(number, &BTreeMap::new());
        for other in &around.others {
            number += 1;
            let added = places.counted(other)?;
            if stands {
                fits(number, &added);
            }
        }
    }
    let width = i64::try_from(policy.width.max(1)).unwrap_or(i64::MAX);
    let is_open = |range: &Option<(i64, i64)>| range.is_some_and(|(least, most)| most.saturating_sub(least) >= width);
    let hidden = || places.cells.iter().zip(&ranges).filter(|(cell, _)| cell.count == Cell::Hidden);
    let found = Checked { hidden: hidden().count(), open: hidden().filter(|(_, range)| is_open(range)).count(), tables: number };
    Ok((found, refused))
}

fn widen(ranges: &mut [Option<(i64, i64)>], sums: &[i64]) {
    for (range, sum) in ranges.iter_mut().zip(sums) {
        let (least, most) = range.unwrap_or((*sum, *sum));
        *range = Some((least.min(*sum), most.max(*sum)));
    }
}

/// One published cell.
struct Place {
    name: String,
    count: Cell<u64>,
    /// The cell of all outcomes, where this one is of one outcome.
    whole: Option<usize>,
}

/// Every published cell of every table, and which of them hold a combination of codes.
struct Places<'a> {
    cells: Vec<Place>,
    numbering: &'a [(String, Vec<String>)],
    tables: Vec<Shelf>,
    size: u64,
}

/// A table: its cells by their codes, and what its dimensions say.
struct Shelf {
    cells: BTreeMap<Vec<String>, usize>,
    says: Vec<Says>,
}

/// Of a dimension of a table: its place in the numbering, and per code there every code of the dimension that counts it.
type Says = (usize, Vec<Vec<String>>);

impl<'a> Places<'a> {
    fn new(told: &[ToldCrosstab], proof: &'a CrosstabCertificates) -> Result<Places<'a>, CrosstabFault> {
        let unreadable = |fault| CrosstabFault::Unreadable { fault };
        let others = || proof.tables.iter().flat_map(|around| &around.others);
        if proof.tables.len() + others().count() > MOST_TABLES {
            return Err(unreadable("more than 16,384 tables in one proof"));
        }
        if proof.tables.iter().map(|around| &around.table).chain(others()).map(Vec::len).sum::<usize>() > MOST_COUNTS {
            return Err(unreadable("more than 4,194,304 counts in one proof"));
        }
        let size = proof.numbering.iter().try_fold(1_u64, |size, (_, codes)| size.checked_mul(codes.len() as u64));
        let size = size.filter(|size| *size <= u64::from(u32::MAX)).ok_or_else(|| unreadable("too many combinations of codes"))?;
        let codes = told.iter().flat_map(|table| &table.dimensions).flat_map(|own| &own.codes);
        if codes.into_iter().any(|(code, above)| code == ALL_CODES || above.as_deref() == Some(ALL_CODES)) {
            return Err(unreadable("a code that means all of them"));
        }
        for (_, codes) in &proof.numbering {
            if codes.iter().collect::<BTreeSet<_>>().len() != codes.len() {
                return Err(unreadable("a code that stands there twice"));
            }
        }
        let mut places = Places { cells: Vec::new(), numbering: &proof.numbering, tables: Vec::new(), size };
        // A proof without tables proves nothing, and needs no numbers.
        if proof.tables.is_empty() {
            told.iter().for_each(|table| places.list(table));
            return Ok(places);
        }
        for table in told {
            let says = says(table, told, &proof.numbering)?;
            places.list(table);
            places.tables.last_mut().ok_or_else(|| unreadable("no table"))?.says = says;
        }
        Ok(places)
    }

    fn list(&mut self, table: &ToldCrosstab) {
        let mut shelf = Shelf { cells: BTreeMap::new(), says: Vec::new() };
        for cell in &table.cells {
            shelf.cells.insert(cell.codes.clone(), self.cells.len());
            self.cells.push(Place { name: cell.codes.join(";"), count: cell.count, whole: None });
        }
        if let Some(place) = table.dimensions.iter().position(|own| own.name == OUTCOME) {
            for (codes, at) in shelf.cells.iter().filter(|(codes, _)| codes[place] != ALL_CODES) {
                let mut whole = codes.clone();
                ALL_CODES.clone_into(&mut whole[place]);
                self.cells[*at].whole = shelf.cells.get(&whole).copied();
            }
        }
        self.tables.push(shelf);
    }

    /// Counts by number; a number that stands for nothing is refused, and so is one that comes twice.
    fn counted(&self, counts: &[(u32, i64)]) -> Result<BTreeMap<u32, i64>, CrosstabFault> {
        let unreadable = |fault| CrosstabFault::Unreadable { fault };
        let mut found = BTreeMap::new();
        for (number, count) in counts {
            if u64::from(*number) >= self.size || count.unsigned_abs() > 1 << 40 {
                return Err(unreadable("a number that stands for nothing, or a count beyond all counts"));
            }
            if found.insert(*number, *count).is_some() {
                return Err(unreadable("a number that comes twice"));
            }
        }
        Ok(found)
    }

    fn sums(&self, counts: &[(u32, i64)]) -> Result<Vec<i64>, CrosstabFault> {
        let mut sums = vec![0; self.cells.len()];
        self.add(&mut sums, &self.counted(counts)?);
        Ok(sums)
    }

    fn add(&self, sums: &mut [i64], counts: &BTreeMap<u32, i64>) {
        for (number, count) in counts {
            let codes = self.codes(*number);
            for shelf in &self.tables {
                let mut all: Vec<Vec<String>> = vec![Vec::new()];
                for (axis, says) in &shelf.says {
                    let told = &says[codes[*axis]];
                    all = all
                        .iter()
                        .flat_map(|own| told.iter().map(move |code| [own.as_slice(), std::slice::from_ref(code)].concat()))
                        .collect();
                }
                all.iter().filter_map(|codes| shelf.cells.get(codes)).for_each(|cell| sums[*cell] += count);
            }
        }
    }

    /// The place of the code in every dimension, of a number.
    fn codes(&self, number: u32) -> Vec<usize> {
        let mut rest = number as usize;
        let mut places = vec![0; self.numbering.len()];
        for (at, (_, codes)) in self.numbering.iter().enumerate().rev() {
            places[at] = rest % codes.len();
            rest /= codes.len();
        }
        places
    }

    /// The sums of a table, which is the base and what it adds; or the first cell that it does not fit.
    fn summed(&self, base: &[i64], added: &BTreeMap<u32, i64>, table: &[(u32, i64)], policy: &Policy) -> Result<Vec<i64>, String> {
        let known: BTreeMap<u32, i64> = table.iter().copied().collect();
        let is_below = |(number, count): (&u32, &i64)| known.get(number).unwrap_or(&0) + count < 0;
        if known.values().any(|count| *count < 0) || added.iter().any(is_below) {
            return Err("a count below zero".to_owned());
        }
        let mut sums = base.to_vec();
        self.add(&mut sums, added);
        match (0..sums.len()).find(|cell| !self.fits(*cell, &sums, policy)) {
            Some(cell) => Err(self.cells[cell].name.clone()),
            None => Ok(sums),
        }
    }

    fn fits(&self, cell: usize, sums: &[i64], policy: &Policy) -> bool {
        let Place { count, whole, .. } = &self.cells[cell];
        let least = i64::try_from(policy.thresholds.country).unwrap_or(i64::MAX);
        let own = sums[cell];
        let fits = match count {
            Cell::Shown(0) => own == 0,
            Cell::Shown(shown) => own >= least && nearest(own, policy.base) == i64::try_from(*shown).ok(),
            Cell::Hidden => own >= 1,
            Cell::Unknown => own >= 0,
            Cell::Impossible => false,
        };
        let tells_rest = whole.filter(|whole| {
            let both = matches!((count, self.cells[*whole].count), (Cell::Shown(1..), Cell::Shown(_)));
            both && policy.almost_all == AlmostAll::Hide
        });
        let rest = tells_rest.map_or(0, |whole| sums[whole] - own);
        fits && (rest == 0 || rest >= least)
    }
}

/// What each dimension of a table says of every code of its axis in the numbering: one code, the level above it, and all.
fn says(table: &ToldCrosstab, told: &[ToldCrosstab], numbering: &[(String, Vec<String>)]) -> Result<Vec<Says>, CrosstabFault> {
    let unreadable = |fault| CrosstabFault::Unreadable { fault };
    let above = |axis: &str, code: &str| {
        let every = told.iter().flat_map(|own| &own.dimensions).filter(|own| own.axis == axis);
        every.flat_map(|own| &own.codes).find_map(|(own, above)| above.clone().filter(|_| own == code))
    };
    let of_dimension = |own: &super::CrosstabDimension| {
        let axis = numbering.iter().position(|(name, _)| *name == own.axis).ok_or_else(|| unreadable("a dimension without numbers"))?;
        let codes = numbering[axis].1.iter().map(|code| {
            let above = above(&own.axis, code);
            let leaves: Vec<&(String, Option<String>)> =
                own.codes.iter().filter(|(told, _)| told == code || Some(told) == above.as_ref()).collect();
            let [(leaf, level)] = leaves.as_slice() else { return Err(unreadable("a code that a table does not tell, or twice")) };
            Ok([Some(leaf.clone()), level.clone(), Some(ALL_CODES.to_owned())].into_iter().flatten().collect())
        });
        Ok((axis, codes.collect::<Result<_, _>>()?))
    };
    table.dimensions.iter().map(of_dimension).collect()
}

/// The multiple of the base nearest to a count, halves up.
fn nearest(count: i64, base: u64) -> Option<i64> {
    let base = i64::try_from(base).ok().filter(|base| *base > 0)?;
    let below = count - count.rem_euclid(base);
    Some(if 2 * (count - below) >= base { below + base } else { below })
}
