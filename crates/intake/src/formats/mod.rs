//! One file for each layout, and the steps they share: recognise, read, place, report.

pub(crate) mod child_row;
pub(crate) mod circumstances;
pub(crate) mod table;

pub(crate) mod board;
pub(crate) mod court;
pub(crate) mod csg;
pub(crate) mod gi_process;
pub(crate) mod ijw;
pub(crate) mod police;
pub(crate) mod veilig_thuis;
pub(crate) mod youth_policy;

pub(crate) mod adult_support;

pub(crate) mod informant;
pub(crate) mod programme;
pub(crate) mod series;
pub(crate) mod survey;

use std::io::{self, Read};

use domain::{Atlas, Day, EventKind, Municipality, OrganisationKind};
use person::{Event, Organisation, Record, RecordKey};

use crate::bytes::{Hashed, Opened, Shape, open};
use crate::error::IntakeError;
use crate::field::{Given, Home};
use crate::findings::{Detail, Findings, Report, Tray};
use crate::ledger::Ledger;
use crate::rules;
use crate::{CheckOptions, Checked, Context, DeliveryKind, DeliveryName, key};

/// First and last day of a delivery's period, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

pub(crate) fn read(
    name: &DeliveryName,
    bytes: impl Read,
    context: &Context<'_>,
    sink: &mut dyn FnMut(Record),
) -> Result<Report, IntakeError> {
    let file = name.to_string();
    let mut stream = Hashed::new(bytes);
    let mut findings = Findings::default();
    let desk = Desk { file: &file, name: Some(name), context: *context, is_check: false };
    let kind = desk.take(&mut stream, &mut findings, sink)?;
    let hash = stream.finish().map_err(|source| IntakeError::Io { file: file.clone(), source })?;
    Ok(findings.report(&file, Some(name), Some(kind), hash))
}

pub(crate) fn check(file_name: &str, bytes: impl Read, options: &CheckOptions) -> Checked {
    let name = DeliveryName::parse(file_name).ok();
    let atlas = Atlas::netherlands();
    let mut stream = Hashed::new(bytes);
    let ledger = options.keeps_ledger.then(Box::<Ledger>::default);
    let mut findings = Findings::keeping(options.cases, ledger);
    let context = Context { atlas: &atlas, postcodes: None };
    let desk = Desk { file: file_name, name: name.as_ref(), context, is_check: true };
    let taken = desk.take(&mut stream, &mut findings, &mut |_| {});
    let hash = stream.finish();
    let kind = match taken {
        Ok(kind) => Some(kind),
        Err(refusal) => {
            findings.about_file(&rules::delivery::refused::RULE, "", Some(refusal.detail()));
            None
        }
    };
    let whole = hash.map_err(|source| IntakeError::Io { file: file_name.to_owned(), source });
    if let Err(refusal) = &whole {
        findings.about_file(&rules::delivery::refused::RULE, "", Some(refusal.detail()));
    }
    let ledger = findings.take_ledger().filter(|_| kind.is_some());
    let report = findings.report(file_name, name.as_ref(), kind, whole.unwrap_or_default());
    Checked { report, ledger }
}

/// Where one delivery is taken in.
struct Desk<'a> {
    file: &'a str,
    name: Option<&'a DeliveryName>,
    context: Context<'a>,
    /// A check has no postcode table and hands nothing on.
    is_check: bool,
}

impl Desk<'_> {
    fn take(&self, stream: impl Read, findings: &mut Findings, sink: &mut dyn FnMut(Record)) -> Result<DeliveryKind, IntakeError> {
        let opened = open(stream).map_err(|source| self.unreadable(source))?;
        let kind = self.kind(&opened)?;
        if self.name.is_none() {
            findings.about_file(&rules::delivery::assumed::RULE, "", Some(assumed(kind)));
        }
        let delivery = self.delivery(kind);
        match kind {
            DeliveryKind::YouthPolicy => table::read::<youth_policy::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Board => table::read::<board::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::VeiligThuis => table::read::<veilig_thuis::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Court => table::read::<court::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::GiProcess => table::read::<gi_process::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Csg => table::read::<csg::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Police => table::read::<police::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::AdultSupport => table::read::<adult_support::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Programme => table::read::<programme::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Survey => table::read::<survey::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Informant => table::read::<informant::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Series => table::read::<series::Layout, _>(opened.stream, &delivery, findings, sink)?,
            DeliveryKind::Ijw if opened.shape == Shape::Tar => ijw::read_archive(opened.stream, &delivery, findings, sink),
            DeliveryKind::Ijw => ijw::read_message(opened.stream, &opened.head, &delivery, findings, sink),
        }
        Ok(kind)
    }

    /// The kind by the content; the name must agree.
    fn kind<R>(&self, opened: &Opened<R>) -> Result<DeliveryKind, IntakeError> {
        let file = self.file.to_owned();
        let found = match opened.shape {
            Shape::Empty => return Err(IntakeError::Empty { file }),
            Shape::Other(found) => return Err(IntakeError::NotText { file, found }),
            Shape::Xml | Shape::Tar => DeliveryKind::Ijw,
            Shape::Text => table::kind_of(&opened.head, self.name.map(DeliveryName::kind), self.file)?,
        };
        match self.name.map(DeliveryName::kind) {
            Some(named) if named != found => Err(IntakeError::OtherKind { file, named, found }),
            _ => Ok(found),
        }
    }

    fn delivery(&self, kind: DeliveryKind) -> Delivery<'_> {
        let supplier = self.name.map_or("", DeliveryName::supplier);
        Delivery {
            file: self.file,
            supplier,
            window: self.name.map(|name| Window { first: name.period().first_day(), last: name.period().last_day() }),
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

    /// An event of this delivery, stated on the last day of its period.
    fn event(&self, kind: EventKind, day: Day, record: RecordKey) -> Event {
        let stated = self.window.map_or(day, |window| window.last);
        Event { organisation: self.organisation, stated, ..Event::new(kind, day, record, self.organisation_kind) }
    }
}
