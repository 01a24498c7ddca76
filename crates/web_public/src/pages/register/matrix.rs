//! `/maatregelen/matrix`: forms of violence × parts of care, with the target groups that no measure reaches.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{RegionCode, RegionKind};
use maud::{Markup, html};
use register::{Kind, Matrix, MatrixCell};
use screens::form::{Answered, Choice, Group, Mistake, Select, error_summary, filter};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1, heading_2};
use super::{title_of, words};

/// `/maatregelen/matrix?regio=VT19`
pub(crate) async fn coverage(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let (region, mistakes) = region(&visit, &pairs);
    let matrix = register::matrix(visit.shelf.register(), region);
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::MatrixTitle)))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro" { (Text::MatrixIntro.fill(visit.language, &[("region", &visit.shelf.name(region, visit.language)), ("gaps", &matrix.gaps().count().to_string()), ("cells", &matrix.cells.len().to_string())])) }
        }
        (filter(&visit.to("/maatregelen/matrix"), &[choice(&visit, region)], &[], visit.shelf.answered(), visit.language))
        section class="ib-section" aria-labelledby="dekking" { (heading_2("dekking", visit.say(Text::MatrixCounts))) (counts(&visit, &matrix).html(visit.language)) }
        section class="ib-section" aria-labelledby="per-vorm" { (heading_2("per-vorm", visit.say(Text::MatrixDetails))) (details(&visit, &matrix)) }
    };
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let address = format!("/maatregelen/matrix?regio={region}");
    let page = Page { title: visit.say(Text::MatrixTitle).to_owned(), address, menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

fn region(visit: &Visit, pairs: &[(String, String)]) -> (RegionCode, Vec<Mistake>) {
    let asked = pairs.iter().find(|(name, value)| name == "regio" && !value.is_empty()).map(|(_, value)| value);
    match asked.map(|text| text.parse::<RegionCode>()) {
        None => (RegionCode::COUNTRY, Vec::new()),
        Some(Ok(region)) if region == RegionCode::COUNTRY || visit.shelf.atlas().name(region).is_some() => (region, Vec::new()),
        Some(Ok(_) | Err(_)) => (RegionCode::COUNTRY, vec![Mistake { field: "regio", message: visit.say(Text::WrongRegion).to_owned() }]),
    }
}

fn choice(visit: &Visit, region: RegionCode) -> Select {
    let one = |code: RegionCode| Choice { value: code.to_string(), name: visit.shelf.name(code, visit.language) };
    let release = visit.shelf.current();
    let group = |name: Text, kind: RegionKind| Group {
        name: visit.say(name).to_owned(),
        choices: visit.shelf.regions(release, kind).into_iter().map(one).collect(),
    };
    let mut groups = vec![
        Group { name: String::new(), choices: vec![one(RegionCode::COUNTRY)] },
        group(Text::VeiligThuisRegions, RegionKind::VeiligThuis),
        group(Text::Municipalities, RegionKind::Municipality),
    ];
    if visit.shelf.answered() == Answered::ByFiles {
        groups.truncate(2); // each choice is a file
    }
    groups.retain(|group| !group.choices.is_empty());
    Select { name: "regio", label: visit.say(Text::Regions).to_owned(), groups, chosen: region.to_string(), error: None }
}

fn said(visit: &Visit, word: &str) -> String {
    words::axis(word).map_or_else(|| word.to_owned(), |text| visit.say(text).to_owned())
}

/// How many measures reach each form and part.
fn counts(visit: &Visit, matrix: &Matrix) -> Table {
    let row = |form: &&str| {
        let own = matrix.parts.iter().map(|part| Entry::Plain(i64::try_from(matrix.measures(form, part).len()).unwrap_or(i64::MAX)));
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
                            @if let Some(measure) = visit.shelf.register().get(Kind::Measure, id) {
                                li { a class="nl-link" href=(visit.to(&format!("/maatregelen/{id}"))) { (title_of(measure, visit.language)) } }
                            }
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
