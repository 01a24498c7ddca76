//! The flow: sources and a model in; pairs, clusters and a report out.

use std::collections::HashMap;

use rayon::prelude::*;

use super::blocking::Rules;
use super::chance::{AllPairs, all_pairs};
use super::cluster::{Clusters, Edge, Limits, cluster};
use super::error::LinkageError;
use super::field::{Field, Records, fields, pseudonyms};
use super::fit::{Class, Fit, Fitter};
use super::kind::Kind;
use super::model::{COMPARISONS_MAX, Comparison, Model, most};
use super::pairs::{Compared, Comparing, Memory, Pair, pattern};
use super::report::{Report, report};
use super::score::{Scorer, probability};
use super::table::Source;

/// Pairs below this probability are not given.
const GIVEN_FROM: f64 = 0.01;
/// Pairs whose pattern is this unlikely before fitting are counted, not kept (natural odds).
const KEPT_FROM: f64 = -9.0;
/// Records that can be linked at once.
const RECORDS_MAX: usize = 1 << 30;
/// What a shared pseudonym is worth, as natural odds.
const SURE: f64 = 40.0;

/// A pair of records that may be one person.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LinkedPair {
    /// Place of the first record among [`Linked::records`].
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// Base-2 logarithm of the odds.
    pub weight: f64,
    /// Probability that both are one person.
    pub probability: f64,
}

/// What linking gave.
#[derive(Clone, Debug)]
pub struct Linked {
    /// Source and row of every record, in the order of source and identifier.
    pub records: Vec<(u32, u32)>,
    /// Pairs of probability 0.01 and up, in order of records.
    pub pairs: Vec<LinkedPair>,
    /// Cluster of every record, numbered in order of records.
    pub clusters: Vec<u32>,
    /// What was learned and how sure it is.
    pub report: Report,
}

impl Linked {
    /// Identifier and name of the source of a record.
    pub fn name<'a>(&self, sources: &'a [Source], record: u32) -> (&'a str, &'a str) {
        let (source, row) = self.records[record as usize];
        let source = &sources[source as usize];
        (source.name(), source.ids.get(row as usize))
    }
}

/// Everything about the records that linking looks at.
pub(crate) struct Prepared {
    pub(crate) records: Records,
    pub(crate) fields: Vec<Field>,
    pub(crate) rules: Rules,
    pub(crate) known: Vec<u32>,
    pub(crate) training: Vec<u32>,
    pub(crate) across: bool,
}

/// Links records of one source with each other, or of several sources across.
///
/// ```
/// use linkage::{Model, Source, link};
/// let mut source = Source::new("a", &["first_name", "surname", "dob"]);
/// for (id, first, last, born) in [("1", "Noor", "de Vries", "2015-03-02"), ("2", "Noor", "de Vries", "2015-03-02"), ("3", "Daan", "Bos", "2011-01-09")] {
///     source.push(id, [first, last, born]);
/// }
/// let sources = [source.complete()];
/// let model = linkage::suggest(&sources).expect("columns that can be told apart");
/// let linked = link(&sources, &model).expect("a model that fits");
/// assert_eq!(linked.clusters.len(), 3);
/// ```
///
/// # Errors
/// When the model does not fit the sources.
pub fn link(sources: &[Source], model: &Model) -> Result<Linked, LinkageError> {
    let prepared = prepare(sources, model)?;
    let all = all_pairs(&prepared.records, &prepared.fields, prepared.across);
    let fitter = Fitter { fields: &prepared.fields, rules: &prepared.rules, all: &all };
    let (compared, fit) = compare_and_fit(&prepared, model, &fitter);
    let scorer = Scorer::new(&prepared.fields, &fit);
    let edges = edges(&prepared, &compared.kept, &scorer);
    let single = one_per_source(&prepared, model, &edges, sources.len());
    let clusters = clusters(&prepared, model, &all, &fit, &scorer, &edges, single);
    let pairs = edges.iter().map(|edge| LinkedPair {
        a: edge.a,
        b: edge.b,
        weight: edge.odds / std::f64::consts::LN_2,
        probability: probability(edge.odds),
    });
    let pairs: Vec<LinkedPair> = pairs.collect();
    let report = report(sources, &prepared, &all, &fit, &compared, &pairs, &clusters, single);
    Ok(Linked { records: prepared.records.rows, pairs, clusters: clusters.of_record, report })
}

