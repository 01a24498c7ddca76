//! Answers of a survey for people and as JSON.

use std::fmt::Write;

use estimates::survey::{Association, IntervalKind, Sample, SurveyEstimate, SurveyResult};
use serde::Serialize;

/// Fewer rows than this behind an answer carry a warning.
const FEW: u64 = 30;
/// Fewer degrees of freedom than this make the normal quantile too small.
const FEW_DEGREES: f64 = 30.0;

/// What a reader must know of the answers.
#[derive(Serialize)]
pub struct Notice {
    code: &'static str,
    text: String,
}

/// What a reader must know of the answers.
pub fn notices(result: &SurveyResult, interval: IntervalKind) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut add = |code, text| notices.push(Notice { code, text });
    if result.missing > 0 {
        add("missing", format!("{} rows have no value and were left out; {} were used", result.missing, result.used));
    }
    if result.without_domain > 0 {
        add("no-domain", format!("{} rows belong to no domain and were left out", result.without_domain));
    }
    let few = result.rows.iter().filter(|row| row.rows < FEW).count();
    if few > 0 {
        add("few-rows", format!("{few} of {} answers rest on fewer than {FEW} rows", result.rows.len()));
    }
    let few_degrees = result.rows.iter().any(|row| row.degrees_of_freedom < FEW_DEGREES);
    if few_degrees && interval == IntervalKind::Wald {
        add(
            "few-degrees",
            format!("fewer than {FEW_DEGREES} degrees of freedom: --interval t, or logit for a proportion, is wider and safer"),
        );
    }
    let adrift = result.rows.iter().filter(|row| row.estimate.is_some() && row.degrees_of_freedom < 1.0).count();
    if adrift > 0 && interval != IntervalKind::Wald {
        add(
            "no-degrees",
            format!(
                "{adrift} of {} answers come from as many strata as clusters, which leaves these limits no degrees of freedom; --interval wald does without",
                result.rows.len()
            ),
        );
    } else if result.rows.iter().any(|row| row.estimate.is_some() && row.lower.is_none()) {
        add(
            "no-limits",
            "some answers have no limits of this kind (nobody, everybody, or too far in the tail); --interval beta has for proportions"
                .to_owned(),
        );
    }
    notices
}

#[derive(Serialize)]
pub struct WireResult<'a> {
    results: Vec<WireEstimate<'a>>,
    used: u64,
    missing: u64,
    warnings: &'a [Notice],
}

#[derive(Serialize)]
struct WireEstimate<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'a str>,
    estimate: Option<f64>,
    std_error: Option<f64>,
    design_effect: Option<f64>,
    degrees_of_freedom: f64,
    interval: WireInterval,
    rows: u64,
}

#[derive(Serialize)]
struct WireInterval {
    lower: Option<f64>,
    upper: Option<f64>,
}

/// The answers as JSON.
pub fn wire<'a>(result: &'a SurveyResult, notices: &'a [Notice]) -> WireResult<'a> {
    let one = |row: &'a SurveyEstimate| WireEstimate {
        domain: row.domain.as_deref(),
        level: row.level.as_deref(),
        estimate: row.estimate,
        std_error: row.std_error,
        design_effect: row.design_effect,
        degrees_of_freedom: row.degrees_of_freedom,
        interval: WireInterval { lower: row.lower, upper: row.upper },
        rows: row.rows,
    };
    WireResult { results: result.rows.iter().map(one).collect(), used: result.used, missing: result.missing, warnings: notices }
}

/// The answers as CSV, all digits; the first column is named as the domain was asked for. What there is none of is empty.
///
/// # Errors
/// When they cannot be written.
pub fn csv(result: &SurveyResult, domain: Option<&str>, to: impl std::io::Write) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record([domain.unwrap_or("domain"), "level", "rows", "estimate", "std_error", "lower", "upper"])?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for row in &result.rows {
        let [domain, level] = [&row.domain, &row.level].map(|name| name.clone().unwrap_or_default());
        let [estimate, error, lower, upper] = [row.estimate, row.std_error, row.lower, row.upper].map(number);
        writer.write_record([domain, level, row.rows.to_string(), estimate, error, lower, upper])?;
    }
    Ok(writer.flush()?)
}

