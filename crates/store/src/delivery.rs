//! What is known of a delivery: before it is written, and in the catalogue.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use domain::{Municipality, OrganisationKind, Period};
use records::{DeliveryRow, DeliveryState, Entered};

use crate::StoreError;

/// Kinds of which every batch of every period counts; of the others the latest version counts.
const APPENDED: [&str; 1] = ["ijw"];
const NAME_LENGTH_MAX: usize = 40;

/// BLAKE3 of the bytes as delivered: how the same delivery is recognised.
///
/// ```
/// use store::SourceHash;
/// let hash = SourceHash::of(b"kenmerk;bsn\n");
/// assert_eq!(SourceHash::read(&mut &b"kenmerk;bsn\n"[..]).unwrap(), hash);
/// assert_eq!(hash.to_string().len(), 64);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceHash([u8; 32]);

impl SourceHash {
    /// Of bytes in memory.
    pub fn of(bytes: &[u8]) -> SourceHash {
        SourceHash(*blake3::hash(bytes).as_bytes())
    }

    /// Of everything a reader gives.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(reader: &mut impl Read) -> std::io::Result<SourceHash> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(SourceHash(*hasher.finalize().as_bytes()))
    }

    /// The hash itself.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for SourceHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Who delivers what, about when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryMeta {
    /// Word of the kind: `youth-policy`, `ijw`, `board`, `veilig-thuis`.
    pub kind: String,
    /// Code of the supplier.
    pub supplier: String,
    /// Kind of the supplier.
    pub organisation_kind: OrganisationKind,
    /// What it is about.
    pub period: Period,
    /// Version, from 1; for appended kinds the number of the batch.
    pub version: u32,
    /// Hash of the bytes as delivered.
    pub source: SourceHash,
}

impl DeliveryMeta {
    /// Refuses words that cannot be part of a path.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        for (part, text) in [("kind", &self.kind), ("supplier", &self.supplier)] {
            let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if text.is_empty() || text.len() > NAME_LENGTH_MAX || !plain {
                return Err(StoreError::Name { part });
            }
        }
        Ok(())
    }

    /// `deliveries/board/RVDK/2023HJ01`: the folder under the root.
    pub(crate) fn folder(&self) -> String {
        format!("deliveries/{}/{}/{}", self.kind, self.supplier, self.period)
    }
}

/// How many rows intake read, accepted and set aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowCounts {
    /// Read.
    pub read: u64,
    /// Accepted.
    pub accepted: u64,
    /// Set aside.
    pub set_aside: u64,
}

/// A delivery that was accepted: one immutable file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// Who delivered what.
    pub meta: DeliveryMeta,
    /// BLAKE3 of the file at rest, in hexadecimal.
    pub hash: String,
    /// The file, under the store's root.
    pub path: String,
    /// Events in it.
    pub events: u64,
    /// Rows of the delivered bytes.
    pub rows: RowCounts,
    /// Events by municipality; those of unknown place are left out.
    pub municipalities: BTreeMap<Municipality, u64>,
}

/// What became of a delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// As it stands in the catalogue.
    pub delivery: Delivery,
    /// New, or known already: then nothing was changed.
    pub entered: Entered,
}

impl Delivery {
    /// Whether every batch counts, instead of the latest version.
    pub fn is_appended(&self) -> bool {
        APPENDED.contains(&self.meta.kind.as_str())
    }

    /// As the catalogue holds it; `None` where it was withdrawn.
    pub(crate) fn from_row(row: DeliveryRow) -> Result<Option<Delivery>, StoreError> {
        let unknown = |what| StoreError::Catalogue { what, path: row.path.clone() };
        let meta = DeliveryMeta {
            organisation_kind: OrganisationKind::from_word(&row.organisation_kind).ok_or_else(|| unknown("organisation kind"))?,
            period: row.period.parse().map_err(|_| unknown("period"))?,
            source: source_hash(&row.source_hash).ok_or_else(|| unknown("source hash"))?,
            kind: row.kind,
            supplier: row.supplier,
            version: row.version,
        };
        let delivery = Delivery {
            meta,
            hash: row.file_hash,
            path: row.path,
            events: row.events,
            rows: RowCounts { read: row.rows_read, accepted: row.rows_accepted, set_aside: row.rows_set_aside },
            municipalities: row.municipalities.into_iter().map(|(number, events)| (Municipality(number), events)).collect(),
        };
        Ok(match row.state {
            DeliveryState::Accepted => Some(delivery),
            DeliveryState::Withdrawn => None,
        })
    }

    /// As the catalogue takes it.
    pub(crate) fn to_row(&self, accepted_at: records::Moment) -> DeliveryRow {
        DeliveryRow {
            kind: self.meta.kind.clone(),
            supplier: self.meta.supplier.clone(),
            organisation_kind: self.meta.organisation_kind.word().to_owned(),
            period: self.meta.period.to_string(),
            version: self.meta.version,
            source_hash: self.meta.source.to_string(),
            file_hash: self.hash.clone(),
            path: self.path.clone(),
            events: self.events,
            rows_read: self.rows.read,
            rows_accepted: self.rows.accepted,
            rows_set_aside: self.rows.set_aside,
            accepted_at,
            state: DeliveryState::Accepted,
            municipalities: self.municipalities.iter().map(|(place, events)| (place.0, *events)).collect(),
        }
    }
}

/// Of all deliveries those that count: every batch of appended kinds, the latest version of the others. Sorted by
/// kind, supplier, period and version.
pub(crate) fn counted(deliveries: Vec<Delivery>) -> Vec<Delivery> {
    let mut kept: BTreeMap<(String, String, Period, u32), Delivery> = BTreeMap::new();
    for delivery in deliveries {
        let batch = if delivery.is_appended() { delivery.meta.version } else { 0 };
        let slot = (delivery.meta.kind.clone(), delivery.meta.supplier.clone(), delivery.meta.period, batch);
        if kept.get(&slot).is_none_or(|earlier| earlier.meta.version < delivery.meta.version) {
            kept.insert(slot, delivery);
        }
    }
    kept.into_values().collect()
}

fn source_hash(text: &str) -> Option<SourceHash> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(SourceHash(bytes))
}
