//! Cells of a page → drawings. Every drawing is made from cells a table of the same page holds.

use charts::{
    Bar, Bars, Caption, Curve, CurveLine, CurvePoint, Drawing, DueDay, Faces, FunnelPlace, FunnelPlot, Hexagon, HexagonMap, Panel, Ranked,
    RankedRow, SmallMultiples, Sparkline, Standing, Tile, TileMap, Trend, TrendLine, TrendPoint,
};
use domain::{Breakdown, Cell, DayUnit, Estimate, NormKind, RegionCode, Site, Span, Status, When};
use estimates::Statistic;
use publication::{IndicatorData, Norm, Release};
use screens::frame::address;
use screens::{Language, Text, numbers, words};

use crate::asked::says_enough;
use crate::breaks;
use crate::funnel::{Beside, Funnel, FunnelLine};
use crate::measure;
use crate::sentences;
use crate::shelf::Shelf;
use crate::view::{View, figure, ranked};

/// The curve of the region and of what it is held against; `None` when neither is worth drawing.
pub(crate) fn curve(view: &View<'_>) -> Option<Drawing> {
    let norm = view.indicator.definition.norm.as_ref()?;
    let sites: Vec<_> = std::iter::once(view.this()).chain(view.other()).collect();
    let lines: Vec<_> = sites.iter().filter_map(|site| curve_line(view, *site)).collect();
    let horizon = lines.iter().flat_map(|line| &line.points).map(|point| point.day).max()?;
    sites.iter().find(|site| says_enough(view.indicator, **site))?;
    let drawing = Curve {
        caption: caption(
            view,
            "verloop",
            view.language,
            Text::CurveTitle.say(view.language).to_owned(),
            &Text::CurveIntro.fill(view.language, &[("period", &numbers::period(view.chosen.span, view.language))]),
        ),
        language: view.language,
        horizon,
        axis: axis(norm.unit).say(view.language).to_owned(),
        due: Some(DueDay { day: norm.due_days, label: due_label(norm, view.language) }),
        lines,
    };
    Some(drawing.draw())
}

fn curve_line(view: &View<'_>, site: Site) -> Option<CurveLine> {
    let points = view.curve(site);
    let point = |point: &estimates::CurvePoint| CurvePoint {
        day: point.day,
        at_risk: point.at_risk,
        censored: point.censored,
        reached: point.reached,
    };
    (!points.is_empty()).then(|| CurveLine { name: line_name(view, site), points: points.iter().map(point).collect() })
}

/// A line is called by its region; by its period too where that is what differs.
fn line_name(view: &View<'_>, site: Site) -> String {
    let differs = view.other().is_some_and(|other| other.span != view.chosen.span);
    if differs { numbers::span(site.span) } else { view.region_name(site.region) }
}

fn axis(unit: DayUnit) -> Text {
    match unit {
        DayUnit::Calendar => Text::DaysSinceStart,
        DayUnit::Working => Text::WorkingDaysSinceStart,
    }
}

