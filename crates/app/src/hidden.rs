//! How many children stand on no list, per year and age class, as it may leave: safe estimates, the spread over methods first.

use anyhow::{Context, Result};
use disclosure::{SafeEstimate, Withheld};
use domain::{Coverage, Estimate, Form, Interval};
use engine::Partitions;
use engine::overlap::{self, LISTS};
use estimates::mse::{self, Method, MethodResult, MseResult, Notice, Overlap, Settings, Tried};
use serde::Serialize;

/// What the file holds. The table it was made from stays inside: it is exact.
#[derive(Serialize)]
pub struct Hidden {
    form: &'static str,
    rule: Words,
    results: Vec<YearAndAge>,
    beside: Vec<Beside>,
}

#[derive(Serialize)]
struct YearAndAge {
    year: i16,
    age: &'static str,
    lists: Vec<String>,
    spread: Option<Range>,
    methods: Vec<Told>,
    /// Why there is nothing, where there is nothing.
    withheld: Option<String>,
    notices: Vec<Words>,
}

#[derive(Serialize)]
struct Told {
    method: &'static str,
    estimate: f64,
    lower: f64,
    upper: f64,
    rounded_to: f64,
}

#[derive(Serialize)]
struct Range {
    lower: f64,
    upper: f64,
}

#[derive(Serialize)]
struct Words {
    code: &'static str,
    nl: String,
    en: String,
}

/// A figure of somebody else.
#[derive(Serialize)]
struct Beside {
    estimate: f64,
    age: &'static str,
    date: &'static str,
    source: Words,
}

/// Counts the overlap of the lists, estimates from the exact counts, and keeps what may leave.
///
/// # Errors
/// When the events cannot be read.
pub fn hidden(events: &impl Partitions, coverage: &Coverage, years: (i16, i16), (threads, seed): (usize, u64)) -> Result<Hidden> {
    let overlaps = overlap::overlaps(events, Form::Sexual, coverage, threads).context("cannot count the overlap of the lists")?;
    let mut results = Vec::new();
    for ((year, age), histories) in overlaps.into_iter().filter(|((year, _), _)| (years.0..=years.1).contains(year)) {
        results.push(one(year, age.word(), histories.into_iter().collect(), seed)?);
    }
    Ok(Hidden { form: Form::Sexual.word(), rule: rule(), results, beside: beside() })
}

fn one(year: i16, age: &'static str, histories: Vec<(u32, u64)>, seed: u64) -> Result<YearAndAge> {
    let nothing = |lists, reason: String| YearAndAge {
        year,
        age,
        lists,
        spread: None,
        methods: Vec::new(),
        withheld: Some(reason),
        notices: Vec::new(),
    };
    let Ok(overlap) = delivered(&histories) else { return Ok(nothing(Vec::new(), "fewer than two lists hold anyone".to_owned())) };
    let settings = Settings { seed, ..Settings::default() };
    let methods = Method::quick();
    let results = methods.iter().map(|method| mse::estimate(&overlap, method, &settings)).collect::<Result<Vec<_>, _>>()?;
    let check = mse::leave_one_list_out(&overlap, &methods, &settings)?;
    let result = mse::gather(&overlap, results, Tried { check, ..Tried::default() });
    let told: Vec<Result<Told, Withheld>> = result.results.iter().filter_map(|method| told(method, result.observed)).collect();
    let reason = told.iter().find_map(|told| told.as_ref().err()).map(ToString::to_string);
    let methods: Vec<Told> = told.into_iter().flatten().collect();
    if methods.is_empty() {
        return Ok(nothing(result.lists, reason.unwrap_or_else(|| "no method has an estimate".to_owned())));
    }
    Ok(YearAndAge { year, age, spread: spread(&methods), notices: notices(&result), lists: result.lists, methods, withheld: None })
}

/// The table of the lists that hold anyone: an empty list says nothing and is left out.
fn delivered(histories: &[(u32, u64)]) -> Result<Overlap, mse::MseError> {
    let held: Vec<usize> = (0..LISTS.len()).filter(|list| histories.iter().any(|(history, _)| history >> list & 1 == 1)).collect();
    let rows = histories
        .iter()
        .map(|(history, count)| (held.iter().enumerate().map(|(at, list)| (history >> list & 1) << at).sum::<u32>(), *count));
    Overlap::new(held.iter().map(|list| LISTS[*list].to_owned()).collect(), rows)
}

