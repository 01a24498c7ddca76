//! What tells one person's pairs from others: a mixture over patterns, fitted by EM.
//!
//! Three classes of pairs: the same person; two persons of one household or family; two strangers. Strangers' levels
//! are known from all pairs; the others are learned. Within a class a comparison depends at most on one other (a tree),
//! and a comparison is learned only from pairs that a rule made which did not ask for agreement on it.

use super::blocking::Rules;
use super::chance::{AllPairs, Table};
use super::field::Field;
use super::kind::Kind;
use super::level::{CLOSE, COARSE, DIFFERENT, LEVELS, MISSING, NEIGHBOURS, STATES, SWAPPED, TYPO, VARIANT, is_exact, of_pattern, state};
use super::pairs::{KEY_BITS, LABEL_BITS};

const ROUNDS_MAX: usize = 200;
const TOLERANCE: f64 = 1e-5;
/// Weight, in pairs, of what is expected of a level before any pair is seen.
const PRIOR: f64 = 4.0;
const PRIOR_OWN: f64 = 20.0;
const PRIOR_HOUSEHOLD: f64 = 20.0;

/// Which pairs a class holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    Same = 0,
    Household = 1,
    Strangers = 2,
}

pub(crate) const CLASSES: usize = 3;

/// One class: how many pairs, and its shares of levels given the state depended on.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) pairs: f64,
    pub(crate) tables: Vec<Table>,
}

/// The fitted mixture.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) parts: [Part; CLASSES],
    pub(crate) parents: Vec<Option<usize>>,
    /// Share of a class's pairs that the rules make.
    pub(crate) caught: [f64; CLASSES],
    /// Share of the same person's pairs that each rule makes.
    pub(crate) rule_recall: Vec<f64>,
    /// For each set of keys that agree, how many times as many strangers there are as independence says.
    pub(crate) crowding: Vec<(u64, f64)>,
    pub(crate) rounds: usize,
}

/// A pattern made ready.
struct Seen {
    cells: [u8; super::model::COMPARISONS_MAX],
    count: f64,
    free: u64,
    /// Rules that make it; rules for which another with wholly other comparisons makes it.
    made: u64,
    elsewhere: u64,
    label: u8,
    crowd: usize,
}

/// What is expected of the same person's pairs before any is seen: bands of equality share by their weight.
fn expected_same(field: &Field) -> [f64; LEVELS] {
    let mut expected = [0.0; LEVELS];
    let filled = field.filled() as f64 / field.codes.len().max(1) as f64;
    // People move and marry; they hardly ever get another given name or birthday.
    let differs = if is_own(field.kind) { 0.01 } else { 0.05 };
    expected[usize::from(MISSING)] = 1.0 - filled * filled;
    for (level, share) in
        [(VARIANT, 0.03), (TYPO, 0.06), (NEIGHBOURS, 0.005), (COARSE, 0.03), (CLOSE, 0.02), (DIFFERENT, differs), (SWAPPED, 0.005)]
    {
        expected[usize::from(level)] = share * filled * filled;
    }
    add_equal(field, 0.8 * filled * filled, &mut expected);
    normalised(expected)
}

fn add_equal(field: &Field, share: f64, into: &mut [f64; LEVELS]) {
    let total = field.filled().max(1) as f64;
    for code in 1..field.counts.len() as u32 {
        into[usize::from(field.exact(code))] += share * f64::from(field.counts[code as usize]) / total;
    }
}

fn normalised(mut row: [f64; LEVELS]) -> [f64; LEVELS] {
    row.iter_mut().for_each(|share| *share = share.max(1e-9));
    let total: f64 = row.iter().sum();
    row.map(|share| share / total)
}

/// Of a household: the share expected to be equal beyond chance.
fn shared_at_home(kind: Kind) -> f64 {
    match kind {
        Kind::Surname => 0.7,
        Kind::Postcode | Kind::HouseNumber | Kind::Street | Kind::City => 0.8,
        Kind::Phone | Kind::Email => 0.2,
        Kind::Date | Kind::Year => 0.05,
        _ => 0.0,
    }
}

/// Whether something belongs to one person only.
fn is_own(kind: Kind) -> bool {
    matches!(kind, Kind::GivenName | Kind::Date | Kind::Number)
}

/// Whether households may differ from strangers here: given names and numbers of a person are as among strangers.
fn learned_at_home(kind: Kind) -> bool {
    !matches!(kind, Kind::GivenName | Kind::Sex | Kind::Number)
}

