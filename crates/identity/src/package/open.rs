//! At the hub: ciphertexts become pseudonyms, rows are joined to them by their tags.

use std::io::{BufRead, BufReader, Read, Seek};

use person::{Event, LinkageTokens, Pseudonyms};
use rayon::prelude::*;

use super::frame::Frame;
use super::join::{Join, Known};
use super::laid_aside::Scratch;
use super::row::{COLUMNS, PreparedRow, Tag};
use super::transit::{Arrived, broken, check_payload};
use super::{ENTRY_BYTES, Header, PackageError};
use crate::keys::{Chain, HubKeys, TrustedSource};
use crate::purpose::StatedPurpose;
use crate::scheme::{Chance, Ciphertext, Identifier, KeptPoint, Opening};

/// A line of the payload longer than this is none.
const LINE_BYTES_MAX: u64 = 4096;

/// A row as the hub may see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedRow {
    /// Pseudonyms of number and fallback.
    pub pseudonyms: Pseudonyms,
    /// Pseudonyms of the linkage tokens, by the place of their combination.
    pub tokens: LinkageTokens,
    /// Four digits of the postcode.
    pub postcode: Option<u16>,
    /// What happened. Its references are keyed by the source; the hub keys them once more.
    pub event: Event,
}

/// What a hub reads rows with.
#[derive(Clone, Copy)]
pub struct HubSide<'a> {
    /// Its keys.
    pub keys: &'a HubKeys,
    /// The chain they are of.
    pub chain: &'a Chain,
    /// The purpose that rows are held against.
    pub purpose: &'a StatedPurpose,
    /// Lends files for what memory should not hold.
    pub scratch: Scratch<'a>,
}

/// A package whose header was read and verified.
pub struct OpenedPackage<R: Read> {
    arrived: Arrived<R>,
}

/// Unseals a package at the hub and verifies who sent it.
///
/// # Errors
/// Where it carries another label, has not been through every service, or a signature is wrong.
pub fn open<R: Read + Seek>(
    file: R,
    frame: &Frame,
    keys: &HubKeys,
    chain: &Chain,
    trusted: &[TrustedSource],
) -> Result<OpenedPackage<R>, PackageError> {
    frame.check(chain, chain.stations().len(), "take it to the next service first (`inbeeld transcrypt`)")?;
    if chain.stations().is_empty() {
        return Err(PackageError::Damaged { what: "the chain has no pseudonym service" });
    }
    Ok(OpenedPackage { arrived: Arrived::read(frame.unseal(file, &keys.sealed_to)?, frame, chain, trusted)? })
}

impl<R: Read> OpenedPackage<R> {
    /// What it says of itself.
    pub fn header(&self) -> &Header {
        self.arrived.header()
    }

    /// Holds what it says of itself against the hub's own copy of the purpose.
    ///
    /// # Errors
    /// [`PackageError::NotInPurpose`]: another purpose or version, a kind that is not allowed, or a supplier who did not agree.
    pub fn check(&self, purpose: &StatedPurpose) -> Result<(), PackageError> {
        let header = self.header();
        if (header.purpose.as_str(), header.purpose_version) != (purpose.name(), purpose.version()) {
            let (found, kept) = (&header.purpose, purpose.name());
            let reason = format!("it is of `{found}` version {}, kept is `{kept}` version {}", header.purpose_version, purpose.version());
            return Err(PackageError::NotInPurpose { reason });
        }
        let allowed = purpose.allows(&header.kind, &header.supplier);
        allowed.map(drop).map_err(|error| PackageError::NotInPurpose { reason: error.to_string() })
    }

    /// Hands on every pseudonym with its point under lock, then every row; each row is held against the purpose, and the first is handed
    /// on when all were read and the payload is the one that was signed. What was handed on counts only when this returns without an
    /// error. Memory does not grow with the package: its table and rows are laid aside and sorted.
    ///
    /// # Errors
    /// Where table or payload are not what was signed, a row is not as agreed, or holds more than the purpose keeps; or the first
    /// error of `point` or `take`.
    pub fn rows<E: From<PackageError>>(
        mut self,
        side: &HubSide<'_>,
        point: &mut dyn FnMut(KeptPoint) -> Result<(), E>,
        take: &mut dyn FnMut(OpenedRow) -> Result<(), E>,
    ) -> Result<Header, E> {
        let mut join = Join::new(side.scratch, &mut Chance::new().map_err(PackageError::from)?);
        let opening = side.keys.secret.opening();
        self.arrived.each_batch(&side.chain.label(), &mut |batch| {
            let opened: Result<Vec<_>, PackageError> =
                batch.par_chunks_exact(ENTRY_BYTES).with_min_len(64).map(|entry| open_entry(entry, &opening)).collect();
            opened?.into_iter().try_for_each(|(tag, kept)| {
                join.entry(tag, kept.kind, kept.key).map_err(PackageError::from)?;
                point(kept)
            })
        })?;
        self.read_rows(side, &mut join)?;
        join.each(&mut |place, text, known| take(joined(text, place, known)?))?;
        Ok(self.arrived.header)
    }

