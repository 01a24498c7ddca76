//! The flow: sources and a model in; pairs, clusters and a report out.

use super::blocking::Rules;
use super::calibrate::Tilt;
use super::chance::{AllPairs, all_pairs};
use super::cluster::{Edge, Limits, cluster};
use super::edges::{edges, known_pairs, one_per_source};
use super::error::LinkageError;
use super::field::{Field, Records, fields, pseudonyms};
use super::fit::Fitter;
use super::impute::{Imputation, Imputing, impute};
use super::kind::Kind;
use super::labels::{Label, Reviewed};
use super::mixture::{Class, Fit};
use super::model::{COMPARISONS_MAX, Comparison, Model, most};
use super::pairs::{Compared, Comparing, Memory, pattern};
use super::quality::groups;
use super::report::{Made, Report, report};
use super::score::{Scorer, probability};
use super::suggest::suggested;
use super::table::Source;

/// Pairs whose pattern is this unlikely are counted, not kept (natural odds): before fitting, and after.
const KEPT_BEFORE: f64 = -16.0;
const KEPT_FROM: f64 = -9.0;
/// A pattern that was not kept and is likelier than this after fitting is worth comparing once more.
const MISSED_FROM: f64 = -6.0;
/// Records that can be linked at once.
const RECORDS_MAX: usize = 1 << 30;
/// Clusterings that may be drawn: fewer tell no interval.
const IMPUTATIONS: std::ops::RangeInclusive<usize> = 5..=200;

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
    /// Clusterings that could as well be true, for each the cluster of every record; empty unless asked for.
    pub imputed: Vec<Vec<u32>>,
}

/// What is asked beside the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Wishes {
    /// What a reviewer said of pairs.
    pub labels: Vec<Label>,
    /// Clusterings drawn to tell how sure the clusters are, 0 for none, else 5 to 200.
    pub imputations: usize,
    /// Whether the drawn clusterings are given.
    pub keep_imputed: bool,
    /// Seed of the draws.
    pub seed: u64,
    /// Column of the first source (and of the others that have it) by whose values quality is told apart.
    pub by: Option<String>,
}

impl Wishes {
    fn check(&self) -> Result<(), LinkageError> {
        if self.imputations == 0 || IMPUTATIONS.contains(&self.imputations) {
            return Ok(());
        }
        Err(LinkageError::OutOfRange { name: "imputations", value: self.imputations.to_string(), expected: "0, or from 5 to 200" })
    }
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes { labels: Vec::new(), imputations: 20, keep_imputed: false, seed: 1, by: None }
    }
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
    pub(crate) reviewed: Reviewed,
}

/// One run of linkage: the result, and what it was made from, so that it can be explained.
pub struct Linking<'a> {
    pub(crate) sources: &'a [Source],
    pub(crate) prepared: Prepared,
    pub(crate) fit: Fit,
    pub(crate) tilt: Tilt,
    linked: Linked,
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
    Ok(Linking::new(sources, model, &Wishes::default())?.linked)
}