/// Fits the mixture to counted patterns.
pub(crate) struct Fitter<'a> {
    pub(crate) fields: &'a [Field],
    pub(crate) rules: &'a Rules,
    pub(crate) all: &'a AllPairs,
}

impl Fitter<'_> {
    /// The mixture before any pair is seen.
    pub(crate) fn start(&self) -> Fit {
        let strangers = self.strangers(None);
        let same: Vec<Table> = self.fields.iter().map(|field| [expected_same(field); STATES]).collect();
        let home = self.fields.iter().zip(&strangers).map(|(field, table)| at_home(field, table)).collect();
        let records = self.fields.first().map_or(0, |field| field.codes.len()) as f64;
        let pairs = (0.1 * records).min(self.all.pairs / 2.0).max(1.0);
        let household = if self.has_households() { (0.1 * records).min(self.all.pairs / 4.0) } else { 0.0 };
        Fit {
            parts: [
                Part { pairs, tables: same },
                Part { pairs: household, tables: home },
                Part { pairs: self.all.pairs - pairs - household, tables: strangers },
            ],
            parents: self.fields.iter().map(|field| field.parent).collect(),
            caught: [1.0; CLASSES],
            rule_recall: vec![0.0; self.rules.rules.len()],
            crowding: Vec::new(),
            rounds: 0,
        }
    }

    /// Households can be told apart only where a given name, number or day of birth says who somebody is, and something
    /// says they belong together.
    fn has_households(&self) -> bool {
        let given = self.fields.iter().any(|field| matches!(field.kind, Kind::GivenName | Kind::Number | Kind::Date));
        given && self.fields.iter().any(|field| field.kind == Kind::Surname || field.kind.is_place())
    }

    /// Strangers' tables: all pairs less those of the other classes.
    fn strangers(&self, fit: Option<&Fit>) -> Vec<Table> {
        let marginals = fit.map(|fit| [Class::Same, Class::Household].map(|class| (fit.parts[class as usize].pairs, fit.marginals(class))));
        let tables = (0..self.fields.len()).map(|place| {
            let all = &self.all.joint[place];
            let mut table = [[0.0; LEVELS]; STATES];
            for state_of in 0..STATES {
                let own: f64 = all[state_of].iter().sum();
                for level in 0..LEVELS {
                    let overall: f64 = all.iter().map(|row| row[level]).sum();
                    let taken: f64 =
                        marginals.iter().flatten().map(|(pairs, class)| pairs / self.all.pairs * class[place].1[state_of][level]).sum();
                    table[state_of][level] = (all[state_of][level] - taken).max(0.05 * own * overall).max(1e-15 * own.max(1e-12));
                }
                let total: f64 = table[state_of].iter().sum();
                table[state_of].iter_mut().for_each(|share| *share /= total);
            }
            table
        });
        tables.collect()
    }

    /// Fits to counted patterns.
    pub(crate) fn fit(&self, patterns: &[(u64, u64)]) -> Fit {
        let mut fit = self.start();
        let (seen, crowds) = self.ready(patterns);
        let mut crowding = vec![1.0; crowds.len()];
        let mut weights = vec![[0.0; CLASSES]; seen.len()];
        for round in 1..=ROUNDS_MAX {
            fit.rounds = round;
            let before: Vec<f64> = fit.parts.iter().map(|part| part.pairs).collect();
            expect(&fit, &seen, &mut crowding, &mut weights);
            let moved = self.maximise(&mut fit, &seen, &weights);
            let grown = fit.parts[..2].iter().zip(&before).map(|(part, before)| (part.pairs - before).abs() / before.max(1.0));
            if grown.fold(moved, f64::max) < TOLERANCE {
                break;
            }
        }
        fit.crowding = crowds.into_iter().zip(crowding).collect();
        fit
    }

    fn ready(&self, patterns: &[(u64, u64)]) -> (Vec<Seen>, Vec<u64>) {
        let keys_of = |pattern: u64| (pattern >> KEY_BITS) & ((1 << (LABEL_BITS - KEY_BITS)) - 1);
        let mut crowds: Vec<u64> = patterns.iter().map(|(pattern, _)| keys_of(*pattern)).collect();
        crowds.sort_unstable();
        crowds.dedup();
        let rules = &self.rules.rules;
        let seen = patterns.iter().map(|(pattern, count)| {
            let keys = keys_of(*pattern);
            let makes = |rule: &super::blocking::Rule| rule.keys & !keys == 0;
            let made = (0..rules.len()).filter(|rule| makes(&rules[*rule])).fold(0u64, |bits, rule| bits | 1 << rule);
            let apart = |rule: usize| (0..rules.len()).any(|other| made & (1 << other) != 0 && rules[other].roots & rules[rule].roots == 0);
            Seen {
                cells: cells(*pattern, self.fields),
                count: *count as f64,
                free: self.rules.free(keys),
                made,
                elsewhere: (0..rules.len()).filter(|rule| apart(*rule)).fold(0u64, |bits, rule| bits | 1 << rule),
                label: (pattern >> LABEL_BITS) as u8,
                crowd: crowds.binary_search(&keys).unwrap_or(0),
            }
        });
        (seen.collect(), crowds)
    }

    /// Learns the tables and numbers of pairs; gives the largest move of a share.
    fn maximise(&self, fit: &mut Fit, seen: &[Seen], weights: &[[f64; CLASSES]]) -> f64 {
        let mut moved = 0.0f64;
        for class in [Class::Same, Class::Household] {
            let place = class as usize;
            if fit.parts[place].pairs <= 0.0 {
                continue;
            }
            let learned = self.tables(fit, class, seen, weights);
            for (field, table) in learned.into_iter().enumerate() {
                if let Some(table) = table {
                    let old = &fit.parts[place].tables[field];
                    moved = table.iter().flatten().zip(old.iter().flatten()).map(|(new, old)| (new - old).abs()).fold(moved, f64::max);
                    fit.parts[place].tables[field] = table;
                }
            }
            let made: f64 = weights.iter().map(|weight| weight[place]).sum();
            let (caught, of_rules) = self.caught(class, seen, weights);
            fit.caught[place] = caught;
            fit.parts[place].pairs = (made / caught).clamp(1e-3, self.all.pairs / 2.0);
            if class == Class::Same {
                fit.rule_recall = of_rules;
            }
        }
        fit.parts[Class::Strangers as usize].pairs = self.all.pairs - fit.parts[0].pairs - fit.parts[1].pairs;
        fit.parts[Class::Strangers as usize].tables = self.strangers(Some(fit));
        self.tie_home(fit);
        moved
    }

    fn tie_home(&self, fit: &mut Fit) {
        for (place, field) in self.fields.iter().enumerate() {
            if !learned_at_home(field.kind) {
                fit.parts[Class::Household as usize].tables[place] = fit.parts[Class::Strangers as usize].tables[place];
            }
        }
    }

    /// Weighted shares of levels, with what was expected beforehand; `None` where nothing can be learned.
    fn tables(&self, fit: &Fit, class: Class, seen: &[Seen], weights: &[[f64; CLASSES]]) -> Vec<Option<Table>> {
        let mut sums = vec![[[0.0; LEVELS]; STATES]; self.fields.len()];
        for (pattern, weight) in seen.iter().zip(weights) {
            let weight = weight[class as usize];
            for (place, sum) in sums.iter_mut().enumerate() {
                if pattern.free & (1 << place) != 0 {
                    let cell = usize::from(pattern.cells[place]);
                    sum[cell / LEVELS][cell % LEVELS] += weight;
                }
            }
        }
        let strangers = &fit.parts[Class::Strangers as usize].tables;
        let table = |(place, sum): (usize, Table)| {
            let field = &self.fields[place];
            let total: f64 = sum.iter().flatten().sum();
            if total <= 0.0 || (class == Class::Household && !learned_at_home(field.kind)) {
                return None;
            }
            let (prior, weight) = match class {
                Class::Same => ([expected_same(field); STATES], if is_own(field.kind) { PRIOR_OWN } else { PRIOR }),
                Class::Household | Class::Strangers => (at_home(field, &strangers[place]), PRIOR_HOUSEHOLD),
            };
            let table = smoothed(&sum, &prior, weight, field.parent.is_some());
            Some(if class == Class::Household { bounded(field.kind, table, &strangers[place]) } else { table })
        };
        sums.into_iter().enumerate().map(table).collect()
    }

    /// The share of a class's pairs that the rules make, and each rule: of the pairs made by rules with wholly other
    /// comparisons, how many does this rule make too (Lincoln and Petersen)?
    fn caught(&self, class: Class, seen: &[Seen], weights: &[[f64; CLASSES]]) -> (f64, Vec<f64>) {
        let count = self.rules.rules.len();
        let (mut own, mut elsewhere, mut both) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
        let mut made = 0.0;
        for (pattern, weight) in seen.iter().zip(weights) {
            let weight = weight[class as usize];
            made += weight;
            for rule in 0..count {
                let bit = 1u64 << rule;
                let (here, there) = (pattern.made & bit != 0, pattern.elsewhere & bit != 0);
                own[rule] += if here { weight } else { 0.0 };
                elsewhere[rule] += if there { weight } else { 0.0 };
                both[rule] += if here && there { weight } else { 0.0 };
            }
        }
        // Chapman's correction keeps small numbers finite.
        let share = |rule: usize| ((both[rule] + 1.0) / (elsewhere[rule] + 1.0)).min(1.0);
        let recalls: Vec<f64> = (0..count).map(|rule| if self.rules.rules[rule].keys == 0 { 1.0 } else { share(rule) }).collect();
        let usable = |rule: &usize| elsewhere[*rule] >= 20.0 || self.rules.rules[*rule].keys == 0;
        let (found, rate) = (0..count).filter(usable).fold((0.0, 0.0), |(found, rate), rule| (found + own[rule], rate + recalls[rule]));
        let total = if rate > 0.0 { (found / rate).max(made) } else { made };
        (if total > 0.0 { (made / total).clamp(0.05, 1.0) } else { 1.0 }, recalls)
    }
}

