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

    /// How many of these agreed columns stand here; their names have no capitals, spaces or marks.
    pub(crate) fn known(&self, columns: &[&str]) -> usize {
        columns.iter().filter(|column| self.normal.iter().any(|name| name == *column)).count()
    }
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
}
