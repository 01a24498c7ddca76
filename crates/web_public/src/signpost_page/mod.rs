//! `/hulp`: the signpost as one document that asks for nothing once it is there.
//!
//! Style and script are inside and named by their hash, so that the page may hold nothing else. Answers open in place
//! (`<details>`): no address changes, so that no history, log or query string remembers them.

mod paths;
mod seal;

use std::sync::OnceLock;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use screens::texts::{own_name, tag};
use screens::{Language, Text};
use signpost::{Guide, Words};

use crate::pages::Visit;

const STYLE: &str = include_str!("signpost.css");
const SCRIPT: &str = include_str!("signpost.js");
/// Where the exit goes: a page that anyone may have open.
const AWAY: &str = "https://nl.wikipedia.org/";

/// `/hulp`
pub(crate) async fn page(State(visit): State<Visit>) -> Response {
    static PAGES: OnceLock<[String; 2]> = OnceLock::new();
    let pages = PAGES.get_or_init(|| [Language::Dutch, Language::English].map(|language| document(Guide::national(), language)));
    let page = match visit.language {
        Language::Dutch => &pages[0],
        Language::English => &pages[1],
    };
    let mut answer = Html(page.clone()).into_response();
    let policy = HeaderValue::from_str(policy()).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// What the page may load: its own style and script, by their hash, and nothing else.
fn policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            seal::hash_source(STYLE),
            seal::hash_source(SCRIPT)
        )
    })
}

/// The text in a language.
fn told(words: &Words, language: Language) -> &str {
    match language {
        Language::Dutch => &words.nl,
        Language::English => &words.en,
    }
}

/// The whole signpost as one HTML document, both languages inside, opening in one of them.
///
/// ```
/// let page = web_public::signpost_document(signpost::Guide::national(), screens::Language::Dutch);
/// assert!(page.contains("tel:08000188") && !page.contains("<form"));
/// ```
pub fn document(guide: &Guide, language: Language) -> String {
    // `frame-ancestors` only counts in a header.
    let inside = policy().replace("; frame-ancestors 'none'", "");
    let page = html! {
        (DOCTYPE)
        html lang=(tag(language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(inside);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noarchive";
                title { (Text::SignpostTitle.say(language)) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
                script { (PreEscaped(SCRIPT)) }
            }
            body {
                (top(language))
                main {
                    h1 {
                        @for own in [Language::Dutch, Language::English] {
                            span data-tongue=(tag(own)) lang=(tag(own)) { (Text::SignpostTitle.say(own)) }
                        }
                    }
                    @for own in [Language::Dutch, Language::English] {
                        div data-tongue=(tag(own)) lang=(tag(own)) { (content(guide, own)) }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The way out and the choice of language: first in the order of the keyboard.
fn top(language: Language) -> Markup {
    let leave = |own: Language| {
        html! { span data-tongue=(tag(own)) lang=(tag(own)) { (Text::SignpostLeave.say(own)) } }
    };
    html! {
        header class="top" {
            a class="leave" href=(AWAY) rel="noreferrer" data-leave="" { (leave(Language::Dutch)) (leave(Language::English)) }
            fieldset class="tongue" aria-label="Taal, language" {
                @for own in [Language::Dutch, Language::English] {
                    label lang=(tag(own)) {
                        input type="radio" name="tongue" id={"tongue-" (tag(own))} checked[own == language];
                        " " (own_name(own))
                    }
                }
            }
        }
    }
}

fn content(guide: &Guide, language: Language) -> Markup {
    let say = |text: Text| text.say(language);
    html! {
        p { (say(Text::SignpostIntro)) }
        (paths::numbers(guide, language))
        h2 { (say(Text::SignpostQuestions)) }
        p { (say(Text::SignpostQuestionsMore)) }
        (paths::questions(guide, language))
        h2 { (say(Text::SignpostTrace)) }
        p { (say(Text::SignpostTraceMore)) }
        p { (say(Text::SignpostLeaveMore)) }
        noscript { p { (say(Text::SignpostNoScript)) } }
        footer { p class="note" { (say(Text::SignpostChecked)) " " (screens::numbers::day(valid_until(guide), language)) "." } }
    }
}

/// The first day on which a door must have been compared with its source again.
fn valid_until(guide: &Guide) -> domain::Day {
    guide.all_doors().iter().map(|door| door.valid_until).min().unwrap_or(domain::Day(0))
}