impl<'a> Linking<'a> {
    /// Links as [`link`] does, with labels and other wishes.
    ///
    /// # Errors
    /// When the model or the wishes do not fit the sources.
    pub fn new(sources: &'a [Source], model: &Model, wishes: &Wishes) -> Result<Linking<'a>, LinkageError> {
        wishes.check()?;
        Linking::of(sources, model, prepare(sources, model, &wishes.labels)?, wishes)
    }

    /// Links with the model that [`suggest`](super::suggest()) gives, and gives that model too.
    ///
    /// # Errors
    /// When no column can be told apart, or the wishes do not fit the sources.
    pub fn suggested(sources: &'a [Source], wishes: &Wishes) -> Result<(Linking<'a>, Model), LinkageError> {
        wishes.check()?;
        let (model, records, fields) = suggested(sources)?;
        let prepared = ready(sources, &model, &wishes.labels, records, fields)?;
        Ok((Linking::of(sources, &model, prepared, wishes)?, model))
    }

    fn of(sources: &'a [Source], model: &Model, prepared: Prepared, wishes: &Wishes) -> Result<Linking<'a>, LinkageError> {
        let groups = groups(sources, &prepared.records, wishes.by.as_deref())?;
        let all = all_pairs(&prepared.records, &prepared.fields, prepared.across);
        let fitter = Fitter { fields: &prepared.fields, rules: &prepared.rules, all: &all };
        let (compared, fit) = compare_and_fit(&prepared, model, &fitter);
        let scorer = Scorer::new(&prepared.fields, &fit);
        let known = known_pairs(&prepared, &compared.kept, &scorer);
        let tilt = Tilt::learn(&known.iter().map(|pair| (pair.odds, pair.verdict.same)).collect::<Vec<_>>());
        let edges = edges(&prepared, &compared.kept, &scorer, &tilt);
        let single = one_per_source(&prepared, model, &edges, sources.len());
        let ties = Ties { prepared: &prepared, scorer: &scorer, tilt: &tilt };
        let sources_of: Vec<u32> = prepared.records.rows.iter().map(|(source, _)| *source).collect();
        let limits = limits(&ties, model, &all, &fit, &edges, &sources_of, single);
        let memory = std::cell::RefCell::new(Memory::new());
        let clusters = cluster(prepared.records.len(), &edges, &limits, &|a, b| ties.odds(a, b, &mut memory.borrow_mut()));
        let imputing = Imputing { edges: &edges, limits: &limits, ties: &ties, clusters: &clusters.of_record, groups: &groups };
        let imputation = impute(&imputing, wishes, [fit.caught[Class::Same as usize], fit.caught_error]);
        let pairs: Vec<LinkedPair> = edges.iter().map(LinkedPair::of).collect();
        let made =
            Made { all: &all, fit: &fit, compared: &compared, pairs: &pairs, clusters: &clusters, single, known: &known, tilt: &tilt };
        let report = report(sources, &prepared, &made, &groups, &imputation);
        let Imputation { kept, .. } = imputation;
        drop(edges);
        let linked = Linked { records: prepared.records.rows.clone(), pairs, clusters: clusters.of_record, report, imputed: kept };
        Ok(Linking { sources, prepared, fit, tilt, linked })
    }

    /// The result.
    pub fn linked(&self) -> &Linked {
        &self.linked
    }

    /// Whether a reviewer labelled this pair.
    pub fn is_labelled(&self, pair: &LinkedPair) -> bool {
        self.prepared.reviewed.get(pair.a, pair.b).is_some()
    }

    /// The result, without what it was made from.
    pub fn into_linked(self) -> Linked {
        self.linked
    }
}

impl LinkedPair {
    fn of(edge: &Edge) -> LinkedPair {
        LinkedPair { a: edge.a, b: edge.b, weight: edge.odds / std::f64::consts::LN_2, probability: probability(edge.odds) }
    }
}

/// The odds of any two records, also of those no rule made a pair.
pub(crate) struct Ties<'a> {
    pub(crate) prepared: &'a Prepared,
    pub(crate) scorer: &'a Scorer<'a>,
    pub(crate) tilt: &'a Tilt,
}

impl Ties<'_> {
    /// Natural odds that two records are one person.
    pub(crate) fn odds(&self, a: u32, b: u32, memory: &mut Memory) -> f64 {
        let fields = &self.prepared.fields;
        let mut codes = [[0u32; COMPARISONS_MAX]; 2];
        for (own, record) in codes.iter_mut().zip([a, b]) {
            own.iter_mut().zip(fields).for_each(|(code, field)| *code = field.codes[record as usize]);
        }
        let pattern = pattern(fields, &codes[0], &codes[1], memory);
        self.tilt.odds(self.scorer.odds(self.scorer.pattern(pattern), pattern, a as usize, b as usize))
    }
}

pub(crate) fn prepare(sources: &[Source], model: &Model, labels: &[Label]) -> Result<Prepared, LinkageError> {
    model.check()?;
    let records = Records::new(sources);
    let fields = fields(sources, &records, model)?;
    ready(sources, model, labels, records, fields)
}

