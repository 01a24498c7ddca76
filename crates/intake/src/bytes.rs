//! The stream under a delivery: hashed, bounded, and recognised by its first bytes.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::words::Words;

/// Longest field, in bytes.
pub(crate) const FIELD_LIMIT: usize = 64 * 1024;
/// Most bytes of one row, or between two tags of a message: more is not a row but a lost quotation mark.
pub(crate) const RECORD_LIMIT: u64 = 512 * 1024;
/// How much of a file is looked at before it is read: enough rows to tell the form of its dates.
const HEAD: u64 = 1 << 20;
/// How much of that is looked at to tell text from something else.
const START: usize = 1024;
/// How much is still read, for the hash, after reading stopped half-way: more is a file without an end.
const REST_LIMIT: u64 = 1 << 26;

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
    ///
    /// # Errors
    ///
    /// When reading fails, or when more than [`REST_LIMIT`] is left: such a file has no end worth waiting for.
    pub(crate) fn finish(mut self) -> io::Result<[u8; 32]> {
        let rest = io::copy(&mut self.by_ref().take(REST_LIMIT), &mut io::sink())?;
        if rest == REST_LIMIT {
            return Err(io::Error::other(TooLong));
        }
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
    /// UTF-16 with its byte-order mark; the stream gives UTF-8.
    Utf16,
    Xml,
    Tar,
    /// A zip file: a spreadsheet, or nothing we read.
    Zip,
    Other(Words),
}

/// The beginning of a stream, put back before the rest, without a byte-order mark.
pub(crate) struct Opened<'a> {
    pub(crate) shape: Shape,
    /// The beginning: the whole file where [`Opened::is_whole`].
    pub(crate) head: Vec<u8>,
    /// Whether the beginning is all there is.
    pub(crate) is_whole: bool,
    pub(crate) stream: Box<dyn Read + 'a>,
}

/// Looks at the beginning.
pub(crate) fn open<'a>(mut inner: impl Read + 'a) -> io::Result<Opened<'a>> {
    let mut head = beginning(&mut inner)?;
    let mut is_whole = (head.len() as u64) < HEAD;
    let mut shape = shape(&head);
    let mut rest: Box<dyn Read + 'a> = Box::new(inner);
    if shape == Shape::Utf16 {
        rest = Box::new(FromUtf16::new(Cursor::new(head).chain(rest)));
        head = beginning(&mut rest)?;
        is_whole = (head.len() as u64) < HEAD;
        shape = match self::shape(&head) {
            Shape::Text => Shape::Utf16,
            Shape::Empty => Shape::Empty,
            Shape::Xml => Shape::Xml,
            Shape::Utf16 | Shape::Tar | Shape::Zip | Shape::Other(_) => Shape::Other(NOT_TEXT),
        };
    }
    if head.starts_with(b"\xEF\xBB\xBF") {
        head.drain(..3);
    }
    Ok(Opened { shape, is_whole, stream: Box::new(Cursor::new(head.clone()).chain(rest)), head })
}

fn beginning(inner: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    inner.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

const NOT_TEXT: Words = Words { nl: "geen leesbare tekst (binair)", en: "no readable text (binary)" };

fn shape(head: &[u8]) -> Shape {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let start = &head[..head.len().min(START)];
    match first {
        None => Shape::Empty,
        _ if head.get(257..262) == Some(b"ustar") || is_empty_archive(start) => Shape::Tar,
        _ if head.starts_with(b"PK\x03\x04") => Shape::Zip,
        _ if head.starts_with(b"\xD0\xCF\x11\xE0") => {
            Shape::Other(Words { nl: "een oud of beveiligd rekenblad", en: "an old or protected spreadsheet" })
        }
        _ if head.starts_with(b"%PDF") => Shape::Other(Words { nl: "een PDF", en: "a PDF" }),
        _ if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") => Shape::Utf16,
        _ if start.contains(&0) => Shape::Other(NOT_TEXT),
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

/// A UTF-16 stream as UTF-8; its byte-order mark says which half of a letter comes first.
struct FromUtf16<R> {
    inner: R,
    decoder: Option<Decoder>,
    ready: Cursor<Vec<u8>>,
    is_done: bool,
}

impl<R: Read> FromUtf16<R> {
    fn new(inner: R) -> FromUtf16<R> {
        FromUtf16 { inner, decoder: None, ready: Cursor::new(Vec::new()), is_done: false }
    }

    /// Turns the next piece; what cannot be turned becomes the replacement character, as the standard asks.
    fn refill(&mut self) -> io::Result<()> {
        let mut piece = [0; 8192];
        let length = self.inner.read(&mut piece)?;
        self.is_done = length == 0;
        let is_big_endian = piece.starts_with(b"\xFE\xFF");
        let decoder = self.decoder.get_or_insert_with(|| {
            let encoding = if is_big_endian { UTF_16BE } else { UTF_16LE };
            encoding.new_decoder_with_bom_removal()
        });
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length(length).unwrap_or(3 * piece.len() + 16));
        let _ = decoder.decode_to_string(&piece[..length], &mut text, self.is_done);
        self.ready = Cursor::new(text.into_bytes());
        Ok(())
    }
}

impl<R: Read> Read for FromUtf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.ready.read(buffer)?;
            if length > 0 || buffer.is_empty() || self.is_done {
                return Ok(length);
            }
            self.refill()?;
        }
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
        assert_eq!(shape(b"PK\x03\x04"), Shape::Zip);
        assert_eq!(shape(b"\xFF\xFEk\0"), Shape::Utf16);
        for bytes in [&b"\xD0\xCF\x11\xE0"[..], b"k\0e\0", b"%PDF-1.7"] {
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
    fn utf16_comes_out_as_utf8_whichever_half_comes_first_and_however_it_is_cut() {
        let text = "kenmerk;née;€𝄞\n".repeat(3000);
        let little: Vec<u8> = b"\xFF\xFE".iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = b"\xFE\xFF".iter().copied().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [little, big] {
            let opened = open(&bytes[..]).expect("bytes");
            assert_eq!(opened.shape, Shape::Utf16);
            assert_eq!(io::read_to_string(opened.stream).expect("text"), text);
        }
    }

    #[test]
    fn a_file_without_an_end_is_not_hashed_to_its_end() {
        let hashed = Hashed::new(io::repeat(b'a'));
        assert!(TooLong::is_cause_of(&hashed.finish().expect_err("endless")));
    }

    #[test]
    fn the_hash_is_of_all_bytes_also_those_nobody_read() {
        let mut hashed = Hashed::new(&b"abc"[..]);
        let _ = hashed.read(&mut [0; 1]).expect("a byte");
        assert_eq!(hashed.finish().expect("a hash"), *blake3::hash(b"abc").as_bytes());
    }
}
