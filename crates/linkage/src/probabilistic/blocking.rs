//! Which pairs are compared: a union of rules, each pair made by the first rule that makes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::LinkageError;
use super::field::{Field, Records};
use super::form::Form;
use super::model::{KEYS_MAX, Model, most};
use super::table::turned;

/// A coarse or whole value that records must share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Key {
    pub(crate) field: usize,
    pub(crate) form: Form,
}

/// Which comparisons' keys must agree.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    /// Bits of the keys.
    pub(crate) keys: u64,
    /// Bits of the comparisons the keys belong to.
    pub(crate) fields: u64,
    /// Bits of the comparisons that cannot be learned from pairs of this rule: its own, and those they depend on.
    pub(crate) bound: u64,
    /// Bits of the comparisons at the root of what the keys belong to: two rules without a common root are independent.
    pub(crate) roots: u64,
}

/// The rules of a model, tied to its comparisons.
pub(crate) struct Rules {
    pub(crate) keys: Vec<Key>,
    pub(crate) rules: Vec<Rule>,
}

impl Rules {
    /// Reads the rules of a model.
    ///
    /// # Errors
    /// When a rule names what is not there, or the keys are too many.
    pub(crate) fn new(model: &Model, fields: &[Field]) -> Result<Rules, LinkageError> {
        let mut parsed = Vec::new();
        for (number, block) in model.blocks.iter().enumerate() {
            let key = |part: &String| key(part, fields).ok_or(LinkageError::UnknownKey { rule: number + 1, part: part.clone() });
            parsed.push(block.on.iter().map(key).collect::<Result<Vec<_>, _>>()?);
        }
        let mut keys: Vec<Key> = parsed.iter().flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        most("different keys in its blocking rules", keys.len(), KEYS_MAX)?;
        let rule = |(own, block): (&Vec<Key>, &super::model::Block)| Rule {
            name: if block.on.is_empty() { "all pairs".to_owned() } else { block.on.join(" + ") },
            keys: own.iter().fold(0, |bits, key| bits | 1 << keys.iter().position(|other| other == key).unwrap_or(0)),
            fields: own.iter().fold(0, |bits, key| bits | 1 << key.field),
            bound: own.iter().flat_map(|key| upwards(key.field, fields)).fold(0, |bits, field| bits | 1 << field),
            roots: own.iter().filter_map(|key| upwards(key.field, fields).last()).fold(0, |bits, field| bits | 1 << field),
        };
        let rules = parsed.iter().zip(&model.blocks).map(rule).collect();
        Ok(Rules { keys, rules })
    }

    /// Bits of the comparisons that some rule which makes pairs with these key bits leaves free: agreement there was
    /// not asked for.
    pub(crate) fn free(&self, bits: u64) -> u64 {
        let made = self.rules.iter().filter(|rule| rule.keys & !bits == 0);
        made.fold(0, |free, rule| free | !rule.bound)
    }
}

/// A comparison, the one it depends on, and so on.
fn upwards(field: usize, fields: &[Field]) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(field), |field| fields[*field].parent)
}

fn key(part: &str, fields: &[Field]) -> Option<Key> {
    let whole = fields.iter().position(|field| field.name == part).map(|field| Key { field, form: Form::Value });
    whole.or_else(|| {
        let (name, form) = part.rsplit_once(':')?;
        let field = fields.iter().position(|field| field.name == name)?;
        let form = Form::ALL.into_iter().find(|own| own.name() == form)?;
        Form::of(fields[field].kind).contains(&form).then_some(Key { field, form })
    })
}

/// The code of each record for a key; 0 where it says nothing.
pub(crate) fn key_codes(key: Key, field: &Field) -> Vec<u32> {
    if key.form == Form::Value {
        return field.codes.clone();
    }
    let of_value = key_values(key, field);
    field.codes.iter().map(|code| of_value[*code as usize]).collect()
}

/// The code of each value for a key; 0 where it says nothing.
pub(crate) fn key_values(key: Key, field: &Field) -> Vec<u32> {
    if key.form == Form::Value {
        return (0..field.texts.len() as u32).collect();
    }
    field.texts.iter().map(|text| key.form.code(field.kind, text)).collect()
}

/// What one rule made, for the report.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RuleReport {
    /// The rule, as in the model.
    pub rule: String,
    /// Pairs the rule would make alone, counted from its blocks before any pair is made.
    pub predicted: u64,
    /// Pairs that no earlier rule made.
    pub made: u64,
    /// Records in its largest block.
    pub largest_block: u64,
    /// Blocks above the most allowed, made finer with other comparisons.
    pub blocks_refined: u64,
    /// Blocks left out because nothing made them finer.
    pub blocks_left_out: u64,
    /// Pairs not made because of that.
    pub pairs_left_out: u64,
}

/// The blocks of one rule.
pub(crate) struct Blocks {
    /// For each record its block, 0 for none; empty where a block is just the records with equal keys.
    pub(crate) of_record: Vec<u32>,
    /// Records by block, in order of block and then of record.
    pub(crate) members: Vec<u32>,
    /// Where each block starts in `members`, and the end.
    pub(crate) starts: Vec<usize>,
    pub(crate) report: RuleReport,
}

/// What blocks are made from.
pub(crate) struct Ground<'a> {
    pub(crate) records: &'a Records,
    pub(crate) fields: &'a [Field],
    /// Codes of every key, one list for each.
    pub(crate) keys: &'a [Vec<u32>],
    pub(crate) block_max: usize,
    /// Only pairs of different sources.
    pub(crate) across: bool,
}

