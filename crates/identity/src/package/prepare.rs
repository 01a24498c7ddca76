//! At the source: records become rows with tags and a table of ciphertexts, checked field by field, sealed and signed.

use std::collections::{HashMap, HashSet};
use std::io::{Seek, Write};

use domain::Day;
use ed25519_dalek::Signer;
use person::{CaseKey, Event, Identity, Purpose, Record, RecordKey};
use rayon::prelude::*;
use zeroize::{Zeroize, Zeroizing};

use super::frame::{FrameWriter, seal};
use super::row::{COLUMNS, PreparedRow, Tag};
use super::{ENTRY_BYTES, Header, PackageError, header_message, table_message};
use crate::NeverLink;
use crate::keys::{Chain, SourceKeys};
use crate::pseudonym::identifiers;
use crate::purpose::StatedPurpose;
use crate::scheme::{Chance, Encrypt, Identifier};
use crate::tokens::tokens;

/// More numbers than this under one token in a delivery: it is left out. Linkage drops tokens by the same number.
const TOKEN_NUMBERS_MAX: usize = 5;

/// What a source prepares with.
pub struct Preparer<'a> {
    keys: &'a SourceKeys,
    chain: &'a Chain,
    purpose: &'a StatedPurpose,
    never_link: &'a NeverLink,
    excluded: &'a NeverLink,
    chance: Chance,
    known: HashMap<(Identifier, String), Tag>,
    rows: Vec<PreparedRow>,
    left_out: u64,
}

/// What identifiers are left in memory is wiped.
impl Drop for Preparer<'_> {
    fn drop(&mut self) {
        self.known.drain().for_each(|((_, mut text), _)| text.zeroize());
    }
}

/// The facts of a delivery that its package carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryFacts {
    /// Word of the kind.
    pub kind: String,
    /// Period.
    pub period: String,
    /// Version.
    pub version: u32,
    /// BLAKE3 of the delivered bytes; it leaves under a key.
    pub source: [u8; 32],
    /// Rows read, accepted, set aside.
    pub counts: (u64, u64, u64),
}

/// A package that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prepared {
    /// What it says of itself.
    pub header: Header,
    /// Everything in it as it was before sealing: the record for the source's own privacy officer.
    pub sent: String,
}

