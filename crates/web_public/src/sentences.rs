//! Sentences made from the same cells as the tables: a sentence says no more than its cell.

use domain::{Cell, Estimate, Site};
use estimates::Statistic;
use screens::numbers::{self, Style};
use screens::{Language, Text, words};

use crate::measure;
use crate::view::{View, figure};

/// What the page says in words: the figure of the region, and what it is held against; what cannot be said is left to
/// [`missing`].
pub(crate) fn of(view: &View<'_>) -> Vec<String> {
    let mut sentences = this(view);
    sentences.extend(other(view));
    sentences
}

fn this(view: &View<'_>) -> Vec<String> {
    let headline = view.headline();
    match view.value(view.this(), headline) {
        Cell::Shown(estimate) => shown(view, headline, estimate),
        Cell::Hidden | Cell::Unknown | Cell::Impossible => count(view).into_iter().collect(),
    }
}

fn shown(view: &View<'_>, headline: Statistic, estimate: Estimate) -> Vec<String> {
    match (headline, &view.indicator.definition.norm) {
        (Statistic::PerTenThousand, _) => count(view).into_iter().chain([rate(view, estimate)]).collect(),
        (Statistic::Share(_), Some(norm)) => vec![wait(view, headline, estimate, &words::term(norm.due_days, norm.unit, view.language))],
        (Statistic::Share(_) | Statistic::Count | Statistic::Median, _) => count(view).into_iter().collect(),
    }
}

/// Why there is no headline for the region and period; `None` where there is one.
pub(crate) fn missing(view: &View<'_>) -> Option<String> {
    let text = match view.value(view.this(), view.headline()) {
        Cell::Shown(_) => return None,
        Cell::Hidden => Text::HiddenSentence,
        Cell::Unknown => Text::UnknownSentence,
        Cell::Impossible => Text::NothingSentence,
    };
    let (region, period) = (view.region_name(view.chosen.region), numbers::span(view.chosen.span));
    Some(text.fill(view.language, &[("region", &region), ("period", &period)]))
}

fn count(view: &View<'_>) -> Option<String> {
    if view.indicator.definition.norm.is_some() {
        return None;
    }
    let value = view.value(view.this(), Statistic::Count).shown()?.value;
    let (count, period) = (numbers::value(value, Style::Count, view.language), numbers::span(view.chosen.span));
    let unit = measure::counted(view.indicator, view.language);
    Some(Text::CountSentence.fill(view.language, &[("count", &count), ("period", &period), ("unit", unit)]))
}

fn rate(view: &View<'_>, estimate: Estimate) -> String {
    let rate = numbers::value(estimate.value, Style::Rate, view.language);
    let interval = numbers::interval(&estimate, Style::Rate, view.language);
    Text::RateSentence.fill(view.language, &[("rate", &rate), ("interval", &interval)])
}

fn wait(view: &View<'_>, headline: Statistic, estimate: Estimate, term: &str) -> String {
    let text = match headline {
        Statistic::Share(domain::Measure::Waiting { .. }) => Text::WaitSentence,
        Statistic::Share(_) | Statistic::Count | Statistic::PerTenThousand | Statistic::Median => Text::ReachSentence,
    };
    let (share, period) = (numbers::percent(estimate.value, view.language), numbers::span(view.chosen.span));
    let interval = numbers::interval(&estimate, Style::Share, view.language);
    text.fill(view.language, &[("share", &share), ("period", &period), ("term", term), ("interval", &interval)])
}

fn other(view: &View<'_>) -> Option<String> {
    let site = view.other()?;
    let headline = view.headline();
    let estimate = view.value(site, headline).shown()?;
    let style = measure::style(headline);
    let value = numbers::value(estimate.value, style, view.language);
    let interval = numbers::interval(&estimate, style, view.language);
    let value = match headline {
        Statistic::PerTenThousand => format!("{value} {}", Text::PerTenThousand.say(view.language)),
        Statistic::Count | Statistic::Share(_) | Statistic::Median => value,
    };
    let name = view.site_name(site);
    Some(Text::CompareSentence.fill(view.language, &[("name", &name), ("value", &value), ("interval", &interval)]))
}

/// Where a region stands beside the country, said only where the intervals do not touch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    Higher,
    Lower,
    NoDifference,
    NotSaid,
}

/// Compares two cells by their intervals.
pub(crate) fn standing(this: Cell<Estimate>, other: Cell<Estimate>) -> Standing {
    match (this.shown(), other.shown()) {
        (Some(this), Some(other)) if this.interval.lower > other.interval.upper => Standing::Higher,
        (Some(this), Some(other)) if this.interval.upper < other.interval.lower => Standing::Lower,
        (Some(_), Some(_)) => Standing::NoDifference,
        (Some(_) | None, Some(_) | None) => Standing::NotSaid,
    }
}

/// A value with its interval in a few words: for descriptions of drawings.
pub(crate) fn described(view: &View<'_>, site: Site, statistic: Statistic) -> String {
    let style = measure::style(statistic);
    cell(figure(view.indicator, site, statistic).value, style, view.language)
}

/// A value with its interval, or the word for why there is none.
pub(crate) fn cell(cell: Cell<Estimate>, style: Style, language: Language) -> String {
    match cell {
        Cell::Shown(estimate) => {
            format!("{} ({})", numbers::value(estimate.value, style, language), numbers::interval(&estimate, style, language))
        }
        Cell::Hidden => Text::Hidden.say(language).to_owned(),
        Cell::Unknown => Text::Unknown.say(language).to_owned(),
        Cell::Impossible => Text::LegendEmpty.say(language).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Interval;

    #[test]
    fn a_difference_is_only_said_when_the_intervals_do_not_touch() {
        let estimate = |lower, upper| Cell::Shown(Estimate { value: (lower + upper) / 2.0, interval: Interval::ninety_five(lower, upper) });
        assert_eq!(standing(estimate(5.0, 6.0), estimate(3.0, 4.0)), Standing::Higher);
        assert_eq!(standing(estimate(1.0, 2.0), estimate(3.0, 4.0)), Standing::Lower);
        assert_eq!(standing(estimate(2.0, 3.0), estimate(3.0, 4.0)), Standing::NoDifference);
        assert_eq!(standing(Cell::Hidden, estimate(3.0, 4.0)), Standing::NotSaid);
    }
}