impl Ground<'_> {
    /// Makes the blocks of a rule.
    pub(crate) fn blocks(&self, rule: &Rule) -> Blocks {
        let keys: Vec<&Vec<u32>> =
            self.keys.iter().enumerate().filter(|(place, _)| rule.keys & (1 << place) != 0).map(|(_, key)| key).collect();
        let mut sorted: Vec<(u64, u32)> = Vec::new();
        for record in 0..self.records.len() {
            if keys.iter().all(|key| key[record] != 0) {
                let mixed = keys.iter().fold(1u64, |mixed, key| turned(mixed ^ u64::from(key[record])).wrapping_mul(3));
                sorted.push((mixed, record as u32));
            }
        }
        let sorted = gathered(sorted);
        let mut blocks = Blocks {
            of_record: Vec::new(),
            members: Vec::new(),
            starts: vec![0],
            report: RuleReport {
                rule: rule.name.clone(),
                predicted: 0,
                made: 0,
                largest_block: 0,
                blocks_refined: 0,
                blocks_left_out: 0,
                pairs_left_out: 0,
            },
        };
        // All pairs asked for outright are not a block that got out of hand.
        let most = if rule.keys == 0 { usize::MAX } else { self.block_max };
        for group in sorted.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            let members: Vec<u32> = group.iter().map(|(_, record)| *record).collect();
            blocks.report.predicted += self.pairs(&members);
            blocks.report.largest_block = blocks.report.largest_block.max(members.len() as u64);
            if members.len() > most {
                self.refine(rule, members, &mut blocks);
            } else {
                blocks.add(&members);
            }
        }
        if blocks.report.blocks_refined > 0 {
            blocks.mark(self.records.len());
        }
        blocks
    }

    /// Pairs in a block.
    fn pairs(&self, members: &[u32]) -> u64 {
        let all = |count: u64| count * count.saturating_sub(1) / 2;
        let mut of_source: BTreeMap<u32, u64> = BTreeMap::new();
        if self.across {
            members.iter().for_each(|record| *of_source.entry(self.records.rows[*record as usize].0).or_default() += 1);
        }
        all(members.len() as u64) - of_source.values().map(|count| all(*count)).sum::<u64>()
    }

    /// Splits a block that is too large by comparisons the rule leaves free, the finest first; what stays too large is
    /// left out and counted.
    fn refine(&self, rule: &Rule, members: Vec<u32>, blocks: &mut Blocks) {
        blocks.report.blocks_refined += 1;
        let mut free: Vec<usize> = (0..self.fields.len()).filter(|field| rule.fields & (1 << field) == 0).collect();
        free.sort_by_key(|field| std::cmp::Reverse(self.fields[*field].values.len()));
        let before = self.pairs(&members);
        let mut made = 0;
        let mut waiting = vec![members];
        for field in free {
            let codes = &self.fields[field].codes;
            let mut still = Vec::new();
            for mut block in waiting {
                block.sort_unstable_by_key(|record| (codes[*record as usize], *record));
                for group in block.chunk_by(|a, b| codes[*a as usize] == codes[*b as usize]).filter(|group| group.len() > 1) {
                    // Records that say nothing here are not alike: they are tried with the next comparison.
                    if group.len() > self.block_max || codes[group[0] as usize] == 0 {
                        still.push(group.to_vec());
                    } else {
                        made += self.pairs(group);
                        blocks.add(group);
                    }
                }
            }
            waiting = still;
        }
        for block in &waiting {
            if block.len() <= self.block_max {
                made += self.pairs(block);
                blocks.add(block);
            } else {
                blocks.report.blocks_left_out += 1;
            }
        }
        blocks.report.pairs_left_out += before - made;
    }
}

impl Blocks {
    fn add(&mut self, members: &[u32]) {
        self.members.extend_from_slice(members);
        self.starts.push(self.members.len());
    }

    /// Tells each record its block.
    fn mark(&mut self, records: usize) {
        self.of_record = vec![0; records];
        for (block, ends) in self.starts.windows(2).enumerate() {
            self.members[ends[0]..ends[1]].iter().for_each(|record| self.of_record[*record as usize] = block as u32 + 1);
        }
    }
}

/// Records in the order of their numbers, and of record where those are equal: first put in drawers by the highest bits, then
/// each small drawer sorted.
fn gathered(numbered: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    const DRAWER_BITS: u32 = 10;
    if numbered.len() < 1 << (DRAWER_BITS + 3) {
        let mut sorted = numbered;
        sorted.sort_unstable();
        return sorted;
    }
    let drawer = |number: u64| (number >> (64 - DRAWER_BITS)) as usize;
    let mut ends = vec![0usize; 1 << DRAWER_BITS];
    numbered.iter().for_each(|(number, _)| ends[drawer(*number)] += 1);
    let mut from = 0;
    for end in &mut ends {
        from += std::mem::replace(end, from);
    }
    let mut sorted = vec![(0, 0); numbered.len()];
    for own in numbered {
        let end = &mut ends[drawer(own.0)];
        sorted[*end] = own;
        *end += 1;
    }
    let mut from = 0;
    for end in ends {
        sorted[from..end].sort_unstable();
        from = end;
    }
    sorted
}
