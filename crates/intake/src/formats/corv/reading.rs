//! One CORV message while it is read, and the messages of one delivery together.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use person::{Event, Identity, Record, Sensitive};

use super::facets::{self, Flaw};
use super::letter::{self, Kind, Letter};
use super::party::{self, Party};
use super::record::{self, Answer};
use crate::findings::Findings;
use crate::formats::Delivery;
use crate::formats::archive::{self, Entry};
use crate::formats::slip::Slip;
use crate::formats::table::could_be_citizen_number;
use crate::formats::xml::{self, Letters, Listener, Stop, Traits};
use crate::key;
use crate::rules;
use crate::words::Words;

/// The children of a report, with the event of each.
pub(super) type Reported = Vec<(Sensitive<Identity>, Event)>;

/// The messages of one delivery. Feedback names no child: it is joined with its report when all is read, so the children
/// of the reports of one delivery are held until then.
pub(crate) struct Reader<'a> {
    delivery: &'a Delivery<'a>,
    findings: &'a mut Findings,
    sink: &'a mut dyn FnMut(Record),
    /// Sender, function and number of every message, as a hash.
    messages: HashSet<u64>,
    reports: HashMap<u64, Reported>,
    answers: Vec<Answer>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(delivery: &'a Delivery<'a>, findings: &'a mut Findings, sink: &'a mut dyn FnMut(Record)) -> Reader<'a> {
        Reader { delivery, findings, sink, messages: HashSet::new(), reports: HashMap::new(), answers: Vec::new() }
    }

    /// Reads an archive of messages.
    pub(crate) fn archive(mut self, stream: impl Read) {
        let ended = archive::each(stream, |entry| match entry {
            Entry::Message(opened) => self.one(opened.stream, &opened.head),
            Entry::Other(reason) => self.stop(Stop::Broken(reason)),
        });
        if let Err(reason) = ended {
            self.findings.about_file(&rules::corv::broken::RULE, "", Some(xml::told("", reason)));
        }
        self.answer();
    }

    /// Reads a file that is one message.
    pub(crate) fn message(mut self, stream: impl Read, head: &[u8]) {
        self.one(stream, head);
        self.answer();
    }

    /// Reads one message; what breaks half-way counts for nothing.
    fn one(&mut self, stream: impl Read, head: &[u8]) {
        let letters = match xml::letters(head) {
            Ok(letters) => letters,
            Err(reason) => return self.stop(reason),
        };
        if letters == Letters::Windows {
            self.findings.about_file(&rules::delivery::encoding::RULE, "", None);
        }
        let mut reading = Reading::default();
        match xml::walk(stream, letters, &mut reading) {
            Ok(()) => self.take(&reading),
            Err(reason) => self.stop(reason),
        }
    }

    fn take(&mut self, reading: &Reading) {
        let Some(kind) = reading.kind else { return };
        let letter = Letter::read(kind, self.delivery.window, (&reading.slip, &reading.parties, &reading.flaws));
        let reference = letter.reference();
        let shown = if could_be_citizen_number(reference) { "" } else { reference };
        let sender = letter.text("J:stuurgegevens/S:zender/S:organisatie");
        let is_repeated = !reference.is_empty() && !self.messages.insert(key::hash(&[sender, kind.word(), reference]));
        let mut tray = self.findings.tray(self.findings.read() + 1, shown);
        if is_repeated {
            tray.found(&rules::corv::doubled::RULE, "referentienummer");
        }
        let records = record::judge(&letter, self.delivery, &mut tray);
        let answer = Answer::of(&letter, self.delivery, &tray);
        let Some(records) = tray.finish_message(records) else { return };
        if kind == Kind::Report {
            let reported = records.iter().filter_map(|record| record.identity.clone().zip(record.events.first().copied()));
            self.reports.insert(record::report_key(letter.report_number()), reported.collect());
        }
        records.into_iter().for_each(&mut *self.sink);
        self.answers.extend(answer);
    }

    /// Joins feedback with its report, in the order in which it stood.
    fn answer(self) {
        for answer in self.answers {
            match self.reports.get(&answer.report) {
                None => self.findings.found(&rules::corv::report_elsewhere::RULE, answer.row, &answer.reference, "identificatieVtMelding"),
                Some(reported) => {
                    for record in answer.records(reported) {
                        self.findings.note(&record);
                        (self.sink)(record);
                    }
                }
            }
        }
    }

    /// Notes why a message was not read.
    fn stop(&mut self, reason: Stop) {
        let place = self.findings.read() + 1;
        let (rule, name, why) = match reason {
            Stop::Declined(name, why) => (&rules::corv::declined::RULE, name, why),
            Stop::Broken(why) => (&rules::corv::broken::RULE, String::new(), why),
        };
        self.findings.found(rule, place, &name, "");
        self.findings.explain_also(rule, xml::told(&name, why));
    }
}

/// One message while it is read.
struct Reading {
    kind: Option<Kind>,
    /// The root element of a message that is read, as it begins paths.
    root: String,
    slip: Slip,
    party: Slip,
    parties: Vec<Party>,
    flaws: Vec<Flaw>,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            kind: None,
            root: String::new(),
            slip: Slip::new(letter::KEPT),
            party: Slip::new(party::KEPT),
            parties: Vec::new(),
            flaws: Vec::new(),
        }
    }
}

