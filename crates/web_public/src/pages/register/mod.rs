//! `/maatregelen`: commitments with where they stand, measures with what they lack, one record, and the coverage matrix.

mod compare;
mod figures;
mod find;
mod matrix;
mod offer;
mod record;
mod report;
mod timeline;
mod words;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use maud::{Markup, html};
use register::{Fault, Kind, Record, Standing, faults, spoken, standing};
use screens::form::{Mistake, error_summary};
use screens::table::{Column, Entry, Row, Table};
use screens::{Language, Menu, Text, numbers};

use super::{Page, Visit, heading_1, heading_2};
use matrix::capital;

pub(crate) use compare::compare;
pub use figures::{follow, followed, moved};
pub(crate) use matrix::coverage;
pub(crate) use offer::offer;
pub(crate) use record::record;
pub(crate) use report::{report, report_docx};

/// How far ahead is soon, in days.
const SOON_DAYS: i32 = 90;
/// Measures on one page of the list.
const MEASURES_PER_PAGE: usize = 200;

/// `/maatregelen?op=2020-12-01&zoek=kindcheck&bron=T2-E&mist=no-baseline`
pub(crate) async fn overview(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let (as_of, mut mistakes) = as_of(&visit, &pairs);
    let (wanted, unread) = find::wanted(&visit, &pairs);
    mistakes.extend(unread);
    let lacking = pairs.iter().find(|(name, _)| name == "mist").and_then(|(_, word)| Fault::from_word(word));
    let asked_day = pairs.iter().any(|(name, value)| name == "op" && !value.is_empty()).then_some(as_of);
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::RegisterTitle)))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro" { (headline(&visit, as_of)) }
            p { (visit.say(Text::RegisterUnknown)) }
            @if visit.shelf.current().synthetic { p { strong { (visit.say(Text::RegisterReal)) } } }
            (ways(&visit))
        }
        (find::form(&visit, &wanted, asked_day))
        @match (lacking, wanted.is_empty()) {
            (Some(fault), _) => (lacking_records(&visit, fault)),
            (None, false) => (find::found(&visit, &wanted, as_of)),
            (None, true) => (everything(&visit, &pairs, as_of)),
        }
        (sources(&visit))
    };
    let title = visit.say(Text::RegisterTitle).to_owned();
    let page = Page { title, address: address(&pairs), menu: Menu::Register, way: Vec::new(), content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// What was asked, as an address; what was not asked is not in it.
fn address(pairs: &[(String, String)]) -> String {
    let is_known = |name: &str| matches!(name, "op" | "zoek" | "bron" | "wie" | "van" | "tot" | "mist" | "pagina");
    let asked = pairs.iter().filter(|(name, value)| is_known(name) && !value.is_empty());
    let said: Vec<String> = asked.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    if said.is_empty() { "/maatregelen".to_owned() } else { format!("/maatregelen?{}", said.join("&")) }
}

/// A value as an address may hold it.
fn escaped(value: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    value.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The other pages of the register.
fn ways(visit: &Visit) -> Markup {
    let all = [
        ("/maatregelen/matrix", Text::MatrixTitle),
        ("/maatregelen/regios", Text::CompareTitle),
        ("/maatregelen/aanbod", Text::OfferTitle),
        ("/maatregelen/voortgang", Text::ReportTitle),
    ];
    html! {
        nav aria-label=(visit.say(Text::RegisterWays)) {
            ul class="ib-plain" { @for (path, name) in all { li { a class="nl-link" href=(visit.to(path)) { (visit.say(name)) } } } }
        }
    }
}

fn everything(visit: &Visit, pairs: &[(String, String)], as_of: Day) -> Markup {
    let commitments: Vec<&Record> = visit.register().of_kind(Kind::Commitment).collect();
    let listed = |wanted: &[Standing]| listed(visit, &commitments, as_of, wanted);
    html! {
        (timeline::section(visit, &commitments, as_of))
        (part(visit, "nu", Text::DuePassed, &listed(&[Standing::WasDue, Standing::Reported])))
        (part(visit, "straks", Text::DueLater, &listed(&[Standing::Due])))
        (part(visit, "zonder", Text::DueNever, &listed(&[Standing::Undated])))
        (part(visit, "gedaan", Text::CommitmentsDone, &listed(&[Standing::Done])))
        (part(visit, "afgewezen", Text::CommitmentsDeclined, &declined(visit, &commitments, as_of)))
        (part(visit, "vragen", Text::QuestionsTitle, &questions(visit)))
        (part(visit, "mist", Text::FaultsTitle, &fault_table(visit)))
        (part(visit, "maatregelen", Text::MeasuresTitle, &measures(visit, page_number(pairs))))
        (pager(visit, page_number(pairs), pairs))
    }
}

/// How the questions of each parliamentary group were answered, in the order of the words of the field.
fn questions(visit: &Visit) -> Table {
    let answered = Kind::Question.field("answered").map_or(&[][..], |field| field.shape.words());
    let all: Vec<&Record> = visit.register().of_kind(Kind::Question).collect();
    let mut groups: Vec<&str> = all.iter().flat_map(|question| question.list("asked_by")).collect();
    groups.sort_unstable();
    groups.dedup();
    let count =
        |group: &str, word: &str| all.iter().filter(|one| one.list("asked_by").contains(&group) && one.get("answered") == word).count();
    let row = |group: &&str| {
        let address = visit.to(&format!("/maatregelen?wie={}", escaped(group)));
        let counts = answered.iter().map(|word| Entry::Plain(i64::try_from(count(group, word)).unwrap_or(i64::MAX)));
        Row { entries: std::iter::once(Entry::Link { address, name: (*group).to_owned() }).chain(counts).collect(), is_this: false }
    };
    let columns = std::iter::once(Column::words(visit.say(Text::QuestionsGroup)));
    Table {
        id: "vragen-tabel".to_owned(),
        caption: visit.say(Text::QuestionsCaption).to_owned(),
        columns: columns.chain(answered.iter().map(|word| Column::numbers(spoken(word, tongue(visit.language))))).collect(),
        rows: groups.iter().map(row).collect(),
        sortable: true,
    }
}

/// Every record that lacks something.
fn lacking_records(visit: &Visit, fault: Fault) -> Markup {
    let found: Vec<&Record> = visit.register().all().filter(|record| faults(record).contains(&fault)).collect();
    let row = |record: &&Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(record.kind().name(tongue(visit.language)).to_owned()),
            told(visit, record, &["owner", "promised_by"]),
            told(visit, record, &["not_measurable_because", "not_measured_because"]),
            told(visit, record, &["source"]),
        ],
        is_this: false,
    };
    let kinds = [Kind::Measure, Kind::Prevention, Kind::Approach, Kind::Commitment];
    let all = kinds.into_iter().map(|kind| visit.register().of_kind(kind).count()).sum::<usize>();
    let title = Text::LacksTitle.fill(visit.language, &[("fault", fault.name(tongue(visit.language)))]);
    let intro = Text::LacksIntro.fill(visit.language, &[("count", &found.len().to_string()), ("all", &all.to_string())]);
    let columns = [Text::ColumnWhat, Text::ColumnKind, Text::ColumnWho, Text::ColumnReason, Text::ColumnSource];
    let shown = found.iter().take(MEASURES_PER_PAGE).map(row).collect();
    let list = table(visit, "mist", Text::CaptionFaults, &columns, shown, fault.word());
    html! {
        section class="ib-section" aria-labelledby="wat-mist" {
            (heading_2("wat-mist", &title))
            p { (intro) " " a class="nl-link" href=(visit.to("/maatregelen")) { (visit.say(Text::FindAll)) } }
            @if !found.is_empty() { (list.html(visit.language)) }
        }
    }
}