/// Household shares expected beforehand: as among strangers, and some equal beyond chance.
fn at_home(field: &Field, strangers: &Table) -> Table {
    let shared = shared_at_home(field.kind);
    let filled = field.filled() as f64 / field.codes.len().max(1) as f64;
    strangers.map(|row| {
        let present = 1.0 - row[usize::from(MISSING)];
        let mut mixed = row.map(|share| share * (1.0 - shared));
        mixed[usize::from(MISSING)] = row[usize::from(MISSING)];
        add_equal(field, shared * present.min(filled), &mut mixed);
        normalised(mixed)
    })
}

/// The most that households may share beyond chance of what is a person's own: twins are few, a mailbox may be shared.
fn bounded(kind: Kind, table: Table, strangers: &Table) -> Table {
    let most = match kind {
        Kind::Date | Kind::Year => 0.1,
        Kind::Phone | Kind::Email => 0.3,
        _ => return table,
    };
    std::array::from_fn(|state| {
        let equal = |row: &[f64; LEVELS]| (0..LEVELS).filter(|level| is_equal(*level)).map(|level| row[level]).sum::<f64>();
        let (own, chance) = (table[state], strangers[state]);
        let present = 1.0 - own[usize::from(MISSING)];
        let kept = equal(&own).min(most * present);
        let rest = (present - kept) / (1.0 - chance[usize::from(MISSING)] - equal(&chance)).max(1e-9);
        let share = |level: usize| match level {
            0 => own[0],
            level if is_equal(level) => own[level] * kept / equal(&own).max(1e-12),
            level => chance[level] * rest,
        };
        normalised(std::array::from_fn(share))
    })
}

