//! Waiting lists: how many wait for a next step at the end of every month.

use domain::{DayUnit, HandOver};

use crate::steps::selectors_in_words;
use crate::{Crosstabbed, Fraction, Plan, Whole, Words, Written, norms};

/// What the ids of waiting lists begin with.
pub(crate) const LIST: &str = "waiting-";

/// The dimension of regions in a waiting list.
pub const REGION: &str = "region";

/// The dimension of how long somebody has waited by then.
pub const WAITED: &str = "waited";

/// Hand-overs whose list would hold all of another's: who waits for the Board to begin waits for its end too. In small regions the two would bound each other.
const HOLDS_ANOTHER: [&str; 1] = ["board-end"];

/// For every hand-over of the norms that takes time two tables that count the same waits: by region, and by how long they last so far. What should run on the
/// day itself has no list.
///
/// ```
/// let lists = indicators::waiting_lists(&indicators::whole());
/// let ids: Vec<&str> = lists.iter().map(|(written, _)| written.id.as_str()).collect();
/// assert!(ids.contains(&"waiting-help-after-order") && ids.contains(&"waiting-help-after-order-length"));
/// assert!(!ids.contains(&"waiting-adult-follow-up"));
/// ```
pub fn waiting_lists(whole: &Whole) -> Vec<(Written, Crosstabbed)> {
    let lists = norms().into_iter().filter(is_listed);
    lists.flat_map(|norm| [REGION, WAITED].map(|by| (list(&norm, by, whole), Crosstabbed::Waiting(norm.clone())))).collect()
}

fn is_listed(norm: &HandOver) -> bool {
    norm.due.days > 0 && !HOLDS_ANOTHER.contains(&norm.id.as_str())
}

fn list(norm: &HandOver, by: &str, whole: &Whole) -> Written {
    let own = whole.indicators.iter().find(|indicator| indicator.id == norm.id);
    let title = own.map_or((norm.id.as_str(), norm.id.as_str()), |own| (own.title.nl, own.title.en));
    let (from, to) = (selectors_in_words(&norm.from), selectors_in_words(&norm.to));
    let (suffix, by_nl, by_en) = match by {
        WAITED => ("-length", " naar duur", " by length"),
        _ => ("", "", ""),
    };
    let (unit_nl, unit_en) = match norm.due.unit {
        DayUnit::Calendar => ("dagen", "days"),
        DayUnit::Working => ("werkdagen", "working days"),
    };
    let due = norm.due.days;
    let both = |nl: String, en: String| Words { nl, en };
    Written {
        id: format!("{LIST}{}{suffix}", norm.id),
        title: both(format!("Wachtlijst{by_nl}: {}", title.0), format!("Waiting list{by_en}: {}", title.1)),
        question: both(
            format!("Hoeveel keer wordt er aan het eind van de maand gewacht: na {} op {}?", from.nl, to.nl),
            format!("How many times does somebody wait at the end of the month: after {} for {}?", from.en, to.en),
        ),
        definition: both(
            format!(
                "Op de lijst van een maand staat elke keer dat dit voorkwam: {}, zolang daarna op de laatste dag van die maand niets gebeurd was waarop wordt \
                 gewacht ({}), en dat niet onmogelijk werd. Wie nooit verder komt, blijft dus op de lijst. De termijn is {due} {unit_nl}.",
                from.nl, to.nl
            ),
            format!(
                "On the list of a month stands every time this happened: {}, as long as on the last day of that month nothing that is waited for had \
                 followed ({}), and that did not become impossible. Who never gets any further stays on it. The term is {due} {unit_en}.",
                from.en, to.en
            ),
        ),
        counts: both("keren dat wordt gewacht".to_owned(), "times that somebody waits".to_owned()),
        unreliable_when: both(
            "Een regio telt mee als over het jaar ervoor alles is aangeleverd voor ten minste negen van de tien minderjarigen. Wie al wachtte voor de \
             eerste aanlevering staat er niet bij: in de eerste jaren zijn er daardoor te weinig die langer dan een jaar wachten."
                .to_owned(),
            "A region counts where everything was delivered about the year before for at least nine in ten of its minors. Who waited since before the first \
             delivery is not among them: in the first years too few wait longer than a year for that."
                .to_owned(),
        ),
        rows: vec!["R4".to_owned()],
        by: vec![by.to_owned()],
        is_released: true,
        told_months: Vec::new(),
        contrast: None,
        plan: Plan::HandOver(norm.clone()),
    }
}

/// What is divided by what in a waiting list.
pub fn fraction_of_list(written: &Written) -> Fraction {
    let is_by_length = written.by.iter().any(|name| name == WAITED);
    let (nl, en) =
        if is_by_length { ("die zo lang duren", "those that last that long") } else { ("die in deze regio", "those in this region") };
    Fraction {
        numerator: Words { nl: format!("Daarvan: {nl}."), en: format!("Of these: {en}.") },
        denominator: Words {
            nl: "Elke keer dat aan het eind van de maand wordt gewacht, in regio's die alles aanleverden.".to_owned(),
            en: "Every time that somebody waits at the end of the month, in regions that delivered everything.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dimension_in_words, whole};

    #[test]
    fn every_list_has_two_tables_of_the_same_waits_in_words_of_both_languages() {
        let lists = waiting_lists(&whole());
        assert_eq!(lists.len(), 2 * norms().iter().filter(|norm| is_listed(norm)).count());
        for pair in lists.chunks(2) {
            assert_eq!(pair[0].1, pair[1].1);
            assert!(pair.iter().all(|(own, _)| own.by.iter().all(|name| dimension_in_words(name).is_some())));
        }
        for (own, _) in &lists {
            for words in [&own.title, &own.question, &own.definition, &own.counts, &own.unreliable_when] {
                assert!(words.nl.len() > 5 && words.en.len() > 5 && words.nl != words.en, "{}", own.id);
            }
            assert!(own.title.en.starts_with("Waiting list") && !own.title.en.ends_with(&own.id), "{}", own.title.en);
        }
    }
}
