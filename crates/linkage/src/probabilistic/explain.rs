//! Why: the weights of a pair one by one, records that nothing could link, and what the result hangs on.

use std::collections::HashMap;

use serde::Serialize;

use super::error::LinkageError;
use super::form::Form;
use super::level::{BITS, LEVELS, NAMES, STATES, of_pattern, state};
use super::link::{Linked, Linking, Wishes};
use super::mixture::{CLASSES, Class};
use super::model::{COMPARISONS_MAX, Model};
use super::pairs::{KEY_BITS, Memory, pattern};
use super::score::{Scorer, odds, probability};
use super::table::Source;

/// Probabilities at which it is told how many records nothing could link.
const UNLINKABLE_AT: [f64; 5] = [0.5, 0.8, 0.9, 0.95, 0.99];
/// Thresholds that a result is tried at.
const THRESHOLDS: [f64; 6] = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99];

/// The weight of a pair, built up from nothing known. Weights are base-2 logarithms of odds; prior, steps, crowding and labels
/// sum to `weight`, save for a pair that something else decided.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Waterfall {
    /// Source and identifier of the first record.
    pub first: [String; 2],
    /// Source and identifier of the second record.
    pub second: [String; 2],
    /// Weight of a pair of which nothing is known.
    pub prior: f64,
    /// What each comparison adds, in the order of the model.
    pub steps: Vec<Step>,
    /// What it takes away that strangers are crowded where the blocking keys agree.
    pub crowding: f64,
    /// What labels or known pseudonyms of other pairs add.
    pub labels: f64,
    /// The sum.
    pub weight: f64,
    /// Its probability.
    pub probability: f64,
    /// Whether a rule made the pair; a pair that none made is not in the results.
    pub made: bool,
    /// What decides the pair whatever its weight: `pseudonym` or `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<&'static str>,
}

/// What one comparison adds.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// Its name.
    pub comparison: String,
    /// How the two values compare.
    pub level: &'static str,
    /// What that level adds, at the mean frequency of its values.
    pub weight: f64,
    /// What the frequency of this value adds to it.
    pub frequency: f64,
}

/// Records that would not reach a probability even beside themselves: they say too little.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Unlinkable {
    /// The probability.
    pub probability: f64,
    /// Records that do not reach it.
    pub records: u64,
    /// Their share of all records.
    pub share: f64,
}

/// The result with one thing changed.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Sensitivity {
    /// What was changed.
    pub change: String,
    /// Number of clusters.
    pub clusters: u64,
    /// Records in the largest.
    pub largest: u64,
    /// Expected share of pairs within clusters that are one person.
    pub expected_precision: f64,
    /// Expected share of pairs of one person that are within a cluster.
    pub expected_recall: f64,
    /// Pairs of records that came together.
    pub pairs_gained: u64,
    /// Pairs of records that came apart.
    pub pairs_lost: u64,
}

