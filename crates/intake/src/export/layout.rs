//! `layout.toml`: where the columns of a text without separators stand. The places are the supplier's own; no agreement
//! says them, so the file does.

use super::error::{ExportError, ExportFault};
use super::mapping::Encoding;
use super::reader::{Reader, Value, unknown};

/// Where columns at fixed places stand.
///
/// ```
/// let layout = intake::Layout::parse("[[column]]\nname = \"kenmerk\"\nfirst = 1\nwidth = 8\n").unwrap();
/// assert_eq!(layout.names().collect::<Vec<_>>(), ["kenmerk"]);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    columns: Vec<Place>,
    pub(crate) encoding: Option<Encoding>,
}

/// One column: its name, its first position counted from 0, and how many letters it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) first: usize,
    pub(crate) width: usize,
}

/// Most columns.
const COLUMNS: usize = 1000;

impl Layout {
    /// Reads a `layout.toml`.
    ///
    /// # Errors
    ///
    /// When a line is not as agreed, a name stands twice, or columns lie over each other.
    pub fn parse(text: &str) -> Result<Layout, ExportError> {
        let (reader, table) = Reader::open(text)?;
        let mut layout = Layout { columns: Vec::new(), encoding: None };
        for (line, key, value) in reader.entries(&table) {
            match key {
                "encoding" => layout.encoding = Some(value.one_of("encoding", Encoding::WORDS, Encoding::parse)?),
                "column" => {
                    for column in reader.items(value.list("column")?) {
                        let place = place(&reader, column)?;
                        layout.add(column, place)?;
                    }
                }
                other => return Err(ExportError { line, fault: unknown(other, &["encoding", "column"]) }),
            }
        }
        if layout.columns.is_empty() {
            return Err(ExportError { line: 1, fault: ExportFault::Missing("column") });
        }
        layout.columns.sort_by_key(|column| column.first);
        Ok(layout)
    }

    /// The names of the columns, from left to right.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    pub(crate) fn columns(&self) -> &[Place] {
        &self.columns
    }

    fn add(&mut self, value: Value<'_>, place: Place) -> Result<(), ExportError> {
        if self.columns.iter().any(|known| known.name == place.name) {
            return Err(value.fault(ExportFault::Twice(place.name)));
        }
        let over = |known: &&Place| known.first < place.first + place.width && place.first < known.first + known.width;
        if let Some(other) = self.columns.iter().find(over) {
            return Err(value.fault(ExportFault::Overlaps { name: place.name, other: other.name.clone() }));
        }
        if self.columns.len() == COLUMNS {
            return Err(value.fault(ExportFault::Wrong { key: "column", asks: ("ten hoogste 1000 kolommen", "at most 1000 columns") }));
        }
        self.columns.push(place);
        Ok(())
    }
}

fn place(reader: &Reader<'_>, column: Value<'_>) -> Result<Place, ExportError> {
    let (mut name, mut first, mut width) = (None, None, None);
    for (line, key, value) in reader.entries(column.table("column")?) {
        match key {
            "name" => name = Some(value.text("name")?.to_owned()),
            "first" => first = Some(value.number("first")?),
            "width" => width = Some(value.number("width")?),
            other => return Err(ExportError { line, fault: unknown(other, &["name", "first", "width"]) }),
        }
    }
    let missing = |key| column.fault(ExportFault::Missing(key));
    Ok(Place {
        name: name.ok_or_else(|| missing("name"))?,
        first: first.ok_or_else(|| missing("first"))? - 1,
        width: width.ok_or_else(|| missing("width"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> ExportError {
        Layout::parse(text).expect_err("refused")
    }

    #[test]
    fn columns_come_from_left_to_right_whatever_their_order_in_the_file() {
        let layout = Layout::parse("[[column]]\nname='b'\nfirst=5\nwidth=2\n[[column]]\nname='a'\nfirst=1\nwidth=4\n").expect("a layout");
        assert_eq!(layout.names().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((layout.columns()[1].first, layout.columns()[1].width), (4, 2));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(matches!(error("a = "), ExportError { line: 1, fault: ExportFault::NotToml(_) }));
        assert!(matches!(error("\nwdth = 3\n"), ExportError { line: 2, fault: ExportFault::Unknown { .. } }));
        assert_eq!(error("encoding = 'utf-8'"), ExportError { line: 1, fault: ExportFault::Missing("column") });
        assert_eq!(error("[[column]]\nname='a'\nfirst=1\n").fault, ExportFault::Missing("width"));
        let wrong = error("[[column]]\nname = 'a'\nfirst = 0\nwidth = 1\n");
        assert!(matches!(wrong, ExportError { line: 3, fault: ExportFault::Wrong { key: "first", .. } }), "{wrong}");
        let two = |second: &str| error(&format!("[[column]]\nname='a'\nfirst=1\nwidth=4\n[[column]]\n{second}\n"));
        assert_eq!(two("name='a'\nfirst=9\nwidth=1"), ExportError { line: 5, fault: ExportFault::Twice("a".into()) });
        let over = ExportFault::Overlaps { name: "b".into(), other: "a".into() };
        assert_eq!(two("name='b'\nfirst=4\nwidth=1"), ExportError { line: 5, fault: over });
    }
}
