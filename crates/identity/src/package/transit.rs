//! At a pseudonym service: ciphertexts become other ciphertexts, batch by batch; the payload passes unread.

use std::io::{self, BufReader, Read, Seek, Write};

use age::stream::StreamReader;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use rayon::prelude::*;

use super::frame::{Frame, FrameWriter};
use super::{BATCH_ENTRIES, ENTRIES_MAX, ENTRY_BYTES, HEADER_BYTES_MAX, Header, PackageError, header_message, table_message};
use crate::keys::{Chain, Label, ServiceKeys, TrustedSource};
use crate::scheme::{Chance, Ciphertext, Identifier, Transcrypt};

/// A package whose header was read and verified. Nothing of its table was touched yet: the caller may still refuse it.
pub struct Arrived<R: Read> {
    pub(crate) header: Header,
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    pub(crate) body: StreamReader<BufReader<io::Take<R>>>,
    pub(crate) table_by: (String, VerifyingKey),
    stage: u8,
}

/// What went through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passed {
    /// The header.
    pub header: Header,
    /// Ciphertexts evaluated.
    pub evaluations: u64,
}

/// Unseals a package at a service and verifies who sent it.
///
/// # Errors
/// Where it carries another label, is not for this service, or its signature is wrong.
pub fn arrive<R: Read + Seek>(
    file: R,
    frame: &Frame,
    keys: &ServiceKeys,
    chain: &Chain,
    trusted: &[TrustedSource],
) -> Result<Arrived<R>, PackageError> {
    let own = chain.stations().iter().rposition(|station| station.name == keys.name && station.commitment == keys.secret.commitment());
    let place = own.ok_or(PackageError::Damaged { what: "the keys here are of no service in the chain file" })?;
    frame.check(chain, chain.stations().len() - 1 - place, "this service is not the next one")?;
    Arrived::read(frame.unseal(file, &keys.sealed_to)?, frame, chain, trusted)
}

impl<R: Read> Arrived<R> {
    /// Reads and verifies the header.
    pub(crate) fn read(
        mut body: StreamReader<BufReader<io::Take<R>>>,
        frame: &Frame,
        chain: &Chain,
        trusted: &[TrustedSource],
    ) -> Result<Arrived<R>, PackageError> {
        let mut length = [0; 4];
        body.read_exact(&mut length).map_err(broken)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > HEADER_BYTES_MAX {
            return Err(PackageError::Damaged { what: "its header is too long" });
        }
        let (mut bytes, mut signature) = (vec![0; length], [0; 64]);
        body.read_exact(&mut bytes).and_then(|()| body.read_exact(&mut signature)).map_err(broken)?;
        let header: Header = serde_json::from_slice(&bytes).map_err(|_| PackageError::Damaged { what: "its header cannot be read" })?;
        check_header(&header, &frame.label, chain)?;
        let source = trusted.iter().find(|source| source.supplier == header.supplier);
        let source = source.ok_or_else(|| PackageError::UnknownSource { supplier: header.supplier.clone() })?;
        verify(&source.verifying, &header_message(&bytes), &signature, &source.supplier)?;
        let before = usize::from(frame.stage).checked_sub(1).and_then(|stage| chain.station_at(stage));
        let table_by =
            before.map_or_else(|| (source.supplier.clone(), source.verifying), |station| (station.name.clone(), station.verifying));
        Ok(Arrived { header, bytes, signature, body, table_by, stage: frame.stage })
    }

    /// What it says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Who signed the table: the source itself, or the service before.
    pub fn from_whom(&self) -> &str {
        &self.table_by.0
    }

    /// Transcrypts the table and writes the package for whoever is next. Memory does not grow with the table.
    ///
    /// # Errors
    /// Where the table is not what was signed, or holds what is no ciphertext. The writer then holds an unfinished package.
    pub fn pass<W: Write + Seek>(mut self, keys: &ServiceKeys, chain: &Chain, out: W) -> Result<(Passed, W), PackageError> {
        let stage = self.stage + 1;
        let mut writer = FrameWriter::begin(out, stage, &chain.label(), chain.recipient_at(usize::from(stage)))?;
        let next = writer.body();
        next.write_all(&(self.bytes.len() as u32).to_le_bytes())?;
        next.write_all(&self.bytes)?;
        next.write_all(&self.signature)?;
        let station = chain.station_at(usize::from(self.stage)).ok_or(PackageError::NotForUs)?;
        let evaluation = keys.secret.evaluation(&station.key);
        let mut table = blake3::Hasher::new();
        let mut chance = Chance::new()?;
        self.each_batch(&chain.label(), &mut |batch| {
            transcrypt(batch, &evaluation)?;
            shuffle(batch, &mut chance);
            table.update(batch);
            Ok::<(), PackageError>(next.write_all(batch)?)
        })?;
        next.write_all(&keys.signing.sign(&table_message(&self.bytes, &table.finalize())).to_bytes())?;
        self.copy_payload(next)?;
        let evaluations = self.header.entries;
        Ok((Passed { header: self.header, evaluations }, writer.finish()?))
    }

