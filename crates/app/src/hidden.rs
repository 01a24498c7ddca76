//! How many children stand on no list, per year and age class, as it may leave: safe estimates, the spread over methods first.

mod table;
mod wire;
mod words;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use disclosure::{Policy, SafeEstimate, Withheld};
use domain::{Coverage, Estimate, Form, Interval};
use engine::Partitions;
use engine::overlap::{self, AgeClass, Histories, LISTS, Lists};
use estimates::mse::{self, Method, MethodResult, MseResult, Overlap, Settings, Tried};
use publication::{Extent, ExtentPart, Modelled, Notice, OverlapYear, Reading};

pub use wire::json;

/// Both age classes together.
const ALL_AGES: &str = "0-17";

/// Counts the overlap of the lists, estimates from the exact counts, and keeps what may leave: the estimates, and of each year the table
/// they are made from where it is safe beside them.
///
/// # Errors
/// When the events cannot be read.
pub fn extent(
    events: &impl Partitions,
    coverage: &Coverage,
    policy: &Policy,
    (threads, seed): (usize, u64),
) -> Result<(Extent, Vec<OverlapYear>)> {
    let overlaps = overlap::overlaps(events, Form::Sexual, coverage, threads).context("cannot count the overlap of the lists")?;
    let mut by_year: BTreeMap<i16, BTreeMap<AgeClass, Lists>> = BTreeMap::new();
    for ((year, age), lists) in overlaps.into_iter().filter(|((year, _), _)| (policy.years.0..=policy.years.1).contains(year)) {
        by_year.entry(year).or_default().insert(age, lists);
    }
    let (mut parts, mut tables) = (Vec::new(), Vec::new());
    for (year, ages) in by_year {
        let own = Year::of(year, &ages, seed)?;
        tables.push(OverlapYear { year, table: table::overlap(&own, policy) });
        parts.extend(own.parts);
    }
    Ok((Extent { rule: words::rule(), cannot_see: words::cannot_see(), parts, beside: words::beside() }, tables))
}

/// A year as estimated: what may leave of each age class and of all ages together, and the exact readings of the classes.
struct Year<'a> {
    year: i16,
    seed: u64,
    ages: &'a BTreeMap<AgeClass, Lists>,
    classes: BTreeMap<AgeClass, Readings>,
    parts: Vec<ExtentPart>,
}

impl<'a> Year<'a> {
    fn of(year: i16, ages: &'a BTreeMap<AgeClass, Lists>, seed: u64) -> Result<Year<'a>> {
        let classes = ages.iter().map(|(age, lists)| Ok((*age, Readings::of(lists, seed)?))).collect::<Result<BTreeMap<_, _>>>()?;
        let mut parts: Vec<ExtentPart> = classes.iter().map(|(age, readings)| part(year, age.word(), readings)).collect();
        parts.push(all_ages(year, seed, ages, &classes.values().collect::<Vec<_>>())?);
        Ok(Year { year, seed, ages, classes, parts })
    }
}

/// All age classes of a year together.
fn all_ages(year: i16, seed: u64, ages: &BTreeMap<AgeClass, Lists>, classes: &[&Readings]) -> Result<ExtentPart> {
    let mut together = Lists::default();
    ages.values().for_each(|lists| together.add(lists));
    Ok(part(year, ALL_AGES, &Readings::of(&together, seed)?.by_class(classes)))
}

/// The exact results of both readings of one table.
struct Readings {
    recorded: Read,
    unreferred: Read,
    do_refer: bool,
}

/// What one reading of the lists gives, exactly.
struct Read {
    lists: Vec<String>,
    observed: u64,
    results: Vec<MethodResult>,
    notices: Vec<Notice>,
}

/// Both readings of one table while it is estimated, method by method.
struct Drafts {
    recorded: Draft,
    unreferred: Draft,
    do_refer: bool,
    settings: Settings,
}

/// One of them; no table where too few lists hold anyone.
struct Draft {
    overlap: Option<Overlap>,
    results: Vec<MethodResult>,
}

impl Drafts {
    fn of(lists: &Lists, seed: u64) -> Drafts {
        let (recorded, unreferred) = (lists.recorded(), lists.unreferred());
        let do_refer = recorded != unreferred;
        let draft = |histories: &Histories| Draft { overlap: delivered(histories).ok(), results: Vec::new() };
        let settings = Settings { seed, ..Settings::default() };
        Drafts { recorded: draft(&recorded), unreferred: draft(&unreferred), do_refer, settings }
    }

    /// Puts one more method to both.
    fn estimate(&mut self, method: &Method) -> Result<(), mse::MseError> {
        for draft in [&mut self.recorded, &mut self.unreferred] {
            if let Some(overlap) = &draft.overlap {
                draft.results.push(mse::estimate(overlap, method, &self.settings)?);
            }
        }
        Ok(())
    }

