//! `/register/invoer` and `/register/uitvoer`: files in and out. A file is looked at first; every bad row is a finding with its
//! fix; nothing is written before the sender says so.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use records::Upload;
use register::{BookError, Finding, Kind, Problem, Record, Register, closes, exchange, merge};
use screens::form::{Mistake, error_summary};
use screens::table::{Column, Entry, Row, Table};
use screens::{Language, StaffText};

use crate::account::{Account, Role};
use crate::form::{Line, line, plain, why};
use crate::frame::{heading_1, heading_2, key};
use crate::site::{hexadecimal, random};
use crate::visit::{Visit, download, go};
use crate::{Trouble, words};

/// Findings shown on the page; the rest is counted.
const SHOWN: usize = 200;

/// What a file would do.
struct Plan {
    records: Vec<Record>,
    findings: Vec<(Finding, bool)>,
    rows: usize,
    added: usize,
    changed: usize,
    alike: usize,
    /// Kept beside ours under a new id: old and new.
    beside: Vec<(String, String)>,
    /// Rows that the sender may not write.
    refused: Vec<(String, StaffText)>,
}

/// `/register/invoer`
pub(crate) fn bring(visit: &Visit) -> Result<Response, Trouble> {
    let account = visit.with_role(Role::Editor)?;
    if !visit.asked.is_post {
        return Ok(asking(visit, &[]));
    }
    let register = visit.site.register()?;
    if visit.form("step") == "save" {
        return save(visit, account, &register);
    }
    let mistake = |field, text: StaffText| vec![Mistake { field, message: visit.say(text).to_owned() }];
    let Some(file) = visit.asked.file.as_ref().filter(|file| !file.bytes.is_empty()) else {
        return Ok(asking(visit, &mistake("file", StaffText::FileMissing)));
    };
    if !is_label(visit.form("label")) {
        return Ok(asking(visit, &mistake("label", StaffText::LabelWrong)));
    }
    let plan = match planned(visit, account, &register, (&file.name, &file.bytes)) {
        Ok(plan) => plan,
        Err(error) => return Ok(asking(visit, &[Mistake { field: "file", message: unreadable(visit, &error) }])),
    };
    let upload = Upload {
        id: hexadecimal(&random::<32>()?),
        name: account.name.clone(),
        file: file.name.clone(),
        body: file.bytes.clone(),
        at: visit.site.now(),
    };
    visit.site.records().keep_upload(&upload)?;
    Ok(checking(visit, (&upload.id, &upload.file), &register, &plan, &[]))
}

fn unreadable(visit: &Visit, error: &exchange::ExchangeError) -> String {
    match (visit.language, error) {
        (Language::Dutch, exchange::ExchangeError::Format(_)) => visit.say(StaffText::FileFormat).to_owned(),
        (Language::Dutch, _) => visit.say(StaffText::FileUnreadable).to_owned(),
        (Language::English, error) => error.to_string(),
    }
}

