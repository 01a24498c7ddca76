//! Events in Parquet, without Arrow: column writers and readers over the one table of columns.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use person::{CaseKey, PersonKey, RecordKey};

use crate::columns::{COLUMNS, Column, NULL};
use crate::error::{About, StoreError};
use crate::row::Row;

/// Rows in a row group: what a writer holds in memory.
const GROUP_ROWS: usize = 1 << 17;
/// Rows decoded at a time: small enough to stay near the processor.
const BATCH_ROWS: usize = 1 << 13;
const LONGS: [&str; 2] = ["record", "case"];

fn schema<R: Row>() -> String {
    let keys = R::KEYS.iter().map(|name| format!("  optional fixed_len_byte_array(16) {name};\n"));
    let longs = LONGS.iter().map(|name| format!("  required int64 {name} (INTEGER(64,false));\n"));
    let wholes = COLUMNS.iter().map(|column| {
        let repetition = if column.optional { "optional" } else { "required" };
        format!("  {repetition} int32 {}{};\n", column.name, column.logical)
    });
    format!("message event {{\n{}}}", keys.chain(longs).chain(wholes).collect::<String>())
}

/// Small numbers repeat and go through a dictionary; keys and references do not.
fn properties(about: Vec<(&str, String)>) -> Result<WriterProperties, ParquetError> {
    let facts = about.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect();
    let start = WriterProperties::builder()
        .set_created_by("inbeeld".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false)
        .set_max_row_group_row_count(None)
        .set_key_value_metadata(Some(facts));
    let wholes = COLUMNS.iter().fold(start, |builder, column| builder.set_column_dictionary_enabled(ColumnPath::from(column.name), true));
    Ok(wholes.build())
}

/// Writes rows to a Parquet file, group by group.
pub(crate) struct RowWriter<R, W: Write> {
    out: SerializedFileWriter<W>,
    waiting: Vec<R>,
    rows: u64,
    path: PathBuf,
}

impl<R: Row, W: Write + Send> RowWriter<R, W> {
    /// Starts a file with facts about it; `path` is for messages.
    pub(crate) fn new(out: W, path: &Path, about: Vec<(&str, String)>) -> Result<RowWriter<R, W>, StoreError> {
        let started = parse_message_type(&schema::<R>())
            .and_then(|schema| SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties(about)?)));
        Ok(RowWriter { out: started.about(path)?, waiting: Vec::new(), rows: 0, path: path.to_owned() })
    }

    /// Adds one row.
    pub(crate) fn push(&mut self, row: R) -> Result<(), StoreError> {
        self.waiting.push(row);
        self.rows += 1;
        if self.waiting.len() == GROUP_ROWS { self.flush() } else { Ok(()) }
    }

    /// Rows so far.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the file and gives back what it was written to.
    pub(crate) fn finish(mut self) -> Result<W, StoreError> {
        self.flush()?;
        self.out.into_inner().about(&self.path)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if !self.waiting.is_empty() {
            write_group(&mut self.out, &self.waiting).about(&self.path)?;
            self.waiting.clear();
        }
        Ok(())
    }
}

fn write_group<R: Row, W: Write + Send>(out: &mut SerializedFileWriter<W>, rows: &[R]) -> Result<(), ParquetError> {
    let mut group = out.next_row_group()?;
    for place in 0..R::KEYS.len() {
        write_keys(&mut group, rows, place)?;
    }
    let records: Vec<i64> = rows.iter().map(|row| row.event().record.0.cast_signed()).collect();
    write_column::<Int64Type, W>(&mut group, &records, None)?;
    let cases: Vec<i64> = rows.iter().map(|row| row.event().case.0.cast_signed()).collect();
    write_column::<Int64Type, W>(&mut group, &cases, None)?;
    for column in &COLUMNS {
        write_wholes(&mut group, rows, column)?;
    }
    group.close().map(drop)
}

/// All keys of a group share one buffer.
fn write_keys<R: Row, W: Write + Send>(group: &mut SerializedRowGroupWriter<'_, W>, rows: &[R], place: usize) -> Result<(), ParquetError> {
    let keys: Vec<u8> = rows.iter().filter_map(|row| row.key(place)).flat_map(|key| key.0).collect();
    let buffer = ByteArray::from(keys);
    let values: Vec<FixedLenByteArray> = (0..buffer.len() / 16).map(|place| buffer.slice(place * 16, 16).into()).collect();
    let said: Vec<i16> = rows.iter().map(|row| i16::from(row.key(place).is_some())).collect();
    write_column::<FixedLenByteArrayType, W>(group, &values, Some(&said))
}

fn write_wholes<R: Row, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[R],
    column: &Column,
) -> Result<(), ParquetError> {
    let mut values: Vec<i32> = rows.iter().map(|row| (column.get)(row.event())).collect();
    if !column.optional {
        return write_column::<Int32Type, W>(group, &values, None);
    }
    let said: Vec<i16> = values.iter().map(|value| i16::from(*value != NULL)).collect();
    values.retain(|value| *value != NULL);
    write_column::<Int32Type, W>(group, &values, Some(&said))
}

