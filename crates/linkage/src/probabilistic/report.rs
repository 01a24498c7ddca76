//! What was learned and how sure it is, as data anyone can audit.

use serde::Serialize;

use super::blocking::RuleReport;
use super::calibrate::Tilt;
use super::chance::AllPairs;
use super::cluster::Clusters;
use super::edges::KnownPair;
use super::impute::Imputation;
use super::labels::LabelReport;
use super::level::{LEVELS, NAMES};
use super::link::{LinkedPair, Prepared};
use super::mixture::{Class, Fit, is_equal};
use super::pairs::Compared;
use super::quality::{Groups, Interval, QualityReport, quality, weighted_share};
use super::score::probability;
use super::table::Source;

/// Bins of the calibration table.
const BINS: usize = 20;

/// The report of one run of linkage.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Report {
    /// The sources and their records.
    pub sources: Vec<SourceReport>,
    /// What was learned.
    pub parameters: Parameters,
    /// How pairs were made.
    pub blocking: Blocking,
    /// How sure the probabilities are.
    pub calibration: Calibration,
    /// Least probability of a pair to join clusters.
    pub threshold: f64,
    /// What is expected of the clusters.
    pub clusters: ClusterReport,
    /// How good the clusters are, with intervals; absent where no clusterings were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<QualityReport>,
    /// What became of clerical labels; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelReport>,
    /// What the labels say of the pairs given, where they were drawn by chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<ReviewReport>,
}

/// What a sample seen by a reviewer says of the pairs of probability 0.01 and up, whatever the model thinks.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ReviewReport {
    /// Labelled pairs that tell how many pairs they stand for.
    pub sampled: u64,
    /// Of the pairs at or above the threshold, the share that is one person.
    pub precision: Option<Interval>,
    /// Of the given pairs that are one person, the share at or above the threshold.
    pub recall_of_given: Option<Interval>,
}

/// One source.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourceReport {
    /// Its name.
    pub name: String,
    /// Its records.
    pub records: u64,
    /// Records whose identifier another record of the source has too.
    pub repeated_ids: u64,
}

/// Parameters of the mixture.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Parameters {
    /// Share of all pairs that are one person.
    pub lambda: f64,
    /// Estimated pairs of one person.
    pub matches: f64,
    /// Estimated pairs of two persons of one household.
    pub household_pairs: f64,
    /// All pairs that could be compared.
    pub pairs: f64,
    /// Rounds of the fit.
    pub rounds: usize,
    /// One for each comparison.
    pub comparisons: Vec<ComparisonReport>,
}

/// Parameters of one comparison.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ComparisonReport {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: super::kind::Kind,
    /// The comparison it depends on within each class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<String>,
    /// Records that say nothing.
    pub missing: u64,
    /// Distinct values.
    pub values: u64,
    /// One for each level that occurs.
    pub levels: Vec<LevelReport>,
}

/// Parameters of one level.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LevelReport {
    /// Its name.
    pub level: &'static str,
    /// Share among pairs of one person.
    pub m: f64,
    /// Share among pairs of strangers.
    pub u: f64,
    /// Share among pairs of two persons of one household.
    pub household: f64,
    /// Base-2 logarithm of m over u.
    pub weight: f64,
    /// Whether the frequency of the value moves the weight.
    pub term_frequency: bool,
}

/// How pairs were made.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Blocking {
    /// One for each rule.
    pub rules: Vec<RuleWithRecall>,
    /// Pairs compared.
    pub pairs_made: u64,
    /// Distinct patterns of levels.
    pub patterns: u64,
    /// Estimated share of the pairs of one person that were compared.
    pub recall_estimated: f64,
    /// What had to be left out, in words.
    pub statements: Vec<String>,
}

/// One rule and the share of true pairs it makes.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RuleWithRecall {
    /// What the rule made.
    #[serde(flatten)]
    pub made: RuleReport,
    /// Estimated share of the pairs of one person it makes alone, from pairs that independent rules made.
    pub recall_estimated: f64,
}

/// How sure the probabilities are.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Calibration {
    /// What the table was checked against: known pseudonyms, or the model's own expectation.
    pub against: &'static str,
    /// Bins of equally many pairs of probability 0.05 and up.
    pub bins: Vec<Bin>,
    /// Mean distance between stated and observed, weighted by pairs; only with known pseudonyms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_calibration_error: Option<f64>,
    /// Observed share of one person among pairs stated 0.95 and up; only with known pseudonyms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_from_095: Option<f64>,
}

/// One bin of the calibration table.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Bin {
    /// Pairs in it.
    pub pairs: u64,
    /// Lowest probability.
    pub from: f64,
    /// Highest probability.
    pub to: f64,
    /// Mean probability stated.
    pub stated: f64,
    /// Of them, pairs of which it is known whether they are one person.
    pub known: u64,
    /// Share of those that are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<f64>,
}