/// A short name of another register, or none.
fn is_label(text: &str) -> bool {
    text.len() <= 16 && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// What taking a file in would do; with a label it is another register that joins ours.
fn planned(visit: &Visit, account: &Account, register: &Register, (name, bytes): (&str, &[u8])) -> Result<Plan, exchange::ExchangeError> {
    let read = exchange::read(name, bytes)?;
    let (label, rows) = (visit.form("label"), read.rows);
    let mut findings: Vec<(Finding, bool)> = read.findings.into_iter().map(|finding| (finding, true)).collect();
    let (records, beside) = if label.is_empty() {
        (read.records, Vec::new())
    } else {
        let theirs = Register::of(read.records.into_iter().map(|record| (record, 0)));
        let merged = merge(register, &theirs, label);
        let beside = merged.renamed.iter().map(|(old, record)| (old.clone(), record.id().to_owned())).collect();
        (merged.records(), beside)
    };
    findings.extend(register.dangling(&records).into_iter().map(|finding| (finding, false)));
    let mut plan = Plan { records: Vec::new(), findings, rows, added: 0, changed: 0, alike: 0, beside, refused: Vec::new() };
    for record in records {
        let standing = register.get(record.kind(), record.id());
        if standing == Some(&record) {
            plan.alike += 1;
        } else if !account.may(Role::Editor, standing, &record, visit.site.atlas()) {
            plan.refused.push((record.id().to_owned(), StaffText::OutsideYourRegion));
        } else if closes(standing, &record) {
            // Also what says it was closed in another register: whoever made the file could say so of anything.
            plan.refused.push((record.id().to_owned(), StaffText::ClosingText));
        } else {
            if standing.is_some() {
                plan.changed += 1
            } else {
                plan.added += 1
            }
            plan.records.push(record);
        }
    }
    Ok(plan)
}

fn save(visit: &Visit, account: &Account, register: &Register) -> Result<Response, Trouble> {
    let upload = visit.site.records().upload(visit.form("upload"), &account.name)?.ok_or(Trouble::Stale)?;
    let plan = planned(visit, account, register, (&upload.file, &upload.body))?;
    let why = plain(visit.form("why"));
    let wrong = |field, text: StaffText| [Mistake { field, message: visit.say(text).to_owned() }];
    if why.is_empty() {
        return Ok(checking(visit, (&upload.id, &upload.file), register, &plan, &wrong("why", StaffText::WhyMissing)));
    }
    // What was looked at must be what is written: whoever wrote meanwhile is seen first.
    if visit.form("seen") != seen(register, &plan) {
        return Ok(checking(visit, (&upload.id, &upload.file), register, &plan, &wrong("why", StaffText::CollisionElsewhere)));
    }
    match visit.site.book().enter_over(register, &plan.records, &visit.site.author(&account.name, &format!("{why} ({})", upload.file))) {
        Ok(_) => {}
        Err(BookError::Collision(_)) => {
            let register = visit.site.register()?;
            let plan = planned(visit, account, &register, (&upload.file, &upload.body))?;
            return Ok(checking(visit, (&upload.id, &upload.file), &register, &plan, &wrong("why", StaffText::CollisionElsewhere)));
        }
        Err(error) => return Err(error.into()),
    }
    visit.site.records().drop_upload(&upload.id)?;
    visit.site.note("register.imported", &account.name, &format!("{} added, {} changed", plan.added, plan.changed))?;
    Ok(go(&visit.to(&format!("/register/invoer?gedaan={}", plan.added + plan.changed))))
}

/// The versions a plan was made over.
fn seen(register: &Register, plan: &Plan) -> String {
    let mut hasher = blake3::Hasher::new();
    for record in &plan.records {
        hasher.update(record.kind().word().as_bytes()).update(record.id().as_bytes());
        hasher.update(&register.version(record.kind(), record.id()).to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn asking(visit: &Visit, mistakes: &[Mistake]) -> Response {
    let error = |name: &str| mistakes.iter().find(|mistake| mistake.field == name).map(|mistake| mistake.message.as_str());
    let done = visit.query("gedaan");
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::Files)))
            (error_summary(mistakes, visit.language))
            @if !done.is_empty() { (crate::frame::notice(&StaffText::TakenIn.fill(visit.language, &[("count", done)]))) }
        }
        section class="ib-section" aria-labelledby="in" {
            (heading_2("in", visit.say(StaffText::BringIn)))
            p { (visit.say(StaffText::BringIntro)) }
            form class="ib-form" method="post" action=(visit.to("/register/invoer")) enctype="multipart/form-data" novalidate {
                (key(visit))
                (line(&Line { label: visit.say(StaffText::File), hint: Some(visit.say(StaffText::HintFile)), error: error("file"), kind: "file", ..Line::of("file", "") }))
                (line(&Line { label: visit.say(StaffText::Label), hint: Some(visit.say(StaffText::HintLabel)), error: error("label"), ..Line::of("label", visit.form("label")) }))
                button class="nl-button nl-button--primary" type="submit" { (visit.say(StaffText::LookFirst)) }
            }
        }
        section class="ib-section" aria-labelledby="uit" {
            (heading_2("uit", visit.say(StaffText::TakeOut)))
            p { (visit.say(StaffText::TakeIntro)) }
            ul class="ib-plain" {
                (formats(visit, visit.say(StaffText::Everything), ""))
                @for kind in Kind::ALL { (formats(visit, &words::capital(words::kinds(*kind, visit.language)), kind.word())) }
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(status, visit.say(StaffText::Files), &content)
}

fn formats(visit: &Visit, name: &str, kind: &str) -> Markup {
    html! {
        li {
            (name) ":"
            @for form in ["xlsx", "csv", "json"] {
                " " a class="nl-link" href=(visit.to(&format!("/register/uitvoer?soort={kind}&vorm={form}"))) download aria-label={(name) ", " (form.to_uppercase())} { (form.to_uppercase()) }
            }
        }
    }
}

fn checking(visit: &Visit, (id, file): (&str, &str), register: &Register, plan: &Plan, mistakes: &[Mistake]) -> Response {
    let count = |number: usize| number.to_string();
    let told = [
        ("file", file.to_owned()),
        ("rows", count(plan.rows)),
        ("added", count(plan.added)),
        ("changed", count(plan.changed)),
        ("alike", count(plan.alike)),
        ("beside", count(plan.beside.len())),
    ];
    let told: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::CheckFileTitle)))
            (error_summary(mistakes, visit.language))
            p { (StaffText::PlanTold.fill(visit.language, &told)) }
            @if !plan.beside.is_empty() { ul { @for (old, new) in &plan.beside { li { (old) " → " (new) } } } }
        }
        @if !plan.findings.is_empty() || !plan.refused.is_empty() { (findings(visit, plan)) }
        @if plan.records.is_empty() {
            (crate::frame::notice(visit.say(StaffText::NothingToTake)))
        } @else {
            form class="ib-form" method="post" action=(visit.to("/register/invoer")) novalidate {
                (key(visit))
                input type="hidden" name="step" value="save";
                input type="hidden" name="upload" value=(id);
                input type="hidden" name="label" value=(visit.form("label"));
                input type="hidden" name="seen" value=(seen(register, plan));
                (why(visit, (StaffText::Why, StaffText::HintWhy), mistakes))
                button class="nl-button nl-button--primary" type="submit" { (StaffText::TakeThese.fill(visit.language, &[("count", &count(plan.records.len()))])) }
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(status, visit.say(StaffText::CheckFileTitle), &content)
}

/// Findings and refusals, one a row: where and what is wrong in one cell and what to do in the next, which fit a telephone beside each
/// other.
fn findings(visit: &Visit, plan: &Plan) -> Markup {
    let row_of = |finding: &Finding| format!("{} {}", visit.say(StaffText::ColumnRow), finding.row);
    let found = plan.findings.iter().map(|(finding, has_row)| {
        let (wrong, fix) = words::problem(finding.problem, visit.language);
        let place = [if *has_row { row_of(finding) } else { String::new() }, finding.id.clone()];
        let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        [format!("{place}: {} {wrong}", finding.field), fix, visit.say(taken(finding.problem)).to_owned()]
    });
    let refused = plan.refused.iter().map(|(id, why)| {
        let why = format!("{id}: {}", visit.say(*why));
        [why, visit.say(StaffText::AskAnother).to_owned(), visit.say(StaffText::SetAside).to_owned()]
    });
    let all: Vec<[String; 3]> = refused.chain(found).collect();
    let rows = all.iter().take(SHOWN).map(|cells| Row { entries: cells.iter().cloned().map(Entry::Words).collect(), is_this: false });
    let columns = [StaffText::ColumnWrong, StaffText::ColumnFix, StaffText::ColumnState];
    let table = Table {
        id: "bevindingen".to_owned(),
        caption: StaffText::FindingsTitle
            .fill(visit.language, &[("count", &all.len().to_string()), ("shown", &all.len().min(SHOWN).to_string())]),
        columns: columns.map(|text| Column::words(visit.say(text))).into(),
        rows: rows.collect(),
        sortable: false,
    };
    table.html(visit.language)
}

fn taken(problem: Problem) -> StaffText {
    match problem.severity() {
        register::Severity::Error => StaffText::SetAside,
        register::Severity::Notice => StaffText::TakenAnyway,
    }
}

/// `/register/uitvoer?soort=measure&vorm=xlsx`
pub(crate) fn take(visit: &Visit) -> Result<Response, Trouble> {
    let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == visit.query("soort"));
    let media = match visit.query("vorm") {
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json" => "application/json",
        _ => return Err(Trouble::Missing),
    };
    let register = visit.site.register()?;
    let records: Vec<&Record> = register.all().filter(|record| kind.is_none_or(|kind| record.kind() == kind)).collect();
    let name = format!("{}.{}", kind.map_or("register", Kind::many), visit.query("vorm"));
    visit.site.note("register.exported", &visit.worker()?.name, &format!("{} records as {name}", records.len()))?;
    Ok(download(&name, media, exchange::write(&name, &records)?))
}
