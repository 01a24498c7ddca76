//! Messages as entries of a tar file, and the XML they are written in.

use super::text;
use crate::faults::Fault;

/// Room for a tar header, and what entries are padded to.
const BLOCK: usize = 512;
/// The folder the messages lie in. With it a half-year without messages is an archive too.
const FOLDER: &str = "berichten/";

/// The entry of the folder, with which every file begins.
pub(super) fn folder() -> Vec<u8> {
    header(FOLDER.as_bytes(), 0, tar::EntryType::Directory).as_bytes().to_vec()
}

/// One message as an entry of a tar file; half of it where it is broken. `name` is short.
pub(super) fn entry(bytes: &mut Vec<u8>, name: &str, fault: Option<Fault>, write: impl FnOnce(&mut Vec<u8>)) {
    let begin = bytes.len();
    bytes.resize(begin + BLOCK, 0);
    write(bytes);
    let whole = bytes.len() - begin - BLOCK;
    let size = if fault == Some(Fault::BrokenMessage) { whole / 2 } else { whole };
    let name = format!("{FOLDER}{name}.xml");
    bytes[begin..begin + BLOCK].copy_from_slice(header(name.as_bytes(), size, tar::EntryType::Regular).as_bytes());
    bytes.truncate(begin + BLOCK + size);
    bytes.resize(begin + BLOCK + size.next_multiple_of(BLOCK), 0);
}

/// A tar header without anything that depends on the machine or the moment. `name` is short.
fn header(name: &[u8], size: usize, kind: tar::EntryType) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_size(size as u64);
    header.set_mode(if kind.is_dir() { 0o755 } else { 0o644 });
    header.set_mtime(0);
    header.set_entry_type(kind);
    header.set_cksum();
    header
}

pub(super) fn text_of(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
}

fn tag(bytes: &mut Vec<u8>, open: &str, prefix: &str, name: &str) {
    for part in [open, prefix, ":", name, ">"] {
        text_of(bytes, part);
    }
}

/// An element that holds elements.
pub(super) fn within(bytes: &mut Vec<u8>, prefix: &str, name: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    leaf(bytes, prefix, name, |bytes| {
        bytes.push(b'\n');
        inside(bytes);
    });
}

/// An element, its content written as given.
pub(super) fn leaf(bytes: &mut Vec<u8>, prefix: &str, name: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    tag(bytes, "<", prefix, name);
    inside(bytes);
    tag(bytes, "</", prefix, name);
    bytes.push(b'\n');
}

/// A number with at least so many digits, as text.
pub(super) fn digits(number: u64, width: usize) -> String {
    let mut bytes = Vec::new();
    text::number(&mut bytes, number, width);
    String::from_utf8(bytes).unwrap_or_default()
}