pub(crate) fn prepare(sources: &[Source], model: &Model) -> Result<Prepared, LinkageError> {
    model.check()?;
    let count = sources.iter().map(Source::len).sum();
    if count > RECORDS_MAX {
        return Err(LinkageError::TooManyRecords { records: count, most: RECORDS_MAX });
    }
    let records = Records::new(sources);
    let fields = fields(sources, &records, model)?;
    most("comparisons", fields.len(), COMPARISONS_MAX)?;
    let rules = Rules::new(model, &fields)?;
    let pseudonym = |comparison: &Comparison| pseudonyms(sources, &records, comparison);
    let known = model.comparisons.iter().find(|comparison| comparison.kind == Kind::Pseudonym).map(pseudonym).transpose()?;
    let training = model.settings.training_pseudonym.clone().map(|column| {
        pseudonym(&Comparison { name: "training_pseudonym".to_owned(), columns: vec![column], columns_b: None, kind: Kind::Pseudonym })
    });
    let across = sources.len() > 1 && !model.settings.within;
    Ok(Prepared { records, fields, rules, known: known.unwrap_or_default(), training: training.transpose()?.unwrap_or_default(), across })
}

/// Compares, keeping what looked promising beforehand; once more where the fit thinks otherwise of a pattern.
fn compare_and_fit(prepared: &Prepared, model: &Model, fitter: &Fitter<'_>) -> (Compared, Fit) {
    let comparing = Comparing {
        records: &prepared.records,
        fields: &prepared.fields,
        rules: &prepared.rules,
        block_max: model.settings.block_max,
        across: prepared.across,
        known: if prepared.training.is_empty() { &prepared.known } else { &prepared.training },
    };
    let start = fitter.start();
    let before = Scorer::new(&prepared.fields, &start);
    let promising = |pattern: u64| before.pattern_odds(pattern) > KEPT_FROM;
    let mut compared = comparing.run(&promising);
    let fit = fitter.fit(&compared.patterns);
    let after = Scorer::new(&prepared.fields, &fit);
    let wanted = |pattern: u64| after.pattern_odds(pattern) > KEPT_FROM;
    if compared.patterns.iter().any(|(pattern, _)| !promising(*pattern) && after.pattern_odds(*pattern) > -6.0) {
        compared.kept = comparing.run(&wanted).kept;
    }
    (compared, fit)
}

/// Pairs worth giving, in order of records. A shared pseudonym is certain, two different ones are out.
fn edges(prepared: &Prepared, kept: &[Pair], scorer: &Scorer<'_>) -> Vec<Edge> {
    let least = (GIVEN_FROM / (1.0 - GIVEN_FROM)).ln();
    let known = |record: u32| prepared.known.get(record as usize).copied().filter(|code| *code != 0);
    let score = |pair: &Pair| {
        let odds = match (known(pair.a), known(pair.b)) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), Some(_)) => SURE,
            _ => scorer.odds(scorer.pattern(pair.pattern), pair.pattern, pair.a as usize, pair.b as usize),
        };
        (odds >= least).then_some(Edge { a: pair.a, b: pair.b, odds })
    };
    let mut found: Vec<Edge> = kept.par_iter().filter_map(score).collect();
    found.extend(certain(prepared));
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
fn one_per_source(prepared: &Prepared, model: &Model, edges: &[Edge], sources: usize) -> bool {
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

fn clusters(prepared: &Prepared, model: &Model, all: &AllPairs, fit: &Fit, scorer: &Scorer<'_>, edges: &[Edge], single: bool) -> Clusters {
    let sources: Vec<u32> = prepared.records.rows.iter().map(|(source, _)| *source).collect();
    let same = fit.parts[Class::Same as usize].pairs;
    let limits = Limits {
        pseudonyms: &prepared.known,
        sources: &sources,
        one_per_source: single,
        across: prepared.across,
        threshold: model.settings.threshold,
        prior: (same / (all.pairs - same).max(1.0)).ln(),
        true_pairs: same,
    };
    let memory = std::cell::RefCell::new(Memory::new());
    let odds = |a: u32, b: u32| {
        let codes = |record: u32| -> Vec<u32> { prepared.fields.iter().map(|field| field.codes[record as usize]).collect() };
        let pattern = pattern(&prepared.fields, &codes(a), &codes(b), &mut memory.borrow_mut());
        scorer.odds(scorer.pattern(pattern), pattern, a as usize, b as usize)
    };
    cluster(prepared.records.len(), edges, &limits, &odds)
}
