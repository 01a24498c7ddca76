//! The whole catalogue in the form the engine counts in one pass: the indicators in code, then those written as files.

use std::sync::LazyLock;

use domain::{Breakdown, DayUnit, HandOver, Selector, Stage};

use crate::catalogue::footnotes as notes;
use crate::{CountPlan, Indicator, Own, Plan, Text, Unit, What, Words, Written, catalogue, norms, written};

/// Dimensions that a file may name and the whole catalogue has as well: every table is by region and year, and by one of these.
const COMMON: [&str; 9] = ["region", "period", "sex", "age", "form", "region:VT", "region:GM", "region:NL", "period:year"];

/// Through how many days hand-overs written as files are followed, at least.
const CALENDAR_HORIZON: u32 = 365;
const WORKING_HORIZON: u32 = 30;

static WRITTEN: LazyLock<Vec<Written>> = LazyLock::new(written);
static NOTHING_OWN: Own = Own { norms: None, written: Vec::new(), crossed: Vec::new(), breaks: Vec::new() };

/// Indicators, and the hand-overs they follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whole {
    /// Every indicator that can be counted by municipality and year, in the order of the chain.
    pub indicators: Vec<Indicator>,
    /// The norms, and the expectations that indicators state themselves.
    pub hand_overs: Vec<HandOver>,
}

/// Everything that is counted in one pass over a snapshot. Indicators by another dimension than sex, age and form (sector, cause, code) are
/// not among them: a release tells those as cross tables ([`crate::crosstabs`]).
///
/// ```
/// let whole = indicators::whole();
/// assert!(whole.indicators.iter().any(|indicator| indicator.id == "repeat-report"));
/// assert!(whole.hand_overs.iter().any(|hand_over| hand_over.id == "repeat-report"));
/// ```
pub fn whole() -> Whole {
    whole_with(&NOTHING_OWN)
}

/// The same with what a region adds, after everything of the catalogue. It lives as long as the program, as the catalogue does.
pub fn whole_with(own: &'static Own) -> Whole {
    let mut whole = Whole { indicators: catalogue(), hand_overs: norms() };
    for written in WRITTEN.iter().filter(|written| written.is_released && is_common(written)).chain(&own.written) {
        let what = match &written.plan {
            Plan::Starts { of, unit, scope } => Some(What::Starts { of: of.clone(), unit: *unit, scope: scope.clone() }),
            Plan::HandOver(hand_over) => {
                let own = HandOver { id: written.id.clone(), ..hand_over.clone() };
                let horizon = horizon(&own);
                if !whole.hand_overs.contains(&own) {
                    whole.hand_overs.push(own);
                }
                Some(What::HandOver { id: &written.id, horizon })
            }
            Plan::Around { .. } => None,
        };
        whole.indicators.extend(what.map(|what| indicator(written, what)));
    }
    whole
}

/// Whether it is by nothing but what the whole catalogue is by.
pub(crate) fn is_common(written: &Written) -> bool {
    is_by_common(&written.by)
}

/// Whether these dimensions are among those.
pub(crate) fn is_by_common(by: &[String]) -> bool {
    by.iter().all(|name| COMMON.contains(&name.as_str()))
}

fn horizon(hand_over: &HandOver) -> u16 {
    let least = match hand_over.due.unit {
        DayUnit::Calendar => CALENDAR_HORIZON,
        DayUnit::Working => WORKING_HORIZON,
    };
    let told = hand_over.told_at().last().copied().unwrap_or_default();
    u16::try_from(least.max(told + 1)).unwrap_or(u16::MAX)
}

