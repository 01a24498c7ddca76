//! Breaks in series, as pages and drawings say them.

use charts::TrendBreak;
use domain::{Atlas, Period, RegionCode, Span};
use publication::{BreakKind, IndicatorData, SeriesBreak};
use screens::{Language, Text, numbers};

use crate::pages::told;

/// The breaks in the series of a region, by day.
pub(crate) fn of<'a>(indicator: &'a IndicatorData, region: RegionCode, atlas: &Atlas) -> Vec<&'a SeriesBreak> {
    indicator.breaks.iter().filter(|own| own.holds_in(region, atlas)).collect()
}

/// The years before which the line of a region is cut.
pub(crate) fn cuts(indicator: &IndicatorData, region: RegionCode, atlas: &Atlas) -> Vec<i16> {
    of(indicator, region, atlas).into_iter().flat_map(SeriesBreak::cuts).collect()
}

/// The places of those years among periods.
pub(crate) fn cut_places(indicator: &IndicatorData, region: RegionCode, atlas: &Atlas, spans: &[Span]) -> Vec<usize> {
    cut_between(&cuts(indicator, region, atlas), spans)
}

/// The first year from each cut on, also where the year of the cut itself is not there.
fn cut_between(cuts: &[i16], spans: &[Span]) -> Vec<usize> {
    let year = |span: &Span| match span {
        Span::Year(year) => *year,
        Span::Years(first, _) => *first,
    };
    let is_cut = |pair: &[Span]| cuts.iter().any(|cut| year(&pair[0]) < *cut && *cut <= year(&pair[1]));
    spans.windows(2).enumerate().filter(|(_, pair)| is_cut(pair)).map(|(place, _)| place + 1).collect()
}

/// What stands beside a year in a table: that it comes after a break, or holds one.
pub(crate) fn beside(indicator: &IndicatorData, region: RegionCode, atlas: &Atlas, span: Span) -> Option<Text> {
    let Span::Year(year) = span else { return None };
    if !within(indicator, region, atlas, span).is_empty() {
        return Some(Text::BreakInYear);
    }
    cuts(indicator, region, atlas).contains(&year).then_some(Text::AfterBreak)
}

/// The breaks whose day lies within the period, its first day left out: what is counted over them is no one series.
pub(crate) fn within<'a>(indicator: &'a IndicatorData, region: RegionCode, atlas: &Atlas, span: Span) -> Vec<&'a SeriesBreak> {
    let (first, last) = match span {
        Span::Year(year) => (year, year),
        Span::Years(first, last) => (first, last),
    };
    let days = (Period::Year(first).first_day(), Period::Year(last).last_day());
    of(indicator, region, atlas).into_iter().filter(|own| days.0 < own.from && own.from <= days.1).collect()
}

/// A break as a rule in a drawing.
pub(crate) fn rule(own: &SeriesBreak, language: Language) -> TrendBreak {
    let year = own.from.year();
    let days = |last: i32, first: i32| f64::from(last - first);
    let (first, next) = (Period::Year(year).first_day(), Period::Year(year + 1).first_day());
    let label = match own.kind {
        BreakKind::Known => Text::BreakLabel.fill(language, &[("day", &short(own, language))]),
        BreakKind::Found => Text::StepLabel.fill(language, &[("year", &year.to_string())]),
    };
    TrendBreak { year, through: days(own.from.0, first.0) / days(next.0, first.0), label, tip: sentence(own, language) }
}

/// `1-7-2024`, or `1/7/2024`
fn short(own: &SeriesBreak, language: Language) -> String {
    let (year, month, day) = own.from.ymd();
    match language {
        Language::Dutch => format!("{day}-{month}-{year}"),
        Language::English => format!("{day}/{month}/{year}"),
    }
}

/// `1 juli 2024: Nieuwe wet voor seksuele misdrijven. Sinds … Bron: …`
pub(crate) fn sentence(own: &SeriesBreak, language: Language) -> String {
    let when = match own.kind {
        BreakKind::Known => numbers::day(own.from, language),
        BreakKind::Found => own.from.year().to_string(),
    };
    format!(
        "{when}: {}. {} {}: {}",
        told(&own.title, language),
        told(&own.text, language),
        Text::Source.say(language),
        told(&own.source, language)
    )
}

/// What a year's row of a table or a download says of the breaks it begins with: `2019-01-01 known`.
pub(crate) fn words(indicator: &IndicatorData, region: RegionCode, atlas: &Atlas, span: Span) -> String {
    let Span::Year(year) = span else { return String::new() };
    let own = of(indicator, region, atlas).into_iter().filter(|own| own.cuts().contains(&year));
    own.map(|own| format!("{} {}", own.from, own.kind.word())).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_the_year_of_the_break_is_missing() {
        let years = [2017, 2018, 2020, 2021].map(Span::Year);
        assert_eq!(cut_between(&[2019], &years), [2]);
        assert_eq!(cut_between(&[2018, 2021], &years), [1, 3]);
        assert_eq!(cut_between(&[2017, 2022], &years), Vec::<usize>::new());
    }
}
