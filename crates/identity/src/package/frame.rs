//! The outside of packages: what can be seen without any key.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use age::stream::{StreamReader, StreamWriter};

use super::PackageError;
use crate::keys::{Chain, Label};

const MARK: &[u8] = b"inbeeld package 1\n";
const LABEL_BYTES_MAX: usize = 200;
/// Most packages in one file: what is known of each stands in memory.
const PACKAGES_MAX: usize = 1_000;

/// The outside of one package in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Services it has been through.
    pub stage: u8,
    /// The label it carries.
    pub label: Label,
    /// Where its body begins.
    pub(crate) begins: u64,
    /// Bytes of its body.
    pub(crate) length: u64,
}

/// The packages of a file, one after another.
///
/// # Errors
/// [`PackageError::NotAPackage`] where the file begins otherwise, [`PackageError::Damaged`] where it breaks off.
pub fn frames(file: &mut (impl Read + Seek)) -> Result<Vec<Frame>, PackageError> {
    let end = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut frames: Vec<Frame> = Vec::new();
    let mut place = 0;
    while place < end {
        if frames.len() == PACKAGES_MAX {
            return Err(PackageError::Damaged { what: "more than 1,000 packages stand in one file" });
        }
        let frame = read_frame(file).map_err(|error| match error {
            PackageError::NotAPackage if place > 0 => PackageError::Damaged { what: "something follows the package" },
            other => other,
        })?;
        place =
            frame.begins.checked_add(frame.length).filter(|place| *place <= end).ok_or(PackageError::Damaged { what: "it breaks off" })?;
        file.seek(SeekFrom::Start(place))?;
        frames.push(frame);
    }
    if frames.is_empty() { Err(PackageError::NotAPackage) } else { Ok(frames) }
}

fn read_frame(file: &mut (impl Read + Seek)) -> Result<Frame, PackageError> {
    let mut mark = [0; MARK.len()];
    file.read_exact(&mut mark).map_err(|_| PackageError::NotAPackage)?;
    if mark != MARK {
        return Err(PackageError::NotAPackage);
    }
    let broken = |_| PackageError::Damaged { what: "it breaks off" };
    let mut sizes = [0; 3];
    file.read_exact(&mut sizes).map_err(broken)?;
    let length = usize::from(u16::from_le_bytes([sizes[1], sizes[2]]));
    if length > LABEL_BYTES_MAX {
        return Err(PackageError::Damaged { what: "its label is too long" });
    }
    if length == 0 {
        return Err(PackageError::Damaged { what: "it has no label" });
    }
    let mut label = vec![0; length];
    let mut body = [0; 8];
    file.read_exact(&mut label).and_then(|()| file.read_exact(&mut body)).map_err(broken)?;
    let label = String::from_utf8(label).map_err(|_| PackageError::Damaged { what: "its label is no text" })?;
    if label.chars().any(char::is_control) {
        return Err(PackageError::Damaged { what: "its label is no text" });
    }
    let length = u64::from_le_bytes(body);
    if length == 0 {
        return Err(PackageError::Damaged { what: "nothing is in it" });
    }
    Ok(Frame { stage: sizes[0], label: Label::from_text(&label), begins: file.stream_position()?, length })
}

impl Frame {
    /// Whether the package is of this chain and has been through so many services.
    pub(crate) fn check(&self, chain: &Chain, stage: usize, hint: &'static str) -> Result<(), PackageError> {
        let expected = chain.label();
        if self.label != expected {
            return Err(PackageError::OtherLabel { found: self.label.to_string(), expected: expected.to_string() });
        }
        let (passed, services) = (usize::from(self.stage), chain.stations().len());
        if passed == stage { Ok(()) } else { Err(PackageError::WrongStage { passed, services, hint }) }
    }

    /// Its body, unsealed.
    pub(crate) fn unseal<R: Read + Seek>(
        &self,
        file: R,
        key: &age::x25519::Identity,
    ) -> Result<StreamReader<BufReader<io::Take<R>>>, PackageError> {
        let mut file = file;
        file.seek(SeekFrom::Start(self.begins))?;
        let body = BufReader::with_capacity(1 << 16, file.take(self.length));
        Ok(age::Decryptor::new_buffered(body)?.decrypt(std::iter::once(key as &dyn age::Identity))?)
    }
}

/// Writes a frame and seals a body into it; the length is filled in at the end.
pub(crate) struct FrameWriter<W: Write + Seek> {
    sealed: StreamWriter<W>,
    begins: u64,
}

impl<W: Write + Seek> FrameWriter<W> {
    pub(crate) fn begin(mut out: W, stage: u8, label: &Label, recipient: &str) -> Result<FrameWriter<W>, PackageError> {
        let text = label.text().as_bytes();
        let length = u16::try_from(text.len()).map_err(|_| PackageError::Damaged { what: "its label is too long" })?;
        out.write_all(MARK)?;
        out.write_all(&[stage])?;
        out.write_all(&length.to_le_bytes())?;
        out.write_all(text)?;
        out.write_all(&[0; 8])?;
        let begins = out.stream_position()?;
        Ok(FrameWriter { sealed: seal(out, recipient)?, begins })
    }

    pub(crate) fn body(&mut self) -> &mut StreamWriter<W> {
        &mut self.sealed
    }

    pub(crate) fn finish(self) -> Result<W, PackageError> {
        let mut out = self.sealed.finish()?;
        let end = out.stream_position()?;
        out.seek(SeekFrom::Start(self.begins - 8))?;
        out.write_all(&(end - self.begins).to_le_bytes())?;
        out.seek(SeekFrom::Start(end))?;
        Ok(out)
    }
}

/// Everything written goes sealed to this recipient.
pub(crate) fn seal<W: Write>(out: W, recipient: &str) -> Result<StreamWriter<W>, PackageError> {
    let recipient: age::x25519::Recipient = recipient.parse().map_err(|_| PackageError::Damaged { what: "its recipient is no key" })?;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
    Ok(encryptor.wrap_output(out)?)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A frame without a body that opens.
    fn framed(label: &str, length: u64) -> Vec<u8> {
        let body = vec![7; usize::try_from(length).expect("a length")];
        let size = u16::try_from(label.len()).expect("a length").to_le_bytes();
        [MARK, &[0], &size, label.as_bytes(), &length.to_le_bytes(), &body].concat()
    }

    fn check(bytes: &[u8], expected: &str) {
        let told = frames(&mut Cursor::new(bytes)).map_or_else(|error| error.to_string(), |all| format!("{} packages", all.len()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_file_holds_packages_with_a_label_and_a_body_and_not_without_end() {
        check(&framed("p/1/0badcafe", 3).repeat(2), "2 packages");
        check(&framed("p/1/0badcafe", 1).repeat(PACKAGES_MAX), "1000 packages");
        check(&framed("p/1/0badcafe", 1).repeat(PACKAGES_MAX + 1), "the package is damaged: more than 1,000 packages stand in one file");
        check(&framed("p/1/0badcafe", 0), "the package is damaged: nothing is in it");
        check(&framed("", 1), "the package is damaged: it has no label");
    }
}
