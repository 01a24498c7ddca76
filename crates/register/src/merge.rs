//! Two registers become one without loss.

use std::collections::BTreeMap;

use crate::field::Shape;
use crate::record::ID_LENGTH;
use crate::{Kind, Record, Register};

/// What merging found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Merged {
    /// Records that only the other register had.
    pub added: Vec<Record>,
    /// Records that both had, alike.
    pub alike: usize,
    /// Records of the other register whose id meant something else here: kept under a new id.
    pub renamed: Vec<(String, Record)>,
}

impl Merged {
    /// Everything to write.
    pub fn records(self) -> Vec<Record> {
        self.added.into_iter().chain(self.renamed.into_iter().map(|(_, record)| record)).collect()
    }
}

/// What `other` adds to `own`. Equal records stay one. Where both have an id with different values, both are kept: the other
/// one as `ID~label`, with its old id as lineage, and references among the other's records follow it.
///
/// Merging the same register twice adds nothing the second time.
pub fn merge(own: &Register, other: &Register, label: &str) -> Merged {
    let mut merged = Merged::default();
    let names = new_names(own, other, label);
    for record in other.all() {
        let moved = follow(record, &names);
        match (names.get(&(record.kind(), record.id().to_owned())), own.get(record.kind(), record.id())) {
            (Some(name), _) if own.get(record.kind(), name) == Some(&moved) => merged.alike += 1,
            (Some(_), _) => merged.renamed.push((record.id().to_owned(), moved)),
            (None, Some(_)) => merged.alike += 1,
            (None, None) => merged.added.push(moved),
        }
    }
    merged
}

/// New ids for records that differ from ours.
fn new_names(own: &Register, other: &Register, label: &str) -> BTreeMap<(Kind, String), String> {
    let differs = |record: &&Record| own.get(record.kind(), record.id()).is_some_and(|ours| ours != *record);
    // Ids are ASCII; what is cut off keeps the new id within the length of an id.
    let name = |id: &str| format!("{}~{label}", &id[..id.len().min(ID_LENGTH.saturating_sub(label.len() + 1))]);
    other.all().filter(differs).map(|record| ((record.kind(), record.id().to_owned()), name(record.id()))).collect()
}

/// The record under its new id, with references to renamed records changed along.
fn follow(record: &Record, names: &BTreeMap<(Kind, String), String>) -> Record {
    let mut cells = record.cells();
    if let Some(name) = names.get(&(record.kind(), record.id().to_owned())) {
        cells.insert("id".to_owned(), name.clone());
        cells.insert("lineage".to_owned(), record.id().to_owned());
    }
    for field in record.kind().fields() {
        let Shape::References(kind) = field.shape else { continue };
        let ids = record.list(field.name).into_iter().map(|id| names.get(&(kind, id.to_owned())).map_or(id, String::as_str));
        cells.insert(field.name.to_owned(), ids.collect::<Vec<_>>().join("|"));
    }
    Record::read(record.kind(), &cells, 0).0.unwrap_or_else(|| record.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: Kind, cells: &[(&str, &str)]) -> (Record, u32) {
        let cells = cells.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (record, findings) = Record::read(kind, &cells, 1);
        (record.unwrap_or_else(|| panic!("{findings:?}")), 1)
    }

    fn commitment(id: &str, title: &str) -> (Record, u32) {
        record(Kind::Commitment, &[("id", id), ("source", "s"), ("title", title), ("promised_by", "someone"), ("state", "open")])
    }

    fn measure(id: &str, commitments: &str) -> (Record, u32) {
        record(Kind::Measure, &[("id", id), ("source", "s"), ("title", "t"), ("status", "plan"), ("commitments", commitments)])
    }

    #[test]
    fn nothing_is_lost_and_references_follow() {
        let own = Register::of([commitment("C-1", "ours"), commitment("C-2", "shared")]);
        let other = Register::of([commitment("C-1", "theirs"), commitment("C-2", "shared"), measure("M-1", "C-1|C-2")]);
        let merged = merge(&own, &other, "oost");
        assert_eq!((merged.alike, merged.added.len(), merged.renamed.len()), (1, 1, 1));
        assert_eq!(merged.added[0].get("commitments"), "C-1~oost|C-2");
        let renamed = &merged.renamed[0].1;
        assert_eq!((renamed.id(), renamed.get("title"), renamed.get("lineage")), ("C-1~oost", "theirs", "C-1"));
    }

    #[test]
    fn merging_twice_adds_nothing() {
        let own = Register::of([commitment("C-1", "ours")]);
        let other = Register::of([commitment("C-1", "theirs"), commitment("C-3", "new")]);
        let both: Vec<Record> = own.all().cloned().chain(merge(&own, &other, "oost").records()).collect();
        let both = Register::of(both.into_iter().map(|record| (record, 1)));
        assert_eq!(both.all().count(), 3);
        assert!(merge(&both, &other, "oost").records().is_empty());
    }
}
