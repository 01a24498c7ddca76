//! How good the clusters are, over all records, by source and by group, with intervals over drawn clusterings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::LinkageError;
use super::field::Records;
use super::table::Source;

/// Values that a column may have for records to be told apart by it.
const VALUES_MAX: usize = 50;
/// Two-sided 95 % point of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// How good the clusters are expected to be.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct QualityReport {
    /// Clusterings that were drawn.
    pub imputations: usize,
    /// What the probabilities they were drawn by rest on.
    pub rests_on: &'static str,
    /// Level of the intervals.
    pub level: f64,
    /// All records, then each source, then each value of the column asked for.
    pub groups: Vec<GroupQuality>,
}

/// Quality over one group of records: every pair counts half for each of its records, every cluster evenly for its records.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GroupQuality {
    /// What the group is told apart by: `all`, `source`, or the name of a column.
    pub by: String,
    /// Its value.
    pub value: String,
    /// Records in it.
    pub records: u64,
    /// Of pairs within clusters.
    pub pairs: Quality,
    /// Of clusters of two records and more, right only when they hold all and only the records of one person.
    pub clusters: Quality,
}

/// Precision, recall and their harmonic mean; absent where there is nothing to judge.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Quality {
    /// Of what was found, the share that is right.
    pub precision: Option<Interval>,
    /// Of what is right, the share that was found, also beyond the pairs the rules make.
    pub recall: Option<Interval>,
    /// The harmonic mean of both.
    pub f1: Option<Interval>,
}

/// A share with its 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Groups of records that overlap: all, by source, by value of a column.
pub(crate) struct Groups {
    names: Vec<(String, String)>,
    records: Vec<u64>,
    /// For each way to tell records apart its first group, and for each record the place after it.
    layers: Vec<(usize, Vec<u16>)>,
}

/// What clusters and a clustering that could be true hold, seen from each record.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Sums {
    pairs: [u64; 3],
    clusters: [f64; 3],
}

/// Tells records apart.
///
/// # Errors
/// When no source has the column, or it has too many values.
pub(crate) fn groups(sources: &[Source], records: &Records, by: Option<&str>) -> Result<Groups, LinkageError> {
    let mut groups = Groups { names: vec![("all".to_owned(), "all".to_owned())], records: vec![records.len() as u64], layers: Vec::new() };
    if sources.len() > 1 {
        let values: Vec<String> = sources.iter().map(|source| source.name().to_owned()).collect();
        groups.add("source", values, records.rows.iter().map(|(source, _)| *source as u16).collect());
    }
    if let Some(by) = by {
        let (values, codes) = by_column(sources, records, by)?;
        groups.add(by, values, codes);
    }
    Ok(groups)
}

fn by_column(sources: &[Source], records: &Records, by: &str) -> Result<(Vec<String>, Vec<u16>), LinkageError> {
    let places: Vec<Option<usize>> = sources.iter().map(|source| source.place(by)).collect();
    if places.iter().all(Option::is_none) {
        return Err(LinkageError::UnknownColumn {
            comparison: "by".to_owned(),
            column: by.to_owned(),
            source_name: sources.first().map_or_else(String::new, |source| source.name().to_owned()),
            present: sources.first().map_or_else(String::new, |source| source.header().join(", ")),
        });
    }
    let value = |(source, row): &(u32, u32)| {
        let source = *source as usize;
        places[source].map_or("", |place| sources[source].columns[place].value(*row as usize))
    };
    let mut found: BTreeMap<&str, u16> = BTreeMap::new();
    for row in &records.rows {
        found.entry(value(row)).or_insert(0);
        if found.len() > VALUES_MAX {
            return Err(LinkageError::TooMany {
                what: "values in the column that tells records apart",
                count: found.len(),
                most: VALUES_MAX,
            });
        }
    }
    found.values_mut().enumerate().for_each(|(place, code)| *code = place as u16);
    let codes = records.rows.iter().map(|row| found[value(row)]).collect();
    Ok((found.into_keys().map(str::to_owned).collect(), codes))
}

