//! One file for each layout, and the steps they share: recognise, read, place, report.

mod archive;
pub(crate) mod case_memory;
pub(crate) mod child_row;
pub(crate) mod circumstances;
pub(crate) mod design;
pub(crate) mod recognise;
pub(crate) mod slip;
pub(crate) mod spell;
pub(crate) mod table;
pub(crate) mod tally;

pub(crate) mod board;
pub(crate) mod corv;
pub(crate) mod court;
pub(crate) mod csg;
mod fit;
pub(crate) mod gi_process;
pub(crate) mod ijw;
pub(crate) mod police;
pub(crate) mod veilig_thuis;
mod xml;
pub(crate) mod youth_policy;

pub(crate) mod adult_support;

pub(crate) mod informant;
pub(crate) mod programme;
pub(crate) mod series;
pub(crate) mod survey;

use std::io::{self, Read};
use std::sync::LazyLock;

use domain::{Atlas, Day, EventKind, Municipality, OrganisationKind, Period};
use person::{Event, Organisation, Record, RecordKey};

use self::recognise::{Found, Told};
use crate::bytes::{Hashed, Opened, Shape, TooLong, open};
use crate::dialect::Heading;
use crate::error::IntakeError;
use crate::export::Export;
use crate::field::{Given, Home};
use crate::findings::{Detail, Findings, Report, Tray};
use crate::ledger::Ledger;
use crate::rules;
use crate::{CheckOptions, Checked, Context, DeliveryKind, DeliveryName, FileFormat, key};

/// The places of the house, made once for all files that are checked.
static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::netherlands);

/// First and last day of a delivery's period, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) period: Period,
}

impl Window {
    pub(crate) fn of(period: Period) -> Window {
        Window { first: period.first_day(), last: period.last_day(), period }
    }
}

pub(crate) fn read(
    name: &DeliveryName,
    bytes: impl Read,
    context: &Context<'_>,
    export: Export<'_>,
    sink: &mut dyn FnMut(Record),
) -> Result<Report, IntakeError> {
    let file = name.to_string();
    let mut stream = Hashed::new(bytes);
    let mut findings = Findings::default();
    let desk = Desk { file: &file, name: Some(name), context: *context, export, is_check: false };
    let kind = desk.take(&mut stream, &mut findings, sink)?;
    let hash = stream.finish().map_err(|source| unhashed(&file, source))?;
    Ok(findings.report(&file, Some(name), Some(kind), hash))
}

pub(crate) fn check(file_name: &str, bytes: impl Read, options: &CheckOptions<'_>) -> Checked {
    let name = DeliveryName::parse(file_name).ok();
    let atlas = LazyLock::force(&ATLAS);
    let mut stream = Hashed::new(bytes);
    let ledger = options.keeps_ledger.then(Box::<Ledger>::default);
    let mut findings = Findings::keeping(options.cases, ledger);
    let context = Context { atlas, postcodes: None };
    let desk = Desk { file: file_name, name: name.as_ref(), context, export: options.export, is_check: true };
    let taken = desk.take(&mut stream, &mut findings, &mut |_| {});
    let hash = stream.finish();
    let kind = match taken {
        Ok(kind) => Some(kind),
        Err(refusal) => {
            findings.about_file(&rules::delivery::refused::RULE, "", Some(with_columns(&refusal, name.as_ref())));
            None
        }
    };
    let whole = hash.map_err(|source| unhashed(file_name, source));
    if let Err(refusal) = &whole {
        findings.about_file(&rules::delivery::refused::RULE, "", Some(refusal.detail()));
    }
    let ledger = findings.take_ledger().filter(|_| kind.is_some());
    let report = findings.report(file_name, name.as_ref(), kind, whole.unwrap_or_default());
    Checked { report, ledger }
}

/// The reason of a refusal; where the header is unknown and the name says the kind, with the columns that belong there.
fn with_columns(refusal: &IntakeError, name: Option<&DeliveryName>) -> Detail {
    let columns = name.map(|name| recognise::columns_of(name.kind()).join(";")).filter(|columns| !columns.is_empty());
    let Detail { nl, en } = refusal.detail();
    match (refusal, columns) {
        (IntakeError::UnknownHeader { .. }, Some(columns)) => {
            Detail { nl: format!("{nl}. Dat zijn: {columns}"), en: format!("{en}. They are: {columns}") }
        }
        _ => Detail { nl, en },
    }
}

/// Why a file could not be hashed to its end.
fn unhashed(file: &str, source: io::Error) -> IntakeError {
    let file = file.to_owned();
    if TooLong::is_cause_of(&source) { IntakeError::Endless { file } } else { IntakeError::Io { file, source } }
}

