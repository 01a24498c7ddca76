//! Sealed packages at the hub: opened to pseudonyms that the hub could not have made alone, and kept as one file each.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use identity::keys::{Chain, HubKeys, TrustedSource};
use identity::package::{ERASURE, Frame, Header, HubSide, OpenedRow, PackageError, frames, open};
use identity::purpose::StatedPurpose;
use identity::scheme::KeptPoint;
use intake::{DeliveryKind, Postcodes};
use person::{CaseKey, Event, RecordKey};
use serde_json::json;
use store::{DeliveryMeta, Entered, PackageEntered, RowCounts, SourceHash, Store, StoreError, StoredEvent, StoredPoint};

use crate::commands::keys::{folder, label};
use crate::commands::{now, transcrypt};
use crate::failure::{Outcome, refused};
use crate::{Desk, Format, output};

/// What the hub is called in its records.
pub const HUB: &str = "hub";

/// With what packages are taken in.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// Folder of the hub's keys.
    pub keys: &'a Path,
    /// The purpose; by default the one that stands with the keys.
    pub purpose: Option<&'a Path>,
    /// Where they go.
    pub store: &'a Store,
    /// Which municipality a postcode lies in.
    pub postcodes: Option<&'a Postcodes>,
}

/// The hub, ready to open packages.
pub struct Hub<'a> {
    store: &'a Store,
    keys: HubKeys,
    chain: Chain,
    purpose: StatedPurpose,
    trusted: Vec<TrustedSource>,
    postcodes: Option<&'a Postcodes>,
}

/// A package that was taken in.
pub struct TakenPackage {
    /// What it said of itself.
    pub header: Header,
    /// Whether its delivery was new.
    pub entered: Entered,
}

/// Whether a file begins as a package does.
///
/// # Errors
/// When it cannot be read.
pub fn is_package(path: &Path) -> Result<bool> {
    let mut first = [0; 16];
    let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = file.read(&mut first)?;
    Ok(read == first.len() && &first == b"inbeeld package ")
}

