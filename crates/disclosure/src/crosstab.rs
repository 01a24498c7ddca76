//! Cross tables of the country that count the same starts: protected together, and beside what the tables of regions show of them.
//!
//! Each table has dimensions of its own. What two of them both tell is one cell, hidden in both or in neither (`crossing::Together`); margins by sex
//! and age that the release shows or hides elsewhere stay as they are there. Counts below the threshold of the country are hidden, and as many
//! more as it takes; what is shown is rounded. See `docs/methods/crosstabs.md`.

mod certify;
mod check;
mod told;

pub use certify::{CertifiedCrosstabs, certify_crosstabs};
pub use check::{Checked as CheckedCrosstabs, CrosstabFault, opened_crosstabs};
pub use told::{CrosstabCertificates, ToldCrosstab};

use domain::Cell;

use crate::crossing::{self, Attacker, Counts, Crossing, CrossingError, Dimension, Part, Release, Status, Task, Together};
use crate::overlap::rounded;
use crate::{AlmostAll, Alone, Policy};

/// The code of a dimension that holds all its others.
pub const ALL_CODES: &str = "all";

/// The dimension of what became of a wait.
pub const OUTCOME: &str = "outcome";

/// How much dearer a count is to hide for every dimension in which it is about more than one code.
const DEARER: u64 = 10;

/// How often another way of hiding is tried.
const STEPS: u64 = 300;

/// A dimension of a cross table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabDimension {
    /// Its name.
    pub name: String,
    /// What it is a level of: help with or without a stay is a level of the form of help. Its own name where it is a level of nothing.
    pub axis: String,
    /// Its codes in order, each with the code of the level above it that holds it, if any.
    pub codes: Vec<(String, Option<String>)>,
}

impl CrosstabDimension {
    /// Every code that a table tells in this dimension: codes, levels above them, and all together, which comes last.
    pub fn told(&self) -> Vec<&str> {
        let mut told: Vec<&str> = self.codes.iter().map(|(code, _)| code.as_str()).collect();
        for above in self.codes.iter().filter_map(|(_, above)| above.as_deref()) {
            if !told.contains(&above) {
                told.push(above);
            }
        }
        told.push(ALL_CODES);
        told
    }

    fn crossed(&self) -> Result<Dimension, CrossingError> {
        let mut pairs = Vec::new();
        for (code, above) in &self.codes {
            let above = above.as_deref().unwrap_or(ALL_CODES);
            pairs.push((code.clone(), above.to_owned()));
            if above != ALL_CODES {
                pairs.push((above.to_owned(), ALL_CODES.to_owned()));
            }
        }
        // One order for a level, whichever table names it.
        pairs.sort_unstable();
        Dimension::new(&self.axis, &pairs)
    }
}

/// The exact counts of one cross table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabCounts {
    /// Its dimensions.
    pub dimensions: Vec<CrosstabDimension>,
    /// A code per dimension, and how many.
    pub counts: Vec<(Vec<String>, u64)>,
}

/// What the release tells of the same starts elsewhere, by some dimensions: per cell whether its count is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownMargin {
    /// Names of the dimensions.
    pub dimensions: Vec<String>,
    /// A code per dimension, [`ALL_CODES`] for all of one, each with whether its count is shown.
    pub shown: Vec<(Vec<String>, bool)>,
}

/// Cross tables to protect together.
#[derive(Clone, Copy, Debug)]
pub struct CrosstabTask<'a> {
    /// Tables that count the same starts.
    pub tables: &'a [CrosstabCounts],
    /// What is told of these elsewhere.
    pub known: &'a [KnownMargin],
    /// Whether their number is shown elsewhere; `None` where it is not told.
    pub total: Option<bool>,
    /// The rules of the release.
    pub policy: &'a Policy,
    /// Seed of the choices.
    pub seed: u64,
}

