//! `/professional`: the reporting code, frameworks by sector, trace examination by age, and a summary to print.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{AcuteCare, Day, TraceExaminer};
use maud::{Markup, html};
use screens::table::{Column, Entry, Row, Table};
use screens::{Language, Menu, Text};
use signpost::{Guide, TraceAge, Words};

use super::{Page, Visit, heading_1, heading_2, paragraph};

/// `/professional`
pub(crate) async fn professional(State(visit): State<Visit>) -> Response {
    let guide = Guide::national();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::ProfessionalTitle)))
            p class="ib-intro" { (visit.say(Text::ProfessionalIntro)) }
            p { a class="nl-link" href=(visit.to("/hulp")) { (visit.say(Text::SignpostLink)) } }
            (steps(&visit, guide))
        }
        (section("kaders", &visit, Text::SectorFrameworks, &sectors(&visit, guide)))
        (section("sporen", &visit, Text::TraceTitle, &traces(&visit)))
        section class="ib-section ib-prose" aria-labelledby="samenvatting" {
            (heading_2("samenvatting", visit.say(Text::PrintTitle)))
            (paragraph(visit.say(Text::PrintText)))
            (summary(&visit, guide))
        }
    };
    let page = Page {
        title: visit.say(Text::ProfessionalTitle).to_owned(),
        address: "/professional".to_owned(),
        menu: Menu::Elsewhere,
        way: Vec::new(),
        content,
    };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

fn told(words: &Words, language: Language) -> &str {
    match language {
        Language::Dutch => &words.nl,
        Language::English => &words.en,
    }
}

fn section(id: &str, visit: &Visit, title: Text, table: &Table) -> Markup {
    html! { section class="ib-section" aria-labelledby=(id) { (heading_2(id, visit.say(title))) (table.html(visit.language)) } }
}

fn steps(visit: &Visit, guide: &Guide) -> Markup {
    let code = guide.meldcode();
    html! {
        (heading_2("stappen", visit.say(Text::MeldcodeSteps)))
        ol { @for step in &code.steps { li { strong { (told(&step.title, visit.language)) "." } " " (told(&step.text, visit.language)) } } }
        (heading_2("beslissingen", visit.say(Text::MeldcodeDecisions)))
        ol { @for step in &code.decisions { li { strong { (told(&step.title, visit.language)) } " " (told(&step.text, visit.language)) } } }
        (heading_2("meldrecht", told(&code.right.title, visit.language)))
        p { (told(&code.right.text, visit.language)) }
        p class="ib-note" { (visit.say(Text::SourceLabel)) " " (code.right.source) "." }
        p class="ib-note" { (visit.say(Text::MeldcodeSince)) " " (screens::numbers::day(code.since, visit.language)) ". " (visit.say(Text::SourceLabel)) " " (code.source) "." }
    }
}

fn sectors(visit: &Visit, guide: &Guide) -> Table {
    let row = |sector: &signpost::SectorFramework| Row {
        entries: vec![
            Entry::Words(told(&sector.name, visit.language).to_owned()),
            Entry::Words(told(&sector.framework, visit.language).to_owned()),
        ],
        is_this: false,
    };
    words_table(
        visit,
        "kaders-tabel",
        Text::FrameworkLabel,
        [Text::SectorLabel, Text::FrameworkLabel],
        guide.meldcode().sectors.iter().map(row).collect(),
    )
}

/// The table of `domain`, as it holds now: the last statement.
fn traces(visit: &Visit) -> Table {
    let day = domain::acute::ACUTE_CARE.last().map_or(Day(0), |care| care.since);
    let row = |range: TraceAge| Row {
        entries: vec![Entry::Words(ages(visit, range)), Entry::Words(visit.say(examiner(range.examiner)).to_owned())],
        is_this: false,
    };
    let rows = signpost::trace_ages(day).into_iter().map(row).collect();
    let care = AcuteCare::on(day);
    let mut table = words_table(visit, "sporen-tabel", Text::TraceTitle, [Text::AgeLabel, Text::ExaminerLabel], rows);
    table.caption = Text::TraceCaption.fill(
        visit.language,
        &[("days", &care.window_days.to_string()), ("day", &screens::numbers::day(care.since, visit.language)), ("source", care.source)],
    );
    table
}

fn ages(visit: &Visit, range: TraceAge) -> String {
    let (from, through) = (range.from.to_string(), range.through.map(|age| (age + 1).to_string()));
    match (range.from, through, range.through) {
        (0, Some(under), _) => Text::AgeUnder.fill(visit.language, &[("age", &under)]),
        (_, _, Some(last)) => Text::AgeRange.fill(visit.language, &[("from", &from), ("through", &last.to_string())]),
        (_, _, None) => Text::AgeFrom.fill(visit.language, &[("age", &from)]),
    }
}

fn examiner(examiner: TraceExaminer) -> Text {
    match examiner {
        TraceExaminer::Nfi => Text::ByNfi,
        TraceExaminer::PoliceConsultsNfi => Text::ByPoliceAndNfi,
        TraceExaminer::RegionalPhysician => Text::ByRegionalPhysician,
        TraceExaminer::Unknown => Text::Unknown,
    }
}

fn words_table(visit: &Visit, id: &str, caption: Text, columns: [Text; 2], rows: Vec<Row>) -> Table {
    Table {
        id: id.to_owned(),
        caption: visit.say(caption).to_owned(),
        columns: columns.map(|text| Column::words(visit.say(text))).into(),
        rows,
        sortable: false,
    }
}

/// A page of lines to fill in by hand; nothing is sent, because there is nothing to send.
fn summary(visit: &Visit, guide: &Guide) -> Markup {
    let lines = guide.meldcode().steps.iter().chain(&guide.meldcode().decisions);
    html! {
        ul class="ib-fill-in" {
            @for step in lines { li { strong { (told(&step.title, visit.language).trim_end_matches('?')) ": " } (visit.say(Text::PrintLine)) } }
        }
    }
}
