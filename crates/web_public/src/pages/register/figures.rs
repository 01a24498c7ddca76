//! The live figures beside measures: as they are now, and how they moved over a period. Only cells of a release: safe ones.

use std::collections::BTreeMap;

use domain::{Cell, Day, Estimate, RegionCode, Site, Span};
use estimates::Statistic;
use publication::{IndicatorData, Release};
use register::{Followed, Gap, Kind, Language as Tongue, Live, Moved, Place, Record, Register, Scope, Step, Target, Yardstick};
use screens::numbers::Style;
use screens::{Language, Text, numbers};

use super::super::told;
use super::tongue;
use crate::view::figure;
use crate::{measure, sentences};

/// What an indicator says of the place a record is about: the name of its headline, the place, the newest period and the value.
pub(super) fn now(release: &Release, register: &Register, record: &Record, slug: &str, language: Language) -> Option<String> {
    let seen = Seen::of_figure(release.by_slug(slug)?, record, ALWAYS, language);
    let statistic = measure::name(seen.indicator, seen.statistic, language);
    Some(format!("{statistic}, {}, {}", seen.place(register), seen.now()))
}

/// What stands in a list beside a record: whose figure it is, the figure, and what that says of the way to the goal; `None` where
/// it names no figure of the release.
pub(super) fn beside(release: &Release, register: &Register, record: &Record, language: Language) -> Option<String> {
    let seen = Seen::of(release, record, ALWAYS, language)?;
    let target = Target::of(record).filter(|_| seen.span.is_some());
    let gap = target.map(|target| format!(". {}", capital(&seen.gap(&target)))).unwrap_or_default();
    Some(format!("{}, {}{gap}", seen.place(register), seen.now()))
}

/// A measure or approach beside its figure as it is now; `None` where it names no figure of the release.
pub fn follow(release: &Release, register: &Register, record: &Record, spoken_in: Tongue) -> Option<Followed> {
    by(release, register, record, ALWAYS, spoken_in)
}

fn by(release: &Release, register: &Register, record: &Record, until: i16, spoken_in: Tongue) -> Option<Followed> {
    let language = on_page(spoken_in);
    let seen = Seen::of(release, record, until, language)?;
    let number = |value: f64| seen.written(value);
    let target = Target::of(record);
    let told = |field: &str, value: &str| {
        let words = record.told(field, spoken_in);
        let parts: Vec<String> =
            record.get(value).parse().ok().map(number).into_iter().chain((!words.is_empty()).then(|| words.to_owned())).collect();
        if parts.is_empty() { Text::FollowedNone.say(language).to_owned() } else { parts.join("; ") }
    };
    let steps = record.list("step_values").into_iter().filter_map(|step| {
        let (year, value) = step.split_once('=')?;
        Some(format!("{year}: {}", number(value.parse().ok()?)))
    });
    let steps: Vec<String> = steps.chain((!record.get("steps").is_empty()).then(|| record.told("steps", spoken_in).to_owned())).collect();
    Some(Followed {
        kind: record.kind(),
        id: record.id().to_owned(),
        title: record.title(spoken_in).to_owned(),
        figure: seen.name(register),
        baseline: told("baseline", "baseline_value"),
        steps: if steps.is_empty() { Text::FollowedNone.say(language).to_owned() } else { steps.join("; ") },
        goal: told(if record.kind() == Kind::Approach { "goals" } else { "goal" }, "goal_value"),
        now: seen.now(),
        gap: target.map_or_else(|| Text::GapNoNumbers.say(language).to_owned(), |target| seen.gap(&target)),
    })
}

/// The approaches (but the examples) and the measures of a period that name a figure, each beside its own: of the one region that it
/// is about, else of the country; no figure of a year that was not over on the last day. A shielded figure stays shielded, and
/// then nothing is said of the gap.
pub fn followed(release: &Release, register: &Register, scope: &Scope) -> Vec<Followed> {
    let areas = register.areas();
    let is_here = |record: &&Record| scope.place.as_ref().is_none_or(|place| place.has(record, &areas));
    let all = register.of_kind(Kind::Measure).chain(register.of_kind(Kind::Approach));
    let is_real = |record: &&Record| record.get("is_example") != "yes" && scope.has_run_of(record);
    let until = last_whole_year(scope.through);
    all.filter(is_here).filter(is_real).filter_map(|record| by(release, register, record, until, scope.language)).collect()
}

/// A year that no release reaches.
const ALWAYS: i16 = i16::MAX;

/// The last year that is over on a day.
fn last_whole_year(day: Day) -> i16 {
    let year = day.year();
    if Day::from_ymd(year, 12, 31) == Some(day) { year } else { year - 1 }
}

