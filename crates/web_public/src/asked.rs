//! What an address asks, and what to show when it asks for something that is not there.

use domain::{Cell, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use publication::{IndicatorData, Release};
use screens::form::Mistake;
use screens::{Language, Text, numbers};

use crate::measure;
use crate::shelf::Shelf;

/// The query as it came in; empty values are absent, of doubles the first counts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Asked {
    pub region: Option<String>,
    pub period: Option<String>,
    pub compare: Option<String>,
    pub release: Option<String>,
}

impl Asked {
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let place = match name.as_str() {
                "regio" => &mut asked.region,
                "periode" => &mut asked.period,
                "vergelijk" => &mut asked.compare,
                "release" => &mut asked.release,
                _ => continue,
            };
            place.get_or_insert(value);
        }
        asked
    }

    /// The release asked for, else the current one with the mistake.
    pub(crate) fn release<'a>(&self, shelf: &'a Shelf, language: Language) -> (&'a Release, Option<Mistake>) {
        let current = shelf.current();
        let Some(version) = &self.release else { return (current, None) };
        match shelf.release(version) {
            Some(release) => (release, None),
            None => {
                let message = Text::WrongRelease.fill(language, &[("version", &current.version)]);
                (current, Some(Mistake { field: "inhoud", message }))
            }
        }
    }
}

/// The first value of a name in a query that is not empty.
pub(crate) fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

/// What a figure is held against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Against {
    Nothing,
    Region(RegionCode),
    Span(Span),
}

impl Against {
    /// As the address writes it.
    pub(crate) fn word(self) -> String {
        match self {
            Against::Nothing => "geen".to_owned(),
            Against::Region(region) => region.to_string(),
            Against::Span(span) => span.to_string(),
        }
    }
}

/// A region, a period and a comparison that the release has, and the mistakes on the way there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Chosen {
    pub region: RegionCode,
    pub span: Span,
    pub against: Against,
    pub mistakes: Vec<Mistake>,
}

impl Chosen {
    pub(crate) fn of(asked: &Asked, release: &Release, indicator: &IndicatorData, language: Language) -> Chosen {
        let mut mistakes = Vec::new();
        let region = region(asked, indicator, language, &mut mistakes);
        let span = span(asked, release, indicator, region, language, &mut mistakes);
        let against = against(asked, indicator, (region, span), language, &mut mistakes);
        Chosen { region, span, against, mistakes }
    }
}

fn region(asked: &Asked, indicator: &IndicatorData, language: Language, mistakes: &mut Vec<Mistake>) -> RegionCode {
    let Some(text) = &asked.region else { return RegionCode::COUNTRY };
    match text.parse::<RegionCode>().ok().filter(|region| is_there(indicator, *region)) {
        Some(region) => region,
        None => {
            mistakes.push(Mistake { field: "regio", message: Text::WrongRegion.say(language).to_owned() });
            RegionCode::COUNTRY
        }
    }
}

fn is_there(indicator: &IndicatorData, region: RegionCode) -> bool {
    region.kind() == RegionKind::Country || indicator.regions(region.kind()).contains(&region)
}

fn span(
    asked: &Asked,
    release: &Release,
    indicator: &IndicatorData,
    region: RegionCode,
    language: Language,
    mistakes: &mut Vec<Mistake>,
) -> Span {
    let usual = usual_span(release, indicator, region);
    let Some(text) = &asked.period else { return usual };
    match text.parse::<Span>().ok().filter(|span| spans(indicator, region).contains(span)) {
        Some(span) => span,
        None => {
            let message = Text::WrongPeriod.fill(language, &[("period", &numbers::span(usual))]);
            mistakes.push(Mistake { field: "periode", message });
            usual
        }
    }
}

/// Periods of a region (of the country where it has none), newest first; pooled years after the single ones.
pub(crate) fn spans(indicator: &IndicatorData, region: RegionCode) -> Vec<Span> {
    let mut spans = indicator.spans(region);
    if spans.is_empty() {
        spans = indicator.spans(RegionCode::COUNTRY);
    }
    spans.sort_by_key(|span| match span {
        Span::Year(year) => (0, -year),
        Span::Years(_, last) => (1, -last),
    });
    spans
}

/// The period a page opens with: the newest year whose headline is shown for the region. A wait opens with its newest pooled
/// years where those show more regions, or as many and more of the curve. Where nothing is shown, the newest period.
pub(crate) fn usual_span(release: &Release, indicator: &IndicatorData, region: RegionCode) -> Span {
    let seen = |span: Span| (regions_shown(indicator, span), reach(indicator, Site::all(region, span)));
    match newest_shown(indicator, region) {
        (Some(year), Some(pooled)) if indicator.definition.norm.is_some() && seen(pooled) > seen(year) => pooled,
        (Some(shown), _) | (None, Some(shown)) => shown,
        (None, None) => spans(indicator, region).first().copied().unwrap_or(Span::Year(release.years.1)),
    }
}

