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
/// Places in the memory of each comparison, for each thread.
const MEMORY: usize = 1 << 14;

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

    /// Bits of the keys that say the same of both.
    fn keys(&self, a: u32, b: u32) -> u64 {
        let codes = self.of(a).1.iter().zip(self.of(b).1);
        codes.enumerate().fold(0, |bits, (place, (a, b))| bits | u64::from(*a != 0 && a == b) << place)
    }
}

/// Which pairs an earlier rule made.
struct Earlier<'a> {
    /// Keys of rules whose blocks are just the records with equal keys.
    whole: Vec<u64>,
    /// Blocks of the others.
    refined: Vec<&'a [u32]>,
}

impl<'a> Earlier<'a> {
    fn new(rules: &Rules, blocks: &'a [Blocks]) -> Earlier<'a> {
        let (whole, refined): (Vec<_>, Vec<_>) = rules.rules.iter().zip(blocks).partition(|(_, own)| own.report.blocks_refined == 0);
        Earlier {
            whole: whole.into_iter().map(|(rule, _)| rule.keys).collect(),
            refined: refined.into_iter().map(|(_, own)| own.of_record.as_slice()).collect(),
        }
    }

    fn made(&self, a: u32, b: u32, keys: u64) -> bool {
        self.whole.iter().any(|own| own & !keys == 0)
            || self.refined.iter().any(|made| made[a as usize] != 0 && made[a as usize] == made[b as usize])
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

/// Levels of different values seen before, by comparison and both codes; a new one takes the place of an older.
pub(crate) struct Memory(Vec<u64>);

impl Memory {
    pub(crate) fn new() -> Memory {
        Memory(Vec::new())
    }

    /// The level of the comparison at `place` of so many.
    fn level(&mut self, fields: &[Field], place: usize, a: u32, b: u32) -> u8 {
        let field = &fields[place];
        if a == b || a == 0 || b == 0 {
            return level(field, a, b);
        }
        if let Some(level) = field.glanced(a, b) {
            return level;
        }
        if self.0.is_empty() {
            self.0 = vec![0; MEMORY * fields.len()];
        }
        // Codes are below 2³⁰, so that both and a level fill 64 bits: the key is exact.
        let (low, high) = (a.min(b), a.max(b));
        let key = u64::from(low) << 34 | u64::from(high) << 4;
        let slot = &mut self.0[place * MEMORY + (turned(key) as usize) % MEMORY];
        if *slot & !0xf != key {
            *slot = key | u64::from(field.looked_at(low as usize, high as usize));
        }
        (*slot & 0xf) as u8
    }
}

/// The levels of a pair as a pattern, without keys.
pub(crate) fn pattern(fields: &[Field], a: &[u32], b: &[u32], memory: &mut Memory) -> u64 {
    let mut levels = [MISSING; super::model::COMPARISONS_MAX];
    let used = &mut levels[..fields.len()];
    used.iter_mut().enumerate().for_each(|(place, level)| *level = memory.level(fields, place, a[place], b[place]));
    swap(fields, used, a, b);
    used.iter().enumerate().fold(0, |bits, (place, level)| bits | u64::from(*level) << (place * BITS))
}

/// What one thread found, and what it needs again and again.
struct Bench {
    memory: Memory,
    /// How often each pattern was seen, and whether its pairs are kept.
    counts: HashMap<u64, (u64, bool), BuildHasherDefault<Turned>>,
    kept: Vec<Pair>,
    /// Pairs made by each rule.
    made: Vec<u64>,
}

impl Comparing<'_> {
    /// Compares every pair that some rule makes; `keep` tells which patterns are worth keeping pairs of. The pairs kept are in
    /// no order.
    pub(crate) fn run(&self, keep: &(dyn Fn(u64) -> bool + Sync)) -> Compared {
        let keys: Vec<Vec<u32>> = self.rules.keys.iter().map(|key| key_codes(*key, &self.fields[key.field])).collect();
        let rows = Rows::new(self.fields, &keys, self.records.len());
        let ground = Ground { records: self.records, fields: self.fields, keys: &keys, block_max: self.block_max, across: self.across };
        let blocks: Vec<Blocks> = self.rules.rules.par_iter().map(|rule| ground.blocks(rule)).collect();
        let work: Vec<(usize, std::ops::Range<usize>)> =
            blocks.iter().enumerate().flat_map(|(rule, own)| chunks(own).into_iter().map(move |chunk| (rule, chunk))).collect();
        let rules = self.rules.rules.len();
        let start = || Bench { memory: Memory::new(), counts: HashMap::default(), kept: Vec::new(), made: vec![0; rules] };
        let benches: Vec<Bench> = work
            .par_iter()
            .fold(start, |mut bench, (rule, chunk)| {
                self.chunk(&blocks, *rule, chunk.clone(), &rows, keep, &mut bench);
                bench
            })
            .collect();
        let mut reports: Vec<RuleReport> = blocks.into_iter().map(|own| own.report).collect();
        let mut counts = Counts::default();
        let mut kept = Vec::with_capacity(benches.iter().map(|bench| bench.kept.len()).sum());
        for bench in benches {
            reports.iter_mut().zip(bench.made).for_each(|(report, made)| report.made += made);
            bench.counts.into_iter().for_each(|(pattern, (count, _))| *counts.entry(pattern).or_default() += count);
            kept.extend(bench.kept);
        }
        let mut patterns: Vec<(u64, u64)> = counts.into_iter().collect();
        patterns.sort_unstable();
        Compared { patterns, kept, rules: reports }
    }

    fn chunk(
        &self,
        blocks: &[Blocks],
        rule: usize,
        chunk: std::ops::Range<usize>,
        rows: &Rows,
        keep: &(dyn Fn(u64) -> bool + Sync),
        bench: &mut Bench,
    ) {
        let earlier = Earlier::new(self.rules, &blocks[..rule]);
        let own = &blocks[rule];
        for block in chunk {
            let members = &own.members[own.starts[block]..own.starts[block + 1]];
            for (place, first) in members.iter().enumerate() {
                for second in &members[place + 1..] {
                    let (a, b) = (*first.min(second), *first.max(second));
                    let keys = rows.keys(a, b);
                    if !self.is_asked(a, b) || earlier.made(a, b, keys) {
                        continue;
                    }
                    bench.made[rule] += 1;
                    let pattern = self.pattern(rows, a, b, keys, &mut bench.memory);
                    let (count, kept) = bench.counts.entry(pattern).or_insert_with(|| (0, keep(pattern)));
                    *count += 1;
                    if *kept {
                        bench.kept.push(Pair { a, b, pattern });
                    }
                }
            }
        }
    }

    fn is_asked(&self, a: u32, b: u32) -> bool {
        !self.across || self.records.rows[a as usize].0 != self.records.rows[b as usize].0
    }

    fn pattern(&self, rows: &Rows, a: u32, b: u32, keys: u64, memory: &mut Memory) -> u64 {
        let levels = pattern(self.fields, rows.of(a).0, rows.of(b).0, memory);
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