/// What is expected of pairs and clusters.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ClusterReport {
    /// Number of clusters.
    pub clusters: u64,
    /// Records in the largest.
    pub largest: u64,
    /// Expected share of pairs within clusters that are one person.
    pub expected_precision: f64,
    /// Expected share of pairs of one person that are within a cluster.
    pub expected_recall: f64,
    /// Their harmonic mean.
    pub expected_f1: f64,
    /// Whether a cluster holds one record of each source at most.
    pub one_per_source: bool,
    /// Mergers refused because known pseudonyms differ.
    pub refused_pseudonyms: u64,
    /// Mergers refused because both hold a record of one source.
    pub refused_sources: u64,
    /// Mergers refused because other pairs speak against them: chains cut at their weakest pair.
    pub refused_chains: u64,
    /// Mergers refused because a reviewer kept records apart.
    pub refused_labels: u64,
}

/// What was made on the way.
pub(crate) struct Made<'a> {
    pub(crate) all: &'a AllPairs,
    pub(crate) fit: &'a Fit,
    pub(crate) compared: &'a Compared,
    pub(crate) pairs: &'a [LinkedPair],
    pub(crate) clusters: &'a Clusters,
    pub(crate) single: bool,
    pub(crate) known: &'a [KnownPair],
    pub(crate) tilt: &'a Tilt,
}

pub(crate) fn report(sources: &[Source], prepared: &Prepared, made: &Made<'_>, groups: &Groups, imputation: &Imputation) -> Report {
    Report {
        sources: sources.iter().enumerate().map(|(place, source)| source_report(place, source, prepared)).collect(),
        parameters: parameters(prepared, made.all, made.fit),
        blocking: blocking(made.fit, made.compared),
        calibration: calibration(prepared, made.pairs),
        threshold: made.clusters.threshold,
        clusters: cluster_report(made.clusters, made.single),
        quality: quality(groups, &imputation.draws, rests_on(prepared)),
        labels: labels(prepared, made),
        reviewed: reviewed(made),
    }
}

fn rests_on(prepared: &Prepared) -> &'static str {
    match (prepared.training.is_empty(), prepared.reviewed.report.read == 0) {
        (true, true) => "the model alone",
        (true, false) => "the model, held to clerical labels",
        (false, true) => "the model, held to known pseudonyms",
        (false, false) => "the model, held to known pseudonyms and clerical labels",
    }
}

fn labels(prepared: &Prepared, made: &Made<'_>) -> Option<LabelReport> {
    let used = made.known.iter().filter(|pair| pair.labelled).count() as u64;
    let report = LabelReport { calibrated_on: used, shift: made.tilt.shift, slope: made.tilt.slope, ..prepared.reviewed.report.clone() };
    (report.read > 0).then_some(report)
}

fn reviewed(made: &Made<'_>) -> Option<ReviewReport> {
    let drawn = made.known.iter().filter(|pair| pair.labelled);
    let sampled: Vec<(f64, bool, bool)> = drawn
        .filter_map(|pair| {
            let above = probability(made.tilt.odds(pair.odds)) >= made.clusters.threshold;
            Some((pair.verdict.stands_for?, pair.verdict.same, above))
        })
        .collect();
    let above = sampled.iter().filter(|own| own.2).map(|own| (own.0, own.1)).collect::<Vec<_>>();
    let same = sampled.iter().filter(|own| own.1).map(|own| (own.0, own.2)).collect::<Vec<_>>();
    (!sampled.is_empty()).then(|| ReviewReport {
        sampled: sampled.len() as u64,
        precision: weighted_share(&above),
        recall_of_given: weighted_share(&same),
    })
}

fn source_report(place: usize, source: &Source, prepared: &Prepared) -> SourceReport {
    // Records are in order of source and identifier.
    let rows = &prepared.records.rows;
    let from = rows.partition_point(|row| (row.0 as usize) < place);
    let own = &rows[from..from + source.len()];
    let id = |row: &(u32, u32)| source.ids.get(row.1 as usize);
    let repeated = own.chunk_by(|a, b| id(a) == id(b)).filter(|same| same.len() > 1).map(|same| same.len() as u64).sum();
    SourceReport { name: source.name().to_owned(), records: source.len() as u64, repeated_ids: repeated }
}

fn parameters(prepared: &Prepared, all: &AllPairs, fit: &Fit) -> Parameters {
    let [same, home, strangers] = [Class::Same, Class::Household, Class::Strangers].map(|class| fit.marginals(class));
    let comparison = |(place, field): (usize, &super::field::Field)| {
        let level = |level: usize| {
            let (m, u) = (same[place].0[level], strangers[place].0[level]);
            LevelReport {
                level: NAMES[level],
                m,
                u,
                household: home[place].0[level],
                weight: (m / u).log2(),
                term_frequency: is_equal(level),
            }
        };
        ComparisonReport {
            name: field.name.clone(),
            kind: field.kind,
            depends_on: field.parent.map(|parent| prepared.fields[parent].name.clone()),
            missing: u64::from(field.counts[0]),
            values: field.counts.len() as u64 - 1,
            levels: (0..LEVELS).filter(|level| same[place].0[*level] > 1e-6 || strangers[place].0[*level] > 1e-6).map(level).collect(),
        }
    };
    Parameters {
        lambda: fit.parts[Class::Same as usize].pairs / all.pairs,
        matches: fit.parts[Class::Same as usize].pairs,
        household_pairs: fit.parts[Class::Household as usize].pairs,
        pairs: all.pairs,
        rounds: fit.rounds,
        comparisons: prepared.fields.iter().enumerate().map(comparison).collect(),
    }
}

