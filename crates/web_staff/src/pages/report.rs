//! `/register/verslag`: the progress report to parliament or council, for print, as DOCX and as a page to keep.

use axum::http::StatusCode;
use axum::response::Response;
use domain::{Day, RegionCode};
use maud::{Markup, html};
use register::{Followed, Moved, Progress, Register, Scope, Section};
use screens::StaffText;
use screens::form::{Mistake, error_summary};
use screens::table::{Column, Entry, Row, Table};

use crate::form::{self, Line, line};
use crate::frame::{button, heading_1, heading_2};
use crate::visit::{Visit, download};
use crate::{Beside, Trouble, places, words};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `/register/verslag?van=2026-01-01&tot=2026-12-31&vorm=docx`
pub(crate) fn report(visit: &Visit) -> Result<Response, Trouble> {
    let (from, through, mistakes) = period(visit);
    let register = visit.site.register()?;
    let asked = places::asked(visit.query("regio"), &register, visit.site.atlas());
    let region = asked.word().to_owned();
    let is_council = asked.region() != Some(RegionCode::COUNTRY);
    let place = is_council.then_some(asked);
    let language = words::spoken_in(visit.language);
    let scope = Scope { place, language, ..Scope::of(from, through) };
    let figures = visit.site.beside(&register, &scope);
    let has_release = figures.is_some();
    let Beside { followed, moved } = figures.unwrap_or_default();
    let progress = Progress { followed, moved, ..register::progress(&register, &scope) };
    let name = if is_council { format!("voortgang_{region}_{from}_{through}") } else { format!("voortgang_{from}_{through}") };
    if matches!(visit.query("vorm"), "docx" | "html") && mistakes.is_empty() {
        let account = visit.worker()?;
        visit.site.note("register.reported", &account.name, &format!("{region} {from} – {through} as {}", visit.query("vorm")))?;
        return Ok(match visit.query("vorm") {
            "docx" => download(&format!("{name}.docx"), DOCX, register::docx(&progress)?),
            _ => download(&format!("{name}.html"), "text/html; charset=utf-8", register::html(&progress).into_bytes()),
        });
    }
    let at = |form: &str| visit.to(&format!("/register/verslag?van={from}&tot={through}&regio={region}&vorm={form}"));
    let content = html! {
        div class="ib-prose" {
            (heading_1(&progress.title()))
            (error_summary(&mistakes, visit.language))
        }
        div class="ib-no-print" {
            (choice(visit, (from, through), (&register, &region), &mistakes))
            ul class="ib-downloads" {
                li { a class="nl-link" href=(at("docx")) download { "DOCX" } }
                li { a class="nl-link" href=(at("html")) download { "HTML" } }
            }
            p class="ib-small" { (visit.say(StaffText::PrintHelp)) }
        }
        @if !has_release { p class="ib-small" { (visit.say(StaffText::NoRelease)) } }
        (parts(visit, &progress))
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, visit.say(StaffText::Report), &content))
}

/// The period asked for; this year so far when none is.
fn period(visit: &Visit) -> (Day, Day, Vec<Mistake>) {
    let today = visit.site.today();
    let first = Day::from_ymd(today.year(), 1, 1).unwrap_or(today);
    let mut mistakes = Vec::new();
    let mut read = |name: &'static str, usual: Day| {
        let text = visit.query(name);
        let day = Day::parse_iso(&form::day(text));
        if day.is_none() && !text.is_empty() {
            mistakes.push(Mistake { field: name, message: visit.say(StaffText::WrongDay).to_owned() });
        }
        day.unwrap_or(usual)
    };
    let (from, through) = (read("van", first), read("tot", today));
    if through < from {
        mistakes.push(Mistake { field: "tot", message: visit.say(StaffText::WrongPeriod).to_owned() });
    }
    (from, through.max(from), mistakes)
}

fn choice(visit: &Visit, (from, through): (Day, Day), (register, region): (&Register, &str), mistakes: &[Mistake]) -> Markup {
    let error = |name: &str| mistakes.iter().find(|mistake| mistake.field == name).map(|mistake| mistake.message.as_str());
    let (first, last) = (form::dutch_day(&from.to_string()), form::dutch_day(&through.to_string()));
    html! {
        form class="ib-filter" method="get" action=(visit.to("/register/verslag")) {
            (line(&Line { label: visit.say(StaffText::From), error: error("van"), ..Line::of("van", &first) }))
            (line(&Line { label: visit.say(StaffText::Through), error: error("tot"), ..Line::of("tot", &last) }))
            (region_select(visit, register, region))
            (button(visit.say(StaffText::ShowReport)))
        }
    }
}

