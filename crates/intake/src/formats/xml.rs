//! XML messages as a stream: elements by their path, known by the URI of their namespace, whatever prefix stands
//! before them. A DTD is refused, so no entity is ever expanded; depth and every text kept are bounded, and free text
//! is passed over without being kept.

use std::io::{BufRead, BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event as Tag};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use crate::bytes::{FIELD_LIMIT, FromWindows, Meter, Metered, TooLong};
use crate::findings::Detail;
use crate::words::Words;

/// Why reading a message stopped before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is another message: its name, and why it is not read.
    Declined(String, Words),
    /// It is damaged, or not allowed.
    Broken(Words),
}

/// Why a message was not read, in both languages; with its name where that is known.
pub(crate) fn told(name: &str, why: Words) -> Detail {
    let told = |why: &str| if name.is_empty() { why.to_owned() } else { format!("{name}: {why}") };
    Detail { nl: told(why.nl), en: told(why.en) }
}

/// Who is told about the elements of one message.
pub(crate) trait Listener {
    /// The root element: whether this message is read.
    fn root(&mut self, uri: &str, name: &str) -> Result<(), Stop>;

    /// What stands before a name of this namespace in a path; `None` for other namespaces.
    fn short(uri: &str) -> Option<&'static str>;

    /// Whether the text of this element may be as long as it likes, because nobody keeps it.
    fn is_free_text(&self, _path: &str) -> bool {
        false
    }

    /// An element begins.
    fn opened(&mut self, _path: &str, _traits: &Traits) {}

    /// An element ends; its text without spaces around it.
    fn closed(&mut self, path: &str, text: &str);
}

/// What the attributes of an element say, those that matter here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Traits {
    /// `xsi:nil` is true, or `StUF:noValue` says why nothing stands there.
    pub(crate) is_nil: bool,
    /// `StUF:noValue`; empty where not given.
    pub(crate) no_value: String,
    /// `StUF:entiteittype`; empty where not given.
    pub(crate) entity: String,
    /// `StUF:indOnvolledigeDatum`; empty where not given.
    pub(crate) incomplete: String,
}

/// Whether the bytes of a message had to be turned into UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Letters {
    Utf8,
    Windows,
}

/// The encoding that the declaration names.
///
/// # Errors
///
/// When it is none of those that are read.
pub(crate) fn letters(head: &[u8]) -> Result<Letters, Stop> {
    let line = String::from_utf8_lossy(&head[..head.len().min(DECLARATION_LENGTH)]).to_ascii_lowercase();
    let declaration = line.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default();
    let Some((_, named)) = declaration.split_once("encoding") else { return Ok(Letters::Utf8) };
    let named = named.trim_start().trim_start_matches('=').trim_start().trim_start_matches(['"', '\'']);
    match named.split(['"', '\'']).next().unwrap_or_default() {
        // UTF-16 was turned into UTF-8 when the file was opened; what says so and is not is read as the UTF-8 it is.
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16" | "utf-16le" | "utf-16be" => Ok(Letters::Utf8),
        "windows-1252" | "cp1252" | "iso-8859-1" | "latin1" => Ok(Letters::Windows),
        _ => Err(Stop::Broken(ENCODING)),
    }
}

/// How far a declaration is looked for.
const DECLARATION_LENGTH: usize = 200;
/// Deepest nesting; iJw uses eight, StUF fourteen.
const DEEPEST: usize = 24;
/// Longest path in bytes; names of the standards make paths of some three hundred.
const LONGEST_PATH: usize = 2_048;

const NO_XML: Words = Words { nl: "geen geldige XML", en: "no valid XML" };
const NOT_UTF8: Words = Words { nl: "tekens die geen UTF-8 zijn", en: "bytes that are no UTF-8" };
const ENCODING: Words = Words {
    nl: "de kop noemt een tekenset die niet wordt gelezen; gebruik UTF-8",
    en: "the declaration names an encoding that is not read; use UTF-8",
};
const CUT_OFF: Words = Words { nl: "het bericht houdt halverwege op", en: "the message stops half-way" };
const AFTER_END: Words = Words { nl: "na het einde van het bericht staat nog iets", en: "something stands after the end of the message" };
const WITH_DTD: Words = Words { nl: "een DTD is niet toegestaan", en: "a DTD is not allowed" };
const ENTITY: Words = Words { nl: "een onbekende entiteit", en: "an unknown entity" };
const TOO_LONG: Words = Words { nl: "een veld is langer dan 64 kB", en: "a field is longer than 64 kB" };
const TOO_DEEP: Words = Words { nl: "te diep geneste elementen", en: "elements nested too deep" };

/// Reads one message to its end.
///
/// # Errors
///
/// When it is declined by the listener, or damaged. What came before was told.
pub(crate) fn walk<L: Listener>(stream: impl Read, letters: Letters, listener: &mut L) -> Result<(), Stop> {
    let meter = Meter::default();
    let stream: Box<dyn Read + '_> = match letters {
        Letters::Utf8 => Box::new(stream),
        Letters::Windows => Box::new(FromWindows::new(stream)),
    };
    let mut reader = NsReader::from_reader(BufReader::new(Metered::new(stream, meter.clone())));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    Walk { listener, meter, path: String::new(), depth: 0, text: String::new(), is_free: false, seen_root: false }.run(&mut reader)
}

