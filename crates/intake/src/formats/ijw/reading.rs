//! One iJw message while it is read, and the messages of one delivery together.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use person::{Record, RecordStatus};

use super::product::{KEPT, Message, PRODUCT, Product};
use super::record::judge;
use crate::findings::Findings;
use crate::formats::Delivery;
use crate::formats::archive::{self, Entry};
use crate::formats::slip::Slip;
use crate::formats::table::could_be_citizen_number;
use crate::formats::xml::{self, Letters, Listener, Stop};
use crate::key;
use crate::rules;
use crate::words::Words;

/// The messages of one delivery: what was said of each product before, eight bytes a message and sixteen a product.
pub(crate) struct Reader<'a> {
    delivery: &'a Delivery<'a>,
    findings: &'a mut Findings,
    sink: &'a mut dyn FnMut(Record),
    history: History,
}

/// What was seen before in this delivery.
#[derive(Default)]
struct History {
    /// Sender, code and identification of every message, as a hash.
    messages: HashSet<u64>,
    /// The last status of every product.
    statuses: HashMap<u64, RecordStatus>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(delivery: &'a Delivery<'a>, findings: &'a mut Findings, sink: &'a mut dyn FnMut(Record)) -> Reader<'a> {
        Reader { delivery, findings, sink, history: History::default() }
    }

    /// Reads an archive of messages.
    pub(crate) fn archive(mut self, stream: impl Read) {
        let ended = archive::each(stream, |entry| match entry {
            Entry::Message(opened) => self.one(opened.stream, &opened.head),
            Entry::Other(reason) => self.stop(Stop::Broken(reason)),
        });
        if let Err(reason) = ended {
            self.findings.about_file(&rules::ijw::broken::RULE, "", Some(xml::told("", reason)));
        }
    }

    /// Reads a file that is one message.
    pub(crate) fn message(mut self, stream: impl Read, head: &[u8]) {
        self.one(stream, head);
    }

    /// Reads one message to its end; products before a place where it breaks count.
    fn one(&mut self, stream: impl Read, head: &[u8]) {
        let letters = match xml::letters(head) {
            Ok(letters) => letters,
            Err(reason) => return self.stop(reason),
        };
        if letters == Letters::Windows {
            self.findings.about_file(&rules::delivery::encoding::RULE, "", None);
        }
        let mut reading = Reading { reader: self, message: None, slip: Slip::new(KEPT), place: 0, is_repeated: None };
        if let Err(reason) = xml::walk(stream, letters, &mut reading) {
            self.stop(reason);
        }
    }

    /// Notes why reading stopped. The place is the first product that was not read.
    fn stop(&mut self, reason: Stop) {
        let place = self.findings.read() + 1;
        let (rule, name, why) = match reason {
            Stop::Declined(name, why) => (&rules::ijw::declined::RULE, name, why),
            Stop::Broken(why) => (&rules::ijw::broken::RULE, String::new(), why),
        };
        self.findings.found(rule, place, &name, "Bericht");
        self.findings.explain_also(rule, xml::told(&name, why));
    }
}

/// One message while it is read.
struct Reading<'a, 'b> {
    reader: &'a mut Reader<'b>,
    message: Option<Message>,
    slip: Slip,
    /// Products of this message before the one at hand.
    place: u32,
    /// Whether the same message came before; not known before its first product.
    is_repeated: Option<bool>,
}

/// Begin of the namespaces of the standard.
const NAMESPACE: &str = "http://www.istandaarden.nl/ijw/";

impl Listener for Reading<'_, '_> {
    fn root(&mut self, uri: &str, name: &str) -> Result<(), Stop> {
        self.message = Some(message(uri, name)?);
        Ok(())
    }

