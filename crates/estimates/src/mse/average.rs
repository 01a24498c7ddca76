//! Bayesian averaging over decomposable graphs (Madigan & York 1997): closed form, no model is chosen.

mod needles;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

use self::needles::Fit;
use super::graphs::{Graph, edges, every_graph, neighbours};
use super::overlap::Overlap;
use super::posterior::{Limits, Posterior};

/// Lists of which every decomposable graph is averaged over; beyond, those a search finds.
const EVERY_GRAPH: usize = 6;
/// Graphs a search looks at, at most.
const MOST_GRAPHS: usize = 4000;
/// A graph whose log weight lies further below the best is not searched from (Occam's window; Madigan & Raftery 1994).
const WINDOW: f64 = 7.0;
/// Numbers of hidden people a finer grid holds at most.
const FINEST: usize = 200_000;
/// Numbers of a grid that are looked at together.
const TILE: usize = 256;
/// What lies this far below the highest log weight counts for nothing.
const NOTHING: f64 = 40.0;
/// Steps of a grid that the interval must span; with fewer the grid is made finer.
const STEPS: f64 = 20.0;

/// What the average gave.
pub(super) struct Averaged {
    pub(super) limits: Limits,
    pub(super) posterior: Posterior,
    /// The graph with the largest weight.
    pub(super) best: Graph,
    /// Its share of the weight.
    pub(super) share: f64,
    /// Graphs averaged over, and whether they are all there are.
    pub(super) tried: Vec<Graph>,
    pub(super) is_all: bool,
}

/// How far and how finely hidden numbers are tried.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Grid {
    /// The largest hidden number, as a multiple of those observed.
    pub reach: f64,
    /// How many numbers are tried from 1 to the largest, evenly spaced.
    pub points: usize,
}

impl Default for Grid {
    /// Thirty times those observed, a thousand numbers.
    fn default() -> Grid {
        Grid { reach: 30.0, points: 1000 }
    }
}

impl Grid {
    fn values(self, observed: f64) -> Vec<f64> {
        let last = (self.reach * observed).round().max(1.0);
        let points = (self.points as f64).min(last).max(2.0);
        let mut values: Vec<f64> = (0..points as usize).map(|at| (1.0 + (last - 1.0) * at as f64 / (points - 1.0)).round()).collect();
        values.dedup();
        values
    }
}

/// What is thought of a table before it is seen.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Prior {
    /// How many people each of the 2ᵖ histories of p lists counts for beforehand: δ of dga. `None` for 2⁻ᵖ, one person in all.
    pub history: Option<f64>,
    /// Of the whole population.
    pub population: PopulationPrior,
}

/// The prior of the whole population N.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum PopulationPrior {
    /// Proportional to 1/N.
    #[default]
    Reciprocal,
    /// A Poisson number whose mean is gamma with this shape and scale; its mean is their product (Madigan & York 1997).
    PoissonGamma {
        /// Shape of the gamma law.
        shape: f64,
        /// Its scale.
        scale: f64,
    },
}

impl Prior {
    fn of_history(self, lists: usize) -> f64 {
        self.history.unwrap_or(0.5f64.powi(lists as i32))
    }

    /// Log of the prior of a population, but for a constant.
    fn log(self, population: f64) -> f64 {
        match self.population {
            PopulationPrior::Reciprocal => -population.ln(),
            PopulationPrior::PoissonGamma { shape, scale } => {
                ln_gamma(population + shape) - ln_gamma(population + 1.0) - population * (1.0 / scale).ln_1p()
            }
        }
    }
}