/// A name as it stands within a sentence.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Words as a sentence begins.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
    record: &'a Record,
    statistic: Statistic,
    /// Why baseline, steps and goal cannot be held against the figure.
    apart: Option<Text>,
    region: RegionCode,
    /// The period; none where the place has no figure, or none yet.
    span: Option<Span>,
    language: Language,
}

impl<'a> Seen<'a> {
    /// The first figure of a record, in the yardstick of its numbers.
    fn of(release: &'a Release, record: &'a Record, until: i16, language: Language) -> Option<Seen<'a>> {
        let indicator = release.by_slug(record.list("indicators").first()?)?;
        let seen = Seen::of_figure(indicator, record, until, language);
        let Some(yardstick) = Yardstick::of(record) else { return Some(Seen { apart: Some(Text::GapNoYardstick), ..seen }) };
        let Some(statistic) = measure::kept(indicator, yardstick) else {
            return Some(Seen { apart: Some(Text::GapOtherYardstick), ..seen });
        };
        let span = newest(indicator, seen.region, statistic, until);
        Some(Seen { statistic, span, ..seen })
    }

    /// The headline of an indicator for the place of a record.
    fn of_figure(indicator: &'a IndicatorData, record: &'a Record, until: i16, language: Language) -> Seen<'a> {
        let named = record.list(if record.kind().field("regions").is_some() { "regions" } else { "region" });
        let region = match named.as_slice() {
            [one] => one.parse().unwrap_or(RegionCode::COUNTRY),
            _ => RegionCode::COUNTRY,
        };
        let statistic = measure::headline(indicator);
        Seen { indicator, record, statistic, apart: None, region, span: newest(indicator, region, statistic, until), language }
    }

    fn place(&self, register: &Register) -> String {
        Place::from(self.region).name(register, tongue(self.language))
    }

    fn name(&self, register: &Register) -> String {
        let statistic = measure::name(self.indicator, self.statistic, self.language);
        format!("{}, {} ({})", told(&self.indicator.definition.title, self.language), small(&statistic), self.place(register))
    }

    fn now(&self) -> String {
        match self.span {
            Some(span) => self.at(span),
            None if self.indicator.spans(self.region).is_empty() => Text::FigureNoPlace.say(self.language).to_owned(),
            None => Text::ReportNoFigure.say(self.language).to_owned(),
        }
    }

    fn at(&self, span: Span) -> String {
        let value = sentences::cell(cell(self.indicator, self.region, span, self.statistic), measure::style(self.statistic), self.language);
        format!("{}: {value}", numbers::period(span, self.language))
    }

    /// In which unit people write numbers of it: a share in per cent.
    fn scale(&self) -> f64 {
        match measure::style(self.statistic) {
            Style::Share => 100.0,
            Style::Count | Style::Rate | Style::Days => 1.0,
        }
    }

    /// A number of the record as people read it: in the unit of its yardstick, plain where it has none.
    fn written(&self, value: f64) -> String {
        match self.apart {
            None => numbers::value(value / self.scale(), measure::style(self.statistic), self.language),
            Some(_) => numbers::decimal(value, u8::from(value.fract() != 0.0), self.language),
        }
    }

    /// Why nothing can be said of the way to the goal: another yardstick, another time than the measure's, no figure.
    fn unsaid(&self, span: Span) -> Option<Text> {
        let year = |field: &str| self.record.day(field).map(|day| day.year());
        let is_pooled = matches!(span, Span::Years(..));
        let first = match span {
            Span::Year(year) | Span::Years(year, _) => year,
        };
        match (self.record.get("status"), year("start"), year("end")) {
            _ if self.apart.is_some() => self.apart,
            ("plan", None, _) => Some(Text::GapPlanned),
            (_, Some(start), _) if first < start => Some(Text::GapTooEarly),
            (_, _, Some(end)) if span.last() > end => Some(Text::GapTooLate),
            ("ended", _, None) => Some(Text::GapEnded),
            _ if is_pooled && self.statistic == Statistic::Count => Some(Text::GapPooled),
            _ => None,
        }
    }

    /// How much of the way to the goal was covered, with its limits, and whether the last step was reached. Figures of other years
    /// than those of the measure tell nothing of it, and pooled years nothing of a step.
    fn gap(&self, target: &Target) -> String {
        let say = |text: Text| text.say(self.language).to_owned();
        let Some(span) = self.span else {
            let none = self.indicator.spans(self.region).is_empty();
            return say(self.apart.unwrap_or(if none { Text::GapNoPlace } else { Text::GapNoYear }));
        };
        if let Some(text) = self.unsaid(span) {
            return say(text);
        }
        let Cell::Shown(estimate) = cell(self.indicator, self.region, span, self.statistic) else { return say(Text::GapNoFigure) };
        let scale = self.scale();
        let (lower, upper) = (estimate.interval.lower * scale, estimate.interval.upper * scale);
        let live = Live { year: span.last(), value: estimate.value * scale, lower, upper };
        let said = self.covered(target, live);
        match target.step(live).filter(|_| matches!(span, Span::Year(_))) {
            Some((year, value, step)) => format!("{said} {}", self.step(year, value, step)),
            None => said,
        }
    }

    /// The part of the way that was covered, no more than all of it.
    fn covered(&self, target: &Target, live: Live) -> String {
        let closed = target.closed(live);
        let text = match target.gap(live) {
            Gap::Reached => Text::GapReached,
            Gap::Closing => Text::GapClosing,
            Gap::Unclear => Text::GapUnclear,
            Gap::Widening => Text::GapWidening,
        };
        let share = |value: f64| match value {
            value if value < 0.005 => Text::GapUnderOne.say(self.language).to_owned(),
            value => numbers::percent_whole(value.min(1.0), self.language),
        };
        let places = [("share", share(closed.share)), ("least", share(closed.least)), ("most", share(closed.most))];
        text.fill(self.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())))
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

