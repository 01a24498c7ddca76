//! Certificates: for each hidden cell of a release two whole tables that fit everything published and differ there, solved from what is published
//! alone. The types say so: nothing that comes in here knows a true count.

pub(crate) mod base;
pub(crate) mod fill;
mod pairs;
mod told;

use domain::Atlas;

use crate::audit::{Opened, sifted};
use crate::certificates::{Around, Certificates, Counts, Numbering, Stretch, Told};
use crate::columns::Column;
use crate::family::Family;
use crate::frame::Frame;
use crate::rows::Rows;
use crate::search::Search;
use crate::system::System;
use crate::{DisclosureError, Policy, SafeTable};
pub(crate) use pairs::Pairs;

/// One way to look for tables: what they may hold, how many are sought, and within how many repair steps each.
struct Way {
    places: Places,
    /// Whether a child of whom the form is unknown can have no known one.
    excludes: bool,
    rounds: u64,
    steps: u32,
}

/// Whether somebody may be counted of whom the place is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Places {
    Known,
    Any,
}

/// The ways, what tells a reader most first. The last is for tables that fit no other.
const WAYS: [Way; 3] = [
    Way { places: Places::Known, excludes: true, rounds: 2, steps: 50_000 },
    Way { places: Places::Any, excludes: true, rounds: 4, steps: 600_000 },
    Way { places: Places::Any, excludes: false, rounds: 2, steps: 600_000 },
];

/// The certificates of a table, checked, and how far they go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certified {
    /// Nothing where nothing is hidden; without tables where none was found.
    pub certificates: Option<Certificates>,
    /// Which hidden cells they open.
    pub opened: Opened,
    /// Tables that were found and that the checker refused: they are not in the certificates.
    pub refused: usize,
}

/// Solves the certificates of a table from the table itself, as it will be published, and has them checked by code that knows nothing of the search.
/// What that refuses is left out. Hidden cells for which nothing is found are counted, and never stop a release: [`crate::protect`] proved them from the
/// true counts.
pub fn certify(table: &SafeTable, atlas: &Atlas, policy: &Policy) -> Certified {
    let told = Told::of(table);
    if !told.is_hiding() {
        return Certified { certificates: None, opened: Opened::default(), refused: 0 };
    }
    // A table whose measures contradict each other has no places to number: then there are no tables either.
    let mut proof = sought(table, atlas, policy).unwrap_or_else(|_| nothing(table));
    let (opened, refused) = sifted(&told, &mut proof, atlas, policy);
    Certified { certificates: Some(proof), opened, refused }
}

fn sought(table: &SafeTable, atlas: &Atlas, policy: &Policy) -> Result<Certificates, DisclosureError> {
    let question = told::question(table);
    let frame = Frame::new(atlas, policy);
    let family = |excludes| Family::of_nobody(&question, &frame, |breakdown| told::has(table, breakdown), excludes);
    Ok(Certificates { indicator: table.indicator.clone(), numbering: numbering(&family(true)?), tables: solved(&family, table, policy)? })
}

fn nothing(table: &SafeTable) -> Certificates {
    Certificates { indicator: table.indicator.clone(), numbering: Numbering::default(), tables: Vec::new() }
}

/// Tables around one that fits, and around others while cells stay closed; none where not one was found.
fn solved<'a>(
    family: &impl Fn(bool) -> Result<Family<'a>, DisclosureError>,
    table: &SafeTable,
    policy: &Policy,
) -> Result<Vec<Around>, DisclosureError> {
    let mut found = Vec::new();
    let mut pairs: Option<Pairs> = None;
    for way in WAYS {
        let family = family(way.excludes)?;
        let rows = Rows::of_published(&family, table);
        let pairs = pairs.get_or_insert_with(|| Pairs::new(rows.rows.len(), rows.hidden().collect(), policy.width));
        let system = System::build(&family, &rows, policy);
        let barred: Vec<usize> = if way.places == Places::Known { family.nowhere().collect() } else { Vec::new() };
        for round in 1..=way.rounds {
            let before = pairs.closed();
            if !found.is_empty() && before == 0 {
                return Ok(found);
            }
            let seed = found.len() as u64 + round;
            let drawn = base::drawn(&family, &system, &barred, seed);
            let Some(mut search) = base::settled(&system, drawn, &barred, (seed, way.steps)) else { break };
            let others = pairs.find(&mut search);
            if !found.is_empty() && pairs.closed() == before {
                break;
            }
            found.push(around(&search, others));
        }
    }
    Ok(found)
}

/// The table a search stands at, and others as changes to it.
pub(crate) fn around(search: &Search, others: Vec<crate::search::Changes>) -> Around {
    let counts =
        |entries: &mut dyn Iterator<Item = (usize, i64)>| -> Counts { entries.map(|(atom, count)| (atom as u32, count)).collect() };
    let table = search.start().iter().copied().enumerate().filter(|(_, count)| *count != 0);
    Around { table: counts(&mut { table }), others: others.into_iter().map(|own| counts(&mut own.into_iter())).collect() }
}

fn numbering(family: &Family) -> Numbering {
    let stretches =
        |columns: &[Column]| columns.iter().map(|own| Stretch { outcome: own.outcome, first: own.first, last: own.last }).collect();
    Numbering {
        municipalities: family.frame.municipalities().iter().map(|(code, _)| *code).collect(),
        regions: family.frame.areas().to_vec(),
        years: family.frame.years().to_vec(),
        breakdowns: family.layers.iter().map(|layer| layer.breakdown).collect(),
        fine: stretches(&family.columns.fine),
        coarse: stretches(&family.columns.coarse),
    }
}

#[cfg(test)]
mod tests;
