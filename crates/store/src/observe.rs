//! Reading deliveries to decide which records are one person: for a snapshot, and for erasing.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use domain::EventKind;
use linkage::{Linker, Links, Wanted, is_tried};
use person::{Event, PersonKey};
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

/// Decides every link. First the tokens of records without a number are gathered, and of those it is tried on; of records with one
/// only those are remembered.
pub(crate) fn link(root: &Path, deliveries: &[Delivery], one_more: &(dyn Fn() + Sync)) -> Result<Links, StoreError> {
    let wanted = wanted(root, deliveries)?;
    let places: BTreeMap<&str, u8> = kinds(deliveries).into_iter().zip(0..).collect();
    let start = || Linker::wanting(&wanted);
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

fn wanted(root: &Path, deliveries: &[Delivery]) -> Result<Wanted, StoreError> {
    let gathered = deliveries.par_iter().try_fold(BTreeSet::new, |mut tokens: BTreeSet<PersonKey>, delivery| {
        let path = root.join(&delivery.path);
        if file::has_tokens(&path)? {
            file::read(&path, Extent::Keys, &mut |batch: &[StoredEvent]| {
                let without = batch.iter().filter(|row| row.pseudonyms.number.as_ref().is_none_or(is_tried));
                tokens.extend(without.flat_map(|row| row.tokens.known().map(|(_, token)| token).collect::<Vec<_>>()));
            })?;
        }
        Ok::<_, StoreError>(tokens)
    });
    let all = gathered.try_reduce(BTreeSet::new, |mut one, mut other| {
        one.append(&mut other);
        Ok(one)
    });
    Ok(all?.into_iter().collect())
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
