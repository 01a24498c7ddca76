//! The probability of a pair: its pattern, and how common the values are that it shares.

use super::field::Field;
use super::kind::Kind;
use super::level::{CLOSE, LEVELS, TYPO, VARIANT, is_exact, of_pattern, state};
use super::mixture::{CLASSES, Class, Fit, Logs, keys_of};
use super::pairs::LEVEL_MASK;

/// Most that the frequency of one value may move a weight, in natural logarithms.
const FREQUENCY_MOST: f64 = 7.0;

/// Scores pairs.
pub(crate) struct Scorer<'a> {
    fields: &'a [Field],
    logs: Logs,
    /// For each comparison and level of equality the logarithm of the mean share of its values, as strangers meet them.
    log_means: Vec<[f64; LEVELS]>,
    log_crowding: Vec<(u64, f64)>,
}

/// What a pattern says before values are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternScore {
    logs: [f64; CLASSES],
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(fields: &'a [Field], fit: &Fit) -> Scorer<'a> {
        let log_means = fields.iter().map(|field| means(field).map(f64::ln)).collect();
        let log_crowding = fit.crowding.iter().map(|(keys, crowding)| (*keys, crowding.ln())).collect();
        Scorer { fields, logs: fit.logs(), log_means, log_crowding }
    }

    /// Scores a pattern.
    pub(crate) fn pattern(&self, pattern: u64) -> PatternScore {
        let mut logs = self.logs.of(pattern, self.fields);
        let keys = keys_of(pattern);
        let crowded = self.log_crowding.binary_search_by_key(&keys, |(own, _)| *own);
        logs[Class::Strangers as usize] += crowded.map_or(0.0, |place| self.log_crowding[place].1);
        PatternScore { logs }
    }

    /// Natural logarithm of the odds that a pattern is one person, at the mean frequency of its values.
    pub(crate) fn pattern_odds(&self, pattern: u64) -> f64 {
        odds(self.pattern(pattern).logs)
    }

    /// Natural logarithm of the odds that two records are one person.
    pub(crate) fn odds(&self, score: PatternScore, pattern: u64, a: usize, b: usize) -> f64 {
        let mut logs = score.logs;
        for place in 0..self.fields.len() {
            self.add_frequency(place, self.frequency(place, pattern, a, b), &mut logs);
        }
        odds(logs)
    }

    /// Adds the frequency of a value to the classes that meet it by chance.
    pub(crate) fn add_frequency(&self, place: usize, more: f64, logs: &mut [f64; CLASSES]) {
        logs[Class::Strangers as usize] += more;
        if self.fields[place].kind == Kind::GivenName {
            logs[Class::Household as usize] += more;
        }
    }

    /// How much more (or less) often than the mean strangers share this value; natural logarithm.
    pub(crate) fn frequency(&self, place: usize, pattern: u64, a: usize, b: usize) -> f64 {
        let field = &self.fields[place];
        let level = of_pattern(pattern & LEVEL_MASK, place);
        let known = field.parent.is_some_and(|parent| state(of_pattern(pattern, parent)) == 1);
        if known || matches!(field.kind, Kind::Sex | Kind::Category) {
            return 0.0;
        }
        let mean = self.log_means[place][usize::from(level)];
        if is_exact(level) {
            (field.log_share(field.codes[a]) - mean).clamp(-FREQUENCY_MOST, FREQUENCY_MOST)
        } else if matches!(level, TYPO | VARIANT | CLOSE) && matches!(field.kind, Kind::GivenName | Kind::Surname) {
            // A typing error is worth what the name it comes from is worth: the more common of both.
            let share = field.log_share(field.codes[a]).max(field.log_share(field.codes[b]));
            0.5 * (share - mean).clamp(-FREQUENCY_MOST, FREQUENCY_MOST)
        } else {
            0.0
        }
    }
}

/// Natural odds of one person against all others.
pub(crate) fn odds(logs: [f64; CLASSES]) -> f64 {
    let [same, home, strangers] = logs;
    let most = home.max(strangers);
    same - most - ((home - most).exp() + (strangers - most).exp()).ln()
}

