//! Filter form and error summary. A form is a plain GET form: the address is its only memory.

use maud::{Markup, html};

use crate::texts::{Language, Text};

/// One option of a select.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What the address carries.
    pub value: String,
    /// What the reader sees.
    pub name: String,
}

/// A group of options; without a name they stand on their own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Name of the group, or empty.
    pub name: String,
    /// Its options.
    pub choices: Vec<Choice>,
}

/// A select with its label, and what is wrong with what was chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Select {
    /// Name in the address and id on the page.
    pub name: &'static str,
    /// Label.
    pub label: String,
    /// Options.
    pub groups: Vec<Group>,
    /// Value now chosen.
    pub chosen: String,
    /// What is wrong, for the reader; `None` when nothing is.
    pub error: Option<String>,
}

/// A mistake in an address, linked to its field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// Id of the field.
    pub field: &'static str,
    /// What to do.
    pub message: String,
}

/// Who answers when a reader chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    /// A server, which reads what stands after the question mark.
    ByServer,
    /// Files, each at a path of its own: every choice is a link.
    ByFiles,
}

/// The filter of a page. `kept` are values of the address the reader does not choose here.
pub fn filter(action: &str, selects: &[Select], kept: &[(&str, &str)], answered: Answered, language: Language) -> Markup {
    match answered {
        Answered::ByServer => filter_form(action, selects, kept, language),
        Answered::ByFiles => filter_links(action, selects, kept, language),
    }
}

fn filter_form(action: &str, selects: &[Select], kept: &[(&str, &str)], language: Language) -> Markup {
    html! {
        form class="ib-filter" method="get" action=(action) aria-label=(Text::Choice.say(language)) {
            @for select in selects { (field(select)) }
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            button class="nl-button nl-button--primary ib-filter__go" type="submit" { (Text::ShowFigures.say(language)) }
        }
    }
}

/// Each select as a list that unfolds; a choice keeps what was chosen in the lists before it, and leaves the next ones open.
fn filter_links(action: &str, selects: &[Select], kept: &[(&str, &str)], language: Language) -> Markup {
    let kept: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
    html! {
        nav class="ib-filter ib-filter--links" aria-label=(Text::Choice.say(language)) {
            @for (place, select) in selects.iter().enumerate() {
                @let before: Vec<String> = selects[..place].iter().map(|select| format!("{}={}", select.name, select.chosen)).collect();
                @let at = |value: &str| {
                    let own = format!("{}={value}", select.name);
                    format!("{action}?{}", before.iter().chain([&own]).chain(&kept).cloned().collect::<Vec<_>>().join("&"))
                };
                (list_of_links(select, at))
            }
        }
    }
}

fn list_of_links(select: &Select, at: impl Fn(&str) -> String) -> Markup {
    let choices = || select.groups.iter().flat_map(|group| &group.choices);
    let chosen = choices().find(|choice| choice.value == select.chosen).map_or(select.chosen.as_str(), |choice| &choice.name);
    html! {
        details class="ib-more" {
            summary { (select.label) ": " (chosen) }
            @for group in &select.groups {
                @if !group.name.is_empty() { p class="ib-small" { (group.name) } }
                ul class="ib-choices" {
                    @for choice in &group.choices {
                        li {
                            @if choice.value == select.chosen { strong aria-current="true" { (choice.name) } }
                            @else { a class="nl-link" href=(at(&choice.value)) { (choice.name) } }
                        }
                    }
                }
            }
        }
    }
}

/// One select with its label and what is wrong with it, for a form of its own.
pub fn field(select: &Select) -> Markup {
    let error_id = format!("{}-fout", select.name);
    html! {
        div class={"utrecht-form-field ib-field" @if select.error.is_some() { " utrecht-form-field--invalid" }} {
            label class="utrecht-form-label" for=(select.name) { (select.label) }
            @if let Some(error) = &select.error { p class="utrecht-form-field-error-message" id=(error_id) { (error) } }
            select class="utrecht-select utrecht-select--html-select ib-select" id=(select.name) name=(select.name)
                aria-invalid=[select.error.as_ref().map(|_| "true")] aria-describedby=[select.error.as_ref().map(|_| &error_id)] {
                @for group in &select.groups {
                    @if group.name.is_empty() { (options(&group.choices, &select.chosen)) }
                    @else { optgroup label=(group.name) { (options(&group.choices, &select.chosen)) } }
                }
            }
        }
    }
}

fn options(choices: &[Choice], chosen: &str) -> Markup {
    html! { @for choice in choices { option value=(choice.value) selected[choice.value == chosen] { (choice.name) } } }
}

/// The error summary: above the content, with a link to each field; nothing when there is no mistake.
pub fn error_summary(mistakes: &[Mistake], language: Language) -> Markup {
    html! {
        @if !mistakes.is_empty() {
            div class="ib-error-summary" role="alert" aria-labelledby="fouten" tabindex="-1" {
                h2 class="ib-error-summary__title" id="fouten" { (Text::SomethingWrong.say(language)) }
                ul class="ib-error-summary__list" {
                    @for mistake in mistakes { li { a href={"#" (mistake.field)} { (mistake.message) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_links_to_its_field_and_the_field_says_the_same() {
        let choices = vec![Choice { value: "NL".to_owned(), name: "Nederland".to_owned() }];
        let select = Select {
            name: "regio",
            label: "Regio".to_owned(),
            groups: vec![Group { name: String::new(), choices }],
            chosen: "NL".to_owned(),
            error: Some("Kies een regio uit de lijst".to_owned()),
        };
        let form = filter("/x", &[select], &[("release", "2026-1")], Answered::ByServer, Language::Dutch).into_string();
        assert!(form.contains(r#"aria-describedby="regio-fout""#) && form.contains(r#"id="regio-fout">Kies een regio uit de lijst"#));
        assert!(form.contains(r#"<option value="NL" selected>"#) && form.contains(r#"type="hidden" name="release" value="2026-1""#));
        let mistakes = [Mistake { field: "regio", message: "Kies een regio uit de lijst".to_owned() }];
        assert!(error_summary(&mistakes, Language::Dutch).into_string().contains(r##"href="#regio""##));
        assert!(error_summary(&[], Language::Dutch).into_string().is_empty());
    }

    #[test]
    fn without_a_server_every_choice_is_a_link_that_keeps_what_came_before() {
        let select = |name, chosen: &str| {
            let choices = ["a", "b"].map(|value| Choice { value: value.to_owned(), name: value.to_uppercase() });
            let groups = vec![Group { name: String::new(), choices: choices.into() }];
            Select { name, label: name.to_owned(), groups, chosen: chosen.to_owned(), error: None }
        };
        let links = filter("/x", &[select("regio", "a"), select("periode", "b")], &[], Answered::ByFiles, Language::Dutch).into_string();
        assert!(!links.contains("<form") && !links.contains("<select"));
        assert!(links.contains(r#"href="/x?regio=b""#) && links.contains(r#"href="/x?regio=a&amp;periode=a""#));
        assert!(links.contains(r#"<strong aria-current="true">A</strong>"#));
    }
}
