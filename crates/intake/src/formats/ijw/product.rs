//! One product of a message: what its elements say.

use domain::{Code, Day, EventKind, Municipality, PartialDate, Precision, Sex};
use person::RecordStatus;

use crate::field::{Child, Given, Home, Number, two_digits};
use crate::formats::Window;
use crate::formats::slip::Slip;
use crate::key;

/// What stands before the elements of the product at hand in [`KEPT`].
pub(super) const PRODUCT: &str = "Product/";

/// The elements that are kept; of a product under [`PRODUCT`]. Of everything else nothing is kept.
pub(super) const KEPT: &[&str] = &[
    "Header/BerichtCode",
    "Header/BerichtVersie",
    "Header/BerichtSubversie",
    "Header/Afzender",
    "Header/Ontvanger",
    "Header/BerichtIdentificatie/Identificatie",
    "Header/BerichtIdentificatie/Dagtekening",
    "Header/XsdVersie/BasisschemaXsdVersie",
    "Header/XsdVersie/BerichtXsdVersie",
    "Client/Bsn",
    "Client/Geboortedatum/Datum",
    "Client/Geboortedatum/DatumGebruik",
    "Client/Geslacht",
    "Client/Naam/Geslachtsnaam/Achternaam",
    "Client/Naam/Geslachtsnaam/Voorvoegsel",
    "Client/Naam/Voornamen",
    "Client/Naam/Voorletters",
    "Client/Contactgegevens/Contact/Soort",
    "Client/Contactgegevens/Contact/Adres/Postcode",
    "Client/Contactgegevens/Contact/Adres/Huis/Huisnummer",
    "Product/ToewijzingNummer",
    "Product/Product/Categorie",
    "Product/Product/Code",
    "Product/Toewijzingsdatum",
    "Product/Toewijzingstijd",
    "Product/Ingangsdatum",
    "Product/ToewijzingIngangsdatum",
    "Product/Begindatum",
    "Product/Einddatum",
    "Product/RedenWijziging",
    "Product/RedenBeeindiging",
    "Product/StatusAanlevering",
    "Product/Omvang/Volume",
    "Product/Omvang/Eenheid",
    "Product/Omvang/Frequentie",
    "Product/Budget",
];

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

    /// The event it tells.
    pub(super) fn kind(self) -> EventKind {
        match self {
            Message::Allocation => EventKind::HelpAllocated,
            Message::Start => EventKind::HelpStarted,
            Message::Stop => EventKind::HelpEnded,
        }
    }

    /// The element that holds one product, within the message.
    pub(super) fn product_path(self) -> &'static str {
        match self {
            Message::Allocation => "Client/ToegewezenProducten/ToegewezenProduct",
            Message::Start => "Client/StartProducten/StartProduct",
            Message::Stop => "Client/StopProducten/StopProduct",
        }
    }
}

/// One product of a message.
pub(crate) struct Product<'a> {
    slip: &'a Slip,
    /// First and last day of the delivery, where its name tells.
    pub(crate) window: Option<Window>,
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
    /// Begindatum, of a start or stop.
    pub(crate) begin: Given<Day>,
    /// Ingangsdatum of an allocation, ToewijzingIngangsdatum of a start or stop.
    pub(crate) valid_from: Given<Day>,
    pub(crate) reason: Given<u8>,
    pub(crate) status: Given<RecordStatus>,
}

/// Digits of an identification that are compared, and products of one message that are told apart: what fits together in
/// the number the hub keeps.
const TURN_DIGITS: usize = 7;
const TURNS_A_MESSAGE: u32 = 400;

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