fn blocking(fit: &Fit, compared: &Compared) -> Blocking {
    let statement = |rule: &RuleReport| {
        (rule.blocks_refined > 0).then(|| {
            format!(
                "rule '{}' has {} blocks that are too large; they were made finer with other comparisons, and {} pairs were not made",
                rule.rule, rule.blocks_refined, rule.pairs_left_out
            )
        })
    };
    let with = |(rule, recall): (&RuleReport, &f64)| RuleWithRecall { made: rule.clone(), recall_estimated: *recall };
    Blocking {
        rules: compared.rules.iter().zip(&fit.rule_recall).map(with).collect(),
        pairs_made: compared.patterns.iter().map(|(_, count)| count).sum(),
        patterns: compared.patterns.len() as u64,
        recall_estimated: fit.caught[Class::Same as usize],
        statements: compared.rules.iter().filter_map(statement).collect(),
    }
}

fn calibration(prepared: &Prepared, pairs: &[LinkedPair]) -> Calibration {
    let labels = if prepared.training.is_empty() { &prepared.known } else { &prepared.training };
    let known = |record: u32| labels.get(record as usize).copied().filter(|code| *code != 0);
    let label = |pair: &LinkedPair| known(pair.a).zip(known(pair.b)).map(|(a, b)| a == b);
    // What pseudonyms themselves decided says nothing about the model.
    let stated = |pair: &&LinkedPair| pair.probability >= 0.05 && (!prepared.training.is_empty() || label(pair).is_none());
    let mut sorted: Vec<&LinkedPair> = pairs.iter().filter(stated).collect();
    sorted.sort_by(|x, y| x.probability.total_cmp(&y.probability).then((x.a, x.b).cmp(&(y.a, y.b))));
    let cut = |place: usize| place * sorted.len() / BINS;
    let bins: Vec<Bin> =
        (0..BINS).map(|place| &sorted[cut(place)..cut(place + 1)]).filter(|own| !own.is_empty()).map(|own| bin(own, &label)).collect();
    let trained = !prepared.training.is_empty();
    let weighted = bins.iter().filter_map(|bin| Some((bin.known as f64, (bin.observed? - bin.stated).abs())));
    let (weight, error) = weighted.fold((0.0, 0.0), |(weight, error), (known, distance)| (weight + known, error + known * distance));
    let sure: Vec<bool> = sorted.iter().filter(|pair| pair.probability >= 0.95).filter_map(|pair| label(pair)).collect();
    let share = sure.iter().filter(|same| **same).count() as f64 / sure.len().max(1) as f64;
    Calibration {
        against: if trained { "known pseudonyms" } else { "nothing known: stated by the model" },
        bins,
        expected_calibration_error: (trained && weight > 0.0).then(|| error / weight),
        precision_from_095: (trained && !sure.is_empty()).then_some(share),
    }
}

fn bin(pairs: &[&LinkedPair], label: &dyn Fn(&LinkedPair) -> Option<bool>) -> Bin {
    let known: Vec<bool> = pairs.iter().filter_map(|pair| label(pair)).collect();
    Bin {
        pairs: pairs.len() as u64,
        from: pairs.first().map_or(0.0, |pair| pair.probability),
        to: pairs.last().map_or(0.0, |pair| pair.probability),
        stated: pairs.iter().map(|pair| pair.probability).sum::<f64>() / pairs.len() as f64,
        known: known.len() as u64,
        observed: (!known.is_empty()).then(|| known.iter().filter(|same| **same).count() as f64 / known.len() as f64),
    }
}

fn cluster_report(clusters: &Clusters, single: bool) -> ClusterReport {
    let count = clusters.of_record.iter().max().map_or(0, |last| *last as usize + 1);
    let mut sizes = vec![0u64; count];
    clusters.of_record.iter().for_each(|cluster| sizes[*cluster as usize] += 1);
    let (precision, recall) = (clusters.expected_precision, clusters.expected_recall);
    ClusterReport {
        clusters: count as u64,
        largest: sizes.iter().copied().max().unwrap_or(0),
        expected_precision: precision,
        expected_recall: recall,
        expected_f1: if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 },
        one_per_source: single,
        refused_pseudonyms: clusters.refused[0],
        refused_sources: clusters.refused[1],
        refused_chains: clusters.refused[2],
        refused_labels: clusters.refused[3],
    }
}
