//! Clusterings that could as well be true: every merger drawn by its probability, and the probabilities themselves drawn
//! by how surely they are known.
//!
//! Records that no pair joins are left as they are. The others fall apart in components, each drawn on its own: strongest
//! pairs first, a merger by the chance that the pairs between both clusters give it, and what was declined once stays apart.
//! Chance comes from the seed, the number of the draw and both records, so order and threads change nothing.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rayon::prelude::*;

use super::calibrate::Tilt;
use super::cluster::{Edge, Limits, pair_key, together};
use super::edges::SURE;
use super::link::{Ties, Wishes};
use super::pairs::{Memory, Turned};
use super::quality::{Groups, Sums};
use super::score::probability;
use super::table::{Chance, turned};

/// Records handed to a thread at once.
const CHUNK_RECORDS: usize = 1 << 12;
/// Of what blocking missed, the share by which the estimate may be off beyond counting errors.
const MISSED_UNSURE: f64 = 0.1;

/// What is drawn from.
pub(crate) struct Imputing<'a> {
    pub(crate) edges: &'a [Edge],
    pub(crate) limits: &'a Limits<'a>,
    pub(crate) ties: &'a Ties<'a>,
    pub(crate) clusters: &'a [u32],
    pub(crate) groups: &'a Groups,
}

/// What was drawn.
pub(crate) struct Imputation {
    /// For each draw, the sums of each group, and the share of true pairs that the rules make.
    pub(crate) draws: Vec<(Vec<Sums>, f64)>,
    /// For each draw the cluster of each record, where asked for.
    pub(crate) kept: Vec<Vec<u32>>,
}

/// One draw: its probabilities and where its chance begins.
struct Draw {
    tilt: Tilt,
    seed: u64,
    caught: f64,
}

impl Draw {
    /// The odds of a pair in this draw.
    fn asked(&self, edge: &Edge, stated: &Tilt) -> f64 {
        if edge.odds >= SURE { edge.odds } else { stated.moved(edge.odds, &self.tilt) }
    }

