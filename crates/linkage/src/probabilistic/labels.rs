//! Clerical labels: what a reviewer saw of pairs, told by source and identifier.

use std::collections::HashMap;

use serde::Serialize;

use super::field::Records;
use super::table::Source;

/// What a reviewer decided of one pair. Pairs of which the reviewer was not sure are left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// Name of the source of the first record.
    pub source_a: String,
    /// Its identifier.
    pub id_a: String,
    /// Name of the source of the second record.
    pub source_b: String,
    /// Its identifier.
    pub id_b: String,
    /// Whether both are one person.
    pub same: bool,
    /// How many pairs this one stands for in the sample it was drawn in; `None` where it was not drawn by chance.
    pub stands_for: Option<f64>,
}

/// What became of the labels.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct LabelReport {
    /// Labels handed in.
    pub read: u64,
    /// Pairs labelled as one person.
    pub same: u64,
    /// Pairs labelled as two persons.
    pub different: u64,
    /// Labels left out because a source or identifier is not there, or names one record twice.
    pub unknown: u64,
    /// Labels left out because several records have the identifier.
    pub repeated: u64,
    /// Labels left out because the same pair was labelled both ways.
    pub contradicting: u64,
    /// Labels that also moved the probabilities of other pairs: those of pairs the rules made.
    pub calibrated_on: u64,
    /// What the labels added to the natural logarithm of the odds of every pair.
    pub shift: f64,
    /// What they multiplied it by beforehand.
    pub slope: f64,
}

/// Labels tied to records.
#[derive(Default)]
pub(crate) struct Reviewed {
    verdicts: HashMap<(u32, u32), Verdict>,
    /// Whether a record is in any label; empty where there are no labels.
    marked: Vec<bool>,
    /// For records in labels of two persons, the others.
    pub(crate) apart: HashMap<u32, Vec<u32>>,
    pub(crate) report: LabelReport,
}

/// One pair's label.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Verdict {
    pub(crate) same: bool,
    pub(crate) stands_for: Option<f64>,
}

/// The places of the records that labels name; `Err` where several records have the identifier.
type Named<'a> = HashMap<(&'a str, &'a str), Option<Result<u32, ()>>>;

impl Reviewed {
    /// Finds the records of every label.
    pub(crate) fn new(sources: &[Source], records: &Records, labels: &[Label]) -> Reviewed {
        let mut reviewed =
            Reviewed { report: LabelReport { read: labels.len() as u64, slope: 1.0, ..LabelReport::default() }, ..Reviewed::default() };
        if labels.is_empty() {
            return reviewed;
        }
        let named = named(sources, records, labels);
        let mut verdicts: HashMap<(u32, u32), Option<Verdict>> = HashMap::new();
        for label in labels {
            let place = |source: &str, id: &str| named.get(&(source, id)).copied().flatten();
            match (place(&label.source_a, &label.id_a), place(&label.source_b, &label.id_b)) {
                (Some(Ok(a)), Some(Ok(b))) if a != b => {
                    let own = Verdict { same: label.same, stands_for: label.stands_for };
                    let kept = verdicts.entry((a.min(b), a.max(b))).or_insert(Some(own));
                    if kept.is_some_and(|kept| kept.same != own.same) {
                        *kept = None;
                    }
                }
                (Some(Err(())), _) | (_, Some(Err(()))) => reviewed.report.repeated += 1,
                (Some(Ok(_)), Some(Ok(_))) | (None, _) | (_, None) => reviewed.report.unknown += 1,
            }
        }
        reviewed.marked = vec![false; records.len()];
        for (pair, verdict) in verdicts {
            reviewed.take(pair, verdict);
        }
        reviewed.apart.values_mut().for_each(|others| others.sort_unstable());
        reviewed
    }

    fn take(&mut self, (a, b): (u32, u32), verdict: Option<Verdict>) {
        let Some(verdict) = verdict else {
            self.report.contradicting += 1;
            return;
        };
        if verdict.same {
            self.report.same += 1;
        } else {
            self.report.different += 1;
            self.apart.entry(a).or_default().push(b);
            self.apart.entry(b).or_default().push(a);
        }
        self.marked[a as usize] = true;
        self.marked[b as usize] = true;
        self.verdicts.insert((a, b), verdict);
    }

    /// The label of a pair, the first record before the second.
    pub(crate) fn get(&self, a: u32, b: u32) -> Option<Verdict> {
        let marked = |record: u32| self.marked.get(record as usize).copied().unwrap_or(false);
        if marked(a) && marked(b) { self.verdicts.get(&(a, b)).copied() } else { None }
    }

    /// Pairs labelled as one person, in order of records.
    pub(crate) fn same(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = self.verdicts.iter().filter(|(_, verdict)| verdict.same).map(|(pair, _)| *pair).collect();
        pairs.sort_unstable();
        pairs
    }
}

fn named<'a>(sources: &'a [Source], records: &Records, labels: &'a [Label]) -> Named<'a> {
    let mut named: Named<'a> = HashMap::new();
    for label in labels {
        named.insert((&label.source_a, &label.id_a), None);
        named.insert((&label.source_b, &label.id_b), None);
    }
    for (record, (source, row)) in records.rows.iter().enumerate() {
        let source = &sources[*source as usize];
        if let Some(slot) = named.get_mut(&(source.name(), source.ids.get(*row as usize))) {
            *slot = Some(if slot.is_none() { Ok(record as u32) } else { Err(()) });
        }
    }
    named
}
