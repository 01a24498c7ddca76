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

/// Numbered footnotes; nothing when there are none.
pub fn footnotes(notes: &[String]) -> Markup {
    html! {
        @if !notes.is_empty() {
            ol class="ib-footnotes" { @for (place, note) in notes.iter().enumerate() { li id={"n" (place + 1)} { (note) } } }
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
    fn footnotes_are_numbered_and_absent_when_there_are_none() {
        assert!(footnotes(&["een".to_owned()]).into_string().contains(r#"<li id="n1">een</li>"#));
        assert!(footnotes(&[]).into_string().is_empty());
    }
}
