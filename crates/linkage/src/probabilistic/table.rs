//! Sources in memory: identifiers and columns, each distinct value held once.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Distinct texts in one string, found again by place.
#[derive(Clone, Default, Debug)]
pub(crate) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    pub(crate) fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.all[start..self.ends[place]]
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }
}

/// A column: for each record the place of its value among the distinct values.
#[derive(Clone, Default, Debug)]
pub(crate) struct Column {
    pub(crate) codes: Vec<u32>,
    pub(crate) values: Texts,
}

impl Column {
    pub(crate) fn value(&self, record: usize) -> &str {
        self.values.get(self.codes[record] as usize)
    }
}

/// Records of one file, dictionary-encoded: about four bytes for each field, and each distinct value once.
///
/// ```
/// let mut source = linkage::Source::new("school", &["name", "born"]);
/// source.push("1", ["Noor", "2015-03-02"]);
/// assert_eq!(source.len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    header: Vec<String>,
    pub(crate) ids: Texts,
    pub(crate) columns: Vec<Column>,
    /// For each column the distinct values seen, by place.
    known: Vec<HashTable<u32>>,
}

impl Source {
    /// An empty source. The header holds the columns after the identifier.
    pub fn new<S: AsRef<str>>(name: &str, header: &[S]) -> Source {
        let header: Vec<String> = header.iter().map(|name| name.as_ref().trim().to_owned()).collect();
        let columns = vec![Column::default(); header.len()];
        let known = vec![HashTable::new(); header.len()];
        Source { name: name.to_owned(), header, ids: Texts::default(), columns, known }
    }

    /// Adds a record. Fields missing at the end of a row are empty, fields too many are left out.
    pub fn push<'a>(&mut self, id: &str, fields: impl IntoIterator<Item = &'a str>) {
        self.ids.push(id.trim());
        let mut fields = fields.into_iter();
        for (column, known) in self.columns.iter_mut().zip(&mut self.known) {
            let text = fields.next().unwrap_or_default().trim();
            column.codes.push(place_of(known, &mut column.values, text));
        }
    }

    /// Frees what is only needed while records are added.
    #[must_use]
    pub fn complete(mut self) -> Source {
        self.known = vec![HashTable::new(); self.header.len()];
        self.columns.iter_mut().for_each(|column| column.codes.shrink_to_fit());
        self
    }

    /// Name of the source, as it stands in the results.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Names of the columns after the identifier.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a record holds in a column; `None` where there is no such column or record.
    pub fn value(&self, record: usize, column: &str) -> Option<&str> {
        let column = &self.columns[self.place(column)?];
        (record < self.len()).then(|| column.value(record))
    }

    /// Place of a column.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|own| own == name)
    }
}

/// The place of a text among distinct ones, where it is put if it is new.
pub(crate) fn place_of(known: &mut HashTable<u32>, texts: &mut Texts, text: &str) -> u32 {
    let hashed = |text: &str| FixedState::default().hash_one(text);
    let hash = hashed(text);
    if let Some(place) = known.find(hash, |place| texts.get(*place as usize) == text) {
        return *place;
    }
    let place = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    texts.push(text);
    known.insert_unique(hash, place, |place| hashed(texts.get(*place as usize)));
    place
}

/// Deterministic chance for samples: a counter turned over (SplitMix64; Steele, Lea and Flood 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        turned(self.0)
    }

    /// Uniform below `bound` (at least 1), to within 2⁻³².
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Uniform in [0, 1).
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
pub(crate) fn turned(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rows_are_empty_at_the_end_and_long_rows_are_cut() {
        let mut source = Source::new("a", &["x", "y"]);
        source.push("1", ["p"]);
        source.push("2", [" p ", "q", "r"]);
        assert_eq!((source.columns[0].value(0), source.columns[1].value(0)), ("p", ""));
        assert_eq!((source.columns[0].value(1), source.columns[1].value(1)), ("p", "q"));
        assert_eq!(source.columns[0].values.len(), 1);
    }
}
