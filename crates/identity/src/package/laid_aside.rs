//! Sorting more than memory should hold: entries are gathered, sorted a piece at a time, laid aside in a file that the caller lends,
//! and handed back in order, each once.
//!
//! At the source texts that identify somebody are among them, at the hub pseudonyms. What is laid aside is under a key stream (ChaCha20) whose key is of this value only:
//! a file that a crash leaves tells nothing.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use zeroize::{Zeroize, Zeroizing};

use super::PackageError;
use crate::scheme::Chance;

/// Lends an empty file that is nobody else's. The best has no name and is gone when it is closed.
pub type Scratch<'a> = &'a dyn Fn() -> io::Result<File>;

/// Bytes of entries in memory before they are laid aside.
const HELD_BYTES_MAX: usize = 2 << 20;
/// Entries in memory before they are laid aside.
const HELD_ENTRIES_MAX: usize = 1 << 16;
/// Bytes that are put under the stream, written and read at a time.
const CHUNK_BYTES: usize = 1 << 12;
/// Key and length before the bytes of an entry.
const HEAD_BYTES: usize = 8 + 4;

/// Entries of a key and bytes, sorted by both. Memory does not grow with their number, but for some 4 KB a piece of 2 MB.
pub(crate) struct LaidAside<'a> {
    scratch: Scratch<'a>,
    key: Zeroizing<[u8; 32]>,
    file: Option<File>,
    pieces: Vec<Piece>,
    bytes: Zeroizing<Vec<u8>>,
    held: Vec<Held>,
}

/// Where an entry stands in memory.
#[derive(Clone, Copy)]
struct Held {
    key: u64,
    begins: usize,
    ends: usize,
}

/// Where a sorted piece stands in the file.
#[derive(Clone, Copy)]
struct Piece {
    begins: u64,
    length: u64,
}