fn write_column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    said: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("more columns than the schema has".to_owned()))?;
    column.typed::<T>().write_batch(values, said, None)?;
    column.close()
}

/// How much of each row is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Keys, record and kind only; the rest stays blank.
    Keys,
    /// Everything.
    Whole,
}

/// Reads every row of a file in order, a batch at a time.
///
/// # Errors
/// Where the file is missing, no Parquet, or not of this store.
pub(crate) fn read<R: Row>(path: &Path, extent: Extent, take: &mut dyn FnMut(&[R])) -> Result<(), StoreError> {
    let file = File::open(path).about(path)?;
    let reader = SerializedFileReader::new(file).about(path)?;
    let keys = check_schema::<R>(&reader, path)?;
    let mut batch = Vec::new();
    for place in 0..reader.num_row_groups() {
        let group = reader.get_row_group(place).about(path)?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let mut columns = GroupColumns::open(&*group, extent, keys).about(path)?;
        while left > 0 {
            batch.clear();
            batch.resize(left.min(BATCH_ROWS), R::blank());
            columns.fill(&mut batch, path)?;
            take(&batch);
            left -= batch.len();
        }
    }
    Ok(())
}

/// How many sixteen-byte columns the file has, where it is one of this store.
fn check_schema<R: Row>(reader: &SerializedFileReader<File>, path: &Path) -> Result<usize, StoreError> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let has_all = schema.num_columns() >= R::KEYS.len() + LONGS.len() + COLUMNS.len();
    let keys = if has_all { R::KEYS.len() } else { R::KEYS_ALWAYS };
    let names = R::KEYS.iter().copied().take(keys).chain(LONGS).chain(COLUMNS.iter().map(|column| column.name));
    for (place, name) in names.enumerate() {
        if place >= schema.num_columns() || schema.column(place).name() != name {
            return Err(StoreError::Column { path: path.to_owned(), column: name });
        }
    }
    Ok(keys)
}

/// The open columns of one row group, and buffers that are used again for every batch.
struct GroupColumns {
    keys: Vec<ColumnReaderImpl<FixedLenByteArrayType>>,
    longs: Vec<ColumnReaderImpl<Int64Type>>,
    wholes: Vec<ColumnReaderImpl<Int32Type>>,
    said: Vec<i16>,
    values: Vec<i32>,
    long_values: Vec<i64>,
    key_values: Vec<FixedLenByteArray>,
}

impl GroupColumns {
    fn open(group: &dyn RowGroupReader, extent: Extent, first_long: usize) -> Result<GroupColumns, ParquetError> {
        let first_whole = first_long + LONGS.len();
        let (longs, wholes) = match extent {
            Extent::Keys => (1, 1),
            Extent::Whole => (LONGS.len(), COLUMNS.len()),
        };
        Ok(GroupColumns {
            keys: (0..first_long).map(|place| typed(group.get_column_reader(place)?)).collect::<Result<_, _>>()?,
            longs: (0..longs).map(|place| typed(group.get_column_reader(first_long + place)?)).collect::<Result<_, _>>()?,
            wholes: (0..wholes).map(|place| typed(group.get_column_reader(first_whole + place)?)).collect::<Result<_, _>>()?,
            said: Vec::new(),
            values: Vec::new(),
            long_values: Vec::new(),
            key_values: Vec::new(),
        })
    }

    fn fill<R: Row>(&mut self, batch: &mut [R], path: &Path) -> Result<(), StoreError> {
        for place in 0..self.keys.len() {
            self.fill_keys(batch, place, path)?;
        }
        for place in 0..self.longs.len() {
            self.fill_longs(batch, place, path)?;
        }
        for (place, column) in COLUMNS.iter().enumerate().take(self.wholes.len()) {
            self.fill_wholes(batch, place, column, path)?;
        }
        Ok(())
    }

    fn fill_keys<R: Row>(&mut self, batch: &mut [R], place: usize, path: &Path) -> Result<(), StoreError> {
        let bad = || StoreError::Column { path: path.to_owned(), column: R::KEYS[place] };
        self.said.clear();
        self.key_values.clear();
        let read = self.keys[place].read_records(batch.len(), Some(&mut self.said), None, &mut self.key_values).about(path)?;
        let mut values = self.key_values.iter();
        for (row, _) in batch.iter_mut().zip(&self.said).filter(|(_, said)| **said == 1) {
            let bytes = values.next().ok_or_else(bad)?.data();
            row.set_key(place, PersonKey(bytes.try_into().map_err(|_| bad())?));
        }
        if read.0 == batch.len() { Ok(()) } else { Err(bad()) }
    }

    fn fill_longs<R: Row>(&mut self, batch: &mut [R], place: usize, path: &Path) -> Result<(), StoreError> {
        self.long_values.clear();
        self.longs[place].read_records(batch.len(), None, None, &mut self.long_values).about(path)?;
        if self.long_values.len() != batch.len() {
            return Err(StoreError::Column { path: path.to_owned(), column: LONGS[place] });
        }
        for (row, value) in batch.iter_mut().zip(&self.long_values) {
            let event = row.event_mut();
            match place {
                0 => event.record = RecordKey(value.cast_unsigned()),
                _ => event.case = CaseKey(value.cast_unsigned()),
            }
        }
        Ok(())
    }

