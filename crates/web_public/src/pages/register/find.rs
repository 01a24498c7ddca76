//! Finding on `/maatregelen`: a form by words, place in the source, whose it is and by when; without a server, links by source.

use domain::Day;
use maud::{Markup, html};
use register::{Kind, Record, Wanted, source_name};
use screens::Text;
use screens::form::{Answered, Choice, Group, Mistake, Select};
use screens::table::{Entry, Row};

use super::super::Visit;
use super::{link, table, told, tongue, when, words};

/// Longest list of what was found.
const MOST: usize = 200;

/// What the address asks for, and what in it cannot be read.
pub(super) fn wanted(visit: &Visit, pairs: &[(String, String)]) -> (Wanted, Vec<Mistake>) {
    let said = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    let mut mistakes = Vec::new();
    let mut day = |name: &'static str| match (said(name).is_empty(), Day::parse_iso(&said(name))) {
        (true, _) => None,
        (false, Some(day)) => Some(day),
        (false, None) => {
            mistakes.push(Mistake { field: name, message: visit.say(Text::WrongDay).to_owned() });
            None
        }
    };
    let (due_from, due_through) = (day("van"), day("tot"));
    (Wanted { words: said("zoek"), source: from_address(&said("bron")), who: said("wie"), due_from, due_through }, mistakes)
}

/// `T2-B-4` is the address of `T2 B, antwoord 4`.
fn to_address(source: &str) -> String {
    source.replace(", antwoord ", "-").replace(' ', "-")
}

fn from_address(text: &str) -> String {
    let mut parts = text.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("T2"), Some("I"), Some(group)) => format!("T2 I-{group}"),
        (Some("T2"), Some(section), Some(number)) => format!("T2 {section}, antwoord {number}"),
        (Some(text), Some(part), Some(rest)) => format!("{text} {part} {rest}"),
        (Some(text), Some(part), None) => format!("{text} {part}"),
        (Some(text), None, _) => text.to_owned(),
        (None, _, _) => String::new(),
    }
}

/// The form; where no server answers it, links by place in the source.
pub(super) fn form(visit: &Visit, wanted: &Wanted, as_of: Option<Day>) -> Markup {
    match visit.shelf.answered() {
        Answered::ByServer => by_form(visit, wanted, as_of),
        Answered::ByFiles => by_links(visit),
    }
}

fn by_form(visit: &Visit, wanted: &Wanted, as_of: Option<Day>) -> Markup {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    html! {
        form class="ib-filter" method="get" action=(visit.to("/maatregelen")) role="search" aria-label=(visit.say(Text::FindTitle)) {
            (field(visit, "zoek", Text::FindWords, "search", &wanted.words))
            (screens::form::field(&sources(visit, wanted)))
            (field(visit, "wie", Text::FindWho, "text", &wanted.who))
            (field(visit, "van", Text::FindFrom, "date", &day(wanted.due_from)))
            (field(visit, "tot", Text::FindThrough, "date", &day(wanted.due_through)))
            @if let Some(day) = as_of { input type="hidden" name="op" value=(day); }
            button class="nl-button nl-button--primary ib-filter__go" type="submit" { (visit.say(Text::FindGo)) }
        }
    }
}

/// One line to write in, with its label.
pub(super) fn field(visit: &Visit, name: &str, label: Text, kind: &str, value: &str) -> Markup {
    html! {
        div class="utrecht-form-field ib-field" {
            label class="utrecht-form-label" for=(name) { (visit.say(label)) }
            input class="utrecht-textbox utrecht-textbox--html-input ib-input" id=(name) name=(name) type=(kind) value=(value) maxlength="100";
        }
    }
}

/// Every place in a source that a record names: whole texts, their parts, and the answers in each part.
fn sources(visit: &Visit, wanted: &Wanted) -> Select {
    let choice = |source: &String| Choice { value: to_address(source), name: source_name(source, tongue(visit.language)) };
    let mut choices = vec![Choice { value: String::new(), name: visit.say(Text::FindAnywhere).to_owned() }];
    choices.extend(places(visit).iter().map(choice));
    Select {
        name: "bron",
        label: visit.say(Text::FindSource).to_owned(),
        groups: vec![Group { name: String::new(), choices }],
        chosen: to_address(&wanted.source),
        error: None,
    }
}

