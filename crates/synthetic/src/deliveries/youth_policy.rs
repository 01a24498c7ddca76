//! Youth-policy rows: help from providers, measures and authorisations from certified institutions.

use domain::Day;

use super::{Active, Desk, Identity, RuleCodes, text};
use crate::faults::Fault;
use crate::history::{Help, Order, PassedOn};

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;datum_overgedragen_gekregen\n";

/// The rules that find mistakes in these rows; a wrong code is found by the rule of its own list.
pub(super) const RULES: RuleCodes = RuleCodes {
    bsn_typo: "YP-BSN-ELEVEN",
    bsn_unknown: "YP-BSN-UNKNOWN",
    doubled: "YP-DOUBLED-KEY",
    end: "YP-END-BEFORE-START",
    future: "YP-START-AFTER-PERIOD",
    ..RuleCodes::CHILD
};

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, help) in history.help.iter().enumerate() {
        let active = Active { code_rule: "YP-HELP-FORM", ..Active::new(help.supplier, help.first, Some(help.last)) };
        desk.record(active, |bytes, identity, known, fault| {
            begin(bytes, (rank, b'H', at), identity);
            help_fields(bytes, help, fault);
            end(bytes, (help.first, help.last), (known, fault), |bytes| help_end(bytes, help, known));
        });
    }
    for (letter, orders) in [(b'M', &history.orders), (b'U', &history.authorisations)] {
        for (at, order) in orders.iter().enumerate() {
            match order.passed_on {
                Some(passed) => {
                    given(desk, (letter, at), order, passed);
                    taken(desk, (letter, at), order, passed);
                }
                None => whole(desk, (letter, at), order),
            }
        }
    }
}

/// Whether a measure or an authorisation, and which of the child's.
type Which = (u8, usize);

/// A measure that one institution has from its first day to its last.
fn whole(desk: &mut Desk<'_, '_>, (letter, at): Which, order: &Order) {
    let (rank, end_reason) = (desk.child.rank, reason_told(order));
    let active = Active { end_reason, code_rule: "YP-MEASURE", ..Active::new(order.supplier, order.first, Some(order.last)) };
    desk.record(active, |bytes, identity, known, fault| {
        begin(bytes, (rank, letter, at), identity);
        order_fields(bytes, order, letter, fault);
        end(bytes, (order.first, order.last), (known, fault), |bytes| order_end(bytes, order, fault));
    });
}

/// A measure until the day it was handed over: its start, that day, and no end.
fn given(desk: &mut Desk<'_, '_>, (letter, at): Which, order: &Order, passed: PassedOn) {
    let rank = desk.child.rank;
    let active = Active { tells_end: false, code_rule: "YP-MEASURE", ..Active::new(order.supplier, order.first, Some(passed.day)) };
    desk.record(active, |bytes, identity, known, fault| {
        begin(bytes, (rank, letter, at), identity);
        order_fields(bytes, order, letter, fault);
        let is_future = fault == Some(Fault::FutureDate);
        text::compact(bytes, if is_future { known.plus(45) } else { order.first });
        bytes.extend_from_slice(b";;;;;;");
        if passed.day <= known && !is_future {
            text::compact(bytes, passed.day);
        }
        bytes.extend_from_slice(b";\n");
    });
}

/// The same measure from the day after: that day, no start, and the end.
fn taken(desk: &mut Desk<'_, '_>, (letter, at): Which, order: &Order, passed: PassedOn) {
    let (rank, since, end_reason) = (desk.child.rank, passed.day.plus(1), reason_told(order));
    let begun = Active { tells_start: false, end_reason, ..Active::new(passed.taker, since, Some(order.last)) };
    desk.record(Active { code_rule: "YP-MEASURE", ..begun }, |bytes, identity, known, fault| {
        // An own reference of its own file.
        begin(bytes, (rank, letter + 1, at), identity);
        order_fields(bytes, order, letter, fault);
        text::semicolon(bytes);
        if order.last <= known {
            text::compact(bytes, order.last);
            text::semicolon(bytes);
            order_end(bytes, order, fault);
        } else {
            bytes.extend_from_slice(b";;;;");
        }
        bytes.extend_from_slice(b";;");
        text::compact(bytes, since);
        bytes.push(b'\n');
    });
}

fn reason_told(order: &Order) -> u8 {
    if order.is_supervision() { order.end_reason } else { 0 }
}

fn begin(bytes: &mut Vec<u8>, (rank, letter, at): (u32, u8, usize), identity: &Identity) {
    text::reference(bytes, rank, letter, at);
    text::semicolon(bytes);
    text::number(bytes, u64::from(identity.bsn), 9);
    text::semicolon(bytes);
    text::date(bytes, identity.born, None);
    text::semicolon(bytes);
    text::field(bytes, text::sex(identity.sex));
    text::postcode(bytes, identity.address);
    text::semicolon(bytes);
}

fn help_fields(bytes: &mut Vec<u8>, help: &Help, fault: Option<Fault>) {
    text::code(bytes, help.referrer);
    text::code(bytes, if fault == Some(Fault::WrongCode) { 5 } else { help.form });
    text::field(bytes, if help.crisis { "01" } else { "02" });
    bytes.extend_from_slice(b";;");
}

fn order_fields(bytes: &mut Vec<u8>, order: &Order, letter: u8, fault: Option<Fault>) {
    let code = if fault == Some(Fault::WrongCode) { 19 } else { order.code.0 };
    bytes.extend_from_slice(b";;;");
    text::code(bytes, if letter == b'M' { code } else { 0 });
    text::code(bytes, if letter == b'U' { code } else { 0 });
}

/// Start, and end when it is known; `rest` writes what an end says, six fields with it.
fn end(bytes: &mut Vec<u8>, (first, last): (Day, Day), (known, fault): (Day, Option<Fault>), rest: impl Fn(&mut Vec<u8>)) {
    text::compact(bytes, if fault == Some(Fault::FutureDate) { known.plus(45) } else { first });
    text::semicolon(bytes);
    if last <= known && fault != Some(Fault::FutureDate) {
        text::compact(bytes, if fault == Some(Fault::EndBeforeStart) { first.plus(-10) } else { last });
        text::semicolon(bytes);
        rest(bytes);
    } else {
        bytes.extend_from_slice(b";;;;");
    }
    bytes.extend_from_slice(b";;\n");
}

/// The end of help as a delivery that knows until `known` tells it; before 2022 the protocol asked another question
/// about going on without help, whose answers are left out.
fn help_end(bytes: &mut Vec<u8>, help: &Help, known: Day) {
    text::code(bytes, help.end_reason);
    let (satisfaction, without_help, informant) = help.outcome;
    if satisfaction > 0 {
        text::number(bytes, u64::from(satisfaction), 1);
    }
    text::semicolon(bytes);
    text::code(bytes, if known.year() < 2022 { 0 } else { without_help });
    if informant > 0 {
        text::number(bytes, u64::from(informant), 2);
    }
}

fn order_end(bytes: &mut Vec<u8>, order: &Order, fault: Option<Fault>) {
    let changed = fault == Some(Fault::ChangedEndReasons);
    text::code(bytes, if changed { 2 } else { order.end_reason });
    bytes.extend_from_slice(b";;");
}