/// From natural odds to a probability.
pub(crate) fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn means(field: &Field) -> [f64; LEVELS] {
    let mut sums = [(0.0, 0.0); LEVELS];
    let mut all = (0.0, 0.0);
    for code in 1..field.counts.len() as u32 {
        let count = f64::from(field.counts[code as usize]);
        let sum = &mut sums[usize::from(field.exact(code))];
        let share = field.share(code);
        *sum = (sum.0 + count, sum.1 + count * share);
        all = (all.0 + count, all.1 + count * share);
    }
    let mean = |(count, shares): (f64, f64)| if count > 0.0 { shares / count } else { 1.0 };
    std::array::from_fn(|level| mean(if is_exact(level as u8) { sums[level] } else { all }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probabilistic::blocking::key_codes;
    use crate::probabilistic::chance::all_pairs;
    use crate::probabilistic::field::{level, swap};
    use crate::probabilistic::fit::Fitter;
    use crate::probabilistic::level::{BITS, STATES};
    use crate::probabilistic::link::{Prepared, prepare};
    use crate::probabilistic::pairs::{Comparing, KEY_BITS};
    use crate::probabilistic::{Model, Source};

    const MODEL: &str = r#"
        [[comparison]]
        name = "first"
        columns = ["first"]
        kind = "given-name"
        [[comparison]]
        name = "last"
        columns = ["last"]
        kind = "surname"
        [[comparison]]
        name = "born"
        columns = ["born"]
        kind = "date"
        [[comparison]]
        name = "sex"
        columns = ["sex"]
        kind = "sex"
        [[block]]
        on = ["last:sound", "born:year"]
        [[block]]
        on = ["first", "born"]
        [[block]]
        on = ["last"]
    "#;

    fn made() -> Vec<Source> {
        let mut source = Source::new("a", &["first", "last", "born", "sex"]);
        let (first, last) = (["Noor", "Daan", "Emma", "J.", "Jan", ""], ["de Jong", "Jong", "Jansen", "Janssen", "Bakker"]);
        for place in 0..120usize {
            let born = format!("20{:02}-0{}-1{}", place % 11, 1 + place % 7, place % 3);
            source.push(&place.to_string(), [first[place % 6], last[place % 5], &born, ["m", "v", ""][place % 3]]);
        }
        vec![source.complete()]
    }

    /// The pattern of a pair in the plainest way, and whether any rule makes it.
    fn plain_pattern(prepared: &Prepared, a: usize, b: usize) -> Option<u64> {
        let fields = &prepared.fields;
        let codes = |record: usize| -> Vec<u32> { fields.iter().map(|field| field.codes[record]).collect() };
        let (of_a, of_b) = (codes(a), codes(b));
        let mut levels: Vec<u8> = fields.iter().enumerate().map(|(place, field)| level(field, of_a[place], of_b[place])).collect();
        swap(fields, &mut levels, &of_a, &of_b);
        let mut keys = 0;
        for (place, key) in prepared.rules.keys.iter().enumerate() {
            let own = key_codes(*key, &fields[key.field]);
            keys |= u64::from(own[a] != 0 && own[a] == own[b]) << place;
        }
        let pattern = levels.iter().enumerate().fold(0, |bits, (place, level)| bits | u64::from(*level) << (place * BITS));
        prepared.rules.rules.iter().any(|rule| rule.keys & !keys == 0).then_some(pattern | keys << KEY_BITS)
    }

    /// The odds as a quotient of products of shares.
    fn plain_odds(prepared: &Prepared, fit: &Fit, scorer: &Scorer<'_>, pattern: u64, a: usize, b: usize) -> f64 {
        let mut products = fit.parts.clone().map(|part| part.pairs);
        products[Class::Strangers as usize] *= fit.crowded(pattern);
        for (place, field) in prepared.fields.iter().enumerate() {
            let state_of: usize = field.parent.map_or(0, |parent| state(of_pattern(pattern, parent)));
            assert!(state_of < STATES);
            for (product, part) in products.iter_mut().zip(&fit.parts) {
                *product *= part.tables[place][state_of][usize::from(of_pattern(pattern, place))];
            }
            let common = scorer.frequency(place, pattern, a, b).exp();
            products[Class::Strangers as usize] *= common;
            if field.kind == Kind::GivenName {
                products[Class::Household as usize] *= common;
            }
        }
        (products[Class::Same as usize] / (products[Class::Household as usize] + products[Class::Strangers as usize])).ln()
    }

    #[test]
    fn the_pair_of_the_method_page_comes_out_as_by_hand() {
        // docs/methods/linkage.md: given name and surname equal, two digits of the day swapped; Noor is twice as common.
        let same = 3000.0f64 * 0.85 * 0.80 * 0.06;
        let home = 1000.0f64 * 0.004 * 0.75 * 0.0018 * 2.0;
        let strangers = 49_991_000.0f64 * 0.004 * 0.002 * 0.0018 * 2.0;
        let odds = odds([same.ln(), home.ln(), strangers.ln()]);
        assert!((probability(odds) - 0.9883).abs() < 5e-5);
        assert!((odds / std::f64::consts::LN_2 - 6.40).abs() < 5e-3);
    }

    #[test]
    fn every_pair_is_made_once_and_scored_as_the_plain_oracle_does() {
        let model = Model::parse(MODEL).expect("reads");
        let prepared = prepare(&made(), &model, &[]).expect("fits");
        let all = all_pairs(&prepared.records, &prepared.fields, false);
        let fitter = Fitter { fields: &prepared.fields, rules: &prepared.rules, all: &all };
        let comparing = Comparing {
            records: &prepared.records,
            fields: &prepared.fields,
            rules: &prepared.rules,
            block_max: 2000,
            across: false,
            known: &[],
            reviewed: &prepared.reviewed,
        };
        let mut compared = comparing.run(&|_| true);
        compared.kept.sort_unstable();
        let fit = fitter.fit(&compared.patterns);
        let scorer = Scorer::new(&prepared.fields, &fit);
        let mut expected = Vec::new();
        for a in 0..prepared.records.len() {
            for b in a + 1..prepared.records.len() {
                let Some(pattern) = plain_pattern(&prepared, a, b) else { continue };
                expected.push((a as u32, b as u32, pattern));
                let odds = scorer.odds(scorer.pattern(pattern), pattern, a, b);
                let plain = plain_odds(&prepared, &fit, &scorer, pattern, a, b);
                assert!((odds - plain).abs() <= 1e-12 * plain.abs().max(1.0), "{odds} {plain}");
            }
        }
        assert!(expected.len() > 500);
        assert_eq!(compared.kept.iter().map(|pair| (pair.a, pair.b, pair.pattern)).collect::<Vec<_>>(), expected);
    }
}