impl<'a> LaidAside<'a> {
    pub(crate) fn new(scratch: Scratch<'a>, chance: &mut Chance) -> LaidAside<'a> {
        let (key, bytes) = (Zeroizing::new(chance.bytes()), Zeroizing::new(Vec::new()));
        LaidAside { scratch, key, file: None, pieces: Vec::new(), bytes, held: Vec::new() }
    }

    /// Takes an entry: `parts` one after another are its bytes.
    pub(crate) fn push(&mut self, key: u64, parts: &[&[u8]]) -> io::Result<()> {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        if self.held.len() == HELD_ENTRIES_MAX || (self.bytes.len() + length > HELD_BYTES_MAX && !self.held.is_empty()) {
            self.lay_aside()?;
        }
        let begins = self.bytes.len();
        // A buffer that grows leaves a copy behind: it is made whole at once.
        if self.bytes.capacity() < begins + length {
            let mut larger = Zeroizing::new(Vec::with_capacity(HELD_BYTES_MAX.max(begins + length)));
            larger.extend_from_slice(&self.bytes);
            self.bytes = larger;
        }
        parts.iter().for_each(|part| self.bytes.extend_from_slice(part));
        self.held.push(Held { key, begins, ends: self.bytes.len() });
        Ok(())
    }

    /// Hands on every entry in order of key and bytes, each once. It can be asked again.
    pub(crate) fn each<E: From<PackageError>>(&mut self, mut take: impl FnMut(u64, &[u8]) -> Result<(), E>) -> Result<(), E> {
        if self.pieces.is_empty() {
            self.sort();
            return self.held.iter().try_for_each(|held| take(held.key, &self.bytes[held.begins..held.ends]));
        }
        if !self.held.is_empty() {
            self.lay_aside().map_err(PackageError::from)?;
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut reading: Vec<Reading> = (0..).zip(&self.pieces).map(|(stream, piece)| Reading::of(piece, &self.key, stream)).collect();
        let mut first = BinaryHeap::with_capacity(reading.len());
        for (place, reading) in reading.iter_mut().enumerate() {
            first.extend(reading.next(file, place).map_err(PackageError::from)?);
        }
        let mut last: Option<Entry> = None;
        while let Some(entry) = first.pop() {
            first.extend(reading[entry.place].next(file, entry.place).map_err(PackageError::from)?);
            if last.as_ref().is_none_or(|last| last.cmp(&entry) != Ordering::Equal) {
                take(entry.key, &entry.bytes)?;
                last = Some(entry);
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let of = |held: &Held| (held.key, &bytes[held.begins..held.ends]);
        self.held.sort_unstable_by(|one, other| of(one).cmp(&of(other)));
        self.held.dedup_by(|one, other| of(one) == of(other));
    }

    /// Sorts what is in memory and appends it to the file.
    fn lay_aside(&mut self) -> io::Result<()> {
        self.sort();
        let mut file = match self.file.take() {
            Some(file) => file,
            None => (self.scratch)()?,
        };
        let begins = file.seek(SeekFrom::End(0))?;
        let mut out =
            Writing { stream: stream(&self.key, self.pieces.len() as u64), chunk: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES)), file };
        for held in &self.held {
            out.put(&held.key.to_le_bytes())?;
            out.put(&((held.ends - held.begins) as u32).to_le_bytes())?;
            out.put(&self.bytes[held.begins..held.ends])?;
        }
        let mut file = out.finish()?;
        self.pieces.push(Piece { begins, length: file.stream_position()? - begins });
        self.file = Some(file);
        self.held.clear();
        self.bytes.zeroize();
        Ok(())
    }
}

/// The key stream of a piece.
fn stream(key: &[u8; 32], piece: u64) -> ChaCha20Rng {
    let mut stream = ChaCha20Rng::from_seed(*key);
    stream.set_stream(piece);
    stream
}

/// Puts a chunk under the stream, or takes it from under it.
fn turn(stream: &mut ChaCha20Rng, chunk: &mut [u8]) {
    let mut pad = Zeroizing::new([0; CHUNK_BYTES]);
    stream.fill_bytes(&mut *pad);
    chunk.iter_mut().zip(pad.iter()).for_each(|(byte, pad)| *byte ^= pad);
}

/// A piece that is being written.
struct Writing {
    file: File,
    stream: ChaCha20Rng,
    chunk: Zeroizing<Vec<u8>>,
}

impl Writing {
    fn put(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(CHUNK_BYTES - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            bytes = rest;
            if self.chunk.len() == CHUNK_BYTES {
                self.write()?;
            }
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        turn(&mut self.stream, &mut self.chunk);
        self.file.write_all(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<File> {
        self.write()?;
        Ok(self.file)
    }
}

/// A piece that is being read.
struct Reading {
    stream: ChaCha20Rng,
    at: u64,
    ends: u64,
    chunk: Zeroizing<Vec<u8>>,
    place: usize,
}

impl Reading {
    fn of(piece: &Piece, key: &[u8; 32], number: u64) -> Reading {
        let (at, ends) = (piece.begins, piece.begins + piece.length);
        Reading { stream: stream(key, number), at, ends, chunk: Zeroizing::new(Vec::new()), place: 0 }
    }

    /// The next entry; `place` says of which piece it is.
    fn next(&mut self, file: &mut File, place: usize) -> io::Result<Option<Entry>> {
        if self.place == self.chunk.len() && self.at == self.ends {
            return Ok(None);
        }
        let mut head = [0; HEAD_BYTES];
        self.take(file, &mut head)?;
        let (mut key, mut length) = ([0; 8], [0; 4]);
        key.copy_from_slice(&head[..8]);
        length.copy_from_slice(&head[8..]);
        let mut bytes = Zeroizing::new(vec![0; u32::from_le_bytes(length) as usize]);
        self.take(file, &mut bytes)?;
        Ok(Some(Entry { key: u64::from_le_bytes(key), bytes, place }))
    }

    fn take(&mut self, file: &mut File, mut wanted: &mut [u8]) -> io::Result<()> {
        while !wanted.is_empty() {
            if self.place == self.chunk.len() {
                self.read(file)?;
            }
            let length = wanted.len().min(self.chunk.len() - self.place);
            let (now, rest) = wanted.split_at_mut(length);
            now.copy_from_slice(&self.chunk[self.place..self.place + length]);
            self.place += length;
            wanted = rest;
        }
        Ok(())
    }

    fn read(&mut self, file: &mut File) -> io::Result<()> {
        let length = (self.ends - self.at).min(CHUNK_BYTES as u64);
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.chunk.resize(length as usize, 0);
        file.seek(SeekFrom::Start(self.at))?;
        file.read_exact(&mut self.chunk)?;
        turn(&mut self.stream, &mut self.chunk);
        (self.at, self.place) = (self.at + length, 0);
        Ok(())
    }
}

/// An entry that was read, with the piece it is of. The smallest is the greatest, as the heap wants it.
struct Entry {
    key: u64,
    bytes: Zeroizing<Vec<u8>>,
    place: usize,
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        (other.key, &*other.bytes).cmp(&(self.key, &*self.bytes))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::*;

    fn entries(count: u64) -> impl Iterator<Item = (u64, String)> {
        (0..count).map(|number| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40, format!("surname {}", number % 5)))
    }

    /// What comes back of so many entries, twice, and what stands in the file.
    fn sorted(count: u64) -> ([Vec<(u64, String)>; 2], Vec<u8>) {
        let lent = RefCell::new(None);
        let scratch = || {
            let file = tempfile::tempfile()?;
            *lent.borrow_mut() = Some(file.try_clone()?);
            Ok(file)
        };
        let mut laid = LaidAside::new(&scratch, &mut Chance::new().expect("randomness"));
        for (key, text) in entries(count) {
            laid.push(key, &[b"a ", text.as_bytes()]).expect("taken");
        }
        let back = [(); 2].map(|()| {
            let mut back = Vec::new();
            let take = |key: u64, bytes: &[u8]| {
                back.push((key, String::from_utf8(bytes.to_vec()).expect("a text")));
                Ok::<(), PackageError>(())
            };
            laid.each(take).expect("handed back");
            back
        });
        let mut written = Vec::new();
        if let Some(mut file) = lent.into_inner() {
            file.rewind().and_then(|()| file.read_to_end(&mut written)).expect("read");
        }
        (back, written)
    }

    #[test]
    fn what_is_laid_aside_comes_back_sorted_and_once_however_much_it_is() {
        for count in [0, 1, 1000, 2 * HELD_ENTRIES_MAX as u64, 5 * HELD_ENTRIES_MAX as u64 + 77] {
            let expected: BTreeSet<(u64, String)> = entries(count).map(|(key, text)| (key, format!("a {text}"))).collect();
            let (back, _) = sorted(count);
            assert!(back.iter().all(|back| back.iter().eq(&expected)), "{count} entries");
        }
    }

    #[test]
    fn what_memory_holds_does_not_grow_with_what_is_laid_aside() {
        let held = [2, 5].map(|times| {
            let scratch = || tempfile::tempfile();
            let mut laid = LaidAside::new(&scratch, &mut Chance::new().expect("randomness"));
            for (key, text) in entries(times * HELD_ENTRIES_MAX as u64) {
                laid.push(key, &[text.as_bytes()]).expect("taken");
            }
            assert!(laid.pieces.len() as u64 >= times - 1);
            (laid.bytes.capacity(), laid.held.capacity() * size_of::<Held>())
        });
        assert_eq!(held[0], held[1], "bytes and places of more than twice as many entries");
        assert!(held[0].0 <= HELD_BYTES_MAX && held[0].1 <= 2 << 20, "{held:?}");
    }

    #[test]
    fn nothing_of_a_text_stands_in_the_file() {
        assert!(sorted(1000).1.is_empty(), "a small delivery touches no disk");
        let (_, written) = sorted(2 * HELD_ENTRIES_MAX as u64);
        assert!(written.len() > HELD_ENTRIES_MAX * HEAD_BYTES);
        assert!(!written.windows(7).any(|bytes| bytes == b"surname"));
    }

    #[test]
    fn an_entry_larger_than_memory_should_hold_comes_back_whole() {
        let scratch = || tempfile::tempfile();
        let mut laid = LaidAside::new(&scratch, &mut Chance::new().expect("randomness"));
        let long = vec![7; HELD_BYTES_MAX + 5];
        for key in [3, 1, 2] {
            laid.push(key, &[&long]).expect("taken");
        }
        let mut keys = Vec::new();
        laid.each(|key, bytes| {
            keys.push((key, bytes == long));
            Ok::<(), PackageError>(())
        })
        .expect("handed back");
        assert_eq!(keys, [(1, true), (2, true), (3, true)]);
    }
}
