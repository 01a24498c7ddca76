//! `ijw`: messages of iJw 3.2, one in a file or many in an archive. JW301 (allocation), JW305 (start) and JW307
//! (stop) are read; the other messages are recognised and declined. Elements are known by the URI of their namespace,
//! whatever prefix stands before them. A DTD is refused, so no entity is ever expanded.

use std::io::{BufReader, Read};

use domain::{Code, Day, EventKind, Municipality, PartialDate, Precision, Sex};
use person::{Event, Record, RecordStatus, Sensitive};
use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event as Tag};
use quick_xml::name::ResolveResult;

use super::Delivery;
use super::table::could_be_citizen_number;
use crate::bytes::{FIELD_LIMIT, FromWindows, Meter, Metered};
use crate::field::{Child, Given, Home, Number, two_digits};
use crate::findings::{Detail, Findings, Tray};
use crate::key;
use crate::rules::{self, judges};
use crate::words::Words;

/// The messages that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Message {
    /// JW301: the municipality allocates a product.
    Allocation,
    /// JW305: the provider started.
    Start,
    /// JW307: the provider stopped.
    Stop,
}

impl Message {
    /// Its number in the header (COD002).
    fn header_code(self) -> &'static str {
        match self {
            Message::Allocation => "436",
            Message::Start => "438",
            Message::Stop => "440",
        }
    }

    fn kind(self) -> EventKind {
        match self {
            Message::Allocation => EventKind::HelpAllocated,
            Message::Start => EventKind::HelpStarted,
            Message::Stop => EventKind::HelpEnded,
        }
    }

    /// The element that holds one product.
    fn product_path(self) -> &'static str {
        match self {
            Message::Allocation => "/Bericht/Client/ToegewezenProducten/ToegewezenProduct",
            Message::Start => "/Bericht/Client/StartProducten/StartProduct",
            Message::Stop => "/Bericht/Client/StopProducten/StopProduct",
        }
    }
}

/// One product of a message.
pub(crate) struct Product<'a> {
    pub(crate) message: Message,
    pub(crate) header_agrees: bool,
    /// Sender of an allocation, receiver of a start or stop.
    pub(crate) municipality: Given<Municipality>,
    /// Dagtekening.
    pub(crate) written: Given<Day>,
    pub(crate) child: Child<'a>,
    /// ToewijzingNummer.
    pub(crate) number: Given<u32>,
    pub(crate) category: Given<u8>,
    /// The day of the event: Toewijzingsdatum, Begindatum or Einddatum.
    pub(crate) day: Given<Day>,
    /// Begindatum, of a stop.
    pub(crate) begin: Given<Day>,
    pub(crate) reason: Given<u8>,
    pub(crate) status: Given<RecordStatus>,
}

/// What a product category is (our reading of JZ020 beside the protocol's help forms).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Category {
    /// Youth help of a form, [`Code::FORM_UNKNOWN`] where the category does not say.
    Help(Code),
    /// Crisis help; the form is not known.
    Crisis,
    /// Measures (of which type is not said), probation and preventive work: accepted, kept apart.
    Apart,
}

impl Product<'_> {
    pub(crate) fn category(&self) -> Category {
        match self.category.value() {
            Some(code @ 31..=34) => Category::Help(Code(code - 30)),
            Some(code @ 35..=38) => Category::Help(Code(code - 24)),
            Some(41) => Category::Help(Code(3)),
            Some(43 | 44) => Category::Help(Code(14)),
            Some(45) => Category::Help(Code(2)),
            Some(46) => Category::Crisis,
            Some(47..=49) => Category::Apart,
            _ => Category::Help(Code::FORM_UNKNOWN),
        }
    }

    /// The end reason of the protocol for a reason of JZ588. 36 and 38 end the record while help may go on: no reason.
    fn end_reason(&self) -> Code {
        match self.reason.value() {
            Some(31 | 39) => Code(1),
            Some(34) => Code(2),
            Some(32) => Code(3),
            Some(33) => Code(4),
            Some(35 | 2) => Code(5),
            _ => Code::NONE,
        }
    }

    /// Whether a stop is administrative: delivery pauses (20) or goes on under a request to change (37).
    pub(crate) fn is_administrative(&self) -> bool {
        matches!(self.reason, Given::Is(20 | 37))
    }
}

