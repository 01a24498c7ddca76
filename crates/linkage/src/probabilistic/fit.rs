//! What tells one person's pairs from others: a mixture over patterns, fitted by EM.
//!
//! Three classes of pairs: the same person; two persons of one household or family; two strangers. Strangers' levels
//! are known from all pairs; the others are learned. Within a class a comparison depends at most on one other (a tree),
//! and a comparison is learned only from pairs that a rule made which did not ask for agreement on it.

use super::blocking::Rules;
use super::chance::{AllPairs, Table};
use super::expected::{PRIOR, PRIOR_HOUSEHOLD, PRIOR_OWN, at_home, bounded, expected_same, is_own, learned_at_home, smoothed};
use super::field::Field;
use super::kind::Kind;
use super::level::{DIFFERENT, LEVELS, MISSING, STATES};
use super::mixture::{CLASSES, Class, Fit, Part, cells, keys_of};
use super::pairs::LABEL_BITS;

const ROUNDS_MAX: usize = 200;
const TOLERANCE: f64 = 1e-5;
/// Most pairs of a household that share a birthday beyond chance. Where given names tell twins from one person it may be most of them.
const TWINS_MOST: f64 = 0.1;
const TWINS_MOST_WITH_NAMES: f64 = 0.9;
/// Weight, in pairs, of how few twins are expected among them.
const PRIOR_TWINS: f64 = 100.0;
/// Most of one person's pairs that have wholly different given names: where there are more, they are twins.
const OTHER_NAME_MOST: f64 = 0.1;

/// A pattern made ready.
struct Seen {
    cells: [u8; super::model::COMPARISONS_MAX],
    count: f64,
    free: u64,
    label: u8,
    crowd: usize,
}

