//! `/beheer/logboek`: who did what, newest first, and whether the chain of the log is whole.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use screens::table::{Column, Entry, Row, Table};
use screens::{StaffText, numbers};

use super::log_words;
use super::record::hour;
use crate::Trouble;
use crate::account::Role;
use crate::frame::{heading_1, notice};
use crate::site::day_of;
use crate::visit::Visit;

/// Entries on the page.
const SHOWN: u32 = 200;

/// `/beheer/logboek`
pub(crate) fn log(visit: &Visit) -> Result<Response, Trouble> {
    visit.with_role(Role::Administrator)?;
    let (verified, entries) = (visit.site.records().verify()?, visit.site.records().newest_entries(SHOWN)?);
    let row = |entry: &records::LogEntry| {
        let when = format!("{} {}", numbers::day(day_of(entry.at), visit.language), hour(entry.at.0)).replace(' ', "\u{a0}");
        let (kind, subject) = (log_words::kind(visit, &entry.kind), log_words::subject(visit, &entry.subject));
        let words = [when, kind, subject, log_words::detail(visit, &entry.kind, &entry.detail)];
        Row { entries: std::iter::once(Entry::Plain(entry.seq)).chain(words.into_iter().map(Entry::Words)).collect(), is_this: false }
    };
    let columns = [StaffText::ColumnWhen, StaffText::ColumnWhat, StaffText::ColumnWhom, StaffText::ColumnDetail]
        .map(|text| Column::words(visit.say(text)));
    let table = Table {
        id: "logboek".to_owned(),
        caption: visit.say(StaffText::Log).to_owned(),
        columns: std::iter::once(Column::numbers(visit.say(StaffText::ColumnPlace))).chain(columns).collect(),
        rows: entries.iter().map(row).collect(),
        sortable: false,
    };
    let told = match verified.first_broken {
        None => StaffText::LogWhole.fill(visit.language, &[("count", &verified.entries.to_string())]),
        Some(place) => StaffText::LogBroken.fill(visit.language, &[("place", &place.to_string())]),
    };
    let content = html! { div class="ib-prose" { (heading_1(visit.say(StaffText::Log))) (notice(&told)) } (table.html(visit.language)) };
    Ok(visit.page(StatusCode::OK, visit.say(StaffText::Log), &content))
}
