//! The certificates of the cross tables of a release: `crosstab-certificates.json`, for tables that count the same starts of one year whole tables of
//! all their dimensions together that fit everything these tables tell.
//!
//! ```text
//! {"shape":1, "rules":{…as in release.json…},
//!  "groups":[{"year":2023, "tables":["reports-by-sector",…], "dimensions":[["sector",["care",…]],…],
//!             "proof":[{"table":[gap,count,gap,count,…],"others":[[gap,change,…],…]},…]},…]}
//! ```
//!
//! Every table of a year that hides something stands in a group, if need be without proof, together with all that count the same starts (`counts_as` in
//! `crosstabs.json`). What a number stands for: [`disclosure::CrosstabCertificates`].

use std::collections::BTreeSet;
use std::path::Path;

use disclosure::{Around, CrosstabCertificates, Policy, ToldCrosstab};
use domain::When;
use serde::{Deserialize, Serialize};

use crate::certificates::{AroundEntry, around_entry, around_of, policy};
use crate::crosstab::{Crosstab, WhenEntry};
use crate::error::PublicationError;
use crate::manuscript::Manuscript;
use crate::release::{Folder, Release};
use crate::wire::{ReleaseFile, Rules};

/// Name of the file.
pub(crate) const FILE: &str = "crosstab-certificates.json";
const SHAPE: u32 = 1;

/// The certificates of cross tables that count the same starts of one year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabProof {
    /// What they are about.
    pub when: When,
    /// Names of the tables in addresses.
    pub slugs: Vec<String>,
    /// What was found for them.
    pub certificates: CrosstabCertificates,
}

/// What a reader needs to check cross tables that count the same starts of one year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckableCrosstabs {
    /// What they are about.
    pub when: When,
    /// Names of the tables in addresses.
    pub slugs: Vec<String>,
    /// What is published of them.
    pub told: Vec<ToldCrosstab>,
    /// The rules they go by.
    pub policy: Policy,
    /// Their certificates; nothing in a release without them.
    pub certificates: Option<CrosstabCertificates>,
}

#[derive(Serialize, Deserialize)]
struct ProofsFile {
    shape: u32,
    rules: Rules,
    groups: Vec<GroupEntry>,
}

#[derive(Serialize, Deserialize)]
struct GroupEntry {
    year: WhenEntry,
    tables: Vec<String>,
    dimensions: Vec<(String, Vec<String>)>,
    proof: Vec<AroundEntry>,
}

/// The file; nothing in a release without certificates, or where no cross table hides anything.
pub(crate) fn bytes(manuscript: &Manuscript<'_>) -> Result<Option<Vec<u8>>, PublicationError> {
    let Some(proofs) = manuscript.proofs.as_ref().filter(|proofs| !proofs.crosstabs.is_empty()) else { return Ok(None) };
    let entry = |own: &CrosstabProof| GroupEntry {
        year: own.when.into(),
        tables: own.slugs.clone(),
        dimensions: own.certificates.numbering.clone(),
        proof: own.certificates.tables.iter().map(around_entry).collect(),
    };
    let file = ProofsFile { shape: SHAPE, rules: Rules::of(&proofs.policy), groups: proofs.crosstabs.iter().map(entry).collect() };
    let mut bytes = serde_json::to_vec(&file).map_err(|source| PublicationError::Json { path: FILE.into(), source })?;
    bytes.push(b'\n');
    Ok(Some(bytes))
}