impl Linking<'_> {
    /// The weights of a pair, records told by source and identifier; `None` where one of them is not there, or both are the same.
    pub fn explain(&self, first: (&str, &str), second: (&str, &str)) -> Option<Waterfall> {
        let records = self.linked().records.len() as u32;
        let place = |name: (&str, &str)| (0..records).find(|record| self.linked().name(self.sources, *record) == name);
        let (a, b) = (place(first)?, place(second)?);
        (a != b).then(|| self.waterfall(a.min(b), a.max(b)))
    }

    /// The weights of two records by their places, the first before the second.
    pub fn waterfall(&self, a: u32, b: u32) -> Waterfall {
        let scorer = Scorer::new(&self.prepared.fields, &self.fit);
        let codes = [a, b].map(|record| self.codes(record));
        let keys = self.keys(a, b);
        let pattern = pattern(&self.prepared.fields, &codes[0], &codes[1], &mut Memory::new()) | keys << KEY_BITS;
        let mut logs: [f64; CLASSES] = std::array::from_fn(|class| self.fit.parts[class].pairs.max(1e-300).ln());
        let prior = odds(logs);
        let mut reached = prior;
        let mut next = |logs: [f64; CLASSES]| {
            let (before, now) = (reached, odds(logs));
            reached = now;
            bits(now - before)
        };
        let mut steps = Vec::new();
        for (place, field) in self.prepared.fields.iter().enumerate() {
            let level = usize::from(of_pattern(pattern, place));
            let given = field.parent.map_or(0, |parent| state(of_pattern(pattern, parent)));
            logs.iter_mut().zip(&self.fit.parts).for_each(|(log, part)| *log += part.tables[place][given][level].max(1e-300).ln());
            let weight = next(logs);
            scorer.add_frequency(place, scorer.frequency(place, pattern, a as usize, b as usize), &mut logs);
            steps.push(Step { comparison: field.name.clone(), level: NAMES[level], weight, frequency: next(logs) });
        }
        logs[Class::Strangers as usize] += self.fit.crowded(pattern).ln();
        let crowding = next(logs);
        let held = self.tilt.odds(odds(logs));
        let name = |record: u32| <[&str; 2]>::from(self.linked().name(self.sources, record)).map(str::to_owned);
        Waterfall {
            first: name(a),
            second: name(b),
            prior: bits(prior),
            steps,
            crowding,
            labels: bits(held - odds(logs)),
            weight: bits(held),
            probability: probability(held),
            made: self.prepared.rules.rules.iter().any(|rule| rule.keys & !keys == 0),
            decided_by: self.decided_by(a, b),
        }
    }

    fn decided_by(&self, a: u32, b: u32) -> Option<&'static str> {
        let known = |record: u32| self.prepared.known.get(record as usize).is_some_and(|code| *code != 0);
        if known(a) && known(b) {
            return Some("pseudonym");
        }
        self.prepared.reviewed.get(a, b).map(|_| "label")
    }

    fn codes(&self, record: u32) -> Vec<u32> {
        self.prepared.fields.iter().map(|field| field.codes[record as usize]).collect()
    }

    /// Bits of the keys on which two records agree.
    fn keys(&self, a: u32, b: u32) -> u64 {
        let key = |(place, key): (usize, &super::blocking::Key)| {
            let field = &self.prepared.fields[key.field];
            let own = |record: u32| {
                let code = field.codes[record as usize];
                if key.form == Form::Value { code } else { key.form.code(field.kind, field.texts.get(code as usize)) }
            };
            u64::from(own(a) != 0 && own(a) == own(b)) << place
        };
        self.prepared.rules.keys.iter().enumerate().map(key).fold(0, |bits, own| bits | own)
    }

    /// How many records would not reach a probability beside an equal of themselves.
    pub fn unlinkables(&self) -> Vec<Unlinkable> {
        let scorer = Scorer::new(&self.prepared.fields, &self.fit);
        let records = self.linked().records.len();
        let mut reached: Vec<f64> = (0..records)
            .map(|record| {
                let levels = self.prepared.fields.iter().map(|field| {
                    let code = field.codes[record];
                    if code == 0 { 0 } else { field.exact(code) }
                });
                let pattern = levels.enumerate().fold(0u64, |bits, (place, level)| bits | u64::from(level) << (place * BITS));
                self.tilt.odds(scorer.odds(scorer.pattern(pattern), pattern, record, record))
            })
            .collect();
        reached.sort_unstable_by(f64::total_cmp);
        let at = |probability: f64| {
            let below = reached.partition_point(|odds| super::score::probability(*odds) < probability) as u64;
            Unlinkable { probability, records: below, share: below as f64 / records.max(1) as f64 }
        };
        UNLINKABLE_AT.into_iter().map(at).collect()
    }
}

fn bits(natural: f64) -> f64 {
    natural / std::f64::consts::LN_2
}

/// Links again with other thresholds, with each rule left out, and with each comparison left out (and the rules that name it),
/// and tells what changes. Takes as long as linking does, for each.
///
/// # Errors
/// When the model does not fit the sources.
pub fn sensitivity(sources: &[Source], model: &Model, wishes: &Wishes, linked: &Linked) -> Result<Vec<Sensitivity>, LinkageError> {
    let wishes = Wishes { imputations: 0, keep_imputed: false, by: None, ..wishes.clone() };
    let mut rows = Vec::new();
    for (change, model) in changed(model) {
        let other = Linking::new(sources, &model, &wishes)?.into_linked();
        let [gained, lost] = moved(&linked.clusters, &other.clusters);
        let clusters = &other.report.clusters;
        rows.push(Sensitivity {
            change,
            clusters: clusters.clusters,
            largest: clusters.largest,
            expected_precision: clusters.expected_precision,
            expected_recall: clusters.expected_recall,
            pairs_gained: gained,
            pairs_lost: lost,
        });
    }
    Ok(rows)
}

