//! Tables of which every circuit is a cycle in a graph: one dimension, or two of which one has no levels.
//!
//! A row of the system is a node and a cell is an edge between the two rows it stands in. Where a dimension has levels, the
//! sums over the flat dimension of its middle codes follow from those of its leaves and are left out; that is what leaves
//! each cell two rows. The cheapest circuit through a cell is then the shortest way between its ends.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::circuit::Circuit;
use super::price::Prices;
use super::{Crossing, Dimension};

/// The graph of a table.
#[derive(Clone)]
pub(super) struct Network {
    /// Per cell: its two rows, with the sign it has there.
    ends: Vec<[(usize, i64); 2]>,
    /// Per row: the cells that may ever change.
    edges: Vec<Vec<usize>>,
    reached: Vec<(u64, usize)>,
    touched: Vec<usize>,
}

const FAR: u64 = u64::MAX;

impl Network {
    /// The graph, or nothing where the table has none. Cells of count zero are shown and never change.
    pub(super) fn new(crossing: &Crossing, values: &[u64]) -> Option<Network> {
        let (deep, flat) = match crossing.dimensions() {
            [_] => (0, None),
            [_, second] if second.is_flat() => (0, Some(1)),
            [first, _] if first.is_flat() => (1, Some(0)),
            _ => return None,
        };
        let levels = &crossing.dimensions()[deep];
        if !levels.is_tree() {
            return None;
        }
        let columns = flat.map_or(1, |place: usize| crossing.dimensions()[place].codes().len());
        let ends: Vec<_> = (0..crossing.cells())
            .map(|cell| {
                let column = flat.map_or(0, |place| crossing.code(cell, place));
                ends(levels, crossing.code(cell, deep), flat.map(|_| column), columns)
            })
            .collect();
        let nodes = levels.codes().len() * (columns + 1) + 1;
        let mut edges = vec![Vec::new(); nodes];
        for cell in (0..ends.len()).filter(|cell| values[*cell] > 0) {
            for (node, _) in ends[cell] {
                edges[node].push(cell);
            }
        }
        Some(Network { ends, edges, reached: vec![(FAR, usize::MAX); nodes], touched: Vec::new() })
    }

    /// The cheapest circuit through a cell, and its price.
    pub(super) fn cheapest(&mut self, cell: usize, prices: &Prices) -> Option<(u64, Circuit)> {
        for node in self.touched.drain(..) {
            self.reached[node] = (FAR, usize::MAX);
        }
        let [(start, _), (end, _)] = self.ends[cell];
        let mut open = BinaryHeap::from([Reverse((0_u64, start))]);
        self.reached[start] = (0, usize::MAX);
        self.touched.push(start);
        while let Some(Reverse((cost, node))) = open.pop() {
            if node == end {
                return Some((cost + prices.of(cell, 0).unwrap_or(0), self.circuit(cell)));
            }
            if cost > self.reached[node].0 {
                continue;
            }
            for edge in self.edges[node].iter().copied().filter(|edge| *edge != cell) {
                let Some(price) = prices.of(edge, 0) else { continue };
                let other = self.other(edge, node);
                if cost + price < self.reached[other].0 {
                    if self.reached[other].0 == FAR {
                        self.touched.push(other);
                    }
                    self.reached[other] = (cost + price, edge);
                    open.push(Reverse((cost + price, other)));
                }
            }
        }
        None
    }

    fn other(&self, edge: usize, node: usize) -> usize {
        let [(one, _), (two, _)] = self.ends[edge];
        if one == node { two } else { one }
    }

    /// Walks back from the cell's end to its start, each edge undoing in a row what the one before it did there.
    fn circuit(&self, cell: usize) -> Circuit {
        let [(start, _), (mut node, sign)] = self.ends[cell];
        let mut changes = vec![(cell, 1)];
        let mut owed = sign;
        while node != start {
            let edge = self.reached[node].1;
            let [one, two] = self.ends[edge];
            let (here, there) = if one.0 == node { (one, two) } else { (two, one) };
            let change = -owed * here.1;
            changes.push((edge, change));
            owed = change * there.1;
            node = there.0;
        }
        Circuit::new(changes)
    }
}

/// The two rows of a cell with its sign in each. Rows: per code of the deep dimension one sum over the flat one, then per code with
/// children and per column one sum over the children; last the ground, which stands for all sums over a flat dimension that
/// is not there.
fn ends(levels: &Dimension, code: usize, column: Option<usize>, columns: usize) -> [(usize, i64); 2] {
    let codes = levels.codes().len();
    let over_children = |parent: usize| codes + parent * columns + column.unwrap_or(0);
    let ground = codes * (columns + 1);
    let across = match column {
        None => (ground, if code == 0 { -1 } else { 1 }),
        Some(column) => (code, if column == 0 { -1 } else { 1 }),
    };
    match (levels.parents(code).first(), levels.is_leaf(code)) {
        (Some(parent), true) => [(over_children(*parent), 1), across],
        (Some(parent), false) => [(over_children(*parent), 1), (over_children(code), -1)],
        (None, _) => [(over_children(code), -1), across],
    }
}
