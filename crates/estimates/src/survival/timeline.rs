//! Rows made ready: every time becomes a mark on one clock, so that the rest compares whole numbers.

use super::{Subject, SurvivalError};

/// The square root of the double's spacing at 1: two numbers closer than this are the same.
pub(super) const TOLERANCE: f64 = 1.4901161193847656e-8;

/// Distinct times in order, and for each subject from when through when it was at risk.
///
/// Times that differ by no more than a rounding error are one mark, and its time is the first of them: closer than
/// [`TOLERANCE`], absolutely or relative to the mean of the distinct times, as `aeqSurv` in R's survival has it.
#[derive(Debug)]
pub(super) struct Timeline {
    marks: Vec<f64>,
    from: Vec<u32>,
    through: Vec<u32>,
    order: Vec<u32>,
}

impl Timeline {
    /// # Errors
    ///
    /// When there are no subjects, too many, a time or entry is no number of 0 or more, or an entry does not lie before its time.
    pub(super) fn of(subjects: &[Subject<'_>]) -> Result<Timeline, SurvivalError> {
        check(subjects)?;
        let sorted = sorted((0u32..).zip(subjects).map(|(place, subject)| (key(subject.time), place)).collect());
        let entries: Vec<f64> = subjects.iter().filter_map(|subject| subject.entry).collect();
        let marks = marks(sorted.iter().map(|(key, _)| f64::from_bits(*key)), entries.clone());
        let mut through = vec![0u32; subjects.len()];
        let mut mark = 0;
        for (key, place) in &sorted {
            mark = onward(&marks, mark, f64::from_bits(*key));
            through[*place as usize] = mark as u32;
        }
        let order = sorted.into_iter().map(|(_, place)| place).collect();
        let from = if entries.is_empty() { Vec::new() } else { subjects.iter().map(|subject| first_mark(&marks, subject.entry)).collect() };
        let timeline = Timeline { marks, from, through, order };
        match (0..subjects.len()).find(|row| timeline.from(*row) > timeline.through(*row)) {
            Some(row) => Err(SurvivalError::EntryNotBeforeTime { row }),
            None => Ok(timeline),
        }
    }

    /// The time of a mark.
    pub(super) fn time(&self, mark: usize) -> f64 {
        self.marks[mark]
    }

    /// The mark a time belongs to.
    pub(super) fn mark(&self, time: f64) -> usize {
        self.marks.partition_point(|mark| *mark <= time).saturating_sub(1)
    }

    /// The first mark at which a subject is at risk: the one after its entry.
    pub(super) fn from(&self, row: usize) -> usize {
        self.from.get(row).map_or(0, |mark| *mark as usize)
    }

    /// The last mark at which a subject is at risk: that of its own time.
    pub(super) fn through(&self, row: usize) -> usize {
        self.through[row] as usize
    }

    /// Whether anyone came under observation late.
    pub(super) fn has_entries(&self) -> bool {
        !self.from.is_empty()
    }

    /// Rows in order of time, and within one time in the order they came.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// The rows of each class (a group, a stratum) in order of time. `class` gives a number below `classes` for every row.
    pub(super) fn members(&self, class: &[u32], classes: usize) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); classes];
        for row in &self.order {
            members[class[*row as usize] as usize].push(*row);
        }
        members
    }

    /// These rows in order of the mark from which they are at risk.
    pub(super) fn by_entry(&self, rows: &[u32]) -> Vec<u32> {
        if !self.has_entries() {
            return rows.to_vec();
        }
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| self.from(*row as usize));
        rows
    }
}

/// Bits of a key that one pass sorts by.
const DIGIT: u32 = 11;

/// Sorts by key and leaves equal keys in their order: a counting pass per digit, from the lowest up. Digits in which all keys
/// agree take no pass; whole days differ in two or three of the six.
fn sorted(mut pairs: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let first = pairs.first().map_or(0, |(key, _)| *key);
    let differing = pairs.iter().fold(0, |differing, (key, _)| differing | (key ^ first));
    let mut room = vec![(0, 0); pairs.len()];
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
        if digit(differing) == 0 {
            continue;
        }
        let mut starts = vec![0usize; 1 << DIGIT];
        pairs.iter().for_each(|(key, _)| starts[digit(*key)] += 1);
        let mut start = 0;
        for place in &mut starts {
            (*place, start) = (start, start + *place);
        }
        for pair in &pairs {
            let place = &mut starts[digit(pair.0)];
            room[*place] = *pair;
            *place += 1;
        }
        std::mem::swap(&mut pairs, &mut room);
    }
    pairs
}