/// Everything else that linking looks at.
fn ready(sources: &[Source], model: &Model, labels: &[Label], records: Records, fields: Vec<Field>) -> Result<Prepared, LinkageError> {
    if records.len() > RECORDS_MAX {
        return Err(LinkageError::TooManyRecords { records: records.len(), most: RECORDS_MAX });
    }
    most("comparisons", fields.len(), COMPARISONS_MAX)?;
    let rules = Rules::new(model, &fields)?;
    let pseudonym = |comparison: &Comparison| pseudonyms(sources, &records, comparison);
    let known = model.comparisons.iter().find(|comparison| comparison.kind == Kind::Pseudonym).map(pseudonym).transpose()?;
    let training = model.settings.training_pseudonym.clone().map(|column| {
        pseudonym(&Comparison { name: "training_pseudonym".to_owned(), columns: vec![column], columns_b: None, kind: Kind::Pseudonym })
    });
    let across = sources.len() > 1 && !model.settings.within;
    let training = training.transpose()?.unwrap_or_default();
    let reviewed = Reviewed::new(sources, &records, labels);
    Ok(Prepared { records, fields, rules, known: known.unwrap_or_default(), training, across, reviewed })
}

/// Compares, keeping what looked promising beforehand; once more where the fit thinks otherwise of a pattern.
fn compare_and_fit(prepared: &Prepared, model: &Model, fitter: &Fitter<'_>) -> (Compared, Fit) {
    let comparing = Comparing {
        records: &prepared.records,
        fields: &prepared.fields,
        rules: &prepared.rules,
        block_max: model.settings.block_max,
        across: prepared.across,
        reviewed: &prepared.reviewed,
        known: if prepared.training.is_empty() { &prepared.known } else { &prepared.training },
    };
    let start = fitter.start();
    let before = Scorer::new(&prepared.fields, &start);
    let promising = |pattern: u64| before.pattern_odds(pattern) > KEPT_BEFORE;
    let mut compared = comparing.run(&promising);
    let fit = fitter.fit(&compared.patterns);
    let after = Scorer::new(&prepared.fields, &fit);
    let odds: Vec<(u64, f64)> = compared.patterns.iter().map(|(pattern, _)| (*pattern, after.pattern_odds(*pattern))).collect();
    if odds.iter().any(|(pattern, odds)| *odds > MISSED_FROM && !promising(*pattern)) {
        compared.kept = comparing.run(&|pattern| after.pattern_odds(pattern) > KEPT_FROM).kept;
    } else {
        let worth = |pattern: u64| odds.binary_search_by_key(&pattern, |own| own.0).is_ok_and(|place| odds[place].1 > KEPT_FROM);
        compared.kept.retain(|pair| worth(pair.pattern));
        compared.kept.shrink_to_fit();
    }
    compared.kept.sort_unstable();
    (compared, fit)
}

fn limits<'a>(ties: &Ties<'a>, model: &Model, all: &AllPairs, fit: &Fit, edges: &[Edge], sources: &'a [u32], single: bool) -> Limits<'a> {
    let same = fit.parts[Class::Same as usize].pairs;
    // What labels changed of the pairs given, they change of all.
    let stated = |edge: &Edge| ties.tilt.moved(edge.odds, &Tilt::learn(&[]));
    let moved = if ties.tilt.from == 0 {
        1.0
    } else {
        let sums = edges.iter().map(|edge| (probability(edge.odds), probability(stated(edge))));
        let (after, before) = sums.fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        if before > 0.0 { after / before } else { 1.0 }
    };
    Limits {
        pseudonyms: &ties.prepared.known,
        sources,
        apart: &ties.prepared.reviewed.apart,
        one_per_source: single,
        across: ties.prepared.across,
        threshold: model.settings.threshold,
        prior: (same / (all.pairs - same).max(1.0)).ln(),
        true_pairs: same * moved,
    }
}
