//! For tests only: reads a drawing back and checks what every drawing must be.

use std::collections::BTreeSet;

use domain::{Cell, Estimate, Interval};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::label::{self, Weight};
use crate::{Caption, Drawing};

/// A hidden cell.
pub(crate) const HIDING: Cell<Estimate> = Cell::Hidden;

/// A shown value with an interval of a tenth around it.
pub(crate) fn estimate(value: f64) -> Cell<Estimate> {
    Cell::Shown(Estimate { value, interval: Interval::ninety_five(value * 0.9, value * 1.1) })
}

/// A caption with this id.
pub(crate) fn caption(id: &str) -> Caption {
    Caption { id: id.to_owned(), title: "Titel".to_owned(), description: "Beschrijving".to_owned() }
}

/// One text of a drawing: its words and the box they stand in.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Words {
    pub text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    size: f64,
}

impl Words {
    fn touches(&self, other: &Words) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Both forms: see [`check_svg`].
pub(crate) fn check(drawing: &Drawing) {
    check_svg(&drawing.wide, 14.0);
    check_svg(&drawing.narrow, 12.0);
    assert!(drawing.html().contains(&drawing.narrow));
}

/// Valid XML, ids used once, a title and a description first, no text outside the paper, too small or on other text.
pub(crate) fn check_svg(svg: &str, smallest: f64) {
    let read = read(svg);
    assert!(svg.starts_with("<svg ") && svg.contains("<title id=") && svg.contains("<desc id="), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    for words in &read.words {
        assert!(words.size >= smallest, "{words:?} is smaller than {smallest}");
        let inside = words.left >= -1.0 && words.right <= read.paper.0 + 1.0 && words.top >= -1.0 && words.bottom <= read.paper.1 + 1.0;
        assert!(inside, "{words:?} leaves the paper {:?}", read.paper);
    }
    for (place, words) in read.words.iter().enumerate() {
        for other in &read.words[place + 1..] {
            assert!(!words.touches(other), "{words:?} lies on {other:?}");
        }
    }
}

struct Read {
    words: Vec<Words>,
    paper: (f64, f64),
}

fn read(svg: &str) -> Read {
    let mut reader = Reader::from_str(svg);
    let mut read = Read { words: Vec::new(), paper: (0.0, 0.0) };
    let mut ids = BTreeSet::new();
    let mut open: Option<Words> = None;
    loop {
        match reader.read_event().expect("valid XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                if let Some(id) = attribute(&tag, "id") {
                    assert!(ids.insert(id.clone()), "id {id} twice");
                }
                match tag.name().as_ref() {
                    "svg" => read.paper = (number(&tag, "width"), number(&tag, "height")),
                    "text" => open = Some(start(&tag)),
                    _ => {}
                }
            }
            Event::Text(text) => {
                if let Some(words) = open.as_mut() {
                    words.text.push_str(text.as_ref());
                }
            }
            Event::GeneralRef(_) => {
                if let Some(words) = open.as_mut() {
                    words.text.push('&');
                }
            }
            Event::End(tag) if tag.name().as_ref() == "text" => read.words.extend(open.take().map(place)),
            Event::Eof => return read,
            _ => {}
        }
    }
}

/// Until its words are known, `left` is its x and `right` the share of its width that lies left of it.
fn start(tag: &BytesStart) -> Words {
    let (size, base) = (number(tag, "font-size"), number(tag, "y"));
    let share = match attribute(tag, "text-anchor").as_deref() {
        Some("middle") => 0.5,
        Some("end") => 1.0,
        _ => 0.0,
    };
    Words { text: String::new(), left: number(tag, "x"), right: share, top: base - size * 0.72, bottom: base + size * 0.2, size }
}

fn place(mut words: Words) -> Words {
    let width = label::width(&words.text, words.size, Weight::Regular);
    words.left -= width * words.right;
    words.right = words.left + width;
    words
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().map(|attribute| attribute.expect("a valid attribute")).find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.value.into_owned())
}

fn number(tag: &BytesStart, name: &str) -> f64 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no number {name}"))
}