/// The names above the columns of a table, and the separator between them where it is text.
pub(crate) fn heading_of(file: &str, bytes: impl Read, export: Export<'_>) -> Result<(Heading, Option<&'static str>), IntakeError> {
    let opened = open(bytes).map_err(|source| IntakeError::Io { file: file.to_owned(), source })?;
    let told = Told { file, named: None, export };
    match opened.shape {
        Shape::Text | Shape::Utf16 => Ok(told.text_heading(&opened)),
        Shape::Zip => told.book_heading(opened).map(|heading| (heading, None)),
        Shape::Empty => Err(IntakeError::Empty { file: file.to_owned() }),
        Shape::Xml | Shape::Tar | Shape::Other(_) => Err(IntakeError::UnknownHeader { file: file.to_owned() }),
    }
}

/// Where one delivery is taken in.
struct Desk<'a> {
    file: &'a str,
    name: Option<&'a DeliveryName>,
    context: Context<'a>,
    /// How the file differs from the agreed form.
    export: Export<'a>,
    /// A check has no postcode table and hands nothing on.
    is_check: bool,
}

impl Desk<'_> {
    fn take(&self, stream: impl Read, findings: &mut Findings, sink: &mut dyn FnMut(Record)) -> Result<DeliveryKind, IntakeError> {
        let opened = open(stream).map_err(|source| self.unreadable(source))?;
        let file = self.file.to_owned();
        self.compare_format(opened.shape, findings);
        match opened.shape {
            Shape::Empty => Err(IntakeError::Empty { file }),
            Shape::Other(found) => Err(IntakeError::NotText { file, found }),
            Shape::Xml | Shape::Tar => self.take_messages(opened, findings, sink),
            Shape::Text | Shape::Utf16 => self.take_table(self.told().text(opened)?, findings, sink),
            Shape::Zip => self.told().with_book(opened, |found| self.take_table(found, findings, sink)),
        }
    }

    fn take_messages(
        &self,
        opened: Opened<'_>,
        findings: &mut Findings,
        sink: &mut dyn FnMut(Record),
    ) -> Result<DeliveryKind, IntakeError> {
        let kind = self.agreed(message_kind(&opened.head, self.name.map(DeliveryName::kind)), findings)?;
        let delivery = self.delivery(kind);
        match (kind, opened.shape) {
            (DeliveryKind::Corv, Shape::Tar) => corv::Reader::new(&delivery, findings, sink).archive(opened.stream),
            (DeliveryKind::Corv, _) => corv::Reader::new(&delivery, findings, sink).message(opened.stream, &opened.head),
            (_, Shape::Tar) => ijw::Reader::new(&delivery, findings, sink).archive(opened.stream),
            (_, _) => ijw::Reader::new(&delivery, findings, sink).message(opened.stream, &opened.head),
        }
        Ok(kind)
    }

    fn take_table(&self, found: Found<'_>, findings: &mut Findings, sink: &mut dyn FnMut(Record)) -> Result<DeliveryKind, IntakeError> {
        let kind = self.agreed(found.kind, findings)?;
        let (delivery, mapping) = (self.delivery(kind), self.export.mapping);
        match kind {
            DeliveryKind::YouthPolicy => table::read::<youth_policy::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Board => table::read::<board::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::VeiligThuis => table::read::<veilig_thuis::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Court => table::read::<court::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::GiProcess => table::read::<gi_process::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Csg => table::read::<csg::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Police => table::read::<police::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::AdultSupport => table::read::<adult_support::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Programme => table::read::<programme::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Survey => table::read::<survey::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Informant => table::read::<informant::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Series => table::read::<series::Layout>(found, mapping, &delivery, findings, sink)?,
            DeliveryKind::Ijw | DeliveryKind::Corv => return Err(IntakeError::UnknownHeader { file: self.file.to_owned() }),
        }
        Ok(kind)
    }

    /// The kind by the content; the name must agree. Without a name that is said.
    fn agreed(&self, found: DeliveryKind, findings: &mut Findings) -> Result<DeliveryKind, IntakeError> {
        match self.name.map(DeliveryName::kind) {
            Some(named) if named != found => Err(IntakeError::OtherKind { file: self.file.to_owned(), named, found }),
            Some(_) => Ok(found),
            None => {
                findings.about_file(&rules::delivery::assumed::RULE, "", Some(assumed(found)));
                Ok(found)
            }
        }
    }

    /// Says when the name ends in something else than the content is.
    fn compare_format(&self, shape: Shape, findings: &mut Findings) {
        let Some(format) = self.name.map(DeliveryName::format) else { return };
        let is_so = match shape {
            Shape::Text | Shape::Utf16 => matches!(format, FileFormat::Csv | FileFormat::Txt),
            Shape::Zip => format == FileFormat::Xlsx,
            Shape::Xml => format == FileFormat::Xml,
            Shape::Tar => format == FileFormat::Tar,
            Shape::Empty | Shape::Other(_) => true,
        };
        if !is_so {
            findings.about_file(&rules::delivery::file_format::RULE, "", None);
        }
    }

    fn told(&self) -> Told<'_> {
        Told { file: self.file, named: self.name.map(DeliveryName::kind), export: self.export }
    }

    fn delivery(&self, kind: DeliveryKind) -> Delivery<'_> {
        let supplier = self.name.map_or("", DeliveryName::supplier);
        Delivery {
            file: self.file,
            supplier,
            window: self.name.map(|name| Window::of(name.period())),
            organisation: key::organisation(supplier),
            organisation_kind: kind.organisation_kind(supplier),
            context: self.context,
            is_check: self.is_check,
        }
    }

    fn unreadable(&self, source: io::Error) -> IntakeError {
        IntakeError::Io { file: self.file.to_owned(), source }
    }
}

