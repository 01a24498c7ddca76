//! One part of a spreadsheet as a stream of tags, under limits.

use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Archive, BookFault};
use crate::bytes::{Meter, Metered, TooLong};

/// Largest part, unpacked.
const PART_LIMIT: u64 = 2 << 30;
/// A part smaller than this may be packed however tightly: an empty sheet packs well.
const RATIO_FREE: u64 = 16 << 20;
/// Most that a part may grow when it is unpacked.
const RATIO_LIMIT: u64 = 250;
/// Deepest nesting of elements.
const DEEPEST: usize = 32;

/// What stands next in a part.
pub(super) enum Tag {
    /// An element begins; an empty one ends at once.
    Open(BytesStart<'static>),
    /// An element ends.
    Close(String),
    /// Text.
    Text(String),
    /// The part ends.
    End,
}

/// One part.
pub(crate) struct Part<'r> {
    xml: Reader<BufReader<Metered<Limited<'r>>>>,
    meter: Meter,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'r> Part<'r> {
    /// Opens the part at this place of the zip file.
    pub(super) fn open(archive: &'r mut Archive<'_>, place: usize) -> Result<Part<'r>, BookFault> {
        let file = archive.by_index(place).map_err(|_| BookFault::Broken)?;
        let limit = file.compressed_size().saturating_mul(RATIO_LIMIT).max(RATIO_FREE);
        let meter = Meter::default();
        let limited = Limited { inner: Box::new(file), read: 0, ratio_limit: limit };
        let mut xml = Reader::from_reader(BufReader::with_capacity(32 * 1024, Metered::new(limited, meter.clone())));
        xml.config_mut().expand_empty_elements = true;
        Ok(Part { xml, meter, buffer: Vec::new(), depth: 0 })
    }

    /// What stands next.
    pub(super) fn next(&mut self) -> Result<Tag, BookFault> {
        loop {
            self.buffer.clear();
            self.meter.reset();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(fault)?;
            match event {
                Event::Start(_) if self.depth == DEEPEST => return Err(BookFault::Broken),
                Event::Start(element) => {
                    self.depth += 1;
                    return Ok(Tag::Open(element.into_owned()));
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Tag::Close(element.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => return Ok(Tag::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Tag::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => return resolved(&reference).map(Tag::Text),
                Event::DocType(_) => return Err(BookFault::WithDtd),
                Event::Eof if self.depth == 0 => return Ok(Tag::End),
                Event::Eof => return Err(BookFault::Broken),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over the rest of the element that was just opened.
    pub(super) fn pass_element(&mut self) -> Result<(), BookFault> {
        let depth = self.depth;
        while self.depth >= depth {
            if matches!(self.next()?, Tag::End) {
                return Err(BookFault::Broken);
            }
        }
        Ok(())
    }

    /// The text inside the element that was just opened, without that of elements named `except`.
    pub(super) fn text(&mut self, except: &str, into: &mut String) -> Result<(), BookFault> {
        let depth = self.depth;
        while self.depth >= depth {
            match self.next()? {
                Tag::Text(text) => into.push_str(&text),
                Tag::Open(element) if element.local_name().as_ref() == except => self.pass_element()?,
                Tag::Open(_) | Tag::Close(_) => {}
                Tag::End => return Err(BookFault::Broken),
            }
            if into.len() > crate::bytes::FIELD_LIMIT * 2 {
                return Err(BookFault::TooBig);
            }
        }
        Ok(())
    }
}

/// An attribute of an element, whatever stands before its name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = element.attributes().flatten();
    let mut known = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    known.next().map(|attribute| attribute.value.into_owned())
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, BookFault> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Ok(letter.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned).ok_or(BookFault::Broken),
        Err(_) => Err(BookFault::Broken),
    }
}

fn fault(error: quick_xml::Error) -> BookFault {
    match error {
        quick_xml::Error::Io(source) if TooLong::is_cause_of(&source) => BookFault::TooBig,
        quick_xml::Error::Io(source) if source.get_ref().is_some_and(|inner| inner.is::<Grows>()) => BookFault::Bomb,
        _ => BookFault::Broken,
    }
}

/// A stream that stops where it grows too much.
struct Limited<'r> {
    inner: Box<dyn Read + 'r>,
    read: u64,
    ratio_limit: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read > self.ratio_limit {
            return Err(io::Error::other(Grows));
        }
        if self.read > PART_LIMIT {
            return Err(io::Error::other(TooLong));
        }
        let length = self.inner.read(buffer)?;
        self.read += length as u64;
        Ok(length)
    }
}

/// A part unpacks to too many times its size.
#[derive(Debug, thiserror::Error)]
#[error("a part unpacks to hundreds of times its size")]
struct Grows;
