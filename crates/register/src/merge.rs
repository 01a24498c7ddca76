//! Two registers become one without loss.

use std::collections::{BTreeMap, BTreeSet};

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
/// one as `ID~label` (`ID~label~2` where that is another record, and so on), with its old id as lineage, and references among
/// the other's records follow it. Nothing of ours is written over.
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

/// Kind and id.
type Name = (Kind, String);

/// New ids for records that differ from ours. An id that is another record's already, ours or theirs, is passed over.
fn new_names(own: &Register, other: &Register, label: &str) -> BTreeMap<Name, String> {
    let mut tries: BTreeMap<Name, u32> = BTreeMap::new();
    loop {
        let names: BTreeMap<Name, String> = tries.iter().map(|(name, number)| (name.clone(), new_id(&name.1, label, *number))).collect();
        let taken = taken(own, other, &names);
        if taken.is_empty() {
            return names;
        }
        // A record may only differ by what it refers to: that gets its id first.
        let waits = |record: &Record| references(record).any(|name| name != name_of(record) && taken.contains_key(&name));
        let next: Vec<&Name> = taken.iter().filter(|(_, record)| !waits(record)).map(|(name, _)| name).collect();
        let next = if next.is_empty() { taken.keys().collect() } else { next };
        for name in next {
            *tries.entry(name.clone()).or_insert(0) += 1;
        }
    }
}

/// Their records whose id, or new id, is another record's.
fn taken<'a>(own: &Register, other: &'a Register, names: &BTreeMap<Name, String>) -> BTreeMap<Name, &'a Record> {
    let mut given: BTreeSet<(Kind, &str)> = BTreeSet::new();
    let is_taken = |record: &Record, name: &Name| match names.get(name) {
        None => own.get(record.kind(), record.id()).is_some_and(|ours| ours != record && *ours != follow(record, names)),
        Some(new) => {
            let is_another = own.get(record.kind(), new).is_some_and(|ours| *ours != follow(record, names));
            is_another || other.get(record.kind(), new).is_some()
        }
    };
    let mut taken = BTreeMap::new();
    for record in other.all() {
        let name = name_of(record);
        let is_given = names.get_key_value(&name).is_some_and(|(_, new)| !given.insert((record.kind(), new.as_str())));
        if is_given || is_taken(record, &name) {
            taken.insert(name, record);
        }
    }
    taken
}

fn name_of(record: &Record) -> Name {
    (record.kind(), record.id().to_owned())
}

/// What a record refers to.
fn references(record: &Record) -> impl Iterator<Item = Name> {
    let of_field = |field: &'static crate::Field| -> Vec<Name> {
        let Shape::References(kind) = field.shape else { return Vec::new() };
        record.list(field.name).into_iter().map(|id| (kind, id.to_owned())).collect()
    };
    record.kind().fields().iter().flat_map(of_field)
}

/// Ids are ASCII; what is cut off keeps the new id within the length of an id.
fn new_id(id: &str, label: &str, number: u32) -> String {
    let tail = if number == 1 { format!("~{label}") } else { format!("~{label}~{number}") };
    format!("{}{tail}", &id[..id.len().min(ID_LENGTH.saturating_sub(tail.len()))])
}

/// The record under its new id, with references to renamed records changed along.
fn follow(record: &Record, names: &BTreeMap<Name, String>) -> Record {
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

    #[test]
    fn a_record_that_was_renamed_before_is_not_written_over() {
        let before = commitment("C-1~oost", "theirs, of last year");
        let own = Register::of([commitment("C-1", "ours"), before.clone()]);
        let other = Register::of([commitment("C-1", "theirs, of this year"), measure("M-1", "C-1")]);
        let merged = merge(&own, &other, "oost");
        assert_eq!(merged.renamed[0].1.id(), "C-1~oost~2");
        assert_eq!(merged.added[0].get("commitments"), "C-1~oost~2");
        let both: Vec<Record> = own.all().cloned().chain(merged.records()).collect();
        let both = Register::of(both.into_iter().map(|record| (record, 1)));
        assert_eq!(both.get(Kind::Commitment, "C-1~oost"), Some(&before.0));
        assert!(merge(&both, &other, "oost").records().is_empty(), "a second time adds nothing");
    }

    #[test]
    fn long_ids_that_begin_alike_stay_apart() {
        let (first, second) = (format!("C-{}a", "x".repeat(60)), format!("C-{}b", "x".repeat(60)));
        let own = Register::of([commitment(&first, "ours"), commitment(&second, "ours")]);
        let other = Register::of([commitment(&first, "theirs"), commitment(&second, "theirs")]);
        let ids: BTreeSet<String> = merge(&own, &other, "oost").records().iter().map(|record| record.id().to_owned()).collect();
        assert_eq!(ids.len(), 2);
        assert!(ids.iter().all(|id| id.len() <= ID_LENGTH), "{ids:?}");
    }
}
