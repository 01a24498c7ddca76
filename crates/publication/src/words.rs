//! The words of the release files, and back: places, classes, measures, statistics.

use domain::{AgeBand, Breakdown, Cell, DayUnit, Form, Measure, NormKind, Sex};
use estimates::Statistic;

/// The word of a class on a breakdown: `all`, `sexual`, `female`, `12-15`; `None` where the breakdown has no such class.
///
/// ```
/// use domain::Breakdown;
/// assert_eq!(publication::class_word(Breakdown::Age, 4), Some("12-15"));
/// assert_eq!(publication::class_word(Breakdown::Sex, 9), None);
/// ```
pub fn class_word(breakdown: Breakdown, class: u8) -> Option<&'static str> {
    match breakdown {
        Breakdown::All => (class == 0).then_some("all"),
        Breakdown::Form => Form::from_number(class).map(Form::word),
        Breakdown::Sex => Sex::ALL.into_iter().find(|sex| *sex as u8 == class).map(sex_word),
        Breakdown::Age => AgeBand::from_number(class).map(AgeBand::label),
    }
}

/// The class with this word on a breakdown.
pub fn parse_class(breakdown: Breakdown, text: &str) -> Option<u8> {
    (0..=u8::MAX).find(|class| class_word(breakdown, *class) == Some(text))
}

/// The breakdown with this word.
pub fn parse_breakdown(text: &str) -> Option<Breakdown> {
    Breakdown::ALL.into_iter().find(|breakdown| breakdown.word() == text)
}

/// The measure with this word: `entered`, `reached-by-183`.
pub fn parse_measure(text: &str) -> Option<Measure> {
    if text == "entered" {
        return Some(Measure::Entered);
    }
    let (start, days) = text.rsplit_once('-')?;
    let by = days.parse().ok()?;
    match start {
        "reached-by" => Some(Measure::Reached { by }),
        "competing-by" => Some(Measure::Competing { by }),
        "waiting-at" => Some(Measure::Waiting { by }),
        "unseen-by" => Some(Measure::Unseen { by }),
        _ => None,
    }
}

/// The statistic with this word: `count`, `share-waiting-at-183`.
pub fn parse_statistic(text: &str) -> Option<Statistic> {
    match text {
        "count" => Some(Statistic::Count),
        "per-10000" => Some(Statistic::PerTenThousand),
        "median" => Some(Statistic::Median),
        other => other.strip_prefix("share-").and_then(parse_measure).map(Statistic::Share),
    }
}

/// Value and status column of a cell.
pub(crate) fn split<T: Copy>(cell: Cell<T>) -> (Option<T>, &'static str) {
    (cell.shown(), cell.status_word())
}

/// The cell of a value and a status column; `None` where they contradict each other.
pub(crate) fn join<T>(value: Option<T>, status: &str) -> Option<Cell<T>> {
    match (status, value) {
        ("shown", Some(value)) => Some(Cell::Shown(value)),
        ("hidden", None) => Some(Cell::Hidden),
        ("unknown", None) => Some(Cell::Unknown),
        ("impossible", None) => Some(Cell::Impossible),
        _ => None,
    }
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Unknown => "unknown",
        Sex::Female => "female",
        Sex::Male => "male",
    }
}

pub(crate) fn day_unit_word(unit: DayUnit) -> &'static str {
    match unit {
        DayUnit::Calendar => "calendar",
        DayUnit::Working => "working",
    }
}

pub(crate) fn parse_day_unit(text: &str) -> Option<DayUnit> {
    [DayUnit::Calendar, DayUnit::Working].into_iter().find(|unit| day_unit_word(*unit) == text)
}

pub(crate) fn norm_kind_word(kind: NormKind) -> &'static str {
    match kind {
        NormKind::Statutory => "statutory",
        NormKind::FieldNorm => "field-norm",
        NormKind::OwnYardstick => "own-yardstick",
    }
}

pub(crate) fn parse_norm_kind(text: &str) -> Option<NormKind> {
    [NormKind::Statutory, NormKind::FieldNorm, NormKind::OwnYardstick].into_iter().find(|kind| norm_kind_word(*kind) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_and_statistic_reads_back_from_its_word() {
        let measures = [
            Measure::Entered,
            Measure::Reached { by: 5 },
            Measure::Competing { by: 183 },
            Measure::Waiting { by: 365 },
            Measure::Unseen { by: 0 },
        ];
        for measure in measures {
            assert_eq!(parse_measure(&measure.word()), Some(measure));
            let share = Statistic::Share(measure);
            assert_eq!(parse_statistic(&share.word()), Some(share));
        }
        for statistic in [Statistic::Count, Statistic::PerTenThousand, Statistic::Median] {
            assert_eq!(parse_statistic(&statistic.word()), Some(statistic));
        }
        assert_eq!(parse_measure("reached-by-"), None);
        assert_eq!(parse_statistic("share-of-something"), None);
    }

    #[test]
    fn every_class_reads_back_from_its_word() {
        for breakdown in Breakdown::ALL {
            for class in (0..=u8::MAX).filter(|class| class_word(breakdown, *class).is_some()) {
                let word = class_word(breakdown, class).expect("a word");
                assert_eq!(parse_class(breakdown, word), Some(class));
            }
        }
        assert_eq!(parse_class(Breakdown::All, "sexual"), None);
    }

    #[test]
    fn a_hidden_cell_with_a_value_is_refused() {
        assert_eq!(join(Some(3), "hidden"), None);
        assert_eq!(join::<u64>(None, "shown"), None);
        assert_eq!(join::<u64>(None, "hidden"), Some(Cell::Hidden));
    }
}
