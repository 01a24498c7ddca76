//! Keys of records, cases and organisations: hashes that are stable over deliveries and mean nothing elsewhere.
//!
//! Each is the beginning of BLAKE3 over its parts with the unit separator (0x1F) between them, read little-endian.
//! Codes of kinds and suppliers cannot hold that byte, so different parts never run into each other.

use domain::Municipality;
use person::{CaseKey, Organisation, RecordKey};

use crate::DeliveryKind;

/// Key of a record: kind, supplier and the supplier's own reference.
pub fn record(kind: DeliveryKind, supplier: &str, reference: &str) -> RecordKey {
    RecordKey(hash(&[kind.word(), supplier, reference]))
}

/// Key of a record that stands in messages: the number of the allocation is unique within a municipality, so
/// allocation, start and stop of one product share it, whoever delivers them.
pub fn allocation(municipality: Municipality, number: &str) -> RecordKey {
    RecordKey(hash(&[DeliveryKind::Ijw.word(), &municipality.region().to_string(), number]))
}

/// Key of a case (casus) of a supplier.
pub fn case(kind: DeliveryKind, supplier: &str, case: &str) -> CaseKey {
    CaseKey(hash(&[kind.word(), supplier, "casus", case]))
}

/// Key of an organisation.
pub fn organisation(supplier: &str) -> Organisation {
    Organisation(hash(&["supplier", supplier]) as u32)
}

/// The first eight bytes of the hash over these parts.
pub(crate) fn hash(parts: &[&str]) -> u64 {
    let mut text = String::with_capacity(64);
    for part in parts {
        text.push_str(part);
        text.push('\u{1f}');
    }
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_parts_give_other_keys() {
        let key = |supplier, reference| record(DeliveryKind::YouthPolicy, supplier, reference);
        assert_eq!(key("P0123", "A-1"), key("P0123", "A-1"));
        assert_ne!(key("P0123", "A-1"), key("P012", "3A-1"));
        assert_ne!(key("P0123", "A-1"), record(DeliveryKind::Board, "P0123", "A-1"));
        assert_ne!(allocation(Municipality(363), "300201"), allocation(Municipality(384), "300201"));
        assert_ne!(organisation("P0123"), organisation("P0124"));
    }
}