/// Averages over the graphs. Every graph is as likely as another, and the chances of histories are hyper-Dirichlet.
///
/// A grid that is too coarse for the interval it gives is made finer, to every whole number when they are not too many; where a
/// graph's peak falls between its numbers, as with millions of people, numbers are added around it.
pub(super) fn average(overlap: &Overlap, grid: Grid, prior: Prior, level: f64) -> Averaged {
    let observed = overlap.observed() as f64;
    let values = grid.values(observed);
    let step = values.get(1).map_or(0.0, |second| second - values[0]);
    let averaged = on_grid(overlap, &values, prior, level);
    if step <= 1.0 {
        return averaged;
    }
    let fit = needles::fit(overlap, prior, &averaged.tried, &values);
    if let Fit::Missed(added) = fit {
        return on_grid(overlap, &added, prior, level);
    }
    if matches!(fit, Fit::Coarse) || step * STEPS > averaged.limits.upper - averaged.limits.lower {
        return on_grid(overlap, &Grid { points: FINEST, ..grid }.values(observed), prior, level);
    }
    averaged
}

fn on_grid(overlap: &Overlap, hidden: &[f64], prior: Prior, level: f64) -> Averaged {
    let lists = overlap.lists().len();
    let tables = Tables::new(overlap, hidden, prior);
    let is_all = lists <= EVERY_GRAPH;
    let graphs = if is_all { every_graph(lists) } else { search(&tables, lists) };
    let lowest = tables.about_highest(&graphs) - NOTHING;
    let tiles: Vec<Tile> = tiles(hidden.len()).into_par_iter().map(|part| tables.weigh(&graphs, part, lowest)).collect();
    let top = tiles.iter().map(|tile| tile.top).fold(f64::NEG_INFINITY, f64::max);
    let mut weights = Vec::with_capacity(hidden.len());
    let mut by_graph = vec![0.0; graphs.len()];
    for tile in &tiles {
        let scale = (tile.top - top).exp();
        weights.extend(tile.weights.iter().map(|weight| weight * scale));
        by_graph.iter_mut().zip(&tile.by_graph).for_each(|(sum, weight)| *sum += weight * scale);
    }
    let population: Vec<f64> = hidden.iter().map(|hidden| tables.observed + hidden).collect();
    let total: f64 = weights.iter().sum();
    let mean = population.iter().zip(&weights).map(|(value, weight)| value * weight).sum::<f64>() / total;
    let (first, last) = (hidden[0], hidden[hidden.len() - 1]);
    let is_at_end = |hidden: f64| hidden > last - (last - first) / 20.0;
    let end = hidden.iter().zip(&weights).filter(|(hidden, _)| is_at_end(**hidden)).map(|(_, weight)| weight).sum::<f64>() / total;
    let best = (0..graphs.len()).max_by(|one, other| by_graph[*one].total_cmp(&by_graph[*other])).unwrap_or(0);
    Averaged {
        limits: Limits::of_weights(&population, &weights, level),
        posterior: Posterior { mean, mass_at_end: Some(end), chains: Vec::new(), r_hat: None },
        share: by_graph[best] / total,
        best: graphs[best].clone(),
        tried: graphs,
        is_all,
    }
}

/// Parts of the grid, the same with any number of threads.
fn tiles(points: usize) -> Vec<Range<usize>> {
    (0..points).step_by(TILE).map(|start| start..(start + TILE).min(points)).collect()
}

/// What the graphs say on a part of the grid, relative to the highest weight on it.
struct Tile {
    /// The log of that weight; minus infinity where all weigh nothing beside another part.
    top: f64,
    /// By number of the grid, over graphs.
    weights: Vec<f64>,
    /// By graph, over numbers; empty where all weigh nothing.
    by_graph: Vec<f64>,
}

/// The marginal likelihood of the table of every set of lists, at every hidden number.
struct Tables {
    observed: f64,
    /// By set of lists, then by hidden number.
    likelihood: Vec<Vec<f64>>,
    /// log N!/hidden!, the prior, and the width of numbers a tried one stands for, by hidden number.
    common: Vec<f64>,
}

