//! Shares of a cross table from its safe counts alone: of all girls how many in closed care, of all in closed care how many girls; and how much of a
//! difference between two groups comes of whom they consist of.

use disclosure::{ALL_CODES, SafeCrosstab};
use domain::{Cell, Estimate, Interval};

use crate::decomposition::{Decomposition, Stratum, decompose};
use crate::rates::wilson;

/// Shares of fewer than this are too unreliable to say.
const FEWEST: u64 = 10;
const LEVEL: f64 = 0.95;

/// The share of a cell in all that differ from it in one dimension only.
#[derive(Clone, PartialEq, Debug)]
pub struct CrosstabShare {
    /// The cell: a code per dimension.
    pub codes: Vec<String>,
    /// The dimension over which the whole is taken, by its place.
    pub over: usize,
    /// The share (0–1).
    pub value: Cell<Estimate>,
}

/// The share of a part in its whole, of counts that may each be off by so much to either side for rounding: Wilson's score interval at 95 %, as wide as
/// it takes to hold whatever was rounded away. `None` for a whole of nobody.
///
/// ```
/// let exact = estimates::crosstab::share(60, 240, 0).unwrap();
/// assert_eq!(exact.value, 0.25);
/// assert!(estimates::crosstab::share(60, 240, 2).unwrap().interval.width() > exact.interval.width());
/// ```
pub fn share(part: u64, whole: u64, slack: u64) -> Option<Estimate> {
    let limits = |part: u64, whole: u64| wilson(part.min(whole), whole, LEVEL).shown();
    let mut share = limits(part, whole)?;
    if part > 0 {
        share.interval.lower = limits(part.saturating_sub(slack), whole + slack)?.interval.lower;
    }
    // A shown 0 is exact; the whole is not.
    let most = if part == 0 { 0 } else { part + slack };
    share.interval.upper = limits(most, whole.saturating_sub(slack).max(1))?.interval.upper;
    Some(share)
}

/// Every share of a cross table: of each cell, over each dimension in which it is not all together. Hidden where the part or the whole is; unknown where the
/// whole is fewer than 10. A shown 0 is exact, so that it widens nothing.
pub fn shares(table: &SafeCrosstab) -> Vec<CrosstabShare> {
    let slack = table.base() / 2;
    let one = |codes: &[String], part: Cell<u64>, over: usize| {
        let mut all: Vec<&str> = codes.iter().map(String::as_str).collect();
        all[over] = ALL_CODES;
        let value = match (part, table.cell(&all)) {
            (Cell::Shown(_), Cell::Shown(whole)) if whole < FEWEST => Cell::Unknown,
            (Cell::Shown(part), Cell::Shown(whole)) => share(part, whole, slack).map_or(Cell::Unknown, Cell::Shown),
            (Cell::Hidden, _) | (_, Cell::Hidden) => Cell::Hidden,
            (Cell::Unknown | Cell::Impossible, _) | (_, Cell::Unknown | Cell::Impossible) => Cell::Unknown,
        };
        CrosstabShare { codes: codes.to_vec(), over, value }
    };
    let of_cell = |cell: &disclosure::CrosstabCell| {
        let (codes, count) = (cell.codes.clone(), cell.count);
        let places: Vec<usize> = (0..codes.len()).filter(|place| codes[*place] != ALL_CODES).collect();
        places.into_iter().map(|over| one(&codes, count, over)).collect::<Vec<_>>()
    };
    table.cells().iter().flat_map(of_cell).collect()
}

/// Which two groups of a cross table of three dimensions are held against each other, by places and codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContrastOf {
    /// Place of the dimension and the code of what it is about.
    pub of: (usize, String),
    /// Place of the dimension and the codes of the first and of the second group.
    pub between: (usize, String, String),
    /// Place of the dimension whose mix may differ.
    pub strata: usize,
}

/// The difference between two groups and its parts ([`decompose`]), from safe counts. Strata with a hidden count, or without members of one group, are taken together: all, less
/// the others. Limits hold whatever was rounded away. Hidden where a count of all strata together is; unknown where a group or the rest is
/// too small to say.
pub fn contrast(table: &SafeCrosstab, asked: &ContrastOf) -> Cell<Decomposition> {
    let strata: Vec<&str> =
        table.dimensions().get(asked.strata).map(|own| own.codes.iter().map(|(code, _)| code.as_str()).collect()).unwrap_or_default();
    let cell = |codes: &[&str]| table.cell(codes);
    let Some(all) = counts(&cell, asked, ALL_CODES) else { return Cell::Hidden };
    let known: Vec<Option<[u64; 4]>> = strata.iter().map(|stratum| counts(&cell, asked, stratum)).collect();
    let is_whole = known.iter().all(|own| own.is_some_and(|own| can_be_compared(&own) || own == [0; 4]));
    let told = Told { all, is_whole, shown: known.into_iter().flatten().filter(can_be_compared).collect() };
    let Some(parts) = told.parts() else { return Cell::Unknown };
    told.widened(parts, table.base() / 2).map_or(Cell::Unknown, Cell::Shown)
}

