//! Rows of municipalities about support after 18: one a support.

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;

/// The header line.
pub(super) const HEADER: &str =
    "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;soort;datum_aanvang;datum_einde;reden_einde\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes = RuleCodes { code: "AD-KIND", future: "AD-AFTER-PERIOD", end: "AD-ORDER", ..RuleCodes::CHILD };

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, support) in history.supports.iter().enumerate() {
        let possible = |fault, known| match fault {
            Fault::EndBeforeStart => support.end.is_some_and(|(last, _)| last <= known),
            fault => super::is_for_every_row(fault),
        };
        let last = support.end.map(|(last, _)| last);
        let active = Active { possible: Some(&possible), ..Active::new(support.supplier, support.first, last) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'W', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            text::field(bytes, if fault == Some(Fault::WrongCode) { "schulden" } else { support.kind });
            let future = fault == Some(Fault::FutureDate);
            text::iso(bytes, if future { known.plus(45) } else { support.first });
            text::semicolon(bytes);
            if let Some((last, reason)) = support.end.filter(|(last, _)| *last <= known && !future) {
                text::iso(bytes, if fault == Some(Fault::EndBeforeStart) { support.first.plus(-10) } else { last });
                text::semicolon(bytes);
                bytes.extend_from_slice(reason.as_bytes());
                bytes.push(b'\n');
            } else {
                bytes.extend_from_slice(b";\n");
            }
        });
    }
}
