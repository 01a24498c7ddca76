//! The proof that goes along with a protected table: for each hidden cell two whole tables that fit everything published
//! and differ there by the width. Both are made from one table that was solved from the published side alone.

use super::base;
use super::circuit::Circuit;
use super::published::Published;

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
pub(super) fn certificates<'c>(
    published: &Published,
    width: impl Fn(usize) -> u64,
    circuits: impl Fn(usize) -> Vec<&'c Circuit>,
) -> Option<Certificates> {
    if published.has_gaps() {
        return None;
    }
    let table = base::solve(published)?;
    let hidden: Vec<usize> = published.hidden().collect();
    let mut certificates = Vec::with_capacity(hidden.len());
    for cell in &hidden {
        let width = width(*cell);
        let opening =
            circuits(*cell).into_iter().find_map(|circuit| Some((circuit, circuit.opens(*cell, circuit.reach(&table, width), width)?)));
        let certificate = match opening {
            Some((circuit, times)) => pair(published, &table, *cell, circuit, times),
            None => base::ends(published, *cell, width).map(|(low, high)| Certificate { cell: *cell, low, high })?,
        };
        certificates.push(certificate);
    }
    let base = published.hidden().map(|cell| (cell, table[cell])).collect();
    let proofs = Certificates { base, certificates };
    Some(if hidden.len() <= WRITTEN_OUT { written_out(proofs) } else { proofs })
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
