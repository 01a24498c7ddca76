//! Rows find the pseudonyms they stand with by their tags, however many of both there are: everything is laid aside by tag, what was
//! found is laid aside by row, and the rows come back in their order. In memory stand one row and its own pseudonyms.

use std::collections::HashMap;
use std::io;

use person::PersonKey;

use super::PackageError;
use super::laid_aside::{LaidAside, Scratch};
use super::row::PreparedRow;
use crate::scheme::{Chance, Identifier};

/// Under a tag: its entry of the table, which sorts before the rows that name it.
const ENTRY: u8 = 0;
/// Under a tag: a row that names it.
const NAMED: u8 = 1;
/// Under a row: a pseudonym of a tag that it names, which sorts before the row itself.
const FOUND: u8 = 0;
/// Under a row: its text.
const TEXT: u8 = 1;
/// Bytes of a pseudonym with its kind.
const KNOWN_BYTES: usize = 1 + 16;

/// Pseudonyms by their tags, with what they are of.
pub(super) type Known = HashMap<u64, (Identifier, PersonKey)>;

/// Table and rows of a package on their way to each other.
pub(super) struct Join<'a> {
    by_tag: LaidAside<'a>,
    by_row: LaidAside<'a>,
    entries: u64,
}

impl<'a> Join<'a> {
    pub(super) fn new(scratch: Scratch<'a>, chance: &mut Chance) -> Join<'a> {
        Join { by_tag: LaidAside::new(scratch, chance), by_row: LaidAside::new(scratch, chance), entries: 0 }
    }

    /// Takes an entry of the table.
    pub(super) fn entry(&mut self, tag: u64, kind: Identifier, key: PersonKey) -> io::Result<()> {
        // With its place: a second entry under one tag is not taken for the first.
        self.entries += 1;
        self.by_tag.push(tag, &[&[ENTRY], &self.entries.to_be_bytes(), &[kind.byte()], &key.0])
    }

    /// Takes the row that stands at this place.
    pub(super) fn row(&mut self, place: u64, row: &PreparedRow, text: &str) -> io::Result<()> {
        let named = row.number.iter().chain(&row.fallback).chain(&row.tokens);
        named.into_iter().try_for_each(|tag| self.by_tag.push(tag.0, &[&[NAMED], &place.to_be_bytes()]))?;
        self.by_row.push(place, &[&[TEXT], text.as_bytes()])
    }

    /// Hands on every row in order of its place, with the pseudonyms of those of its tags that the table holds.
    pub(super) fn each<E: From<PackageError>>(mut self, take: &mut dyn FnMut(u64, &str, &Known) -> Result<(), E>) -> Result<(), E> {
        self.find()?;
        let mut known = Known::new();
        self.by_row.each(|place, bytes| match bytes.split_first() {
            Some((&FOUND, found)) => {
                let (tag, entry) = found.split_first_chunk().ok_or_else(lost)?;
                known.insert(u64::from_le_bytes(*tag), of_bytes(entry)?);
                Ok(())
            }
            Some((&TEXT, text)) => {
                take(place, std::str::from_utf8(text).map_err(|_| lost())?, &known)?;
                known.clear();
                Ok(())
            }
            _ => Err(lost().into()),
        })
    }

    /// Lays aside what is found, by row.
    fn find(&mut self) -> Result<(), PackageError> {
        let by_row = &mut self.by_row;
        let mut last: Option<(u64, [u8; KNOWN_BYTES])> = None;
        self.by_tag.each(|tag, bytes| {
            let (what, rest) = bytes.split_first().ok_or_else(lost)?;
            let (place, rest) = rest.split_first_chunk().ok_or_else(lost)?;
            let entry = last.as_ref().filter(|(found, _)| *found == tag).map(|(_, entry)| entry);
            match (*what, entry) {
                (ENTRY, Some(_)) => Err(PackageError::Damaged { what: "two entries of its table have one tag" }),
                (ENTRY, None) => {
                    last = Some((tag, rest.try_into().map_err(|_| lost())?));
                    Ok(())
                }
                (_, Some(entry)) => Ok(by_row.push(u64::from_be_bytes(*place), &[&[FOUND], &tag.to_le_bytes(), entry])?),
                // The row says so itself when its turn comes.
                (_, None) => Ok(()),
            }
        })
    }
}

fn of_bytes(entry: &[u8]) -> Result<(Identifier, PersonKey), PackageError> {
    let (byte, key) = entry.split_first().ok_or_else(lost)?;
    Ok((Identifier::from_byte(*byte).ok_or_else(lost)?, PersonKey(key.try_into().map_err(|_| lost())?)))
}

fn lost() -> PackageError {
    PackageError::Damaged { what: "what was laid aside does not come back" }
}

#[cfg(test)]
mod tests {
    use domain::{Day, EventKind, OrganisationKind};
    use person::{Event, RecordKey};

