//! Steps of a curve: candidate edges, merged until no step tells a small count.

use std::cmp::Reverse;

use domain::Outcome;

use crate::rule::is_small;

/// Outcomes of a step, in the order a curve holds them.
pub(crate) const OUTCOMES: [Outcome; 3] = [Outcome::Reached, Outcome::Competing, Outcome::Open];

/// Counts of the three outcomes between one candidate edge and the next.
pub(crate) type Stretch = [i64; 3];

/// Chooses the edges that end a step: as many dues as can be kept, then as many steps as can be kept (of equals the one with the finer start), such that in every
/// step each outcome is zero or reaches the threshold. An outcome whose total is itself small cannot be helped by merging
/// and is left out of the rule: its steps are hidden.
///
/// Returns places in `edges`, the last always among them.
pub(crate) fn merged(edges: &[u16], stretches: &[Stretch], dues: &[u16], threshold: i64) -> Vec<usize> {
    let sums = running_sums(stretches);
    let total = sums[stretches.len()];
    let fits = |from: usize, through: usize| {
        (0..3).all(|outcome| is_small(total[outcome], threshold) || !is_small(sums[through][outcome] - sums[from][outcome], threshold))
    };
    // best[j]: value of the best way to cut the first j stretches, and where its last step begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for through in 1..=stretches.len() {
        let worth = 1 + if dues.contains(&edges[through - 1]) { stretches.len() } else { 0 };
        let way = |from: usize| best[from].filter(|_| fits(from, through)).map(|(value, _)| (value + worth, from));
        let found = (0..through).filter_map(way).max_by_key(|(value, from)| (*value, Reverse(*from)));
        best.push(found);
    }
    walk_back(&best)
}

fn running_sums(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut sums = vec![[0; 3]];
    for stretch in stretches {
        let before = sums[sums.len() - 1];
        sums.push([before[0] + stretch[0], before[1] + stretch[1], before[2] + stretch[2]]);
    }
    sums
}

fn walk_back(best: &[Option<(usize, usize)>]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut through = best.len() - 1;
    while through > 0 {
        ends.push(through - 1);
        through = best[through].map_or(0, |(_, from)| from);
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_merged_until_none_is_small_and_the_due_stays() {
        let edges = [30, 91, 183, 365];
        let stretches = [[40, 0, 0], [3, 0, 0], [9, 0, 6], [0, 7, 50]];
        assert_eq!(merged(&edges, &stretches, &[183], 5), [0, 2, 3]);
    }

    #[test]
    fn an_outcome_that_is_small_in_all_does_not_cost_the_curve() {
        let stretches = [[10, 1, 0], [10, 0, 0], [10, 1, 9]];
        assert_eq!(merged(&[1, 2, 3], &stretches, &[2], 5), [0, 1, 2]);
    }

    #[test]
    fn a_due_goes_when_merging_needs_it_gone() {
        assert_eq!(merged(&[1, 2], &[[3, 0, 0], [3, 0, 0]], &[1, 2], 5), [1]);
    }

    proptest! {
        #[test]
        fn no_step_tells_a_small_count(stretches in prop::collection::vec(prop::array::uniform3(0i64..12), 1..12)) {
            let edges: Vec<u16> = (0..stretches.len() as u16).collect();
            let ends = merged(&edges, &stretches, &[2, 5], 5);
            prop_assert_eq!(ends.last(), Some(&(stretches.len() - 1)));
            let mut from = 0;
            for end in ends {
                for outcome in 0..3 {
                    let total: i64 = stretches.iter().map(|stretch| stretch[outcome]).sum();
                    let count: i64 = stretches[from..=end].iter().map(|stretch| stretch[outcome]).sum();
                    prop_assert!(is_small(total, 5) || !is_small(count, 5));
                }
                from = end + 1;
            }
        }
    }
}
