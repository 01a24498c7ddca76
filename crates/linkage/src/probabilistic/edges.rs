//! Pairs worth giving, with their odds: as the model states them, held to labels, decided by pseudonyms.

use std::collections::HashMap;

use rayon::prelude::*;

use super::calibrate::Tilt;
use super::cluster::Edge;
use super::labels::Verdict;
use super::link::Prepared;
use super::model::Model;
use super::pairs::Pair;
use super::score::Scorer;

/// Pairs below this probability are not given.
pub(crate) const GIVEN_FROM: f64 = 0.01;
/// What a shared pseudonym or a label is worth, as natural odds.
pub(crate) const SURE: f64 = 40.0;

/// The least natural odds of a pair that is given.
pub(crate) fn least() -> f64 {
    (GIVEN_FROM / (1.0 - GIVEN_FROM)).ln()
}

/// A pair of which the truth is known, and the odds the model gives it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct KnownPair {
    pub(crate) odds: f64,
    pub(crate) verdict: Verdict,
    /// Whether a reviewer said so.
    pub(crate) labelled: bool,
}

/// Pairs with a label, or with a pseudonym to learn from on both sides, among those that would be given.
pub(crate) fn known_pairs(prepared: &Prepared, kept: &[Pair], scorer: &Scorer<'_>) -> Vec<KnownPair> {
    let trained = |record: u32| prepared.training.get(record as usize).copied().filter(|code| *code != 0);
    let known = |pair: &Pair| {
        let label = prepared.reviewed.get(pair.a, pair.b);
        let learned = || Some(Verdict { same: trained(pair.a)? == trained(pair.b)?, stands_for: None });
        let verdict = label.or_else(learned)?;
        let odds = scorer.odds(scorer.pattern(pair.pattern), pair.pattern, pair.a as usize, pair.b as usize);
        (odds >= least() || label.is_some()).then_some(KnownPair { odds, verdict, labelled: label.is_some() })
    };
    kept.par_iter().filter_map(known).collect()
}

/// Pairs worth giving, in order of records. A shared pseudonym or a label is certain; two different pseudonyms, or a label
/// of two persons, are out.
pub(crate) fn edges(prepared: &Prepared, kept: &[Pair], scorer: &Scorer<'_>, tilt: &Tilt) -> Vec<Edge> {
    let known = |record: u32| prepared.known.get(record as usize).copied().filter(|code| *code != 0);
    let score = |pair: &Pair| {
        let label = prepared.reviewed.get(pair.a, pair.b).map(|verdict| verdict.same);
        let odds = match (known(pair.a), known(pair.b)) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), Some(_)) => SURE,
            (Some(_) | None, None) | (None, Some(_)) => match label {
                Some(true) => SURE,
                Some(false) => return None,
                None => tilt.odds(scorer.odds(scorer.pattern(pair.pattern), pair.pattern, pair.a as usize, pair.b as usize)),
            },
        };
        (odds >= least()).then_some(Edge { a: pair.a, b: pair.b, odds })
    };
    let mut found: Vec<Edge> = kept.par_iter().filter_map(score).collect();
    found.extend(certain(prepared));
    let labelled = prepared.reviewed.same().into_iter().filter(|(a, b)| known(*a).zip(known(*b)).is_none_or(|(a, b)| a == b));
    found.extend(labelled.map(|(a, b)| Edge { a, b, odds: SURE }));
    found.sort_by(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(y.odds.total_cmp(&x.odds)));
    found.dedup_by_key(|edge| (edge.a, edge.b));
    found
}

/// Chains through the records of one pseudonym.
fn certain(prepared: &Prepared) -> Vec<Edge> {
    let mut last: HashMap<u32, u32> = HashMap::new();
    let mut found = Vec::new();
    for (record, code) in prepared.known.iter().enumerate().filter(|(_, code)| **code != 0) {
        if let Some(before) = last.insert(*code, record as u32) {
            found.push(Edge { a: before, b: record as u32, odds: SURE });
        }
    }
    found
}

/// Whether a cluster may hold one record of each source: as declared, or, across sources, where nearly no record has
/// two sure partners in another source.
pub(crate) fn one_per_source(prepared: &Prepared, model: &Model, edges: &[Edge], sources: usize) -> bool {
    if let Some(declared) = model.settings.one_per_source {
        return declared && sources > 1;
    }
    if !prepared.across || sources != 2 {
        return false;
    }
    let mut partners = vec![0u8; prepared.records.len()];
    for edge in edges.iter().filter(|edge| edge.odds > 2.2) {
        for record in [edge.a, edge.b] {
            partners[record as usize] = partners[record as usize].saturating_add(1);
        }
    }
    let with = |least: u8| partners.iter().filter(|count| **count >= least).count();
    with(2) * 33 <= with(1)
}
