//! Every candidate pair compared once: patterns counted, promising pairs kept.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

use super::blocking::{Blocks, Ground, RuleReport, Rules, key_codes};
use super::field::{Field, Records, level, swap};
use super::labels::Reviewed;
use super::level::{BITS, MISSING};
use super::table::turned;

/// First bit of the keys in a pattern.
pub(crate) const KEY_BITS: u32 = 48;
/// First bit of what is known of a pair: 1 different persons, 2 the same.
pub(crate) const LABEL_BITS: u32 = 62;
/// Bits that hold levels.
pub(crate) const LEVEL_MASK: u64 = (1 << KEY_BITS) - 1;
/// Pairs handed to a thread at once.
const CHUNK_PAIRS: u64 = 1 << 16;
/// Places in the memory of comparisons, for each thread.
const MEMORY: usize = 1 << 16;

/// A pair that may matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) pattern: u64,
}

/// All pairs that were compared.
pub(crate) struct Compared {
    /// How often each pattern occurs, in order of pattern.
    pub(crate) patterns: Vec<(u64, u64)>,
    /// Pairs whose pattern is worth keeping.
    pub(crate) kept: Vec<Pair>,
    pub(crate) rules: Vec<RuleReport>,
}

/// What pairs are made from and compared by.
pub(crate) struct Comparing<'a> {
    pub(crate) records: &'a Records,
    pub(crate) fields: &'a [Field],
    pub(crate) rules: &'a Rules,
    pub(crate) block_max: usize,
    pub(crate) across: bool,
    /// Known pseudonyms to learn from, 0 where unknown; empty where there are none.
    pub(crate) known: &'a [u32],
    /// What a reviewer said.
    pub(crate) reviewed: &'a Reviewed,
}

/// Codes of every record side by side, so that a pair touches two places in memory.
pub(crate) struct Rows {
    codes: Vec<u32>,
    fields: usize,
    keys: usize,
}

impl Rows {
    fn new(fields: &[Field], keys: &[Vec<u32>], records: usize) -> Rows {
        let mut codes = Vec::with_capacity(records * (fields.len() + keys.len()));
        for record in 0..records {
            codes.extend(fields.iter().map(|field| field.codes[record]));
            codes.extend(keys.iter().map(|key| key[record]));
        }
        Rows { codes, fields: fields.len(), keys: keys.len() }
    }

    fn of(&self, record: u32) -> (&[u32], &[u32]) {
        let width = self.fields + self.keys;
        self.codes[record as usize * width..][..width].split_at(self.fields)
    }
}

/// A hasher for patterns and pairs of codes: they are numbers already.
#[derive(Default)]
pub(crate) struct Turned(u64);

impl Hasher for Turned {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = turned(self.0 ^ u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = turned(self.0 ^ number);
    }
}

pub(crate) type Counts = HashMap<u64, u64, BuildHasherDefault<Turned>>;

/// Levels of different values seen before, by field and both codes; a new one takes the place of an older.
pub(crate) struct Memory(Vec<(u64, u8)>);

impl Memory {
    pub(crate) fn new() -> Memory {
        Memory(vec![(0, 0); MEMORY])
    }

    fn level(&mut self, place: usize, field: &Field, a: u32, b: u32) -> u8 {
        if a == b || a == 0 || b == 0 {
            return level(field, a, b);
        }
        // Codes below 2³⁰ and at most sixteen fields: the key is exact.
        let (low, high) = (a.min(b), a.max(b));
        let key = (u64::from(low) << 34) ^ (u64::from(high) << 4) ^ place as u64;
        let slot = &mut self.0[(turned(key) as usize) % MEMORY];
        if slot.0 != key {
            *slot = (key, field.unequal(low, high));
        }
        slot.1
    }
}

/// The levels of a pair as a pattern, without keys.
pub(crate) fn pattern(fields: &[Field], a: &[u32], b: &[u32], memory: &mut Memory) -> u64 {
    let mut levels = [MISSING; super::model::COMPARISONS_MAX];
    let used = &mut levels[..fields.len()];
    used.iter_mut().enumerate().for_each(|(place, level)| *level = memory.level(place, &fields[place], a[place], b[place]));
    swap(fields, used, a, b);
    used.iter().enumerate().fold(0, |bits, (place, level)| bits | u64::from(*level) << (place * BITS))
}

