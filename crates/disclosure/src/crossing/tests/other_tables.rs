//! Whole tables besides the first one: they fit, and open what no repair of the first does.

use std::collections::BTreeSet;

use super::*;
use crate::crossing::base::Pieces;
use crate::crossing::published::Published;

#[test]
fn other_whole_tables_fit_and_open_most_cells_by_themselves() {
    let counts = country(300, 3);
    let statuses = protected(&counts, Attacker::Outsider, 1).statuses;
    let primary: Vec<bool> = statuses.iter().map(|status| *status == Status::Primary).collect();
    let task = task(&counts, &primary, Attacker::Outsider, 1);
    let published = Published::new(&task, &statuses);
    let pieces = Pieces::new(&published, 0);
    let table = published.peopled(pieces.solve().expect("a table"));
    let closed: BTreeMap<usize, u64> = published.hidden().map(|cell| (cell, 1)).collect();
    let certificates: Vec<Certificate> = pieces.all().flat_map(|piece| pieces.otherwise(piece, &table, closed.clone())).collect();
    let opened: BTreeSet<usize> = certificates.iter().flat_map(|own| own.also.iter().copied().chain([own.cell])).collect();
    let without: Vec<usize> = closed.keys().copied().filter(|cell| !opened.contains(cell)).collect();
    let base: Overlay = published.hidden().map(|cell| (cell, table[cell])).collect();
    let proofs = Certificates { base, certificates, without };
    let verified = verify::check(&[cells(&counts, &statuses)], &claim(&counts, &proofs, 1)).expect("they hold");
    assert_eq!(verified.proven, opened.len());
    assert!(opened.len() * 10 > closed.len() * 9, "{} of {}", opened.len(), closed.len());
}
