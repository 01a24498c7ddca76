//! The estimates as the file of `inbeeld run --hidden`.

use anyhow::Result;
use disclosure::SafeEstimate;
use domain::Form;
use publication::{Bilingual, Extent, ExtentPart, Notice, Outside};
use serde::Serialize;

#[derive(Serialize)]
struct Hidden<'a> {
    form: &'static str,
    rule: Words<'a>,
    results: Vec<YearAndAge<'a>>,
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
pub fn json(extent: &Extent) -> Result<Vec<u8>> {
    let hidden = Hidden {
        form: Form::Sexual.word(),
        rule: words(&extent.rule),
        results: extent.parts.iter().map(part).collect(),
        beside: extent.beside.iter().map(beside).collect(),
    };
    Ok(serde_json::to_vec_pretty(&hidden)?)
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