/// Reasons that JZ588 lists.
pub(crate) const END_REASONS: [u8; 11] = [2, 20, 31, 32, 33, 34, 35, 36, 37, 38, 39];

/// Reads an archive; names in it are never used, and what is no file is passed over.
pub(crate) fn read_archive(stream: impl Read, delivery: &Delivery<'_>, findings: &mut Findings, sink: &mut dyn FnMut(Record)) {
    let mut archive = tar::Archive::new(stream);
    let Ok(entries) = archive.entries() else { return refuse(findings, BROKEN_ARCHIVE) };
    // Raw: long names and other extensions are entries like any other, so their size is never believed.
    for entry in entries.raw(true) {
        let Ok(mut entry) = entry else { return refuse(findings, BROKEN_ARCHIVE) };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        match crate::bytes::open(&mut entry) {
            Ok(opened) => read_message(opened.stream, &opened.head, delivery, findings, sink),
            Err(_) => return refuse(findings, BROKEN_ARCHIVE),
        }
    }
}

/// Reads one message to its end; products before a place where it breaks count.
pub(crate) fn read_message(stream: impl Read, head: &[u8], delivery: &Delivery<'_>, findings: &mut Findings, sink: &mut dyn FnMut(Record)) {
    let meter = Meter::default();
    let is_windows = declares_windows(head);
    let stream: Box<dyn Read + '_> = if is_windows { Box::new(FromWindows::new(stream)) } else { Box::new(stream) };
    if is_windows {
        findings.about_file(&rules::delivery::encoding::RULE, "", None);
    }
    let mut reader = NsReader::from_reader(BufReader::new(Metered::new(stream, meter.clone())));
    reader.config_mut().expand_empty_elements = true;
    let mut reading =
        Reading { delivery, findings, sink, message: None, path: String::new(), depth: 0, text: String::new(), slip: Slip::default() };
    if let Err(reason) = reading.run(&mut reader, &meter) {
        reading.stop(reason);
    }
}

/// Whether the declaration names a one-byte encoding.
fn declares_windows(head: &[u8]) -> bool {
    let line = String::from_utf8_lossy(&head[..head.len().min(200)]).to_ascii_lowercase();
    let declaration = line.split("?>").next().unwrap_or_default();
    ["windows-1252", "iso-8859-1"].iter().any(|name| declaration.contains(name))
}

fn refuse(findings: &mut Findings, reason: Words) {
    findings.about_file(&rules::ijw::broken::RULE, "", Some(Detail { nl: reason.nl.into(), en: reason.en.into() }));
}

const BROKEN_ARCHIVE: Words = Words { nl: "het tar-bestand is beschadigd", en: "the tar file is damaged" };
const NO_XML: Words = Words { nl: "geen geldige XML", en: "no valid XML" };
const CUT_OFF: Words = Words { nl: "het bericht houdt halverwege op", en: "the message stops half-way" };
const WITH_DTD: Words = Words { nl: "een DTD is niet toegestaan", en: "a DTD is not allowed" };
const ENTITY: Words = Words { nl: "een onbekende entiteit", en: "an unknown entity" };
const TOO_LONG: Words = Words { nl: "een veld is langer dan 64 kB", en: "a field is longer than 64 kB" };
const TOO_DEEP: Words = Words { nl: "te diep geneste elementen", en: "elements nested too deep" };

/// Why reading a message stopped before its end.
enum Stop {
    /// It is another message; the text names it.
    Declined(String),
    Broken(Words),
}

/// Deepest nesting; iJw messages use eight.
const DEEPEST: usize = 24;
/// Begin of the namespaces of the standard.
const NAMESPACE: &str = "http://www.istandaarden.nl/ijw/";

/// What the elements of a message have said so far.
#[derive(Default)]
struct Slip {
    header_code: String,
    sender: String,
    receiver: String,
    written: String,
    bsn: String,
    birth: String,
    birth_use: String,
    sex: String,
    surname: String,
    prefix: String,
    first_names: String,
    initials: String,
    address_sort: String,
    postcode: String,
    house_number: String,
    number: String,
    category: String,
    allocated: String,
    begin: String,
    end: String,
    change: String,
    reason: String,
    status: String,
}