    fn short(uri: &str) -> Option<&'static str> {
        uri.starts_with(NAMESPACE).then_some("")
    }

    /// Remarks are never kept.
    fn is_free_text(&self, path: &str) -> bool {
        path.ends_with("/Commentaar")
    }

    fn closed(&mut self, path: &str, text: &str) {
        let Some(message) = self.message else { return };
        let Some(inside) = path.strip_prefix("/Bericht/") else { return };
        match inside.strip_prefix(message.product_path()) {
            Some("") => self.take_product(message),
            Some(element) => self.slip.keep(&format!("{PRODUCT}{}", element.trim_start_matches('/')), text),
            None => self.keep(inside, text),
        }
    }
}

impl Reading<'_, '_> {
    /// Keeps a text of header or client. Only the registered address (COD757 01) says where a child lives.
    fn keep(&mut self, path: &str, text: &str) {
        match path {
            "Client/Contactgegevens/Contact" => self.slip.clear("Client/Contactgegevens/Contact/Soort"),
            _ if path.starts_with("Client/Contactgegevens/Contact/Adres")
                && self.slip.text("Client/Contactgegevens/Contact/Soort") != "01" => {}
            _ => self.slip.keep(path, text),
        }
    }

    fn take_product(&mut self, message: Message) {
        let reference = self.slip.text("Product/ToewijzingNummer").to_owned();
        let shown = if could_be_citizen_number(&reference) { "" } else { &reference };
        let is_repeated = *self.is_repeated.get_or_insert_with(|| self.reader.history.is_repeated(&self.slip));
        let product = Product::read(message, &self.slip, self.reader.delivery.window);
        let before = product.thread().and_then(|thread| self.reader.history.statuses.get(&thread).copied());
        let Reader { delivery, findings, sink, history } = &mut *self.reader;
        let mut tray = findings.tray(findings.read() + 1, shown);
        if is_repeated {
            tray.found(&rules::ijw::doubled::RULE, "Identificatie");
        }
        tray.judge(&rules::ijw::status_order::RULE, rules::ijw::status_order::broken_by(before, &product));
        let record = judge((&product, self.place), &reference, delivery, &mut tray);
        let said = product.thread().zip(product.status.value()).filter(|_| tray.is_sound());
        if let Some(record) = tray.finish(record) {
            sink(record);
        }
        history.statuses.extend(said);
        self.place = self.place.saturating_add(1);
        self.slip.clear(PRODUCT);
    }
}

impl History {
    /// Whether a message with the same sender, code and identification came before. Without identification there is no
    /// telling.
    fn is_repeated(&mut self, slip: &Slip) -> bool {
        let identification = slip.text("Header/BerichtIdentificatie/Identificatie");
        let parts = [slip.text("Header/Afzender"), slip.text("Header/BerichtCode"), identification];
        !identification.is_empty() && !self.messages.insert(key::hash(&parts))
    }
}

const NOT_OURS: Words = Words { nl: "geen iJw-bericht", en: "no iJw message" };
const OTHER_RELEASE: Words = Words { nl: "een andere release dan 3.2", en: "another release than 3.2" };
const NO_EVENT: Words = Words {
    nl: "dit bericht zegt niets over toewijzing, start of stop; alleen JW301, JW305 en JW307 worden gelezen",
    en: "this message says nothing of allocation, start or stop; only JW301, JW305 and JW307 are read",
};

/// The message of a root element.
fn message(uri: &str, name: &str) -> Result<Message, Stop> {
    let inside = uri.strip_prefix(NAMESPACE).filter(|_| name == "Bericht");
    let Some((version, number)) = inside.and_then(|rest| rest.strip_suffix("/schema")).and_then(|rest| rest.split_once('/')) else {
        return Err(Stop::Declined(String::new(), NOT_OURS));
    };
    let is_plain = |text: &str| text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match (version, number) {
        ("3_2", "jw301") => Ok(Message::Allocation),
        ("3_2", "jw305") => Ok(Message::Start),
        ("3_2", "jw307") => Ok(Message::Stop),
        _ if is_plain(version) && is_plain(number) => {
            let name = format!("{} {}", number.to_uppercase(), version.replace('_', "."));
            Err(Stop::Declined(name, if version == "3_2" { NO_EVENT } else { OTHER_RELEASE }))
        }
        _ => Err(Stop::Declined(String::new(), NOT_OURS)),
    }
}
