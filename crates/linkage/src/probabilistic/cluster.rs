//! Clusters out of pairs: strongest pairs first, a merger only where the pairs it brings together do not speak against it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::pairs::Turned;
use super::score::probability;

/// A pair and the natural logarithm of its odds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) odds: f64,
}

/// What clusters must keep to.
pub(crate) struct Limits<'a> {
    /// Known pseudonym of each record, 0 where unknown; empty where there are none.
    pub(crate) pseudonyms: &'a [u32],
    /// Source of each record.
    pub(crate) sources: &'a [u32],
    /// For records that a reviewer kept apart from others, those others.
    pub(crate) apart: &'a HashMap<u32, Vec<u32>>,
    /// Whether a cluster holds one record of each source at most.
    pub(crate) one_per_source: bool,
    /// Whether only pairs of different sources are asked for.
    pub(crate) across: bool,
    /// Least probability of a pair to merge; chosen where there is none.
    pub(crate) threshold: Option<f64>,
    /// Logarithm of the odds of a pair of which nothing is known.
    pub(crate) prior: f64,
    /// Estimated number of pairs of one person.
    pub(crate) true_pairs: f64,
}

/// The clusters and what is expected of them.
pub(crate) struct Clusters {
    /// For each record its cluster, numbered in the order of their first records.
    pub(crate) of_record: Vec<u32>,
    pub(crate) threshold: f64,
    pub(crate) expected_precision: f64,
    pub(crate) expected_recall: f64,
    /// Mergers refused: for different pseudonyms, for two records of one source, for what other pairs said, for a label.
    pub(crate) refused: [u64; 4],
}

/// Weight of a pair that speaks against a merger, beside the pair that asks for it.
const AGAINST: f64 = 0.5;
/// Pairs looked at for one merger.
const LOOKED_AT_MAX: usize = 400;

/// Odds of pairs, by [`pair_key`].
pub(crate) type Known = HashMap<u64, f64, BuildHasherDefault<Turned>>;

