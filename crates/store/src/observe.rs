//! Reading deliveries to decide which records are one person: for a snapshot, and for erasing.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use domain::EventKind;
use linkage::{Linker, Links, Referred, Wanted, is_tried};
use person::{Event, PersonKey, RecordKey};
use rayon::prelude::*;

use crate::delivery::Delivery;
use crate::durable::hash_of_file;
use crate::error::StoreError;
use crate::file::{self, Extent};
use crate::row::StoredEvent;

/// Holds every delivery against the hash in the catalogue.
pub(crate) fn check(root: &Path, deliveries: &[Delivery]) -> Result<(), StoreError> {
    deliveries.par_iter().try_for_each(|delivery| {
        let path = root.join(&delivery.path);
        if hash_of_file(&path)? == delivery.hash { Ok(()) } else { Err(StoreError::Damaged { path }) }
    })
}

/// Decides every link. First the tokens of rows without a number are gathered, and of those it is tried on, and the records that rows
/// without a number stand in; of rows with one only those are remembered.
pub(crate) fn link(root: &Path, deliveries: &[Delivery], one_more: &(dyn Fn() + Sync)) -> Result<Links, StoreError> {
    let (wanted, referred) = wanted(root, deliveries)?;
    let places: BTreeMap<&str, u8> = kinds(deliveries).into_iter().zip(0..).collect();
    let start = || Linker::wanting(&wanted).and_records(&referred);
    let observed = deliveries.par_iter().try_fold(start, |linker, delivery| {
        let place = places.get(delivery.meta.kind.as_str()).copied().unwrap_or(0);
        let linker = observe(root, delivery, place, linker)?;
        one_more();
        Ok::<_, StoreError>(linker)
    });
    let merged = observed.try_reduce(start, |mut one, other| {
        one.merge(other);
        Ok(one)
    });
    Ok(merged?.finish())
}

/// Words of the kinds of these deliveries, in alphabetical order: the order of [`Links::trials`].
pub(crate) fn kinds(deliveries: &[Delivery]) -> Vec<&str> {
    deliveries.iter().map(|delivery| delivery.meta.kind.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Advice names no child.
pub(crate) fn names_a_child(event: &Event) -> bool {
    event.kind != EventKind::AdviceGiven
}

/// Tokens and records, each sorted and distinct.
type Asked = (BTreeSet<PersonKey>, BTreeSet<RecordKey>);

fn wanted(root: &Path, deliveries: &[Delivery]) -> Result<(Wanted, Referred), StoreError> {
    let gathered = deliveries.par_iter().try_fold(Asked::default, |(mut tokens, mut records): Asked, delivery| {
        file::read(&root.join(&delivery.path), Extent::Keys, &mut |batch: &[StoredEvent]| {
            for row in batch.iter().filter(|row| names_a_child(&row.event)) {
                if row.pseudonyms.number.is_none() {
                    records.insert(row.event.record);
                }
                if row.pseudonyms.number.as_ref().is_none_or(is_tried) {
                    tokens.extend(row.tokens.known().map(|(_, token)| token));
                }
            }
        })?;
        Ok::<_, StoreError>((tokens, records))
    });
    let (tokens, records) = gathered.try_reduce(Asked::default, |mut one, mut other| {
        one.0.append(&mut other.0);
        one.1.append(&mut other.1);
        Ok(one)
    })?;
    Ok((tokens.into_iter().collect(), records.into_iter().collect()))
}

fn observe(root: &Path, delivery: &Delivery, kind: u8, mut linker: Linker) -> Result<Linker, StoreError> {
    let mut seen = HashSet::new();
    file::read(&root.join(&delivery.path), Extent::Keys, &mut |batch: &[StoredEvent]| {
        for stored in batch.iter().filter(|stored| names_a_child(&stored.event)) {
            if seen.insert((stored.event.record, stored.pseudonyms, stored.tokens)) {
                linker.observe_record(kind, stored.event.record, &stored.pseudonyms, &stored.tokens);
            }
        }
    })?;
    Ok(linker)
}