struct Walk<'a, L> {
    listener: &'a mut L,
    meter: Meter,
    /// Short names of namespaces and local names from the root, each after a `/`; `?` for other namespaces.
    path: String,
    depth: usize,
    text: String,
    /// Whether the text of the element at hand is nobody's.
    is_free: bool,
    seen_root: bool,
}

impl<L: Listener> Walk<'_, L> {
    fn run<R: BufRead>(&mut self, reader: &mut NsReader<R>) -> Result<(), Stop> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            self.meter.reset();
            if self.is_free {
                pass_text(reader.get_mut(), &self.meter)?;
            }
            match reader.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
                Tag::Start(element) => self.open(reader, &element)?,
                Tag::End(_) => self.close(),
                Tag::Text(text) => self.add(&text)?,
                Tag::CData(text) => self.add(&text)?,
                Tag::GeneralRef(reference) => self.add(&resolve(&reference)?)?,
                Tag::DocType(_) => return Err(Stop::Broken(WITH_DTD)),
                Tag::Empty(_) | Tag::Comment(_) | Tag::Decl(_) | Tag::PI(_) => {}
                Tag::Eof if self.depth == 0 && self.seen_root => return Ok(()),
                Tag::Eof => return Err(Stop::Broken(CUT_OFF)),
            }
        }
    }

    fn open<R>(&mut self, reader: &NsReader<R>, element: &BytesStart<'_>) -> Result<(), Stop> {
        let (namespace, name) = reader.resolver().resolve_element(element.name());
        let (uri, name) = (bound(&namespace), name.into_inner());
        if self.depth == 0 && std::mem::replace(&mut self.seen_root, true) {
            return Err(Stop::Broken(AFTER_END));
        }
        if self.depth == 0 {
            self.listener.root(uri, name)?;
        }
        let step = L::short(uri);
        if self.depth >= DEEPEST || self.path.len() + name.len() > LONGEST_PATH {
            return Err(Stop::Broken(TOO_DEEP));
        }
        self.depth += 1;
        self.path.push('/');
        self.path.push_str(step.unwrap_or_default());
        self.path.push_str(if step.is_some() { name } else { "?" });
        self.text.clear();
        self.listener.opened(&self.path, &traits(reader, element)?);
        self.is_free = self.listener.is_free_text(&self.path);
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Stop> {
        if self.depth == 0 {
            return if text.trim().is_empty() { Ok(()) } else { Err(Stop::Broken(AFTER_END)) };
        }
        if self.is_free {
            return Ok(());
        }
        self.text.push_str(text);
        if self.text.len() > FIELD_LIMIT { Err(Stop::Broken(TOO_LONG)) } else { Ok(()) }
    }

    fn close(&mut self) {
        self.listener.closed(&self.path, self.text.trim());
        self.text.clear();
        self.is_free = false;
        let above = self.path.rfind('/').unwrap_or(0);
        self.path.truncate(above);
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Passes over text up to the next tag, however long it is, and keeps nothing of it.
fn pass_text<R: BufRead>(reader: &mut R, meter: &Meter) -> Result<(), Stop> {
    loop {
        let piece = reader.fill_buf().map_err(|_| Stop::Broken(CUT_OFF))?;
        let length = piece.iter().position(|byte| *byte == b'<');
        let (passed, is_end) = (length.unwrap_or(piece.len()), length.is_some() || piece.is_empty());
        reader.consume(passed);
        meter.reset();
        if is_end {
            return Ok(());
        }
    }
}

fn bound<'a>(namespace: &'a ResolveResult<'_>) -> &'a str {
    match namespace {
        ResolveResult::Bound(uri) => uri.as_ref(),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
    }
}

/// Namespace of the attributes of StUF 3.01.
const STUF: &str = "http://www.egem.nl/StUF/StUF0301";
/// Namespace of `xsi:nil`.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Attributes of one element, namespaces included; the standards use some ten.
const MOST_ATTRIBUTES: usize = 64;

fn traits<R>(reader: &NsReader<R>, element: &BytesStart<'_>) -> Result<Traits, Stop> {
    let mut traits = Traits::default();
    if element.attributes().with_checks(false).take(MOST_ATTRIBUTES + 1).count() > MOST_ATTRIBUTES {
        return Err(Stop::Broken(TOO_LONG));
    }
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Stop::Broken(NO_XML))?;
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Stop::Broken(ENTITY))?;
        // Some systems leave out the prefix of these attributes; no other attribute of the standards has their names.
        match (bound(&namespace), name.as_ref()) {
            (INSTANCE, "nil") => traits.is_nil |= matches!(value.trim(), "true" | "1"),
            (STUF | "", "noValue") => (traits.is_nil, traits.no_value) = (true, short(&value)),
            (STUF | "", "entiteittype") => traits.entity = short(&value),
            (STUF | "", "indOnvolledigeDatum") => traits.incomplete = short(&value),
            _ => {}
        }
    }
    Ok(traits)
}