/// The council's region; the country for parliament.
fn region_select(visit: &Visit, register: &Register, region: &str) -> Markup {
    let label = visit.say(StaffText::Region);
    let groups = places::groups(register, visit.site.atlas(), visit.language);
    html! {
        div class="utrecht-form-field ib-field" {
            label class="utrecht-form-label" for="regio" { (label) }
            select class="utrecht-select utrecht-select--html-select ib-select" id="regio" name="regio" {
                @for choice in groups.iter().flat_map(|group| &group.choices) {
                    option value=(choice.value) selected[choice.value == region] { (choice.name) }
                }
            }
        }
    }
}

/// What was promised, done, due and declined, and what cannot be followed.
fn parts(visit: &Visit, progress: &Progress) -> Markup {
    let faults = progress.faults.iter().map(|(fault, count)| Row {
        entries: vec![
            Entry::Words(words::capital(words::fault(*fault, visit.language))),
            Entry::Plain(i64::try_from(*count).unwrap_or(i64::MAX)),
        ],
        is_this: false,
    });
    let lacking = Table {
        id: "mist".to_owned(),
        caption: visit.say(StaffText::ColumnLacks).to_owned(),
        columns: vec![Column::words(visit.say(StaffText::ColumnLacks)), Column::numbers(visit.say(StaffText::ColumnNumber))],
        rows: faults.collect(),
        sortable: false,
    };
    html! {
        @for (place, section) in progress.sections.iter().enumerate() { (part(visit, progress, (place, section))) }
        @for (id, title, table) in [("deel-cijfer", StaffText::FollowedTitle, followed(visit, progress)), ("deel-bewoog", StaffText::MovedTitle, moved(visit, progress))] {
            @if !table.rows.is_empty() {
                section class="ib-section" aria-labelledby=(id) { (heading_2(id, visit.say(title))) (table.html(visit.language)) }
            }
        }
        section class="ib-section" aria-labelledby="deel-mist" {
            (heading_2("deel-mist", visit.say(StaffText::NotFollowed)))
            p { (StaffText::OfMeasures.fill(visit.language, &[("count", &progress.measures.to_string())])) }
            (lacking.html(visit.language))
        }
    }
}

/// Measures and approaches beside their live figures.
fn followed(visit: &Visit, progress: &Progress) -> Table {
    let row = |one: &Followed| {
        let address = visit.to(&format!("/register/{}/{}", one.kind.word(), one.id));
        let words = [&one.figure, &one.baseline, &one.steps, &one.goal, &one.now, &one.gap].map(|words| Entry::Words(words.clone()));
        let head = Entry::Link { address, name: format!("{} {}", one.id, one.title) };
        Row { entries: std::iter::once(head).chain(words).collect(), is_this: false }
    };
    let columns = [
        StaffText::ColumnWhat,
        StaffText::Figure,
        StaffText::Baseline,
        StaffText::StepsBetween,
        StaffText::Goal,
        StaffText::Now,
        StaffText::TheGap,
    ];
    table(visit, ("cijfer-tabel", StaffText::FollowedTitle), &columns, progress.followed.iter().map(row).collect())
}

/// The figures before the period and at its end.
fn moved(visit: &Visit, progress: &Progress) -> Table {
    let row = |one: &Moved| Row {
        entries: [one.figure.clone(), one.measures.join(", "), one.before.clone(), one.after.clone()].map(Entry::Words).into(),
        is_this: false,
    };
    let columns = [StaffText::Figure, StaffText::ManyMeasures, StaffText::BeforePeriod, StaffText::EndOfPeriod];
    table(visit, ("bewoog-tabel", StaffText::MovedTitle), &columns, progress.moved.iter().map(row).collect())
}

fn table(visit: &Visit, (id, caption): (&str, StaffText), columns: &[StaffText], rows: Vec<Row>) -> Table {
    let columns = columns.iter().map(|text| Column::words(words::capital(visit.say(*text)))).collect();
    let caption = format!("{} ({})", visit.say(caption), rows.len());
    Table { id: id.to_owned(), caption, columns, rows, sortable: false }
}

fn part(visit: &Visit, progress: &Progress, (place, section): (usize, &Section)) -> Markup {
    let row = |line: &register::Line| Row {
        entries: vec![
            Entry::Words(line.id.clone()),
            Entry::Words(line.title.clone()),
            Entry::Words(line.who.clone()),
            Entry::Words(line.when.clone()),
            Entry::Words(line.more.clone()),
            Entry::Words(line.source.clone()),
        ],
        is_this: false,
    };
    let table = Table {
        id: format!("deel-tabel-{place}"),
        caption: format!("{} ({})", section.title, section.lines.len()),
        columns: progress.head().map(Column::words).into(),
        rows: section.lines.iter().map(row).collect(),
        sortable: false,
    };
    html! {
        section class="ib-section ib-report" aria-labelledby={"deel-" (place)} {
            (heading_2(&format!("deel-{place}"), section.title))
            p { (section.intro) }
            @if !section.lines.is_empty() { (table.html(visit.language)) }
        }
    }
}
