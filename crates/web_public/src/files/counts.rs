//! The safe counts behind the figures of an indicator, whole: as CSV, and as Parquet for R, Python and DuckDB.

use std::sync::Arc;

use domain::{Cell, Measure, Site};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use publication::{IndicatorData, Release, class_word};
use serde::Serialize;

use super::LICENCE;

const SCHEMA: &str = "message counts {
  required binary region (STRING);
  required binary period (STRING);
  required binary breakdown (STRING);
  required binary class (STRING);
  required binary measure (STRING);
  optional int64 value;
  required binary status (STRING);
}";

/// One safe count. `value` is empty unless `status` is `shown`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Counts {
    pub region: String,
    pub period: String,
    pub breakdown: &'static str,
    pub class: &'static str,
    pub measure: String,
    pub value: Option<u64>,
    pub status: &'static str,
}

impl Counts {
    fn of((site, measure, cell): (Site, Measure, Cell<u64>)) -> Counts {
        Counts {
            region: site.region.to_string(),
            period: site.span.to_string(),
            breakdown: site.breakdown.word(),
            class: class_word(site.breakdown, site.class).unwrap_or_default(),
            measure: measure.word(),
            value: cell.shown(),
            status: cell.status_word(),
        }
    }

    /// Every cell of an indicator, in order.
    pub(crate) fn all(indicator: &IndicatorData) -> Vec<Counts> {
        indicator.cells().map(Counts::of).collect()
    }
}

/// As CSV.
pub(crate) fn csv(indicator: &IndicatorData) -> Option<Vec<u8>> {
    super::text(&Counts::all(indicator))
}

/// As Parquet; what the counts are stands in the key-value pairs of the file.
///
/// # Errors
/// When the file cannot be put together.
pub(crate) fn parquet(release: &Release, indicator: &IndicatorData) -> Result<Vec<u8>, ParquetError> {
    let rows = Counts::all(indicator);
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties(release, indicator)?))?;
    let mut group = file.next_row_group()?;
    let texts: [fn(&Counts) -> &str; 5] = [|row| &row.region, |row| &row.period, |row| row.breakdown, |row| row.class, |row| &row.measure];
    for text in texts {
        words(&mut group, &rows, text)?;
    }
    let values: Vec<i64> = rows.iter().filter_map(|row| row.value).map(u64::cast_signed).collect();
    let said: Vec<i16> = rows.iter().map(|row| i16::from(row.value.is_some())).collect();
    column::<Int64Type>(&mut group, &values, Some(&said))?;
    words(&mut group, &rows, |row| row.status)?;
    group.close()?;
    file.into_inner()
}

fn words(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, rows: &[Counts], text: fn(&Counts) -> &str) -> Result<(), ParquetError> {
    let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(text(row))).collect();
    column::<ByteArrayType>(group, &values, None)
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    said: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("more columns than the schema has".to_owned()))?;
    column.typed::<T>().write_batch(values, said, None)?;
    column.close()
}

fn properties(release: &Release, indicator: &IndicatorData) -> Result<WriterProperties, ParquetError> {
    let definition = &indicator.definition;
    let facts = [
        ("indicator", definition.id.clone()),
        ("release", release.version.clone()),
        ("as_of", release.as_of.to_string()),
        ("title_nl", definition.title.nl.clone()),
        ("title_en", definition.title.en.clone()),
        ("definition_nl", definition.definition.nl.clone()),
        ("definition_en", definition.definition.en.clone()),
        ("source_nl", definition.source.nl.clone()),
        ("rounded_to", indicator.rounded_to.map(|base| base.to_string()).unwrap_or_default()),
        ("made_up", release.synthetic.to_string()),
        ("licence", LICENCE.to_owned()),
    ];
    let facts = facts.map(|(key, value)| KeyValue::new(key.to_owned(), value)).into();
    let builder = WriterProperties::builder().set_created_by("inbeeld".to_owned());
    Ok(builder.set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?)).set_key_value_metadata(Some(facts)).build())
}