/// Why cross tables stay inside.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CrosstabWithheld {
    /// The counts do not make tables.
    #[error(transparent)]
    Table(#[from] CrossingError),
    /// A hidden count could be worked out.
    #[error("{cells} hidden counts could be worked out")]
    Open {
        /// How many.
        cells: usize,
    },
    /// A count is shown in one place of the release and hidden in another.
    #[error("a count would be shown in one place and hidden in another")]
    Elsewhere,
}

/// One count of a cross table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabCell {
    /// A code per dimension; [`ALL_CODES`] for all of one.
    pub codes: Vec<String>,
    /// The count as it leaves.
    pub count: Cell<u64>,
}

/// A cross table that may leave. Only this room can build one.
///
/// ```compile_fail
/// let forged = disclosure::SafeCrosstab { base: 5 };
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeCrosstab {
    base: u64,
    dimensions: Vec<CrosstabDimension>,
    cells: Vec<CrosstabCell>,
}

impl SafeCrosstab {
    /// Rounding base of what is shown.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// The dimensions, in the order of the codes of a cell.
    pub fn dimensions(&self) -> &[CrosstabDimension] {
        &self.dimensions
    }

    /// Every cell, margins included: codes in the order of their dimension, all together last.
    pub fn cells(&self) -> &[CrosstabCell] {
        &self.cells
    }

    /// The count of these codes; `Impossible` where the table has no such cell.
    pub fn cell(&self, codes: &[&str]) -> Cell<u64> {
        self.cells.iter().find(|cell| cell.codes == codes).map_or(Cell::Impossible, |cell| cell.count)
    }
}

/// Protects cross tables that count the same starts, against whoever holds all of them and what is told of them elsewhere; someone who is alone in a cell,
/// and knows it, is kept from the others where the policy says so.
///
/// # Errors
/// When counts do not make tables or a hidden count could be worked out: then none of them may leave.
///
/// ```
/// use disclosure::{CrosstabCounts, CrosstabDimension, CrosstabTask, Policy, crosstabs};
/// let codes = |codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), None)).collect();
/// let dimension = |name: &str, own: &[&str]| CrosstabDimension { name: name.to_owned(), axis: name.to_owned(), codes: codes(own) };
/// let count = |codes: [&str; 2], count| (codes.map(str::to_owned).to_vec(), count);
/// let table = CrosstabCounts {
///     dimensions: vec![dimension("sector", &["care", "school"]), dimension("sex", &["V", "M"])],
///     counts: vec![count(["care", "V"], 3), count(["care", "M"], 40), count(["school", "V"], 71), count(["school", "M"], 22)],
/// };
/// let task = CrosstabTask { tables: &[table], known: &[], total: None, policy: &Policy::usual(2020, 2024), seed: 1 };
/// let safe = &crosstabs(&task)?[0];
/// assert_eq!(safe.cell(&["care", "V"]), domain::Cell::Hidden);
/// assert_eq!(safe.cell(&["school", "all"]), domain::Cell::Shown(95));
/// # Ok::<(), disclosure::CrosstabWithheld>(())
/// ```
pub fn crosstabs(task: &CrosstabTask<'_>) -> Result<Vec<SafeCrosstab>, CrosstabWithheld> {
    if task.tables.is_empty() {
        return Ok(Vec::new());
    }
    let least = task.policy.thresholds.country;
    let parts = task.tables.iter().map(|table| part(table, (least, task.policy.almost_all))).collect::<Result<Vec<_>, _>>()?;
    let together = Together::new(&parts, &earlier(task, &parts)?, None)?;
    let attacker = match task.policy.alone {
        Alone::KeepOut => Attacker::Insider,
        Alone::Ignore => Attacker::Outsider,
    };
    let protection = crossing::hide(&Task {
        counts: together.counts(),
        roles: together.roles(),
        primary: together.primary(),
        weights: together.weights(),
        attacker,
        suppliers: &[],
        floor: 1,
        width: task.policy.width,
        widths: &[],
        steps: STEPS,
        seed: task.seed,
        toll: 1,
        stop: &|| false,
    })?;
    if !protection.audited.is_safe() {
        return Err(CrosstabWithheld::Open { cells: protection.closed.len() });
    }
    let statuses: Vec<Vec<Status>> = (0..parts.len()).map(|number| together.statuses(number, &protection.statuses)).collect();
    let is_bare =
        |(part, statuses): (&Part, &Vec<Status>)| part.primary.iter().zip(statuses).any(|(own, told)| *own && *told == Status::Shown);
    let safe = |((table, part), told): ((_, &Part), &Vec<Status>)| SafeCrosstab::of(table, &part.counts, told, task.policy.base);
    let tables: Vec<SafeCrosstab> = task.tables.iter().zip(&parts).zip(&statuses).map(safe).collect();
    match tables.iter().all(|table| table.agrees(task)) && !parts.iter().zip(&statuses).any(is_bare) {
        true => Ok(tables),
        false => Err(CrosstabWithheld::Elsewhere),
    }
}

