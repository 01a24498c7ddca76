//! What was laid aside becomes a package: rows and identifiers come back in an order of chance, are encrypted, sealed and written.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use ed25519_dalek::Signer;
use rayon::prelude::*;
use zeroize::Zeroizing;

use super::frame::{FrameWriter, seal};
use super::laid_aside::{LaidAside, Scratch};
use super::prepare::check;
use super::row::{COLUMNS, PreparedRow, Tag};
use super::{ENTRY_BYTES, Header, PackageError, header_message, table_message};
use crate::keys::{Chain, SourceKeys};
use crate::purpose::StatedPurpose;
use crate::scheme::{Chance, Encrypt, Identifier};

/// More numbers than this under one token in a delivery: it is left out. Linkage drops tokens by the same number.
const TOKEN_NUMBERS_MAX: usize = 5;
/// Identifiers that are encrypted at a time.
const IDENTIFIERS_AT_A_TIME: usize = 1 << 12;
/// Identifiers that one core encrypts before it asks for more.
const IDENTIFIERS_A_CORE: usize = 1 << 7;

/// A delivery while it is prepared: nothing of it stands in memory for long.
pub(super) struct Laid<'a> {
    scratch: Scratch<'a>,
    rows: LaidAside<'a>,
    identifiers: LaidAside<'a>,
    carriers: LaidAside<'a>,
}

/// The ciphertexts as they will be sent.
pub(super) struct Table {
    file: File,
    hash: blake3::Hash,
    /// How many.
    pub entries: u64,
}

/// The rows as they will be sent, readable and sealed.
pub(super) struct Payload {
    text: File,
    sealed: File,
    /// Of what is sealed.
    pub hash: blake3::Hash,
    /// How many.
    pub rows: u64,
}

