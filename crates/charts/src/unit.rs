//! What a number counts, and so how it is written.

use domain::{Cell, Estimate};

use crate::Language;

/// The unit of the values in one chart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// A plain count.
    Count,
    /// Per 10,000 minors a year.
    PerTenThousand,
    /// A share from 0 to 1, written in percents.
    Share,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
}

impl Unit {
    /// A value as text and tables write it: `63 %`, `12.340`, `14,2`; no unit word.
    pub fn format(self, value: f64, language: Language) -> String {
        match self {
            Unit::Share => language.percent(&language.number(value * 100.0, self.decimals(value))),
            Unit::Count | Unit::PerTenThousand | Unit::Days | Unit::WorkingDays => language.number(value, self.decimals(value)),
        }
    }

    /// The same with one decimal more: where two limits would read alike.
    pub(crate) fn format_finely(self, value: f64, language: Language) -> String {
        match self {
            Unit::Share => language.percent(&language.number(value * 100.0, self.decimals(value) + 1)),
            Unit::PerTenThousand => language.number(value, self.decimals(value) + 1),
            Unit::Count | Unit::Days | Unit::WorkingDays => self.format(value, language),
        }
    }

    /// A cell with its interval in words, for tips: `63 % (59 % – 67 %)`, `afgeschermd`, `onbekend`.
    pub fn describe(self, cell: Cell<Estimate>, language: Language) -> String {
        match cell {
            Cell::Shown(estimate) => self.with_interval(estimate, language),
            Cell::Hidden => language.hidden().to_owned(),
            Cell::Unknown => language.unknown().to_owned(),
            Cell::Impossible => language.impossible().to_owned(),
        }
    }

    /// The name of the axis.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Unit::Count => language.say("Aantal", "Number"),
            Unit::PerTenThousand => language.say("Per 10.000 minderjarigen", "Per 10,000 minors"),
            Unit::Share => language.say("Aandeel", "Share"),
            Unit::Days => language.say("Dagen", "Days"),
            Unit::WorkingDays => language.say("Werkdagen", "Working days"),
        }
    }

    /// A tick of an axis whose ticks lie `step` apart.
    pub(crate) fn tick(self, value: f64, step: f64, language: Language) -> String {
        let written = |value: f64, step: f64| {
            let decimals = (0..=6).find(|places| is_whole(step * 10f64.powi(*places))).unwrap_or(6);
            language.number(value, usize::try_from(decimals).unwrap_or(0))
        };
        match self {
            Unit::Share => language.percent(&written(value * 100.0, step * 100.0)),
            Unit::Count | Unit::PerTenThousand | Unit::Days | Unit::WorkingDays => written(value, step),
        }
    }

    fn with_interval(self, estimate: Estimate, language: Language) -> String {
        let show = |value| self.format(value, language);
        let interval = estimate.interval;
        if interval.width() <= 0.0 {
            return show(estimate.value);
        }
        format!("{} ({} – {})", show(estimate.value), show(interval.lower), show(interval.upper))
    }

    fn decimals(self, value: f64) -> usize {
        let small = value > 0.0 && value < 0.01;
        match self {
            Unit::PerTenThousand => 1,
            Unit::Share if small => 1,
            Unit::Share | Unit::Count | Unit::Days | Unit::WorkingDays => 0,
        }
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use domain::Interval;

    use super::*;

    #[test]
    fn each_unit_is_written_its_own_way() {
        let written = |unit: Unit, value| unit.format(value, Language::Dutch);
        assert_eq!(written(Unit::Share, 0.634), "63\u{a0}%");
        assert_eq!(written(Unit::Share, 0.004), "0,4\u{a0}%");
        assert_eq!(written(Unit::Count, 12_340.0), "12.340");
        assert_eq!(written(Unit::PerTenThousand, 14.25), "14,3");
    }

    #[test]
    fn ticks_have_the_decimals_their_step_needs() {
        assert_eq!(Unit::Share.tick(0.25, 0.25, Language::Dutch), "25\u{a0}%");
        assert_eq!(Unit::Share.tick(0.005, 0.005, Language::English), "0.5%");
        assert_eq!(Unit::PerTenThousand.tick(2.0, 2.0, Language::Dutch), "2");
    }

    #[test]
    fn a_missing_value_is_described_by_its_reason() {
        let shown = Cell::Shown(Estimate { value: 0.63, interval: Interval::ninety_five(0.59, 0.67) });
        assert_eq!(Unit::Share.describe(shown, Language::Dutch), "63\u{a0}% (59\u{a0}% – 67\u{a0}%)");
        assert_eq!(Unit::Share.describe(Cell::Hidden, Language::English), "shielded");
    }
}
