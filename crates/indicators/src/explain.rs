//! A count plan said back in plain words, from the plan itself: what a reader can check the definition against.

use domain::{Breakdown, Code, DayUnit, HandOver, NormKind, Scope, Selector};

use crate::{CountPlan, Plan, Unit, What};

/// One text in both languages, made by the program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
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

/// Says what a plan of its own counts, from the plan alone.
pub fn explain_plan(plan: &Plan) -> Words {
    let (what, scope) = match plan {
        Plan::Starts { of, unit, scope } => (starts(of, *unit), scope),
        Plan::HandOver(norm) => (expectation(norm), &norm.scope),
    };
    let only = only(scope);
    Words { nl: format!("{}{}", what.nl, only.nl), en: format!("{}{}", what.en, only.en) }
}

/// Which starts are meant; empty where all are.
fn only(scope: &Scope) -> Words {
    fn list<T: ToString>(values: &[T]) -> String {
        values.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
    }
    let letters: Vec<&str> = scope.sexes.iter().map(|sex| sex.letter()).collect();
    let bands: Vec<&str> = scope.ages.iter().map(|band| band.label()).collect();
    let lists = [
        ("vorm van geweld", "form of violence", list(&scope.forms)),
        ("plaats of relatie", "setting", list(&scope.settings)),
        ("contact", "contact", list(&scope.contacts)),
        ("online", "online", list(&scope.online)),
        ("leeftijd van de ander", "age of the other", list(&scope.other_ages)),
        ("geslacht", "sex", letters.join(", ")),
        ("leeftijd", "age", bands.join(", ")),
        ("sector", "sector", list(&scope.sectors)),
    ];
    let (mut nl, mut en) = (Vec::new(), Vec::new());
    for (dutch, english, values) in lists.iter().filter(|(_, _, values)| !values.is_empty()) {
        nl.push(format!("{dutch} {values}"));
        en.push(format!("{english} {values}"));
    }
    if scope.minors {
        nl.push("jonger dan 18 jaar".to_owned());
        en.push("under 18".to_owned());
    }
    if let Some(days) = scope.helped_before {
        nl.push(format!("met jeugdhulp in de {days} dagen daarvoor"));
        en.push(format!("with youth help in the {days} days before"));
    }
    if nl.is_empty() {
        return Words::default();
    }
    Words { nl: format!(" Alleen: {}.", nl.join("; ")), en: format!(" Only: {}.", en.join("; ")) }
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
    let (words, (days_nl, days_en)) = (expectation(norm), unit(norm.due.unit));
    Words { nl: format!("{} Volgt {horizon} {days_nl} lang.", words.nl), en: format!("{} Follows for {horizon} {days_en}.", words.en) }
}

/// What is expected after what, within which term, and what can happen instead.
fn expectation(norm: &HandOver) -> Words {
    let (from, to) = (events(&norm.from), events(&norm.to));
    let (days_nl, days_en) = unit(norm.due.unit);
    let (kind_nl, kind_en) = kind(norm.norm);
    let due = norm.due.days;
    Words {
        nl: format!(
            "Begint bij {from} en wacht op {to}, binnen {due} {days_nl} ({kind_nl}).{}{}{}",
            elsewhere(norm, " In andere gevallen", " op "),
            if norm.running_counts { " Wat op de eerste dag al liep, telt als dag 0." } else { "" },
            instead(norm, " Een andere uitkomst is: ")
        ),
        en: format!(
            "Starts at {from} and waits for {to}, within {due} {days_en} ({kind_en}).{}{}{}",
            elsewhere(norm, " Elsewhere", " for "),
            if norm.running_counts { " What already ran on the first day counts as day 0." } else { "" },
            instead(norm, " Another outcome is: ")
        ),
    }
}

/// What is expected in other settings.
fn elsewhere(norm: &HandOver, lead: &str, waits: &str) -> String {
    let Some(elsewhere) = &norm.elsewhere else { return String::new() };
    let settings: Vec<&str> = elsewhere.settings.iter().map(|setting| setting.word()).collect();
    format!("{lead} ({}){waits}{}.", settings.join(", "), events(&elsewhere.to))
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
    let crisis = if selector.crisis { "!crisis" } else { "" };
    match &selector.codes[..] {
        [] => format!("{}{crisis}", selector.kind),
        codes if codes == Code::ACUTE_ASSESSMENTS => format!("{}{crisis} (acute)", selector.kind),
        _ => format!("{}{crisis} ({})", selector.kind, codes.join(", ")),
    }
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
            "Starts at order.started (11, 12) and waits for help.started, within 183 days (our own yardstick). What already ran on \
             the first day counts as day 0. Another outcome is: order.ended, died, moved-away, turned-18. Follows for 365 days. By municipality, year, form of violence, sex, age."
        );
        assert!(words.nl.contains("binnen 183 dagen (eigen maatstaf)"), "{}", words.nl);
    }

    #[test]
    fn a_hand_over_without_a_norm_is_named_by_its_id() {
        let words = explain(&CountPlan::hand_over("no-such", 9).by(&[Breakdown::All]), &[]);
        assert_eq!(words.nl, "Volgt de overdracht no-such. Per gemeente, jaar.");
    }
}
