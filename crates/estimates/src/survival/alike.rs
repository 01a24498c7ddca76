//! Subjects who waited equally long and left alike, taken together: a million waits in days are a few thousand rows.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Subject;
use super::timeline::is_time;

/// Rows looked at before deciding whether taking together is worth it.
const TRIAL: usize = 1 << 14;

/// What makes two subjects alike; −0 is 0.
#[derive(PartialEq, Eq, Hash)]
struct Likeness<'a> {
    time: u64,
    status: u32,
    group: Option<&'a str>,
    stratum: Option<&'a str>,
}

/// One subject for all that are alike, weighing as many as they stand for, in the order the first of each came.
///
/// `None` where that would not help (most rows differ) or must not be done (a row is wrong and is to be named, or somebody came
/// under observation late). Every estimate is the same from both, because counts are added as whole numbers.
pub(super) fn alike<'a>(subjects: &[Subject<'a>]) -> Option<Vec<Subject<'a>>> {
    let mut places: HashMap<Likeness<'a>, usize, FixedState> = HashMap::default();
    let mut together: Vec<Subject<'a>> = Vec::new();
    for (row, subject) in subjects.iter().enumerate() {
        if !is_time(subject.time) || subject.entry.is_some() || (row == TRIAL && together.len() > TRIAL / 2) {
            return None;
        }
        let time = (subject.time + 0.0).to_bits();
        let likeness = Likeness { time, status: subject.status, group: subject.group, stratum: subject.stratum };
        let place = *places.entry(likeness).or_insert(together.len());
        match together.get_mut(place) {
            Some(first) => first.count = first.count.checked_add(subject.count)?,
            None => together.push(*subject),
        }
    }
    Some(together)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::survival::{Options, log_rank, survival};

    proptest! {
        /// The long way is taken as soon as one row differs in kind: here a late entry at 0, which keeps nobody out.
        #[test]
        fn taking_together_changes_no_estimate(rows in proptest::collection::vec((0u32..9, 0u32..3, 0usize..3, 0usize..2, 1u64..4), 1..60)) {
            let names = ["a", "b", "c"];
            let of = |(time, status, group, stratum, count): &(u32, u32, usize, usize, u64)| Subject {
                group: Some(names[*group]), stratum: Some(names[*stratum]), count: *count, ..Subject::new(f64::from(*time + 1), *status)
            };
            let subjects: Vec<Subject<'_>> = rows.iter().map(of).collect();
            let mut apart = subjects.clone();
            apart.iter_mut().for_each(|subject| subject.entry = Some(0.0));
            prop_assert!(alike(&subjects).is_some() && alike(&apart).is_none());
            prop_assert_eq!(log_rank(&subjects, 0.5), log_rank(&apart, 0.5));
            let (quick, slow) = (survival(&subjects, &Options::default()), survival(&apart, &Options::default()));
            let (quick, slow) = (quick.expect("an estimate"), slow.expect("an estimate"));
            for (quick, slow) in quick.groups.iter().zip(&slow.groups) {
                prop_assert_eq!((&quick.curve, quick.n, quick.events, &quick.median), (&slow.curve, slow.n, slow.events, &slow.median));
                let values = |group: &super::super::rows::GroupResult| -> Vec<f64> {
                    group.incidence.iter().flat_map(|cause| cause.curve.iter().map(|point| point.estimate)).collect()
                };
                prop_assert_eq!(values(quick), values(slow));
            }
        }
    }

    #[test]
    fn rows_that_all_differ_are_left_as_they_are() {
        let subjects: Vec<Subject<'_>> = (0..2 * TRIAL).map(|row| Subject::new(row as f64, 1)).collect();
        assert!(alike(&subjects).is_none());
    }
}
