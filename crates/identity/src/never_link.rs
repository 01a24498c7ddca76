//! Citizen numbers that may never link records: test numbers, and placeholders a supplier is known to fill in.

use std::collections::BTreeSet;

use person::Bsn;

/// Numbers of which no pseudonym is made. Records that carry one fall back on their other fields.
///
/// ```
/// use identity::NeverLink;
/// use person::Bsn;
/// let list = NeverLink::parse("# test numbers\n999900006\n\n123456782  # a placeholder\n").unwrap();
/// assert_eq!(list.len(), 2);
/// assert!(list.holds(Bsn::parse("123456782").unwrap()));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NeverLink(BTreeSet<u32>);

/// A line of the list is no number. The line itself is not repeated: it may be somebody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line} of the never-link list is no citizen number: write eight or nine digits, and comments after '#'")]
pub struct NeverLinkError {
    /// The line, counted from 1.
    pub line: usize,
}

impl NeverLink {
    /// Reads one number of eight or nine digits a line. Empty lines and what follows a `#` mean nothing. Numbers that
    /// fail the eleven-proof are accepted: they can never link anyway.
    ///
    /// # Errors
    /// The first line that holds something else.
    pub fn parse(text: &str) -> Result<NeverLink, NeverLinkError> {
        let mut numbers = BTreeSet::new();
        for (place, line) in text.lines().enumerate() {
            let entry = line.split('#').next().unwrap_or_default().trim();
            if !entry.is_empty() {
                numbers.insert(number(entry).ok_or(NeverLinkError { line: place + 1 })?);
            }
        }
        Ok(NeverLink(numbers))
    }

    /// Whether no pseudonym may be made of this number.
    pub fn holds(&self, bsn: Bsn) -> bool {
        self.0.contains(&bsn.number())
    }

    /// How many numbers are on the list.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Bsn> for NeverLink {
    fn from_iter<I: IntoIterator<Item = Bsn>>(numbers: I) -> NeverLink {
        NeverLink(numbers.into_iter().map(Bsn::number).collect())
    }
}

impl std::fmt::Debug for NeverLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NeverLink({} numbers)", self.len())
    }
}

fn number(entry: &str) -> Option<u32> {
    let digits = (8..=9).contains(&entry.len()) && entry.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| entry.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_number_is_named_by_its_place_only() {
        for (text, line) in [("12345678a", 1), ("# fine\n1234567", 2), ("123456782\n\n1234567890", 3), ("-23456782", 1)] {
            let error = NeverLink::parse(text).expect_err("no list");
            assert_eq!(error, NeverLinkError { line });
            assert!(!error.to_string().contains("1234567"));
        }
    }

    #[test]
    fn eight_digits_and_nine_with_a_zero_are_one_number() {
        let list = NeverLink::parse("10000008\r\n010000008").expect("a list");
        assert_eq!(list.len(), 1);
        assert!(list.holds(Bsn::parse("010000008").expect("a number")));
        assert_eq!(format!("{list:?}"), "NeverLink(1 numbers)");
    }
}
