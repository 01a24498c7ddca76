//! The proof that goes along with a protected table: for each hidden cell two whole tables that fit everything published
//! and differ there by the width. Both are made from one table that was solved from the published side alone.

use std::collections::BTreeMap;

use super::base::Pieces;
use super::circuit::Circuit;
use super::price::Spend;
use super::published::Published;
use super::shield::Shield;
use super::{Attacker, Counts, Status, Task, slice};

/// Up to this many hidden cells every table of a proof is written out; beyond, as differences from the base.
const WRITTEN_OUT: usize = 500;

/// Counts of hidden cells in one table; cells that are not named are as in the base, or 0 where that is empty.
pub type Overlay = Vec<(usize, u64)>;

/// Two tables that differ in one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// The hidden cell.
    pub cell: usize,
    /// The table in which it is lower.
    pub low: Overlay,
    /// The table in which it is higher.
    pub high: Overlay,
}

/// The proofs of one table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificates {
    /// Hidden cells of a table that fits; empty where each proof is written out whole.
    pub base: Overlay,
    /// One per hidden cell, in order.
    pub certificates: Vec<Certificate>,
}

/// Makes the proofs; nothing where no whole table could be solved from the published side.
///
/// The circuits of the search go through the true table, and thousands of them around one table would show it. So they are
/// looked for again, around the solved table: whoever holds the published side could have found the same.
pub(super) fn certificates(task: &Task, statuses: &[Status]) -> Option<Certificates> {
    let published = Published::new(task, statuses);
    if published.has_gaps() {
        return None;
    }
    let pieces = Pieces::new(&published);
    let table = pieces.solve()?;
    let counts = Counts::unsummed(published.crossing.clone(), table.clone());
    let nobody = Task { counts: &counts, attacker: Attacker::Outsider, suppliers: &[], weights: &[], ..*task };
    let mut shield = Shield::around(&nobody, statuses);
    let (mut certificates, mut closed) = (Vec::new(), BTreeMap::new());
    for cell in published.hidden() {
        let width = task.width_of(cell);
        shield.cover(cell, Spend::Nothing, &[], &mut Vec::new());
        let mut circuits = shield.circuits(cell);
        match circuits.find_map(|circuit| Some((circuit, circuit.opens(cell, circuit.reach(&table, width), width)?))) {
            Some((circuit, times)) => certificates.push(pair(&published, &table, cell, circuit, times)),
            None => match slice::ends(&published, &table, cell, width) {
                Some((low, high)) => certificates.push(Certificate { cell, low, high }),
                None => drop(closed.insert(cell, width)),
            },
        }
    }
    let ends = pieces.ends(&table, &closed)?;
    certificates.extend(ends.into_iter().map(|(cell, (low, high))| Certificate { cell, low, high }));
    certificates.sort_by_key(|certificate| certificate.cell);
    let base: Overlay = published.hidden().map(|cell| (cell, table[cell])).collect();
    let is_short = base.len() <= WRITTEN_OUT;
    let proofs = Certificates { base, certificates };
    Some(if is_short { written_out(proofs) } else { proofs })
}

/// The table with a circuit taken away and added, as many times as the cell needs.
fn pair(published: &Published, table: &[u64], cell: usize, circuit: &Circuit, (down, up): (u64, u64)) -> Certificate {
    let changed = |times: i64| -> Overlay {
        let after = |(cell, change): &(usize, i64)| (*cell, table[*cell].saturating_add_signed(change * times));
        circuit.changes().iter().filter(|(cell, _)| published.least(*cell) == 1).map(after).collect()
    };
    let (down, up) = (changed(-(down as i64)), changed(up as i64));
    let (low, high) = if circuit.at(cell) > 0 { (down, up) } else { (up, down) };
    Certificate { cell, low, high }
}

fn written_out(proofs: Certificates) -> Certificates {
    let whole = |overlay: &Overlay| -> Overlay {
        let mut table = proofs.base.clone();
        for (cell, count) in overlay {
            if let Ok(place) = table.binary_search_by_key(cell, |entry| entry.0) {
                table[place].1 = *count;
            }
        }
        table
    };
    let certificates =
        proofs.certificates.iter().map(|own| Certificate { cell: own.cell, low: whole(&own.low), high: whole(&own.high) }).collect();
    Certificates { base: Vec::new(), certificates }
}
