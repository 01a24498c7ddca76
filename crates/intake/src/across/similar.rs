//! Similar suppliers, from safe counts that were published: never from another supplier's rows.

use std::collections::BTreeMap;

use super::Share;
use crate::DeliveryKind;

/// Counts of codes over similar suppliers, as a release holds them: `kind,field,value,count`, with `;` or `,` between.
/// An empty value is the total of the field, an empty count is a hidden cell.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SafeCounts(BTreeMap<(DeliveryKind, String, String), Option<u64>>);

/// Why a file holds no safe counts.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SafeCountsError {
    /// The first line is another.
    #[error("the first line must be: kind,field,value,count")]
    Header,
    /// A line does not hold four fields, or its kind or count cannot be read.
    #[error("line {line}: write kind,field,value,count; a hidden count is left empty")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
}

impl SafeCounts {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// When the header is another, or a line cannot be read.
    ///
    /// ```
    /// let counts = intake::across::SafeCounts::parse("kind,field,value,count\nboard,geslacht,V,55\nboard,geslacht,,110\n");
    /// assert!(counts.is_ok());
    /// ```
    pub fn parse(text: &str) -> Result<SafeCounts, SafeCountsError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let header = lines.next().map(|(_, line)| line.replace(';', ","));
        if header.as_deref().map(str::trim) != Some("kind,field,value,count") {
            return Err(SafeCountsError::Header);
        }
        let rows = lines.filter(|(_, line)| !line.trim().is_empty());
        rows.map(|(number, line)| entry(line).ok_or(SafeCountsError::Line { line: number + 1 })).collect::<Result<_, _>>().map(SafeCounts)
    }

    /// Whether there is anything about a kind.
    pub(crate) fn knows(&self, kind: DeliveryKind) -> bool {
        self.0.keys().any(|(known, _, _)| *known == kind)
    }

    /// The share of a code; `None` where it or its total is not there or hidden.
    pub(crate) fn share(&self, kind: DeliveryKind, field: &str, value: &str) -> Option<Share> {
        let count = |value: &str| self.0.get(&(kind, field.to_owned(), value.to_owned())).copied().flatten();
        Some(Share { part: count(value)?, whole: count("")? })
    }
}

type Entry = ((DeliveryKind, String, String), Option<u64>);

fn entry(line: &str) -> Option<Entry> {
    let line = line.replace(';', ",");
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [kind, field, value, count] = fields[..] else { return None };
    let count = if count.is_empty() { None } else { Some(count.parse().ok()?) };
    Some(((DeliveryKind::from_word(kind)?, field.to_owned(), value.to_owned()), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_count_gives_no_share() {
        let text = "kind;field;value;count\r\nboard;geslacht;V;55\r\nboard;geslacht;M;\r\nboard;geslacht;;110\r\n";
        let counts = SafeCounts::parse(text).expect("counts");
        assert_eq!(counts.share(DeliveryKind::Board, "geslacht", "V"), Some(Share { part: 55, whole: 110 }));
        assert_eq!(counts.share(DeliveryKind::Board, "geslacht", "M"), None);
        assert_eq!(counts.share(DeliveryKind::Board, "advies", "help"), None);
        assert!(counts.knows(DeliveryKind::Board) && !counts.knows(DeliveryKind::VeiligThuis));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        assert_eq!(SafeCounts::parse("a,b\n"), Err(SafeCountsError::Header));
        let wrong = "kind,field,value,count\nboard,geslacht,V,many\n";
        assert_eq!(SafeCounts::parse(wrong), Err(SafeCountsError::Line { line: 2 }));
    }
}
