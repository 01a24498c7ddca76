//! The names above the columns: matched as agreed, else without regard to capitals, spaces and marks.

/// The names above the columns of a file, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    names: Vec<String>,
    /// The same names without regard to capitals, spaces and marks.
    normal: Vec<String>,
}

impl Heading {
    /// Names as they stand in the file.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a [u8]>) -> Heading {
        let text = |name: &[u8]| match std::str::from_utf8(name) {
            Ok(name) => name.trim().to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(name).0.trim().to_owned(),
        };
        let mut names: Vec<String> = names.into_iter().map(text).collect();
        if let Some(first) = names.first_mut().filter(|first| first.starts_with('\u{feff}')) {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        let normal = names.iter().map(|name| normal(name)).collect();
        Heading { names, normal }
    }

    /// The names.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The places of a column: written exactly so, else written so but for capitals, spaces and marks.
    pub(crate) fn places(&self, column: &str) -> Vec<usize> {
        let exact = places(&self.names, column);
        if exact.is_empty() { places(&self.normal, &normal(column)) } else { exact }
    }

    /// The place, from 1, of a column that is none of the agreed ones and whose name differs from this one in at most two
    /// letters; short names are never alike.
    pub(crate) fn alike(&self, column: &str, agreed: &[&str]) -> Option<usize> {
        let is_alike = |name: &String| !agreed.contains(&name.as_str()) && differ(name, column) <= MOST_LETTERS;
        let is_long = column.chars().count() >= LONG_NAME;
        self.normal.iter().position(is_alike).map(|place| place + 1).filter(|_| is_long)
    }

    /// How many of these agreed columns stand here; their names have no capitals, spaces or marks.
    pub(crate) fn known(&self, columns: &[&str]) -> usize {
        columns.iter().filter(|column| self.normal.iter().any(|name| name == *column)).count()
    }
}

/// Letters in which two names may differ and still be alike, and how long a name is for that.
const MOST_LETTERS: usize = 2;
const LONG_NAME: usize = 5;

/// How many letters must be put in, left out or altered to make one name the other (Levenshtein); names that differ more in
/// length than matters are not looked at.
fn differ(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > MOST_LETTERS {
        return usize::MAX;
    }
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut now = vec![row + 1];
        for (place, wanted) in other.iter().enumerate() {
            let altered = before[place] + usize::from(letter != wanted);
            now.push(altered.min(before[place + 1] + 1).min(now[place] + 1));
        }
        before = now;
    }
    before[other.len()]
}

fn places(names: &[String], wanted: &str) -> Vec<usize> {
    names.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(place, _)| place).collect()
}

/// A name without regard to capitals, spaces and marks: `Datum  aanvang` is `datum_aanvang`.
pub(crate) fn normal(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase).map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_whatever_its_capitals_spaces_and_marks() {
        let heading = Heading::new([&b"\xEF\xBB\xBF Kenmerk "[..], b"Datum Aanvang", b"BSN", b"bsn", b"Caf\xE9"]);
        assert_eq!(heading.places("kenmerk"), [0]);
        assert_eq!(heading.places("datum_aanvang"), [1]);
        assert_eq!(heading.places("bsn"), [3]);
        assert_eq!(heading.places("café"), [4]);
        assert_eq!(heading.places("geslacht"), [0; 0]);
        assert_eq!(heading.known(&["kenmerk", "datum_aanvang", "postcode"]), 2);
    }

    #[test]
    fn a_misspelt_name_is_pointed_at_by_its_place() {
        let heading = Heading::new([&b"kenmerk"[..], b"datum_eind", b"geboortdatm", b"bs"]);
        let agreed = ["kenmerk", "datum_einde", "geboortedatum", "bsn"];
        assert_eq!(heading.alike("datum_einde", &agreed), Some(2));
        assert_eq!(heading.alike("geboortedatum", &agreed), Some(3));
        assert_eq!((heading.alike("bsn", &agreed), heading.alike("postcode", &agreed)), (None, None));
        assert_eq!((differ("kitten", "sittin"), differ("abc", "abcdef")), (2, usize::MAX));
    }
}