impl Slip {
    /// The field for an element of a message, and whether a later one may replace it.
    fn field(&mut self, path: &str) -> Option<&mut String> {
        let inside = path.strip_prefix("/Bericht/")?;
        let product =
            ["Client/ToegewezenProducten/ToegewezenProduct/", "Client/StartProducten/StartProduct/", "Client/StopProducten/StopProduct/"]
                .iter()
                .find_map(|before| inside.strip_prefix(before));
        match product {
            Some(element) => self.product_field(element),
            None => self.message_field(inside),
        }
    }

    fn product_field(&mut self, element: &str) -> Option<&mut String> {
        match element {
            "ToewijzingNummer" => Some(&mut self.number),
            "Product/Categorie" => Some(&mut self.category),
            "Toewijzingsdatum" => Some(&mut self.allocated),
            "Begindatum" => Some(&mut self.begin),
            "Einddatum" => Some(&mut self.end),
            "RedenWijziging" => Some(&mut self.change),
            "RedenBeeindiging" => Some(&mut self.reason),
            "StatusAanlevering" => Some(&mut self.status),
            _ => None,
        }
    }

    fn message_field(&mut self, element: &str) -> Option<&mut String> {
        let is_home = matches!(self.address_sort.as_str(), "01");
        match element {
            "Header/BerichtCode" => Some(&mut self.header_code),
            "Header/Afzender" => Some(&mut self.sender),
            "Header/Ontvanger" => Some(&mut self.receiver),
            "Header/BerichtIdentificatie/Dagtekening" => Some(&mut self.written),
            "Client/Bsn" => Some(&mut self.bsn),
            "Client/Geboortedatum/Datum" => Some(&mut self.birth),
            "Client/Geboortedatum/DatumGebruik" => Some(&mut self.birth_use),
            "Client/Geslacht" => Some(&mut self.sex),
            "Client/Naam/Geslachtsnaam/Achternaam" => Some(&mut self.surname),
            "Client/Naam/Geslachtsnaam/Voorvoegsel" => Some(&mut self.prefix),
            "Client/Naam/Voornamen" => Some(&mut self.first_names),
            "Client/Naam/Voorletters" => Some(&mut self.initials),
            "Client/Contactgegevens/Contact/Soort" => Some(&mut self.address_sort),
            // Only the registered address (COD757 01) says where a child lives.
            "Client/Contactgegevens/Contact/Adres/Postcode" if is_home => Some(&mut self.postcode),
            "Client/Contactgegevens/Contact/Adres/Huis/Huisnummer" if is_home => Some(&mut self.house_number),
            _ => None,
        }
    }

    fn clear_product(&mut self) {
        for field in [
            &mut self.number,
            &mut self.category,
            &mut self.allocated,
            &mut self.begin,
            &mut self.end,
            &mut self.change,
            &mut self.reason,
            &mut self.status,
        ] {
            field.clear();
        }
    }

    fn product(&self, message: Message) -> Product<'_> {
        let (municipality, day) = match message {
            Message::Allocation => (&self.sender, &self.allocated),
            Message::Start => (&self.receiver, &self.begin),
            Message::Stop => (&self.receiver, &self.end),
        };
        Product {
            message,
            header_agrees: self.header_code == message.header_code(),
            municipality: Given::read(municipality, municipality_number),
            written: Given::read(&self.written, Day::parse_iso),
            child: self.child(),
            number: Given::read(&self.number, allocation_number),
            category: Given::read(&self.category, two_digits),
            day: Given::read(day, Day::parse_iso),
            begin: Given::read(&self.begin, Day::parse_iso),
            reason: Given::read(&self.reason, |text| two_digits(text).filter(|code| END_REASONS.contains(code))),
            status: self.status(message),
        }
    }

    fn child(&self) -> Child<'_> {
        Child {
            number: Number::read(&self.bsn),
            birth: self.birth(),
            sex: Given::read(&self.sex, sex),
            home: Home::read(&self.postcode),
            surname: &self.surname,
            prefix: &self.prefix,
            first_names: if self.first_names.is_empty() { &self.initials } else { &self.first_names },
            house_number: &self.house_number,
        }
    }

    /// The date of birth with what of it may be used (COD170).
    fn birth(&self) -> Given<PartialDate> {
        let precision = match self.birth_use.as_str() {
            "" => Precision::Day,
            "1" => Precision::Month,
            "2" => Precision::Year,
            "3" => return Given::Absent,
            _ => return Given::Unreadable,
        };
        Given::read(&self.birth, |text| {
            let day = Day::parse_iso(text)?;
            let first = match precision {
                Precision::Day => day,
                Precision::Month => day.month().first_day(),
                Precision::Year => Day::from_ymd(day.year(), 1, 1)?,
            };
            Some(PartialDate { first, precision })
        })
    }

    /// An allocation has no StatusAanlevering: a reason to change says that it replaces the one before, reason 13
    /// (verwijderd) that it is removed.
    fn status(&self, message: Message) -> Given<RecordStatus> {
        match (message, self.change.as_str()) {
            (Message::Allocation, "") => Given::Is(RecordStatus::New),
            (Message::Allocation, "13") => Given::Is(RecordStatus::Removed),
            (Message::Allocation, _) => Given::Is(RecordStatus::Changed),
            (Message::Start | Message::Stop, _) => Given::read(&self.status, status),
        }
    }
}

