//! The live figures beside measures: as they are now, and how they moved over a period. Only cells of a release: safe ones.

use domain::{Cell, RegionCode, Site, Span};
use publication::{IndicatorData, Release};
use register::{Kind, Language as Tongue, Moved, Place, Register, Scope};
use screens::{Language, Text, numbers};

use super::super::told;
use crate::asked::usual_span;
use crate::view::figure;
use crate::{measure, sentences};

/// What an indicator says now in the country: its headline with the interval, and the period.
pub(super) fn now(release: &Release, slug: &str, language: Language) -> Option<String> {
    let indicator = release.by_slug(slug)?;
    let span = usual_span(release, indicator, RegionCode::COUNTRY);
    Some(format!("{}: {}", numbers::period(span, language), value(indicator, RegionCode::COUNTRY, span, language)))
}

fn value(indicator: &IndicatorData, region: RegionCode, span: Span, language: Language) -> String {
    let statistic = measure::headline(indicator);
    sentences::cell(figure(indicator, Site::all(region, span), statistic).value, measure::style(statistic), language)
}

/// The figures that measures of a scope name, before the period and at its end: of the place itself where the release has
/// them, else of the country. A shielded figure stays shielded.
pub fn moved(release: &Release, register: &Register, scope: &Scope) -> Vec<Moved> {
    let areas = register.areas();
    let is_here = |record: &&register::Record| scope.place.as_ref().is_none_or(|place| place.has(record, &areas));
    let measures: Vec<&register::Record> = register.of_kind(Kind::Measure).filter(is_here).collect();
    let named = |slug: &str| -> Vec<String> {
        measures.iter().filter(|record| record.list("indicators").contains(&slug)).map(|record| record.id().to_owned()).collect()
    };
    let language = match scope.language {
        Tongue::Dutch => Language::Dutch,
        Tongue::English => Language::English,
    };
    let line = |indicator: &IndicatorData| {
        let measures = named(&indicator.definition.slug);
        (!measures.is_empty()).then(|| line(indicator, measures, scope, language))
    };
    release.indicators().iter().filter_map(line).collect()
}

fn line(indicator: &IndicatorData, measures: Vec<String>, scope: &Scope, language: Language) -> Moved {
    let own = scope.place.as_ref().and_then(Place::region).filter(|region| !indicator.spans(*region).is_empty());
    let region = own.unwrap_or(RegionCode::COUNTRY);
    let year = |day: domain::Day| day.to_string().get(..4).and_then(|year| year.parse::<i16>().ok()).unwrap_or(0);
    let shown = |span: &Span| {
        let cell = figure(indicator, Site::all(region, *span), measure::headline(indicator)).value;
        matches!(span, Span::Year(_)) && matches!(cell, Cell::Shown(_) | Cell::Hidden)
    };
    let years: Vec<Span> = indicator.spans(region).into_iter().filter(shown).collect();
    let last = |holds: &dyn Fn(i16) -> bool| {
        let fits = |span: &&Span| matches!(span, Span::Year(year) if holds(*year));
        years.iter().filter(fits).max_by_key(|span| numbers::span(**span)).copied()
    };
    let (first_year, last_year) = (year(scope.from), year(scope.through));
    let said = |span: Option<Span>| match span {
        Some(span) => format!("{}: {}", numbers::period(span, language), value(indicator, region, span, language)),
        None => Text::ReportNoFigure.say(language).to_owned(),
    };
    let title = told(&indicator.definition.title, language);
    let figure = format!("{title}, {} ({region})", measure::name(indicator, measure::headline(indicator), language));
    let before = said(last(&|year| year < first_year));
    let after = said(last(&|year| (first_year..=last_year).contains(&year)));
    Moved { figure, measures, before, after }
}
