//! `/maatregelen/matrix`: forms of violence × parts of care, with the target groups that no measure reaches.

use std::collections::BTreeSet;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionCode;
use maud::{Markup, html};
use register::{Kind, Matrix, MatrixCell, Place, overlaps, spoken};
use screens::form::{Answered, Choice, Group, Mistake, Select, error_summary, filter};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1, heading_2};
use super::{link, tongue};

/// Most measures of one place whose pairs are looked at.
const MOST_MEASURES: usize = 600;
/// Pairs on the page.
const PAIRS: usize = 20;

/// `/maatregelen/matrix?regio=VT19&vorm=sexual&deel=prevent`
pub(crate) async fn coverage(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let said = |name: &str| pairs.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str());
    let (place, mistakes) = asked_place(&visit, said("regio"));
    let matrix = register::matrix(visit.register(), place.clone());
    let chosen = cell(&matrix, said("vorm"), said("deel"));
    let places = [
        ("region", place_name(&visit, place.word())),
        ("gaps", matrix.gaps().count().to_string()),
        ("cells", matrix.cells.len().to_string()),
    ];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::MatrixTitle)))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro" { (Text::MatrixIntro.fill(visit.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())))) }
        }
        (filter(&visit.to("/maatregelen/matrix"), &[place_choice(&visit, place.word())], &[], visit.shelf.answered(), visit.language))
        @if let Some((form, part)) = chosen { (one_cell(&visit, &matrix, form, part)) }
        section class="ib-section" aria-labelledby="dekking" { (heading_2("dekking", visit.say(Text::MatrixCounts))) (counts(&visit, &matrix).html(visit.language)) }
        section class="ib-section" aria-labelledby="per-vorm" { (heading_2("per-vorm", visit.say(Text::MatrixDetails))) (details(&visit, &matrix)) }
        (bundling(&visit, &matrix))
    };
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let own = chosen.map(|(form, part)| format!("&vorm={form}&deel={part}")).unwrap_or_default();
    let address = format!("/maatregelen/matrix?regio={}{own}", place.word());
    let page = Page { title: visit.say(Text::MatrixTitle).to_owned(), address, menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// The place asked for: a region of the atlas or a cooperation area of the register; the country as a rule.
pub(super) fn asked_place(visit: &Visit, word: &str) -> (Place, Vec<Mistake>) {
    let is_there =
        |place: &Place| place.region().is_none_or(|code| code == RegionCode::COUNTRY || visit.shelf.atlas().name(code).is_some());
    match Place::find(visit.register(), word).filter(is_there) {
        Some(place) => (place, Vec::new()),
        None if word.is_empty() => (RegionCode::COUNTRY.into(), Vec::new()),
        None => (RegionCode::COUNTRY.into(), vec![Mistake { field: "regio", message: visit.say(Text::WrongRegion).to_owned() }]),
    }
}

pub(super) fn place_name(visit: &Visit, word: &str) -> String {
    match (word.parse::<RegionCode>(), visit.register().get(Kind::Area, word)) {
        (Ok(region), _) => visit.shelf.name(region, visit.language),
        (Err(_), Some(area)) => area.title(tongue(visit.language)).to_owned(),
        (Err(_), None) => word.to_owned(),
    }
}

/// Country, regions, cooperation areas and municipalities to choose from.
pub(super) fn place_choice(visit: &Visit, chosen: &str) -> Select {
    let one = |code: RegionCode| Choice { value: code.to_string(), name: visit.shelf.name(code, visit.language) };
    let atlas = visit.shelf.atlas();
    let group = |name: Text, codes: Vec<RegionCode>| {
        let mut choices: Vec<Choice> = codes.into_iter().map(one).collect();
        choices.sort_by_key(|choice| choice.name.to_lowercase());
        Group { name: visit.say(name).to_owned(), choices }
    };
    let veilig_thuis = atlas.veilig_thuis_regions(domain::region::DIVISION_YEAR).map(|entry| entry.code).collect();
    let areas = visit.register().of_kind(Kind::Area);
    let areas = areas.map(|area| Choice { value: area.id().to_owned(), name: area.title(tongue(visit.language)).to_owned() }).collect();
    let mut groups = vec![
        Group { name: String::new(), choices: vec![one(RegionCode::COUNTRY)] },
        group(Text::VeiligThuisRegions, veilig_thuis),
        Group { name: visit.say(Text::OfferAreas).to_owned(), choices: areas },
    ];
    if visit.shelf.answered() == Answered::ByServer {
        // Without a server each choice is a file: no youth regions and municipalities.
        groups.push(group(Text::YouthRegions, atlas.youth_regions().map(|entry| entry.code).collect()));
        groups.push(group(Text::Municipalities, atlas.municipalities().iter().map(|entry| entry.code.region()).collect()));
    }
    groups.retain(|group| !group.choices.is_empty());
    Select { name: "regio", label: visit.say(Text::Region).to_owned(), groups, chosen: chosen.to_owned(), error: None }
}

/// The form and the part of a cell that is asked for, when there are such.
fn cell(matrix: &Matrix, form: &str, part: &str) -> Option<(&'static str, &'static str)> {
    let known = |words: &'static [&'static str], asked: &str| words.iter().copied().find(|word| *word == asked);
    known(matrix.forms, form).zip(known(matrix.parts, part))
}