/// Shares with a weight for what was expected; rows of a comparison that depends on another lean on the whole.
fn smoothed(sum: &Table, prior: &Table, weight: f64, depends: bool) -> Table {
    if !depends {
        let total: f64 = sum[0].iter().sum();
        let row = std::array::from_fn(|level| (sum[0][level] + weight * prior[0][level]) / (total + weight));
        return [normalised(row); STATES];
    }
    std::array::from_fn(|state| {
        let total: f64 = sum[state].iter().sum();
        let whole: f64 = sum.iter().flatten().sum();
        let overall = |level: usize| (sum.iter().map(|row| row[level]).sum::<f64>() + weight * prior[state][level]) / (whole + weight);
        normalised(std::array::from_fn(|level| (sum[state][level] + weight * overall(level)) / (total + weight)))
    })
}

fn cells(pattern: u64, fields: &[Field]) -> [u8; super::model::COMPARISONS_MAX] {
    std::array::from_fn(|place| match fields.get(place) {
        None => 0,
        Some(field) => {
            let state = field.parent.map_or(0, |parent| state(of_pattern(pattern, parent)));
            (state * LEVELS) as u8 + of_pattern(pattern, place)
        }
    })
}

/// Shares each pattern among the classes; counts how crowded strangers are where the same keys agree.
fn expect(fit: &Fit, seen: &[Seen], crowding: &mut [f64], weights: &mut [[f64; CLASSES]]) {
    let logs = fit.logs();
    let mut strangers = vec![(0.0, 0.0); crowding.len()];
    for (pattern, weight) in seen.iter().zip(weights.iter_mut()) {
        let mut density = logs.densities(&pattern.cells);
        let independent = density[Class::Strangers as usize];
        density[Class::Strangers as usize] *= crowding[pattern.crowd];
        match pattern.label {
            1 => density[Class::Same as usize] = 0.0,
            2 => (density[Class::Household as usize], density[Class::Strangers as usize]) = (0.0, 0.0),
            _ => {}
        }
        let total: f64 = density.iter().sum();
        *weight = density.map(|share| if total > 0.0 { pattern.count * share / total } else { 0.0 });
        let crowd = &mut strangers[pattern.crowd];
        *crowd = (crowd.0 + weight[Class::Strangers as usize], crowd.1 + independent);
    }
    for (crowding, (observed, independent)) in crowding.iter_mut().zip(strangers) {
        *crowding = ((observed + 10.0) / (independent + 10.0)).clamp(1.0, 1e4);
    }
}

