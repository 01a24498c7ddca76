//! Many messages in one file: a tar archive, read as a stream, of which no name is ever used.

use std::io::Read;

use crate::bytes::{Opened, Shape, open};
use crate::words::Words;

/// An entry of an archive: a message, or what stands there instead.
pub(crate) enum Entry<'a> {
    /// Bytes that may be a message.
    Message(Opened<'a>),
    /// Something that is no message, and what it is.
    Other(Words),
}

const BROKEN: Words = Words { nl: "het tar-bestand is beschadigd", en: "the tar file is damaged" };
const NESTED: Words = Words { nl: "in het tar-bestand zit weer een tar-bestand", en: "the tar file holds another tar file" };
const EMPTY: Words = Words { nl: "een bestand in het tar-bestand is leeg", en: "a file in the tar file is empty" };
const NO_MESSAGE: Words = Words { nl: "een bestand in het tar-bestand is geen XML", en: "a file in the tar file is no XML" };

/// Hands each file of an archive to `take`, in order. Folders, links, devices and extensions are passed over: nothing
/// is ever opened or written by a name that stands in an archive. Sizes in headers are never believed, only read up
/// to.
///
/// # Errors
///
/// When the archive is damaged; entries before that place were handed on.
pub(crate) fn each(stream: impl Read, mut take: impl FnMut(Entry<'_>)) -> Result<(), Words> {
    let mut archive = tar::Archive::new(stream);
    // Raw: long names and other extensions are entries like any other, so their size is never believed.
    for entry in archive.entries().map_err(|_| BROKEN)?.raw(true) {
        let mut entry = entry.map_err(|_| BROKEN)?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let mut whole = Whole { left: entry.header().entry_size().map_err(|_| BROKEN)?, inner: &mut entry };
        let opened = open(&mut whole).map_err(|_| BROKEN)?;
        take(match opened.shape {
            Shape::Xml => Entry::Message(opened),
            Shape::Tar => Entry::Other(NESTED),
            Shape::Empty => Entry::Other(EMPTY),
            Shape::Text | Shape::Utf16 | Shape::Zip | Shape::Other(_) => Entry::Other(NO_MESSAGE),
        });
    }
    Ok(())
}

/// A file of an archive, with an error where the archive stops before the file does.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(length as u64);
        if length == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
        }
        Ok(length)
    }
}
