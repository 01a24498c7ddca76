//! Rows of the Centres for Sexual Violence: one a contact.

use domain::{Day, TraceExaminer};

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;
use crate::history::CentreContact;

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum_contact;datum_incident;aard;contact;setting;online;leeftijd_ander;medisch;psychologisch;datum_behandeling;datum_sporenonderzoek;sporenonderzoek_door;politiecontact;verwezen_naar;datum_verwijzing\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes = RuleCodes {
    code: "CS-WORD",
    future: "CS-AFTER-PERIOD",
    order: "CS-INCIDENT-AFTER-CONTACT",
    incident: "CS-INCIDENT-MISSING",
    examiner: "CS-TRACE-EXAMINER",
    ..RuleCodes::CHILD
};

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, contact) in history.contacts.iter().enumerate() {
        let possible = |fault, known| match fault {
            Fault::WrongDateOrder | Fault::MissingIncidentDate => true,
            Fault::ImpossibleExaminer => contact.traced.is_some_and(|(day, _)| day <= known),
            fault => super::is_for_every_row(fault),
        };
        let active = Active { possible: Some(&possible), ..Active::new(contact.supplier, contact.contact, Some(contact.last())) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'S', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            days(bytes, contact, (known, fault));
            text::forms(bytes, contact.recorded);
            text::circumstances(bytes, contact.circumstances, fault == Some(Fault::WrongCode));
            let known = if fault == Some(Fault::FutureDate) { contact.contact.plus(-1) } else { known };
            care(bytes, contact, (known, fault));
        });
    }
}

fn days(bytes: &mut Vec<u8>, contact: &CentreContact, (known, fault): (Day, Option<Fault>)) {
    let future = fault == Some(Fault::FutureDate);
    text::iso(bytes, if future { known.plus(45) } else { contact.contact });
    text::semicolon(bytes);
    match fault {
        Some(Fault::MissingIncidentDate) => {}
        Some(Fault::WrongDateOrder) => text::iso(bytes, contact.contact.plus(3)),
        _ => text::iso(bytes, contact.incident),
    }
    text::semicolon(bytes);
}

fn care(bytes: &mut Vec<u8>, contact: &CentreContact, (known, fault): (Day, Option<Fault>)) {
    let yes = |yes: bool| if yes { "J" } else { "N" };
    text::field(bytes, yes(contact.medical));
    text::field(bytes, yes(contact.psychological));
    text::iso_until(bytes, contact.treated, known);
    text::semicolon(bytes);
    let (day, by) = contact.traced.filter(|(day, _)| *day <= known).unzip();
    text::iso_until(bytes, day, known);
    text::semicolon(bytes);
    let by = by.unwrap_or("");
    text::field(bytes, if fault == Some(Fault::ImpossibleExaminer) { another_examiner(by) } else { by });
    // Where the police consulted, they knew of it.
    text::field(bytes, yes(contact.police || by == TraceExaminer::PoliceConsultsNfi.word()));
    let (to, day) = contact.referred;
    let told = day <= known;
    text::field(bytes, if told { to } else { "" });
    text::iso_until(bytes, Some(day).filter(|_| to != "none"), known);
    bytes.push(b'\n');
}

/// One who cannot examine a child of this age.
fn another_examiner(by: &str) -> &'static str {
    if by == "regional-physician" { "nfi" } else { "regional-physician" }
}
