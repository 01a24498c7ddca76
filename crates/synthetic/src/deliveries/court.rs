//! Rows of the juvenile courts: one a petition.

use domain::Code;

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;
use crate::history::{Decision, Petition};

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;soort;maatregel;verzoeker;datum_verzoek;datum_uitspraak;uitspraak;datum_ingang;looptijd_tot\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes =
    RuleCodes { code: "CO-WORD", future: "CO-AFTER-PERIOD", order: "CO-ORDER", date: "CO-START-MISSING", ..RuleCodes::CHILD };

/// First of the codes of authorisations.
const FIRST_AUTHORISATION: Code = Code(71);

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, petition) in history.petitions.iter().enumerate() {
        let granted = matches!(petition.decision, Decision::Granted(_));
        let possible = |fault, known| match fault {
            Fault::WrongDateOrder => petition.decided <= known && petition.decided != petition.petitioned,
            Fault::MissingDate => petition.decided <= known && granted,
            fault => super::is_for_every_row(fault),
        };
        let lives = if granted { petition.decided } else { petition.petitioned };
        let active =
            Active { lives, possible: Some(&possible), ..Active::new(petition.supplier, petition.petitioned, Some(petition.decided)) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'C', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            text::field(bytes, if petition.code >= FIRST_AUTHORISATION { "authorisation" } else { "measure" });
            text::code(bytes, petition.code.0);
            text::field(bytes, if fault == Some(Fault::WrongCode) { "rvdk" } else { petition.petitioner });
            if fault == Some(Fault::FutureDate) {
                text::iso(bytes, known.plus(45));
                bytes.extend_from_slice(b";;;;\n");
                return;
            }
            text::iso(bytes, petition.petitioned);
            text::semicolon(bytes);
            if petition.decided <= known {
                decision(bytes, petition, fault);
            } else {
                bytes.extend_from_slice(b";;;\n");
            }
        });
    }
}

fn decision(bytes: &mut Vec<u8>, petition: &Petition, fault: Option<Fault>) {
    let early = fault == Some(Fault::WrongDateOrder);
    text::iso(bytes, if early { petition.petitioned.plus(-10) } else { petition.decided });
    text::semicolon(bytes);
    match petition.decision {
        Decision::Granted(term) => {
            bytes.extend_from_slice(b"granted;");
            if fault != Some(Fault::MissingDate) {
                text::iso(bytes, petition.decided);
            }
            text::semicolon(bytes);
            text::iso(bytes, term);
        }
        Decision::Refused => bytes.extend_from_slice(b"refused;;"),
        Decision::Withdrawn => bytes.extend_from_slice(b"withdrawn;;"),
    }
    bytes.push(b'\n');
}
