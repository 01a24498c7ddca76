//! `/register/{kind}`: the records of a kind, found by words and by the words of their fields.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use register::{Kind, Record, faults, source_name, standing};
use screens::form::error_summary;
use screens::table::{Column, Entry, Row, Table};
use screens::{StaffText, Text};

use crate::account::Role;
use crate::form::{Line, line};
use crate::frame::{button, heading_1, link};
use crate::visit::{Visit, encoded};
use crate::{Trouble, words};

/// Records on one page.
const PER_PAGE: usize = 100;

/// `/register/measure?q=school&forms=sexual&pagina=2`
pub(crate) fn list(visit: &Visit, kind: Kind) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let found: Vec<&Record> = register.of_kind(kind).filter(|record| fits(visit, record)).collect();
    let page = visit.query("pagina").parse::<usize>().unwrap_or(1).clamp(1, found.len().div_ceil(PER_PAGE).max(1));
    let shown = found.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let title = words::capital(words::kinds(kind, visit.language));
    let search = Line { label: visit.say(StaffText::Search), ..Line::of("q", visit.query("q")) };
    let content = html! {
        div class="ib-prose" { (heading_1(&title)) (error_summary(&[], visit.language)) p { (StaffText::Found.fill(visit.language, &[("count", &found.len().to_string())])) } }
        form class="ib-filter" method="get" action=(visit.to(&format!("/register/{}", kind.word()))) role="search" {
            (line(&search)) (button(visit.say(StaffText::SearchGo)))
        }
        @if visit.worker()?.is(Role::Editor) {
            p { (link(&visit.to(&format!("/register/{}/nieuw", kind.word())), &StaffText::AddOne.fill(visit.language, &[("kind", words::kind(kind, visit.language))]))) }
        }
        @if !found.is_empty() { (table(visit, kind, &title, shown.map(|record| row(visit, record)).collect()).html(visit.language)) }
        (pager(visit, kind, page, found.len()))
    };
    Ok(visit.page(StatusCode::OK, &title, &content))
}

/// Whether a record holds the words that are sought, and has the words asked for in its fields.
fn fits(visit: &Visit, record: &Record) -> bool {
    let sought = visit.query("q").trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&sought);
    let by_words = sought.is_empty() || holds(record.id()) || record.values().any(|(_, value)| holds(value));
    let of_field = |(name, wanted): &(String, String)| record.kind().field(name).is_none() || record.list(name).contains(&wanted.as_str());
    by_words && visit.asked.query.iter().all(of_field)
}

fn row(visit: &Visit, record: &Record) -> Row {
    let address = visit.to(&format!("/register/{}/{}", record.kind().word(), record.id()));
    let lacking: Vec<&str> = faults(record).into_iter().map(|fault| words::fault(fault, visit.language)).collect();
    let state = match record.kind() {
        Kind::Commitment => words::standing(standing(record, visit.site.today()), visit.language).to_owned(),
        Kind::Question => words::word(record.get("answered"), visit.language),
        Kind::Response => words::word(record.get("stance"), visit.language),
        Kind::Measure | Kind::Policy => words::word(record.get("status"), visit.language),
        Kind::Recommendation | Kind::Evidence | Kind::Approach | Kind::Prevention | Kind::Offer | Kind::Area => String::new(),
    };
    let title = record.title(words::spoken_in(visit.language));
    let entries = vec![
        Entry::Link { address, name: format!("{} {title}", record.id()) },
        Entry::Words(state),
        Entry::Words(lacking.join(", ")),
        Entry::Words(source_name(record.get("source"), words::spoken_in(visit.language))),
    ];
    Row { entries, is_this: false }
}

fn table(visit: &Visit, kind: Kind, title: &str, rows: Vec<Row>) -> Table {
    let columns = [
        words::capital(words::kind(kind, visit.language)),
        visit.say(StaffText::ColumnState).to_owned(),
        visit.say(StaffText::ColumnLacks).to_owned(),
        visit.say(StaffText::ColumnSource).to_owned(),
    ];
    Table {
        id: "lijst".to_owned(),
        caption: title.to_owned(),
        columns: columns.into_iter().map(Column::words).collect(),
        rows,
        sortable: true,
    }
}

fn pager(visit: &Visit, kind: Kind, page: usize, found: usize) -> Markup {
    let kept: String = visit
        .asked
        .query
        .iter()
        .filter(|(name, _)| name != "pagina")
        .map(|(name, value)| format!("&{}={}", encoded(name), encoded(value)))
        .collect();
    let to = |page: usize| visit.to(&format!("/register/{}?pagina={page}{kept}", kind.word()));
    let pages = found.div_ceil(PER_PAGE);
    html! {
        @if pages > 1 {
            nav class="ib-pager" aria-label=(visit.say(StaffText::Pages)) {
                @if page > 1 { a class="nl-link" rel="prev" href=(to(page - 1)) { (Text::PageBefore.say(visit.language)) } " " }
                span { (page) " / " (pages) }
                @if page < pages { " " a class="nl-link" rel="next" href=(to(page + 1)) { (Text::PageAfter.say(visit.language)) } }
            }
        }
    }
}
