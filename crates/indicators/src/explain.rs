//! A count plan said back in plain words, from the plan itself: what a reader can check the definition against.

use domain::{Breakdown, DayUnit, HandOver, NormKind, Scope, Selector, Tie};

use crate::steps::selectors_in_words;
use crate::{CountPlan, Plan, Text, Unit, What, values};

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
        What::Starts { of, unit, scope } => joined(starts(of, *unit), only(scope)),
        What::HandOver { id, horizon } => match norms.iter().find(|norm| norm.id == *id) {
            Some(norm) => joined(hand_over(norm, *horizon), only(&norm.scope)),
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
        Plan::Around { of, running, months, scope, .. } => (around(of, running, *months), scope),
    };
    joined(what, only(scope))
}

fn joined(one: Words, other: Words) -> Words {
    Words { nl: one.nl + &other.nl, en: one.en + &other.en }
}

/// Which starts are meant; empty where all are.
pub(crate) fn only(scope: &Scope) -> Words {
    let (mut nl, mut en) = (Vec::new(), Vec::new());
    let lists = [
        list("vorm van geweld", "form of violence", scope.forms.iter().map(|form| values::form(*form))),
        list("waar of in welke relatie", "setting", scope.settings.iter().map(|setting| values::setting(*setting))),
        list("contact", "contact", scope.contacts.iter().map(|contact| values::contact(*contact))),
        list("online", "online", scope.online.iter().map(|online| values::online(*online))),
        list("leeftijd van de ander", "age of the other", scope.other_ages.iter().map(|age| values::other_age(*age))),
        list("geslacht", "sex", scope.sexes.iter().map(|sex| values::sex(*sex))),
        list("leeftijd", "age", scope.ages.iter().map(|band| values::age(*band))),
        list("sector", "sector", scope.sectors.iter().map(|sector| values::sector(*sector))),
    ];
    for words in lists.into_iter().flatten() {
        nl.push(words.nl);
        en.push(words.en);
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

/// `name value or value`; nothing where no value is asked for.
fn list(nl: &str, en: &str, values: impl Iterator<Item = Text>) -> Option<Words> {
    let values: Vec<Text> = values.collect();
    let join = |pick: fn(&Text) -> &'static str, or: &str| values.iter().map(pick).collect::<Vec<_>>().join(or);
    (!values.is_empty())
        .then(|| Words { nl: format!("{nl} {}", join(|text| text.nl, " of ")), en: format!("{en} {}", join(|text| text.en, " or ")) })
}

fn starts(of: &[Selector], unit: Unit) -> Words {
    let Words { nl, en } = selectors_in_words(of);
    match unit {
        Unit::Records => Words { nl: format!("Telt hoe vaak dit voorkomt: {nl}."), en: format!("Counts how often this happens: {en}.") },
        Unit::Cases => Words {
            nl: format!("Telt casussen met {nl}: elke casus één keer per kalenderjaar, bij de eerste keer in dat jaar."),
            en: format!("Counts cases with {en}: each case once a calendar year, at the first time in that year."),
        },
        Unit::Children => Words {
            nl: format!("Telt kinderen met {nl}: elk kind één keer per kalenderjaar, bij de eerste keer in dat jaar."),
            en: format!("Counts children with {en}: each child once a calendar year, at the first time in that year."),
        },
    }
}

fn around(of: &[Selector], running: &[Selector], (first, last): (i16, i16)) -> Words {
    let (of, running) = (selectors_in_words(of), selectors_in_words(running));
    Words {
        nl: format!("Kijkt bij: {}. Van maand {first} tot en met maand {last}: loopt er dan iets dat begon met {}?", of.nl, running.nl),
        en: format!("Looks at: {}. From month {first} through month {last}: does anything run then that began with {}?", of.en, running.en),
    }
}

fn hand_over(norm: &HandOver, horizon: u16) -> Words {
    let (words, (days_nl, days_en)) = (expectation(norm), unit(norm.due.unit));
    Words { nl: format!("{} Volgt {horizon} {days_nl} lang.", words.nl), en: format!("{} Follows for {horizon} {days_en}.", words.en) }
}

/// What is expected after what, within which term, and what can happen instead.
fn expectation(norm: &HandOver) -> Words {
    let (from, to) = (selectors_in_words(&norm.from), selectors_in_words(&norm.to));
    let (days_nl, days_en) = unit(norm.due.unit);
    let (kind_nl, kind_en) = kind(norm.norm);
    let due = norm.due.days;
    let (elsewhere, instead) = (elsewhere(norm), instead(norm));
    let running = if norm.running_counts {
        Text { nl: " Wat op de eerste dag al liep, telt als dag 0.", en: " What already ran on the first day counts as day 0." }
    } else {
        Text { nl: "", en: "" }
    };
    Words {
        nl: format!(
            "Begint bij: {}. Wacht op: {}, binnen {due} {days_nl} ({kind_nl}).{}{}{}{}",
            from.nl,
            to.nl,
            elsewhere.nl,
            running.nl,
            instead.nl,
            tied(norm).nl
        ),
        en: format!(
            "Starts at: {}. Waits for: {}, within {due} {days_en} ({kind_en}).{}{}{}{}",
            from.en,
            to.en,
            elsewhere.en,
            running.en,
            instead.en,
            tied(norm).en
        ),
    }
}

/// What is expected in other settings.
fn elsewhere(norm: &HandOver) -> Words {
    let Some(elsewhere) = &norm.elsewhere else { return Words::default() };
    let settings = list("", "", elsewhere.settings.iter().map(|setting| values::setting(*setting))).unwrap_or_default();
    let to = selectors_in_words(&elsewhere.to);
    Words {
        nl: format!(" Elders ({}) wacht het op: {}.", settings.nl.trim(), to.nl),
        en: format!(" Elsewhere ({}) it waits for: {}.", settings.en.trim(), to.en),
    }
}

fn instead(norm: &HandOver) -> Words {
    if norm.competing.is_empty() {
        return Words::default();
    }
    let Words { nl, en } = selectors_in_words(&norm.competing);
    Words { nl: format!(" Een andere uitkomst is: {nl}."), en: format!(" Another outcome is: {en}.") }
}

/// Which event answers which start, where it is not just any of the same child.
fn tied(norm: &HandOver) -> Text {
    match norm.tie {
        Tie::Person => Text { nl: "", en: "" },
        Tie::Record => Text { nl: " Het moet bij dezelfde registratie of casus horen.", en: " It must belong to the same record or case." },
    }
}

pub(crate) fn unit(unit: DayUnit) -> (&'static str, &'static str) {
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
            "Starts at: supervision order or interim supervision order. Waits for: start of youth help, within 183 days (our own yardstick). \
             What already ran on the first day counts as day 0. Another outcome is: end of the order, death, moving away or turning 18. \
             Follows for 365 days. By municipality, year, form of violence, sex, age."
        );
        assert!(words.nl.contains("binnen 183 dagen (eigen maatstaf)"), "{}", words.nl);
    }

    #[test]
    fn no_plan_says_a_code_of_the_program() {
        let all = crate::written().into_iter().map(|written| explain_plan(&written.plan));
        for Words { nl, en } in all.chain(crate::catalogue().iter().map(|indicator| explain(&indicator.plan, &crate::norms()))) {
            for kind in domain::EventKind::ALL {
                assert!(!kind.word().contains('.') || !nl.contains(kind.word()) && !en.contains(kind.word()), "{en}");
            }
        }
    }

    #[test]
    fn a_scope_is_said_in_the_words_of_each_language() {
        let text =
            "start = \"police.report\"\nwhere = { form = [\"sexual\", \"neglect\"], sex = [\"V\"], minors = true, helped-before = 183 }";
        let words = explain_plan(&crate::parse_indicator(text, "mine", &[]).expect("an indicator").plan);
        assert_eq!(
            words.nl,
            "Telt hoe vaak dit voorkomt: melding bij de politie. Alleen: vorm van geweld seksueel geweld of verwaarlozing; geslacht meisjes; \
             jonger dan 18 jaar; met jeugdhulp in de 183 dagen daarvoor."
        );
        assert!(words.en.contains("form of violence sexual violence or neglect; sex girls; under 18"), "{}", words.en);
    }

    #[test]
    fn a_hand_over_without_a_norm_is_named_by_its_id() {
        let words = explain(&CountPlan::hand_over("no-such", 9).by(&[Breakdown::All]), &[]);
        assert_eq!(words.nl, "Volgt de overdracht no-such. Per gemeente, jaar.");
    }
}
