//! The probability of a pair: its pattern, and how common the values are that it shares.

use super::field::Field;
use super::fit::{CLASSES, Class, Fit, Logs};
use super::kind::Kind;
use super::level::{CLOSE, LEVELS, TYPO, VARIANT, is_exact, of_pattern, state};
use super::pairs::LEVEL_MASK;

/// Most that the frequency of one value may move a weight, in natural logarithms.
const FREQUENCY_MOST: f64 = 7.0;

/// Scores pairs.
pub(crate) struct Scorer<'a> {
    fields: &'a [Field],
    fit: &'a Fit,
    logs: Logs,
    /// For each comparison and level of equality the mean share of its values, as strangers meet them.
    means: Vec<[f64; LEVELS]>,
}

/// What a pattern says before values are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternScore {
    logs: [f64; CLASSES],
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(fields: &'a [Field], fit: &'a Fit) -> Scorer<'a> {
        Scorer { fields, fit, logs: fit.logs(), means: fields.iter().map(means).collect() }
    }

    /// Scores a pattern.
    pub(crate) fn pattern(&self, pattern: u64) -> PatternScore {
        let mut logs = self.logs.of(pattern, self.fields);
        logs[Class::Strangers as usize] += self.fit.crowded(pattern).ln();
        PatternScore { logs }
    }

    /// Natural logarithm of the odds that a pattern is one person, at the mean frequency of its values.
    pub(crate) fn pattern_odds(&self, pattern: u64) -> f64 {
        odds(self.pattern(pattern).logs)
    }

    /// Natural logarithm of the odds that two records are one person.
    pub(crate) fn odds(&self, score: PatternScore, pattern: u64, a: usize, b: usize) -> f64 {
        let mut logs = score.logs;
        for (place, field) in self.fields.iter().enumerate() {
            let more = self.frequency(place, pattern, a, b);
            logs[Class::Strangers as usize] += more;
            if field.kind == Kind::GivenName {
                logs[Class::Household as usize] += more;
            }
        }
        odds(logs)
    }

    /// How much more (or less) often than the mean strangers share this value; natural logarithm.
    pub(crate) fn frequency(&self, place: usize, pattern: u64, a: usize, b: usize) -> f64 {
        let field = &self.fields[place];
        let level = of_pattern(pattern & LEVEL_MASK, place);
        let known = field.parent.is_some_and(|parent| state(of_pattern(pattern, parent)) == 1);
        if known || matches!(field.kind, Kind::Sex | Kind::Category) {
            return 0.0;
        }
        let mean = self.means[place][usize::from(level)];
        if is_exact(level) {
            (field.share(field.codes[a]) / mean).ln().clamp(-FREQUENCY_MOST, FREQUENCY_MOST)
        } else if matches!(level, TYPO | VARIANT | CLOSE) && matches!(field.kind, Kind::GivenName | Kind::Surname) {
            // A typing error is worth what the name it comes from is worth: the more common of both.
            let share = field.share(field.codes[a]).max(field.share(field.codes[b]));
            0.5 * (share / mean).ln().clamp(-FREQUENCY_MOST, FREQUENCY_MOST)
        } else {
            0.0
        }
    }
}

/// One person against all others.
fn odds(logs: [f64; CLASSES]) -> f64 {
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