    /// With the check of every method against lists of known size.
    fn checked(self) -> Result<Readings, mse::MseError> {
        let (recorded, unreferred) = (self.recorded.checked(&self.settings)?, self.unreferred.checked(&self.settings)?);
        Ok(Readings { recorded, unreferred, do_refer: self.do_refer })
    }
}

impl Draft {
    fn checked(self, settings: &Settings) -> Result<Read, mse::MseError> {
        let Some(overlap) = self.overlap else {
            return Ok(Read { lists: Vec::new(), observed: 0, results: Vec::new(), notices: Vec::new() });
        };
        let check = mse::leave_one_list_out(&overlap, &Method::quick(), settings)?;
        let result = mse::gather(&overlap, self.results, Tried { check, ..Tried::default() });
        Ok(Read { notices: notices(&result), lists: result.lists, observed: result.observed, results: result.results })
    }
}

impl Readings {
    fn of(lists: &Lists, seed: u64) -> Result<Readings> {
        let mut drafts = Drafts::of(lists, seed);
        Method::quick().iter().try_for_each(|method| drafts.estimate(method))?;
        Ok(drafts.checked()?)
    }

    /// With the sum of the age classes in place of one table of all ages.
    fn by_class(self, classes: &[&Readings]) -> Readings {
        let of = |reading: fn(&Readings) -> &Read| classes.iter().map(|own| reading(own)).collect::<Vec<_>>();
        let (recorded, unreferred) = (of(|own| &own.recorded), of(|own| &own.unreferred));
        Readings { recorded: self.recorded.by_class(&recorded), unreferred: self.unreferred.by_class(&unreferred), ..self }
    }
}

impl Read {
    /// Each method's sum over the age classes, where every class may be told: else a class that is not could be had by subtraction.
    fn by_class(self, classes: &[&Read]) -> Read {
        let is_told = |method: usize| classes.iter().all(|own| own.results.get(method).is_some_and(|one| own.tells(one)));
        let sum = |method: usize| mse::added(&classes.iter().map(|own| &own.results[method]).collect::<Vec<_>>());
        let results: Vec<MethodResult> = (0..Method::quick().len()).filter(|method| is_told(*method)).filter_map(sum).collect();
        if classes.len() < 2 || results.is_empty() {
            return self;
        }
        let notices = std::iter::once(words::ages_added()).chain(self.notices).collect();
        Read { results, notices, ..self }
    }

