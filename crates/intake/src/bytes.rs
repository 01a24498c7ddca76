//! The stream under a delivery: hashed, bounded, and recognised by its first bytes.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use encoding_rs::WINDOWS_1252;

use crate::words::Words;

/// Longest field, in bytes.
pub(crate) const FIELD_LIMIT: usize = 64 * 1024;
/// Most bytes of one row, or between two tags of a message: more is not a row but a lost quotation mark.
pub(crate) const RECORD_LIMIT: u64 = 512 * 1024;
/// How much is looked at to recognise a file.
const HEAD: usize = 1024;

/// A stream that hashes what passes.
pub(crate) struct Hashed<R> {
    inner: R,
    hasher: blake3::Hasher,
}

impl<R: Read> Hashed<R> {
    pub(crate) fn new(inner: R) -> Hashed<R> {
        Hashed { inner, hasher: blake3::Hasher::new() }
    }

    /// Reads what is left and gives the hash of all bytes.
    pub(crate) fn finish(mut self) -> io::Result<[u8; 32]> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(*self.hasher.finalize().as_bytes())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..length]);
        Ok(length)
    }
}

/// How much was read since the last row; shared between the stream and who reads rows from it.
#[derive(Clone, Default)]
pub(crate) struct Meter(Rc<Cell<u64>>);

impl Meter {
    /// A row was read.
    pub(crate) fn reset(&self) {
        self.0.set(0);
    }
}

/// A stream that stops when one row takes too many bytes, so that memory stays bounded.
pub(crate) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, meter: Meter) -> Metered<R> {
        Metered { inner, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.0.get() > RECORD_LIMIT {
            return Err(io::Error::other(TooLong));
        }
        let length = self.inner.read(buffer)?;
        self.meter.0.set(self.meter.0.get() + length as u64);
        Ok(length)
    }
}

/// A row takes more bytes than [`RECORD_LIMIT`].
#[derive(Debug, thiserror::Error)]
#[error("a row is longer than any row can be")]
pub(crate) struct TooLong;

impl TooLong {
    /// Whether reading failed because of this.
    pub(crate) fn is_cause_of(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<TooLong>())
    }
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Empty,
    Text,
    Xml,
    Tar,
    Other(Words),
}

/// The first bytes of a stream, put back before the rest, without a UTF-8 byte-order mark.
pub(crate) struct Opened<R> {
    pub(crate) shape: Shape,
    /// The first bytes.
    pub(crate) head: Vec<u8>,
    pub(crate) stream: io::Chain<Cursor<Vec<u8>>, R>,
}

/// Looks at the first bytes.
pub(crate) fn open<R: Read>(mut inner: R) -> io::Result<Opened<R>> {
    let mut head = Vec::with_capacity(HEAD);
    inner.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.starts_with(b"\xEF\xBB\xBF") {
        head.drain(..3);
    }
    Ok(Opened { shape: shape(&head), head: head.clone(), stream: Cursor::new(head).chain(inner) })
}

fn shape(head: &[u8]) -> Shape {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Shape::Empty,
        _ if head.get(257..262) == Some(b"ustar") || is_empty_archive(head) => Shape::Tar,
        _ if head.starts_with(b"PK\x03\x04") => {
            Shape::Other(Words { nl: "een spreadsheet of zip-bestand", en: "a spreadsheet or zip file" })
        }
        _ if head.starts_with(b"\xD0\xCF\x11\xE0") => Shape::Other(Words { nl: "een oude spreadsheet", en: "an old spreadsheet" }),
        _ if head.starts_with(b"%PDF") => Shape::Other(Words { nl: "een PDF", en: "a PDF" }),
        _ if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.contains(&0) => {
            Shape::Other(Words { nl: "geen UTF-8-tekst (UTF-16 of binair)", en: "no UTF-8 text (UTF-16 or binary)" })
        }
        Some(b'<') => Shape::Xml,
        Some(_) => Shape::Text,
    }
}

/// An archive without messages is two blocks of zeros (POSIX ustar): a half-year in which nothing was sent.
fn is_empty_archive(head: &[u8]) -> bool {
    const BLOCK: usize = 512;
    head.len() >= 2 * BLOCK && head.iter().all(|byte| *byte == 0)
}

/// A Windows-1252 stream as UTF-8. One byte is one letter, so pieces can be turned one by one.
pub(crate) struct FromWindows<R> {
    inner: R,
    ready: Cursor<Vec<u8>>,
}

impl<R: Read> FromWindows<R> {
    pub(crate) fn new(inner: R) -> FromWindows<R> {
        FromWindows { inner, ready: Cursor::new(Vec::new()) }
    }
}

impl<R: Read> Read for FromWindows<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.ready.read(buffer)?;
        if length > 0 || buffer.is_empty() {
            return Ok(length);
        }
        let mut piece = [0; 4096];
        let length = self.inner.read(&mut piece)?;
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&piece[..length]);
        self.ready = Cursor::new(text.into_owned().into_bytes());
        self.ready.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_first_bytes() {
        assert_eq!(shape(b" \r\n"), Shape::Empty);
        assert_eq!(shape(b"kenmerk;bsn"), Shape::Text);
        assert_eq!(shape(b"\n<?xml"), Shape::Xml);
        for bytes in [&b"PK\x03\x04"[..], b"\xFF\xFEk\0", b"k\0e\0", b"%PDF-1.7"] {
            assert!(matches!(shape(bytes), Shape::Other(_)));
        }
    }

    #[test]
    fn an_archive_without_messages_is_an_archive() {
        assert_eq!(shape(&[0; 1024]), Shape::Tar);
        assert!(matches!(shape(&[0; 100]), Shape::Other(_)));
    }

    #[test]
    fn windows_letters_come_out_as_utf8() {
        let mut text = String::new();
        FromWindows::new(&b"Ren\xE9e \x80"[..]).read_to_string(&mut text).expect("text");
        assert_eq!(text, "Renée €");
    }

    #[test]
    fn the_hash_is_of_all_bytes_also_those_nobody_read() {
        let mut hashed = Hashed::new(&b"abc"[..]);
        let _ = hashed.read(&mut [0; 1]).expect("a byte");
        assert_eq!(hashed.finish().expect("a hash"), *blake3::hash(b"abc").as_bytes());
    }
}
