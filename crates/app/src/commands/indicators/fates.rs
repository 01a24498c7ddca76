//! What became of starts, as one dimension of a table: outcome by step, with all sums through a day above them.

use domain::Outcome;
use engine::{Group, Wait};

/// The code that holds everyone.
pub const ALL: &str = "every start";
/// Days at which a curve may be told besides the days at which the share is told.
const GRID: [u16; 16] = [0, 3, 7, 14, 21, 30, 42, 61, 91, 122, 152, 183, 274, 365, 547, 730];
const OUTCOMES: [Outcome; 3] = [Outcome::Reached, Outcome::Competing, Outcome::Open];

/// The steps of a curve: each ends on an edge, the last holds what came later.
pub struct Fates {
    /// Last days of the steps.
    pub edges: Vec<u16>,
    /// Days at which the share is told.
    pub told: Vec<u16>,
}

impl Fates {
    /// The days at which the share is told, and as many days between and after as leave no small count in any step of any group.
    pub fn of<'g>(days: &[u32], groups: impl Iterator<Item = &'g Group> + Clone, threshold: u64) -> Fates {
        let told: Vec<u16> = days.iter().map(|day| u16::try_from(*day).unwrap_or(u16::MAX)).collect();
        let mut fates = Fates { edges: told.clone(), told };
        for day in GRID {
            if fates.edges.contains(&day) {
                continue;
            }
            let mut edges = fates.edges.clone();
            edges.push(day);
            edges.sort_unstable();
            let finer = Fates { edges, told: Vec::new() };
            let place = finer.edges.iter().position(|edge| *edge == day).unwrap_or_default();
            let steps = [place, place + 1];
            if groups.clone().all(|group| steps.iter().all(|step| finer.is_large(group, *step, threshold))) {
                fates.edges = finer.edges;
            }
        }
        fates
    }

    /// Whether no outcome of a step is a small count.
    fn is_large(&self, group: &Group, step: usize, threshold: u64) -> bool {
        OUTCOMES.into_iter().all(|outcome| {
            let own = group.waits.iter().filter(|(wait, _)| wait.outcome == outcome && self.step(wait) == step);
            let count: u64 = own.map(|(_, count)| count).sum();
            count == 0 || count >= threshold
        })
    }

    /// The step in which a wait ended. Who was last seen on an edge was seen through it.
    fn step(&self, wait: &Wait) -> usize {
        match wait.outcome {
            Outcome::Open => self.edges.partition_point(|edge| *edge <= wait.days),
            Outcome::Reached | Outcome::Competing | Outcome::Counted => self.edges.partition_point(|edge| *edge < wait.days),
        }
    }

    /// The code of what became of a wait.
    pub fn leaf(&self, wait: &Wait) -> String {
        self.within(wait.outcome, self.step(wait))
    }

    /// The code of an outcome within a step; the one after the last edge is `later`.
    pub fn within(&self, outcome: Outcome, step: usize) -> String {
        match self.edges.get(step) {
            Some(edge) => format!("{} in the step to day {edge}", outcome.word()),
            None => format!("{} later", outcome.word()),
        }
    }

    /// The code of an outcome from the start through an edge.
    pub fn through(&self, outcome: Outcome, place: usize) -> String {
        if place == 0 { self.within(outcome, 0) } else { format!("{} through day {}", outcome.word(), self.edges[place]) }
    }

    /// Code and what holds it: each step under the sum through its last day, that under the next, all under the outcome.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for outcome in OUTCOMES {
            let whole = outcome.word().to_owned();
            let above = |place: usize| if place < self.edges.len() { self.through(outcome, place) } else { whole.clone() };
            pairs.push((whole.clone(), ALL.to_owned()));
            for step in 0..=self.edges.len() {
                pairs.push((self.within(outcome, step), above(step.max(1))));
                if (1..self.edges.len()).contains(&step) {
                    pairs.push((self.through(outcome, step), above(step + 1)));
                }
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use disclosure::crossing::Dimension;

    use super::*;

    fn group(waits: &[(u16, Outcome, u64)]) -> Group {
        let wait =
            |(days, outcome, count): &(u16, Outcome, u64)| (Wait { days: *days, least: *days, most: *days, outcome: *outcome }, *count);
        Group { waits: waits.iter().map(wait).collect(), ..Group::default() }
    }

    #[test]
    fn every_wait_has_a_leaf_and_every_sum_a_code() {
        for days in [vec![7], vec![0, 1, 7], vec![91, 183, 365]] {
            let fates = Fates::of(&days, [].iter(), 5);
            let dimension = Dimension::new("fate", &fates.pairs()).expect("one tree");
            assert!(dimension.is_tree());
            for outcome in OUTCOMES {
                for day in [0, 1, 7, 8, 183, 65_535] {
                    let leaf = fates.leaf(&Wait { days: day, least: day, most: day, outcome });
                    assert!(dimension.place(&leaf).is_some_and(|place| dimension.is_leaf(place)), "{leaf}");
                }
                for place in 0..fates.edges.len() {
                    let sum = dimension.place(&fates.through(outcome, place)).expect("a code");
                    assert_eq!(dimension.leaves(sum).len(), place + 1);
                }
            }
        }
    }

    #[test]
    fn a_curve_has_no_step_with_a_small_count() {
        let one = group(&[(5, Outcome::Reached, 9), (20, Outcome::Reached, 2), (40, Outcome::Reached, 30), (90, Outcome::Open, 6)]);
        let fates = Fates::of(&[91], [one.clone()].iter(), 5);
        assert!(fates.edges.contains(&7) && !fates.edges.contains(&30) && fates.edges.contains(&91), "{:?}", fates.edges);
        assert!((0..=fates.edges.len()).all(|step| fates.is_large(&one, step, 5)));
    }
}