/// What a set of keys that agree says of its pairs.
struct Crowd {
    keys: u64,
    /// Rules that make them; rules for which another with wholly other comparisons makes them.
    made: u64,
    elsewhere: u64,
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
            caught_error: 0.0,
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
            let moved = self.maximise(&mut fit, &seen, &crowds, &weights);
            let grown = fit.parts[..2].iter().zip(&before).map(|(part, before)| (part.pairs - before).abs() / before.max(1.0));
            if grown.fold(moved, f64::max) < TOLERANCE {
                break;
            }
        }
        fit.crowding = crowds.iter().map(|crowd| crowd.keys).zip(crowding).collect();
        fit
    }

    fn ready(&self, patterns: &[(u64, u64)]) -> (Vec<Seen>, Vec<Crowd>) {
        let mut keys: Vec<u64> = patterns.iter().map(|(pattern, _)| keys_of(*pattern)).collect();
        keys.sort_unstable();
        keys.dedup();
        let free: Vec<u64> = keys.iter().map(|keys| self.rules.free(*keys)).collect();
        let seen = patterns.iter().map(|(pattern, count)| {
            let crowd = keys.binary_search(&keys_of(*pattern)).unwrap_or(0);
            let (cells, label) = (cells(*pattern, self.fields), (pattern >> LABEL_BITS) as u8);
            Seen { cells, count: *count as f64, free: free[crowd], label, crowd }
        });
        (seen.collect(), keys.iter().map(|keys| self.crowd(*keys)).collect())
    }

    fn crowd(&self, keys: u64) -> Crowd {
        let rules = &self.rules.rules;
        let bits = |holds: &dyn Fn(usize) -> bool| (0..rules.len()).filter(|rule| holds(*rule)).fold(0u64, |bits, rule| bits | 1 << rule);
        let made = bits(&|rule| rules[rule].keys & !keys == 0);
        let apart = |rule: usize| (0..rules.len()).any(|other| made & (1 << other) != 0 && rules[other].roots & rules[rule].roots == 0);
        Crowd { keys, made, elsewhere: bits(&apart) }
    }

    /// Learns the tables and numbers of pairs; gives the largest move of a share.
    fn maximise(&self, fit: &mut Fit, seen: &[Seen], crowds: &[Crowd], weights: &[[f64; CLASSES]]) -> f64 {
        let mut of_crowds = vec![[0.0; CLASSES]; crowds.len()];
        for (pattern, weight) in seen.iter().zip(weights) {
            of_crowds[pattern.crowd].iter_mut().zip(weight).for_each(|(sum, weight)| *sum += weight);
        }
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
            let made: f64 = of_crowds.iter().map(|weight| weight[place]).sum();
            let (caught, error, of_rules) = self.caught(class, crowds, &of_crowds);
            fit.caught[place] = caught;
            fit.parts[place].pairs = (made / caught).clamp(1e-3, self.all.pairs / 2.0);
            if class == Class::Same {
                (fit.rule_recall, fit.caught_error) = (of_rules, error);
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
        let named = self.fields.iter().any(|field| field.kind == Kind::GivenName);
        let twins_most = if named { TWINS_MOST_WITH_NAMES } else { TWINS_MOST };
        let table = |(place, sum): (usize, Table)| {
            let field = &self.fields[place];
            let total: f64 = sum.iter().flatten().sum();
            if total <= 0.0 || (class == Class::Household && !learned_at_home(field.kind)) {
                return None;
            }
            let (prior, weight) = match class {
                Class::Same => ([expected_same(field); STATES], if is_own(field.kind) { PRIOR_OWN } else { PRIOR }),
                Class::Household | Class::Strangers => {
                    (at_home(field, &strangers[place]), if field.kind == Kind::Date { PRIOR_TWINS } else { PRIOR_HOUSEHOLD })
                }
            };
            let table = smoothed(&sum, &prior, weight, field.parent.is_some());
            Some(match class {
                Class::Same if field.kind == Kind::GivenName => table.map(with_few_other_names),
                Class::Same => table,
                Class::Household | Class::Strangers => bounded(field.kind, table, &strangers[place], twins_most),
            })
        };
        sums.into_iter().enumerate().map(table).collect()
    }

    /// The share of a class's pairs that the rules make, and each rule: of the pairs made by rules with wholly other
    /// comparisons, how many does this rule make too (Lincoln and Petersen)?
    fn caught(&self, class: Class, crowds: &[Crowd], weights: &[[f64; CLASSES]]) -> (f64, f64, Vec<f64>) {
        let count = self.rules.rules.len();
        let (mut own, mut elsewhere, mut both) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
        let mut made = 0.0;
        for (crowd, weight) in crowds.iter().zip(weights) {
            let weight = weight[class as usize];
            made += weight;
            for rule in 0..count {
                let bit = 1u64 << rule;
                let (here, there) = (crowd.made & bit != 0, crowd.elsewhere & bit != 0);
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
        let variance = |rule: usize| recalls[rule] * (1.0 - recalls[rule]) / elsewhere[rule].max(1.0);
        let error = if rate > 0.0 { (0..count).filter(usable).map(variance).sum::<f64>().sqrt() / rate } else { 0.0 };
        let caught = if total > 0.0 { (made / total).clamp(0.05, 1.0) } else { 1.0 };
        (caught, caught * error, recalls)
    }
}

/// Shares of levels of given names among one person's pairs, with no more that differ than people have other names.
fn with_few_other_names(mut shares: [f64; LEVELS]) -> [f64; LEVELS] {
    let most = OTHER_NAME_MOST * (1.0 - shares[usize::from(MISSING)]);
    let different = &mut shares[usize::from(DIFFERENT)];
    *different = different.min(most);
    let total: f64 = shares.iter().sum();
    shares.map(|share| share / total)
}

/// Shares each pattern among the classes; counts how crowded strangers are where the same keys agree.
fn expect(fit: &Fit, seen: &[Seen], crowding: &mut [f64], weights: &mut [[f64; CLASSES]]) {
    let shares = fit.shares();
    let mut strangers = vec![(0.0, 0.0); crowding.len()];
    for (pattern, weight) in seen.iter().zip(weights.iter_mut()) {
        let mut density = shares.densities(&pattern.cells[..fit.parents.len()]);
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
