//! Decomposable graphs of lists: which lists depend on one another directly, such that the likelihood falls into parts.

use std::collections::BTreeMap;

use super::model::Model;

/// A decomposable graph: its edges as bits, in the order of [`edges`], and its likelihood as a product of tables of some
/// lists (cliques) divided by tables of others (separators).
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Graph {
    pub(super) edges: u64,
    /// Sets of lists with how often their table stands above (positive) or below the line; no table of no list.
    pub(super) tables: Vec<(u32, f64)>,
}

/// Pairs of lists, in the order of an edge's bit.
pub(super) fn edges(lists: usize) -> Vec<u32> {
    let pairs = (0..lists).flat_map(|one| (one + 1..lists).map(move |other| (one, other)));
    pairs.map(|(one, other)| 1 << one | 1 << other).collect()
}

impl Graph {
    /// The graph with these edges; `None` when it is not decomposable.
    ///
    /// Lists whose neighbours all touch one another are taken away one by one: each gives a table of itself with its
    /// neighbours above the line, and one of its neighbours alone below it (Lauritzen 1996, section 2.1).
    pub(super) fn of(lists: usize, edges_of: &[u32], edges: u64) -> Option<Graph> {
        let mut touching = vec![0u32; lists];
        for (_, pair) in edges_of.iter().enumerate().filter(|(at, _)| edges >> at & 1 == 1) {
            for list in (0..lists).filter(|list| pair >> list & 1 == 1) {
                touching[list] |= pair & !(1 << list);
            }
        }
        let mut tables: BTreeMap<u32, f64> = BTreeMap::new();
        let mut left = (1u32 << lists) - 1;
        while left > 0 {
            let all_touch =
                |near: u32| (0..lists).filter(|list| near >> list & 1 == 1).all(|list| near & !(1 << list) & !touching[list] == 0);
            let simplicial = (0..lists).filter(|list| left >> list & 1 == 1).find(|list| all_touch(touching[*list] & left))?;
            let near = touching[simplicial] & left;
            *tables.entry(near | 1 << simplicial).or_insert(0.0) += 1.0;
            if near > 0 {
                *tables.entry(near).or_insert(0.0) -= 1.0;
            }
            left &= !(1 << simplicial);
        }
        Some(Graph { edges, tables: tables.into_iter().filter(|(_, times)| *times != 0.0).collect() })
    }

    /// The log-linear model with the graph's cliques as its highest terms.
    pub(super) fn model(&self, lists: usize) -> Model {
        Model::of(lists, self.tables.iter().filter(|(_, times)| *times > 0.0).map(|(table, _)| *table))
    }
}

/// Every decomposable graph: 8 for three lists, 61 for four, 822 for five, 18,154 for six.
pub(super) fn every_graph(lists: usize) -> Vec<Graph> {
    let edges_of = edges(lists);
    (0..1u64 << edges_of.len()).filter_map(|edges| Graph::of(lists, &edges_of, edges)).collect()
}

/// Decomposable graphs with one edge more or less; any decomposable graph is reached from any other by such steps.
pub(super) fn neighbours<'a>(graph: &'a Graph, lists: usize, edges_of: &'a [u32]) -> impl Iterator<Item = Graph> + 'a {
    (0..edges_of.len()).filter_map(move |at| Graph::of(lists, edges_of, graph.edges ^ 1 << at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_graphs_as_are_known() {
        // OEIS A058862: labelled chordal graphs.
        let counts: Vec<usize> = (2..=6).map(|lists| every_graph(lists).len()).collect();
        assert_eq!(counts, [2, 8, 61, 822, 18_154]);
    }

    #[test]
    fn a_path_is_its_two_pairs_over_the_list_they_share() {
        // Edges 12, 13, 23 in this order: 12 and 23 are joined in list 2.
        let graph = Graph::of(3, &edges(3), 0b101).expect("decomposable");
        assert_eq!(graph.tables, [(0b010, -1.0), (0b011, 1.0), (0b110, 1.0)]);
        assert_eq!(graph.model(3).to_string(), "[12,23]");
        // A ring of four lists: 12, 14, 23, 34.
        assert_eq!(Graph::of(4, &edges(4), 0b101101), None);
    }
}
