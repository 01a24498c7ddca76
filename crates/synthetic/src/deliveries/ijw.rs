//! iJw 3.2 messages, one tar entry each: allocation (JW301), start (JW305), stop (JW307).

use domain::{Day, Sex};

use super::{Desk, Identity, Version, text};
use crate::history::{Help, Messages};
use crate::organisations::Supplier;

/// Writes the messages about one child.
pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let child = desk.child;
    for help in &child.history.help {
        let Some(told) = help.messages else { continue };
        let identity = Identity::of(desk.household, child, help.first);
        let place = desk.household.address(help.first).place;
        let home = &desk.office.places.all[usize::from(place)];
        let note = Note { identity: &identity, town: &home.name, municipality: home.code.0, help, told };
        for (message, day) in [(ALLOCATION, told.allocated), (START, told.told_first), (STOP, told.told_last)] {
            let Some(half) = desk.office.window.half_with(day) else { continue };
            let begin = desk.batch.bytes.len();
            entry(&mut desk.batch.bytes, &note, &message, day);
            desk.batch.close(begin, told.supplier, half, Version::First);
        }
    }
}

/// The kind of a message.
struct Kind {
    /// `301`, …
    number: &'static str,
    code: &'static str,
    write: fn(&mut Vec<u8>, &Note<'_>, &str),
}

const ALLOCATION: Kind = Kind { number: "301", code: "436", write: allocation };
const START: Kind = Kind { number: "305", code: "438", write: start };
const STOP: Kind = Kind { number: "307", code: "440", write: stop };

/// What the messages about one spell of help say.
struct Note<'a> {
    identity: &'a Identity,
    town: &'a str,
    municipality: u16,
    help: &'a Help,
    told: Messages,
}

/// Room for a tar header, and what entries are padded to.
const BLOCK: usize = 512;

/// One message as an entry of a tar file.
fn entry(bytes: &mut Vec<u8>, note: &Note<'_>, kind: &Kind, day: Day) {
    let begin = bytes.len();
    bytes.resize(begin + BLOCK, 0);
    message(bytes, note, kind, day);
    let size = bytes.len() - begin - BLOCK;
    let mut name = format!("{FOLDER}JW{}_", kind.number).into_bytes();
    text::number(&mut name, u64::from(note.told.number), 9);
    name.extend_from_slice(b".xml");
    bytes[begin..begin + BLOCK].copy_from_slice(header(&name, size, tar::EntryType::Regular).as_bytes());
    bytes.resize(begin + BLOCK + size.next_multiple_of(BLOCK), 0);
}

/// The folder the messages lie in. With it a half-year without messages is an archive too.
const FOLDER: &str = "berichten/";

/// The entry of that folder, with which every file begins.
pub(super) fn folder() -> Vec<u8> {
    header(FOLDER.as_bytes(), 0, tar::EntryType::Directory).as_bytes().to_vec()
}

/// A tar header without anything that depends on the machine or the moment. `name` is short.
fn header(name: &[u8], size: usize, kind: tar::EntryType) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_size(size as u64);
    header.set_mode(if kind.is_dir() { 0o755 } else { 0o644 });
    header.set_mtime(0);
    header.set_entry_type(kind);
    header.set_cksum();
    header
}

fn message(bytes: &mut Vec<u8>, note: &Note<'_>, kind: &Kind, day: Day) {
    let prefix = format!("jw{}", kind.number);
    bytes.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    text_of(bytes, &prefix);
    text_of(bytes, ":Bericht xmlns:ijw=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\" xmlns:");
    text_of(bytes, &prefix);
    text_of(bytes, "=\"http://www.istandaarden.nl/ijw/3_2/");
    text_of(bytes, &prefix);
    text_of(bytes, "/schema\">\n");
    let prefix = prefix.as_str();
    within(bytes, prefix, "Header", |bytes| head(bytes, note, kind, (prefix, day)));
    within(bytes, prefix, "Client", |bytes| {
        client(bytes, note, kind, prefix);
        (kind.write)(bytes, note, prefix);
    });
    text_of(bytes, "</");
    text_of(bytes, prefix);
    text_of(bytes, ":Bericht>\n");
}

fn head(bytes: &mut Vec<u8>, note: &Note<'_>, kind: &Kind, (prefix, day): (&str, Day)) {
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
            text_of(bytes, kind.number);
            text::number(bytes, u64::from(note.told.number), 9);
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

fn allocation(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str) {
    within(bytes, prefix, "ToegewezenProducten", |bytes| {
        within(bytes, prefix, "ToegewezenProduct", |bytes| {
            product(bytes, note, prefix);
            leaf(bytes, prefix, "Toewijzingsdatum", |bytes| text::iso(bytes, note.told.allocated));
            leaf(bytes, prefix, "Toewijzingstijd", |bytes| text_of(bytes, "09:30:00"));
            leaf(bytes, prefix, "Ingangsdatum", |bytes| text::iso(bytes, note.told.allocated));
        });
    });
}

fn start(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str) {
    within(bytes, prefix, "StartProducten", |bytes| {
        within(bytes, prefix, "StartProduct", |bytes| {
            product(bytes, note, prefix);
            leaf(bytes, prefix, "ToewijzingIngangsdatum", |bytes| text::iso(bytes, note.told.allocated));
            leaf(bytes, prefix, "Begindatum", |bytes| text::iso(bytes, note.told.first));
            leaf(bytes, prefix, "StatusAanlevering", |bytes| text_of(bytes, "1"));
        });
    });
}

fn stop(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str) {
    within(bytes, prefix, "StopProducten", |bytes| {
        within(bytes, prefix, "StopProduct", |bytes| {
            product(bytes, note, prefix);
            leaf(bytes, prefix, "ToewijzingIngangsdatum", |bytes| text::iso(bytes, note.told.allocated));
            leaf(bytes, prefix, "Begindatum", |bytes| text::iso(bytes, note.told.first));
            leaf(bytes, prefix, "RedenBeeindiging", |bytes| text_of(bytes, end_reason(note.help.end_reason)));
            leaf(bytes, prefix, "Einddatum", |bytes| text::iso(bytes, note.help.last));
            leaf(bytes, prefix, "StatusAanlevering", |bytes| text_of(bytes, "1"));
        });
    });
}

/// Number and product; of crisis and specialised care the category does not tell the help form.
fn product(bytes: &mut Vec<u8>, note: &Note<'_>, prefix: &str) {
    leaf(bytes, prefix, "ToewijzingNummer", |bytes| text::number(bytes, u64::from(note.told.number), 1));
    within(bytes, prefix, "Product", |bytes| {
        let category = u64::from(note.told.category);
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

fn text_of(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
}

fn tag(bytes: &mut Vec<u8>, open: &str, prefix: &str, name: &str) {
    for part in [open, prefix, ":", name, ">"] {
        text_of(bytes, part);
    }
}

fn within(bytes: &mut Vec<u8>, prefix: &str, name: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    leaf(bytes, prefix, name, |bytes| {
        bytes.push(b'\n');
        inside(bytes);
    });
}

fn leaf(bytes: &mut Vec<u8>, prefix: &str, name: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    tag(bytes, "<", prefix, name);
    inside(bytes);
    tag(bytes, "</", prefix, name);
    bytes.push(b'\n');
}
