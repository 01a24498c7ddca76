//! The cells of an indicator's page: HTML and CSV are both made from these.

use domain::{Breakdown, Cell, Estimate, RegionCode, RegionKind, Site, Span};
use estimates::{CurvePoint, Figure, Statistic};
use publication::{IndicatorData, Release, SeriesBreak};
use screens::{Language, numbers, words};

use crate::asked::{Against, Chosen};
use crate::measure;
use crate::shelf::Shelf;

/// An indicator, looked at from one region in one period.
pub(crate) struct View<'a> {
    pub shelf: &'a Shelf,
    pub release: &'a Release,
    pub indicator: &'a IndicatorData,
    pub language: Language,
    pub chosen: Chosen,
}

/// A figure, or the absence of one at its place.
pub(crate) fn figure(indicator: &IndicatorData, site: Site, statistic: Statistic) -> Figure {
    indicator.figure(site, statistic).copied().unwrap_or(Figure { site, statistic, value: Cell::Impossible, n: Cell::Impossible })
}

impl<'a> View<'a> {
    /// Everyone in the region and period asked for.
    pub(crate) fn this(&self) -> Site {
        Site::all(self.chosen.region, self.chosen.span)
    }

    /// What it is held against.
    pub(crate) fn other(&self) -> Option<Site> {
        match self.chosen.against {
            Against::Nothing => None,
            Against::Region(region) => Some(Site::all(region, self.chosen.span)),
            Against::Span(span) => Some(Site::all(self.chosen.region, span)),
        }
    }

    pub(crate) fn headline(&self) -> Statistic {
        measure::headline(self.indicator)
    }

    pub(crate) fn value(&self, site: Site, statistic: Statistic) -> Cell<Estimate> {
        figure(self.indicator, site, statistic).value
    }

    /// Name of a region.
    pub(crate) fn region_name(&self, region: RegionCode) -> String {
        self.shelf.name(region, self.language)
    }

    /// What a site is called beside the page's own: a region, or a period of the same region.
    pub(crate) fn site_name(&self, site: Site) -> String {
        if site.region == self.chosen.region && site.span != self.chosen.span {
            numbers::period(site.span, self.language)
        } else {
            self.region_name(site.region)
        }
    }

    /// The single years of a region, oldest first.
    pub(crate) fn years(&self, region: RegionCode) -> Vec<Site> {
        let is_year = |span: &Span| matches!(span, Span::Year(_));
        self.indicator.spans(region).into_iter().filter(is_year).map(|span| Site::all(region, span)).collect()
    }

    /// The breaks in the series of the region, and of the one it is held against, by day.
    pub(crate) fn breaks(&self) -> Vec<&'a SeriesBreak> {
        let atlas = self.shelf.atlas();
        let holds =
            |own: &&SeriesBreak| std::iter::once(self.chosen.region).chain(self.other_region()).any(|region| own.holds_in(region, atlas));
        self.indicator.breaks.iter().filter(holds).collect()
    }

    /// The region the years are held against: another region; a period of the same region is in the trend already.
    pub(crate) fn other_region(&self) -> Option<RegionCode> {
        match self.chosen.against {
            Against::Region(region) => Some(region),
            Against::Nothing | Against::Span(_) => None,
        }
    }

    /// Classes of a breakdown for the whole country in the period, unknown last.
    pub(crate) fn classes(&self, breakdown: Breakdown) -> Vec<Site> {
        let (region, span) = (RegionCode::COUNTRY, self.chosen.span);
        let classes = self.indicator.classes(region, span, breakdown);
        words::in_order(breakdown, classes).into_iter().map(|class| Site { region, span, breakdown, class }).collect()
    }

    /// Breakdowns with classes in this period.
    pub(crate) fn breakdowns(&self) -> Vec<Breakdown> {
        [Breakdown::Age, Breakdown::Sex, Breakdown::Form].into_iter().filter(|breakdown| !self.classes(*breakdown).is_empty()).collect()
    }

    /// The Veilig Thuis regions, highest headline first; those without a value last, in order of name.
    pub(crate) fn regions(&self) -> Vec<Site> {
        ranked(self.shelf, self.indicator, self.chosen.span)
    }

    /// The Veilig Thuis regions in order of name.
    pub(crate) fn regions_by_name(&self) -> Vec<Site> {
        let mut sites = self.regions();
        sites.sort_by_key(|site| self.shelf.atlas().name(site.region).unwrap_or_default().to_lowercase());
        sites
    }

    /// The municipalities with cells in the period, in order of name: pooled years mostly.
    pub(crate) fn municipalities(&self) -> Vec<Site> {
        let places = self.indicator.regions(RegionKind::Municipality).into_iter().map(|region| Site::all(region, self.chosen.span));
        let mut sites: Vec<_> = places.filter(|site| self.indicator.has(*site)).collect();
        sites.sort_by_key(|site| self.shelf.atlas().name(site.region).unwrap_or_default().to_lowercase());
        sites
    }

    /// Points of the curve of a site.
    pub(crate) fn curve(&self, site: Site) -> &'a [CurvePoint] {
        self.indicator.curve(site).unwrap_or_default()
    }

    /// Every figure of the page once, in a fixed order.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let columns = measure::columns(self.indicator);
        let mut sites = vec![self.this()];
        sites.extend(self.other());
        sites.extend(self.years(self.chosen.region));
        sites.extend(self.other_region().into_iter().flat_map(|region| self.years(region)));
        sites.push(Site::all(RegionCode::COUNTRY, self.chosen.span));
        sites.extend(self.regions());
        sites.extend(self.municipalities());
        let classes = self.breakdowns().into_iter().flat_map(|breakdown| self.classes(breakdown));
        let by_class = measure::by_class(self.indicator);
        let mut figures: Vec<_> = sites
            .iter()
            .flat_map(|site| columns.iter().filter_map(|statistic| self.indicator.figure(*site, *statistic).copied()))
            .collect();
        figures.extend(classes.filter_map(|site| self.indicator.figure(site, by_class).copied()));
        figures.sort_by_key(|figure| (figure.site, figure.statistic));
        figures.dedup_by_key(|figure| (figure.site, figure.statistic));
        figures
    }
}

/// The Veilig Thuis regions of an indicator in a period, highest headline first; those without a value last, by name.
pub(crate) fn ranked(shelf: &Shelf, indicator: &IndicatorData, span: Span) -> Vec<Site> {
    let headline = measure::headline(indicator);
    let value = |site: &Site| figure(indicator, *site, headline).value.shown().map(|estimate| estimate.value);
    let mut sites: Vec<_> = indicator.regions(RegionKind::VeiligThuis).into_iter().map(|region| Site::all(region, span)).collect();
    sites.sort_by_key(|site| shelf.atlas().name(site.region).unwrap_or_default().to_lowercase());
    sites.sort_by(|one, other| match (value(one), value(other)) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    sites
}