/// Which of these strata a contrast takes together, by what a table tells (`cell`: the count of a code per dimension): those with a hidden count, and those without members
/// of one group alone. One by itself is told as what the others leave.
///
/// ```
/// use domain::Cell;
/// use estimates::crosstab::{ContrastOf, taken_together};
/// let asked = ContrastOf { of: (0, "yes".to_owned()), between: (1, "V".to_owned(), "M".to_owned()), strata: 2 };
/// let cell = |codes: &[&str]| if codes == ["yes", "M", "18-22"] { Cell::Hidden } else { Cell::Shown(20) };
/// assert_eq!(taken_together(&cell, &asked, &["0-11", "12-17", "18-22"]), ["18-22"]);
/// ```
pub fn taken_together<'a>(cell: &dyn Fn(&[&str]) -> Cell<u64>, asked: &ContrastOf, strata: &[&'a str]) -> Vec<&'a str> {
    let is_told = |stratum: &str| counts(cell, asked, stratum).is_some_and(|own| can_be_compared(&own) || own == [0; 4]);
    strata.iter().copied().filter(|stratum| !is_told(stratum)).collect()
}

/// Whether both groups have members in a stratum.
fn can_be_compared(own: &[u64; 4]) -> bool {
    own[1] > 0 && own[3] > 0
}

/// Of a stratum: events and members of the first group, events and members of the second; `None` where one is not shown.
fn counts(cell: &dyn Fn(&[&str]) -> Cell<u64>, asked: &ContrastOf, stratum: &str) -> Option<[u64; 4]> {
    let (_, first, second) = &asked.between;
    let one = |group: &str, of: &str| {
        let mut codes = [ALL_CODES; 3];
        let places = [(asked.of.0, of), (asked.between.0, group), (asked.strata, stratum)];
        places.into_iter().for_each(|(place, code)| codes[place] = code);
        cell(&codes).shown()
    };
    let of = asked.of.1.as_str();
    Some([one(first, of)?, one(first, ALL_CODES)?, one(second, of)?, one(second, ALL_CODES)?])
}

/// What is told of two groups: all of each, and the strata that are shown.
#[derive(Clone)]
struct Told {
    all: [u64; 4],
    shown: Vec<[u64; 4]>,
    is_whole: bool,
}

impl Told {
    /// The strata that are shown, and the others as one. Rounding may leave a group fewer than happened to it: then all it happened to are its members.
    fn strata(&self) -> Vec<[u64; 4]> {
        let mut strata = self.shown.clone();
        if !self.is_whole {
            let rest = |place: usize| self.all[place].saturating_sub(self.shown.iter().map(|own| own[place]).sum());
            strata.push([rest(0), rest(1), rest(2), rest(3)]);
        }
        // Nobody of either group stands in it: nothing to compare.
        strata.retain(|own| own[1] > 0 || own[3] > 0);
        strata
    }

    fn parts(&self) -> Option<Decomposition> {
        if self.all[1] < FEWEST || self.all[3] < FEWEST {
            return None;
        }
        let stratum = |own: [u64; 4]| Stratum { first: (own[0].min(own[1]), own[1]), second: (own[2].min(own[3]), own[3]) };
        decompose(&self.strata().into_iter().map(stratum).collect::<Vec<_>>(), LEVEL)
    }

    /// Limits moved outwards by what each count can change for rounding, all of them together; `None` where so much may have been rounded away that a part
    /// cannot be told.
    fn widened(&self, parts: Decomposition, slack: u64) -> Option<Decomposition> {
        let mut moved = [0.0; 3];
        let values = |parts: &Decomposition| [parts.difference.value, parts.composition.value, parts.rates.value];
        for place in 0..4 * (self.shown.len() + 1) {
            let up_and_down = [true, false].map(|is_up| self.with_one_moved(place, slack, is_up).parts());
            let ways = up_and_down.into_iter().collect::<Option<Vec<_>>>()?;
            for (number, moved) in moved.iter_mut().enumerate() {
                let off = ways.iter().map(|other| (values(other)[number] - values(&parts)[number]).abs());
                *moved += off.fold(0.0, f64::max);
            }
        }
        let wider = |estimate: Estimate, by: f64| {
            let Interval { lower, upper, level } = estimate.interval;
            Estimate { interval: Interval { lower: lower - by, upper: upper + by, level }, ..estimate }
        };
        Some(Decomposition {
            difference: wider(parts.difference, moved[0]),
            composition: wider(parts.composition, moved[1]),
            rates: wider(parts.rates, moved[2]),
        })
    }

