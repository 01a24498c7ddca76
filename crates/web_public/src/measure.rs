//! Which statistic heads an indicator, and how each is named and written.

use charts::Unit;
use domain::{DayUnit, Measure};
use estimates::Statistic;
use publication::{Counted, IndicatorData};
use register::Yardstick;
use screens::numbers::Style;
use screens::{Language, Text, words};

/// The statistic regions and years are compared by: for a wait the share still waiting when the term is over (else the
/// share that reached the next step), for a count the number per 10,000 minors (else the number).
pub(crate) fn headline(indicator: &IndicatorData) -> Statistic {
    let wanted = match &indicator.definition.norm {
        Some(norm) => [Statistic::Share(Measure::Waiting { by: norm.due_days }), Statistic::Share(Measure::Reached { by: norm.due_days })],
        None => [Statistic::PerTenThousand, Statistic::Count],
    };
    if has(indicator, wanted[0]) { wanted[0] } else { wanted[1] }
}

/// The statistic classes are compared by: classes have no population of their own here, so counts stay counts.
pub(crate) fn by_class(indicator: &IndicatorData) -> Statistic {
    match indicator.definition.norm {
        Some(_) => headline(indicator),
        None => Statistic::Count,
    }
}

/// The statistics of the tables of an indicator, those the release has.
pub(crate) fn columns(indicator: &IndicatorData) -> Vec<Statistic> {
    let all = match &indicator.definition.norm {
        Some(norm) => {
            let by = norm.due_days;
            let shares = [Measure::Waiting { by }, Measure::Reached { by }, Measure::Competing { by }].map(Statistic::Share);
            vec![shares[0], shares[1], shares[2], Statistic::Median]
        }
        None => vec![Statistic::Count, Statistic::PerTenThousand],
    };
    all.into_iter().filter(|statistic| has(indicator, *statistic)).collect()
}

/// The statistic in which a measure keeps its baseline, steps and goal; `None` where the release has no such figures, as when its
/// term is another than theirs.
pub(crate) fn kept(indicator: &IndicatorData, yardstick: Yardstick) -> Option<Statistic> {
    let term = |days: Option<u16>| days.or(indicator.definition.norm.as_ref().map(|norm| norm.due_days));
    let statistic = match yardstick {
        Yardstick::Waiting(days) => Statistic::Share(Measure::Waiting { by: term(days)? }),
        Yardstick::Reached(days) => Statistic::Share(Measure::Reached { by: term(days)? }),
        Yardstick::PerTenThousand => Statistic::PerTenThousand,
        Yardstick::Count => Statistic::Count,
    };
    has(indicator, statistic).then_some(statistic)
}

fn has(indicator: &IndicatorData, statistic: Statistic) -> bool {
    indicator.figures().any(|figure| figure.statistic == statistic)
}

/// How its values are written.
pub(crate) fn style(statistic: Statistic) -> Style {
    match statistic {
        Statistic::Count => Style::Count,
        Statistic::PerTenThousand => Style::Rate,
        Statistic::Share(_) => Style::Share,
        Statistic::Median => Style::Days,
    }
}

/// The unit drawings write it in.
pub(crate) fn unit(statistic: Statistic, days: DayUnit) -> Unit {
    match (statistic, days) {
        (Statistic::Count, _) => Unit::Count,
        (Statistic::PerTenThousand, _) => Unit::PerTenThousand,
        (Statistic::Share(_), _) => Unit::Share,
        (Statistic::Median, DayUnit::Calendar) => Unit::Days,
        (Statistic::Median, DayUnit::Working) => Unit::WorkingDays,
    }
}

/// What its limits are: of a count what its rounding leaves open, else a 95 % interval.
pub(crate) fn limits(statistic: Statistic) -> Text {
    match statistic {
        Statistic::Count => Text::ByRounding,
        Statistic::PerTenThousand | Statistic::Share(_) | Statistic::Median => Text::Interval,
    }
}

/// The limits in a sentence.
pub(crate) fn limits_line(statistic: Statistic) -> Text {
    match statistic {
        Statistic::Count => Text::RoundingLine,
        Statistic::PerTenThousand | Statistic::Share(_) | Statistic::Median => Text::IntervalLine,
    }
}

/// In which days the indicator waits; calendar days for counts, which do not wait.
pub(crate) fn days(indicator: &IndicatorData) -> DayUnit {
    indicator.definition.norm.as_ref().map_or(DayUnit::Calendar, |norm| norm.unit)
}

/// Its name in a sentence.
pub(crate) fn name(indicator: &IndicatorData, statistic: Statistic, language: Language) -> String {
    let (text, by) = match statistic {
        Statistic::Count | Statistic::Share(Measure::Entered) => (Text::CountStatistic, None),
        Statistic::PerTenThousand => (Text::RateStatistic, None),
        Statistic::Median => (Text::MedianStatistic, None),
        Statistic::Share(Measure::Waiting { by }) => (Text::WaitStatistic, Some(by)),
        Statistic::Share(Measure::Reached { by }) => (Text::ReachStatistic, Some(by)),
        Statistic::Share(Measure::Competing { by }) => (Text::CompetingStatistic, Some(by)),
        Statistic::Share(Measure::Unseen { by }) => (Text::UnseenStatistic, Some(by)),
    };
    filled(text, by, indicator, language)
}

/// Its name above a column.
pub(crate) fn column(indicator: &IndicatorData, statistic: Statistic, language: Language) -> String {
    let (text, by) = match statistic {
        Statistic::Count | Statistic::Share(Measure::Entered) => (Text::Count, None),
        Statistic::PerTenThousand => (Text::RatePerTenThousand, None),
        Statistic::Median => match days(indicator) {
            DayUnit::Calendar => (Text::Median, None),
            DayUnit::Working => (Text::MedianWorking, None),
        },
        Statistic::Share(Measure::Waiting { by }) => (Text::StillWaitingColumn, Some(by)),
        Statistic::Share(Measure::Reached { by }) => (Text::ReachedColumn, Some(by)),
        Statistic::Share(Measure::Competing { by }) => (Text::CompetingColumn, Some(by)),
        Statistic::Share(Measure::Unseen { by }) => (Text::UnseenColumn, Some(by)),
    };
    filled(text, by, indicator, language)
}

fn filled(text: Text, by: Option<u16>, indicator: &IndicatorData, language: Language) -> String {
    let term = by.map(|by| words::term(by, days(indicator), language)).unwrap_or_default();
    text.fill(language, &[("term", &term)])
}

/// What one unit of the indicator is called.
pub(crate) fn counted(indicator: &IndicatorData, language: Language) -> &'static str {
    let text = match indicator.definition.counted {
        Counted::Records => Text::Records,
        Counted::Cases => Text::Cases,
        Counted::Children => Text::Children,
        Counted::Starts => Text::Starts,
    };
    text.say(language)
}
