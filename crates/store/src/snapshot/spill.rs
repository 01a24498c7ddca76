//! Events on their way to a partition: rows of fixed width in one temporary file for each partition.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use person::{CaseKey, Event, PersonKey, RecordKey};

use crate::columns::{COLUMNS, NULL};
use crate::error::{About, StoreError};
use crate::row::Row;

/// Key and whether there is one, record and case.
const FIXED_WIDTH: usize = 17 + 8 + 8;
/// Bytes one thread gathers before it writes them out.
const GATHERED_MAX: usize = 16 << 20;
/// Stands for "not said" in an optional column of one byte.
const NULL_BYTE: u8 = u8::MAX;

/// The temporary files of all partitions; threads take turns for each.
pub(crate) struct Spill {
    files: Vec<Mutex<File>>,
    folder: PathBuf,
}

impl Spill {
    /// Makes an empty file for each partition.
    pub(crate) fn new(folder: &Path, partitions: usize) -> Result<Spill, StoreError> {
        let make = |place| {
            let path = file_path(folder, place);
            File::create(&path).map(Mutex::new).about(&path)
        };
        let files = (0..partitions).map(make).collect::<Result<_, _>>()?;
        Ok(Spill { files, folder: folder.to_owned() })
    }

    /// How many partitions there are.
    pub(crate) fn partitions(&self) -> usize {
        self.files.len()
    }

    /// Starts gathering on one thread.
    pub(crate) fn gather(&self) -> Gathered<'_> {
        Gathered { spill: self, rows: vec![Vec::new(); self.files.len()], bytes: 0 }
    }

    /// Reads one partition back, in whatever order it was written, and frees its disk space.
    pub(crate) fn take(&self, place: usize) -> Result<Vec<Event>, StoreError> {
        let path = file_path(&self.folder, place);
        let bytes = fs::read(&path).about(&path)?;
        fs::remove_file(&path).about(&path)?;
        let unreadable = || StoreError::Damaged { path: path.clone() };
        bytes.chunks_exact(row_width()).map(|row| decode(row).ok_or_else(unreadable)).collect()
    }
}

/// Rows one thread has gathered.
pub(crate) struct Gathered<'a> {
    spill: &'a Spill,
    rows: Vec<Vec<u8>>,
    bytes: usize,
}

impl Gathered<'_> {
    /// Adds an event to a partition.
    pub(crate) fn add(&mut self, partition: usize, event: &Event) {
        encode(event, &mut self.rows[partition]);
        self.bytes += row_width();
    }

    /// Writes out where enough was gathered.
    pub(crate) fn flush_when_full(&mut self) -> Result<(), StoreError> {
        if self.bytes >= GATHERED_MAX { self.flush() } else { Ok(()) }
    }

    /// Writes everything out.
    pub(crate) fn flush(&mut self) -> Result<(), StoreError> {
        self.bytes = 0;
        for (place, rows) in self.rows.iter_mut().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            let mut file = self.spill.files[place].lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(rows).about(&file_path(&self.spill.folder, place))?;
            rows.clear();
        }
        Ok(())
    }
}

fn file_path(folder: &Path, place: usize) -> PathBuf {
    folder.join(format!("spill-{place:03}"))
}

fn row_width() -> usize {
    FIXED_WIDTH + COLUMNS.iter().map(|column| column.width).sum::<usize>()
}

fn encode(event: &Event, row: &mut Vec<u8>) {
    row.push(u8::from(event.person.is_some()));
    row.extend_from_slice(&event.person.map_or([0; 16], |person| person.0));
    row.extend_from_slice(&event.record.0.to_le_bytes());
    row.extend_from_slice(&event.case.0.to_le_bytes());
    for column in &COLUMNS {
        let number = (column.get)(event);
        if column.width == 1 {
            row.push(if number == NULL { NULL_BYTE } else { number as u8 });
        } else {
            row.extend_from_slice(&number.to_le_bytes());
        }
    }
}

fn decode(mut row: &[u8]) -> Option<Event> {
    let mut event = <Event as Row>::blank();
    let said = next::<1>(&mut row)?[0] == 1;
    let key = next::<16>(&mut row)?;
    event.person = said.then_some(PersonKey(key));
    event.record = RecordKey(u64::from_le_bytes(next(&mut row)?));
    event.case = CaseKey(u64::from_le_bytes(next(&mut row)?));
    for column in &COLUMNS {
        let number = if column.width == 1 {
            let byte = next::<1>(&mut row)?[0];
            if column.optional && byte == NULL_BYTE { NULL } else { i32::from(byte) }
        } else {
            i32::from_le_bytes(next(&mut row)?)
        };
        (column.set)(&mut event, number)?;
    }
    Some(event)
}

fn next<const N: usize>(row: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = row.split_first_chunk::<N>()?;
    *row = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::any_event;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_spilled_event_reads_back(event in any_event()) {
            let mut row = Vec::new();
            encode(&event, &mut row);
            prop_assert_eq!(row.len(), row_width());
            prop_assert_eq!(decode(&row), Some(event));
        }
    }
}