fn part(table: &CrosstabCounts, (least, almost_all): (u64, AlmostAll)) -> Result<Part, CrossingError> {
    let crossing = Crossing::new(table.dimensions.iter().map(CrosstabDimension::crossed).collect::<Result<_, _>>()?)?;
    let place = |(dimension, code): (&Dimension, &String)| {
        let known = dimension.place(code);
        known.ok_or_else(|| CrossingError::Code { dimension: dimension.name().to_owned(), code: code.clone() })
    };
    let codes = |codes: &[String]| crossing.dimensions().iter().zip(codes).map(place).collect::<Result<Vec<_>, _>>();
    let inner = table.counts.iter().map(|(own, count)| Ok((codes(own)?, *count))).collect::<Result<Vec<_>, CrossingError>>()?;
    let counts = Counts::new(crossing.clone(), inner)?;
    let primary = (0..crossing.cells()).map(|cell| hides(&crossing, counts.values(), cell, (least, almost_all))).collect();
    let weights = (0..crossing.cells()).map(|cell| weight(&crossing, cell, counts.values()[cell])).collect();
    Ok(Part { counts, primary, weights })
}

/// Whether a count may not be told by itself: a small one, and one of an outcome of which all but a few of those who waited have it.
fn hides(crossing: &Crossing, values: &[u64], cell: usize, (least, almost_all): (u64, AlmostAll)) -> bool {
    let is_small = |count: u64| (1..least).contains(&count);
    let outcome = crossing.dimensions().iter().position(|own| own.name() == OUTCOME);
    let rest = |place: usize| values[crossing.moved(cell, place, 0)] - values[cell];
    is_small(values[cell]) || almost_all == AlmostAll::Hide && values[cell] > 0 && outcome.is_some_and(|place| is_small(rest(place)))
}

/// What it costs to hide a count: the more it is about, the dearer, so that what readers ask first stays shown.
fn weight(crossing: &Crossing, cell: usize, count: u64) -> u64 {
    let levels =
        (0..crossing.dimensions().len()).filter(|place| !crossing.dimensions()[*place].is_leaf(crossing.code(cell, *place))).count();
    count.saturating_mul(DEARER.saturating_pow(levels as u32))
}