impl Tables {
    fn new(overlap: &Overlap, hidden: &[f64], prior: Prior) -> Tables {
        let marginals = Marginals::new(overlap, prior);
        let observed = marginals.observed;
        let whole: Vec<f64> = hidden.iter().map(|hidden| marginals.whole(*hidden)).collect();
        let table = |set: usize| hidden.iter().zip(&whole).map(|(hidden, whole)| marginals.of(set, *hidden) - whole).collect();
        let likelihood = (0..marginals.sets.len()).into_par_iter().map(|set| if set == 0 { Vec::new() } else { table(set) }).collect();
        let widths = widths(hidden);
        let common = hidden.iter().zip(&widths).map(|(hidden, width)| marginals.common(*hidden) + width.ln()).collect();
        Tables { observed, likelihood, common }
    }

    /// Log weights of a graph on a part of the grid.
    fn log_weights(&self, graph: &Graph, part: Range<usize>, into: &mut [f64]) {
        into.copy_from_slice(&self.common[part.clone()]);
        for (set, times) in &graph.tables {
            let table = &self.likelihood[*set as usize][part.clone()];
            into.iter_mut().zip(table).for_each(|(sum, value)| *sum += times * value);
        }
    }

    /// The highest log weight of any graph at a number of every tile: the highest of all is no lower.
    fn about_highest(&self, graphs: &[Graph]) -> f64 {
        let at = |number: usize, graph: &Graph| {
            let own = graph.tables.iter().map(|(set, times)| times * self.likelihood[*set as usize][number]);
            self.common[number] + own.sum::<f64>()
        };
        let highest = |number: usize| graphs.iter().map(|graph| at(number, graph)).fold(f64::NEG_INFINITY, f64::max);
        (0..self.common.len()).into_par_iter().step_by(TILE).map(highest).reduce(|| f64::NEG_INFINITY, f64::max)
    }

    /// What the graphs say on a part of the grid; nothing where none weighs more than the lowest log weight that matters.
    fn weigh(&self, graphs: &[Graph], part: Range<usize>, lowest: f64) -> Tile {
        let size = part.len();
        let mut logs = vec![0.0; graphs.len() * size];
        let rows = graphs.iter().zip(logs.chunks_exact_mut(size));
        rows.for_each(|(graph, row)| self.log_weights(graph, part.clone(), row));
        let highest = |row: &[f64]| row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let tops: Vec<f64> = logs.chunks_exact(size).map(highest).collect();
        let top = highest(&tops);
        let mut weights = vec![0.0; size];
        if top < lowest {
            return Tile { top: f64::NEG_INFINITY, weights, by_graph: Vec::new() };
        }
        let floor = (top - NOTHING).max(lowest);
        let of_graph = |(row, own): (&[f64], &f64)| {
            if *own < floor {
                return 0.0;
            }
            let mut sum = 0.0;
            for (weight, log) in weights.iter_mut().zip(row).filter(|(_, log)| **log > floor) {
                let own = (log - top).exp();
                *weight += own;
                sum += own;
            }
            sum
        };
        let by_graph = logs.chunks_exact(size).zip(&tops).map(of_graph).collect();
        Tile { top, weights, by_graph }
    }

    /// Log of a graph's weight over the whole grid.
    fn log_weight(&self, graph: &Graph) -> f64 {
        let mut own = vec![0.0; self.common.len()];
        self.log_weights(graph, 0..self.common.len(), &mut own);
        let top = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        top + own.iter().map(|log| (log - top).exp()).sum::<f64>().ln()
    }
}

/// How many numbers each tried one stands for; 1 for each where they are evenly spaced, for then it makes no difference.
fn widths(hidden: &[f64]) -> Vec<f64> {
    let steps = || hidden.windows(2).map(|pair| pair[1] - pair[0]);
    let (least, most) = steps().fold((f64::INFINITY, 0.0f64), |(least, most), step| (least.min(step), most.max(step)));
    if most <= least + 1.0 {
        return vec![1.0; hidden.len()];
    }
    let last = hidden.len() - 1;
    (0..hidden.len()).map(|at| (hidden[(at + 1).min(last)] - hidden[at.saturating_sub(1)]) / 2.0).collect()
}

