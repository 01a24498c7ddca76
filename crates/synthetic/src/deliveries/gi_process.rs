//! Rows about what certified institutions do under a measure: one a measure.

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;maatregel;datum_aanvang;datum_toegewezen;datum_eerste_contact;datum_plan;oorzaak_wachten;datum_oorzaak\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes =
    RuleCodes { code: "GI-MEASURE", future: "GI-AFTER-PERIOD", order: "GI-BEFORE-START", ..RuleCodes::CHILD };

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, process) in history.processes.iter().enumerate() {
        let possible = |fault, known| match fault {
            Fault::WrongDateOrder => process.contact.is_some_and(|day| day <= known),
            fault => super::is_for_every_row(fault),
        };
        let active = Active { possible: Some(&possible), ..Active::new(process.supplier, process.first, Some(process.last)) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'G', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            text::code(bytes, if fault == Some(Fault::WrongCode) { 19 } else { process.code.0 });
            if fault == Some(Fault::FutureDate) {
                text::iso(bytes, known.plus(45));
                bytes.extend_from_slice(b";;;;;\n");
                return;
            }
            text::iso(bytes, process.first);
            text::semicolon(bytes);
            let early = fault == Some(Fault::WrongDateOrder);
            let contact = process.contact.map(|day| if early { process.first.plus(-20) } else { day });
            for day in [process.assigned, contact, process.plan] {
                text::iso_until(bytes, day, known);
                text::semicolon(bytes);
            }
            let (cause, day) = process.cause.filter(|(_, day)| *day <= known).unzip();
            text::field(bytes, cause.unwrap_or(""));
            text::iso_until(bytes, day, known);
            bytes.push(b'\n');
        });
    }
}
