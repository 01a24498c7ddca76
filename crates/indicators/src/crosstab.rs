//! Indicators that a release tells as a cross table of the country: by dimensions that the maps and series of the others do not have.

use domain::{EventKind, HandOver, OrganisationKind, Scope, Selector};

use crate::whole::is_common;
use crate::{Own, Plan, Unit, Written, written};

/// Two groups held against each other: how much of a difference comes of whom they consist of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contrast {
    /// What it is about: a dimension and one of its values, `("stay", "yes")`.
    pub of: (String, String),
    /// A dimension and two of its values: the first group and the second, `("sex", "V", "M")`.
    pub between: (String, String, String),
    /// The dimension whose mix may differ.
    pub strata: String,
}

/// What the names of dimensions begin with that say whether anything runs in a month.
pub(crate) const RUNNING: &str = "running:";

/// What a cross table counts.
#[allow(clippy::large_enum_variant, reason = "there are as many as cross tables, a dozen")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Crosstabbed {
    /// Starts.
    Starts {
        /// Any of these.
        of: Vec<Selector>,
        /// Counted per.
        unit: Unit,
        /// Which of them.
        scope: Scope,
    },
    /// Starts of a hand-over, by what became of them by their term: one dimension more, `outcome`.
    HandOver(HandOver),
    /// Starts by whether anything runs so many months from them: a dimension `running:6` for each month.
    Around {
        /// Any of these.
        of: Vec<Selector>,
        /// Which of them.
        scope: Scope,
        /// What may run.
        running: Vec<Selector>,
        /// Who delivers that.
        suppliers: Vec<OrganisationKind>,
        /// The months, before the start negative.
        months: Vec<i16>,
    },
    /// Waits for the next step that run at the end of a month ([`crate::waiting_lists`]).
    Waiting(HandOver),
}

impl Crosstabbed {
    /// What a plan counts in a cross table; `None` for what runs around a start, which is told at some months only.
    pub fn of(plan: &Plan) -> Option<Crosstabbed> {
        match plan {
            Plan::Starts { of, unit, scope } => Some(Crosstabbed::Starts { of: of.clone(), unit: *unit, scope: scope.clone() }),
            Plan::HandOver(hand_over) => Some(Crosstabbed::HandOver(hand_over.clone())),
            Plan::Around { .. } => None,
        }
    }

    /// The events it begins with.
    pub fn starts(&self) -> &[Selector] {
        match self {
            Crosstabbed::Starts { of, .. } | Crosstabbed::Around { of, .. } => of,
            Crosstabbed::HandOver(hand_over) | Crosstabbed::Waiting(hand_over) => &hand_over.from,
        }
    }

    /// The event whose codes a dimension `code` holds: that of the first start.
    pub fn kind(&self) -> Option<EventKind> {
        self.starts().first().map(|selector| selector.kind)
    }
}

/// The indicators of the catalogue and of a region that a release tells as a cross table, in the order of the chain.
///
/// ```
/// let told = indicators::crosstabs(&indicators::Own::default());
/// assert!(told.iter().any(|(written, _)| written.id == "reports-by-sector"));
/// // Its counts are a part of those of another table.
/// assert!(told.iter().all(|(written, _)| written.id != "placed-by-form-and-sex"));
/// ```
pub fn crosstabs(own: &Own) -> Vec<(Written, Crosstabbed)> {
    let is_crossed = |written: &Written| written.is_released && (!is_common(written) || !written.told_months.is_empty());
    let all = written().into_iter().filter(is_crossed).chain(own.crossed.iter().cloned());
    all.filter_map(|written| Crosstabbed::of(&written.plan).map(|counted| (written.clone(), counted)).or_else(|| at_months(written)))
        .collect()
}

/// What runs around starts, by whether it does at each of the months that a release tells.
fn at_months(written: Written) -> Option<(Written, Crosstabbed)> {
    let Plan::Around { of, scope, running, suppliers, .. } = written.plan.clone() else { return None };
    let months = written.told_months.clone();
    let by = months.iter().map(|month| format!("{RUNNING}{month}")).collect();
    Some((Written { by, ..written }, Crosstabbed::Around { of, scope, running, suppliers, months }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dimension_in_words;

    #[test]
    fn every_cross_table_names_its_dimensions_and_its_groups() {
        for (written, counted) in crosstabs(&Own::default()) {
            assert!(written.by.iter().all(|name| dimension_in_words(name).is_some()), "{}", written.id);
            assert!(counted.kind().is_some() && (1..=3).contains(&written.by.len()), "{}", written.id);
        }
    }

    #[test]
    fn continuity_over_18_is_told_at_three_months_in_one_table() {
        let told = crosstabs(&Own::default());
        let (written, counted) = told.iter().find(|(written, _)| written.id == "continuity-18").expect("told");
        assert_eq!(written.by, ["running:6", "running:12", "running:24"]);
        assert!(matches!(counted, Crosstabbed::Around { months, .. } if *months == [6, 12, 24]));
        assert!(written.fraction().denominator.en.contains("by themselves"), "{}", written.fraction().denominator.en);
    }

    #[test]
    fn girls_and_boys_are_held_against_each_other() {
        let told = crosstabs(&Own::default());
        let contrast = told.iter().find_map(|(written, _)| written.contrast.clone()).expect("one with a contrast");
        let text = |text: &str| text.to_owned();
        assert_eq!((contrast.of, contrast.strata), ((text("stay"), text("yes")), text("age")));
        assert_eq!(contrast.between, (text("sex"), text("V"), text("M")));
    }
}
