//! At the source: records become rows with tags and a table of ciphertexts, checked field by field, sealed and signed.
//!
//! Memory does not grow with the delivery: rows, identifiers and who carries which token are laid aside, sorted, and read back.

use std::io::{Seek, Write};

use domain::Day;
use person::{CaseKey, Event, Identity, Purpose, Record, RecordKey};
use zeroize::{Zeroize, Zeroizing};

use super::laid_aside::Scratch;
use super::row::{COLUMNS, PreparedRow, Tag};
use super::sealing::{self, Laid};
use super::{Header, PackageError};
use crate::NeverLink;
use crate::keys::{Chain, SourceKeys};
use crate::pseudonym::identifiers;
use crate::purpose::StatedPurpose;
use crate::scheme::{Chance, Identifier};
use crate::tokens::tokens;

/// What a source prepares with.
pub struct Preparer<'a> {
    keys: &'a SourceKeys,
    chain: &'a Chain,
    purpose: &'a StatedPurpose,
    never_link: &'a NeverLink,
    excluded: &'a NeverLink,
    chance: Chance,
    tag_key: Zeroizing<[u8; 32]>,
    laid: Laid<'a>,
    rows: u64,
    left_out: u64,
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

impl<'a> Preparer<'a> {
    /// Ready to take records. `never_link`: numbers of which no pseudonym is made; `excluded`: numbers of who objected; `scratch` lends
    /// files for what memory should not hold.
    ///
    /// # Errors
    /// Where chain and purpose are of different purposes, the chain has no service, or there is no randomness.
    pub fn new(
        keys: &'a SourceKeys,
        chain: &'a Chain,
        purpose: &'a StatedPurpose,
        never_link: &'a NeverLink,
        excluded: &'a NeverLink,
        scratch: Scratch<'a>,
    ) -> Result<Preparer<'a>, PackageError> {
        if chain.purpose() != purpose.name() {
            return Err(PackageError::OtherPurpose { found: purpose.name().to_owned(), expected: chain.purpose().to_owned() });
        }
        if chain.stations().is_empty() {
            return Err(PackageError::Damaged { what: "the chain has no pseudonym service: the hub alone could find every number" });
        }
        let mut chance = Chance::new()?;
        let (tag_key, laid) = (Zeroizing::new(chance.bytes()), Laid::new(scratch, &mut chance));
        Ok(Preparer { keys, chain, purpose, never_link, excluded, chance, tag_key, laid, rows: 0, left_out: 0 })
    }

    /// Takes a record: its events become rows of which nothing can be read that the purpose does not keep. Of a record that tells no
    /// event nothing leaves.
    ///
    /// # Errors
    /// Where a row would give something away. Then nothing may be sealed.
    pub fn push(&mut self, record: &Record) -> Result<(), PackageError> {
        let Some(identity) = &record.identity else {
            return record.events.iter().try_for_each(|event| self.keep(record, None, &Tags::default(), event));
        };
        let identity = identity.open(Purpose::Pseudonymise);
        if identity.bsn.is_some_and(|bsn| self.excluded.holds(bsn)) {
            self.left_out += 1;
            return Ok(());
        }
        if record.events.is_empty() {
            return Ok(());
        }
        let tags = self.tags(identity)?;
        record.events.iter().try_for_each(|event| self.keep(record, Some(identity), &tags, event))
    }

    /// A tag for everything that identifies. Each identifier is laid aside with its tag.
    fn tags(&mut self, identity: &Identity) -> Result<Tags, PackageError> {
        let (number, fallback) = identifiers(identity, self.never_link);
        let number = number.map(|text| self.tag(Identifier::Number, text)).transpose()?;
        let fallback = fallback.map(|text| self.tag(Identifier::Fallback, text)).transpose()?;
        let texts = if self.purpose.makes_tokens() { tokens(identity) } else { Vec::new() };
        let tokens = texts.into_iter().map(|(place, text)| self.tag(Identifier::Token(place), text));
        let tokens = tokens.collect::<Result<Vec<Tag>, PackageError>>()?;
        if let Some(number) = number {
            tokens.iter().try_for_each(|token| self.laid.carries(*token, number))?;
        }
        Ok(Tags { number, fallback, tokens })
    }

    /// The tag of an identifier: a code of it under a key of this package only, so that equal texts are encrypted once in a delivery.
    fn tag(&mut self, kind: Identifier, mut text: String) -> Result<Tag, PackageError> {
        let mut code = [0; 8];
        let hash = blake3::Hasher::new_keyed(&self.tag_key).update(&[kind.byte()]).update(text.as_bytes()).finalize();
        code.copy_from_slice(&hash.as_bytes()[..8]);
        let tag = Tag(u64::from_le_bytes(code));
        self.laid.identifier(tag, kind, &text)?;
        text.zeroize();
        Ok(tag)
    }

    fn keep(&mut self, record: &Record, identity: Option<&Identity>, tags: &Tags, event: &Event) -> Result<(), PackageError> {
        let keyed = |reference| self.keys.record(reference);
        let left = self.purpose.degrade(event);
        let event = Event { record: RecordKey(keyed(left.record.0)), case: CaseKey(keyed(left.case.0)), ..left };
        let postcode = identity.and_then(|identity| self.purpose.degrade_postcode(&identity.postcode));
        let row = PreparedRow { number: tags.number, fallback: tags.fallback, tokens: tags.tokens.clone(), postcode, event };
        self.rows += 1;
        check(&row, self.purpose, self.rows)?;
        let text = row.to_text();
        compare(&text, identity, record.reference.open(Purpose::Check), self.rows)?;
        Ok(self.laid.row(u64::from_le_bytes(self.chance.bytes()), &text)?)
    }

    /// Shuffles, encrypts, checks every row again as it will be sealed, signs and seals. `sent` takes everything in the package as it
    /// was before sealing, as text: the record for the source's own privacy officer.
    ///
    /// # Errors
    /// Where the text of a row is not as agreed, or package or record cannot be written.
    pub fn finish<W: Write + Seek>(mut self, facts: &DeliveryFacts, out: W, sent: &mut dyn Write) -> Result<(Header, W), PackageError> {
        let common = self.laid.common_tokens()?;
        let payload = self.laid.payload(&common, self.purpose, self.chain.hub_recipient())?;
        let table = self.laid.table(&common, self.chain)?;
        let header = self.header(facts, &payload, common.len() as u64, table.entries);
        sealing::write(&header, table, payload, (self.keys, self.chain), out, sent).map(|out| (header, out))
    }

    fn header(&mut self, facts: &DeliveryFacts, payload: &sealing::Payload, common_tokens: u64, entries: u64) -> Header {
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
            rows: payload.rows,
            payload: payload.hash.to_hex().to_string(),
        }
    }
}

/// The tags of a record.
#[derive(Default)]
struct Tags {
    number: Option<Tag>,
    fallback: Option<Tag>,
    tokens: Vec<Tag>,
}

/// Whether a row holds no more than the purpose keeps.
pub(super) fn check(row: &PreparedRow, purpose: &StatedPurpose, place: u64) -> Result<(), PackageError> {
    if purpose.exceeds(&row.event, row.postcode, row.tokens.len()) { Err(PackageError::MoreThanKept { row: place }) } else { Ok(()) }
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
