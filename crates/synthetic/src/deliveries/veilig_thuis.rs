//! Veilig Thuis rows along the objects of its information protocol.

use domain::Day;

use super::{Active, Desk, Identity, RuleCodes, text};
use crate::advice::Advice;
use crate::faults::Fault;
use crate::history::{Case, Report, Service, ServiceKind};
use crate::households::file_number;

/// The header line.
pub(super) const HEADER: &str = "object;kenmerk;casus;melding;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum;datum_einde;aard;contact;setting;online;leeftijd_ander;sector;rol;uitkomst;acuut;naar\n";

/// The rules that find mistakes in these rows; a wrong code is found by the rule of its own list.
pub(super) const RULES: RuleCodes = RuleCodes { end: "VT-END-BEFORE-START", future: "VT-START-AFTER-PERIOD", ..RuleCodes::CHILD };

/// A transfer that nobody accepts stands in the deliveries so long, then its case is closed.
const CLOSED_AFTER_DAYS: i32 = 365;

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let history = &desk.child.history;
    for (at, report) in history.reports.iter().enumerate() {
        write_report(desk, at, report);
    }
    for (at, service) in history.services.iter().enumerate() {
        write_service(desk, at, service);
    }
}

fn write_report(desk: &mut Desk<'_, '_>, at: usize, report: &Report) {
    let (ranks, case) = (ranks(desk), report.case);
    let on = |day, code_rule| Active { code_rule, ..Active::new(case.supplier, day, Some(day)) };
    desk.record(on(report.day, "VT-WORD"), |bytes, identity, known, fault| {
        let day = if fault == Some(Fault::FutureDate) { known.plus(45) } else { report.day };
        begin(bytes, "melding", (ranks, b'M', at), (case, None), identity);
        days(bytes, day, None);
        text::forms(bytes, case.recorded);
        text::circumstances(bytes, case.circumstances, false);
        text::known(bytes, report.sector.word());
        text::field(bytes, if fault == Some(Fault::WrongCode) { "anders" } else { report.role });
        bytes.extend_from_slice(b";;\n");
    });
    let Some(assessment) = report.assessment else { return };
    desk.record(on(assessment.day, "VT-OUTCOME"), |bytes, identity, known, fault| {
        let day = if fault == Some(Fault::FutureDate) { known.plus(45) } else { assessment.day };
        begin(bytes, "beoordeling", (ranks, b'B', at), (case, Some(at)), identity);
        days(bytes, day, None);
        bytes.extend_from_slice(b";;;;;;;");
        text::number(bytes, u64::from(if fault == Some(Fault::WrongCode) { 9 } else { assessment.outcome.0 }), 1);
        bytes.extend_from_slice(if assessment.acute { b";J;\n" } else { b";N;\n" });
    });
}

fn write_service(desk: &mut Desk<'_, '_>, at: usize, service: &Service) {
    let (ranks, case) = (ranks(desk), service.case);
    let (object, letter, outcome, to) = match service.kind {
        ServiceKind::Investigation(found) => ("onderzoek", b'O', found, ""),
        ServiceKind::FollowUp => ("voorwaarden", b'V', "", ""),
        ServiceKind::Transfer(to) => ("overdracht", b'D', "", to),
        ServiceKind::Monitoring => ("monitoring", b'T', "", ""),
    };
    let code_rule = match service.kind {
        ServiceKind::Investigation(_) => "VT-OUTCOME",
        ServiceKind::Transfer(_) => "VT-WORD",
        ServiceKind::FollowUp | ServiceKind::Monitoring => "",
    };
    let closed = service.last.unwrap_or(service.first.plus(CLOSED_AFTER_DAYS));
    let active = Active { code_rule, tells_end: service.last.is_some(), ..Active::new(case.supplier, service.first, Some(closed)) };
    desk.record(active, |bytes, identity, known, fault| {
        let ended = service.last.filter(|last| *last <= known && service.kind != ServiceKind::Monitoring);
        let (first, last) = match fault {
            Some(Fault::FutureDate) => (known.plus(45), None),
            Some(Fault::EndBeforeStart) => (service.first, ended.map(|_| service.first.plus(-10))),
            _ => (service.first, ended),
        };
        let (outcome, to) = if fault == Some(Fault::WrongCode) { ("onbekend", "anders") } else { (outcome, to) };
        begin(bytes, object, (ranks, letter, at), (case, None), identity);
        days(bytes, first, last);
        bytes.extend_from_slice(b";;;;;;;");
        text::field(bytes, if last.is_some() && letter == b'O' { outcome } else { "" });
        text::semicolon(bytes);
        bytes.extend_from_slice(if letter == b'D' { to } else { "" }.as_bytes());
        bytes.push(b'\n');
    });
}

/// Rank of the child, and of the first child of its household, by which cases are numbered.
fn ranks(desk: &Desk<'_, '_>) -> (u32, u32) {
    (desk.child.rank, desk.household.children[0].rank)
}

fn begin(
    bytes: &mut Vec<u8>,
    object: &str,
    ((rank, eldest), letter, at): ((u32, u32), u8, usize),
    (case, report): (Case, Option<usize>),
    identity: &Identity,
) {
    text::field(bytes, object);
    text::reference(bytes, rank, letter, at);
    bytes.extend_from_slice(b";Z");
    text::number(bytes, u64::from(file_number(eldest)), 9);
    bytes.push(b'-');
    text::number(bytes, u64::from(case.number) + 1, 2);
    text::semicolon(bytes);
    if let Some(report) = report {
        text::reference(bytes, rank, b'M', report);
    }
    text::semicolon(bytes);
    text::person(bytes, identity);
}

fn days(bytes: &mut Vec<u8>, first: Day, last: Option<Day>) {
    text::iso(bytes, first);
    text::semicolon(bytes);
    text::iso_until(bytes, last, Day(i32::MAX));
    text::semicolon(bytes);
}

/// Writes an advice: it names no child.
pub(super) fn advice(bytes: &mut Vec<u8>, advice: &Advice) {
    bytes.extend_from_slice(b"advies;A");
    text::number(bytes, advice.day.year() as u64, 4);
    text::number(bytes, u64::from(advice.number), 9);
    bytes.extend_from_slice(b";;;;;;;;;");
    text::number(bytes, u64::from(advice.postcode), 4);
    bytes.extend_from_slice(b";;");
    days(bytes, advice.day, None);
    text::forms(bytes, advice.forms);
    bytes.extend_from_slice(b";;;;");
    text::known(bytes, advice.sector.word());
    text::field(bytes, advice.role);
    bytes.extend_from_slice(b";;\n");
}