/// A pair as one number, the first record before the second.
pub(crate) fn pair_key(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

struct Merger {
    a: u32,
    b: u32,
    pairs: f64,
    expected: f64,
    odds: f64,
}

/// Clusters records; `odds` gives the odds of any two of them. Edges are in the order of their records.
pub(crate) fn cluster(records: usize, edges: &[Edge], limits: &Limits<'_>, odds: &dyn Fn(u32, u32) -> f64) -> Clusters {
    let known: Known = edges.iter().map(|edge| (pair_key(edge.a, edge.b), edge.odds)).collect();
    let mut sorted: Vec<&Edge> = edges.iter().collect();
    sorted.sort_by(|x, y| y.odds.total_cmp(&x.odds).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut forest = Forest::new(records);
    let mut refused = [0; 4];
    let mut mergers = Vec::new();
    for edge in sorted {
        if limits.threshold.is_some_and(|threshold| probability(edge.odds) < threshold) {
            break;
        }
        let (a, b) = (forest.root(edge.a), forest.root(edge.b));
        if a == b {
            continue;
        }
        let why = limits.against(&forest.members[a as usize], &forest.members[b as usize]);
        if let Some(why) = why {
            refused[why] += 1;
            continue;
        }
        let joint = together(&forest.members[a as usize], &forest.members[b as usize], edge.odds, limits.prior, |x, y| {
            known.get(&pair_key(x.min(y), x.max(y))).copied().unwrap_or_else(|| odds(x.min(y), x.max(y)))
        });
        if limits.threshold.is_none() && joint < 0.0 {
            refused[2] += 1;
            continue;
        }
        let pairs = limits.pairs(&forest.members[a as usize], &forest.members[b as usize]);
        mergers.push(Merger { a: edge.a, b: edge.b, pairs, expected: pairs * probability(joint), odds: edge.odds });
        forest.join(a, b);
    }
    finish(records, &mergers, limits, refused)
}

/// The odds that two clusters are one person: of the pair that asks, less what the other pairs say against it.
pub(crate) fn together(first: &[u32], second: &[u32], asked: f64, prior: f64, mut odds: impl FnMut(u32, u32) -> f64) -> f64 {
    if first.len() == 1 && second.len() == 1 {
        return asked;
    }
    let mut joint = asked;
    let mut looked = 0;
    for x in first {
        for y in second {
            looked += 1;
            if looked > LOOKED_AT_MAX {
                return joint;
            }
            let evidence = odds(*x, *y) - prior;
            joint += AGAINST * evidence.clamp(-12.0, 0.0);
        }
    }
    joint
}

/// The prefix of mergers with the best expected F1, and its clusters.
fn finish(records: usize, mergers: &[Merger], limits: &Limits<'_>, refused: [u64; 4]) -> Clusters {
    let (mut pairs, mut expected) = (0.0, 0.0);
    let mut best = (0.0, 0, 1.0, 0.0);
    for (place, merger) in mergers.iter().enumerate() {
        pairs += merger.pairs;
        expected += merger.expected;
        let f1 = 2.0 * expected / (pairs + limits.true_pairs.max(expected));
        if f1 >= best.0 || limits.threshold.is_some() {
            best = (f1, place + 1, expected / pairs, (expected / limits.true_pairs.max(expected)).min(1.0));
        }
    }
    let mut forest = Forest::new(records);
    for merger in &mergers[..best.1] {
        let (a, b) = (forest.root(merger.a), forest.root(merger.b));
        forest.join(a, b);
    }
    let last = mergers[..best.1].iter().map(|merger| probability(merger.odds)).fold(1.0, f64::min);
    Clusters {
        of_record: forest.numbered(),
        threshold: limits.threshold.unwrap_or(last),
        expected_precision: best.2,
        expected_recall: best.3,
        refused,
    }
}

impl Limits<'_> {
    /// Why two clusters may not merge: 0 pseudonyms, 1 sources, 3 a label.
    pub(crate) fn against(&self, first: &[u32], second: &[u32]) -> Option<usize> {
        let known =
            |members: &[u32]| members.iter().find_map(|record| self.pseudonyms.get(*record as usize).copied().filter(|code| *code != 0));
        if let (Some(a), Some(b)) = (known(first), known(second))
            && a != b
        {
            return Some(0);
        }
        let source = |record: &u32| self.sources[*record as usize];
        let shared = |record: &u32| second.iter().any(|other| source(other) == source(record));
        if self.one_per_source && first.iter().any(shared) {
            return Some(1);
        }
        let kept_apart = |record: &u32| self.apart.get(record).is_some_and(|others| others.iter().any(|other| second.contains(other)));
        (!self.apart.is_empty() && first.iter().any(kept_apart)).then_some(3)
    }

    /// Pairs that a merger makes and that were asked for.
    fn pairs(&self, first: &[u32], second: &[u32]) -> f64 {
        if !self.across {
            return (first.len() * second.len()) as f64;
        }
        let source = |record: &u32| self.sources[*record as usize];
        first.iter().map(|record| second.iter().filter(|other| source(other) != source(record)).count() as f64).sum()
    }
}

/// Union–find that remembers members.
pub(crate) struct Forest {
    parents: Vec<u32>,
    pub(crate) members: Vec<Vec<u32>>,
}

impl Forest {
    pub(crate) fn new(records: usize) -> Forest {
        Forest { parents: (0..records as u32).collect(), members: (0..records as u32).map(|record| vec![record]).collect() }
    }

    pub(crate) fn root(&mut self, record: u32) -> u32 {
        let mut root = record;
        while self.parents[root as usize] != root {
            let above = self.parents[root as usize];
            self.parents[root as usize] = self.parents[above as usize];
            root = above;
        }
        root
    }

    /// Joins two roots; the larger keeps its place.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (into, from) = if self.members[a as usize].len() >= self.members[b as usize].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.members[from as usize]);
        self.members[into as usize].extend(moved);
        self.parents[from as usize] = into;
    }

    fn numbered(mut self) -> Vec<u32> {
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        (0..self.parents.len() as u32)
            .map(|record| {
                let root = self.root(record);
                let next = numbers.len() as u32;
                *numbers.entry(root).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: f64 = -20.0;

    fn edge(a: u32, b: u32, odds: f64) -> Edge {
        Edge { a, b, odds }
    }

    /// Clusters records with these pairs; any other pair speaks strongly against being one person.
    fn check(records: usize, edges: &[Edge], apart: &[(u32, u32)], change: impl FnOnce(&mut Limits<'_>)) -> Clusters {
        let sources: Vec<u32> = (0..records as u32).map(|record| record % 2).collect();
        let mut kept_apart: HashMap<u32, Vec<u32>> = HashMap::new();
        for (a, b) in apart {
            kept_apart.entry(*a).or_default().push(*b);
            kept_apart.entry(*b).or_default().push(*a);
        }
        let mut limits = Limits {
            pseudonyms: &[],
            sources: &sources,
            apart: &kept_apart,
            one_per_source: false,
            across: false,
            threshold: None,
            prior: -8.0,
            true_pairs: edges.len() as f64,
        };
        change(&mut limits);
        cluster(records, edges, &limits, &|_, _| FAR)
    }

    #[test]
    fn a_chain_is_cut_at_its_weakest_pair() {
        let found = check(4, &[edge(0, 1, 9.0), edge(1, 2, 3.0), edge(2, 3, 8.0)], &[], |_| ());
        assert_eq!(found.of_record, [0, 0, 1, 1]);
        assert_eq!(found.refused, [0, 0, 1, 0]);
    }

    #[test]
    fn what_all_pairs_support_is_one_cluster() {
        let found = check(3, &[edge(0, 1, 9.0), edge(1, 2, 3.0), edge(0, 2, 2.0)], &[], |_| ());
        assert_eq!(found.of_record, [0, 0, 0]);
    }

    #[test]
    fn different_pseudonyms_are_not_joined_through_a_record_without_one() {
        let found = check(3, &[edge(0, 1, 9.0), edge(1, 2, 8.0), edge(0, 2, 5.0)], &[], |limits| limits.pseudonyms = &[7, 0, 8]);
        assert_eq!(found.of_record, [0, 0, 1]);
        assert_eq!(found.refused, [2, 0, 0, 0]);
    }

    #[test]
    fn where_declared_a_cluster_holds_one_record_of_each_source() {
        // Records 0 and 2 are of one source, 1 and 3 of the other.
        let edges = [edge(0, 1, 9.0), edge(0, 3, 8.0), edge(1, 2, 7.0), edge(2, 3, 6.0)];
        let found = check(4, &edges, &[], |limits| limits.one_per_source = true);
        assert_eq!(found.of_record, [0, 0, 1, 1]);
        assert_eq!(found.refused, [0, 2, 0, 0]);
    }

    #[test]
    fn what_a_reviewer_kept_apart_is_not_joined_through_another() {
        let found = check(3, &[edge(0, 2, 9.0), edge(1, 2, 8.0)], &[(0, 1)], |_| ());
        assert_eq!(found.of_record, [0, 1, 0]);
        assert_eq!(found.refused, [0, 0, 0, 1]);
    }
}