/// A method's estimate as it may leave; none when it has none.
fn told(method: &MethodResult, observed: u64) -> Option<Result<Told, Withheld>> {
    let value = method.estimate?;
    let interval = method.intervals.first()?;
    let exact =
        Interval { lower: interval.lower.min(value), upper: interval.upper.unwrap_or(f64::INFINITY).max(value), level: interval.level };
    let safe = SafeEstimate::of(Estimate { value, interval: exact }, observed);
    Some(safe.map(|safe| {
        let Interval { lower, upper, .. } = safe.interval();
        Told { method: method.method, estimate: safe.value(), lower, upper, rounded_to: safe.step() }
    }))
}

fn spread(methods: &[Told]) -> Option<Range> {
    let estimates = || methods.iter().map(|told| told.estimate);
    (methods.len() > 1).then(|| Range { lower: estimates().fold(f64::INFINITY, f64::min), upper: estimates().fold(0.0, f64::max) })
}

fn notices(result: &MseResult) -> Vec<Words> {
    let words = |notice: &Notice| Words { code: notice.code, nl: notice.dutch.clone(), en: notice.english.clone() };
    result.warnings.iter().chain(&result.assumptions).map(words).collect()
}

fn rule() -> Words {
    Words {
        code: "safe-estimate",
        nl: "Geschat uit exacte aantallen van ten minste 100 kinderen. Afgerond tot ongeveer een tiende van de breedte van het interval, grenzen naar buiten. De tabel zelf blijft binnen.".to_owned(),
        en: "Estimated from exact counts of at least 100 children. Rounded to about a tenth of the width of the interval, limits outwards. The table itself stays inside.".to_owned(),
    }
}

/// Figures of others stand beside ours; they measure something else.
fn beside() -> Vec<Beside> {
    vec![Beside {
        estimate: 2500.0,
        age: "0-17",
        date: "2020-07-20",
        source: Words {
            code: "minister-2020",
            nl: "Brief van de minister van VWS aan de Tweede Kamer (schriftelijk overleg Slachtoffermonitor seksueel geweld tegen kinderen): ongeveer 2.500 kinderen per jaar, naar schattingen van professionals. Dat zegt hoe vaak het wordt gezien, niet hoe vaak het gebeurt.".to_owned(),
            en: "Letter of the minister of Health, Welfare and Sport to Parliament (on the victims' monitor of sexual violence against children): about 2,500 children a year, from what professionals estimate. It says how often it is seen, not how often it happens.".to_owned(),
        },
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three lists that hold anyone, the first two of which refer; the others are left out.
    #[test]
    fn what_leaves_is_rounded_and_the_table_stays() {
        let histories =
            vec![(0b00001, 600), (0b00010, 490), (0b00100, 2470), (0b00011, 40), (0b00101, 1120), (0b00110, 1420), (0b00111, 120)];
        let found = one(2023, "0-11", histories, 1).expect("a result");
        assert_eq!(found.lists, ["veilig-thuis", "csg", "police"]);
        assert!(found.methods.len() >= 3 && found.spread.is_some() && found.withheld.is_none());
        assert!(found.methods.iter().all(|told| told.rounded_to >= 10.0 && told.estimate % told.rounded_to == 0.0));
        let text = serde_json::to_string(&Hidden { form: "sexual", rule: rule(), results: vec![found], beside: beside() }).expect("text");
        assert!(!text.contains("6260") && !text.contains("2470"), "no exact count leaves");
    }

    #[test]
    fn few_children_or_one_list_give_a_reason_and_no_number() {
        let few = one(2023, "12-17", vec![(0b01, 20), (0b10, 30), (0b11, 10)], 1).expect("a result");
        assert_eq!((few.methods.len(), few.withheld.as_deref()), (0, Some("fewer than 100 people were observed")));
        let single = one(2023, "12-17", vec![(0b01, 500)], 1).expect("a result");
        assert!(single.methods.is_empty() && single.withheld.is_some());
    }
}