/// `wettelijke termijn: 5 werkdagen`
pub(crate) fn due_label(norm: &Norm, language: Language) -> String {
    let kind = match norm.kind {
        NormKind::Statutory | NormKind::FieldNorm | NormKind::OwnYardstick => words::norm_kind(norm.kind),
    };
    let mut label = format!("{}: {}", kind.say(language), words::term(norm.due_days, norm.unit, language));
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

/// The headline over the years, with the region it is held against.
pub(crate) fn trend(view: &View<'_>) -> Option<Drawing> {
    let headline = view.headline();
    let regions = std::iter::once(view.chosen.region).chain(view.other_region());
    let lines: Vec<_> = regions
        .map(|region| TrendLine {
            name: view.region_name(region),
            points: trend_points(view.release, view.indicator, &view.years(region), headline),
            cuts: breaks::cuts(view.indicator, region, view.shelf.atlas()).into_iter().map(When::Year).collect(),
        })
        .collect();
    let is_shown = |line: &TrendLine| line.points.iter().any(|point| matches!(point.value, Cell::Shown(_)));
    if lines[0].points.len() < 2 || !lines.iter().any(is_shown) {
        return None;
    }
    let name = measure::name(view.indicator, headline, view.language);
    let drawing = Trend {
        caption: caption(view, "jaren", view.language, Text::TrendTitle.say(view.language).to_owned(), &name),
        language: view.language,
        unit: unit(view.indicator, headline),
        lines,
        breaks: view.breaks().into_iter().map(|own| breaks::rule(own, view.language)).collect(),
    };
    Some(drawing.draw())
}

fn trend_points(release: &Release, indicator: &IndicatorData, sites: &[Site], statistic: Statistic) -> Vec<TrendPoint> {
    let point = |site: &Site| match site.span {
        Span::Year(year) => {
            let value = figure(indicator, *site, statistic).value;
            Some(TrendPoint { when: When::Year(year), value, status: status(release, indicator, year) })
        }
        Span::Years(..) => None,
    };
    sites.iter().filter_map(point).collect()
}

/// Whether a year may still change: until its waits have all been followed for the term, or a year after it for counts.
pub(crate) fn status(release: &Release, indicator: &IndicatorData, year: i16) -> Status {
    let term = indicator.definition.norm.as_ref().map_or(0, |norm| i32::from(norm.due_days));
    let settled = domain::Month::new(year + 2, 1).first_day().plus(term);
    if release.as_of < settled { Status::Provisional } else { Status::Final }
}

/// A breakdown of the whole country, held against everyone where the values are shares.
pub(crate) fn bars(view: &View<'_>, breakdown: Breakdown) -> Drawing {
    let statistic = measure::by_class(view.indicator);
    let bar = |site: Site| Bar { name: words::class(breakdown, site.class, view.language).to_owned(), value: view.value(site, statistic) };
    let everyone = Site::all(RegionCode::COUNTRY, view.chosen.span);
    let comparison = match statistic {
        Statistic::Share(_) | Statistic::Median => Some((Text::Everyone.say(view.language).to_owned(), view.value(everyone, statistic))),
        Statistic::Count | Statistic::PerTenThousand => None,
    };
    let name = measure::name(view.indicator, statistic, view.language);
    let title = words::by(breakdown).say(view.language).to_owned();
    Bars {
        caption: caption(view, breakdown.word(), view.language, title, &name),
        language: view.language,
        unit: unit(view.indicator, statistic),
        bars: view.classes(breakdown).into_iter().map(bar).collect(),
        comparison,
    }
    .draw()
}

/// Whether a breakdown has a class with a value.
pub(crate) fn has_classes(view: &View<'_>, breakdown: Breakdown) -> bool {
    let statistic = measure::by_class(view.indicator);
    view.classes(breakdown).into_iter().any(|site| matches!(view.value(site, statistic), Cell::Shown(_)))
}

/// The headline of every region over the years on one scale, with the country in each; `None` where no region is shown, or in
/// one year only.
pub(crate) fn panels(view: &View<'_>) -> Option<Drawing> {
    let headline = view.headline();
    let years: Vec<Span> = view.years(RegionCode::COUNTRY).into_iter().map(|site| site.span).collect();
    let values = |region| years.iter().map(|span| view.value(Site::all(region, *span), headline)).collect::<Vec<_>>();
    let cuts = |region| breaks::cut_places(view.indicator, region, view.shelf.atlas(), &years);
    let panel = |site: Site| Panel { name: view.region_name(site.region), values: values(site.region), cuts: cuts(site.region) };
    let panels: Vec<Panel> = view.regions_by_name().into_iter().map(panel).collect();
    if years.len() < 2 || !panels.iter().flat_map(|panel| &panel.values).any(|cell| matches!(cell, Cell::Shown(_))) {
        return None;
    }
    let drawing = SmallMultiples {
        caption: Regions::of(view).caption("panelen", Text::PanelsTitle),
        language: view.language,
        unit: unit(view.indicator, headline),
        periods: years.iter().map(|span| numbers::span(*span)).collect(),
        panels,
        comparison: Some((Text::Country.say(view.language).to_owned(), values(RegionCode::COUNTRY))),
        comparison_cuts: cuts(RegionCode::COUNTRY),
    };
    Some(drawing.draw())
}

/// The regions against what chance and the ordinary spread between regions would do; `None` for what is no share, or with
/// fewer than three regions shown.
pub(crate) fn funnel(view: &View<'_>) -> Option<Drawing> {
    let funnel = Funnel::of(view)?;
    let place = |at: &FunnelLine| FunnelPlace {
        name: view.region_name(at.site.region),
        size: at.n,
        value: at.value,
        standing: if at.site.region == view.chosen.region { Standing::This } else { Standing::Other },
        is_outside: at.standing != Some(Beside::Inside) && at.standing.is_some(),
        link: Some(Regions::of(view).link(at.site.region)),
    };
    let drawing = FunnelPlot {
        caption: Regions::of(view).caption("trechter", Text::FunnelTitle),
        language: view.language,
        unit: unit(view.indicator, view.headline()),
        sizes: Text::FunnelSizes.say(view.language).to_owned(),
        centre: (Text::FunnelCentre.say(view.language).to_owned(), funnel.all.centre),
        limits: funnel.limits(),
        places: funnel.lines.iter().map(place).collect(),
    };
    Some(drawing.draw())
}

/// What a map or a ranking of the regions is about.
pub(crate) struct Regions<'a> {
    pub shelf: &'a Shelf,
    pub release: &'a Release,
    pub indicator: &'a IndicatorData,
    pub language: Language,
    pub span: Span,
    pub chosen: RegionCode,
}