/// The language of the register for the language of a page.
pub(crate) fn tongue(language: Language) -> register::Language {
    match language {
        Language::Dutch => register::Language::Dutch,
        Language::English => register::Language::English,
    }
}

/// What the short names of sources stand for.
fn sources(visit: &Visit) -> Markup {
    html! { div class="ib-prose" { p { (visit.say(Text::RegisterSources)) } } }
}

/// The day asked for; today when none is asked for or it is no day.
fn as_of(visit: &Visit, pairs: &[(String, String)]) -> (Day, Vec<Mistake>) {
    let Some((_, text)) = pairs.iter().find(|(name, value)| name == "op" && !value.is_empty()) else { return (today(), Vec::new()) };
    match Day::parse_iso(text) {
        Some(day) => (day, Vec::new()),
        None => (today(), vec![Mistake { field: "inhoud", message: visit.say(Text::WrongDay).to_owned() }]),
    }
}

/// Today by the server's clock, UTC.
fn today() -> Day {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day(i32::try_from(since / 86_400).unwrap_or(0))
}

/// One sentence with the numbers that matter.
fn headline(visit: &Visit, as_of: Day) -> String {
    let commitments: Vec<&Record> = visit.register().of_kind(Kind::Commitment).collect();
    let count = |wanted: Standing| commitments.iter().filter(|record| standing(record, as_of) == wanted).count().to_string();
    let soon = commitments.iter().filter(|record| is_soon(record, as_of)).count().to_string();
    let places = [
        ("day", numbers::day(as_of, visit.language)),
        ("all", commitments.len().to_string()),
        ("passed", count(Standing::WasDue)),
        ("soon", soon),
        ("undated", count(Standing::Undated)),
        ("done", count(Standing::Done)),
        ("declined", count(Standing::Declined)),
    ];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Text::RegisterHeadline.fill(visit.language, &places)
}