/// A cell looked into: each target group with the measures that reach it, or that none does.
fn one_cell(visit: &Visit, matrix: &Matrix, form: &str, part: &str) -> Markup {
    let title = Text::CellTitle.fill(visit.language, &[("form", &capital(&said(visit, form))), ("part", &said(visit, part))]);
    html! {
        section class="ib-section" aria-labelledby="cel" {
            (heading_2("cel", &title))
            dl class="ib-facts" {
                @for cell in matrix.cells.iter().filter(|cell| cell.form == form && cell.part == part) {
                    div class="ib-facts__row" {
                        dt { (said(visit, cell.group)) }
                        dd {
                            @if cell.measures.is_empty() { strong { (visit.say(Text::CellGap)) } }
                            @else { ul class="ib-plain" { @for id in &cell.measures { li { (measure(visit, id)) } } } }
                        }
                    }
                }
            }
        }
    }
}

/// The words as a heading begins.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn measure(visit: &Visit, id: &str) -> Markup {
    let title = visit.register().get(Kind::Measure, id).map_or(id, |measure| measure.title(tongue(visit.language)));
    html! { a class="nl-link" href=(visit.to(&format!("/maatregelen/{id}"))) { (title) } }
}

/// Pairs of measures that reach the same, those with most in common first.
fn bundling(visit: &Visit, matrix: &Matrix) -> Markup {
    let measures: BTreeSet<&String> = matrix.cells.iter().flat_map(|cell| &cell.measures).collect();
    if measures.len() > MOST_MEASURES {
        return html! {
            section class="ib-section" aria-labelledby="bundelen" {
                (heading_2("bundelen", visit.say(Text::OverlapsTitle)))
                p { (Text::OverlapsMany.fill(visit.language, &[("count", &MOST_MEASURES.to_string())])) }
            }
        };
    }
    let pairs = overlaps(matrix);
    let register = visit.register();
    let row = |(first, second, shared): &(String, String, usize)| {
        let (one, other) = (register.get(Kind::Measure, first)?, register.get(Kind::Measure, second)?);
        let mut owners = [one, other].map(|record| record.told("owner", tongue(visit.language))).to_vec();
        owners.retain(|owner| !owner.is_empty());
        owners.dedup();
        let entries = vec![
            link(visit, one),
            link(visit, other),
            Entry::Words(owners.join("; ")),
            Entry::Plain(i64::try_from(*shared).unwrap_or(i64::MAX)),
        ];
        Some(Row { entries, is_this: false })
    };
    let table = Table {
        id: "bundelen-tabel".to_owned(),
        caption: visit.say(Text::OverlapsCaption).to_owned(),
        columns: vec![
            Column::words(visit.say(Text::OverlapsOne)),
            Column::words(visit.say(Text::OverlapsOther)),
            Column::words(visit.say(Text::OverlapsOwners)),
            Column::numbers(visit.say(Text::OverlapsCells)),
        ],
        rows: pairs.iter().take(PAIRS).filter_map(row).collect(),
        sortable: false,
    };
    html! {
        @if !table.rows.is_empty() {
            section class="ib-section" aria-labelledby="bundelen" {
                (heading_2("bundelen", visit.say(Text::OverlapsTitle)))
                p { (Text::OverlapsIntro.fill(visit.language, &[("count", &pairs.len().to_string())])) }
                (table.html(visit.language))
            }
        }
    }
}

fn said(visit: &Visit, word: &str) -> String {
    spoken(word, tongue(visit.language)).to_owned()
}

/// How many measures reach each form and part.
fn counts(visit: &Visit, matrix: &Matrix) -> Table {
    let row = |form: &&str| {
        let own = matrix.parts.iter().map(|part| {
            let address = visit.to(&format!("/maatregelen/matrix?regio={}&vorm={form}&deel={part}#cel", matrix.place));
            Entry::Link { address, name: matrix.measures(form, part).len().to_string() }
        });
        Row { entries: std::iter::once(Entry::Words(said(visit, form))).chain(own).collect(), is_this: false }
    };
    let head = std::iter::once(Column::words(visit.say(Text::ByForm)));
    Table {
        id: "dekking-tabel".to_owned(),
        caption: visit.say(Text::MatrixCaption).to_owned(),
        columns: head.chain(matrix.parts.iter().map(|part| Column::numbers(said(visit, part)))).collect(),
        rows: matrix.forms.iter().map(row).collect(),
        sortable: false,
    }
}

/// Per form and part, in place: which measures, and which groups none reaches.
fn details(visit: &Visit, matrix: &Matrix) -> Markup {
    html! {
        @for form in matrix.forms {
            @for part in matrix.parts {
                details class="ib-details" {
                    summary { (said(visit, form)) ": " (said(visit, part)) " (" (matrix.measures(form, part).len()) ")" }
                    ul {
                        @for id in matrix.measures(form, part) {
                            li { (measure(visit, id)) }
                        }
                    }
                    p { (visit.say(Text::MatrixNotReached)) " " (missed(visit, matrix, form, part)) }
                }
            }
        }
    }
}

fn missed(visit: &Visit, matrix: &Matrix, form: &str, part: &str) -> String {
    let empty = |cell: &&MatrixCell| cell.form == form && cell.part == part;
    let groups: Vec<String> = matrix.gaps().filter(empty).map(|cell| said(visit, cell.group)).collect();
    if groups.is_empty() { visit.say(Text::MatrixNone).to_owned() } else { format!("{}.", groups.join(", ")) }
}
