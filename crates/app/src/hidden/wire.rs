//! The estimates as the file of `inbeeld run --hidden`.

use anyhow::Result;
use disclosure::SafeEstimate;
use domain::Form;
use publication::{Bilingual, Extent, ExtentPart, Notice, OnLists, Outside, OverlapCell, OverlapTable, OverlapYear};
use serde::Serialize;

#[derive(Serialize)]
struct Hidden<'a> {
    form: &'static str,
    rule: Words<'a>,
    results: Vec<YearAndAge<'a>>,
    tables: Vec<YearTable<'a>>,
    beside: Vec<Beside<'a>>,
}

#[derive(Serialize)]
struct YearAndAge<'a> {
    year: i16,
    age: &'a str,
    lists: &'a [String],
    /// Lowest and highest estimate, and the lowest and highest limit.
    spread: Option<Spread>,
    methods: Vec<Told<'a>>,
    withheld: Option<Words<'a>>,
    notices: Vec<Coded<'a>>,
}

/// Which lists children stand on in a year, where that may leave.
#[derive(Serialize)]
struct YearTable<'a> {
    year: i16,
    lists: &'a [String],
    rounded_to: Option<u64>,
    cells: Vec<Count<'a>>,
    withheld: Option<Words<'a>>,
}

/// `on` is `any`, one list (whatever others), or all lists of those who stand on these and no other.
#[derive(Serialize)]
struct Count<'a> {
    age: &'a str,
    scope: &'static str,
    on: Vec<&'a str>,
    children: Option<u64>,
    status: &'static str,
}

#[derive(Serialize)]
struct Told<'a> {
    method: &'a str,
    reading: &'static str,
    estimate: f64,
    lower: f64,
    upper: f64,
    rounded_to: f64,
}

#[derive(Serialize)]
struct Spread {
    lower: f64,
    upper: f64,
    lowest_limit: f64,
    highest_limit: f64,
}

#[derive(Serialize)]
struct Words<'a> {
    nl: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Coded<'a> {
    code: &'a str,
    nl: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Beside<'a> {
    label: Words<'a>,
    estimate: f64,
    age: &'a str,
    date: &'a str,
    source: Words<'a>,
    definition: Words<'a>,
    cannot_see: Words<'a>,
}

/// The bytes of the file.
///
/// # Errors
/// When a number is none.
pub fn json(extent: &Extent, overlaps: &[OverlapYear]) -> Result<Vec<u8>> {
    let hidden = Hidden {
        form: Form::Sexual.word(),
        rule: words(&extent.rule),
        results: extent.parts.iter().map(part).collect(),
        tables: overlaps.iter().map(table).collect(),
        beside: extent.beside.iter().map(beside).collect(),
    };
    Ok(serde_json::to_vec_pretty(&hidden)?)
}

fn table(own: &OverlapYear) -> YearTable<'_> {
    match &own.table {
        OverlapTable::Withheld(why) => {
            YearTable { year: own.year, lists: &[], rounded_to: None, cells: Vec::new(), withheld: Some(words(why)) }
        }
        OverlapTable::Shown(table) => {
            let cells = table.cells().iter().map(|cell| count(cell, table.lists())).collect();
            YearTable { year: own.year, lists: table.lists(), rounded_to: Some(table.base()), cells, withheld: None }
        }
    }
}

fn count<'a>(cell: &'a OverlapCell, lists: &'a [String]) -> Count<'a> {
    let named = |is_on: &dyn Fn(usize) -> bool| (0..lists.len()).filter(|list| is_on(*list)).map(|list| lists[list].as_str()).collect();
    let (scope, on) = match cell.on {
        OnLists::Any => ("any", Vec::new()),
        OnLists::This(own) => ("this", named(&|list| list == own)),
        OnLists::Exactly(bits) => ("exactly", named(&|list| bits >> list & 1 == 1)),
    };
    Count { age: &cell.age, scope, on, children: cell.children.shown(), status: cell.children.status_word() }
}

fn part(part: &ExtentPart) -> YearAndAge<'_> {
    let estimates = part.spread(|own| (own.value(), own.value()));
    let limits = part.spread(|own| (own.interval().lower, own.interval().upper));
    let spread = estimates.zip(limits).filter(|_| part.estimates.len() > 1);
    YearAndAge {
        year: part.year,
        age: &part.age,
        lists: &part.lists,
        spread: spread.map(|((lower, upper), (lowest_limit, highest_limit))| Spread { lower, upper, lowest_limit, highest_limit }),
        methods: part.estimates.iter().map(|own| told(&own.method, own.reading.word(), own.estimate)).collect(),
        withheld: part.withheld.as_ref().map(words),
        notices: part.notices.iter().map(coded).collect(),
    }
}

fn told<'a>(method: &'a str, reading: &'static str, estimate: SafeEstimate) -> Told<'a> {
    let interval = estimate.interval();
    Told { method, reading, estimate: estimate.value(), lower: interval.lower, upper: interval.upper, rounded_to: estimate.step() }
}

fn coded(notice: &Notice) -> Coded<'_> {
    Coded { code: &notice.code, nl: &notice.text.nl, en: &notice.text.en }
}

fn words(text: &Bilingual) -> Words<'_> {
    Words { nl: &text.nl, en: &text.en }
}

fn beside(own: &Outside) -> Beside<'_> {
    Beside {
        label: words(&own.label),
        estimate: own.value,
        age: &own.age,
        date: &own.date,
        source: words(&own.source),
        definition: words(&own.definition),
        cannot_see: words(&own.cannot_see),
    }
}