/// How far the namespaces of messages are looked for: in an archive the first message begins within it.
const NAMESPACES_WITHIN: usize = 4096;

/// The kind of messages, by the namespaces at the beginning; where these say nothing, what the name says, if that is
/// a kind of messages.
fn message_kind(head: &[u8], named: Option<DeliveryKind>) -> DeliveryKind {
    let head = &head[..head.len().min(NAMESPACES_WITHIN)];
    let holds = |uri: &[u8]| head.windows(uri.len()).any(|window| window == uri);
    let is_stuf = holds(b"http://www.stufstandaarden.nl/koppelvlak/jz") || holds(b"http://www.egem.nl/StUF/");
    let is_ijw = holds(b"http://www.istandaarden.nl/ijw/");
    if !is_ijw && (is_stuf || named == Some(DeliveryKind::Corv)) { DeliveryKind::Corv } else { DeliveryKind::Ijw }
}

fn assumed(kind: DeliveryKind) -> Detail {
    Detail {
        nl: format!("gelezen als {kind}, naar de inhoud; leverancier en periode zijn niet bekend"),
        en: format!("read as {kind}, by its content; supplier and period are not known"),
    }
}

/// What every row of a delivery shares.
pub(crate) struct Delivery<'a> {
    file: &'a str,
    pub(crate) supplier: &'a str,
    pub(crate) window: Option<Window>,
    organisation: Organisation,
    organisation_kind: OrganisationKind,
    context: Context<'a>,
    is_check: bool,
}

impl Delivery<'_> {
    /// Where the child of a row lives: the municipality given, else by the postcode, else unknown, with a notice.
    fn place(&self, home: Home<'_>, tray: &mut Tray<'_>) -> Municipality {
        let given = match home {
            Home::Municipality(code) => Some(code),
            Home::Six(_) | Home::Four(_) | Home::Absent | Home::Unreadable => {
                home.digits().and_then(|digits| self.context.postcodes?.municipality(digits))
            }
        };
        let known = given.and_then(|code| self.known(code));
        let is_unasked = self.is_check && home.digits().is_some();
        if known.is_none() && !is_unasked && home != Home::Unreadable {
            tray.found(&rules::delivery::place_unknown::RULE, "postcode");
        }
        known.unwrap_or_default()
    }

    /// The municipality, where it stands in the division.
    fn known(&self, code: Municipality) -> Option<Municipality> {
        self.context.atlas.municipality(code).map(|entry| entry.code)
    }

    /// An end that lies within or before the period; a later one is left out, with a warning.
    fn end_within(&self, end: Given<Day>, field: &'static str, tray: &mut Tray<'_>) -> Option<Day> {
        let end = end.value()?;
        if self.window.is_some_and(|window| end > window.last) {
            tray.found(&rules::delivery::end_after_period::RULE, field);
            return None;
        }
        Some(end)
    }

    /// A day that follows on another day of its row: one before that day is left out, for a rule of the layout has
    /// found it; one after the period is left out with a warning.
    fn day_within(&self, from: Option<Day>, day: Given<Day>, field: &'static str, tray: &mut Tray<'_>) -> Option<Day> {
        let day = day.value().filter(|day| from.is_none_or(|from| *day >= from))?;
        if self.window.is_some_and(|window| day > window.last) {
            tray.found(&rules::delivery::day_after_period::RULE, field);
            return None;
        }
        Some(day)
    }

    /// The kind of organisation that delivers, where the name says who.
    pub(crate) fn by(&self) -> Option<OrganisationKind> {
        self.window.map(|_| self.organisation_kind)
    }

    /// An event of this delivery, stated on the last day of its period.
    fn event(&self, kind: EventKind, day: Day, record: RecordKey) -> Event {
        let stated = self.window.map_or(day, |window| window.last);
        Event { organisation: self.organisation, stated, ..Event::new(kind, day, record, self.organisation_kind) }
    }
}
