//! A count plan said back in plain words, from the plan itself: what a reader can check the definition against.

use domain::{Breakdown, DayUnit, HandOver, NormKind, Selector};

use crate::{CountPlan, Unit, What};

/// One text in both languages, made by the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

/// Says what a plan counts. A hand-over that `norms` does not hold is named by its id alone.
pub fn explain(plan: &CountPlan, norms: &[HandOver]) -> Words {
    let what = match &plan.what {
        What::Starts { of, unit } => starts(of, *unit),
        What::HandOver { id, horizon } => match norms.iter().find(|norm| norm.id == *id) {
            Some(norm) => hand_over(norm, *horizon),
            None => Words { nl: format!("Volgt de overdracht {id}."), en: format!("Follows the hand-over {id}.") },
        },
    };
    let by = breakdowns(&plan.breakdowns);
    Words { nl: format!("{} {}", what.nl, by.nl), en: format!("{} {}", what.en, by.en) }
}

fn starts(of: &[Selector], unit: Unit) -> Words {
    let events = events(of);
    match unit {
        Unit::Records => Words { nl: format!("Telt elke gebeurtenis {events}."), en: format!("Counts each event {events}.") },
        Unit::Cases => Words {
            nl: format!("Telt elke casus met {events} één keer per kalenderjaar, bij de eerste in dat jaar."),
            en: format!("Counts each case with {events} once a calendar year, at the first in that year."),
        },
        Unit::Children => Words {
            nl: format!("Telt elk kind met {events} één keer per kalenderjaar, bij de eerste in dat jaar."),
            en: format!("Counts each child with {events} once a calendar year, at the first in that year."),
        },
    }
}

fn hand_over(norm: &HandOver, horizon: u16) -> Words {
    let (from, to) = (events(&norm.from), events(&norm.to));
    let (days_nl, days_en) = unit(norm.due.unit);
    let (kind_nl, kind_en) = kind(norm.norm);
    let due = norm.due.days;
    Words {
        nl: format!(
            "Begint bij {from} en wacht op {to}, binnen {due} {days_nl} ({kind_nl}).{} Volgt {horizon} {days_nl} lang.",
            instead(norm, " Een andere uitkomst is: ")
        ),
        en: format!(
            "Starts at {from} and waits for {to}, within {due} {days_en} ({kind_en}).{} Follows for {horizon} {days_en}.",
            instead(norm, " Another outcome is: ")
        ),
    }
}

fn instead(norm: &HandOver, lead: &str) -> String {
    if norm.competing.is_empty() { String::new() } else { format!("{lead}{}.", events(&norm.competing)) }
}

fn events(of: &[Selector]) -> String {
    let words: Vec<String> = of.iter().map(event).collect();
    words.join(", ")
}

fn event(selector: &Selector) -> String {
    let codes: Vec<String> = selector.codes.iter().map(|code| code.0.to_string()).collect();
    if codes.is_empty() { selector.kind.word().to_owned() } else { format!("{} ({})", selector.kind, codes.join(", ")) }
}

fn unit(unit: DayUnit) -> (&'static str, &'static str) {
    match unit {
        DayUnit::Calendar => ("dagen", "days"),
        DayUnit::Working => ("werkdagen", "working days"),
    }
}

fn kind(norm: NormKind) -> (&'static str, &'static str) {
    match norm {
        NormKind::Statutory => ("wettelijke termijn", "statutory term"),
        NormKind::FieldNorm => ("norm van het veld", "norm of the field"),
        NormKind::OwnYardstick => ("eigen maatstaf", "our own yardstick"),
    }
}

fn breakdowns(by: &[Breakdown]) -> Words {
    let name = |breakdown: &Breakdown| match breakdown {
        Breakdown::All => None,
        Breakdown::Form => Some(("vorm van geweld", "form of violence")),
        Breakdown::Sex => Some(("geslacht", "sex")),
        Breakdown::Age => Some(("leeftijd", "age")),
    };
    let (mut nl, mut en) = (vec!["gemeente", "jaar"], vec!["municipality", "year"]);
    for (dutch, english) in by.iter().filter_map(name) {
        nl.push(dutch);
        en.push(english);
    }
    Words { nl: format!("Per {}.", nl.join(", ")), en: format!("By {}.", en.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_says_itself_back() {
        let words = explain(&CountPlan::hand_over("help-after-order", 365), &crate::norms());
        assert_eq!(
            words.en,
            "Starts at order.started (11, 12) and waits for help.started, within 183 days (our own yardstick). Another outcome is: \
             order.ended, died, moved-away, turned-18. Follows for 365 days. By municipality, year, form of violence, sex, age."
        );
        assert!(words.nl.contains("binnen 183 dagen (eigen maatstaf)"), "{}", words.nl);
    }

    #[test]
    fn a_hand_over_without_a_norm_is_named_by_its_id() {
        let words = explain(&CountPlan::hand_over("no-such", 9).by(&[Breakdown::All]), &[]);
        assert_eq!(words.nl, "Volgt de overdracht no-such. Per gemeente, jaar.");
    }
}
