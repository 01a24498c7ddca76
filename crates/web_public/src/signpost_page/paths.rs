//! The numbers, the questions that open in place, and the doors at the end of each path.

use maud::{Markup, html};
use screens::{Language, Text};
use signpost::{Answer, Door, Guide, Place, Question, Situation, When, Who};

use super::told;

/// Every door with a telephone, before any question.
pub(super) fn numbers(guide: &Guide, language: Language) -> Markup {
    html! {
        ul class="numbers" {
            @for door in guide.all_doors().iter().filter(|door| door.telephone.is_some()) { li { (card(door, language)) } }
        }
    }
}

/// Name, ways to reach it, hours, and what one finds there.
fn card(door: &Door, language: Language) -> Markup {
    html! {
        span class="name" { (told(&door.name, language)) }
        @if let Some(ages) = &door.age_note { " (" (told(ages, language)) ")" }
        span class="reach" {
            @if let (Some(telephone), Some(dialled)) = (&door.telephone, door.dialled()) {
                a href={"tel:" (dialled)} { (Text::SignpostCall.say(language)) " " (telephone) }
            }
            @if let Some(chat) = &door.chat {
                a href=(chat) rel="noreferrer noopener" { (Text::SignpostSite.say(language)) " " (chat.trim_start_matches("https://").trim_start_matches("www.")) }
            }
        }
        span class="note" { (told(&door.about, language)) " " (hours(door, language)) }
    }
}

/// The hours as a sentence.
fn hours(door: &Door, language: Language) -> String {
    let text = told(&door.hours, language);
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Who, when, where: each answer opens in place, and the last one shows the doors.
pub(super) fn questions(guide: &Guide, language: Language) -> Markup {
    let [who, when, place] = guide.questions() else { return html! {} };
    html! {
        h3 { (told(&who.ask, language)) }
        @for answer in &who.answers {
            @if let Some(asker) = Who::from_word(&answer.is) {
                (opens(answer, "who", language, &after_who(guide, asker, (when, place), language)))
            }
        }
    }
}

/// Someone worried about themselves needs no more questions.
fn after_who(guide: &Guide, who: Who, (when, place): (&Question, &Question), language: Language) -> Markup {
    match who {
        Who::WorriedAboutSelf => {
            let asked = Situation { who, age: None, when: When::Later, place: Place::Unknown };
            doors(guide, asked, language)
        }
        Who::Oneself | Who::Other | Who::Professional => html! {
            h3 { (told(&when.ask, language)) }
            @for answer in &when.answers {
                @if let Some(moment) = When::from_word(&answer.is) {
                    (opens(answer, who.word(), language, &after_when(guide, (who, moment), place, language)))
                }
            }
            @if who == Who::Professional { (meldcode(guide, language)) }
        },
    }
}

/// Danger needs no more questions.
fn after_when(guide: &Guide, (who, when): (Who, When), place: &Question, language: Language) -> Markup {
    if when == When::Now {
        return doors(guide, Situation { who, age: None, when, place: Place::Unknown }, language);
    }
    let group = format!("{}-{}", who.word(), when.word());
    html! {
        h3 { (told(&place.ask, language)) }
        @for answer in &place.answers {
            @if let Some(place) = Place::from_word(&answer.is) {
                (opens(answer, &group, language, &doors(guide, Situation { who, age: None, when, place }, language)))
            }
        }
    }
}

/// An answer that shows what is inside; of one group only one is open.
fn opens(answer: &Answer, group: &str, language: Language, inside: &Markup) -> Markup {
    html! {
        details name={(group) "-" (screens::texts::tag(language))} data-answer=(answer.is) {
            summary { (told(&answer.say, language)) }
            div class="inside" { (inside) }
        }
    }
}

/// What to do and the doors, best first.
fn doors(guide: &Guide, asked: Situation, language: Language) -> Markup {
    let meldcode = guide.meldcode().steps.len();
    let mut steps = guide.steps(asked);
    if asked.who == Who::Professional {
        steps.truncate(steps.len().saturating_sub(meldcode));
    }
    html! {
        @for step in steps { p { (told(step, language)) } }
        ol class="doors" {
            @for door in guide.doors(asked) { li data-door=(door.id) { (card(door, language)) } }
        }
    }
}

/// The five steps and the two decisions.
fn meldcode(guide: &Guide, language: Language) -> Markup {
    let code = guide.meldcode();
    html! {
        h3 { (Text::MeldcodeSteps.say(language)) }
        ol { @for step in &code.steps { li { strong { (told(&step.title, language)) ". " } (told(&step.text, language)) } } }
        h3 { (Text::MeldcodeDecisions.say(language)) }
        ol { @for decision in &code.decisions { li { strong { (told(&decision.title, language)) } " " (told(&decision.text, language)) } } }
    }
}