    /// Uniform in [0, 1), its own for each pair.
    fn luck(&self, edge: &Edge) -> f64 {
        (turned(self.seed ^ turned(pair_key(edge.a, edge.b))) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Records that pairs join, with those pairs, strongest first.
struct Component {
    members: Vec<u32>,
    edges: Vec<Edge>,
    /// For each pair the places of both records among the members.
    places: Vec<[u32; 2]>,
}

/// Odds of pairs, by [`pair_key`].
type Known = HashMap<u64, f64, BuildHasherDefault<Turned>>;

/// What one thread needs again and again.
struct Bench {
    memory: Memory,
    /// Odds of the pairs of a component, also of those no rule made.
    known: Known,
    parents: Vec<u32>,
    members: Vec<Vec<u32>>,
    declined: Vec<Vec<u32>>,
    sizes: Vec<(u32, u32, u32)>,
    of_truth: Vec<u32>,
}

/// Sums of a chunk by draw and group; for each draw the clusters' first records, where asked for.
struct Part {
    sums: Vec<Vec<Sums>>,
    roots: Vec<Vec<u32>>,
}

/// Draws clusterings; `caught` is the share of true pairs that the rules make, and its standard error.
pub(crate) fn impute(imputing: &Imputing<'_>, wishes: &Wishes, caught: [f64; 2]) -> Imputation {
    let draws: Vec<Draw> = (0..wishes.imputations).map(|number| draw(number, imputing.ties.tilt, wishes.seed, caught)).collect();
    if draws.is_empty() {
        return Imputation { draws: Vec::new(), kept: Vec::new() };
    }
    let components = components(imputing.clusters.len(), imputing.edges);
    let chunks = chunks(&components);
    let parts: Vec<Part> = chunks
        .par_iter()
        .map_init(Bench::new, |bench, chunk| imputing.chunk(&components[chunk.clone()], &draws, wishes.keep_imputed, bench))
        .collect();
    let mut sums = vec![vec![Sums::default(); imputing.groups.len()]; draws.len()];
    for (draw, own) in parts.iter().flat_map(|part| part.sums.iter().enumerate()) {
        sums[draw].iter_mut().zip(own).for_each(|(sum, own)| sum.add(own));
    }
    let kept = if wishes.keep_imputed { scattered(imputing.clusters.len(), draws.len(), &components, &chunks, &parts) } else { Vec::new() };
    Imputation { draws: sums.into_iter().zip(&draws).map(|(sums, draw)| (sums, draw.caught)).collect(), kept }
}

fn draw(number: usize, tilt: &Tilt, seed: u64, [caught, error]: [f64; 2]) -> Draw {
    let seed = turned(seed ^ turned(number as u64 + 1));
    let mut chance = Chance(seed);
    let (first, second) = normal(&mut chance);
    let (third, _) = normal(&mut chance);
    let error = error.hypot(MISSED_UNSURE * (1.0 - caught));
    Draw { tilt: tilt.drawn((first, second)), seed, caught: (caught + error * third).clamp(0.01, 1.0) }
}

/// Two standard normal draws (Box and Muller 1958).
fn normal(chance: &mut Chance) -> (f64, f64) {
    let radius = (-2.0 * (1.0 - chance.share()).ln()).sqrt();
    let turn = std::f64::consts::TAU * chance.share();
    (radius * turn.cos(), radius * turn.sin())
}

fn components(records: usize, edges: &[Edge]) -> Vec<Component> {
    let mut parents: Vec<u32> = (0..records as u32).collect();
    for edge in edges {
        let (a, b) = (root(&mut parents, edge.a), root(&mut parents, edge.b));
        parents[a.max(b) as usize] = a.min(b);
    }
    let mut sorted: Vec<(u32, Edge)> = edges.iter().map(|edge| (root(&mut parents, edge.a), *edge)).collect();
    sorted.sort_unstable_by(|(x, a), (y, b)| x.cmp(y).then(b.odds.total_cmp(&a.odds)).then((a.a, a.b).cmp(&(b.a, b.b))));
    let component = |own: &[(u32, Edge)]| {
        let mut members: Vec<u32> = own.iter().flat_map(|(_, edge)| [edge.a, edge.b]).collect();
        members.sort_unstable();
        members.dedup();
        let place = |record: u32| members.binary_search(&record).unwrap_or(0) as u32;
        let places = own.iter().map(|(_, edge)| [place(edge.a), place(edge.b)]).collect();
        Component { edges: own.iter().map(|(_, edge)| *edge).collect(), places, members }
    };
    sorted.chunk_by(|x, y| x.0 == y.0).map(component).collect()
}

fn root(parents: &mut [u32], record: u32) -> u32 {
    let mut root = record;
    while parents[root as usize] != root {
        parents[root as usize] = parents[parents[root as usize] as usize];
        root = parents[root as usize];
    }
    root
}

fn chunks(components: &[Component]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut records) = (0, 0);
    for (place, component) in components.iter().enumerate() {
        records += component.members.len();
        if records >= CHUNK_RECORDS || place + 1 == components.len() {
            found.push(from..place + 1);
            (from, records) = (place + 1, 0);
        }
    }
    found
}

/// Every draw's clusters over all records, numbered in the order of their first records.
fn scattered(records: usize, draws: usize, components: &[Component], chunks: &[std::ops::Range<usize>], parts: &[Part]) -> Vec<Vec<u32>> {
    let clustering = |draw: usize| {
        let mut first: Vec<u32> = (0..records as u32).collect();
        for (chunk, part) in chunks.iter().zip(parts) {
            let members = components[chunk.clone()].iter().flat_map(|component| &component.members);
            members.zip(&part.roots[draw]).for_each(|(record, root)| first[*record as usize] = *root);
        }
        let mut number = vec![u32::MAX; records];
        let mut next = 0;
        for record in 0..records {
            let slot = &mut number[first[record] as usize];
            if *slot == u32::MAX {
                *slot = next;
                next += 1;
            }
            first[record] = *slot;
        }
        first
    };
    (0..draws).into_par_iter().map(clustering).collect()
}

impl Bench {
    fn new() -> Bench {
        Bench {
            memory: Memory::new(),
            known: Known::default(),
            parents: Vec::new(),
            members: Vec::new(),
            declined: Vec::new(),
            sizes: Vec::new(),
            of_truth: Vec::new(),
        }
    }

    /// Forgets the pairs of the component before; what one large component needed is given back.
    fn forget(&mut self) {
        if self.known.capacity() > 1 << 8 {
            self.known = Known::default();
        }
        self.known.clear();
    }

    fn reset(&mut self, members: &[u32]) {
        self.parents.clear();
        self.parents.extend(0..members.len() as u32);
        while self.members.len() < members.len() {
            self.members.push(Vec::new());
            self.declined.push(Vec::new());
        }
        for (place, record) in members.iter().enumerate() {
            self.members[place].clear();
            self.members[place].push(*record);
            self.declined[place].clear();
        }
    }

    fn was_declined(&mut self, a: u32, b: u32) -> bool {
        (0..self.declined[a as usize].len()).any(|place| root(&mut self.parents, self.declined[a as usize][place]) == b)
    }

    fn join(&mut self, a: u32, b: u32) {
        let (into, from) = if self.members[a as usize].len() >= self.members[b as usize].len() { (a, b) } else { (b, a) };
        let (moved, apart) = (std::mem::take(&mut self.members[from as usize]), std::mem::take(&mut self.declined[from as usize]));
        self.members[into as usize].extend(moved);
        self.declined[into as usize].extend(apart);
        self.parents[from as usize] = into;
    }
}

impl Imputing<'_> {
    fn chunk(&self, components: &[Component], draws: &[Draw], keep: bool, bench: &mut Bench) -> Part {
        let mut part = Part { sums: vec![vec![Sums::default(); self.groups.len()]; draws.len()], roots: vec![Vec::new(); draws.len()] };
        for component in components {
            if let [edge] = component.edges.as_slice() {
                self.two(edge, draws, keep, &mut part);
                continue;
            }
            bench.forget();
            bench.known.extend(component.edges.iter().map(|edge| (pair_key(edge.a, edge.b), edge.odds)));
            for (number, draw) in draws.iter().enumerate() {
                self.truth(component, draw, bench);
                self.compare(component, bench, &mut part.sums[number]);
                if keep {
                    let first = |place: u32| component.members[place as usize];
                    part.roots[number].extend(bench.of_truth.iter().map(|place| first(*place)));
                }
            }
        }
        part
    }

    /// What most components are: two records, one person or two.
    fn two(&self, edge: &Edge, draws: &[Draw], keep: bool, part: &mut Part) {
        let may = self.limits.against(&[edge.a], &[edge.b]).is_none();
        let made = if self.clusters[edge.a as usize] == self.clusters[edge.b as usize] { 2 } else { 1 };
        for (number, draw) in draws.iter().enumerate() {
            let joined = may && draw.luck(edge) < probability(draw.asked(edge, self.ties.tilt));
            let own = if joined { [made, 2, made] } else { [made, 1, 1] };
            for record in [edge.a, edge.b] {
                self.groups.of(record, |group| part.sums[number][group].count(own));
            }
            if keep {
                part.roots[number].extend([edge.a, if joined { edge.a } else { edge.b }]);
            }
        }
    }

    /// One clustering of a component that could be true: for each member the place of one that stands for its cluster.
    fn truth(&self, component: &Component, draw: &Draw, bench: &mut Bench) {
        bench.reset(&component.members);
        for (edge, places) in component.edges.iter().zip(&component.places) {
            let [a, b] = places.map(|place| root(&mut bench.parents, place));
            if a == b || bench.was_declined(a, b) || bench.was_declined(b, a) {
                continue;
            }
            let Bench { memory, known, members, .. } = bench;
            let (first, second) = (&members[a as usize], &members[b as usize]);
            if self.limits.against(first, second).is_some() {
                continue;
            }
            let asked = draw.asked(edge, self.ties.tilt);
            let joint = together(first, second, asked, self.limits.prior, |x, y| {
                let (x, y) = (x.min(y), x.max(y));
                *known.entry(pair_key(x, y)).or_insert_with(|| self.ties.odds(x, y, memory))
            });
            if draw.luck(edge) < probability(joint) {
                bench.join(a, b);
            } else {
                bench.declined[a as usize].push(b);
            }
        }
        bench.of_truth.clear();
        for place in 0..component.members.len() as u32 {
            let own = root(&mut bench.parents, place);
            bench.of_truth.push(own);
        }
    }

    /// Adds what the clusters hold in common with a clustering that could be true.
    fn compare(&self, component: &Component, bench: &mut Bench, sums: &mut [Sums]) {
        let Bench { sizes, of_truth, members, .. } = bench;
        sizes.clear();
        let made = |record: &u32| self.clusters[*record as usize];
        sizes.extend(component.members.iter().zip(of_truth.iter()).map(|(record, truth)| (made(record), *truth, *record)));
        sizes.sort_unstable();
        for cluster in sizes.chunk_by(|x, y| x.0 == y.0) {
            for both in cluster.chunk_by(|x, y| x.1 == y.1) {
                let own = [cluster.len() as u64, members[both[0].1 as usize].len() as u64, both.len() as u64];
                for (_, _, record) in both {
                    self.groups.of(*record, |group| sums[group].count(own));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_hold_what_pairs_join_and_nothing_else() {
        let edge = |a, b, odds| Edge { a, b, odds };
        let found = components(8, &[edge(0, 3, 1.0), edge(1, 2, 2.0), edge(3, 5, 4.0)]);
        let members: Vec<Vec<u32>> = found.iter().map(|component| component.members.clone()).collect();
        assert_eq!(members, [vec![0, 3, 5], vec![1, 2]]);
        assert_eq!(found[0].edges[0].odds, 4.0, "strongest first");
    }

    #[test]
    fn draws_are_standard_normal() {
        let mut chance = Chance(9);
        let drawn: Vec<f64> = (0..20_000).flat_map(|_| <[f64; 2]>::from(normal(&mut chance))).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let variance = drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }
}
