//! The proof that goes along with a protected table: for each hidden cell two whole tables that fit everything published
//! and differ there by the width. Both are made from one table that was solved from the published side alone.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::base::Pieces;
use super::circuit::Circuit;
use super::crew::Crew;
use super::published::Published;
use super::shield::Shield;
use super::{Attacker, Counts, Status, Task, slice};

/// Up to this many hidden cells every table of a proof is written out; beyond, as differences from the base.
const WRITTEN_OUT: usize = 500;

/// Counts of hidden cells in one table; cells that are not named are as in the base, or 0 where that is empty.
pub type Overlay = Vec<(usize, u64)>;

/// Two tables that differ in one cell, and perhaps in others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// The hidden cell.
    pub cell: usize,
    /// Other hidden cells in which these tables differ by enough, one way or the other.
    pub also: Vec<usize>,
    /// The table in which the cell is lower.
    pub low: Overlay,
    /// The table in which it is higher.
    pub high: Overlay,
}

/// The proofs of one table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificates {
    /// Hidden cells of a table that fits; empty where each proof is written out whole.
    pub base: Overlay,
    /// Every hidden cell has one, or is named in one, or stands in `without`; in the order of their cells.
    pub certificates: Vec<Certificate>,
    /// Hidden cells for which no two tables were found within the work limit: the house's audit stands for them.
    pub without: Vec<usize>,
}

impl Certificates {
    /// Hidden cells that two tables show to be open.
    pub fn proven(&self) -> usize {
        self.certificates.iter().map(|own| 1 + own.also.len()).sum()
    }
}

/// Makes the proofs; nothing where no whole table could be solved from the published side.
///
/// The circuits of the search go through the true table, and thousands of them around one table would show it. So they are
/// looked for again, around the solved table: whoever holds the published side could have found the same.
pub(super) fn certificates(task: &Task, statuses: &[Status], largest_piece: usize) -> Option<Certificates> {
    let published = Published::new(task, statuses);
    if published.has_gaps() {
        return None;
    }
    let pieces = Pieces::new(&published, largest_piece);
    let table = published.peopled(pieces.solve()?);
    let counts = Counts::unsummed(published.crossing.clone(), table.clone());
    let nobody = Task { counts: &counts, attacker: Attacker::Outsider, suppliers: &[], weights: &[], ..*task };
    let (mut shield, room) = (Shield::around(&nobody, statuses), nobody.rooms());
    let mut proofs = Proofs { certificates: Vec::new(), by_circuit: HashMap::new() };
    let mut closed = BTreeMap::new();
    let hidden: Vec<usize> = published.hidden().collect();
    Crew::new(&mut shield).open_each(&hidden);
    for cell in hidden {
        let width = task.width_of(cell);
        let mut circuits = shield.numbered_circuits(cell);
        match circuits.find_map(|(id, circuit)| Some((id, circuit, circuit.opens(cell, circuit.reach(&room, width), width)?))) {
            Some((id, circuit, times)) => proofs.take_in(id, times, || pair(&published, &table, cell, circuit, times)),
            None => match slice::ends(&published, &table, cell, width) {
                Some((low, high)) => proofs.certificates.push(Certificate { cell, also: Vec::new(), low, high }),
                None => drop(closed.insert(cell, width)),
            },
        }
    }
    let mut certificates = proofs.certificates;
    let others = pieces.proofs(&table, &closed);
    others.iter().flat_map(|own| own.also.iter().chain([&own.cell])).for_each(|cell| {
        closed.remove(cell);
    });
    let without = closed.into_keys().collect();
    certificates.extend(others);
    certificates.sort_by_key(|certificate| certificate.cell);
    let base: Overlay = published.hidden().map(|cell| (cell, table[cell])).collect();
    let is_short = base.len() <= WRITTEN_OUT;
    let proofs = Certificates { base, certificates, without };
    Some(if is_short { written_out(proofs) } else { proofs })
}

/// Certificates under way: cells that one circuit opens the same way share one.
struct Proofs {
    certificates: Vec<Certificate>,
    /// By number of the circuit and how often it is taken away and added: the place of its certificate.
    by_circuit: HashMap<(usize, u64, u64), usize>,
}

impl Proofs {
    fn take_in(&mut self, id: usize, (down, up): (u64, u64), made: impl FnOnce() -> Certificate) {
        let own = made();
        match self.by_circuit.entry((id, down, up)) {
            Entry::Occupied(place) => self.certificates[*place.get()].also.push(own.cell),
            Entry::Vacant(place) => {
                place.insert(self.certificates.len());
                self.certificates.push(own);
            }
        }
    }
}

/// The table with a circuit taken away and added, as many times as the cell needs.
fn pair(published: &Published, table: &[u64], cell: usize, circuit: &Circuit, (down, up): (u64, u64)) -> Certificate {
    let changed = |times: i64| -> Overlay {
        let after = |(cell, change): &(usize, i64)| (*cell, table[*cell].saturating_add_signed(change * times));
        circuit.changes().iter().filter(|(cell, _)| times != 0 && published.least(*cell) == 1).map(after).collect()
    };
    let (down, up) = (changed(-(down as i64)), changed(up as i64));
    let (low, high) = if circuit.at(cell) > 0 { (down, up) } else { (up, down) };
    Certificate { cell, also: Vec::new(), low, high }
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
        proofs.certificates.iter().map(|own| Certificate { low: whole(&own.low), high: whole(&own.high), ..own.clone() }).collect();
    Certificates { base: Vec::new(), certificates, without: proofs.without }
}
