//! The live figures beside measures: as they are now, and how they moved over a period. Only cells of a release: safe ones.

use domain::{Cell, Estimate, RegionCode, Site, Span};
use publication::{IndicatorData, Release};
use register::{Followed, Gap, Kind, Language as Tongue, Live, Moved, Place, Record, Register, Scope, Step, Target};
use screens::numbers::Style;
use screens::{Language, Text, numbers};

use super::super::told;
use crate::asked::{newest_span, usual_span};
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

/// What stands in a list beside a record: its figure now, and what that says of the gap; `None` where it names no figure of
/// the release.
pub(super) fn beside(release: &Release, record: &Record, language: Language) -> Option<String> {
    let seen = Seen::of(release, record, language)?;
    let gap = Target::of(record).map(|target| seen.gap(&target)).map(|gap| format!(". {gap}")).unwrap_or_default();
    Some(format!("{}{gap}", seen.now()))
}

/// A measure or approach beside its figure; `None` where it names no figure of the release.
pub(super) fn one(release: &Release, register: &Register, record: &Record, language: Language) -> Option<Followed> {
    let seen = Seen::of(release, record, language)?;
    let spoken_in = match language {
        Language::Dutch => Tongue::Dutch,
        Language::English => Tongue::English,
    };
    let number = |value: f64| seen.written(value);
    let target = Target::of(record);
    let told = |field: &str, value: &str| {
        let words = record.told(field, spoken_in);
        let parts: Vec<String> =
            record.get(value).parse().ok().map(number).into_iter().chain((!words.is_empty()).then(|| words.to_owned())).collect();
        if parts.is_empty() { Text::FollowedNone.say(language).to_owned() } else { parts.join("; ") }
    };
    let steps = target.iter().flat_map(|target| &target.steps).map(|(year, value)| format!("{year}: {}", number(*value)));
    let steps: Vec<String> = steps.chain((!record.get("steps").is_empty()).then(|| record.told("steps", spoken_in).to_owned())).collect();
    Some(Followed {
        kind: record.kind(),
        id: record.id().to_owned(),
        title: record.title(spoken_in).to_owned(),
        figure: seen.name(register, spoken_in),
        baseline: told("baseline", "baseline_value"),
        steps: if steps.is_empty() { Text::FollowedNone.say(language).to_owned() } else { steps.join("; ") },
        goal: told(if record.kind() == Kind::Approach { "goals" } else { "goal" }, "goal_value"),
        now: seen.now(),
        gap: target.map_or_else(|| Text::GapNoNumbers.say(language).to_owned(), |target| seen.gap(&target)),
    })
}

/// The measures and approaches (but the examples) of a scope that name a figure, each beside its own: of the one region that it is about, else of
/// the country. A shielded figure stays shielded, and then nothing is said of the gap.
pub fn followed(release: &Release, register: &Register, scope: &Scope) -> Vec<Followed> {
    let areas = register.areas();
    let is_here = |record: &&Record| scope.place.as_ref().is_none_or(|place| place.has(record, &areas));
    let all = register.of_kind(Kind::Measure).chain(register.of_kind(Kind::Approach));
    let is_real = |record: &&Record| record.get("is_example") != "yes";
    all.filter(is_here).filter(is_real).filter_map(|record| one(release, register, record, on_page(scope.language))).collect()
}

/// A name as it stands within a sentence.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn on_page(language: Tongue) -> Language {
    match language {
        Tongue::Dutch => Language::Dutch,
        Tongue::English => Language::English,
    }
}

/// The figure that a record should move, as the release shows it for the record's own place.
struct Seen<'a> {
    indicator: &'a IndicatorData,
    region: RegionCode,
    span: Span,
    /// The year in which the measure starts, where that is said.
    since: Option<i16>,
    language: Language,
}