/// What the table of every set of lists says of a hidden number, in closed form.
struct Marginals {
    observed: f64,
    prior: Prior,
    /// People all histories count for beforehand.
    total: f64,
    /// By set of lists: what does not change with the hidden number, and who was seen on none of them plus the prior of that history.
    sets: Vec<(f64, f64)>,
}

impl Marginals {
    fn new(overlap: &Overlap, prior: Prior) -> Marginals {
        let lists = overlap.lists().len();
        let total = prior.of_history(lists) * 2f64.powi(lists as i32);
        let set = |set: u32| {
            let cell = total * 0.5f64.powi(set.count_ones() as i32);
            let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
            for (history, count) in overlap.histories() {
                *counts.entry(history & set).or_insert(0.0) += count as f64;
            }
            let outside = counts.remove(&0).unwrap_or(0.0);
            let seen: f64 = counts.values().map(|count| ln_gamma(count + cell) - ln_gamma(cell)).sum();
            (seen - ln_gamma(cell) + ln_gamma(total), outside + cell)
        };
        Marginals { observed: overlap.observed() as f64, prior, total, sets: (0..1u32 << lists).map(set).collect() }
    }

    /// Of one set of lists; [`Marginals::whole`] is to be taken off.
    fn of(&self, set: usize, hidden: f64) -> f64 {
        let (constant, outside) = self.sets[set];
        constant + ln_gamma(outside + hidden)
    }

    /// What every table has in common: the log gamma of everyone and of what histories count for beforehand.
    fn whole(&self, hidden: f64) -> f64 {
        ln_gamma(self.total + self.observed + hidden)
    }

    /// log N!/hidden! and the prior of N.
    fn common(&self, hidden: f64) -> f64 {
        let population = self.observed + hidden;
        ln_gamma(population + 1.0) - ln_gamma(hidden + 1.0) + self.prior.log(population)
    }

    /// Log weight of a graph at one hidden number.
    fn log_weight(&self, graph: &Graph, hidden: f64) -> f64 {
        let whole = self.whole(hidden);
        self.common(hidden) + graph.tables.iter().map(|(set, times)| times * (self.of(*set as usize, hidden) - whole)).sum::<f64>()
    }
}

