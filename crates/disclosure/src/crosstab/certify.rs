//! Certificates of cross tables: for each hidden cell two whole tables of all dimensions together that fit everything these tables tell and differ
//! there. Solved from what is published alone: nothing that comes in here knows a true count.

use super::check::{Checked, sifted};
use super::told::{Axes, CrosstabCertificates, ToldCrosstab};
use crate::Policy;
use crate::certify::base;
use crate::certify::{Pairs, around};
use crate::chance::Chance;
use crate::search::Search;
use crate::system::System;

/// Tables to start from that are tried, and steps in which each is made to fit.
const ROUNDS: u64 = 6;
const STEPS: u32 = 200_000;

/// The certificates of cross tables that count the same starts, checked, and how far they go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertifiedCrosstabs {
    /// Nothing where nothing is hidden; without tables where none was found.
    pub certificates: Option<CrosstabCertificates>,
    /// Hidden cells, and how many of them the certificates open.
    pub checked: Checked,
}

/// Solves the certificates of cross tables that count the same starts of one year, from these tables as they will be published, and has them checked by
/// code that knows nothing of the search. Cells for which nothing is found are counted, and never stop a release: [`crate::crosstabs`] proved
/// them from the true counts.
///
/// ```
/// use disclosure::{CrosstabCounts, CrosstabDimension, CrosstabTask, Policy, ToldCrosstab, certify_crosstabs, crosstabs};
/// let codes = |codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), None)).collect();
/// let dimension = |name: &str, own: &[&str]| CrosstabDimension { name: name.to_owned(), axis: name.to_owned(), codes: codes(own) };
/// let count = |codes: [&str; 2], count| (codes.map(str::to_owned).to_vec(), count);
/// let table = CrosstabCounts {
///     dimensions: vec![dimension("sector", &["care", "school"]), dimension("sex", &["V", "M"])],
///     counts: vec![count(["care", "V"], 3), count(["care", "M"], 40), count(["school", "V"], 71), count(["school", "M"], 22)],
/// };
/// let policy = Policy::usual(2020, 2024);
/// let safe = crosstabs(&CrosstabTask { tables: &[table], known: &[], total: None, policy: &policy, seed: 1 })?;
/// let told: Vec<ToldCrosstab> = safe.iter().map(ToldCrosstab::of).collect();
/// let checked = certify_crosstabs(&told, &policy).checked;
/// assert!(checked.hidden > 0 && checked.open == checked.hidden);
/// # Ok::<(), disclosure::CrosstabWithheld>(())
/// ```
pub fn certify_crosstabs(tables: &[ToldCrosstab], policy: &Policy) -> CertifiedCrosstabs {
    let hidden = tables.iter().map(ToldCrosstab::hidden).sum();
    if hidden == 0 {
        return CertifiedCrosstabs { certificates: None, checked: Checked::default() };
    }
    let Some(axes) = Axes::of(tables) else {
        let none = CrosstabCertificates { numbering: Vec::new(), tables: Vec::new() };
        return CertifiedCrosstabs { certificates: Some(none), checked: Checked { hidden, ..Checked::default() } };
    };
    let (system, rows) = axes.system(tables, policy);
    let mut proof = CrosstabCertificates { numbering: axes.numbering(), tables: solved(&system, rows, policy) };
    let checked = sifted(tables, &mut proof, policy);
    CertifiedCrosstabs { certificates: Some(proof), checked }
}

/// Tables around one that fits, and around others while cells stay closed.
fn solved(system: &System, hidden: Vec<usize>, policy: &Policy) -> Vec<crate::Around> {
    let mut found = Vec::new();
    let mut pairs = Pairs::new(system.low.len(), hidden, policy.width);
    for seed in 1..=ROUNDS {
        let before = pairs.closed();
        if before == 0 {
            break;
        }
        let Some(mut search) = settled(system, seed) else { continue };
        let others = pairs.find(&mut search);
        if pairs.closed() < before {
            found.push(around(&search, others));
        }
    }
    found
}

/// A search that stands at a table that fits, another one for every seed.
fn settled(system: &System, seed: u64) -> Option<Search> {
    let mut chance = Chance(seed);
    let drawn = |held: &u32| if *held > 0 { 0.0 } else { (200 + chance.below(1600)) as f64 / 1000.0 };
    let drawn: Vec<f64> = system.zeros().iter().map(drawn).collect();
    base::settled(system, drawn, &[], (seed, STEPS))
}