fn is_soon(record: &Record, as_of: Day) -> bool {
    standing(record, as_of) == Standing::Due && record.day("due").is_some_and(|due| due - as_of <= SOON_DAYS)
}

fn part(visit: &Visit, id: &str, title: Text, table: &Table) -> Markup {
    html! {
        @if !table.rows.is_empty() {
            section class="ib-section" aria-labelledby=(id) { (heading_2(id, visit.say(title))) (table.html(visit.language)) }
        }
    }
}

/// The first of these fields that says something, in the language of the page; marked as Dutch where it is kept in Dutch only.
fn told(visit: &Visit, record: &Record, fields: &[&str]) -> Entry {
    let Some(field) = fields.iter().copied().find(|field| !record.get(field).is_empty()) else { return Entry::Words(String::new()) };
    let words = match record.kind().field(field) {
        Some(known) => record.said(known, tongue(visit.language)),
        None => record.get(field).to_owned(),
    };
    if visit.language == Language::English && record.is_dutch_only(field) { Entry::Dutch(words) } else { Entry::Words(words) }
}

/// By when: the day, else the words of the promise.
fn when(visit: &Visit, record: &Record) -> Entry {
    match record.day("due").or_else(|| record.day("end")) {
        Some(day) => Entry::Words(numbers::day(day, visit.language)),
        None => told(visit, record, &["due_said"]),
    }
}

fn link(visit: &Visit, record: &Record) -> Entry {
    let address = visit.to(&format!("/maatregelen/{}", record.id()));
    Entry::Link { address, name: record.title(tongue(visit.language)).to_owned() }
}

fn listed(visit: &Visit, commitments: &[&Record], as_of: Day, wanted: &[Standing]) -> Table {
    let mut found: Vec<&&Record> = commitments.iter().filter(|record| wanted.contains(&standing(record, as_of))).collect();
    found.sort_by_key(|record| (record.day("due").is_none(), record.day("due"), record.id().to_owned()));
    let row = |record: &&&Record| {
        let state = match is_soon(record, as_of) {
            true => visit.say(Text::StandingSoon),
            false => visit.say(words::standing(standing(record, as_of))),
        };
        let entries = vec![
            link(visit, record),
            told(visit, record, &["promised_by"]),
            when(visit, record),
            Entry::Words(state.to_owned()),
            told(visit, record, &["source"]),
        ];
        Row { entries, is_this: false }
    };
    let columns = [Text::ColumnCommitment, Text::ColumnWho, Text::ColumnWhen, Text::ColumnStanding, Text::ColumnSource];
    let caption = wanted.first().map_or(Text::ColumnCommitment, |first| words::caption(*first));
    table(visit, "toezeggingen", caption, &columns, found.iter().map(row).collect(), wanted.first().map_or("", |first| first.word()))
}