/// The bits of a number of 0 or more sort as the number does; −0 is 0.
fn key(time: f64) -> u64 {
    (time + 0.0).to_bits()
}

fn marks(sorted: impl Iterator<Item = f64>, entries: Vec<f64>) -> Vec<f64> {
    let mut times: Vec<f64> = sorted.collect();
    times.dedup();
    if !entries.is_empty() {
        times.extend(entries.into_iter().map(|entry| entry + 0.0));
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
    }
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let tied = |one: f64, next: f64| next - one <= TOLERANCE || (next - one) / mean <= TOLERANCE;
    let starts = (0..times.len()).filter(|place| *place == 0 || !tied(times[place - 1], times[*place]));
    starts.map(|place| times[place]).collect()
}

/// The mark a time belongs to, not before `mark`.
fn onward(marks: &[f64], mut mark: usize, time: f64) -> usize {
    while marks.get(mark + 1).is_some_and(|next| *next <= time) {
        mark += 1;
    }
    mark
}

fn first_mark(marks: &[f64], entry: Option<f64>) -> u32 {
    entry.map_or(0, |entry| marks.partition_point(|mark| *mark <= entry) as u32)
}

fn check(subjects: &[Subject<'_>]) -> Result<(), SurvivalError> {
    if subjects.is_empty() {
        return Err(SurvivalError::Empty);
    }
    if u32::try_from(subjects.len()).is_err() {
        return Err(SurvivalError::TooMany);
    }
    let mut total = 0u64;
    for (row, subject) in subjects.iter().enumerate() {
        if !is_time(subject.time) {
            return Err(SurvivalError::Time { row });
        }
        if subject.entry.is_some_and(|entry| !is_time(entry)) {
            return Err(SurvivalError::Entry { row });
        }
        total = total.checked_add(subject.count).filter(|total| *total <= MOST).ok_or(SurvivalError::TooMany)?;
    }
    if total == 0 { Err(SurvivalError::Empty) } else { Ok(()) }
}

/// The largest number of subjects: past it a double no longer holds every whole number.
const MOST: u64 = 1 << 53;

pub(super) fn is_time(time: f64) -> bool {
    time.is_finite() && time >= 0.0
}

/// Names and the number of each row's name among them, in order of the names.
#[derive(Debug)]
pub(super) struct Classes<'a> {
    pub(super) names: Vec<Option<&'a str>>,
    pub(super) of: Vec<u32>,
}

impl<'a> Classes<'a> {
    /// Rows without a name are a class of their own, the first.
    pub(super) fn of(names: impl Iterator<Item = Option<&'a str>> + Clone) -> Classes<'a> {
        let known: std::collections::BTreeMap<Option<&str>, u32> = distinct(names.clone()).into_iter().zip(0..).collect();
        let mut last = (None, known.get(&None).copied().unwrap_or_default());
        let of = names.map(|name| {
            if name != last.0 {
                last = (name, known.get(&name).copied().unwrap_or_default());
            }
            last.1
        });
        let of = of.collect();
        Classes { names: known.into_keys().collect(), of }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

/// The values that occur, in order. One of the first few that came up costs a few comparisons, no search.
pub(super) fn distinct<T: Ord + Copy>(values: impl Iterator<Item = T>) -> std::collections::BTreeSet<T> {
    let mut known = std::collections::BTreeSet::new();
    let mut first: Vec<T> = Vec::new();
    for value in values {
        if first.contains(&value) {
            continue;
        }
        known.insert(value);
        if first.len() < 4 {
            first.push(value);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorting_by_digits_is_sorting(keys in proptest::collection::vec(prop_oneof![any::<u64>(), 0u64..5, (1u32..400).prop_map(|day| key(f64::from(day)))], 0..200)) {
            let pairs: Vec<(u64, u32)> = keys.into_iter().zip(0..).collect();
            let mut expected = pairs.clone();
            expected.sort();
            prop_assert_eq!(sorted(pairs), expected);
        }
    }
}
