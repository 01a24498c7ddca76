//! How an iJw message is written.

use domain::{Day, Sex};

use super::super::tape::{leaf, text_of, within};
use super::super::text;
use super::{Kind, Letter, Note, Said};
use crate::faults::Fault;
use crate::organisations::Supplier;

/// The element around a message.
pub(super) fn root(bytes: &mut Vec<u8>, number: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    let prefix = format!("jw{number}");
    bytes.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    text_of(bytes, &prefix);
    text_of(bytes, ":Bericht xmlns:ijw=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\" xmlns:");
    text_of(bytes, &prefix);
    text_of(bytes, "=\"http://www.istandaarden.nl/ijw/3_2/");
    text_of(bytes, &prefix);
    text_of(bytes, "/schema\">\n");
    inside(bytes);
    text_of(bytes, "</");
    text_of(bytes, &prefix);
    text_of(bytes, ":Bericht>\n");
}

pub(super) fn message(bytes: &mut Vec<u8>, note: &Note<'_>, letter: &Letter, (day, fault): (Day, Option<Fault>)) {
    let (kind, prefix) = (letter.kind, format!("jw{}", letter.kind.number));
    let prefix = prefix.as_str();
    root(bytes, kind.number, |bytes| {
        within(bytes, prefix, "Header", |bytes| head(bytes, note, letter, (prefix, day)));
        within(bytes, prefix, "Client", |bytes| {
            client(bytes, note, kind, prefix);
            within(bytes, prefix, kind.products[0], |bytes| {
                for said in &letter.said {
                    let said = said.with(fault, letter.day);
                    within(bytes, prefix, kind.products[1], |bytes| (kind.write)(bytes, note, prefix, said));
                }
            });
        });
    });
}

fn head(bytes: &mut Vec<u8>, note: &Note<'_>, letter: &Letter, (prefix, day): (&str, Day)) {
    let kind = letter.kind;
    leaf(bytes, prefix, "BerichtCode", |bytes| text_of(bytes, kind.code));
    leaf(bytes, prefix, "BerichtVersie", |bytes| text_of(bytes, "3"));
    leaf(bytes, prefix, "BerichtSubversie", |bytes| text_of(bytes, "2"));
    let allocates = kind.number == "301";
    let party = |bytes: &mut Vec<u8>, is_municipality: bool| match is_municipality {
        true => text::number(bytes, u64::from(note.municipality), 4),
        false => agb_code(bytes, note.help.supplier),
    };
    leaf(bytes, prefix, "Afzender", |bytes| party(bytes, allocates));
    leaf(bytes, prefix, "Ontvanger", |bytes| party(bytes, !allocates));
    within(bytes, prefix, "BerichtIdentificatie", |bytes| {
        leaf(bytes, "ijw", "Identificatie", |bytes| {
            text_of(bytes, &letter.identification(note.told));
        });
        leaf(bytes, "ijw", "Dagtekening", |bytes| text::iso(bytes, day));
    });
    within(bytes, prefix, "XsdVersie", |bytes| {
        leaf(bytes, "ijw", "BasisschemaXsdVersie", |bytes| text_of(bytes, "1.0.0"));
        leaf(bytes, "ijw", "BerichtXsdVersie", |bytes| text_of(bytes, "1.0.0"));
    });
}

/// A made-up AGB code of a provider.
fn agb_code(bytes: &mut Vec<u8>, provider: Supplier) {
    text::number(bytes, 42_990_000 + u64::from(provider.0), 8);
}

fn client(bytes: &mut Vec<u8>, note: &Note<'_>, kind: &Kind, prefix: &str) {
    let identity = note.identity;
    leaf(bytes, prefix, "Bsn", |bytes| text::number(bytes, u64::from(identity.bsn), 9));
    within(bytes, prefix, "Geboortedatum", |bytes| leaf(bytes, "ijw", "Datum", |bytes| text::date(bytes, identity.born, Some(b'-'))));
    leaf(bytes, prefix, "Geslacht", |bytes| text_of(bytes, sex(identity.sex)));
    within(bytes, prefix, "Naam", |bytes| {
        within(bytes, "ijw", "Geslachtsnaam", |bytes| {
            leaf(bytes, "ijw", "Achternaam", |bytes| text::surname(bytes, identity));
            if !identity.prefix.is_empty() {
                leaf(bytes, "ijw", "Voorvoegsel", |bytes| text_of(bytes, identity.prefix));
            }
        });
        leaf(bytes, "ijw", "Voornamen", |bytes| text::first_names(bytes, identity));
        let initials = identity.first_names.iter().filter_map(|name| name.chars().next()).collect::<String>();
        leaf(bytes, "ijw", "Voorletters", |bytes| text_of(bytes, &initials));
        if kind.number == "301" {
            leaf(bytes, "ijw", "NaamGebruik", |bytes| text_of(bytes, "1"));
        }
    });
    if kind.number == "301" {
        contact(bytes, note, prefix);
    }
}