fn changed(model: &Model) -> Vec<(String, Model)> {
    let mut found = Vec::new();
    for threshold in THRESHOLDS {
        let mut other = model.clone();
        other.settings.threshold = Some(threshold);
        found.push((format!("threshold {threshold}"), other));
    }
    if model.blocks.len() > 1 {
        for place in 0..model.blocks.len() {
            let mut other = model.clone();
            let rule = other.blocks.remove(place);
            found.push((format!("without the rule {}", rule.on.join(" + ")), other));
        }
    }
    for place in 0..model.comparisons.len() {
        let mut other = model.clone();
        let left = other.comparisons.remove(place);
        let names_it = |part: &String| *part == left.name || part.strip_prefix(&left.name).is_some_and(|rest| rest.starts_with([':', '.']));
        other.blocks.retain(|block| !block.on.iter().any(names_it));
        if other.check().is_ok() {
            found.push((format!("without {}", left.name), other));
        }
    }
    found
}

/// Pairs that are together in the second clustering only, and in the first only.
fn moved(before: &[u32], now: &[u32]) -> [u64; 2] {
    let pairs = |keys: &mut dyn Iterator<Item = (u32, u32)>| {
        let mut sizes: HashMap<(u32, u32), u64> = HashMap::new();
        keys.for_each(|key| *sizes.entry(key).or_default() += 1);
        sizes.values().map(|size| size * (size - 1) / 2).sum::<u64>()
    };
    let both = pairs(&mut before.iter().copied().zip(now.iter().copied()));
    let own = |of: &[u32]| pairs(&mut of.iter().map(|cluster| (*cluster, 0)));
    [own(now) - both, own(before) - both]
}

const _: () = assert!(COMPARISONS_MAX * BITS <= KEY_BITS as usize && LEVELS <= 1 << BITS && STATES == 3);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probabilistic::suggest;

    fn sources() -> [Source; 1] {
        let mut source = Source::new("a.csv", &["first_name", "surname", "dob"]);
        let (first, last) = (["Noor", "Daan", "Emma", "Lucas", "Julia"], ["de Jong", "Jansen", "de Vries", "Bakker"]);
        for place in 0..200usize {
            let born = format!("20{:02}-{:02}-{:02}", place % 17, 1 + place % 12, 1 + place % 27);
            source.push(&format!("{place}"), [first[place % 5], last[place % 4], born.as_str()]);
            if place % 4 == 0 {
                source.push(&format!("{place}-copy"), [first[place % 5], last[place % 4], if place % 8 == 0 { born.as_str() } else { "" }]);
            }
        }
        source.push("empty", ["", "", ""]);
        [source.complete()]
    }

    #[test]
    fn the_steps_of_every_pair_sum_to_its_weight() {
        let sources = sources();
        let model = suggest(&sources).expect("suggests");
        let linking = Linking::new(&sources, &model, &Wishes::default()).expect("links");
        let linked = linking.linked();
        assert!(linked.pairs.len() > 30);
        for pair in &linked.pairs {
            let (first, second) = (linked.name(&sources, pair.a), linked.name(&sources, pair.b));
            let told = linking.explain(second, first).expect("both are there");
            let sum = told.prior + told.steps.iter().map(|step| step.weight + step.frequency).sum::<f64>() + told.crowding + told.labels;
            assert!((sum - told.weight).abs() < 1e-9 && (told.weight - pair.weight).abs() < 1e-9, "{told:?} {pair:?}");
            assert!(told.made && told.decided_by.is_none());
        }
        assert_eq!(linking.explain(("a.csv", "0"), ("a.csv", "nobody")), None);
    }

    #[test]
    fn a_record_that_says_nothing_cannot_be_linked() {
        let sources = sources();
        let model = suggest(&sources).expect("suggests");
        let linking = Linking::new(&sources, &model, &Wishes::default()).expect("links");
        let found = linking.unlinkables();
        assert!(found[0].records >= 1 && found[0].share < 0.5, "{found:?}");
        assert!(found.windows(2).all(|pair| pair[0].records <= pair[1].records), "a higher probability is harder to reach");
    }

    #[test]
    fn what_is_changed_is_told_with_what_moved() {
        assert_eq!(moved(&[0, 0, 1, 1], &[0, 1, 1, 1]), [2, 1]);
        let sources = sources();
        let model = suggest(&sources).expect("suggests");
        let linked = Linking::new(&sources, &model, &Wishes::default()).expect("links").into_linked();
        let rows = sensitivity(&sources, &model, &Wishes::default(), &linked).expect("links");
        let without = rows.iter().find(|row| row.change == "without dob").expect("a row");
        assert!(without.pairs_gained + without.pairs_lost > 0, "without a date of birth much changes: {without:?}");
        assert_eq!(rows.iter().filter(|row| row.change.starts_with("threshold")).count(), THRESHOLDS.len());
    }
}