/// What was asked and not promised: declined commitments, and recommendations that were declined in a response.
fn declined(visit: &Visit, commitments: &[&Record], as_of: Day) -> Table {
    let points = commitments.iter().copied().filter(|record| standing(record, as_of) == Standing::Declined);
    let responses = visit.register().of_kind(Kind::Response).filter(|response| response.get("stance") == "declined");
    let row = |record: &Record| Row {
        entries: vec![
            link(visit, record),
            told(visit, record, &["promised_by", "given_by"]),
            Entry::Words(record.reason(tongue(visit.language)).to_owned()),
            told(visit, record, &["source"]),
        ],
        is_this: false,
    };
    let columns = [Text::ColumnWhat, Text::ColumnWho, Text::ColumnReason, Text::ColumnSource];
    table(visit, "toezeggingen", Text::CaptionDeclined, &columns, points.chain(responses).map(row).collect(), "declined")
}

fn fault_table(visit: &Visit) -> Table {
    let row = |(fault, count): (Fault, usize)| {
        let name = fault.name(tongue(visit.language)).to_owned();
        let address = visit.to(&format!("/maatregelen?mist={}", fault.word()));
        let head = if count == 0 { Entry::Words(name) } else { Entry::Link { address, name } };
        Row { entries: vec![head, Entry::Plain(i64::try_from(count).unwrap_or(i64::MAX))], is_this: false }
    };
    let rows = visit.register().fault_counts().into_iter().map(row).collect();
    let mut table = table(visit, "fouten", Text::CaptionFaults, &[Text::ColumnLacks, Text::ColumnNumber], rows, "tabel");
    table.columns[1].numeric = true;
    table
}

/// The page of the list that is asked for, from 1.
fn page_number(pairs: &[(String, String)]) -> usize {
    let asked = pairs.iter().find(|(name, _)| name == "pagina").and_then(|(_, value)| value.parse().ok());
    asked.unwrap_or(1).max(1)
}

/// Links to the other pages of the list; nothing when all fits on one.
fn pager(visit: &Visit, number: usize, pairs: &[(String, String)]) -> Markup {
    let pages = visit.register().of_kind(Kind::Measure).count().div_ceil(MEASURES_PER_PAGE);
    let day = pairs.iter().find(|(name, value)| name == "op" && Day::parse_iso(value).is_some());
    let day = day.map(|(_, value)| format!("op={value}&")).unwrap_or_default();
    let to = |page: usize| visit.to(&format!("/maatregelen?{day}pagina={page}#maatregelen"));
    html! {
        @if pages > 1 {
            nav class="ib-pager" aria-label=(visit.say(Text::MeasuresTitle)) {
                @if number > 1 { a class="nl-link" href=(to(number - 1)) { (visit.say(Text::PageBefore)) } " " }
                span { (number) " / " (pages) }
                @if number < pages { " " a class="nl-link" href=(to(number + 1)) { (visit.say(Text::PageAfter)) } }
            }
        }
    }
}

fn measures(visit: &Visit, number: usize) -> Table {
    let row = |record: &Record| {
        let lacking: Vec<&str> = faults(record).into_iter().map(|fault| fault.name(tongue(visit.language))).collect();
        let figure = figures::beside(visit.shelf.current(), visit.register(), record, visit.language);
        let entries = vec![
            link(visit, record),
            told(visit, record, &["owner"]),
            Entry::Words(visit.say(words::status(record.get("status"))).to_owned()),
            Entry::Words(capital(&register::stretch(record, tongue(visit.language)))),
            Entry::Words(figure.unwrap_or_else(|| visit.say(Text::FigureNone).to_owned())),
            Entry::Words(lacking.join(", ")),
            told(visit, record, &["source"]),
        ];
        Row { entries, is_this: false }
    };
    let all = visit.register().of_kind(Kind::Measure);
    let shown = all.skip(MEASURES_PER_PAGE.saturating_mul(number - 1)).take(MEASURES_PER_PAGE);
    let columns = [
        Text::ColumnMeasure,
        Text::ColumnOwner,
        Text::ColumnStatus,
        Text::ColumnStretch,
        Text::ColumnFigure,
        Text::ColumnLacks,
        Text::ColumnSource,
    ];
    table(visit, "lijst", Text::CaptionMeasures, &columns, shown.map(row).collect(), "maatregelen")
}

fn table(visit: &Visit, id: &str, caption: Text, columns: &[Text], rows: Vec<Row>, which: &str) -> Table {
    Table {
        id: format!("{id}-{which}"),
        caption: visit.say(caption).to_owned(),
        columns: columns.iter().map(|text| Column::words(visit.say(*text))).collect(),
        rows,
        sortable: true,
    }
}