impl<'a> Product<'a> {
    /// Reads the product that was closed last.
    pub(super) fn read(message: Message, slip: &'a Slip, window: Option<Window>) -> Product<'a> {
        let (municipality, day, valid_from) = match message {
            Message::Allocation => ("Header/Afzender", "Product/Toewijzingsdatum", "Product/Ingangsdatum"),
            Message::Start => ("Header/Ontvanger", "Product/Begindatum", "Product/ToewijzingIngangsdatum"),
            Message::Stop => ("Header/Ontvanger", "Product/Einddatum", "Product/ToewijzingIngangsdatum"),
        };
        let date = |path: &str| Given::read(slip.text(path), Day::parse_iso);
        Product {
            slip,
            window,
            message,
            header_agrees: slip.text("Header/BerichtCode") == message.header_code(),
            municipality: Given::read(slip.text(municipality), municipality_number),
            written: date("Header/BerichtIdentificatie/Dagtekening"),
            child: child(slip),
            number: Given::read(slip.text("Product/ToewijzingNummer"), allocation_number),
            category: Given::read(slip.text("Product/Product/Categorie"), two_digits),
            day: date(day),
            begin: date("Product/Begindatum"),
            valid_from: date(valid_from),
            reason: Given::read(slip.text("Product/RedenBeeindiging"), |text| two_digits(text).filter(|code| END_REASONS.contains(code))),
            status: stated(message, slip),
        }
    }

    /// The text of an element; empty where it was not there.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.slip.text(path)
    }

    /// The name of an element that stood twice.
    pub(crate) fn twice(&self) -> Option<&'static str> {
        self.slip.twice()
    }

    /// The place of the product among those of its day: the digits at the end of the message's identification, the last
    /// seven of them, as senders number their messages, then its place in the message, from 0. A removal and a new
    /// statement often share a message.
    pub(super) fn turn(&self, place: u32) -> u32 {
        let text = self.slip.text("Header/BerichtIdentificatie/Identificatie");
        let digits = text.bytes().rev().take(TURN_DIGITS).take_while(u8::is_ascii_digit).count();
        let number: u32 = text[text.len() - digits..].parse().unwrap_or(0);
        number * TURNS_A_MESSAGE + place.min(TURNS_A_MESSAGE - 1)
    }

    /// What this product is the next statement of: message kind, municipality and allocation number.
    pub(super) fn thread(&self) -> Option<u64> {
        let (municipality, number) = (self.municipality.value()?, self.number.value()?);
        Some(key::hash(&[self.message.header_code(), &municipality.region().to_string(), &number.to_string()]))
    }
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
    pub(super) fn end_reason(&self) -> Code {
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

fn child(slip: &Slip) -> Child<'_> {
    let (first_names, initials) = (slip.text("Client/Naam/Voornamen"), slip.text("Client/Naam/Voorletters"));
    Child {
        number: Number::read(slip.text("Client/Bsn")),
        birth: birth(slip.text("Client/Geboortedatum/Datum"), slip.text("Client/Geboortedatum/DatumGebruik")),
        sex: Given::read(slip.text("Client/Geslacht"), sex),
        home: Home::read(slip.text("Client/Contactgegevens/Contact/Adres/Postcode")),
        surname: slip.text("Client/Naam/Geslachtsnaam/Achternaam"),
        prefix: slip.text("Client/Naam/Geslachtsnaam/Voorvoegsel"),
        first_names: if first_names.is_empty() { initials } else { first_names },
        house_number: slip.text("Client/Contactgegevens/Contact/Adres/Huis/Huisnummer"),
    }
}

/// A date of birth with what of it may be used (COD170).
fn birth(text: &str, use_of_it: &str) -> Given<PartialDate> {
    let precision = match use_of_it {
        "" => Precision::Day,
        "1" => Precision::Month,
        "2" => Precision::Year,
        "3" => return Given::Absent,
        _ => return Given::Unreadable,
    };
    Given::read(text, |text| {
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
fn stated(message: Message, slip: &Slip) -> Given<RecordStatus> {
    match (message, slip.text("Product/RedenWijziging")) {
        (Message::Allocation, "") => Given::Is(RecordStatus::New),
        (Message::Allocation, "13") => Given::Is(RecordStatus::Removed),
        (Message::Allocation, _) => Given::Is(RecordStatus::Changed),
        (Message::Start | Message::Stop, _) => Given::read(slip.text("Product/StatusAanlevering"), status),
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

/// Whether a product is kept apart, for its rule.
pub(crate) fn is_apart(product: &Product<'_>) -> bool {
    product.category() == Category::Apart || product.is_administrative()
}
