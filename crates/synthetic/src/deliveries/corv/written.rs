//! How a CORV message is written: the elements its schema asks, and no free text.

use domain::{Code, Day};

use super::super::tape::{leaf, text_of, within};
use super::super::{Identity, Written, text};
use super::{Kind, Letter, Party};
use crate::faults::Fault;

/// The namespaces of a message.
const NAMESPACES: &str = " xmlns:JZ=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\" xmlns:StUF=\"http://www.egem.nl/StUF/StUF0301\" \
     xmlns:BG=\"http://www.egem.nl/StUF/sector/bg/0310\" xmlns:ZKN=\"http://www.egem.nl/StUF/sector/zkn/0310\" \
     xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n";
/// What a request is about, and what is asked for.
const CONSIDERED: &str = "Overwegen kinderbeschermingsmaatregel";
const INVESTIGATED: &str = "Uitvoeren onderzoek kinderbeschermingsmaatregel";
/// Outcomes of a safety assessment, by code.
const OUTCOMES: [&str; 4] = ["vervolgstappen belegd bij VT", "overdracht", "geen vervolgstappen nodig", "inzet regionaal maatwerk VT"];

/// A receipt: it tells nothing of a child.
pub(super) fn receipt(bytes: &mut Vec<u8>) {
    text_of(bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StUF:Bv03Bericht xmlns:StUF=\"http://www.egem.nl/StUF/StUF0301\"/>\n");
}

/// A message about one child, who lives in this town.
pub(super) fn message(bytes: &mut Vec<u8>, letter: &Letter, (identity, town): (&Identity, &str), told: Written) {
    let word = letter.kind.word();
    text_of(bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<JZ:");
    text_of(bytes, word);
    text_of(bytes, NAMESPACES);
    within(bytes, "JZ", "stuurgegevens", |bytes| head(bytes, letter, told));
    let entity = if matches!(letter.kind, Kind::Report { .. }) { "VTM" } else { "ZAK" };
    entity_of(bytes, "JZ:object", entity, |bytes| match letter.kind {
        Kind::Report { told: day } => report(bytes, letter, (day, told.fault), (identity, town)),
        Kind::Feedback { outcome } => feedback(bytes, letter, (outcome, told.fault)),
        Kind::Request { requester } => request(bytes, letter, (requester, told.fault), identity),
        Kind::Result { result, set, .. } => finished(bytes, letter, (result, set, told.fault), identity),
    });
    text_of(bytes, "</JZ:");
    text_of(bytes, word);
    text_of(bytes, ">\n");
}

fn head(bytes: &mut Vec<u8>, letter: &Letter, told: Written) {
    leaf(bytes, "StUF", "berichtcode", |bytes| text_of(bytes, "Di01"));
    for (element, party) in ["zender", "ontvanger"].into_iter().zip(letter.kind.parties()) {
        within(bytes, "StUF", element, |bytes| {
            leaf(bytes, "StUF", "organisatie", |bytes| text_of(bytes, party.name()));
            leaf(bytes, "StUF", "applicatie", |bytes| text_of(bytes, "Zaaksysteem"));
        });
    }
    leaf(bytes, "StUF", "referentienummer", |bytes| text_of(bytes, &letter.reference()));
    let is_missing = told.fault == Some(Fault::MissingDate) && matches!(letter.kind, Kind::Feedback { .. });
    leaf(bytes, "StUF", "tijdstipBericht", |bytes| {
        if !is_missing {
            moment(bytes, told.day, letter.seconds);
        }
    });
    leaf(bytes, "StUF", "functie", |bytes| text_of(bytes, letter.kind.word()));
}

/// `20230201143000000`.
fn moment(bytes: &mut Vec<u8>, day: Day, seconds: i32) {
    text::compact(bytes, day);
    for part in [seconds / 3_600, seconds / 60 % 60, seconds % 60] {
        text::number(bytes, part as u64, 2);
    }
    text_of(bytes, "000");
}

fn report(bytes: &mut Vec<u8>, letter: &Letter, (day, fault): (Day, Option<Fault>), (identity, town): (&Identity, &str)) {
    let incident = if fault == Some(Fault::WrongDateOrder) { day.plus(15) } else { day.plus(-1) };
    let level = if fault == Some(Fault::WrongCode) { "zeer hoog" } else { "matig" };
    word(bytes, "JZ:identificatieVtMelding", &letter.number);
    leaf(bytes, "JZ", "datumMelding", |bytes| date(bytes, day, fault));
    leaf(bytes, "JZ", "datumIncident", |bytes| text::compact(bytes, incident));
    word(bytes, "JZ:locatieIncident", "woning");
    word(bytes, "JZ:omschrijvingIncident", "zie de registratie");
    word(bytes, "JZ:indicatieAgenderingAfstemmingsoverlegGewenst", "Nee");
    text_of(bytes, "<JZ:contactgegevensVerdiepingOpInfo xsi:nil=\"true\"/>\n");
    word(bytes, "JZ:indicatieSASHIngevuld", "Ja");
    word(bytes, "JZ:SASHniveau", level);
    entity_of(bytes, "JZ:betreft", "VTMZOS", |bytes| {
        entity_of(bytes, "JZ:gerelateerde", "ZOS", |bytes| {
            word(bytes, "JZ:omschrijvingZorgelijkeSituatie", "zie de registratie");
            involved(bytes, "jeugdige", |bytes| reported_child(bytes, (identity, town)));
            involved(bytes, "ouder met gezag", |bytes| {
                leaf(bytes, "BG", "geslachtsnaam", |bytes| text::surname(bytes, identity));
                word(bytes, "BG:geslachtsaanduiding", "V");
            });
        });
    });
    entity_of(bytes, "JZ:isIngediendDoor", "VTMBTR", |bytes| {
        entity_of(bytes, "JZ:gerelateerde", "BTR", |bytes| word(bytes, "ZKN:naam", Party::Police.name()));
    });
}

fn involved(bytes: &mut Vec<u8>, role: &str, person: impl FnOnce(&mut Vec<u8>)) {
    entity_of(bytes, "JZ:heeftBetrokken", "ZOSNPS", |bytes| {
        entity_of(bytes, "JZ:gerelateerde", "NPS", person);
        word(bytes, "JZ:jeugzorgrol", role);
    });
}

fn reported_child(bytes: &mut Vec<u8>, (identity, town): (&Identity, &str)) {
    name(bytes, identity);
    word(bytes, "BG:geslachtsaanduiding", text::sex(identity.sex));
    born(bytes, identity);
    let Some(address) = identity.address else { return };
    within(bytes, "BG", "formeelVerblijfadresBinnenland", |bytes| {
        word(bytes, "BG:wpl.woonplaatsNaam", town);
        word(bytes, "BG:gor.openbareRuimteNaam", "Straat");
        leaf(bytes, "BG", "aoa.postcode", |bytes| text::postcode(bytes, Some(address)));
        leaf(bytes, "BG", "aoa.huisnummer", |bytes| text::number(bytes, u64::from(address.house), 1));
    });
}

fn feedback(bytes: &mut Vec<u8>, letter: &Letter, (outcome, fault): (Code, Option<Fault>)) {
    let told = OUTCOMES.get(usize::from(outcome.0).wrapping_sub(1)).copied().unwrap_or(OUTCOMES[0]);
    word(bytes, "ZKN:identificatie", &format!("VT-{}", letter.number));
    word(bytes, "ZKN:uitkomst", if fault == Some(Fault::WrongCode) { "vervolg" } else { told });
    word(bytes, "ZKN:status", "uitkomst veiligheidsbeoordeling");
    entity_of(bytes, "ZKN:naarAanleidingVan", "ZAKVTM", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "VTM", |bytes| word(bytes, "JZ:identificatieVtMelding", &letter.number));
    });
    entity_of(bytes, "ZKN:isUitgevoerdDoor", "ZAKBTR", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "BTR", |bytes| {
            word(bytes, "ZKN:naam", Party::VeiligThuis.name());
            word(bytes, "ZKN:oinNummer", "00000001999999990000");
        });
    });
}