    use super::super::row::Tag;
    use super::*;

    fn key(number: u64) -> PersonKey {
        PersonKey(u128::from(number).to_le_bytes())
    }

    /// A row that names these tags: the first as its number, the others as tokens.
    fn row(tags: &[u64]) -> PreparedRow {
        let event = Event::new(EventKind::HelpStarted, Day(19_000), RecordKey(7), OrganisationKind::Provider);
        let tokens = tags.iter().skip(1).copied().map(Tag).collect();
        PreparedRow { number: tags.first().copied().map(Tag), fallback: None, tokens, postcode: None, event }
    }

    /// What comes back of these entries (a tag and a number) and rows: of each row its text and the numbers of its tags, sorted.
    fn check(entries: &[(u64, u64)], rows: &[&[u64]], expected: &str) {
        let mut join = Join::new(&tempfile::tempfile, &mut Chance::new().expect("randomness"));
        entries.iter().for_each(|(tag, number)| join.entry(*tag, Identifier::Number, key(*number)).expect("taken"));
        (1..).zip(rows).for_each(|(place, tags)| join.row(place, &row(tags), &format!("row {place}")).expect("taken"));
        let mut told = Vec::new();
        let joined = join.each(&mut |_, text, known| {
            let mut numbers: Vec<u8> = known.values().map(|(_, key)| key.0[0]).collect();
            numbers.sort_unstable();
            told.push(format!("{text} {numbers:?}"));
            Ok::<(), PackageError>(())
        });
        assert_eq!(joined.map_or_else(|error| error.to_string(), |()| told.join(", ")), expected);
    }

    #[test]
    fn a_row_comes_back_with_what_its_own_tags_stand_for_and_nothing_else() {
        check(&[(900, 1), (3, 2), (44, 3)], &[&[3, 900], &[], &[44], &[3]], "row 1 [1, 2], row 2 [], row 3 [3], row 4 [2]");
        check(&[(900, 1)], &[&[900, 900], &[901]], "row 1 [1], row 2 []");
        check(&[], &[&[0]], "row 1 []");
    }

    #[test]
    fn two_entries_under_one_tag_are_refused_also_when_they_are_equal() {
        let twice = "the package is damaged: two entries of its table have one tag";
        check(&[(5, 1), (6, 2), (5, 3)], &[&[5]], twice);
        check(&[(5, 1), (5, 1)], &[&[6]], twice);
    }

    #[test]
    fn more_than_memory_should_hold_comes_back_in_order() {
        const COUNT: u64 = 70_000;
        let mut join = Join::new(&tempfile::tempfile, &mut Chance::new().expect("randomness"));
        // Tags spread over all there are, without two being equal.
        let tag = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..COUNT).for_each(|number| join.entry(tag(number), Identifier::Number, key(number)).expect("taken"));
        for place in 1..=COUNT {
            let tags = [tag(COUNT - place), tag(place / 2)];
            join.row(place, &row(&tags), &place.to_string()).expect("taken");
        }
        let mut last = 0;
        join.each(&mut |place, text, known| {
            last += 1;
            assert_eq!((place, text), (last, last.to_string().as_str()));
            let of = |number| known.get(&tag(number)).map(|entry| entry.1);
            assert_eq!((of(COUNT - place), of(place / 2)), (Some(key(COUNT - place)), Some(key(place / 2))), "row {place}");
            assert!(known.len() <= 2);
            Ok::<(), PackageError>(())
        })
        .expect("joined");
        assert_eq!(last, COUNT);
    }
}