impl Groups {
    fn add(&mut self, by: &str, values: Vec<String>, codes: Vec<u16>) {
        let from = self.names.len();
        self.records.resize(from + values.len(), 0);
        codes.iter().for_each(|code| self.records[from + usize::from(*code)] += 1);
        self.names.extend(values.into_iter().map(|value| (by.to_owned(), value)));
        self.layers.push((from, codes));
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Tells every group of a record.
    pub(crate) fn of(&self, record: u32, mut tell: impl FnMut(usize)) {
        tell(0);
        self.layers.iter().for_each(|(from, codes)| tell(from + usize::from(codes[record as usize])));
    }
}

impl Sums {
    /// Adds one record: the sizes of its cluster, of its person, and of what both hold.
    pub(crate) fn count(&mut self, [made, truth, both]: [u64; 3]) {
        self.pairs = [self.pairs[0] + made - 1, self.pairs[1] + truth - 1, self.pairs[2] + both - 1];
        let part = |size: u64| if size > 1 { 1.0 / size as f64 } else { 0.0 };
        let right = if made == both && truth == both { part(both) } else { 0.0 };
        self.clusters = [self.clusters[0] + part(made), self.clusters[1] + part(truth), self.clusters[2] + right];
    }

    pub(crate) fn add(&mut self, other: &Sums) {
        self.pairs.iter_mut().zip(other.pairs).for_each(|(own, more)| *own += more);
        self.clusters.iter_mut().zip(other.clusters).for_each(|(own, more)| *own += more);
    }
}

/// Quality out of the sums of every draw and the share of true pairs that the rules make in it.
pub(crate) fn quality(groups: &Groups, draws: &[(Vec<Sums>, f64)], rests_on: &'static str) -> Option<QualityReport> {
    let group = |place: usize| {
        let of = |own: &dyn Fn(&Sums) -> [f64; 3]| {
            measured(&draws.iter().map(|(sums, caught)| (own(&sums[place]), *caught)).collect::<Vec<_>>())
        };
        GroupQuality {
            by: groups.names[place].0.clone(),
            value: groups.names[place].1.clone(),
            records: groups.records[place],
            pairs: of(&|sums| sums.pairs.map(|count| count as f64 / 2.0)),
            clusters: of(&|sums| sums.clusters),
        }
    };
    (!draws.is_empty()).then(|| QualityReport {
        imputations: draws.len(),
        rests_on,
        level: 0.95,
        groups: (0..groups.len()).map(group).collect(),
    })
}

/// Made, true and both, for each draw with the share that the rules make.
fn measured(draws: &[([f64; 3], f64)]) -> Quality {
    let recall = |[_, truth, both]: [f64; 3], caught: f64| (truth > 0.0).then(|| caught * both / truth);
    let precision = |[made, _, both]: [f64; 3]| (made > 0.0).then(|| both / made);
    let f1 = |own: [f64; 3], caught: f64| {
        let (precision, recall) = (precision(own)?, recall(own, caught)?);
        Some(if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 })
    };
    let size = |place: usize| draws.iter().map(|(own, _)| own[place]).sum::<f64>() / draws.len() as f64;
    Quality {
        precision: interval(&draws.iter().filter_map(|(own, _)| precision(*own)).collect::<Vec<_>>(), size(0)),
        recall: interval(&draws.iter().filter_map(|(own, caught)| recall(*own, *caught)).collect::<Vec<_>>(), size(1)),
        f1: interval(&draws.iter().filter_map(|(own, caught)| f1(*own, *caught)).collect::<Vec<_>>(), size(0).max(size(1))),
    }
}

