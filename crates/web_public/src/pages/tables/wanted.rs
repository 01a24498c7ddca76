//! What an address chooses of a release, and the figures that fit.

use domain::{Breakdown, RegionCode, RegionKind, Span};
use estimates::Figure;
use publication::{IndicatorData, Release};

use crate::measure;

/// Indicators in one table.
const MOST_INDICATORS: usize = 10;

/// The answers of an address; what it says that the release does not have is left out.
pub(super) struct Wanted<'a> {
    pub indicators: Vec<&'a IndicatorData>,
    pub kind: Option<RegionKind>,
    /// Empty for all of the kind.
    pub regions: Vec<RegionCode>,
    /// Empty for all there are.
    pub spans: Vec<Span>,
    pub by: Breakdown,
    /// Whether the last step was answered.
    pub is_done: bool,
}

/// A figure of the table.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'a> {
    pub indicator: &'a IndicatorData,
    pub figure: Figure,
}

/// The kinds of region, with their word in an address.
pub(super) const KINDS: [(RegionKind, &str); 4] =
    [(RegionKind::Country, "NL"), (RegionKind::VeiligThuis, "VT"), (RegionKind::Youth, "JZ"), (RegionKind::Municipality, "GM")];

impl<'a> Wanted<'a> {
    pub(super) fn of(pairs: &[(String, String)], release: &'a Release) -> Wanted<'a> {
        let all =
            |name: &'static str| pairs.iter().filter(move |(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.as_str());
        let is_asked = |indicator: &&IndicatorData| all("wat").any(|slug| slug == indicator.definition.slug);
        let indicators: Vec<_> = release.indicators().iter().filter(is_asked).take(MOST_INDICATORS).collect();
        let kind = all("soort").next().and_then(|word| KINDS.into_iter().find(|(_, own)| *own == word)).map(|(kind, _)| kind);
        let mut regions: Vec<RegionCode> = all("regio").filter_map(|text| text.parse().ok()).collect();
        regions.retain(|region| Some(region.kind()) == kind);
        let mut spans: Vec<Span> = all("periode").filter_map(|text| text.parse().ok()).collect();
        let there = spans_of(&indicators, kind);
        spans.retain(|span| there.contains(span));
        regions.sort();
        regions.dedup();
        spans.sort();
        spans.dedup();
        let by = all("naar").next().and_then(publication::parse_breakdown);
        Wanted { indicators, kind, regions, spans, by: by.unwrap_or(Breakdown::All), is_done: by.is_some() }
    }

    /// The periods the indicators have for the kind of region.
    pub(super) fn all_spans(&self) -> Vec<Span> {
        spans_of(&self.indicators, self.kind)
    }

    /// The regions of the kind for which an indicator has figures.
    pub(super) fn all_regions(&self) -> Vec<RegionCode> {
        let Some(kind) = self.kind else { return Vec::new() };
        let mut regions: Vec<_> = self.indicators.iter().flat_map(|indicator| indicator.regions(kind)).collect();
        regions.sort();
        regions.dedup();
        regions
    }

    /// Breakdowns any of the indicators has for the kind of region; everyone first.
    pub(super) fn breakdowns(&self) -> Vec<Breakdown> {
        let has = |by: &Breakdown| {
            let fits = |figure: &&Figure| figure.site.breakdown == *by && Some(figure.site.region.kind()) == self.kind;
            self.indicators.iter().any(|indicator| indicator.figures().any(|figure| fits(&figure)))
        };
        Breakdown::ALL.into_iter().filter(has).collect()
    }

    /// The figures that fit, by indicator, place and statistic.
    pub(super) fn chosen(&self) -> Vec<Chosen<'a>> {
        let fits = |figure: &&Figure| {
            let site = figure.site;
            Some(site.region.kind()) == self.kind
                && site.breakdown == self.by
                && (self.regions.is_empty() || self.regions.contains(&site.region))
                && (self.spans.is_empty() || self.spans.contains(&site.span))
        };
        let of = |indicator: &&'a IndicatorData| {
            let (indicator, columns) = (*indicator, measure::columns(indicator));
            let figures = indicator.figures().filter(fits).filter(move |figure| columns.contains(&figure.statistic));
            figures.map(|figure| Chosen { indicator, figure: *figure }).collect::<Vec<_>>()
        };
        self.indicators.iter().flat_map(of).collect()
    }

    /// The answers as pairs of a query, without a step.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> =
            self.indicators.iter().map(|indicator| ("wat", indicator.definition.slug.clone())).collect();
        let kind = self.kind.and_then(|kind| KINDS.into_iter().find(|(own, _)| *own == kind));
        pairs.extend(kind.map(|(_, word)| ("soort", word.to_owned())));
        pairs.extend(self.regions.iter().map(|region| ("regio", region.to_string())));
        pairs.extend(self.spans.iter().map(|span| ("periode", span.to_string())));
        if self.is_done {
            pairs.push(("naar", self.by.word().to_owned()));
        }
        pairs
    }

    /// The same as an address that keeps its release.
    pub(super) fn query(&self, release: &Release) -> String {
        let pairs = self.pairs().into_iter().chain([("release", release.version.clone())]);
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

fn spans_of(indicators: &[&IndicatorData], kind: Option<RegionKind>) -> Vec<Span> {
    let Some(kind) = kind else { return Vec::new() };
    let of = |indicator: &&IndicatorData| {
        let regions = if kind == RegionKind::Country { vec![RegionCode::COUNTRY] } else { indicator.regions(kind) };
        regions.into_iter().take(1).flat_map(|region| indicator.spans(region)).collect::<Vec<_>>()
    };
    let mut spans: Vec<Span> = indicators.iter().flat_map(of).collect();
    spans.sort();
    spans.dedup();
    spans
}
