//! What stands around a figure: meta line, downloads, footnotes, and the state of a figure that cannot be shown.

use maud::{Markup, html};

use crate::texts::{Language, Text};

/// One item of the meta line.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Its name.
    pub name: Text,
    /// What it says.
    pub value: Markup,
}

impl Meta {
    /// An item of words.
    pub fn words(name: Text, value: impl Into<String>) -> Meta {
        let value: String = value.into();
        Meta { name, value: html! { (value) } }
    }

    /// An item of words with a badge around it.
    pub fn badge(name: Text, value: &str) -> Meta {
        Meta { name, value: html! { span class="nl-data-badge ib-badge--provisional" { (value) } } }
    }
}

/// The meta line: as-of date, status, source, release, completeness, norm.
pub fn meta(items: &[Meta], language: Language) -> Markup {
    html! {
        dl class="ib-meta" {
            @for item in items { div class="ib-meta__item" { dt { (item.name.say(language)) } dd { (item.value) } } }
        }
    }
}

/// A link under a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// A file.
    Download {
        /// Its name.
        name: String,
        /// Its address.
        address: String,
    },
    /// A page.
    Page {
        /// Its name.
        name: String,
        /// Its address.
        address: String,
    },
    /// The link that will always show these figures.
    Permanent {
        /// Its name.
        name: String,
        /// Its address.
        address: String,
    },
}

/// Downloads, method and permanent link.
pub fn downloads(ways: &[Way], language: Language) -> Markup {
    html! {
        ul class="ib-downloads" aria-label=(Text::Download.say(language)) {
            @for way in ways {
                li {
                    @match way {
                        Way::Download { name, address } => a class="nl-link" href=(address) download { (name) },
                        Way::Page { name, address } => a class="nl-link" href=(address) { (name) },
                        Way::Permanent { name, address } => a class="nl-link" href=(address) data-ib-copy { (name) },
                    }
                }
            }
        }
    }
}

/// Marks that lead to so many footnotes, and to which each of them leads back.
pub fn footnote_marks(count: usize, language: Language) -> Markup {
    html! {
        @for number in 1..=count {
            @if number > 1 { ", " }
            a class="nl-link" id={"v" (number)} href={"#n" (number)} aria-label={(Text::FootnoteName.say(language)) " " (number)} { (number) }
        }
    }
}

/// Numbered footnotes, each with a way back to its mark; nothing when there are none.
pub fn footnotes(notes: &[String], language: Language) -> Markup {
    html! {
        @if !notes.is_empty() {
            ol class="ib-footnotes" {
                @for (place, note) in notes.iter().enumerate() {
                    li id={"n" (place + 1)} {
                        (note) " "
                        a class="nl-link ib-no-print" href={"#v" (place + 1)} aria-label=(Text::BackFromNote.fill(language, &[("number", &(place + 1).to_string())])) { "↑" }
                    }
                }
            }
        }
    }
}

/// A figure that says less than hoped: what there is, why, and where to look.
pub fn state(what: &Markup, why: &str, whereto: &Markup) -> Markup {
    html! {
        div class="ib-state" {
            p class="ib-state__what" { (what) }
            p class="ib-state__why" { (why) }
            p class="ib-state__where" { (whereto) }
        }
    }
}

/// The same cells as a table, folded.
pub fn folded_table(table: &Markup, language: Language) -> Markup {
    html! {
        details class="ib-details" { summary class="ib-details__summary" { (Text::ShowAsTable.say(language)) } (table) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_numbered_lead_both_ways_and_are_absent_when_there_are_none() {
        let notes = footnotes(&["een".to_owned()], Language::Dutch).into_string();
        assert!(notes.contains(r#"<li id="n1">een"#) && notes.contains(r##"href="#v1""##));
        let marks = footnote_marks(1, Language::Dutch).into_string();
        assert!(marks.contains(r#"id="v1""#) && marks.contains(r##"href="#n1""##));
        assert!(footnotes(&[], Language::Dutch).into_string().is_empty());
    }
}