/// Longest value of an attribute that any list has.
const ATTRIBUTE_LENGTH: usize = 40;

fn short(value: &str) -> String {
    value.chars().take(ATTRIBUTE_LENGTH).collect()
}

/// A reference to a character or to one of the five entities of XML itself.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Stop> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Ok(letter.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned).ok_or(Stop::Broken(ENTITY)),
        Err(_) => Err(Stop::Broken(ENTITY)),
    }
}

fn broken(error: &quick_xml::Error) -> Stop {
    use quick_xml::Error;
    Stop::Broken(match error {
        Error::Io(cause) if TooLong::is_cause_of(cause) => TOO_LONG,
        Error::Io(_) | Error::Syntax(_) if is_cut_off(error) => CUT_OFF,
        Error::Encoding(_) => NOT_UTF8,
        Error::Escape(_) => ENTITY,
        Error::Io(_) | Error::Syntax(_) | Error::IllFormed(_) | Error::InvalidAttr(_) | Error::Namespace(_) => NO_XML,
    })
}

/// Whether the bytes stopped inside a tag.
fn is_cut_off(error: &quick_xml::Error) -> bool {
    matches!(error, quick_xml::Error::Io(_) | quick_xml::Error::Syntax(quick_xml::errors::SyntaxError::UnclosedTag))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps every path with its text.
    #[derive(Default)]
    struct Heard(Vec<String>);

    impl Listener for Heard {
        fn root(&mut self, _: &str, _: &str) -> Result<(), Stop> {
            Ok(())
        }

        fn short(uri: &str) -> Option<&'static str> {
            match uri {
                "urn:a" => Some("a:"),
                "urn:b" => Some("b:"),
                _ => None,
            }
        }

        fn is_free_text(&self, path: &str) -> bool {
            path.ends_with("free")
        }

        fn closed(&mut self, path: &str, text: &str) {
            self.0.push(format!("{path}={text}"));
        }
    }

    fn heard(text: &str) -> (Vec<String>, Option<&'static str>) {
        let mut heard = Heard::default();
        let reason = match walk(text.as_bytes(), Letters::Utf8, &mut heard) {
            Ok(()) => None,
            Err(Stop::Broken(reason)) => Some(reason.en),
            Err(Stop::Declined(_, reason)) => Some(reason.en),
        };
        (heard.0, reason)
    }

    #[test]
    fn elements_are_known_by_their_namespace_whatever_the_prefix() {
        let text = "<x:r xmlns:x='urn:a' xmlns:y='urn:b'><y:n>1 &amp; 2</y:n><n xmlns='urn:b'>3</n><n>4</n></x:r>";
        let paths = ["/a:r/b:n=1 & 2", "/a:r/b:n=3", "/a:r/?=4", "/a:r="].map(str::to_owned).to_vec();
        assert_eq!(heard(text), (paths, None));
    }

    #[test]
    fn free_text_is_passed_over_however_long() {
        let text = format!("<r xmlns='urn:a'><free>{}<![CDATA[<x>]]> y</free><n>1</n><free/>text<n>2</n></r>", "x".repeat(3 << 20));
        let paths = ["/a:r/a:free=", "/a:r/a:n=1", "/a:r/a:free=", "/a:r/a:n=2", "/a:r="].map(str::to_owned).to_vec();
        assert_eq!(heard(&text), (paths, None));
    }

    #[test]
    fn what_is_damaged_is_told_apart() {
        for (text, reason) in [
            ("<r xmlns='urn:a'><n>", CUT_OFF.en),
            ("<r xmlns='urn:a'><n", CUT_OFF.en),
            ("<r xmlns='urn:a'></q></r>", NO_XML.en),
            ("<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>", WITH_DTD.en),
            ("<r>&e;</r>", ENTITY.en),
            ("<r/><r/>", AFTER_END.en),
            ("<r/>x", AFTER_END.en),
        ] {
            assert_eq!(heard(text).1, Some(reason), "{text}");
        }
    }

    #[test]
    fn only_encodings_that_are_read_are_accepted() {
        let named = |name: &str| letters(format!("<?xml version='1.0' encoding='{name}'?><a/>").as_bytes());
        assert!(matches!((named("UTF-8"), letters(b"<a/>")), (Ok(Letters::Utf8), Ok(Letters::Utf8))));
        assert!(matches!(named("windows-1252"), Ok(Letters::Windows)));
        for name in ["UTF-32", "iso-8859-15", "EBCDIC-CP-US", ""] {
            assert!(named(name).is_err(), "{name}");
        }
        // The word may stand anywhere else.
        assert!(matches!(letters(b"<a>encoding='UTF-16'</a>"), Ok(Letters::Utf8)));
    }
}