    /// Hands on the table in batches and verifies its signature; every entry must carry the label.
    pub(crate) fn each_batch<E: From<PackageError>>(
        &mut self,
        label: &Label,
        take: &mut dyn FnMut(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut hasher = blake3::Hasher::new();
        let mut left = self.header.entries;
        let mut batch = Vec::new();
        while left > 0 {
            let entries = left.min(BATCH_ENTRIES as u64);
            batch.resize(entries as usize * ENTRY_BYTES, 0);
            self.body.read_exact(&mut batch).map_err(broken)?;
            hasher.update(&batch);
            if batch.chunks_exact(ENTRY_BYTES).any(|entry| entry[9..13] != label.tag()) {
                return Err(PackageError::OtherLabel { found: "another version".into(), expected: label.to_string() }.into());
            }
            take(&mut batch)?;
            left -= entries;
        }
        let mut signature = [0; 64];
        self.body.read_exact(&mut signature).map_err(broken)?;
        Ok(verify(&self.table_by.1, &table_message(&self.bytes, &hasher.finalize()), &signature, &self.table_by.0)?)
    }

    fn copy_payload(&mut self, out: &mut impl Write) -> Result<(), PackageError> {
        let mut hasher = blake3::Hasher::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = self.body.read(&mut piece).map_err(broken)?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            out.write_all(&piece[..read])?;
        }
        check_payload(&hasher.finalize(), &self.header)
    }
}

pub(super) fn check_payload(found: &blake3::Hash, header: &Header) -> Result<(), PackageError> {
    if found.to_hex().as_str() == header.payload {
        Ok(())
    } else {
        Err(PackageError::Damaged { what: "its payload is not the one that was signed" })
    }
}

pub(super) fn broken(error: io::Error) -> PackageError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => PackageError::Damaged { what: "it breaks off" },
        io::ErrorKind::InvalidData => PackageError::Damaged { what: "its seal is broken" },
        _ => PackageError::Io(error),
    }
}

fn check_header(header: &Header, label: &Label, chain: &Chain) -> Result<(), PackageError> {
    if header.label != label.text() {
        return Err(PackageError::OtherLabel { found: "another label than its outside".to_owned(), expected: label.to_string() });
    }
    // Nothing of it was verified yet, and it may be shown: no character in it does something to a screen or a log.
    if [&header.purpose, &header.supplier, &header.kind, &header.period].iter().any(|text| text.chars().any(char::is_control)) {
        return Err(PackageError::Damaged { what: "its header is no text" });
    }
    if header.purpose != chain.purpose() {
        return Err(PackageError::OtherPurpose { found: header.purpose.clone(), expected: chain.purpose().to_owned() });
    }
    let is_id = header.id.len() == 32 && header.id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id || header.entries > ENTRIES_MAX {
        return Err(PackageError::Damaged { what: "its header says what cannot be" });
    }
    Ok(())
}

fn verify(key: &VerifyingKey, message: &[u8], signature: &[u8; 64], whose: &str) -> Result<(), PackageError> {
    let checked = key.verify_strict(message, &Signature::from_bytes(signature));
    checked.map_err(|_| PackageError::Signature { whose: whose.to_owned() })
}

/// Every entry of a batch, on all cores.
fn transcrypt(batch: &mut [u8], evaluation: &(impl Transcrypt + Sync)) -> Result<(), PackageError> {
    batch.par_chunks_mut(ENTRY_BYTES * 64).try_for_each(|part| {
        let mut chance = Chance::new()?;
        for entry in part.chunks_exact_mut(ENTRY_BYTES) {
            let mut given = Ciphertext([0; Ciphertext::BYTES]);
            given.0.copy_from_slice(&entry[13..]);
            let known = Identifier::from_byte(entry[8]).ok_or(PackageError::Damaged { what: "an entry of its table is of no kind" })?;
            let made = evaluation.transcrypt(&given, &mut chance);
            let made = made.map_err(|_| PackageError::Damaged { what: "an entry of its table is no ciphertext" })?;
            entry[8] = known.byte();
            entry[13..].copy_from_slice(&made.0);
        }
        Ok(())
    })
}

fn shuffle(batch: &mut [u8], chance: &mut Chance) {
    let (entries, _) = batch.as_chunks_mut::<ENTRY_BYTES>();
    chance.shuffle(entries);
}