    fn fill_wholes<R: Row>(&mut self, batch: &mut [R], place: usize, column: &Column, path: &Path) -> Result<(), StoreError> {
        let bad = || StoreError::Column { path: path.to_owned(), column: column.name };
        self.said.clear();
        self.values.clear();
        let levels = column.optional.then_some(&mut self.said);
        let read = self.wholes[place].read_records(batch.len(), levels, None, &mut self.values).about(path)?;
        if read.0 != batch.len() {
            return Err(bad());
        }
        if column.optional {
            spread(&self.said, &mut self.values).ok_or_else(bad)?;
        }
        batch.iter_mut().zip(&self.values).try_for_each(|(row, value)| (column.set)(row.event_mut(), *value)).ok_or_else(bad)
    }
}

/// Puts the values that are there in their places, `NULL` between them; backwards, so that none is overwritten.
fn spread(said: &[i16], values: &mut Vec<i32>) -> Option<()> {
    let mut left = values.len();
    values.resize(said.len(), NULL);
    for (place, said) in said.iter().enumerate().rev() {
        values[place] = if *said == 1 {
            left = left.checked_sub(1)?;
            values[left]
        } else {
            NULL
        };
    }
    (left == 0).then_some(())
}

fn typed<T: DataType>(reader: ColumnReader) -> Result<ColumnReaderImpl<T>, ParquetError> {
    T::get_column_reader(reader).ok_or_else(|| ParquetError::General("a column is of another type".to_owned()))
}

#[cfg(test)]
mod tests {
    use person::Event;
    use proptest::prelude::*;

    use super::*;
    use crate::StoredEvent;
    use crate::examples::{any_event, any_stored};

    fn written<R: Row>(rows: &[R]) -> Vec<u8> {
        let mut out = RowWriter::new(Vec::new(), Path::new("in memory"), Vec::new()).expect("a writer");
        rows.iter().for_each(|row| out.push(*row).expect("pushed"));
        out.finish().expect("a file")
    }

    fn read_back<R: Row>(bytes: &[u8], extent: Extent) -> Result<Vec<R>, StoreError> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("written");
        let mut rows = Vec::new();
        read(file.path(), extent, &mut |batch: &[R]| rows.extend_from_slice(batch)).map(|()| rows)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_events_read_back(events in prop::collection::vec(any_event(), 0..40)) {
            prop_assert_eq!(read_back::<Event>(&written(&events), Extent::Whole).expect("rows"), events);
        }

        #[test]
        fn any_stored_events_read_back(rows in prop::collection::vec(any_stored(), 0..40)) {
            let bytes = written(&rows);
            prop_assert_eq!(read_back::<StoredEvent>(&bytes, Extent::Whole).expect("rows"), rows.clone());
            let keys = read_back::<StoredEvent>(&bytes, Extent::Keys).expect("rows");
            let wanted = |row: &StoredEvent| (row.pseudonyms, row.event.record, row.event.kind);
            prop_assert!(keys.iter().map(wanted).eq(rows.iter().map(wanted)));
        }

        #[test]
        fn a_file_cut_short_is_refused_and_never_panics(rows in prop::collection::vec(any_stored(), 1..10), keep in 0.0f64..1.0) {
            let bytes = written(&rows);
            let cut = (bytes.len() as f64 * keep) as usize;
            prop_assert!(read_back::<StoredEvent>(&bytes[..cut], Extent::Whole).is_err());
        }
    }

    #[test]
    fn more_rows_than_a_batch_and_a_group_read_back_in_order() {
        let mut event = <Event as Row>::blank();
        let events: Vec<Event> = (0..GROUP_ROWS as u64 + BATCH_ROWS as u64 + 7)
            .map(|record| {
                event.record = RecordKey(record);
                event.person = (record % 3 > 0).then_some(PersonKey([record as u8; 16]));
                event.crisis = [None, Some(false), Some(true)][record as usize % 3];
                event
            })
            .collect();
        assert!(read_back::<Event>(&written(&events), Extent::Whole).expect("rows") == events);
    }

    #[test]
    fn a_file_of_the_other_kind_names_the_column_it_lacks() {
        let bytes = written(&[<Event as Row>::blank()]);
        let refused = read_back::<StoredEvent>(&bytes, Extent::Whole);
        assert!(matches!(refused, Err(StoreError::Column { column: "number", .. })));
    }

    #[test]
    fn a_number_this_program_never_writes_is_refused() {
        let mut sector = COLUMNS.iter().find(|column| column.name == "sector").map(|column| column.set).expect("a column");
        assert_eq!(sector(&mut <Event as Row>::blank(), 200), None);
        sector = COLUMNS.iter().find(|column| column.name == "birth_month").map(|column| column.set).expect("a column");
        assert_eq!((sector(&mut <Event as Row>::blank(), 200_913), sector(&mut <Event as Row>::blank(), 200_912)), (None, Some(())));
    }
}