/// Graphs within the window of the best, and those beside them, from the graph without edges on; the best are looked at first.
fn search(tables: &Tables, lists: usize) -> Vec<Graph> {
    let edges_of = edges(lists);
    let mut found: BTreeMap<u64, (Graph, f64, bool)> = BTreeMap::new();
    if let Some(empty) = Graph::of(lists, &edges_of, 0) {
        let weight = tables.log_weight(&empty);
        found.insert(0, (empty, weight, false));
    }
    while found.len() < MOST_GRAPHS {
        let best = found.values().map(|(_, weight, _)| *weight).fold(f64::NEG_INFINITY, f64::max);
        let open = found.values_mut().filter(|(_, weight, is_done)| !is_done && *weight > best - WINDOW);
        let Some(next) = open.max_by(|one, other| one.1.total_cmp(&other.1)) else { break };
        next.2 = true;
        let from = next.0.clone();
        let new: Vec<Graph> = neighbours(&from, lists, &edges_of).filter(|graph| !found.contains_key(&graph.edges)).collect();
        let weights: Vec<f64> = new.par_iter().map(|graph| tables.log_weight(graph)).collect();
        found.extend(new.into_iter().zip(weights).map(|(graph, weight)| (graph.edges, (graph, weight, false))));
    }
    found.into_values().map(|(graph, _, _)| graph).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tables::{reference, table};
    use super::*;

    /// A number of the grid lies on the peak by luck, its neighbours seven standard deviations away. Independence says 1,993,998
    /// with a profile interval of 1,986,697–2,001,344.
    #[test]
    fn a_grid_that_meets_a_narrow_peak_by_luck_is_made_finer() {
        let lucky = [(1, 448_612), (2, 348_893), (4, 32), (3, 149_505), (5, 13), (6, 11), (7, 3)];
        let found = average(&table("a b c", lucky), Grid::default(), Prior::default(), 0.95).limits;
        assert!((1_980_000.0..1_990_000.0).contains(&found.lower) && (1_998_000.0..2_010_000.0).contains(&found.upper), "{found:?}");
        assert!((1_990_000.0..1_998_000.0).contains(&found.median), "{found:?}");
    }

    /// R dga 2.0.2: hidden numbers 1 to 30 times those observed, a thousand of them.
    #[test]
    fn averages_over_graphs_meet_the_reference() {
        for (name, median, lower, upper) in [
            ("korea_3list", 161.0, 124.0, 460.0),
            ("kosovo_4list", 12593.0, 9818.0, 16557.0),
            ("uk_2013_5list", 23016.0, 10408.0, 33481.0),
            ("netherlands_5list", 50270.0, 41616.0, 203328.0),
        ] {
            let Some(overlap) = reference(name) else { return };
            assert_eq!(average(&overlap, Grid::default(), Prior::default(), 0.95).limits, Limits { median, lower, upper }, "{name}");
        }
    }

    /// The example of dga for Madigan & York (1997): one person for every history, a population of Poisson law whose mean is gamma
    /// with shape 13.14 and scale 55.17, hidden numbers 1 to 300. Median 731, mean 733.452.
    #[test]
    fn the_table_of_madigan_and_york_gives_their_median_and_mean() {
        let overlap = table("a b c", (1u32..).zip([60, 49, 4, 247, 112, 142, 12]));
        let grid = Grid { reach: 300.0 / 626.0, points: 300 };
        let prior = Prior { history: Some(1.0), population: PopulationPrior::PoissonGamma { shape: 13.14, scale: 55.17 } };
        let averaged = average(&overlap, grid, prior, 0.95);
        assert_eq!(averaged.limits.median, 731.0);
        assert!((averaged.posterior.mean - 733.452_369).abs() < 1e-6, "{}", averaged.posterior.mean);
        assert_eq!(averaged.best.model(3).to_string(), "[12,3]");
        // The usual grid is too coarse for so narrow a posterior and is made finer; the usual prior gives 731 as well, and 734.209.
        let usual = average(&overlap, Grid::default(), Prior::default(), 0.95);
        assert_eq!(usual.limits.median, 731.0);
        assert!((usual.posterior.mean - 734.208_617).abs() < 1e-6, "{}", usual.posterior.mean);
    }

    #[test]
    fn a_search_finds_the_graphs_that_weigh() {
        let Some(overlap) = reference("kosovo_4list") else { return };
        let hidden = Grid::default().values(overlap.observed() as f64);
        let tables = Tables::new(&overlap, &hidden, Prior::default());
        let weigh = |graphs: &[Graph]| graphs.iter().map(|graph| tables.log_weight(graph)).fold(f64::NEG_INFINITY, f64::max);
        let (found, all) = (search(&tables, 4), every_graph(4));
        assert!(found.len() < all.len());
        assert_eq!(weigh(&found), weigh(&all));
    }

    #[test]
    fn two_lists_without_a_bond_give_the_posterior_by_hand() {
        // Hidden m of 1..=2 on [1,2] and [12] with N = 8 + m: the sums written out.
        let overlap = table("a b", [(1, 3), (2, 3), (3, 2)]);
        let averaged = on_grid(&overlap, &[1.0, 2.0], Prior::default(), 0.5);
        let g = ln_gamma;
        let weight = |m: f64| {
            let n = 8.0 + m;
            let common = g(n + 1.0) - g(m + 1.0) - n.ln();
            let pair = g(3.25) * 2.0 + g(2.25) + g(m + 0.25) - 4.0 * g(0.25) - g(n + 1.0);
            let one = g(5.5) + g(3.0 + m + 0.5) - 2.0 * g(0.5) - g(n + 1.0);
            (common + pair).exp() + (common + 2.0 * one).exp()
        };
        let share = weight(1.0) / (weight(1.0) + weight(2.0));
        assert!((averaged.posterior.mean - (9.0 * share + 10.0 * (1.0 - share))).abs() < 1e-12);
    }
}
