//! The table of capture histories: how many stand on exactly which lists.

use std::collections::{BTreeMap, BTreeSet};

use super::MseError;

/// How many people stand on exactly which lists. Who stands on no list is not in it: that is the question.
///
/// ```
/// let lists = ["police", "help"].map(String::from).to_vec();
/// let overlap = estimates::mse::Overlap::new(lists, [(0b01, 40), (0b10, 20), (0b11, 5), (0b11, 5)]).unwrap();
/// assert_eq!(overlap.observed(), 70);
/// assert_eq!(overlap.on_list(0), 50);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlap {
    lists: Vec<String>,
    histories: BTreeMap<u32, u64>,
    observed: u64,
}

impl Overlap {
    /// The most lists a table can have.
    pub const MOST_LISTS: usize = 10;

    /// A table from rows of (history, count): bit *j* of a history says whether they stand on list *j*. The same history in
    /// several rows is added up; absent histories are 0.
    ///
    /// # Errors
    ///
    /// With fewer than two or too many lists, names that are empty or stand twice, histories of lists that do not exist
    /// or of no list, or when nobody is observed.
    pub fn new(lists: Vec<String>, rows: impl IntoIterator<Item = (u32, u64)>) -> Result<Overlap, MseError> {
        check_lists(&lists)?;
        let mut histories = BTreeMap::new();
        let mut observed: u64 = 0;
        for (history, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
            check_history(history, count, lists.len())?;
            observed = observed.checked_add(count).ok_or(MseError::TooMany)?;
            *histories.entry(history).or_insert(0) += count;
        }
        if observed == 0 {
            return Err(MseError::Nobody);
        }
        Ok(Overlap { lists, histories, observed })
    }

    /// Names of the lists.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// Histories with at least one person, in order.
    pub fn histories(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.histories.iter().map(|(history, count)| (*history, *count))
    }

    /// Different people observed: *n*.
    pub fn observed(&self) -> u64 {
        self.observed
    }

    /// People on one list, counted from 0.
    pub fn on_list(&self, list: usize) -> u64 {
        self.histories().filter(|(history, _)| history >> list & 1 == 1).map(|(_, count)| count).sum()
    }

    /// People on this list, counted from 0, and on no other.
    pub fn only_on(&self, list: usize) -> u64 {
        self.histories.get(&(1 << list)).copied().unwrap_or(0)
    }

    /// People on more than one list.
    pub fn overlapping(&self) -> u64 {
        self.histories().filter(|(history, _)| history.count_ones() > 1).map(|(_, count)| count).sum()
    }

    /// Every history that can be observed with its count, zeros included, in order of history.
    pub(super) fn cells(&self) -> Vec<(u32, f64)> {
        let count = |history| self.histories.get(&history).copied().unwrap_or(0) as f64;
        (1..1u32 << self.lists.len()).map(|history| (history, count(history))).collect()
    }
}

fn check_lists(lists: &[String]) -> Result<(), MseError> {
    if !(2..=Overlap::MOST_LISTS).contains(&lists.len()) {
        return Err(MseError::Lists { lists: lists.len(), most: Overlap::MOST_LISTS });
    }
    let mut seen = BTreeSet::new();
    match lists.iter().find(|name| name.trim().is_empty() || !seen.insert(name.as_str())) {
        Some(name) => Err(MseError::ListName { name: name.clone() }),
        None => Ok(()),
    }
}

fn check_history(history: u32, count: u64, lists: usize) -> Result<(), MseError> {
    if history == 0 {
        return Err(MseError::OnNoList { count });
    }
    let highest = u32::BITS - history.leading_zeros();
    if highest as usize > lists { Err(MseError::UnknownList { list: highest, lists }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_table_that_makes_no_sense_is_refused() {
        let two = || names(&["a", "b"]);
        assert_eq!(Overlap::new(names(&["a"]), [(1, 1)]), Err(MseError::Lists { lists: 1, most: 10 }));
        assert_eq!(Overlap::new(names(&["a", "a"]), [(1, 1)]), Err(MseError::ListName { name: "a".to_owned() }));
        assert_eq!(Overlap::new(names(&["a", " "]), [(1, 1)]), Err(MseError::ListName { name: " ".to_owned() }));
        assert_eq!(Overlap::new(two(), [(0, 7)]), Err(MseError::OnNoList { count: 7 }));
        assert_eq!(Overlap::new(two(), [(0b101, 7)]), Err(MseError::UnknownList { list: 3, lists: 2 }));
        assert_eq!(Overlap::new(two(), [(1, 0), (0, 0)]), Err(MseError::Nobody));
        assert_eq!(Overlap::new(two(), [(1, u64::MAX), (2, 1)]), Err(MseError::TooMany));
    }

    #[test]
    fn the_order_of_rows_changes_nothing() {
        let one = Overlap::new(names(&["a", "b"]), [(1, 2), (3, 1), (1, 5)]);
        let other = Overlap::new(names(&["a", "b"]), [(3, 1), (1, 7), (2, 0)]);
        assert_eq!(one, other);
    }
}