impl<'a> Laid<'a> {
    pub(super) fn new(scratch: Scratch<'a>, chance: &mut Chance) -> Laid<'a> {
        let mut aside = || LaidAside::new(scratch, chance);
        Laid { scratch, rows: aside(), identifiers: aside(), carriers: aside() }
    }

    /// Takes a row; rows come back in the order of `place`.
    pub(super) fn row(&mut self, place: u64, text: &str) -> io::Result<()> {
        self.rows.push(place, &[text.as_bytes()])
    }

    /// Takes an identifier under its tag. Tags are codes, so the order in which they come back is one of chance.
    pub(super) fn identifier(&mut self, tag: Tag, kind: Identifier, text: &str) -> io::Result<()> {
        self.identifiers.push(tag.0, &[&[kind.byte()], text.as_bytes()])
    }

    /// Takes that who has this number carries this token.
    pub(super) fn carries(&mut self, token: Tag, number: Tag) -> io::Result<()> {
        self.carriers.push(token.0, &[&number.0.to_le_bytes()])
    }

    /// Tokens that more numbers of this delivery carry than tells anything: one that says `unknown` where a name stands, or a name that
    /// many have. Seen often, they would tell the hub what they are. They are left out.
    pub(super) fn common_tokens(&mut self) -> Result<HashSet<Tag>, PackageError> {
        let mut common = HashSet::new();
        let mut counted = (Tag(0), 0);
        self.carriers.each(|token, _| {
            counted = (Tag(token), if counted.0 == Tag(token) { counted.1 + 1 } else { 1 });
            if counted.1 > TOKEN_NUMBERS_MAX {
                common.insert(counted.0);
            }
            Ok::<(), PackageError>(())
        })?;
        Ok(common)
    }

    /// The rows, each read back and held against the purpose: what is sealed is what was checked.
    pub(super) fn payload(&mut self, common: &HashSet<Tag>, purpose: &StatedPurpose, hub: &str) -> Result<Payload, PackageError> {
        let mut text = BufWriter::new((self.scratch)()?);
        let mut sealed = seal(Hashing { inner: BufWriter::new((self.scratch)()?), hasher: blake3::Hasher::new() }, hub)?;
        let mut rows = 0;
        let mut write = |line: &str| {
            let line = [line, "\n"].concat();
            sealed.write_all(line.as_bytes())?;
            text.write_all(line.as_bytes())
        };
        write(&COLUMNS.join(";"))?;
        self.rows.each(|_, line| {
            rows += 1;
            let line = std::str::from_utf8(line).map_err(|_| PackageError::Row { row: rows, column: COLUMNS[0] })?;
            let mut row = PreparedRow::parse(line).map_err(|fault| PackageError::Row { row: rows, column: fault.column })?;
            row.tokens.retain(|token| !common.contains(token));
            check(&row, purpose, rows)?;
            Ok::<(), PackageError>(write(&row.to_text())?)
        })?;
        let Hashing { inner, hasher } = sealed.finish()?;
        Ok(Payload { text: whole(text)?, sealed: whole(inner)?, hash: hasher.finalize(), rows })
    }

    /// The ciphertexts, one for each identifier that a row stands with.
    pub(super) fn table(&mut self, common: &HashSet<Tag>, chain: &Chain) -> Result<Table, PackageError> {
        let mut out = Hashing { inner: BufWriter::new((self.scratch)()?), hasher: blake3::Hasher::new() };
        let mut entries = 0;
        let mut batch = Vec::with_capacity(IDENTIFIERS_AT_A_TIME);
        let mut last = None;
        self.identifiers.each(|tag, bytes| {
            if last.replace(tag) == Some(tag) {
                return Err(PackageError::OneTag);
            }
            if common.contains(&Tag(tag)) {
                return Ok(());
            }
            batch.push((Tag(tag), Zeroizing::new(bytes.to_vec())));
            entries += 1;
            if batch.len() == IDENTIFIERS_AT_A_TIME { encrypt(&mut batch, chain, &mut out) } else { Ok(()) }
        })?;
        encrypt(&mut batch, chain, &mut out)?;
        Ok(Table { file: whole(out.inner)?, hash: out.hasher.finalize(), entries })
    }
}

/// Encrypts a batch on all cores and writes its entries.
fn encrypt(batch: &mut Vec<(Tag, Zeroizing<Vec<u8>>)>, chain: &Chain, out: &mut impl Write) -> Result<(), PackageError> {
    let (key, label) = (chain.key(), chain.label().tag());
    let parts = batch.par_chunks(IDENTIFIERS_A_CORE).map(|part| {
        let mut chance = Chance::new()?;
        let mut bytes = Vec::with_capacity(part.len() * ENTRY_BYTES);
        for (tag, entry) in part {
            let known = entry.split_first().and_then(|(byte, text)| Some((Identifier::from_byte(*byte)?, text)));
            let (kind, text) = known.ok_or(PackageError::Damaged { what: "what was laid aside does not come back" })?;
            bytes.extend_from_slice(&tag.0.to_le_bytes());
            bytes.push(kind.byte());
            bytes.extend_from_slice(&label);
            bytes.extend_from_slice(&key.encrypt(kind, text, &mut chance).0);
        }
        Ok(bytes)
    });
    for part in parts.collect::<Result<Vec<_>, PackageError>>()? {
        out.write_all(&part)?;
    }
    batch.clear();
    Ok(())
}

/// Writes the package and, when it is whole, the record of everything in it.
pub(super) fn write<W: Write + Seek>(
    header: &Header,
    mut table: Table,
    mut payload: Payload,
    (keys, chain): (&SourceKeys, &Chain),
    out: W,
    sent: &mut dyn Write,
) -> Result<W, PackageError> {
    let bytes = serde_json::to_vec(header).map_err(io::Error::from)?;
    let sign = |message: Vec<u8>| keys.signing.sign(&message).to_bytes();
    let mut writer = FrameWriter::begin(out, 0, &chain.label(), chain.recipient_at(0))?;
    let body = writer.body();
    body.write_all(&(bytes.len() as u32).to_le_bytes())?;
    body.write_all(&bytes)?;
    body.write_all(&sign(header_message(&bytes)))?;
    copy(&mut table.file, body)?;
    body.write_all(&sign(table_message(&bytes, &table.hash)))?;
    copy(&mut payload.sealed, body)?;
    let out = writer.finish()?;
    record(header, &mut table.file, &mut payload.text, sent)?;
    Ok(out)
}

/// Everything in the package before sealing, as text: header, table, rows.
fn record(header: &Header, table: &mut File, payload: &mut File, sent: &mut dyn Write) -> Result<(), PackageError> {
    serde_json::to_writer_pretty(&mut *sent, header).map_err(io::Error::from)?;
    sent.write_all(b"\n\ntable: tag, kind, label, ciphertext\n")?;
    table.rewind()?;
    let mut entries = BufReader::with_capacity(1 << 16, table);
    let mut entry = [0; ENTRY_BYTES];
    let mut line = String::with_capacity(2 * ENTRY_BYTES + 4);
    for _ in 0..header.entries {
        entries.read_exact(&mut entry)?;
        line.clear();
        for (place, byte) in entry.iter().enumerate() {
            if matches!(place, 8 | 9 | 13) {
                line.push(';');
            }
            line.push(char::from(b'a' + (byte >> 4)));
            line.push(char::from(b'a' + (byte & 15)));
        }
        line.push('\n');
        sent.write_all(line.as_bytes())?;
    }
    sent.write_all(b"\n")?;
    copy(payload, sent)
}

fn copy(from: &mut File, to: &mut (impl Write + ?Sized)) -> Result<(), PackageError> {
    from.rewind()?;
    io::copy(&mut BufReader::with_capacity(1 << 16, from), to)?;
    Ok(())
}

fn whole(writer: BufWriter<File>) -> io::Result<File> {
    writer.into_inner().map_err(io::IntoInnerError::into_error)
}

/// A writer that knows the hash of what went through it.
struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