fn request(bytes: &mut Vec<u8>, letter: &Letter, (requester, fault): (Party, Option<Fault>), identity: &Identity) {
    let begun = if fault == Some(Fault::WrongDateOrder) { letter.day.plus(15) } else { letter.day };
    word(bytes, "ZKN:identificatie", &letter.number);
    leaf(bytes, "ZKN", "startdatum", |bytes| date(bytes, begun, fault));
    leaf(bytes, "ZKN", "registratiedatum", |bytes| text::compact(bytes, letter.day));
    text_of(bytes, "<StUF:extraElementen>\n<StUF:extraElement naam=\"spoed\">Nee</StUF:extraElement>\n</StUF:extraElementen>\n");
    of_type(bytes, if fault == Some(Fault::WrongCode) { "Zorgmelding" } else { CONSIDERED });
    client(bytes, identity);
    interested(bytes, identity);
    entity_of(bytes, "ZKN:heeftAlsUitvoerende", "ZAKBTRUTV", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "BTR", |bytes| {
            entity_of(bytes, "ZKN:medewerker", "MDW", |bytes| word(bytes, "ZKN:achternaam", "medewerker"));
            entity_of(bytes, "ZKN:nietNatuurlijkPersoon", "NNP", |bytes| word(bytes, "BG:statutaireNaam", requester.name()));
        });
    });
    entity_of(bytes, "ZKN:heeftBetrekkingOpAndere", "ZAKZAKBTR", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "ZAK", |bytes| of_type(bytes, INVESTIGATED));
    });
    document(bytes, letter);
}

/// A parent, who is interested in the request.
fn interested(bytes: &mut Vec<u8>, identity: &Identity) {
    entity_of(bytes, "ZKN:heeftAlsBelanghebbende", "ZAKBTRBLH", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "BTR", |bytes| {
            entity_of(bytes, "ZKN:natuurlijkPersoon", "NPS", |bytes| {
                leaf(bytes, "BG", "geslachtsnaam", |bytes| text::surname(bytes, identity));
            });
        });
        word(bytes, "ZKN:omschrijving", "ouder met gezag");
    });
}