impl<'a> Regions<'a> {
    pub(crate) fn of(view: &View<'a>) -> Regions<'a> {
        Regions {
            shelf: view.shelf,
            release: view.release,
            indicator: view.indicator,
            language: view.language,
            span: view.chosen.span,
            chosen: view.chosen.region,
        }
    }

    /// Whether any region has a value to look at.
    pub(crate) fn any_shown(&self) -> bool {
        self.values().iter().any(|value| matches!(value, Cell::Shown(_)))
    }

    /// Whether every region has one.
    pub(crate) fn all_shown(&self) -> bool {
        self.values().iter().all(|value| matches!(value, Cell::Shown(_)))
    }

    fn values(&self) -> Vec<Cell<Estimate>> {
        let headline = measure::headline(self.indicator);
        ranked(self.shelf, self.indicator, self.span).into_iter().map(|site| figure(self.indicator, site, headline).value).collect()
    }

    /// Tiles of the regions.
    pub(crate) fn map(&self) -> Drawing {
        let headline = measure::headline(self.indicator);
        let tile = |site: Site| Tile {
            region: site.region,
            value: figure(self.indicator, site, headline).value,
            link: Some(self.link(site.region)),
        };
        TileMap {
            caption: self.caption("kaart", Text::MapTitle),
            language: self.language,
            unit: unit(self.indicator, headline),
            tiles: ranked(self.shelf, self.indicator, self.span).into_iter().map(tile).collect(),
            chosen: (self.chosen != RegionCode::COUNTRY).then_some(self.chosen),
            faces: Faces::Values,
        }
        .draw(self.shelf.atlas())
    }

    /// The regions from high to low, with the country as a line.
    pub(crate) fn ranking(&self) -> Drawing {
        let headline = measure::headline(self.indicator);
        let row = |site: Site| RankedRow {
            name: self.shelf.name(site.region, self.language),
            value: figure(self.indicator, site, headline).value,
            standing: if site.region == self.chosen { Standing::This } else { Standing::Other },
            link: Some(self.link(site.region)),
        };
        let country = figure(self.indicator, Site::all(RegionCode::COUNTRY, self.span), headline).value;
        Ranked {
            caption: self.caption("rang", Text::RankingTitle),
            language: self.language,
            unit: unit(self.indicator, headline),
            rows: ranked(self.shelf, self.indicator, self.span).into_iter().map(row).collect(),
            country: Some((Text::Country.say(self.language).to_owned(), country)),
        }
        .draw()
    }

    /// A title with the indicator and the period in it.
    pub(crate) fn title(&self, title: Text) -> String {
        let own = crate::pages::told(&self.indicator.definition.title, self.language);
        title.fill(self.language, &[("title", own), ("period", &numbers::period(self.span, self.language))])
    }

    fn caption(&self, part: &str, title: Text) -> Caption {
        let name = measure::name(self.indicator, measure::headline(self.indicator), self.language);
        Caption { id: format!("{}-{part}", self.indicator.definition.slug), title: self.title(title), description: format!("{name}.") }
    }

    fn link(&self, region: RegionCode) -> String {
        let (slug, version) = (&self.indicator.definition.slug, &self.release.version);
        address(&format!("/indicatoren/{slug}?regio={region}&periode={}&release={version}", self.span), self.language)
    }
}

/// The municipalities as hexagons; `None` where the release shows none for the period.
pub(crate) fn hexagons(view: &View<'_>) -> Option<Drawing> {
    let headline = view.headline();
    let hexagon = |site: Site| site.region.municipality().map(|municipality| Hexagon { municipality, value: view.value(site, headline) });
    let hexagons: Vec<_> = view.municipalities().into_iter().filter_map(hexagon).collect();
    if !hexagons.iter().any(|hexagon| matches!(hexagon.value, Cell::Shown(_))) {
        return None;
    }
    let drawing = HexagonMap {
        caption: Regions::of(view).caption("gemeenten", Text::HexagonTitle),
        language: view.language,
        unit: unit(view.indicator, headline),
        hexagons,
        chosen: (view.chosen.region != RegionCode::COUNTRY).then_some(view.chosen.region),
    };
    Some(drawing.draw(view.shelf.atlas()))
}

/// A line the size of a word: the headline of the country or a region over its years.
pub(crate) fn sparkline(
    shelf: &Shelf,
    indicator: &IndicatorData,
    (region, statistic): (RegionCode, Statistic),
    language: Language,
) -> String {
    let years = indicator.spans(region).into_iter().filter(|span| matches!(span, Span::Year(_)));
    let values: Vec<(Span, Cell<Estimate>)> =
        years.map(|span| (span, figure(indicator, Site::all(region, span), statistic).value)).collect();
    let style = measure::style(statistic);
    let said = |place: Option<&(Span, Cell<Estimate>)>| {
        place.map(|(span, cell)| format!("{}: {}", numbers::span(*span), sentences::cell(*cell, style, language))).unwrap_or_default()
    };
    let description = format!("{}; {}.", said(values.first()), said(values.last()));
    let caption = Caption {
        id: format!("{}-{region}-lijn", indicator.definition.slug),
        title: crate::pages::told(&indicator.definition.title, language).to_owned(),
        description,
    };
    let spans: Vec<Span> = values.iter().map(|(span, _)| *span).collect();
    let cuts = breaks::cut_places(indicator, region, shelf.atlas(), &spans);
    Sparkline { caption, values: values.into_iter().map(|(_, cell)| cell).collect(), cuts }.draw()
}

fn unit(indicator: &IndicatorData, statistic: Statistic) -> charts::Unit {
    measure::unit(statistic, measure::days(indicator))
}

fn caption(view: &View<'_>, part: &str, language: Language, title: String, description: &str) -> Caption {
    let definition = &view.indicator.definition;
    let own = crate::pages::told(&definition.title, language);
    let place = format!("{}, {}", view.region_name(view.chosen.region), numbers::period(view.chosen.span, view.language));
    let said = sentences::described(view, view.this(), view.headline());
    Caption {
        id: format!("{}-{part}", definition.slug),
        title: format!("{own}: {title} {place}"),
        description: format!("{} {place}: {said}.", ended(description)),
    }
}

/// With a full stop.
fn ended(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}