const ROOT: &str = "http://www.stufstandaarden.nl/koppelvlak/jz0100";
/// Namespaces by their URI, and what stands for them in paths.
const NAMESPACES: [(&str, &str); 4] = [
    (ROOT, "J:"),
    ("http://www.egem.nl/StUF/StUF0301", "S:"),
    ("http://www.egem.nl/StUF/sector/bg/0310", "B:"),
    ("http://www.egem.nl/StUF/sector/zkn/0310", "Z:"),
];
/// Elements of free text, and documents: never kept, however long.
const FREE_TEXT: [&str; 18] = [
    "J:locatieIncident",
    "J:omschrijvingIncident",
    "J:informering",
    "J:strekkingReactie",
    "J:omschrijvingZorgelijkeSituatie",
    "J:relevanteRegistratie",
    "J:aanvullendeInformatie",
    "J:bestaandeHulpverlening",
    "J:tijdelijkHuisverbod",
    "J:aanhouding",
    "J:aangifte",
    "J:eergerelateerdGeweld",
    "J:aanvullendeInformatieBetrokkenPersoon",
    "J:overigeZorgMinderjarige",
    "Z:toelichting",
    "Z:inhoud",
    "S:extraElement",
    "B:omschrijvingSocialeRelatie",
];
/// Flaws and persons of one message that are kept; more of either is no message.
const MOST: usize = 256;

impl Listener for Reading {
    fn root(&mut self, uri: &str, name: &str) -> Result<(), Stop> {
        let kind = kind(uri, name)?;
        self.root = format!("/J:{}/", kind.word());
        self.kind = Some(kind);
        Ok(())
    }

    fn short(uri: &str) -> Option<&'static str> {
        NAMESPACES.iter().find(|(known, _)| *known == uri).map(|(_, short)| *short)
    }

    fn is_free_text(&self, path: &str) -> bool {
        FREE_TEXT.contains(&path.rsplit('/').next().unwrap_or_default())
    }

    fn opened(&mut self, path: &str, traits: &Traits) {
        let (Some(kind), Some(inside)) = (self.kind, path.strip_prefix(&self.root)) else { return };
        self.note(facets::of_attributes(kind.word(), inside, traits));
        if !traits.incomplete.is_empty() && path.ends_with("/B:geboortedatum") {
            self.party.keep(party::INCOMPLETE, &traits.incomplete);
        }
    }

    fn closed(&mut self, path: &str, text: &str) {
        let (Some(kind), Some(inside)) = (self.kind, path.strip_prefix(&self.root)) else { return };
        self.note(facets::of_text(path, text));
        let within = kind.party().and_then(|(element, person, role)| Some((inside.strip_prefix(element)?, person, role)));
        match within {
            None => self.slip.keep(inside, text),
            Some(("", _, _)) => self.take_party(),
            Some((rest, person, role)) => match rest.strip_prefix('/') {
                Some(rest) if rest == role => self.party.keep(party::ROLE, text),
                Some(rest) => self.party.keep(rest.strip_prefix(person).unwrap_or_default(), text),
                // Another element whose name begins alike.
                None => self.slip.keep(inside, text),
            },
        }
    }
}

impl Reading {
    fn note(&mut self, flaw: Option<Flaw>) {
        if self.flaws.len() < MOST {
            self.flaws.extend(flaw);
        }
    }

    fn take_party(&mut self) {
        let party = std::mem::replace(&mut self.party, Slip::new(party::KEPT));
        if self.parties.len() < MOST {
            self.parties.push(Party(party));
        }
    }
}

const NOT_OURS: Words = Words { nl: "geen bericht van StUF-Jeugdzorg 1.0", en: "no message of StUF-Jeugdzorg 1.0" };
const RECEIPT: Words =
    Words { nl: "een ontvangst- of foutbericht zegt niets over een kind", en: "a receipt or an error says nothing of a child" };
const PROBATION: Words = Words { nl: "jeugdreclassering hoort bij een ander doel", en: "youth probation belongs to another purpose" };
const INQUIRY: Words = Words { nl: "een navraag of het antwoord daarop is geen gebeurtenis", en: "an inquiry or its answer is no event" };
const REPLACED: Words = Words {
    nl: "dit bericht is vervangen door de VT-melding of haar terugkoppeling",
    en: "this message was replaced by the VT-melding or its feedback",
};
const GENERIC: Words =
    Words { nl: "een generieke melding zegt niet waarover zij gaat", en: "a generic report does not say what it is about" };

/// Messages that are recognised and declined, and why.
const DECLINED: [(&str, Words); 9] = [
    ("notificatiejrDi01", PROBATION),
    ("zorgmeldingDi01", REPLACED),
    ("zorgmeldingTerugkoppelingDi01", REPLACED),
    ("vcobDi01", INQUIRY),
    ("ucobDi01", INQUIRY),
    ("vciDi01", INQUIRY),
    ("uciDi01", INQUIRY),
    ("meldingGeneriekDi01", GENERIC),
    ("uitkomstMeldingGeneriekDi01", GENERIC),
];

/// The message of a root element.
fn kind(uri: &str, name: &str) -> Result<Kind, Stop> {
    let decline = |name: &str, why| Err(Stop::Declined(name.to_owned(), why));
    let is_receipt = name.len() == 11 && name.ends_with("Bericht") && ["Bv0", "Fo0", "Tr0"].iter().any(|begin| name.starts_with(begin));
    match uri {
        ROOT => match Kind::ALL.into_iter().find(|kind| kind.word() == name) {
            Some(kind) => Ok(kind),
            None => match DECLINED.iter().find(|(known, _)| *known == name) {
                Some((known, why)) => decline(known, *why),
                None => decline("", NOT_OURS),
            },
        },
        "http://www.egem.nl/StUF/StUF0301" if is_receipt => decline(name, RECEIPT),
        _ => decline("", NOT_OURS),
    }
}
