//! What is divided by what: numerator and denominator of a plan's figures in plain words, from the plan itself.

use domain::{HandOver, Scope, Selector};

use crate::crosstab::RUNNING;
use crate::explain::{only, unit};
use crate::steps::selectors_in_words;
use crate::{Plan, Unit, Words, Written, whole};

/// What stands above and below the line of a share or a rate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fraction {
    /// What is counted above the line.
    pub numerator: Words,
    /// What it is a part of, or is told per.
    pub denominator: Words,
}

/// Numerator and denominator of the figures of a plan; `by` are the dimensions it is told by, which decide what a part of starts is a share of.
///
/// ```
/// let all = indicators::written();
/// let transfer = all.iter().find(|own| own.id == "transfer").unwrap();
/// let fraction = indicators::fraction(&transfer.plan, &transfer.by);
/// assert_eq!(fraction.denominator.en, "Every time this happens: transfer. Starts of which the next step could not be seen yet count for as long as they were seen.");
/// assert_eq!(fraction.numerator.en, "Of these: those with transfer accepted within 14 days.");
/// ```
pub fn fraction(plan: &Plan, by: &[String]) -> Fraction {
    match plan {
        Plan::Starts { of, unit, scope } => Fraction { numerator: counted(of, *unit, scope), denominator: part_of(*unit, by) },
        Plan::HandOver(hand_over) => {
            let is_common = whole::is_by_common(by);
            Fraction { numerator: reached(hand_over, is_common), denominator: entered(hand_over, is_common) }
        }
        Plan::Around { of, scope, running, .. } => {
            let (of, running, only) = (selectors_in_words(of), selectors_in_words(running), only(scope));
            let (unseen_nl, unseen_en) = match by.iter().any(|name| name.starts_with(RUNNING)) {
                true => ("Wie toen niet te zien was, staat apart.", "Those who could not be seen then stand by themselves."),
                false => (
                    "In een maand tellen zij mee van wie die dag alles is aangeleverd.",
                    "A month has those of whom everything was delivered for that day.",
                ),
            };
            Fraction {
                numerator: Words {
                    nl: format!("Daarvan: bij wie die dag iets loopt dat begon met {}.", running.nl),
                    en: format!("Of these: those with something running that day that began with {}.", running.en),
                },
                denominator: Words {
                    nl: format!("Elke keer dat dit voorkomt: {}.{} {unseen_nl}", of.nl, only.nl),
                    en: format!("Every time this happens: {}.{} {unseen_en}", of.en, only.en),
                },
            }
        }
    }
}

impl Written {
    /// Numerator and denominator of its figures.
    pub fn fraction(&self) -> Fraction {
        fraction(&self.plan, &self.by)
    }
}

/// The starts that are counted.
fn counted(of: &[Selector], unit: Unit, scope: &Scope) -> Words {
    let (of, only) = (selectors_in_words(of), only(scope));
    let (nl, en) = match unit {
        Unit::Records => ("Hoe vaak dit voorkomt", "How often this happens"),
        Unit::Cases => ("Casussen, elk één keer per jaar, met", "Cases, each once a year, with"),
        Unit::Children => ("Kinderen, elk één keer per jaar, met", "Children, each once a year, with"),
    };
    let colon = if unit == Unit::Records { ": " } else { " " };
    Words { nl: format!("{nl}{colon}{}.{}", of.nl, only.nl), en: format!("{en}{colon}{}.{}", of.en, only.en) }
}

/// What counts of starts are told per: the children of a region, or where they are told by other dimensions all that share those.
fn part_of(unit: Unit, by: &[String]) -> Words {
    let (nl, en) = match (whole::is_by_common(by), unit) {
        (true, _) => (
            "Het aantal zelf heeft geen noemer. Het aantal per 10.000 gaat over de jongeren onder de 18 die in het gebied wonen, per jaar.",
            "The number itself has none. The number per 10,000 is about the young people under 18 who live in the area, per year.",
        ),
        (false, Unit::Records) => (
            "Het aantal zelf heeft geen noemer. Een percentage gaat over alle keren in hetzelfde jaar met dezelfde waarde van de andere kenmerken.",
            "The number itself has none. A percentage is of all times in the same year with the same value of the other dimensions.",
        ),
        (false, Unit::Cases) => (
            "Het aantal zelf heeft geen noemer. Een percentage gaat over alle casussen in hetzelfde jaar met dezelfde waarde van de andere kenmerken.",
            "The number itself has none. A percentage is of all cases in the same year with the same value of the other dimensions.",
        ),
        (false, Unit::Children) => (
            "Het aantal zelf heeft geen noemer. Een percentage gaat over alle kinderen in hetzelfde jaar met dezelfde waarde van de andere kenmerken.",
            "The number itself has none. A percentage is of all children in the same year with the same value of the other dimensions.",
        ),
    };
    Words { nl: nl.to_owned(), en: en.to_owned() }
}

