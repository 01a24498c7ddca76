//! Names of kinds, fields and their words, and values as people read them.

use domain::Day;
use maud::{Markup, html};
use register::{Fault, Field, Finding, Kind, Problem, Shape, Standing, source_name};
use screens::{Language, StaffText, numbers};

use crate::places;
use crate::visit::Visit;

/// The language as the register names it.
pub(crate) fn spoken_in(language: Language) -> register::Language {
    match language {
        Language::Dutch => register::Language::Dutch,
        Language::English => register::Language::English,
    }
}

/// The name of one of a kind.
pub(crate) fn kind(kind: Kind, language: Language) -> &'static str {
    kind.name(spoken_in(language))
}

/// The name of several of a kind.
pub(crate) fn kinds(kind: Kind, language: Language) -> &'static str {
    let text = match kind {
        Kind::Question => StaffText::ManyQuestions,
        Kind::Recommendation => StaffText::ManyRecommendations,
        Kind::Response => StaffText::ManyResponses,
        Kind::Commitment => StaffText::ManyCommitments,
        Kind::Measure => StaffText::ManyMeasures,
        Kind::Evidence => StaffText::ManyEvidences,
        Kind::Approach => StaffText::ManyApproaches,
        Kind::Prevention => StaffText::ManyPreventions,
        Kind::Policy => StaffText::ManyPolicies,
        Kind::Offer => StaffText::ManyOffers,
        Kind::Area => StaffText::ManyAreas,
    };
    text.say(language)
}

/// The name of a field, with a capital.
pub(crate) fn field(field: &Field, language: Language) -> String {
    capital(field.name_in(spoken_in(language)))
}

/// A text with its first letter a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word of a list, as people say it.
pub(crate) fn word(word: &str, language: Language) -> String {
    register::spoken(word, spoken_in(language)).to_owned()
}

pub(crate) fn fault(fault: Fault, language: Language) -> &'static str {
    fault.name(spoken_in(language))
}

pub(crate) fn standing(standing: Standing, language: Language) -> &'static str {
    standing.name(spoken_in(language))
}

/// What is wrong, and what to do.
pub(crate) fn problem(problem: Problem, language: Language) -> (String, String) {
    match language {
        Language::Dutch => (problem.dutch().to_owned(), problem.fix_dutch()),
        Language::English => (problem.to_string(), problem.fix()),
    }
}

/// A finding as one line for a field of a form.
pub(crate) fn finding(finding: &Finding, kind: Kind, language: Language) -> String {
    let name = kind.field(&finding.field).map_or_else(|| StaffText::Id.say(language).to_owned(), |known| field(known, language));
    let (wrong, fix) = problem(finding.problem, language);
    format!("{name} {wrong}: {fix}")
}

/// A value as people read it: words said, regions named, each of several on a line.
pub(crate) fn value(visit: &Visit, field: &Field, text: &str) -> Markup {
    let parts = || text.split('|').map(str::trim).filter(|part| !part.is_empty());
    match field.shape {
        Shape::Choice(_) => html! { (word(text, visit.language)) },
        Shape::Choices(_) => html! { (parts().map(|part| word(part, visit.language)).collect::<Vec<_>>().join(", ")) },
        Shape::Regions => html! { (parts().map(|part| places::written(part, visit.site.atlas())).collect::<Vec<_>>().join(", ")) },
        Shape::References(kind) => html! {
            ul class="ib-plain" {
                @for id in parts() { li { a class="nl-link" href=(visit.to(&format!("/register/{}/{id}", kind.word()))) { (id) } } }
            }
        },
        Shape::Words if field.name == "indicators" => html! { (parts().map(|part| indicator(visit, part)).collect::<Vec<_>>().join(", ")) },
        Shape::Words => html! { (parts().collect::<Vec<_>>().join(", ")) },
        Shape::Decimal => html! { (decimal(text, visit.language)) },
        Shape::Steps => html! { (parts().map(|part| decimal(&part.replace('=', ": "), visit.language)).collect::<Vec<_>>().join("; ")) },
        Shape::Day => html! { (Day::parse_iso(text).map_or_else(|| text.to_owned(), |day| numbers::day(day, visit.language))) },
        Shape::Text if field.name == "source" => html! { (source_name(text, spoken_in(visit.language))) },
        Shape::Text | Shape::Number => html! { @for line in text.lines() { (line) br; } },
    }
}

/// A number with the mark that people expect before its decimals.
fn decimal(kept: &str, language: Language) -> String {
    match language {
        Language::Dutch => kept.replace('.', ","),
        Language::English => kept.to_owned(),
    }
}

fn indicator(visit: &Visit, slug: &str) -> String {
    let known = visit.site.indicators().iter().find(|indicator| indicator.slug == slug);
    known.map_or_else(|| slug.to_owned(), |indicator| indicator.title(visit.language).to_owned())
}