/// The request itself, as an empty document.
fn document(bytes: &mut Vec<u8>, letter: &Letter) {
    entity_of(bytes, "ZKN:heeftRelevant", "ZAKEDC", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "EDC", |bytes| {
            word(bytes, "ZKN:identificatie", &format!("D-{}", letter.number));
            word(bytes, "ZKN:dct.omschrijving", "Verzoek tot onderzoek RvdK");
            leaf(bytes, "ZKN", "creatiedatum", |bytes| text::compact(bytes, letter.day));
            text_of(bytes, "<ZKN:inhoud StUF:bestandsnaam=\"verzoek.pdf\">IA==</ZKN:inhoud>\n");
        });
    });
}

fn finished(bytes: &mut Vec<u8>, letter: &Letter, (result, set, fault): (&str, Day, Option<Fault>), identity: &Identity) {
    let set = if fault == Some(Fault::WrongDateOrder) { set.plus(15) } else { set };
    word(bytes, "ZKN:identificatie", &format!("RVDK-{}", letter.number));
    within(bytes, "ZKN", "resultaat", |bytes| word(bytes, "ZKN:omschrijving", result));
    of_type(bytes, INVESTIGATED);
    client(bytes, identity);
    entity_of(bytes, "ZKN:heeftBetrekkingOpAndere", "ZAKZAKBTR", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "ZAK", |bytes| {
            word(bytes, "ZKN:identificatie", &letter.number);
            of_type(bytes, CONSIDERED);
        });
    });
    entity_of(bytes, "ZKN:heeft", "ZAKSTT", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "STT", |bytes| {
            word(bytes, "ZKN:omschrijving", if fault == Some(Fault::WrongCode) { "Onderzoek klaar" } else { "Onderzoek afgerond" });
        });
        leaf(bytes, "ZKN", "datumStatusGezet", |bytes| date(bytes, set, fault));
    });
}

fn of_type(bytes: &mut Vec<u8>, kind: &str) {
    entity_of(bytes, "ZKN:isVan", "ZAKZKT", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "ZKT", |bytes| word(bytes, "ZKN:omschrijvingGeneriek", kind));
    });
}

/// The child a request or result is about.
fn client(bytes: &mut Vec<u8>, identity: &Identity) {
    entity_of(bytes, "ZKN:heeftBetrekkingOp", "ZAKOBJ", |bytes| {
        entity_of(bytes, "ZKN:gerelateerde", "OBJ", |bytes| {
            entity_of(bytes, "ZKN:natuurlijkPersoon", "NPS", |bytes| {
                name(bytes, identity);
                word(bytes, "BG:geslachtsaanduiding", text::sex(identity.sex));
                born(bytes, identity);
                let Some(address) = identity.address else { return };
                within(bytes, "BG", "verblijfsadres", |bytes| {
                    leaf(bytes, "BG", "aoa.postcode", |bytes| text::postcode(bytes, Some(address)));
                    leaf(bytes, "BG", "aoa.huisnummer", |bytes| text::number(bytes, u64::from(address.house), 1));
                });
            });
        });
        word(bytes, "ZKN:omschrijving", "Client (kind)");
    });
}

/// Number and name, in the order of the schemas.
fn name(bytes: &mut Vec<u8>, identity: &Identity) {
    leaf(bytes, "BG", "inp.bsn", |bytes| text::number(bytes, u64::from(identity.bsn), 9));
    leaf(bytes, "BG", "geslachtsnaam", |bytes| text::surname(bytes, identity));
    if !identity.prefix.is_empty() {
        word(bytes, "BG:voorvoegselGeslachtsnaam", identity.prefix);
    }
    leaf(bytes, "BG", "voornamen", |bytes| text::first_names(bytes, identity));
}

fn born(bytes: &mut Vec<u8>, identity: &Identity) {
    leaf(bytes, "BG", "geboortedatum", |bytes| text::date(bytes, identity.born, None));
}

/// A day, nothing where it is missing.
fn date(bytes: &mut Vec<u8>, day: Day, fault: Option<Fault>) {
    if fault != Some(Fault::MissingDate) {
        text::compact(bytes, day);
    }
}

/// An element with a text; `name` has its prefix.
fn word(bytes: &mut Vec<u8>, name: &str, content: &str) {
    for part in ["<", name, ">", content, "</", name, ">\n"] {
        text_of(bytes, part);
    }
}

/// An element that names its entity and holds elements; `name` has its prefix.
fn entity_of(bytes: &mut Vec<u8>, name: &str, entity: &str, inside: impl FnOnce(&mut Vec<u8>)) {
    for part in ["<", name, " StUF:entiteittype=\"", entity, "\">\n"] {
        text_of(bytes, part);
    }
    inside(bytes);
    for part in ["</", name, ">\n"] {
        text_of(bytes, part);
    }
}
