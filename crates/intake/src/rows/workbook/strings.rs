//! The texts that cells share, in one piece of memory.

use super::part::{Part, Tag};
use super::{Archive, BookFault};

/// Most bytes of all shared texts together.
const BYTES_LIMIT: usize = 256 << 20;
/// Most shared texts: as many as a full sheet has rows, ten times over.
const NUMBER_LIMIT: usize = 10 << 20;

/// Texts by their number.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part of shared texts. How a word is pronounced is passed over.
    pub(super) fn read(archive: &mut Archive<'_>, part: usize) -> Result<Strings, BookFault> {
        let mut part = Part::open(archive, part)?;
        let mut strings = Strings::default();
        let mut one = String::new();
        loop {
            match part.next()? {
                Tag::Open(element) if element.local_name().as_ref() == "si" => {
                    one.clear();
                    part.text("rPh", &mut one)?;
                    strings.text.push_str(&one);
                    strings.ends.push(strings.text.len());
                    if strings.text.len() > BYTES_LIMIT || strings.ends.len() > NUMBER_LIMIT {
                        return Err(BookFault::TooBig);
                    }
                }
                Tag::End => return Ok(strings),
                Tag::Open(_) | Tag::Close(_) | Tag::Text(_) => {}
            }
        }
    }

    /// The text with this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}