/// Sex as iJw codes it.
fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Unknown => "0",
        Sex::Male => "1",
        Sex::Female => "2",
    }
}

fn contact(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str) {
    let Some(address) = note.identity.address else { return };
    within(bytes, prefix, "Contactgegevens", |bytes| {
        within(bytes, prefix, "Contact", |bytes| {
            leaf(bytes, prefix, "Soort", |bytes| text_of(bytes, "01"));
            within(bytes, prefix, "Adres", |bytes| {
                within(bytes, "ijw", "Huis", |bytes| {
                    leaf(bytes, "ijw", "Huisnummer", |bytes| text::number(bytes, u64::from(address.house), 1));
                });
                leaf(bytes, "ijw", "Postcode", |bytes| text::postcode(bytes, Some(address)));
                leaf(bytes, "ijw", "Plaatsnaam", |bytes| text_of(bytes, note.town));
                leaf(bytes, "ijw", "LandCode", |bytes| text_of(bytes, "NL"));
            });
        });
    });
}

pub(super) fn allocation(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str, said: Said) {
    product(bytes, note, prefix, said);
    leaf(bytes, prefix, "Toewijzingsdatum", |bytes| said.day(bytes, said.allocated));
    leaf(bytes, prefix, "Toewijzingstijd", |bytes| text_of(bytes, "09:30:00"));
    leaf(bytes, prefix, "Ingangsdatum", |bytes| text::iso(bytes, note.told.allocated));
}

pub(super) fn start(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str, said: Said) {
    product(bytes, note, prefix, said);
    leaf(bytes, prefix, "ToewijzingIngangsdatum", |bytes| text::iso(bytes, note.told.allocated));
    leaf(bytes, prefix, "Begindatum", |bytes| said.day(bytes, said.begin));
    status(bytes, prefix, said);
}

pub(super) fn stop(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str, said: Said) {
    product(bytes, note, prefix, said);
    let reason = if said.fault == Some(Fault::WrongCode) { "99" } else { end_reason(note.help.end_reason) };
    leaf(bytes, prefix, "ToewijzingIngangsdatum", |bytes| text::iso(bytes, note.told.allocated));
    leaf(bytes, prefix, "Begindatum", |bytes| text::iso(bytes, note.told.first));
    leaf(bytes, prefix, "RedenBeeindiging", |bytes| text_of(bytes, reason));
    leaf(bytes, prefix, "Einddatum", |bytes| said.day(bytes, said.end));
    status(bytes, prefix, said);
}

fn status(bytes: &mut Vec<u8>, prefix: &str, said: Said) {
    leaf(bytes, prefix, "StatusAanlevering", |bytes| text::number(bytes, u64::from(said.status), 1));
}

/// Number and product; of crisis and specialised care the category does not tell the help form.
fn product(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str, said: Said) {
    leaf(bytes, prefix, "ToewijzingNummer", |bytes| text::number(bytes, u64::from(note.told.number), 1));
    within(bytes, prefix, "Product", |bytes| {
        let category = if said.fault == Some(Fault::WrongCode) { 99 } else { u64::from(note.told.category) };
        leaf(bytes, "ijw", "Categorie", |bytes| text::number(bytes, category, 2));
        leaf(bytes, "ijw", "Code", |bytes| {
            text::number(bytes, category, 2);
            text_of(bytes, "A01");
        });
    });
}

/// End reason (JZ588) of the youth-policy end reasons 01–05.
fn end_reason(reason: u8) -> &'static str {
    match reason {
        2 => "34",
        3 => "32",
        4 => "33",
        5 => "35",
        _ => "31",
    }
}