/// The period of a region whose curve says most: of those worth drawing one that is shown on the day of the term, then the one
/// shown furthest, as far as the term at most; of equals the usual one, then the newest.
pub(crate) fn furthest_span(release: &Release, indicator: &IndicatorData, region: RegionCode) -> Span {
    let usual = usual_span(release, indicator, region);
    let term = indicator.definition.norm.as_ref().map_or(0, |norm| norm.due_days);
    let length = |span: Span| {
        let site = Site::all(region, span);
        says_enough(indicator, site).then(|| (is_shown_on(indicator, site, term), reach(indicator, site).min(term)))
    };
    shown_spans(indicator, region).into_iter().fold(usual, |best, span| if length(span) > length(best) { span } else { best })
}

/// Periods of a region whose headline is shown, in the order of [`spans`].
fn shown_spans(indicator: &IndicatorData, region: RegionCode) -> Vec<Span> {
    let headline = measure::headline(indicator);
    spans(indicator, region).into_iter().filter(|span| is_shown(indicator, Site::all(region, *span), headline)).collect()
}

/// The newest year and the newest pooled years whose headline is shown.
fn newest_shown(indicator: &IndicatorData, region: RegionCode) -> (Option<Span>, Option<Span>) {
    let shown = shown_spans(indicator, region);
    let year = shown.iter().copied().find(|span| matches!(span, Span::Year(_)));
    let pooled = shown.iter().copied().find(|span| matches!(span, Span::Years(..)));
    (year, pooled)
}

fn is_shown(indicator: &IndicatorData, site: Site, statistic: Statistic) -> bool {
    indicator.figure(site, statistic).is_some_and(|figure| matches!(figure.value, Cell::Shown(_)))
}

/// Veilig Thuis regions whose headline is shown in a period.
fn regions_shown(indicator: &IndicatorData, span: Span) -> usize {
    let headline = measure::headline(indicator);
    let regions = indicator.regions(RegionKind::VeiligThuis);
    regions.into_iter().filter(|region| is_shown(indicator, Site::all(*region, span), headline)).count()
}

fn is_shown_on(indicator: &IndicatorData, site: Site, day: u16) -> bool {
    let points = indicator.curve(site).unwrap_or_default();
    points.iter().any(|point| point.day == day && matches!(point.reached, Cell::Shown(_)))
}

/// Whether a curve is worth drawing: shown for a quarter of its days at least, and no two shown days more than half of them
/// apart. A stub, or one long step, says nothing.
pub(crate) fn says_enough(indicator: &IndicatorData, site: Site) -> bool {
    let points = indicator.curve(site).unwrap_or_default();
    let days = points.last().map_or(0, |point| u32::from(point.day));
    let shown: Vec<u32> = points.iter().filter(|point| matches!(point.reached, Cell::Shown(_))).map(|point| u32::from(point.day)).collect();
    let Some(last) = shown.last().filter(|last| **last > 0) else { return false };
    last * 4 >= days && shown.windows(2).all(|pair| (pair[1] - pair[0]) * 2 <= days)
}

/// Last day of a curve that is shown; 0 where there is none.
fn reach(indicator: &IndicatorData, site: Site) -> u16 {
    let points = indicator.curve(site).unwrap_or_default();
    points.iter().rev().find(|point| matches!(point.reached, Cell::Shown(_))).map_or(0, |point| point.day)
}

fn against(
    asked: &Asked,
    indicator: &IndicatorData,
    (region, span): (RegionCode, Span),
    language: Language,
    mistakes: &mut Vec<Mistake>,
) -> Against {
    let usual = if region == RegionCode::COUNTRY { Against::Nothing } else { Against::Region(RegionCode::COUNTRY) };
    let Some(text) = &asked.compare else { return usual };
    if text == "geen" {
        return Against::Nothing;
    }
    let other_region = text.parse().ok().filter(|other| is_there(indicator, *other)).map(Against::Region);
    let other_span = || text.parse().ok().filter(|other| spans(indicator, region).contains(other)).map(Against::Span);
    match other_region.or_else(other_span) {
        Some(Against::Region(other)) if other == region => Against::Nothing,
        Some(Against::Span(other)) if other == span => Against::Nothing,
        Some(against) => against,
        None => {
            mistakes.push(Mistake { field: "vergelijk", message: Text::WrongCompare.say(language).to_owned() });
            usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_values_are_absent_and_unknown_names_are_ignored() {
        let pairs = [("regio", ""), ("regio", "NL"), ("regio", "VT01"), ("kleur", "rood")];
        let asked = Asked::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        assert_eq!(asked, Asked { region: Some("NL".to_owned()), ..Asked::default() });
    }
}