/// Four digits, a CBS code without its letters.
fn municipality_number(text: &str) -> Option<Municipality> {
    let is_number = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number != 0).map(Municipality)
}

/// LDT_Nummer: 0 to 999999999; leading zeros do not make another number.
fn allocation_number(text: &str) -> Option<u32> {
    let is_number = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn sex(text: &str) -> Option<Sex> {
    match text {
        "0" => Some(Sex::Unknown),
        "1" => Some(Sex::Male),
        "2" => Some(Sex::Female),
        _ => None,
    }
}

fn status(text: &str) -> Option<RecordStatus> {
    let [digit @ b'1'..=b'9'] = text.as_bytes() else { return None };
    RecordStatus::from_number(digit - b'0')
}

/// One message while it is read.
struct Reading<'a> {
    delivery: &'a Delivery<'a>,
    findings: &'a mut Findings,
    sink: &'a mut dyn FnMut(Record),
    message: Option<Message>,
    /// Local names from the root, each after a `/`; `?` for elements of other namespaces.
    path: String,
    depth: usize,
    text: String,
    slip: Slip,
}

impl Reading<'_> {
    fn run<R: std::io::BufRead>(&mut self, reader: &mut NsReader<R>, meter: &Meter) -> Result<(), Stop> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            meter.reset();
            let (namespace, tag) = reader.read_resolved_event_into(&mut buffer).map_err(|_| Stop::Broken(NO_XML))?;
            match tag {
                Tag::Start(element) => self.open(&namespace, element.local_name().as_ref())?,
                Tag::End(_) => self.close()?,
                Tag::Text(text) => self.add(&text)?,
                Tag::CData(text) => self.add(&text)?,
                Tag::GeneralRef(reference) => self.add(&resolve(&reference)?)?,
                Tag::DocType(_) => return Err(Stop::Broken(WITH_DTD)),
                Tag::Empty(_) | Tag::Comment(_) | Tag::Decl(_) | Tag::PI(_) => {}
                Tag::Eof if self.depth == 0 && self.message.is_some() => return Ok(()),
                Tag::Eof => return Err(Stop::Broken(CUT_OFF)),
            }
        }
    }

    fn open(&mut self, namespace: &ResolveResult<'_>, name: &str) -> Result<(), Stop> {
        let uri = match namespace {
            ResolveResult::Bound(uri) => uri.as_ref(),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
        };
        if self.depth == 0 {
            self.message = Some(message(uri, name)?);
        }
        if self.depth >= DEEPEST {
            return Err(Stop::Broken(TOO_DEEP));
        }
        self.depth += 1;
        self.path.push('/');
        self.path.push_str(if uri.starts_with(NAMESPACE) { name } else { "?" });
        self.text.clear();
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Stop> {
        self.text.push_str(text);
        if self.text.len() > FIELD_LIMIT { Err(Stop::Broken(TOO_LONG)) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), Stop> {
        if let Some(field) = self.slip.field(&self.path) {
            field.clear();
            field.push_str(self.text.trim());
        }
        self.text.clear();
        if self.message.is_some_and(|message| self.path == message.product_path()) {
            self.take_product();
        }
        let above = self.path.rfind('/').unwrap_or(0);
        self.path.truncate(above);
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn take_product(&mut self) {
        let Some(message) = self.message else { return };
        let reference = self.slip.number.clone();
        let shown = if could_be_citizen_number(&reference) { "" } else { &reference };
        let mut tray = self.findings.tray(self.findings.read() + 1, shown);
        let record = judge(&self.slip.product(message), &reference, self.delivery, &mut tray);
        if let Some(record) = tray.finish(record) {
            (self.sink)(record);
        }
        self.slip.clear_product();
    }

    /// Notes why reading stopped. The place is the first product that was not read.
    fn stop(&mut self, reason: Stop) {
        let place = self.findings.read() + 1;
        match reason {
            Stop::Declined(name) => self.findings.found(&rules::ijw::declined::RULE, place, &name, "Bericht"),
            Stop::Broken(reason) => {
                self.findings.found(&rules::ijw::broken::RULE, place, "", "Bericht");
                self.findings.explain(&rules::ijw::broken::RULE, Detail { nl: reason.nl.into(), en: reason.en.into() });
            }
        }
    }
}

/// The message of a root element.
fn message(uri: &str, name: &str) -> Result<Message, Stop> {
    let inside = uri.strip_prefix(NAMESPACE).filter(|_| name == "Bericht");
    let Some((version, number)) = inside.and_then(|rest| rest.strip_suffix("/schema")).and_then(|rest| rest.split_once('/')) else {
        return Err(Stop::Declined(String::new()));
    };
    let is_plain = |text: &str| text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match (version, number) {
        ("3_2", "jw301") => Ok(Message::Allocation),
        ("3_2", "jw305") => Ok(Message::Start),
        ("3_2", "jw307") => Ok(Message::Stop),
        _ if is_plain(version) && is_plain(number) => {
            Err(Stop::Declined(format!("{} {}", number.to_uppercase(), version.replace('_', "."))))
        }
        _ => Err(Stop::Declined(String::new())),
    }
}

/// A reference to a character or to one of the five entities of XML itself.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Stop> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Ok(letter.to_string()),
        Ok(None) => resolve_predefined_entity(reference).map(str::to_owned).ok_or(Stop::Broken(ENTITY)),
        Err(_) => Err(Stop::Broken(ENTITY)),
    }
}