/// What is told elsewhere, as a release before this one: margins of the tables themselves, shown or hidden as they are there.
fn earlier(task: &CrosstabTask<'_>, parts: &[Part]) -> Result<Vec<Release>, CrossingError> {
    let mut tables = Vec::new();
    for margin in task.known {
        let found = task.tables.iter().zip(parts).find_map(|(table, part)| Some((table, margin.places(&table.dimensions)?, part)));
        let Some((table, places, part)) = found else { continue };
        let crossing = Crossing::new(places.iter().map(|place| table.dimensions[*place].crossed()).collect::<Result<_, _>>()?)?;
        let whole = part.counts.crossing();
        let of = |cell: usize| {
            let mut codes = vec![0; whole.dimensions().len()];
            for (text, place) in crossing.texts(cell).zip(&places) {
                codes[*place] = whole.dimensions()[*place].place(text).unwrap_or_default();
            }
            part.counts.values()[whole.cell(&codes)]
        };
        let codes = |cell: usize| (0..places.len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
        let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).map(|cell| (codes(cell), of(cell)));
        let counts = Counts::new(crossing.clone(), inner.collect::<Vec<_>>())?;
        let told = |cell: usize| margin.told(&crossing.texts(cell).collect::<Vec<_>>());
        let is_all = |cell: usize| crossing.texts(cell).all(|code| code == ALL_CODES);
        let shown = (0..crossing.cells()).map(|cell| told(cell).or(is_all(cell).then_some(task.total.unwrap_or(true))));
        // What is not told there of every code is no margin to go by: the rule decides.
        if let Some(shown) = shown.collect() {
            tables.push((counts, shown));
        }
    }
    Ok(if tables.is_empty() { Vec::new() } else { vec![Release { tables }] })
}

impl KnownMargin {
    /// Where a table has these dimensions; a level of another one does not count.
    fn places(&self, dimensions: &[CrosstabDimension]) -> Option<Vec<usize>> {
        let place = |name: &String| dimensions.iter().position(|own| own.name == *name && own.axis == own.name);
        self.dimensions.iter().map(place).collect()
    }

    fn told(&self, codes: &[&str]) -> Option<bool> {
        self.shown.iter().find(|(own, _)| own == codes).map(|(_, shown)| *shown)
    }
}

impl SafeCrosstab {
    fn of(table: &CrosstabCounts, counts: &Counts, statuses: &[Status], base: u64) -> SafeCrosstab {
        let told: Vec<Vec<&str>> = table.dimensions.iter().map(CrosstabDimension::told).collect();
        let mut all: Vec<Vec<&str>> = vec![Vec::new()];
        for codes in &told {
            all = all.iter().flat_map(|own| codes.iter().map(move |code| [own.as_slice(), &[*code]].concat())).collect();
        }
        let crossing = counts.crossing();
        let cell = |codes: Vec<&str>| {
            let places: Vec<usize> =
                crossing.dimensions().iter().zip(&codes).map(|(own, code)| own.place(code).unwrap_or_default()).collect();
            let place = crossing.cell(&places);
            let count = match statuses[place] {
                Status::Shown => Cell::Shown(rounded(counts.values()[place], base)),
                Status::Primary | Status::Secondary | Status::Unpublished => Cell::Hidden,
            };
            CrosstabCell { codes: codes.into_iter().map(str::to_owned).collect(), count }
        };
        SafeCrosstab { base, dimensions: table.dimensions.clone(), cells: all.into_iter().map(cell).collect() }
    }

    /// Whether it shows what is shown elsewhere, and hides what is hidden there.
    fn agrees(&self, task: &CrosstabTask<'_>) -> bool {
        let is_as = |codes: &[&str], shown: bool| match self.cell(codes) {
            Cell::Shown(_) => shown,
            Cell::Hidden => !shown,
            Cell::Unknown | Cell::Impossible => true,
        };
        let mut margins = task.known.iter().filter_map(|margin| Some((margin, margin.places(&self.dimensions)?)));
        let all = vec![ALL_CODES; self.dimensions.len()];
        task.total.is_none_or(|shown| is_as(&all, shown))
            && margins.all(|(margin, places)| {
                margin.shown.iter().all(|(told, shown)| {
                    let mut codes = all.clone();
                    places.iter().zip(told).for_each(|(place, code)| codes[*place] = code);
                    is_as(&codes, *shown)
                })
            })
    }
}

#[cfg(test)]
mod tests;