impl<'a> Seen<'a> {
    fn of(release: &'a Release, record: &Record, language: Language) -> Option<Seen<'a>> {
        let indicator = release.by_slug(record.list("indicators").first()?)?;
        let named = record.list(if record.kind() == Kind::Approach { "region" } else { "regions" });
        let region = match named.as_slice() {
            [one] => one.parse().unwrap_or(RegionCode::COUNTRY),
            _ => RegionCode::COUNTRY,
        };
        let since = record.day("start").map(|start| start.year());
        Some(Seen { indicator, region, span: newest_span(release, indicator, region), since, language })
    }

    fn cell(&self) -> Cell<Estimate> {
        figure(self.indicator, Site::all(self.region, self.span), measure::headline(self.indicator)).value
    }

    fn name(&self, register: &Register, language: Tongue) -> String {
        let place = Place::from(self.region).name(register, language);
        let statistic = measure::name(self.indicator, measure::headline(self.indicator), self.language);
        format!("{}, {} ({place})", told(&self.indicator.definition.title, self.language), small(&statistic))
    }

    fn now(&self) -> String {
        format!("{}: {}", numbers::period(self.span, self.language), value(self.indicator, self.region, self.span, self.language))
    }

    /// In which unit people write numbers of it: a share in per cent.
    fn scale(&self) -> f64 {
        match measure::style(measure::headline(self.indicator)) {
            Style::Share => 100.0,
            Style::Count | Style::Rate | Style::Days => 1.0,
        }
    }

    fn written(&self, value: f64) -> String {
        numbers::value(value / self.scale(), measure::style(measure::headline(self.indicator)), self.language)
    }

    /// How much of the gap has closed, with its limits, and whether the last step was made. What was counted before the measure
    /// started tells nothing of it.
    fn gap(&self, target: &Target) -> String {
        if self.since.is_some_and(|since| self.span.last() < since) {
            return Text::GapTooEarly.say(self.language).to_owned();
        }
        let Cell::Shown(estimate) = self.cell() else { return Text::GapNoFigure.say(self.language).to_owned() };
        let scale = self.scale();
        let (lower, upper) = (estimate.interval.lower * scale, estimate.interval.upper * scale);
        let live = Live { year: self.span.last(), value: estimate.value * scale, lower, upper };
        let closed = target.closed(live);
        let text = match target.gap(live) {
            Gap::Reached => Text::GapReached,
            Gap::Closing => Text::GapClosing,
            Gap::Unclear => Text::GapUnclear,
            Gap::Widening => Text::GapWidening,
        };
        let share = |value: f64| numbers::percent_whole(value, self.language);
        let places = [("share", share(closed.share)), ("least", share(closed.least)), ("most", share(closed.most))];
        let said = text.fill(self.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())));
        match target.step(live) {
            Some((year, value, step)) => format!("{said} {}", self.step(year, value, step)),
            None => said,
        }
    }

    fn step(&self, year: i16, value: f64, step: Step) -> String {
        let text = match step {
            Step::Made => Text::StepMade,
            Step::Unclear => Text::StepUnclear,
            Step::Missed => Text::StepMissed,
        };
        text.fill(self.language, &[("year", &year.to_string()), ("value", &self.written(value))])
    }
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
    let language = on_page(scope.language);
    let line = |indicator: &IndicatorData| {
        let measures = named(&indicator.definition.slug);
        (!measures.is_empty()).then(|| line(indicator, measures, (register, scope), language))
    };
    release.indicators().iter().filter_map(line).collect()
}

fn line(indicator: &IndicatorData, measures: Vec<String>, (register, scope): (&Register, &Scope), language: Language) -> Moved {
    let own = scope.place.as_ref().and_then(Place::region).filter(|region| !indicator.spans(*region).is_empty());
    let region = own.unwrap_or(RegionCode::COUNTRY);
    let year = |day: domain::Day| day.year();
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
    let place = Place::from(region).name(register, scope.language);
    let figure = format!("{title}, {} ({place})", small(&measure::name(indicator, measure::headline(indicator), language)));
    let before = said(last(&|year| year < first_year));
    let after = said(last(&|year| (first_year..=last_year).contains(&year)));
    Moved { figure, measures, before, after }
}