fn indicator(written: &'static Written, what: What) -> Indicator {
    let text = |words: &'static Words| Text { nl: &words.nl, en: &words.en };
    let from: &[Selector] = match &written.plan {
        Plan::Starts { of, .. } | Plan::Around { of, .. } => of,
        Plan::HandOver(hand_over) => &hand_over.from,
    };
    let by = |breakdown: &Breakdown| *breakdown != Breakdown::Form || from.iter().all(|selector| tells_form(selector.kind.stage()));
    let breakdowns = Breakdown::ALL.into_iter().filter(by).collect();
    Indicator {
        id: &written.id,
        title: text(&written.title),
        question: text(&written.question),
        definition: text(&written.definition),
        counts: text(&written.counts),
        plan: CountPlan { what, breakdowns },
        rows: written.rows.iter().map(String::as_str).collect(),
        method: if !matches!(written.plan, Plan::HandOver(_)) { "docs/methods/trajectories.md" } else { "docs/methods/hand-overs.md" },
        footnotes: footnotes(written),
        unreliable_when: text(&written.unreliable_when),
    }
}

/// What is said beside every indicator that counts the same: of forms of violence where it is by them, of linkage where children are counted, of help that is in no delivery.
///
/// ```
/// let all = indicators::written();
/// let of = |id: &str| indicators::footnotes(all.iter().find(|own| own.id == id).expect("an indicator"));
/// assert_eq!((of("police-children").len(), of("transfer").len()), (2, 0));
/// ```
pub fn footnotes(written: &Written) -> Vec<Text> {
    let (from, unit) = match &written.plan {
        Plan::Starts { of, unit, .. } => (of.as_slice(), Some(*unit)),
        Plan::Around { of, .. } => (of.as_slice(), None),
        Plan::HandOver(hand_over) => (hand_over.from.as_slice(), None),
    };
    let all_of = |is_it: &dyn Fn(Stage) -> bool| !from.is_empty() && from.iter().all(|selector| is_it(selector.kind.stage()));
    let forms = match (is_common(written) && all_of(&tells_form), all_of(&|stage| stage == Stage::Order)) {
        (true, true) => Some(notes::REASON_OF_AN_ORDER),
        (true, false) => Some(notes::REASONS_ARE_A_SET),
        (false, _) => None,
    };
    let help = all_of(&|stage| stage == Stage::Help).then_some(notes::NOT_IN_THE_REGISTER);
    let linked = (unit == Some(Unit::Children)).then_some(notes::LINKED);
    forms.into_iter().chain(help).chain(linked).collect()
}

/// Whether what starts in a stage is about forms of violence.
pub(crate) fn tells_form(stage: Stage) -> bool {
    match stage {
        Stage::Advice
        | Stage::Report
        | Stage::Assessment
        | Stage::Investigation
        | Stage::Csg
        | Stage::Police
        | Stage::Board
        | Stage::Order => true,
        Stage::Service | Stage::Transfer | Stage::Monitoring | Stage::Court | Stage::Gi | Stage::Help | Stage::Adult | Stage::Life => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hand_over_that_is_followed_is_there_once_and_followed_past_its_term() {
        let whole = whole();
        for indicator in &whole.indicators {
            if let What::HandOver { id, horizon } = &indicator.plan.what {
                let own: Vec<&HandOver> = whole.hand_overs.iter().filter(|hand_over| hand_over.id == *id).collect();
                assert!(matches!(own[..], [only] if only.due.days < u32::from(*horizon)), "{id}");
            }
        }
        let ids: std::collections::BTreeSet<&str> = whole.indicators.iter().map(|indicator| indicator.id).collect();
        assert!(ids.len() == whole.indicators.len() && norms().iter().all(|norm| ids.contains(norm.id.as_str())));
    }

    #[test]
    fn what_is_by_another_dimension_or_not_released_is_no_table_of_regions() {
        let whole = whole();
        let left: Vec<&str> =
            WRITTEN.iter().map(|written| written.id.as_str()).filter(|id| whole.indicators.iter().all(|own| own.id != *id)).collect();
        assert_eq!(
            left,
            [
                "reports-by-sector",
                "advice-by-sector",
                "wait-by-cause",
                "help-by-form-and-sex",
                "help-after-violence-by-sex",
                "stay-by-sex-and-age",
                "assessment-children",
                "follow-up-children",
                "transfer-records",
                "monitoring-children",
                "petition-children",
                "authorisation-records",
                "allocation-children",
                "adult-support-records",
                "help-ends-by-reason",
                "help-outcome",
                "help-satisfaction",
                "placed-by-form-and-sex",
                "continuity-18"
            ]
        );
    }
}