impl<'a> Preparer<'a> {
    /// Ready to take records. `never_link`: numbers of which no pseudonym is made; `excluded`: numbers of who objected.
    ///
    /// # Errors
    /// Where chain and purpose are of different purposes, the chain has no service, or there is no randomness.
    pub fn new(
        keys: &'a SourceKeys,
        chain: &'a Chain,
        purpose: &'a StatedPurpose,
        never_link: &'a NeverLink,
        excluded: &'a NeverLink,
    ) -> Result<Preparer<'a>, PackageError> {
        if chain.purpose() != purpose.name() {
            return Err(PackageError::OtherPurpose { found: purpose.name().to_owned(), expected: chain.purpose().to_owned() });
        }
        if chain.stations().is_empty() {
            return Err(PackageError::Damaged { what: "the chain has no pseudonym service: the hub alone could find every number" });
        }
        let (chance, known) = (Chance::new()?, HashMap::new());
        Ok(Preparer { keys, chain, purpose, never_link, excluded, chance, known, rows: Vec::new(), left_out: 0 })
    }

    /// Takes a record: its events become rows of which nothing can be read that the purpose does not keep.
    ///
    /// # Errors
    /// Where a row would give something away. Then nothing may be sealed.
    pub fn push(&mut self, record: &Record) -> Result<(), PackageError> {
        let Some(identity) = &record.identity else {
            return record.events.iter().try_for_each(|event| self.keep(record, None, (None, None, Vec::new()), event));
        };
        let identity = identity.open(Purpose::Pseudonymise);
        if identity.bsn.is_some_and(|bsn| self.excluded.holds(bsn)) {
            self.left_out += 1;
            return Ok(());
        }
        let (number, fallback) = identifiers(identity, self.never_link);
        let number = number.map(|text| self.tag(Identifier::Number, text));
        let fallback = fallback.map(|text| self.tag(Identifier::Fallback, text));
        let tokens = if self.purpose.makes_tokens() { tokens(identity) } else { Vec::new() };
        let tokens = tokens.into_iter().map(|(place, text)| self.tag(Identifier::Token(place), text)).collect::<Vec<_>>();
        record.events.iter().try_for_each(|event| self.keep(record, Some(identity), (number, fallback, tokens.clone()), event))
    }

    /// The tag of an identifier: the same one for the same text, so that it is encrypted once in a delivery.
    fn tag(&mut self, kind: Identifier, text: String) -> Tag {
        let mut wanted = (kind, text);
        if let Some(tag) = self.known.get(&wanted).copied() {
            wanted.1.zeroize();
            return tag;
        }
        let tag = Tag(u64::from_le_bytes(self.chance.bytes()));
        self.known.insert(wanted, tag);
        tag
    }

    fn keep(
        &mut self,
        record: &Record,
        identity: Option<&Identity>,
        tags: (Option<Tag>, Option<Tag>, Vec<Tag>),
        event: &Event,
    ) -> Result<(), PackageError> {
        let keyed = |reference| self.keys.record(reference);
        let left = self.purpose.degrade(event);
        let event = Event { record: RecordKey(keyed(left.record.0)), case: CaseKey(keyed(left.case.0)), ..left };
        let postcode = identity.and_then(|identity| self.purpose.degrade_postcode(&identity.postcode));
        let (number, fallback, tokens) = tags;
        let row = PreparedRow { number, fallback, tokens, postcode, event };
        let place = self.rows.len() as u64 + 1;
        check(&row, self.purpose, place)?;
        compare(&row.to_text(), identity, record.reference.open(Purpose::Check), place)?;
        self.rows.push(row);
        Ok(())
    }

    /// Shuffles, encrypts, checks every row again as it will be sealed, signs and seals.
    ///
    /// # Errors
    /// Where the text of a row is not as agreed, or the package cannot be written.
    pub fn finish<W: Write + Seek>(mut self, facts: &DeliveryFacts, out: W) -> Result<(Prepared, W), PackageError> {
        let common_tokens = self.drop_common_tokens();
        self.forget_unused();
        self.chance.shuffle(&mut self.rows);
        let text = self.payload()?;
        let mut payload = seal(Vec::new(), self.chain.hub_recipient())?;
        payload.write_all(text.as_bytes())?;
        let payload = payload.finish()?;
        let table = self.table()?;
        let header = self.header(facts, &payload, (common_tokens, (table.len() / ENTRY_BYTES) as u64));
        let bytes = serde_json::to_vec(&header).unwrap_or_default();
        let sign = |message: Vec<u8>| self.keys.signing.sign(&message).to_bytes();
        let mut writer = FrameWriter::begin(out, 0, &self.chain.label(), self.chain.recipient_at(0))?;
        let body = writer.body();
        body.write_all(&(bytes.len() as u32).to_le_bytes())?;
        body.write_all(&bytes)?;
        body.write_all(&sign(header_message(&bytes)))?;
        body.write_all(&table)?;
        body.write_all(&sign(table_message(&bytes, &blake3::hash(&table))))?;
        body.write_all(&payload)?;
        let sent = record_of(&header, &table, &text);
        Ok((Prepared { header, sent }, writer.finish()?))
    }

    /// Leaves out tokens that more numbers of this delivery carry than tells anything: one that says `unknown` where a name stands, or
    /// a name that many have. Seen often, they would tell the hub what they are. How many.
    fn drop_common_tokens(&mut self) -> u64 {
        let mut carriers: HashMap<Tag, Vec<Tag>> = HashMap::new();
        for row in &self.rows {
            let Some(number) = row.number else { continue };
            for token in &row.tokens {
                let known = carriers.entry(*token).or_default();
                if known.len() <= TOKEN_NUMBERS_MAX && !known.contains(&number) {
                    known.push(number);
                }
            }
        }
        let common: HashSet<Tag> =
            carriers.into_iter().filter(|(_, numbers)| numbers.len() > TOKEN_NUMBERS_MAX).map(|(token, _)| token).collect();
        self.rows.iter_mut().for_each(|row| row.tokens.retain(|token| !common.contains(token)));
        common.len() as u64
    }

    /// Forgets identifiers that no row stands with: of a record that is accepted and tells no event nothing leaves.
    fn forget_unused(&mut self) {
        let tags = self.rows.iter().flat_map(|row| [row.number, row.fallback].into_iter().flatten().chain(row.tokens.iter().copied()));
        let used: HashSet<Tag> = tags.collect();
        // What is forgotten is wiped: it is the text of an identifier.
        let unused = self.known.extract_if(|_, tag| !used.contains(tag));
        unused.for_each(|((_, mut text), _)| text.zeroize());
    }

    /// The rows as text, each read back: what is sealed is what was checked.
    fn payload(&self) -> Result<String, PackageError> {
        let mut text = COLUMNS.join(";");
        text.push('\n');
        for (place, row) in (1..).zip(&self.rows) {
            let line = row.to_text();
            let read = PreparedRow::parse(&line).map_err(|fault| PackageError::Row { row: place, column: fault.column })?;
            check(&read, self.purpose, place)?;
            text.push_str(&line);
            text.push('\n');
        }
        Ok(text)
    }

    /// The ciphertexts, in an order of chance.
    fn table(&mut self) -> Result<Vec<u8>, PackageError> {
        let mut entries: Vec<(Tag, Identifier, Zeroizing<String>)> =
            self.known.drain().map(|((kind, text), tag)| (tag, kind, Zeroizing::new(text))).collect();
        self.chance.shuffle(&mut entries);
        let (key, label) = (self.chain.key(), self.chain.label().tag());
        let parts = entries.par_chunks(256).map(|part| {
            let mut chance = Chance::new()?;
            let mut bytes = Vec::with_capacity(part.len() * ENTRY_BYTES);
            for (tag, kind, text) in part {
                bytes.extend_from_slice(&tag.0.to_le_bytes());
                bytes.push(kind.byte());
                bytes.extend_from_slice(&label);
                bytes.extend_from_slice(&key.encrypt(*kind, text.as_bytes(), &mut chance).0);
            }
            Ok(bytes)
        });
        Ok(parts.collect::<Result<Vec<_>, PackageError>>()?.concat())
    }

    fn header(&mut self, facts: &DeliveryFacts, payload: &[u8], (common_tokens, entries): (u64, u64)) -> Header {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let (read, accepted, set_aside) = facts.counts;
        Header {
            id: hex(&self.chance.bytes::<16>()),
            purpose: self.purpose.name().to_owned(),
            purpose_version: self.purpose.version(),
            label: self.chain.label().to_string(),
            supplier: self.keys.supplier().to_owned(),
            kind: facts.kind.clone(),
            period: facts.period.clone(),
            version: facts.version,
            source: hex(&self.keys.delivery(&facts.source)),
            read,
            accepted,
            set_aside,
            excluded: self.left_out,
            common_tokens,
            entries,
            rows: self.rows.len() as u64,
            payload: blake3::hash(payload).to_hex().to_string(),
        }
    }
}

