//! Messages that differ from sound ones in one element or attribute.

use std::ops::Range;

/// A message with one element changed. `place` is the name of an element, `outer/inner` the first `inner` after the
/// first `outer`, or `element@prefix:name` an attribute. An empty value takes the element or attribute away. Where the
/// element is not there, a comment with its name says where it comes.
pub(crate) fn element(text: &str, place: &str, value: &str) -> String {
    if let Some((element, attribute)) = place.split_once('@') {
        return attribute_of(text, element, attribute, value);
    }
    let marker = ["", "ijw:"].map(|prefix| format!("<!--{prefix}{place}-->"));
    if let Some(marker) = marker.iter().find(|marker| text.contains(*marker)) {
        let name = marker.trim_start_matches("<!--").trim_end_matches("-->");
        let whole = if value.is_empty() { String::new() } else { format!("<{name}>{value}</{name}>") };
        return text.replace(marker, &whole);
    }
    let Some((whole, inside)) = find(text, place) else { return absent(text, place, value) };
    if value.is_empty() {
        return format!("{}{}", &text[..whole.start], &text[whole.end..]);
    }
    format!("{}{value}{}", &text[..inside.start], &text[inside.end..])
}

/// What is not there may be taken away.
fn absent(text: &str, place: &str, value: &str) -> String {
    assert!(value.is_empty(), "{place} is not in the message");
    text.to_owned()
}

/// Where an element stands, with its tags and without.
fn find(text: &str, place: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut from = 0;
    let mut found = None;
    for name in place.split('/') {
        let (start, tag) = opening(text, name, from)?;
        let begin = start + text[start..].find('>')? + 1;
        let end = begin + text[begin..].find(&format!("</{tag}>"))?;
        found = Some((start..end + tag.len() + 3, begin..end));
        from = begin;
    }
    found
}

/// Where the first tag with this local name begins, and its name with prefix.
fn opening<'a>(text: &'a str, name: &str, from: usize) -> Option<(usize, &'a str)> {
    text[from..].match_indices('<').find_map(|(at, _)| {
        let rest = &text[from + at + 1..];
        let tag = &rest[..rest.find(['>', ' ', '/', '!'])?];
        (tag.rsplit(':').next() == Some(name)).then_some((from + at, tag))
    })
}

fn attribute_of(text: &str, element: &str, attribute: &str, value: &str) -> String {
    let (start, _) = opening(text, element, 0).expect("the element is there");
    let end = start + text[start..].find(['>']).expect("a whole tag");
    let end = if text[..end].ends_with('/') { end - 1 } else { end };
    let tag = &text[start..end];
    let kept = match tag.find(&format!(" {attribute}=\"")) {
        None => tag.to_owned(),
        Some(at) => {
            let after = at + attribute.len() + 3;
            let close = after + tag[after..].find('"').expect("a closing quotation mark") + 1;
            format!("{}{}", &tag[..at], &tag[close..])
        }
    };
    let added = if value.is_empty() { String::new() } else { format!(" {attribute}=\"{value}\"") };
    format!("{}{kept}{added}{}", &text[..start], &text[end..])
}