    fn tells(&self, method: &MethodResult) -> bool {
        matches!(told(method, self.observed), Some(Ok(_)))
    }
}

/// Both readings of one table as they may leave; what leaves of the recorded one names the lists.
fn part(year: i16, age: &str, readings: &Readings) -> ExtentPart {
    let mut estimates = Vec::new();
    let mut withheld = None;
    let mut notices: Vec<Notice> = Vec::new();
    for (reading, read) in [(Reading::Recorded, &readings.recorded), (Reading::Unreferred, &readings.unreferred)] {
        for method in &read.results {
            match told(method, read.observed) {
                Some(Ok(estimate)) => estimates.push(Modelled { method: method.method.to_owned(), reading, estimate }),
                Some(Err(reason)) if withheld.is_none() => withheld = Some(words::withheld(reason)),
                Some(Err(_)) | None => {}
            }
        }
        let new = |notice: &&Notice| !notices.iter().any(|own| own.text == notice.text);
        let added: Vec<Notice> = read.notices.iter().filter(new).cloned().collect();
        notices.extend(added);
    }
    if readings.do_refer {
        notices.insert(0, words::lists_refer());
    }
    let withheld = match (estimates.is_empty(), readings.recorded.lists.is_empty()) {
        (false, _) => None,
        (true, true) => Some(words::few_lists()),
        (true, false) => Some(withheld.unwrap_or_else(words::no_estimate)),
    };
    let notices = if estimates.is_empty() { Vec::new() } else { notices };
    ExtentPart { year, age: age.to_owned(), lists: readings.recorded.lists.clone(), estimates, withheld, notices }
}

/// The table of the lists that hold anyone: an empty list says nothing and is left out.
fn delivered(histories: &Histories) -> Result<Overlap, mse::MseError> {
    let held: Vec<usize> = (0..LISTS.len()).filter(|list| histories.keys().any(|history| history >> list & 1 == 1)).collect();
    let rows = histories
        .iter()
        .map(|(history, count)| (held.iter().enumerate().map(|(at, list)| (history >> list & 1) << at).sum::<u32>(), *count));
    Overlap::new(held.iter().map(|list| LISTS[*list].to_owned()).collect(), rows)
}

/// A method's estimate as it may leave; none when it has none.
fn told(method: &MethodResult, observed: u64) -> Option<Result<SafeEstimate, Withheld>> {
    let value = method.estimate?;
    let interval = method.intervals.first()?;
    let exact =
        Interval { lower: interval.lower.min(value), upper: interval.upper.unwrap_or(f64::INFINITY).max(value), level: interval.level };
    Some(SafeEstimate::of(Estimate { value, interval: exact }, observed))
}

fn notices(result: &MseResult) -> Vec<Notice> {
    let told = |own: &mse::Notice| words::notice(own.code, &own.dutch, &own.english);
    result.warnings.iter().chain(&result.assumptions).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histories(rows: &[(u32, u64)]) -> Histories {
        rows.iter().copied().collect()
    }

    /// Lists of which none refers to another.
    fn unreferring(rows: &[(u32, u64)]) -> Lists {
        Lists { children: rows.iter().map(|(history, count)| ((*history, *history), *count)).collect() }
    }

    /// Three lists that hold anyone, the first two of which refer; the others are left out.
    #[test]
    fn what_leaves_is_rounded_and_the_table_stays() {
        let recorded =
            histories(&[(0b00001, 600), (0b00010, 490), (0b00100, 2470), (0b00011, 40), (0b00101, 1120), (0b00110, 1420), (0b00111, 120)]);
        let unreferred = histories(&[(0b00001, 600), (0b00010, 510), (0b00100, 3030), (0b00011, 20), (0b00101, 560), (0b00110, 1480)]);
        let own = |histories: &Histories| {
            let lists = Lists { children: histories.iter().map(|(history, count)| ((*history, *history), *count)).collect() };
            Readings::of(&lists, 1).expect("a result").recorded
        };
        let found = part(2023, "0-11", &Readings { recorded: own(&recorded), unreferred: own(&unreferred), do_refer: true });
        assert_eq!(found.lists, ["veilig-thuis", "csg", "police"]);
        assert!(found.withheld.is_none() && found.notices[0].code == "lists-refer-on-record");
        for reading in Reading::ALL {
            assert!(found.estimates.iter().filter(|own| own.reading == reading).count() >= 3);
        }
        assert!(found.estimates.iter().all(|own| own.estimate.step() >= 10.0 && own.estimate.value() % own.estimate.step() == 0.0));
        let (lowest, highest) = found.spread(|own| (own.interval().lower, own.interval().upper)).expect("a spread");
        assert!(found.estimates.iter().all(|own| lowest <= own.estimate.value() && own.estimate.value() <= highest));
        let extent = Extent { rule: words::rule(), cannot_see: words::cannot_see(), parts: vec![found], beside: words::beside() };
        let text = String::from_utf8(json(&extent, &[]).expect("text")).expect("text");
        assert!(!text.contains("6260") && !text.contains("2470"), "no exact count leaves");
    }

    #[test]
    fn few_children_or_one_list_give_a_reason_and_no_number() {
        let read = |rows: &[(u32, u64)]| Readings::of(&unreferring(rows), 1).expect("a result");
        let few = part(2023, "12-17", &read(&[(0b01, 20), (0b10, 30), (0b11, 10)]));
        assert!(few.estimates.is_empty() && few.withheld.is_some_and(|reason| reason.en.contains("100")));
        let single = part(2023, "12-17", &read(&[(0b01, 500)]));
        assert!(single.estimates.is_empty() && single.withheld.is_some());
    }

    /// All ages are the sum of both classes; where one may not be told, one table of all ages, from which it cannot be subtracted.
    #[test]
    fn all_ages_are_the_sum_of_the_classes_where_both_may_be_told() {
        let many = unreferring(&[(0b001, 600), (0b010, 490), (0b100, 2470), (0b011, 40), (0b101, 1120), (0b110, 1420), (0b111, 120)]);
        let few = unreferring(&[(0b001, 9), (0b010, 9), (0b100, 30), (0b011, 1), (0b101, 14), (0b110, 18), (0b111, 1)]);
        let of = |older: &Lists| {
            let ages = BTreeMap::from([(AgeClass::From0To11, many.clone()), (AgeClass::From12To17, older.clone())]);
            Year::of(2023, &ages, 1).expect("a year").parts
        };
        let values = |part: &ExtentPart| part.estimates.iter().map(|own| own.estimate.value()).collect::<Vec<_>>();
        let same = of(&many);
        assert_eq!(same.iter().map(|own| own.age.as_str()).collect::<Vec<_>>(), ["0-11", "12-17", "0-17"]);
        let twice = |(one, all): (f64, f64)| (all / one - 2.0).abs() < 0.03;
        assert!(values(&same[0]).into_iter().zip(values(&same[2])).all(twice), "{:?} {:?}", values(&same[0]), values(&same[2]));
        assert!(same[2].notices.iter().any(|own| own.code == "ages-added"));
        let other = of(&few);
        assert!(other[1].estimates.is_empty() && other[1].withheld.is_some() && !other[2].estimates.is_empty());
        assert!(other[2].notices.iter().all(|own| own.code != "ages-added"));
    }
}