/// Those that got the next step within the term; tables by region tell it at other days too.
fn reached(hand_over: &HandOver, is_common: bool) -> Words {
    let to = selectors_in_words(&hand_over.to);
    let (days_nl, days_en) = unit(hand_over.due.unit);
    let told = if is_common { hand_over.told_at() } else { vec![hand_over.due.days] };
    let days: Vec<String> = told.iter().map(u32::to_string).collect();
    let days = |or: &str| match days.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{or}{last}", others.join(", ")),
        None => hand_over.due.days.to_string(),
    };
    let elsewhere = hand_over.elsewhere.as_ref().map(|elsewhere| selectors_in_words(&elsewhere.to)).unwrap_or_default();
    let or = |words: &str, nl: &str| if words.is_empty() { String::new() } else { format!(" ({nl} {words})") };
    let running = if hand_over.running_counts { (" Wat toen al liep, telt mee.", " What already ran then counts.") } else { ("", "") };
    Words {
        nl: format!("Daarvan: die met {}{} binnen {} {days_nl}.{}", to.nl, or(&elsewhere.nl, "elders"), days(" of "), running.0),
        en: format!("Of these: those with {}{} within {} {days_en}.{}", to.en, or(&elsewhere.en, "elsewhere"), days(" or "), running.1),
    }
}

/// The starts, and what becomes of those that could not be followed.
fn entered(hand_over: &HandOver, is_common: bool) -> Words {
    let (from, only) = (selectors_in_words(&hand_over.from), only(&hand_over.scope));
    let (unseen_nl, unseen_en) = match is_common {
        true => (
            "Keren waarvan de volgende stap nog niet te zien was, tellen mee zolang wij ze zagen.",
            "Starts of which the next step could not be seen yet count for as long as they were seen.",
        ),
        false => ("Wie niet zo lang gevolgd is, staat apart.", "Those who were not followed that long stand by themselves."),
    };
    Words {
        nl: format!("Elke keer dat dit voorkomt: {}.{} {unseen_nl}", from.nl, only.nl),
        en: format!("Every time this happens: {}.{} {unseen_en}", from.en, only.en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue, norms, written};

    #[test]
    fn every_indicator_says_what_is_divided_by_what_in_both_languages() {
        let own = catalogue().into_iter().map(|own| fraction(&own.plan.complete(&norms()), &[]));
        for Fraction { numerator, denominator } in own.chain(written().iter().map(Written::fraction)) {
            for words in [numerator, denominator] {
                assert!(words.nl.ends_with('.') && words.en.ends_with('.') && words.nl != words.en, "{}", words.en);
            }
        }
    }

    #[test]
    fn a_share_at_several_days_names_them_all_and_who_is_meant() {
        let order = norms().into_iter().find(|norm| norm.id == "help-after-order").expect("a norm");
        let own = fraction(&Plan::HandOver(order), &[]);
        assert_eq!(own.numerator.nl, "Daarvan: die met begin van jeugdhulp binnen 91, 183 of 365 dagen. Wat toen al liep, telt mee.");
        let csg = norms().into_iter().find(|norm| norm.id == "csg-in-view").expect("a norm");
        let own = fraction(&Plan::HandOver(csg), &[]);
        assert!(own.numerator.en.contains("(elsewhere start of youth help") && own.denominator.en.contains("Only:"), "{own:?}");
    }

    /// What it is a share of follows from what it is told by: per 10,000 of a region, or of all in a row of a cross table.
    #[test]
    fn counts_are_told_per_young_people_of_a_region_or_per_row_of_a_cross_table() {
        let of = |id: &str| written().iter().find(|own| own.id == id).map(Written::fraction).expect("an indicator");
        assert!(
            of("csg-children").denominator.en.contains("per 10,000") && of("csg-children").numerator.en.starts_with("Children, each once")
        );
        assert!(of("reports-by-sector").denominator.en.contains("of all times in the same year"));
        assert!(of("continuity-18").numerator.en.contains("running that day"));
    }
}