/// Opening a row may fail in the package or in the store.
#[derive(Debug, thiserror::Error)]
enum RowError {
    #[error(transparent)]
    Package(#[from] PackageError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<'a> Hub<'a> {
    /// Opens the hub's keys and purpose. Without one nothing starts.
    ///
    /// # Errors
    /// When a key or the purpose is missing, or the store was filled under other keys: then both labels are named.
    pub fn open(way: &Way<'a>) -> Result<Hub<'a>> {
        let ((keys, chain), trusted) = (folder::hub(way.keys)?, folder::trusted(way.keys)?);
        let purpose = folder::purpose(way.keys, way.purpose)?;
        label::check(way.store.root(), &chain)?;
        Ok(Hub { store: way.store, keys, chain, purpose, trusted, postcodes: way.postcodes })
    }

    /// Takes every package of a file in. Each is kept whole or not at all.
    ///
    /// # Errors
    /// When one is refused, or the store cannot be written.
    pub fn take(&self, path: &Path) -> Result<Vec<TakenPackage>> {
        let mut file = BufReader::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?);
        let all = frames(&mut file).map_err(anyhow::Error::from);
        all.and_then(|all| all.iter().map(|frame| self.take_one(path, frame)).collect::<Result<_>>())
            .with_context(|| format!("{} was not taken in", path.display()))
    }

    fn take_one(&self, path: &Path, frame: &Frame) -> Result<TakenPackage> {
        let mut file = File::open(path)?;
        file.rewind()?;
        let package = open(file, frame, &self.keys, &self.chain, &self.trusted)?;
        if package.header().kind == ERASURE {
            return Err(refused("it is a request to erase, no delivery: `inbeeld erase` takes it"));
        }
        package.check(&self.purpose)?;
        let header = package.header().clone();
        if self.store.has_package(HUB, &header.id)? {
            return Err(refused(format!("package {} came in before: a replay is refused", header.id)));
        }
        let mut writer = self.store.writer(meta(&header)?)?;
        let mut points = self.store.point_writer(&header.id)?;
        let mut point = |kept: KeptPoint| Ok(points.push(&StoredPoint { kind: kept.kind.byte(), key: kept.key, locked: kept.locked })?);
        let mut take = |row: OpenedRow| Ok::<(), RowError>(writer.push(&self.kept(&row))?);
        let scratch = || tempfile::tempfile_in(self.store.root());
        let side = HubSide { keys: &self.keys, chain: &self.chain, purpose: &self.purpose, scratch: &scratch };
        package.rows(&side, &mut point, &mut take).map_err(|error| match error {
            RowError::Package(error) => anyhow::Error::from(error),
            RowError::Store(error) => anyhow::Error::from(error),
        })?;
        // Points first: what is in the catalogue can be moved to later keys.
        points.finish()?;
        let rows = RowCounts { read: header.read, accepted: header.accepted, set_aside: header.set_aside };
        let accepted = writer.finish(rows, now()).map_err(|error| match self.store.drop_points(&header.id) {
            Ok(()) => anyhow::Error::from(error),
            Err(left) => anyhow::Error::from(left).context(error),
        })?;
        match self.store.enter_package(&transcrypt::row(HUB, &header))? {
            PackageEntered::New => Ok(TakenPackage { header, entered: accepted.entered }),
            PackageEntered::Replayed | PackageEntered::TooMany { .. } => {
                Err(refused(format!("package {} came in twice at the same moment", header.id)))
            }
        }
    }

    /// The row as the store keeps it: references keyed once more, the municipality by the four digits where it was not given.
    fn kept(&self, row: &OpenedRow) -> StoredEvent {
        let keyed = |reference| self.keys.secret().record(reference);
        let mut event = Event { record: RecordKey(keyed(row.event.record.0)), case: CaseKey(keyed(row.event.case.0)), ..row.event };
        if !event.municipality.is_known()
            && let Some(place) = row.postcode.and_then(|digits| self.postcodes?.municipality(digits))
        {
            event.municipality = place;
        }
        StoredEvent { pseudonyms: row.pseudonyms, tokens: row.tokens, event }
    }
}

fn meta(header: &Header) -> Result<DeliveryMeta> {
    let damaged = |what: &str| refused(format!("package {}: {what}", header.id));
    let kind = DeliveryKind::from_word(&header.kind).filter(|kind| kind.tells_of_persons());
    let kind = kind.ok_or_else(|| damaged("its kind is none that tells of persons"))?;
    let period = header.period.parse().map_err(|_| damaged("its period is none"))?;
    Ok(DeliveryMeta {
        kind: kind.word().to_owned(),
        supplier: header.supplier.clone(),
        organisation_kind: kind.organisation_kind(&header.supplier),
        period,
        version: header.version,
        source: SourceHash::of(header.source.as_bytes()),
    })
}

/// Takes packages in and says what came of it.
///
/// # Errors
/// As [`Hub::open`] and [`Hub::take`].
pub fn run(files: &[PathBuf], way: &Way<'_>, desk: &mut Desk) -> Result<Outcome> {
    let stage = desk.timings.begin("intake");
    let taken = take(files, way, desk)?;
    desk.timings.end("intake", stage, taken.iter().map(|one| one.header.read).sum())?;
    if desk.format == Format::Json {
        let all: Vec<_> = taken.iter().map(wire).collect();
        output::json(&json!({ "packages": all }))?;
    } else if !desk.quiet {
        for TakenPackage { header, entered } in &taken {
            let known = if *entered == Entered::Known { " (known already)" } else { "" };
            eprintln!(
                "{} {} {} v{}{known}: {} read = {} accepted + {} set aside; {} left out after objection",
                header.kind,
                header.supplier,
                header.period,
                header.version,
                header.read,
                header.accepted,
                header.set_aside,
                header.excluded
            );
        }
    }
    Ok(Outcome::Done)
}

/// Takes packages in, in the order given.
///
/// # Errors
/// As [`run`].
pub fn take(files: &[PathBuf], way: &Way<'_>, desk: &Desk) -> Result<Vec<TakenPackage>> {
    let hub = Hub::open(way)?;
    let bar = desk.progress.bar("open, join, store", files.len() as u64);
    let mut taken = Vec::new();
    for file in files {
        taken.extend(hub.take(file)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(taken)
}

fn wire(one: &TakenPackage) -> serde_json::Value {
    let header = &one.header;
    json!({
        "id": header.id, "kind": header.kind, "supplier": header.supplier, "period": header.period, "version": header.version,
        "label": header.label, "read": header.read, "accepted": header.accepted, "set_aside": header.set_aside,
        "excluded": header.excluded, "rows": header.rows, "known": one.entered == Entered::Known,
    })
}
