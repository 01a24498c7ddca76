//! Clusters out of pairs: strongest pairs first, a merger only where the pairs it brings together do not speak against it.

use std::collections::HashMap;

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

/// Odds of the pairs that are given.
struct Given<'a> {
    edges: &'a [Edge],
    /// For each record where its pairs with later records begin.
    from: Vec<u32>,
}

impl<'a> Given<'a> {
    /// Edges are in the order of their records.
    fn new(records: usize, edges: &'a [Edge]) -> Given<'a> {
        let mut from = vec![0u32; records + 1];
        edges.iter().for_each(|edge| from[edge.a as usize + 1] += 1);
        (0..records).for_each(|record| from[record + 1] += from[record]);
        Given { edges, from }
    }

    fn odds(&self, a: u32, b: u32) -> Option<f64> {
        let own = &self.edges[self.from[a as usize] as usize..self.from[a as usize + 1] as usize];
        own.binary_search_by_key(&b, |edge| edge.b).ok().map(|place| own[place].odds)
    }
}

/// Places of pairs, the strongest first and those as strong in the order of their records.
fn strongest_first(edges: &[Edge]) -> Vec<u32> {
    // The bits of a number above zero sort as it does, those below the other way around.
    let falling = |odds: f64| {
        let bits = odds.to_bits();
        if bits >> 63 == 0 { !(bits | 1 << 63) } else { bits }
    };
    let mut sorted: Vec<(u64, u32)> = edges.iter().enumerate().map(|(place, edge)| (falling(edge.odds), place as u32)).collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(_, place)| place).collect()
}

/// Clusters records; `odds` gives the odds of any two of them. Edges are in the order of their records.
pub(crate) fn cluster(records: usize, edges: &[Edge], limits: &Limits<'_>, odds: &dyn Fn(u32, u32) -> f64) -> Clusters {
    let given = Given::new(records, edges);
    let mut forest = Forest::new(records);
    let mut refused = [0; 4];
    let mut mergers = Vec::new();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for place in strongest_first(edges) {
        let edge = &edges[place as usize];
        if limits.threshold.is_some_and(|threshold| probability(edge.odds) < threshold) {
            break;
        }
        let (a, b) = (forest.root(edge.a), forest.root(edge.b));
        if a == b {
            continue;
        }
        forest.members(a, &mut first);
        forest.members(b, &mut second);
        if let Some(why) = limits.against(&first, &second) {
            refused[why] += 1;
            continue;
        }
        let joint = together(&first, &second, edge.odds, limits.prior, |x, y| {
            given.odds(x.min(y), x.max(y)).unwrap_or_else(|| odds(x.min(y), x.max(y)))
        });
        if limits.threshold.is_none() && joint < 0.0 {
            refused[2] += 1;
            continue;
        }
        let pairs = limits.pairs(&first, &second);
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

/// Union–find that remembers members, those of a cluster linked in a ring.
struct Forest {
    parents: Vec<u32>,
    sizes: Vec<u32>,
    next: Vec<u32>,
}

impl Forest {
    fn new(records: usize) -> Forest {
        Forest { parents: (0..records as u32).collect(), sizes: vec![1; records], next: (0..records as u32).collect() }
    }

    fn root(&mut self, record: u32) -> u32 {
        let mut root = record;
        while self.parents[root as usize] != root {
            let above = self.parents[root as usize];
            self.parents[root as usize] = self.parents[above as usize];
            root = above;
        }
        root
    }

    /// Puts the members of a root's cluster in a list, the root first.
    fn members(&self, root: u32, into: &mut Vec<u32>) {
        into.clear();
        into.push(root);
        let mut member = self.next[root as usize];
        while member != root {
            into.push(member);
            member = self.next[member as usize];
        }
    }

    /// Joins two roots; the larger keeps its place.
    fn join(&mut self, a: u32, b: u32) {
        let (into, from) = if self.sizes[a as usize] >= self.sizes[b as usize] { (a, b) } else { (b, a) };
        self.sizes[into as usize] += self.sizes[from as usize];
        self.next.swap(into as usize, from as usize);
        self.parents[from as usize] = into;
    }

    fn numbered(mut self) -> Vec<u32> {
        let mut numbers = vec![u32::MAX; self.parents.len()];
        let mut count = 0;
        (0..self.parents.len() as u32)
            .map(|record| {
                let number = &mut numbers[self.root(record) as usize];
                if *number == u32::MAX {
                    *number = count;
                    count += 1;
                }
                *number
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