/// Mean of drawn shares and a 95 % interval on the scale of log odds, by Student's t; `size` keeps it from closing at 0 or 1.
pub(crate) fn interval(drawn: &[f64], size: f64) -> Option<Interval> {
    if drawn.is_empty() {
        return None;
    }
    let count = drawn.len() as f64;
    let estimate = drawn.iter().sum::<f64>() / count;
    let scaled: Vec<f64> = drawn.iter().map(|share| log_odds((share * size + 0.5) / (size + 1.0))).collect();
    let mean = scaled.iter().sum::<f64>() / count;
    let variance = scaled.iter().map(|own| (own - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
    let reach = student(count - 1.0) * (variance * (1.0 + 1.0 / count)).sqrt();
    let share = super::score::probability;
    Some(Interval { estimate, lower: share(mean - reach).min(estimate), upper: share(mean + reach).max(estimate) })
}

fn log_odds(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// Two-sided 95 % point of Student's t (Abramowitz and Stegun 26.7.5).
fn student(freedom: f64) -> f64 {
    let z = NORMAL;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + first / freedom + second / freedom.powi(2) + third / freedom.powi(3)
}

/// A share out of a sample of unequal weights: Wilson's interval on the effective size (Kish 1965).
pub(crate) fn weighted_share(drawn: &[(f64, bool)]) -> Option<Interval> {
    let total: f64 = drawn.iter().map(|(weight, _)| weight).sum();
    let squares: f64 = drawn.iter().map(|(weight, _)| weight * weight).sum();
    if total <= 0.0 {
        return None;
    }
    let share = drawn.iter().filter(|(_, holds)| *holds).map(|(weight, _)| weight).sum::<f64>() / total;
    let size = total * total / squares;
    let (middle, spread) =
        (share + NORMAL * NORMAL / (2.0 * size), NORMAL * (share * (1.0 - share) / size + (NORMAL / (2.0 * size)).powi(2)).sqrt());
    let scale = 1.0 + NORMAL * NORMAL / size;
    Some(Interval { estimate: share, lower: ((middle - spread) / scale).max(0.0), upper: ((middle + spread) / scale).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_a_small_case_come_out_as_by_hand() {
        // Clusters {1,2,3} {4,5}; truth {1,2} {3} {4,5}.
        let mut sums = Sums::default();
        for record in [[3, 2, 2], [3, 2, 2], [3, 1, 1], [2, 2, 2], [2, 2, 2]] {
            sums.count(record);
        }
        assert_eq!(sums.pairs, [8, 4, 4], "each pair from both sides: 4 made, 2 true, 2 both");
        assert!(sums.clusters.iter().zip([2.0, 2.0, 1.0]).all(|(own, hand)| (own - hand).abs() < 1e-12), "{:?}", sums.clusters);
        let quality = measured(&[(sums.pairs.map(|count| count as f64 / 2.0), 0.5)]);
        let estimate = |interval: Option<Interval>| interval.expect("something to judge").estimate;
        assert_eq!([estimate(quality.precision), estimate(quality.recall), estimate(quality.f1)], [0.5, 0.5, 0.5]);
    }

    #[test]
    fn intervals_hold_the_estimate_and_do_not_close_at_one() {
        let sure = interval(&[1.0; 20], 50.0).expect("draws");
        assert!(sure.estimate == 1.0 && sure.lower < 1.0 && sure.lower > 0.9 && sure.upper == 1.0, "{sure:?}");
        assert!((student(19.0) - 2.0930).abs() < 1e-3 && (student(4.0) - 2.7764).abs() < 2e-2);
        assert_eq!(interval(&[], 3.0), None);
        // Wilson's interval for 8 of 10 (Wilson 1927): 0.4902 to 0.9433.
        let eight: Vec<(f64, bool)> = (0..10).map(|place| (1.0, place < 8)).collect();
        let share = weighted_share(&eight).expect("a sample");
        assert!((share.lower - 0.4902).abs() < 1e-4 && (share.upper - 0.9433).abs() < 1e-4, "{share:?}");
    }
}
