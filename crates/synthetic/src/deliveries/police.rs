//! Rows of the police: one child in one matter.

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum_melding;datum_informatief_gesprek;datum_aangifte;aard;contact;setting;online;leeftijd_ander\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes =
    RuleCodes { code: "PO-WORD", future: "PO-AFTER-PERIOD", order: "PO-BEFORE-REPORT", date: "PO-NO-DAY", ..RuleCodes::CHILD };

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, matter) in history.matters.iter().enumerate() {
        let days = [matter.reported, matter.talked, matter.complained];
        let possible = |fault, known| match fault {
            Fault::WrongDateOrder => matter.reported.is_some() && matter.complained.is_some_and(|day| day <= known),
            Fault::MissingDate => true,
            fault => super::is_for_every_row(fault),
        };
        let active = Active { possible: Some(&possible), ..Active::new(matter.supplier, matter.first(), Some(matter.last())) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'P', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            let [reported, talked, complained] = days;
            let told = match fault {
                Some(Fault::MissingDate) => [None; 3],
                Some(Fault::FutureDate) => [Some(known.plus(45)), None, None],
                Some(Fault::WrongDateOrder) => [reported, talked, reported.map(|day| day.plus(-15))],
                _ => [reported, talked, complained],
            };
            for day in told {
                text::iso_until(bytes, day, if fault == Some(Fault::FutureDate) { known.plus(45) } else { known });
                text::semicolon(bytes);
            }
            text::forms(bytes, matter.recorded);
            text::circumstances(bytes, matter.circumstances, fault == Some(Fault::WrongCode));
            bytes.pop();
            bytes.push(b'\n');
        });
    }
}