fn judge(product: &Product<'_>, reference: &str, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
    for (rule, broken_by) in judges(rules::child::RULES) {
        tray.judge(rule, broken_by(&product.child, product.day.value()));
    }
    for (rule, broken_by) in judges(rules::ijw::RULES) {
        tray.judge(rule, broken_by(product));
    }
    if !tray.is_sound() {
        return None;
    }
    Some(Record {
        row: tray.row(),
        reference: Sensitive::new(reference.to_owned()),
        identity: Some(Sensitive::new(product.child.identity())),
        events: event(product, delivery, tray).into_iter().collect(),
    })
}

/// The event of a product; `None` for what is kept apart.
fn event(product: &Product<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Event> {
    let (form, crisis) = match product.category() {
        Category::Help(form) => (form, None),
        Category::Crisis => (Code::FORM_UNKNOWN, Some(true)),
        Category::Apart => return None,
    };
    if product.is_administrative() {
        return None;
    }
    let (day, written, municipality) = (product.day.value()?, product.written.value()?, product.municipality.value()?);
    let key = key::allocation(municipality, &product.number.value()?.to_string());
    let code = if product.message == Message::Stop { product.end_reason() } else { form };
    Some(Event {
        municipality: delivery.place(Home::Municipality(municipality), tray),
        sex: product.child.sex.value().unwrap_or_default(),
        birth_month: product.child.birth_month(),
        code,
        crisis: if product.message == Message::Stop { None } else { crisis },
        status: product.status.value()?,
        stated: written,
        ..delivery.event(product.message.kind(), day, key)
    })
}

/// Whether a product is kept apart, for its rule.
pub(crate) fn is_apart(product: &Product<'_>) -> bool {
    product.category() == Category::Apart || product.is_administrative()
}
