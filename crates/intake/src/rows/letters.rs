//! Letters as bytes: UTF-8, else Windows-1252, the only other encoding office programs in this country write.

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;

use crate::export::Encoding;

/// In what letters a row was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Letters {
    /// Letters that are the same in every encoding.
    #[default]
    Plain,
    /// UTF-8 with letters of its own.
    Utf8,
    /// Windows-1252, which nobody told; the place of the first field with such a letter.
    Windows(usize),
    /// Windows-1252, as was told.
    Told,
}

/// Turns a row into UTF-8.
pub(crate) fn decode(row: &mut ByteRecord, told: Option<Encoding>) -> Letters {
    if row.as_slice().is_ascii() {
        return Letters::Plain;
    }
    let place = row.iter().position(|field| std::str::from_utf8(field).is_err());
    match (place, told) {
        (_, Some(Encoding::Windows)) => {
            convert(row);
            Letters::Told
        }
        (Some(place), _) => {
            convert(row);
            Letters::Windows(place)
        }
        (None, _) => Letters::Utf8,
    }
}

fn convert(row: &mut ByteRecord) {
    *row = row.iter().map(|field| WINDOWS_1252.decode_without_bom_handling(field).0.into_owned().into_bytes()).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], told: Option<Encoding>) -> (Letters, String) {
        let mut row = ByteRecord::from(vec![&b"A"[..], bytes]);
        let letters = decode(&mut row, told);
        (letters, String::from_utf8(row[1].to_vec()).expect("UTF-8"))
    }

    #[test]
    fn letters_are_utf8_where_they_can_be_and_windows_where_they_cannot() {
        assert_eq!(decoded(b"Renee", None), (Letters::Plain, "Renee".into()));
        assert_eq!(decoded("Renée".as_bytes(), None), (Letters::Utf8, "Renée".into()));
        assert_eq!(decoded(b"Ren\xE9e", None), (Letters::Windows(1), "Renée".into()));
        assert_eq!(decoded(b"Ren\xE9e", Some(Encoding::Utf8)), (Letters::Windows(1), "Renée".into()));
        assert_eq!(decoded("é".as_bytes(), Some(Encoding::Windows)), (Letters::Told, "Ã©".into()));
    }
}
