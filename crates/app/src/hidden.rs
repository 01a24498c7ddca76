//! How many children stand on no list, per year and age class, as it may leave: safe estimates, the spread over methods first.

mod wire;
mod words;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use disclosure::{SafeEstimate, Withheld};
use domain::{Coverage, Estimate, Form, Interval};
use engine::Partitions;
use engine::overlap::{self, Histories, LISTS, Lists};
use estimates::mse::{self, Method, MethodResult, MseResult, Overlap, Settings, Tried};
use publication::{Bilingual, Extent, ExtentPart, Modelled, Notice, Reading};

pub use wire::json;

/// Both age classes together.
const ALL_AGES: &str = "0-17";

/// Counts the overlap of the lists, estimates from the exact counts, and keeps what may leave. The table it is made from stays inside:
/// it is exact.
///
/// # Errors
/// When the events cannot be read.
pub fn extent(events: &impl Partitions, coverage: &Coverage, years: (i16, i16), (threads, seed): (usize, u64)) -> Result<Extent> {
    let overlaps = overlap::overlaps(events, Form::Sexual, coverage, threads).context("cannot count the overlap of the lists")?;
    let mut tables: BTreeMap<(i16, &str), Lists> = BTreeMap::new();
    for ((year, age), lists) in overlaps.into_iter().filter(|((year, _), _)| (years.0..=years.1).contains(year)) {
        for class in [age.word(), ALL_AGES] {
            let own = tables.entry((year, class)).or_default();
            add(&mut own.recorded, &lists.recorded);
            add(&mut own.unreferred, &lists.unreferred);
        }
    }
    let parts = tables.into_iter().map(|((year, age), lists)| part(year, age, &lists, seed)).collect::<Result<_>>()?;
    Ok(Extent { rule: words::rule(), cannot_see: words::cannot_see(), parts, beside: words::beside() })
}

fn add(to: &mut Histories, from: &Histories) {
    from.iter().for_each(|(history, count)| *to.entry(*history).or_insert(0) += count);
}

/// Both readings of one table; what leaves of the recorded one names the lists.
fn part(year: i16, age: &str, lists: &Lists, seed: u64) -> Result<ExtentPart> {
    let recorded = reading(&lists.recorded, Reading::Recorded, seed)?;
    let unreferred = reading(&lists.unreferred, Reading::Unreferred, seed)?;
    let estimates: Vec<Modelled> = recorded.estimates.into_iter().chain(unreferred.estimates).collect();
    let mut notices = recorded.notices;
    for notice in unreferred.notices {
        if !notices.iter().any(|own| own.text == notice.text) {
            notices.push(notice);
        }
    }
    if lists.recorded != lists.unreferred {
        notices.insert(0, words::lists_refer());
    }
    let withheld = if estimates.is_empty() { Some(recorded.withheld.unwrap_or_else(words::no_estimate)) } else { None };
    let notices = if estimates.is_empty() { Vec::new() } else { notices };
    Ok(ExtentPart { year, age: age.to_owned(), lists: recorded.lists, estimates, withheld, notices })
}

/// What one reading of the lists gives.
#[derive(Default)]
struct Read {
    lists: Vec<String>,
    estimates: Vec<Modelled>,
    withheld: Option<Bilingual>,
    notices: Vec<Notice>,
}

fn reading(histories: &Histories, reading: Reading, seed: u64) -> Result<Read> {
    let Ok(overlap) = delivered(histories) else { return Ok(Read { withheld: Some(words::few_lists()), ..Read::default() }) };
    let settings = Settings { seed, ..Settings::default() };
    let methods = Method::quick();
    let results = methods.iter().map(|method| mse::estimate(&overlap, method, &settings)).collect::<Result<Vec<_>, _>>()?;
    let check = mse::leave_one_list_out(&overlap, &methods, &settings)?;
    let result = mse::gather(&overlap, results, Tried { check, ..Tried::default() });
    let mut read = Read { notices: notices(&result), lists: result.lists, ..Read::default() };
    for method in &result.results {
        match told(method, result.observed) {
            Some(Ok(estimate)) => read.estimates.push(Modelled { method: method.method.to_owned(), reading, estimate }),
            Some(Err(reason)) => read.withheld = Some(words::withheld(reason)),
            None => {}
        }
    }
    Ok(read)
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

    /// Three lists that hold anyone, the first two of which refer; the others are left out.
    #[test]
    fn what_leaves_is_rounded_and_the_table_stays() {
        let recorded =
            histories(&[(0b00001, 600), (0b00010, 490), (0b00100, 2470), (0b00011, 40), (0b00101, 1120), (0b00110, 1420), (0b00111, 120)]);
        let unreferred = histories(&[(0b00001, 600), (0b00010, 510), (0b00100, 3030), (0b00011, 20), (0b00101, 560), (0b00110, 1480)]);
        let found = part(2023, "0-11", &Lists { recorded, unreferred }, 1).expect("a result");
        assert_eq!(found.lists, ["veilig-thuis", "csg", "police"]);
        assert!(found.withheld.is_none() && found.notices[0].code == "lists-refer-on-record");
        for reading in Reading::ALL {
            assert!(found.estimates.iter().filter(|own| own.reading == reading).count() >= 3);
        }
        assert!(found.estimates.iter().all(|own| own.estimate.step() >= 10.0 && own.estimate.value() % own.estimate.step() == 0.0));
        let (lowest, highest) = found.spread(|own| (own.interval().lower, own.interval().upper)).expect("a spread");
        assert!(found.estimates.iter().all(|own| lowest <= own.estimate.value() && own.estimate.value() <= highest));
        let extent = Extent { rule: words::rule(), cannot_see: words::cannot_see(), parts: vec![found], beside: words::beside() };
        let text = String::from_utf8(json(&extent).expect("text")).expect("text");
        assert!(!text.contains("6260") && !text.contains("2470"), "no exact count leaves");
    }

    #[test]
    fn few_children_or_one_list_give_a_reason_and_no_number() {
        let lists = |rows: &[(u32, u64)]| Lists { recorded: histories(rows), unreferred: histories(rows) };
        let few = part(2023, "12-17", &lists(&[(0b01, 20), (0b10, 30), (0b11, 10)]), 1).expect("a result");
        assert!(few.estimates.is_empty() && few.withheld.is_some_and(|reason| reason.en.contains("100")));
        let single = part(2023, "12-17", &lists(&[(0b01, 500)]), 1).expect("a result");
        assert!(single.estimates.is_empty() && single.withheld.is_some());
    }
}