/// Logarithms of a fit, ready for many patterns.
pub(crate) struct Logs {
    pairs: [f64; CLASSES],
    tables: [Vec<[f64; LEVELS * STATES]>; CLASSES],
}

impl Logs {
    /// Expected number of pairs of each class with these cells.
    fn densities(&self, cells: &[u8]) -> [f64; CLASSES] {
        std::array::from_fn(|class| {
            let log: f64 = self.tables[class].iter().zip(cells).map(|(table, cell)| table[usize::from(*cell)]).sum();
            (self.pairs[class] + log).exp()
        })
    }

    /// Natural logarithms of the expected numbers for a pattern.
    pub(crate) fn of(&self, pattern: u64, fields: &[Field]) -> [f64; CLASSES] {
        let cells = cells(pattern, fields);
        std::array::from_fn(|class| {
            self.pairs[class] + self.tables[class].iter().zip(&cells).map(|(table, cell)| table[usize::from(*cell)]).sum::<f64>()
        })
    }
}

impl Fit {
    /// Logarithms for scoring.
    pub(crate) fn logs(&self) -> Logs {
        let flat = |table: &Table| std::array::from_fn(|cell| table[cell / LEVELS][cell % LEVELS].max(1e-300).ln());
        Logs {
            pairs: std::array::from_fn(|class| self.parts[class].pairs.max(1e-300).ln()),
            tables: std::array::from_fn(|class| self.parts[class].tables.iter().map(flat).collect()),
        }
    }

    /// How crowded strangers are where these keys agree.
    pub(crate) fn crowded(&self, pattern: u64) -> f64 {
        let keys = (pattern >> KEY_BITS) & ((1 << (LABEL_BITS - KEY_BITS)) - 1);
        self.crowding.binary_search_by_key(&keys, |(own, _)| *own).map_or(1.0, |place| self.crowding[place].1)
    }

    /// For each comparison its overall shares of levels, and jointly with the state it depends on.
    pub(crate) fn marginals(&self, class: Class) -> Vec<([f64; LEVELS], Table)> {
        let tables = &self.parts[class as usize].tables;
        let mut found: Vec<Option<([f64; LEVELS], Table)>> = vec![None; tables.len()];
        for _ in 0..tables.len() {
            for place in 0..tables.len() {
                let states = match self.parents[place] {
                    None => Some([1.0, 0.0, 0.0]),
                    Some(parent) => found[parent].as_ref().map(|(overall, _)| {
                        let mut states = [0.0; STATES];
                        (0..LEVELS).for_each(|level| states[state(level as u8)] += overall[level]);
                        states
                    }),
                };
                if let Some(states) = states.filter(|_| found[place].is_none()) {
                    let joint: Table = std::array::from_fn(|state| tables[place][state].map(|share| share * states[state]));
                    let overall = std::array::from_fn(|level| joint.iter().map(|row| row[level]).sum());
                    found[place] = Some((overall, joint));
                }
            }
        }
        found.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// Whether a level is one of equality; for reports.
pub(crate) fn is_equal(level: usize) -> bool {
    is_exact(level as u8)
}