impl Comparing<'_> {
    /// Compares every pair that some rule makes; `keep` tells which patterns are worth keeping pairs of.
    pub(crate) fn run(&self, keep: &(dyn Fn(u64) -> bool + Sync)) -> Compared {
        let keys: Vec<Vec<u32>> = self.rules.keys.iter().map(|key| key_codes(*key, &self.fields[key.field])).collect();
        let rows = Rows::new(self.fields, &keys, self.records.len());
        let ground = Ground { records: self.records, fields: self.fields, keys: &keys, block_max: self.block_max, across: self.across };
        let mut earlier: Vec<Vec<u32>> = Vec::new();
        let mut counts = Counts::default();
        let mut kept = Vec::new();
        let mut reports = Vec::new();
        for rule in &self.rules.rules {
            let mut blocks = ground.blocks(rule);
            let chunks = chunks(&blocks);
            let found: Vec<(Counts, Vec<Pair>)> = chunks
                .par_iter()
                .map_init(Memory::new, |memory, chunk| self.chunk(&blocks, chunk.clone(), &rows, &earlier, keep, memory))
                .collect();
            for (own, pairs) in found {
                blocks.report.made += own.values().sum::<u64>();
                own.into_iter().for_each(|(pattern, count)| *counts.entry(pattern).or_default() += count);
                kept.extend(pairs);
            }
            earlier.push(blocks.of_record);
            reports.push(blocks.report);
        }
        let mut patterns: Vec<(u64, u64)> = counts.into_iter().collect();
        patterns.sort_unstable();
        kept.sort_unstable();
        Compared { patterns, kept, rules: reports }
    }

    fn chunk(
        &self,
        blocks: &Blocks,
        chunk: std::ops::Range<usize>,
        rows: &Rows,
        earlier: &[Vec<u32>],
        keep: &(dyn Fn(u64) -> bool + Sync),
        memory: &mut Memory,
    ) -> (Counts, Vec<Pair>) {
        let mut counts = Counts::default();
        let mut kept = Vec::new();
        let mut wanted: HashMap<u64, bool, BuildHasherDefault<Turned>> = HashMap::default();
        for block in chunk {
            let members = &blocks.members[blocks.starts[block]..blocks.starts[block + 1]];
            for (place, first) in members.iter().enumerate() {
                for second in &members[place + 1..] {
                    let (a, b) = (*first.min(second), *first.max(second));
                    if !self.is_asked(a, b) || earlier.iter().any(|made| made[a as usize] != 0 && made[a as usize] == made[b as usize]) {
                        continue;
                    }
                    let pattern = self.pattern(rows, a, b, memory);
                    *counts.entry(pattern).or_default() += 1;
                    if *wanted.entry(pattern).or_insert_with(|| keep(pattern)) {
                        kept.push(Pair { a, b, pattern });
                    }
                }
            }
        }
        (counts, kept)
    }

    fn is_asked(&self, a: u32, b: u32) -> bool {
        !self.across || self.records.rows[a as usize].0 != self.records.rows[b as usize].0
    }

    fn pattern(&self, rows: &Rows, a: u32, b: u32, memory: &mut Memory) -> u64 {
        let ((fields_a, keys_a), (fields_b, keys_b)) = (rows.of(a), rows.of(b));
        let levels = pattern(self.fields, fields_a, fields_b, memory);
        let agree = |place: usize| u64::from(keys_a[place] != 0 && keys_a[place] == keys_b[place]) << place;
        let keys = (0..rows.keys).fold(0, |bits, place| bits | agree(place));
        levels | keys << KEY_BITS | self.label(a, b) << LABEL_BITS
    }

    fn label(&self, a: u32, b: u32) -> u64 {
        if let Some(verdict) = self.reviewed.get(a, b) {
            return 1 + u64::from(verdict.same);
        }
        let known = |record: u32| self.known.get(record as usize).copied().filter(|code| *code != 0);
        match (known(a), known(b)) {
            (Some(a), Some(b)) => 1 + u64::from(a == b),
            _ => 0,
        }
    }
}

/// Ranges of blocks with about as many pairs each.
fn chunks(blocks: &Blocks) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut pairs) = (0, 0u64);
    let last = blocks.starts.len() - 1;
    for block in 0..last {
        let size = (blocks.starts[block + 1] - blocks.starts[block]) as u64;
        pairs += size * (size - 1) / 2;
        if pairs >= CHUNK_PAIRS {
            found.push(from..block + 1);
            (from, pairs) = (block + 1, 0);
        }
    }
    if from < last {
        found.push(from..last);
    }
    found
}