/// The answers for people. Writing to a String cannot fail.
pub fn in_words(result: &SurveyResult, sample: &Sample, notices: &[Notice], level: f64) -> String {
    let design = sample.design();
    let mut text = String::new();
    let source = match sample {
        Sample::Linearised(_) => "linearisation".to_owned(),
        Sample::Replicated(replicates) => format!("{} replicates", replicates.len()),
    };
    let _ =
        writeln!(text, "{} rows, {} clusters in {} strata; standard errors by {source}", design.len(), design.clusters(), design.strata());
    let _ = writeln!(
        text,
        "{:<28} {:>12} {:>11} {:>25} {:>7} {:>5}",
        "",
        "estimate",
        "std. error",
        format!("{} % limits", 100.0 * level),
        "deff",
        "rows"
    );
    for row in &result.rows {
        let name = [row.domain.as_deref(), row.level.as_deref()].into_iter().flatten().collect::<Vec<&str>>().join(" · ");
        let limits = format!("{} – {}", digits(row.lower), digits(row.upper));
        let _ = writeln!(
            text,
            "{:<28} {:>12} {:>11} {:>25} {:>7} {:>5}",
            if name.is_empty() { "all" } else { &name },
            digits(row.estimate),
            digits(row.std_error),
            limits,
            row.design_effect.map_or_else(|| "–".to_owned(), |effect| format!("{effect:.2}")),
            row.rows
        );
    }
    for notice in notices {
        let _ = writeln!(text, "! {}", notice.text);
    }
    text
}

/// Five digits that say something.
fn digits(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(value) => format!("{value:.*}", (4 - value.abs().log10().floor() as i32).clamp(0, 8) as usize),
    }
}

#[derive(Serialize)]
pub struct WireTest<'a> {
    tests: Vec<WireVariant>,
    table: WireTable<'a>,
}

#[derive(Serialize)]
struct WireVariant {
    variant: &'static str,
    statistic: f64,
    numerator_df: f64,
    denominator_df: Option<f64>,
    p: f64,
}

#[derive(Serialize)]
struct WireTable<'a> {
    rows: &'a [String],
    columns: &'a [String],
    shares: &'a [Vec<f64>],
}

/// The tests as JSON.
pub fn wire_test(result: &Association) -> WireTest<'_> {
    let tests = result.tests.iter().map(|test| WireVariant {
        variant: test.variant.word(),
        statistic: test.statistic,
        numerator_df: test.numerator_df,
        denominator_df: Some(test.denominator_df).filter(|degrees| degrees.is_finite()),
        p: test.p,
    });
    let table = WireTable { rows: &result.rows, columns: &result.columns, shares: &result.shares };
    WireTest { tests: tests.collect(), table }
}

/// The tests for people.
pub fn test_in_words(result: &Association) -> String {
    let mut text = String::new();
    let heading: Vec<String> = result.columns.iter().map(|name| format!("{name:>12}")).collect();
    let _ = writeln!(text, "{:<20}{}", "share of everyone", heading.concat());
    for (name, shares) in result.rows.iter().zip(&result.shares) {
        let cells: Vec<String> = shares.iter().map(|share| format!("{:>12}", format!("{:.2} %", 100.0 * share))).collect();
        let _ = writeln!(text, "{name:<20}{}", cells.concat());
    }
    for test in &result.tests {
        let degrees = if test.denominator_df.is_finite() {
            format!("{:.2} and {:.2}", test.numerator_df, test.denominator_df)
        } else {
            format!("{:.2}", test.numerator_df)
        };
        let _ = writeln!(text, "{:<10} {:.4} on {degrees} degrees of freedom, p = {:.4}", test.variant.word(), test.statistic, test.p);
    }
    text
}