    /// Reads every row, holds it against the purpose and lays it aside; at the end it is known that these are the rows that were signed.
    fn read_rows(&mut self, side: &HubSide<'_>, join: &mut Join<'_>) -> Result<(), PackageError> {
        let mut hashed = Hashed { inner: &mut self.arrived.body, hasher: blake3::Hasher::new() };
        let rows = read_payload(&mut hashed, side.keys, &mut |place, text| {
            let row = PreparedRow::parse(text).map_err(|fault| PackageError::Row { row: place, column: fault.column })?;
            if side.purpose.exceeds(&row.event, row.postcode, row.tokens.len()) {
                return Err(PackageError::BeyondPurpose { row: place });
            }
            Ok(join.row(place, &row, text)?)
        })?;
        std::io::copy(&mut hashed, &mut std::io::sink()).map_err(broken)?;
        check_payload(&hashed.hasher.finalize(), &self.arrived.header)?;
        if rows == self.arrived.header.rows {
            Ok(())
        } else {
            Err(PackageError::Damaged { what: "its payload has another number of rows" })
        }
    }
}

fn open_entry(entry: &[u8], opening: &Opening<'_>) -> Result<(u64, KeptPoint), PackageError> {
    let wrong = || PackageError::Damaged { what: "an entry of its table is no ciphertext" };
    let tag = u64::from_le_bytes(entry[..8].try_into().map_err(|_| wrong())?);
    let kind = Identifier::from_byte(entry[8]).ok_or_else(wrong)?;
    let sealed = Ciphertext(entry[13..].try_into().map_err(|_| wrong())?);
    Ok((tag, opening.kept_point(kind, &sealed).map_err(|_| wrong())?))
}

/// Hands on every line of a payload after its columns, with its place from 1; how many there are.
fn read_payload(
    sealed: &mut impl Read,
    keys: &HubKeys,
    take: &mut dyn FnMut(u64, &str) -> Result<(), PackageError>,
) -> Result<u64, PackageError> {
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 16, sealed))?;
    let opened = decryptor.decrypt(std::iter::once(&keys.sealed_to as &dyn age::Identity))?;
    let mut lines = BufReader::with_capacity(1 << 16, opened);
    let mut line = String::new();
    let mut place: u64 = 0;
    loop {
        line.clear();
        let read = lines.by_ref().take(LINE_BYTES_MAX).read_line(&mut line).map_err(broken)?;
        let text = line.trim_end_matches('\n');
        match (read, place) {
            (0, 0) => return Err(PackageError::Damaged { what: "its payload is empty" }),
            (0, _) => return Ok(place - 1),
            (_, 0) if text == COLUMNS.join(";") => {}
            (_, 0) => return Err(PackageError::Damaged { what: "its payload has other columns" }),
            (_, _) => take(place, text)?,
        }
        place += 1;
    }
}

fn joined(text: &str, place: u64, known: &Known) -> Result<OpenedRow, PackageError> {
    let row = PreparedRow::parse(text).map_err(|fault| PackageError::Row { row: place, column: fault.column })?;
    let of = |tag: Tag, column, wanted: fn(Identifier) -> bool| {
        let entry = known.get(&tag.0).filter(|entry| wanted(entry.0));
        entry.copied().ok_or(PackageError::Row { row: place, column })
    };
    let number = row.number.map(|tag| of(tag, "number", |kind| kind == Identifier::Number)).transpose()?;
    let fallback = row.fallback.map(|tag| of(tag, "fallback", |kind| kind == Identifier::Fallback)).transpose()?;
    let tokens = row.tokens.iter().map(|tag| match of(*tag, "tokens", |kind| matches!(kind, Identifier::Token(_)))? {
        (Identifier::Token(combination), key) => Ok((combination, key)),
        (Identifier::Number | Identifier::Fallback, _) => Err(PackageError::Row { row: place, column: "tokens" }),
    });
    let tokens = LinkageTokens::of(tokens.collect::<Result<Vec<_>, PackageError>>()?);
    let pseudonyms = Pseudonyms { number: number.map(|entry| entry.1), fallback: fallback.map(|entry| entry.1) };
    Ok(OpenedRow { pseudonyms, tokens, postcode: row.postcode, event: row.event })
}

/// A reader that knows the hash of what went through it.
struct Hashed<R> {
    inner: R,
    hasher: blake3::Hasher,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}