/// A cell as the release shows it.
fn cell(indicator: &IndicatorData, region: RegionCode, span: Span, statistic: Statistic) -> Cell<Estimate> {
    figure(indicator, Site::all(region, span), statistic).value
}

/// The newest year of a region that is shown and no later than a year, else its newest pooled years, else the newest that is not
/// shown; none where the release has none so early.
fn newest(indicator: &IndicatorData, region: RegionCode, statistic: Statistic, until: i16) -> Option<Span> {
    let rank = |span: &Span| {
        let is_shown = matches!(cell(indicator, region, *span, statistic), Cell::Shown(_));
        (is_shown, matches!(span, Span::Year(_)), span.last())
    };
    indicator.spans(region).into_iter().filter(|span| span.last() <= until).max_by_key(rank)
}

/// The figures that measures of a scope name, before the period and at its end, of the place itself: of the country where it is a
/// cooperation area or everything. A shielded figure stays shielded.
pub fn moved(release: &Release, register: &Register, scope: &Scope) -> Vec<Moved> {
    let areas = register.areas();
    let is_here = |record: &&Record| scope.place.as_ref().is_none_or(|place| place.has(record, &areas));
    let mut named: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for record in register.of_kind(Kind::Measure).filter(is_here).filter(|record| scope.has_run_of(record)) {
        for slug in record.list("indicators") {
            named.entry(slug).or_default().push(record.id().to_owned());
        }
    }
    let line = |indicator: &IndicatorData| {
        let measures = named.get(indicator.definition.slug.as_str())?.clone();
        Some(line(indicator, measures, (register, scope)))
    };
    release.indicators().iter().filter_map(line).collect()
}

fn line(indicator: &IndicatorData, measures: Vec<String>, (register, scope): (&Register, &Scope)) -> Moved {
    let language = on_page(scope.language);
    let region = scope.place.as_ref().and_then(Place::region).unwrap_or(RegionCode::COUNTRY);
    let statistic = measure::headline(indicator);
    let is_told =
        |span: &Span| matches!(span, Span::Year(_)) && matches!(cell(indicator, region, *span, statistic), Cell::Shown(_) | Cell::Hidden);
    let years: Vec<Span> = indicator.spans(region).into_iter().filter(is_told).collect();
    let last = |holds: &dyn Fn(i16) -> bool| years.iter().copied().filter(|span| holds(span.last())).max_by_key(|span| span.last());
    let (first_year, last_year) = (scope.from.year(), last_whole_year(scope.through));
    let said = |span: Option<Span>| match span {
        Some(span) => {
            let value = sentences::cell(cell(indicator, region, span, statistic), measure::style(statistic), language);
            format!("{}: {value}", numbers::period(span, language))
        }
        None if indicator.spans(region).is_empty() => Text::FigureNoPlace.say(language).to_owned(),
        None => Text::ReportNoFigure.say(language).to_owned(),
    };
    let title = told(&indicator.definition.title, language);
    let place = Place::from(region).name(register, scope.language);
    let figure = format!("{title}, {} ({place})", small(&measure::name(indicator, statistic, language)));
    let before = said(last(&|year| year < first_year));
    let after = said(last(&|year| (first_year..=last_year).contains(&year)));
    Moved { figure, measures, before, after }
}