/// Reads what is needed to check the cross tables of a release folder: each table of a year that hides something, together with those it is proven with. In a
/// release without these certificates each stands by itself, and nothing is proven of it.
///
/// # Errors
/// When the folder is no sound release, a table that hides something stands in no group or in several, a group leaves out a table that counts the same starts or
/// names one that is not there, or the file goes by other rules than the release.
pub fn checkable_crosstabs(dir: &Path, release: &Release) -> Result<Vec<CheckableCrosstabs>, PublicationError> {
    let folder = Folder::open(dir)?;
    let rules = folder.json::<ReleaseFile>("release.json")?.rules;
    if !folder.has(FILE) {
        return Ok(by_themselves(release, rules));
    }
    let file: ProofsFile = folder.json(FILE)?;
    let refuse = |what: &'static str, text: &str| folder.word(FILE, what, text);
    if file.shape != SHAPE || rules != Some(file.rules) {
        return Err(refuse("shape of this program and rules that release.json states", &format!("{:?}", file.rules)));
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for group in file.groups {
        let when = When::try_from(group.year.clone()).map_err(|text| refuse("year or month", &text))?;
        for slug in &group.tables {
            if !seen.insert((slug.clone(), when)) {
                return Err(refuse("table that stands in one group", slug));
            }
        }
        let left_out = release.crosstabs.iter().find(|table| table.is_left_out(&group.tables, when, release));
        if let Some(table) = left_out {
            return Err(refuse("group with every table that counts the same starts", &table.definition().slug));
        }
        found.push(ready((group, when), release, file.rules, &refuse)?);
    }
    match hiding(release).find(|(table, when)| !seen.contains(&(table.definition().slug.clone(), *when))) {
        Some((table, _)) => Err(refuse("certificates of a table that hides cells", &table.definition().slug)),
        None => Ok(found),
    }
}

impl Crosstab {
    /// Whether it tells of that year, stands in no group, and counts the starts of a table that does.
    fn is_left_out(&self, group: &[String], when: When, release: &Release) -> bool {
        let others = || group.iter().filter_map(|slug| release.crosstab(slug));
        !group.contains(&self.definition().slug) && self.told(when).is_some() && others().any(|other| other.counts_as(self))
    }
}

/// Says which word of a file is not understood.
type Refuse<'a> = dyn Fn(&'static str, &str) -> PublicationError + 'a;

fn ready(
    (group, when): (GroupEntry, When),
    release: &Release,
    rules: Rules,
    refuse: &Refuse<'_>,
) -> Result<CheckableCrosstabs, PublicationError> {
    let policy = rules_of(rules, when);
    policy.check().map_err(|error| refuse("rules that can be", &error.to_string()))?;
    let table = |slug: &String| {
        let told = release.crosstab(slug).and_then(|table| told(table, when, Some(rules.base)));
        told.ok_or_else(|| refuse("table of this year and rounding base", slug))
    };
    let tables = group.proof.iter().map(|own| around_of(own).ok_or_else(|| refuse("list of distances and counts", "")));
    let tables = tables.collect::<Result<Vec<Around>, _>>()?;
    Ok(CheckableCrosstabs {
        when,
        told: group.tables.iter().map(table).collect::<Result<_, _>>()?,
        slugs: group.tables,
        policy,
        certificates: Some(CrosstabCertificates { numbering: group.dimensions, tables }),
    })
}

/// The rules by which tables of a year go, or waiting lists at the end of a month, which are by region.
fn rules_of(rules: Rules, when: When) -> Policy {
    let policy = policy(rules, (when.year(), when.year()));
    if when.month().is_some() { policy.of_regions() } else { policy }
}

/// Each table of a year that hides something.
fn hiding(release: &Release) -> impl Iterator<Item = (&Crosstab, When)> {
    let hides = |table: &Crosstab, when: When| told(table, when, None).is_some_and(|own| own.hidden() > 0);
    let years =
        move |table| Crosstab::years(table).iter().map(move |own| (table, own.when)).filter(move |(table, when)| hides(table, *when));
    release.crosstabs.iter().flat_map(years)
}

fn by_themselves(release: &Release, rules: Option<Rules>) -> Vec<CheckableCrosstabs> {
    let one = |(table, when): (&Crosstab, When)| {
        Some(CheckableCrosstabs {
            when,
            slugs: vec![table.definition().slug.clone()],
            told: vec![told(table, when, None)?],
            policy: rules.map_or_else(|| Policy::usual(when.year(), when.year()), |rules| rules_of(rules, when)),
            certificates: None,
        })
    };
    hiding(release).filter_map(one).collect()
}

/// What a table tells of a year; nothing where that stays inside, or has another rounding base.
fn told(table: &Crosstab, when: When, base: Option<u64>) -> Option<ToldCrosstab> {
    let own = table.year(when)?.numbers()?.base();
    table.told(when).filter(|_| base.is_none_or(|base| base == own))
}