/// Whether a row holds no more than the purpose keeps.
fn check(row: &PreparedRow, purpose: &StatedPurpose, place: u64) -> Result<(), PackageError> {
    if purpose.exceeds(&row.event, row.postcode.is_some(), !row.tokens.is_empty()) {
        Err(PackageError::MoreThanKept { row: place })
    } else {
        Ok(())
    }
}

/// Columns that hold a word or a day of a closed list: a name or reference that happens to be equal gives nothing away there.
const CLOSED: [&str; 6] = ["kind", "organisation_kind", "day", "stated", "sex", "birth_month"];

/// Holds every field of a row against the identity it came from.
fn compare(text: &str, identity: Option<&Identity>, reference: &str, place: u64) -> Result<(), PackageError> {
    let mut forbidden: Vec<(&'static str, Zeroizing<String>)> = Vec::new();
    let mut add = |field, text: &str, least: usize| {
        if text.chars().count() >= least {
            forbidden.push((field, Zeroizing::new(text.to_lowercase())));
        }
    };
    add("own reference", reference, 5);
    if let Some(identity) = identity {
        add("citizen number", &identity.bsn.map(|bsn| format!("{:09}", bsn.number())).unwrap_or_default(), 9);
        add("postcode", &identity.postcode, 6);
        add("surname", &identity.surname, 2);
        add("first names", &identity.first_names, 2);
        let born = identity.birth.map(|date| date.first).map(Day::compact).unwrap_or_default();
        add("day of birth", &born, 8);
    }
    for (column, value) in COLUMNS.into_iter().zip(text.split(';')).filter(|(column, _)| !CLOSED.contains(column)) {
        let value = value.to_lowercase();
        if let Some((field, _)) = forbidden.iter().find(|(_, text)| value == **text) {
            return Err(PackageError::GivesAway { row: place, field, column });
        }
    }
    Ok(())
}

/// Everything in the package before sealing, as text: header, table, rows.
fn record_of(header: &Header, table: &[u8], payload: &str) -> String {
    let mut text = serde_json::to_string_pretty(header).unwrap_or_default();
    text.push_str("\n\ntable: tag, kind, label, ciphertext\n");
    for entry in table.chunks_exact(ENTRY_BYTES) {
        for (place, byte) in entry.iter().enumerate() {
            if matches!(place, 8 | 9 | 13) {
                text.push(';');
            }
            text.push(char::from(b'a' + (byte >> 4)));
            text.push(char::from(b'a' + (byte & 15)));
        }
        text.push('\n');
    }
    text.push('\n');
    text.push_str(payload);
    text
}
