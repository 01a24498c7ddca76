//! How often levels of agreement come about among all pairs: equal values counted exactly, other levels from a sample.

use std::collections::BTreeMap;

use super::field::{Field, Records};
use super::level::{LEVELS, STATES, is_exact, of_pattern, state};
use super::model::COMPARISONS_MAX;
use super::pairs::{Counts, Memory, pattern};
use super::table::Chance;

/// Pairs drawn to see how often values are nearly equal.
const DRAWS: usize = 300_000;
/// Weight, in pairs, of independence between a comparison and the one it depends on.
const INDEPENDENCE: f64 = 5.0;

/// For each state of the comparison depended on, a share for each level.
pub(crate) type Table = [[f64; LEVELS]; STATES];

/// Shares among all pairs, jointly with the state of the comparison depended on (state 0 where there is none).
pub(crate) struct AllPairs {
    pub(crate) pairs: f64,
    pub(crate) joint: Vec<Table>,
}

/// Number of pairs that could be compared.
pub(crate) fn possible(records: &Records, across: bool) -> f64 {
    let mut of_source: BTreeMap<u32, u64> = BTreeMap::new();
    records.rows.iter().for_each(|(source, _)| *of_source.entry(*source).or_default() += 1);
    let all = |count: u64| count as f64 * (count as f64 - 1.0) / 2.0;
    let within: f64 = if across { of_source.values().map(|count| all(*count)).sum() } else { 0.0 };
    (all(records.len() as u64) - within).max(1.0)
}

/// Measures all pairs.
pub(crate) fn all_pairs(records: &Records, fields: &[Field], across: bool) -> AllPairs {
    let pairs = possible(records, across);
    let drawn = draw(records, fields, across);
    let exact: Vec<[f64; LEVELS]> = fields.iter().map(|field| exact(records, field, across, pairs)).collect();
    let sampled: Vec<Table> = (0..fields.len()).map(|place| tally(&drawn, place, fields[place].parent)).collect();
    let mut marginals: Vec<[f64; LEVELS]> = Vec::new();
    for (table, exact) in sampled.iter().zip(&exact) {
        marginals.push(marginal(table, exact));
    }
    let joint =
        (0..fields.len()).map(|place| joined(&sampled[place], &marginals[place], fields[place].parent.map(|parent| &marginals[parent])));
    AllPairs { pairs, joint: joint.collect() }
}

/// Patterns of pairs drawn with replacement, or of all pairs where they are few.
fn draw(records: &Records, fields: &[Field], across: bool) -> Vec<(u64, u64)> {
    let mut memory = Memory::new();
    let mut counts = Counts::default();
    let codes =
        |record: usize| -> [u32; COMPARISONS_MAX] { std::array::from_fn(|place| fields.get(place).map_or(0, |field| field.codes[record])) };
    let mut add = |a: usize, b: usize| {
        if a != b && (!across || records.rows[a].0 != records.rows[b].0) {
            *counts.entry(pattern(fields, &codes(a), &codes(b), &mut memory)).or_default() += 1;
        }
    };
    let count = records.len();
    if count * count / 2 <= DRAWS {
        (0..count).for_each(|a| (a + 1..count).for_each(|b| add(a, b)));
    } else {
        let mut chance = Chance(1);
        (0..DRAWS).for_each(|_| add(chance.below(count), chance.below(count)));
    }
    let mut drawn: Vec<(u64, u64)> = counts.into_iter().collect();
    drawn.sort_unstable();
    drawn
}

fn tally(drawn: &[(u64, u64)], place: usize, parent: Option<usize>) -> Table {
    let mut table = [[0.0; LEVELS]; STATES];
    for (pattern, count) in drawn {
        let state = parent.map_or(0, |parent| state(of_pattern(*pattern, parent)));
        table[state][usize::from(of_pattern(*pattern, place))] += *count as f64;
    }
    table
}

/// Shares of all pairs that are equal, in each band; counted from how often each value occurs.
fn exact(records: &Records, field: &Field, across: bool, pairs: f64) -> [f64; LEVELS] {
    let mut equal = [0.0; LEVELS];
    let all = |count: u32| f64::from(count) * (f64::from(count) - 1.0) / 2.0;
    for code in 1..field.counts.len() as u32 {
        equal[usize::from(field.exact(code))] += all(field.counts[code as usize]);
    }
    if across {
        let mut of_source: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (record, (source, _)) in records.rows.iter().enumerate() {
            of_source.entry(*source).or_insert_with(|| vec![0; field.counts.len()])[field.codes[record] as usize] += 1;
        }
        for counts in of_source.values() {
            (1..counts.len()).for_each(|code| equal[usize::from(field.exact(code as u32))] -= all(counts[code]));
        }
    }
    equal.map(|count| (count / pairs).max(0.0))
}

/// Shares of the levels: the counted ones as they are, the sampled ones share what is left.
fn marginal(sampled: &Table, exact: &[f64; LEVELS]) -> [f64; LEVELS] {
    let summed = |level: usize| sampled.iter().map(|row| row[level]).sum::<f64>();
    let others: Vec<f64> = (0..LEVELS).map(|level| if is_exact(level as u8) { 0.0 } else { summed(level) + 0.05 }).collect();
    let left = (1.0 - exact.iter().sum::<f64>()).max(1e-9);
    let total: f64 = others.iter().sum();
    std::array::from_fn(|level| if is_exact(level as u8) { exact[level].max(1e-12) } else { left * others[level] / total })
}

/// Joint shares with the state depended on; where few pairs were drawn, as if independent.
fn joined(sampled: &Table, marginal: &[f64; LEVELS], parent: Option<&[f64; LEVELS]>) -> Table {
    let mut table = [[0.0; LEVELS]; STATES];
    let mut states = [0.0; STATES];
    match parent {
        None => states[0] = 1.0,
        Some(parent) => (0..LEVELS).for_each(|level| states[state(level as u8)] += parent[level]),
    }
    for level in 0..LEVELS {
        let drawn: f64 = sampled.iter().map(|row| row[level]).sum();
        for (place, row) in table.iter_mut().enumerate() {
            let share = (sampled[place][level] + INDEPENDENCE * states[place]) / (drawn + INDEPENDENCE);
            row[level] = marginal[level] * share;
        }
    }
    table
}