fn places(visit: &Visit) -> Vec<String> {
    let shown = visit.register().all().filter(|record| is_shown(record)).map(|record| record.get("source"));
    let mut places: Vec<String> = Vec::new();
    for source in shown.filter(|source| source.starts_with('T')) {
        let part = source.split(", ").next().unwrap_or_default();
        places.extend([source.to_owned(), part.to_owned(), part.split(' ').next().unwrap_or_default().to_owned()]);
    }
    places.sort();
    places.dedup();
    places
}

fn by_links(visit: &Visit) -> Markup {
    let parts: Vec<String> = places(visit).into_iter().filter(|place| !place.contains(',')).collect();
    html! {
        nav class="ib-filter ib-filter--links" aria-label=(visit.say(Text::FindBySource)) {
            details class="ib-more" {
                summary { (visit.say(Text::FindBySource)) }
                ul class="ib-choices" {
                    @for part in parts {
                        li { a class="nl-link" href=(visit.to(&format!("/maatregelen?bron={}", to_address(&part)))) { (source_name(&part, tongue(visit.language))) } }
                    }
                }
            }
        }
    }
}

fn is_shown(record: &Record) -> bool {
    matches!(record.kind(), Kind::Commitment | Kind::Measure | Kind::Question | Kind::Recommendation | Kind::Response)
}

/// What was found: commitments first, then measures, then what was asked and advised.
pub(super) fn found(visit: &Visit, wanted: &Wanted, as_of: Day) -> Markup {
    let register = visit.register();
    let order = [Kind::Commitment, Kind::Measure, Kind::Question, Kind::Recommendation, Kind::Response];
    let all = order.into_iter().flat_map(|kind| register.of_kind(kind));
    let (records, near) = visit.index().search(all, wanted);
    let row = |record: &&Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(record.kind().name(tongue(visit.language)).to_owned()),
            told(visit, record, &["promised_by", "owner", "asked_by", "made_by", "given_by"]),
            when(visit, record),
            Entry::Words(stand(visit, record, as_of)),
            told(visit, record, &["source"]),
        ],
        is_this: false,
    };
    let columns = [Text::ColumnWhat, Text::ColumnKind, Text::ColumnWho, Text::ColumnWhen, Text::ColumnStanding, Text::ColumnSource];
    let rows: Vec<Row> = records.iter().take(MOST).map(row).collect();
    let count = records.len().to_string();
    let list = table(visit, "gevonden", Text::FindCaption, &columns, rows, "lijst");
    html! {
        div class="ib-section" {
            p role="status" {
                @if records.is_empty() { (visit.say(Text::FindNothing)) }
                @else { (Text::FindFound.fill(visit.language, &[("count", &count)])) @if near { " " (visit.say(Text::FindNear)) } }
                " " a class="nl-link" href=(visit.to("/maatregelen")) { (visit.say(Text::FindAll)) }
            }
            @if !records.is_empty() { (list.html(visit.language)) }
        }
    }
}

fn stand(visit: &Visit, record: &Record, as_of: Day) -> String {
    match record.kind() {
        Kind::Commitment => visit.say(words::standing(register::standing(record, as_of))).to_owned(),
        Kind::Measure => visit.say(words::status(record.get("status"))).to_owned(),
        kind => {
            let field = ["answered", "stance"].into_iter().find_map(|name| kind.field(name));
            field.map(|field| record.said(field, tongue(visit.language))).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_source_survives_its_address() {
        for place in ["T2", "T2 B", "T2 B, antwoord 4", "T2 I-D66", "T3 zorgaanbod", "T1 rol VNG"] {
            assert_eq!(from_address(&to_address(place)), place);
        }
    }
}