    fn with_one_moved(&self, place: usize, slack: u64, is_up: bool) -> Told {
        let mut other = self.clone();
        let own = if place < 4 { &mut other.all[place] } else { &mut other.shown[place / 4 - 1][place % 4] };
        // A shown 0 is exact.
        *own = if *own == 0 {
            0
        } else if is_up {
            *own + slack
        } else {
            *own - slack.min(*own)
        };
        other
    }
}

#[cfg(test)]
mod tests {
    use disclosure::{CrosstabCounts, CrosstabDimension, CrosstabTask, Policy, crosstabs};

    use super::*;

    fn dimension(name: &str, codes: &[&str]) -> CrosstabDimension {
        CrosstabDimension {
            name: name.to_owned(),
            axis: name.to_owned(),
            codes: codes.iter().map(|code| ((*code).to_owned(), None)).collect(),
        }
    }

    /// The strata of `decomposition.rs`: 300 and 700 girls, 400 and 300 boys; and a few of an age of which little is told.
    fn table(base: u64, few: [u64; 4]) -> SafeCrosstab {
        let of = |stay: &str, sex: &str, age: &str, count: u64| ([stay, sex, age].map(str::to_owned).to_vec(), count);
        let mut counts =
            vec![of("yes", "V", "0-11", 30), of("no", "V", "0-11", 270), of("yes", "V", "12-17", 140), of("no", "V", "12-17", 560)];
        counts.extend([of("yes", "M", "0-11", 20), of("no", "M", "0-11", 380), of("yes", "M", "12-17", 45), of("no", "M", "12-17", 255)]);
        counts.extend([
            of("yes", "V", "18-22", few[0]),
            of("no", "V", "18-22", few[1]),
            of("yes", "M", "18-22", few[2]),
            of("no", "M", "18-22", few[3]),
        ]);
        let dimensions =
            vec![dimension("stay", &["yes", "no"]), dimension("sex", &["V", "M"]), dimension("age", &["0-11", "12-17", "18-22"])];
        let policy = Policy { base, ..Policy::usual(2020, 2024) };
        let tables = [CrosstabCounts { dimensions, counts }];
        crosstabs(&CrosstabTask { tables: &tables, known: &[], total: None, policy: &policy, seed: 1 }).expect("safe").remove(0)
    }

    fn asked() -> ContrastOf {
        ContrastOf { of: (0, "yes".to_owned()), between: (1, "V".to_owned(), "M".to_owned()), strata: 2 }
    }

    /// Of girls 17 in a hundred, of boys 65 in 700; of those with a stay 170 of 235 are girls.
    #[test]
    fn both_conditionals_are_told_and_are_not_each_other() {
        let shares = shares(&table(1, [0; 4]));
        let of = |codes: [&str; 3], over: usize| {
            let found = shares.iter().find(|share| share.codes == codes && share.over == over).expect("a share");
            found.value.shown().expect("shown").value
        };
        assert!((of(["yes", "V", "all"], 0) - 0.17).abs() < 1e-12);
        assert!((of(["yes", "V", "all"], 1) - 170.0 / 235.0).abs() < 1e-12);
        assert!(shares.iter().all(|share| share.codes[share.over] != ALL_CODES));
    }

    #[test]
    fn a_contrast_of_exact_counts_is_the_decomposition_itself() {
        let strata = [Stratum { first: (30, 300), second: (20, 400) }, Stratum { first: (140, 700), second: (45, 300) }];
        assert_eq!(contrast(&table(1, [0; 4]), &asked()).shown(), decompose(&strata, 0.95));
    }

    /// What happened among those few cannot be seen, so they are told as one with what else is hidden; the parts still add up, and hold what is true.
    #[test]
    fn strata_that_are_hidden_are_taken_together_and_limits_hold_what_is_true() {
        let few = [4, 30, 2, 41];
        let exact = contrast(&table(1, [0; 4]), &asked()).shown().expect("exact");
        let table = table(5, few);
        assert_eq!(table.cell(&["yes", "V", "18-22"]), Cell::Hidden);
        let told = contrast(&table, &asked()).shown().expect("told");
        assert!((told.composition.value + told.rates.value - told.difference.value).abs() < 1e-9);
        let girls = (30.0 + 140.0 + 4.0) / 1034.0;
        let boys = (20.0 + 45.0 + 2.0) / 743.0;
        assert!(told.difference.interval.covers(girls - boys));
        assert!(told.rates.interval.width() > exact.rates.interval.width());
        let cell = |codes: &[&str]| table.cell(codes);
        let pooled = taken_together(&cell, &asked(), &["0-11", "12-17", "18-22"]);
        assert!(pooled.contains(&"18-22") && pooled.len() < 3, "{pooled:?}");
    }

    #[test]
    fn a_contrast_with_a_hidden_total_is_hidden_and_one_of_few_is_unknown() {
        let other = ContrastOf { between: (1, "V".to_owned(), "X".to_owned()), ..asked() };
        assert_eq!(contrast(&table(5, [0; 4]), &other), Cell::Hidden);
        assert_eq!(share(0, 0, 2), None);
    }
}
