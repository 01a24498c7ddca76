//! Rows of the Child Protection Board: one a request.

use super::{Active, Desk, RuleCodes, text};
use crate::faults::Fault;
use crate::organisations::Supplier;

/// The header line.
pub(super) const HEADER: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;verzoeker;datum_verzoek;datum_start;datum_einde;gronden;contact;setting;advies;resultaat\n";

/// The rules that find mistakes in these rows.
pub(super) const RULES: RuleCodes = RuleCodes { end: "BO-ORDER", future: "BO-ORDER", ..RuleCodes::CHILD };

/// Writes the rows about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let (rank, history) = (desk.child.rank, &desk.child.history);
    for (at, request) in history.requests.iter().enumerate() {
        let active = Active { code_rule: "BO-WORD", ..Active::new(Supplier::BOARD, request.requested, Some(request.ended)) };
        desk.record(active, |bytes, identity, known, fault| {
            text::reference(bytes, rank, b'R', at);
            text::semicolon(bytes);
            text::person(bytes, identity);
            text::field(bytes, if fault == Some(Fault::WrongCode) { "family" } else { request.requester });
            text::iso(bytes, if fault == Some(Fault::FutureDate) { known.plus(45) } else { request.requested });
            text::semicolon(bytes);
            let known = if fault == Some(Fault::FutureDate) { request.requested.plus(-1) } else { known };
            text::iso_until(bytes, Some(request.started), known);
            text::semicolon(bytes);
            let before = fault == Some(Fault::EndBeforeStart);
            text::iso_until(bytes, Some(if before { request.requested.plus(-10) } else { request.ended }), known);
            text::semicolon(bytes);
            text::forms(bytes, request.grounds);
            text::known(bytes, request.circumstances.contact.word());
            text::known(bytes, request.circumstances.setting.word());
            let done = request.ended <= known;
            text::field(bytes, if done { request.advice } else { "" });
            bytes.extend_from_slice(if done { request.result } else { "" }.as_bytes());
            bytes.push(b'\n');
        });
    }
}
