//! `youth-policy`: youth help, measures and authorisations by *Beleidsinformatie Jeugd v7*.

use domain::codes::{AUTHORISATIONS, MEASURES, MEASURES_APART};
use domain::{Code, Day, EventKind, Municipality, OrganisationKind, Sex};
use person::{Event, Record, Sensitive};

use super::spell::Spells;
use super::table::{self, Fields, Seen};
use super::tally::Tally;
use super::{Delivery, Window};
use crate::field::{Child, Given, Home, Number, birth_compact, code_of};
use crate::findings::{Findings, Tray};
use crate::rules::youth_policy::{Judge, VERSION_7, doubled_key};
use crate::rules::{self, Rule, in_force, judges};
use crate::{DeliveryKind, key};

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) reference: &'a str,
    /// The citizen number as written; only ever compared.
    pub(crate) bsn: &'a str,
    pub(crate) child: Child<'a>,
    pub(crate) referrer: Given<u8>,
    pub(crate) help_form: Given<u8>,
    pub(crate) crisis: Given<u8>,
    pub(crate) measure: Given<u8>,
    pub(crate) authorisation: Given<u8>,
    pub(crate) start: Given<Day>,
    pub(crate) end: Given<Day>,
    pub(crate) end_reason: Given<u8>,
    pub(crate) satisfaction: Given<u8>,
    pub(crate) without_help: Given<u8>,
    pub(crate) informant: Given<u8>,
    /// Handed over to another institution.
    pub(crate) sent: Given<Day>,
    /// Taken over from another institution.
    pub(crate) received: Given<Day>,
    pub(crate) written: Written<'a>,
    /// Who delivers, where the name of the file says so.
    pub(crate) by: Option<OrganisationKind>,
}

/// What the key of a record is made of, as written.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) birth: &'a str,
    pub(crate) sex: &'a str,
    pub(crate) postcode: &'a str,
    /// Help form, measure and authorisation; two of them are empty.
    pub(crate) codes: [&'a str; 3],
    pub(crate) start: &'a str,
    pub(crate) received: &'a str,
}

/// What a row is: exactly one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Subject {
    /// Youth help of a form.
    Help(Code),
    /// A child-protection measure.
    Order(Code),
    /// Preventive judicial framework and youth probation: accepted, kept apart.
    Apart(Code),
    /// An authorisation for placement out of home.
    Authorisation(Code),
}

/// Codes of the protocol that the shared lists do not hold.
pub(crate) const PREVENTIVE: u8 = 31;
pub(crate) const COURT: u8 = 8;
/// Help forms from here on are a stay elsewhere (3.3).
pub(crate) const FIRST_STAY: u8 = 11;
const REFERRERS: [u8; 7] = [1, 2, 3, 4, 5, 6, 8];
const HELP_FORMS: [u8; 8] = [1, 2, 3, 4, 11, 12, 13, 14];
pub(crate) const YES: u8 = 1;

impl<'a> Row<'a> {
    pub(crate) fn read(fields: &Fields<'a>, by: Option<OrganisationKind>) -> Row<'a> {
        let [reference, bsn, birth, sex, postcode, referrer, form, crisis, measure, authorisation, dates @ .., sent, received] =
            fields.all::<18>();
        let [start, end, end_reason, satisfaction, without_help, informant] = dates;
        let written = Written { birth, sex, postcode, codes: [form, measure, authorisation], start, received };
        Row {
            reference,
            bsn,
            written,
            child: Child {
                number: Number::read(bsn),
                birth: birth_compact(birth),
                sex: Given::read(sex, Sex::from_letter),
                home: Home::read(postcode),
                surname: "",
                prefix: "",
                first_names: "",
                house_number: "",
            },
            referrer: code_of(referrer, &REFERRERS),
            help_form: code_of(form, &HELP_FORMS),
            crisis: code_of(crisis, &[YES, 2]),
            measure: Given::read(measure, |text| measure_code(text, MEASURES.iter().chain(&MEASURES_APART))),
            authorisation: Given::read(authorisation, |text| measure_code(text, AUTHORISATIONS.iter())),
            start: Given::read(start, Day::parse_compact),
            end: Given::read(end, Day::parse_compact),
            end_reason: Given::read(end_reason, crate::field::two_digits),
            satisfaction: Given::read(satisfaction, mark),
            without_help: code_of(without_help, &[1, 2, 3, 4]),
            informant: code_of(informant, &[1, 2]),
            sent: Given::read(sent, Day::parse_compact),
            received: Given::read(received, Day::parse_compact),
            by,
        }
    }

    /// What the row is; `None` when it is none or several, or its code is not in the list.
    pub(crate) fn subject(&self) -> Option<Subject> {
        match (self.help_form, self.measure, self.authorisation) {
            (Given::Is(form), Given::Absent, Given::Absent) => Some(Subject::Help(Code(form))),
            (Given::Absent, Given::Is(measure), Given::Absent) if MEASURES.contains(&Code(measure)) => Some(Subject::Order(Code(measure))),
            (Given::Absent, Given::Is(measure), Given::Absent) => Some(Subject::Apart(Code(measure))),
            (Given::Absent, Given::Absent, Given::Is(code)) => Some(Subject::Authorisation(Code(code))),
            _ => None,
        }
    }

    /// The help form, where the row is youth help.
    pub(crate) fn form(&self) -> Option<u8> {
        match self.subject()? {
            Subject::Help(Code(form)) => Some(form),
            Subject::Order(_) | Subject::Apart(_) | Subject::Authorisation(_) => None,
        }
    }

    /// The measure that protects a child, where the row is one.
    pub(crate) fn order(&self) -> Option<u8> {
        match self.subject()? {
            Subject::Order(Code(measure)) => Some(measure),
            Subject::Help(_) | Subject::Apart(_) | Subject::Authorisation(_) => None,
        }
    }

    /// The measure of youth probation (5.2.1), where the row is one.
    pub(crate) fn probation(&self) -> Option<u8> {
        match self.subject()? {
            Subject::Apart(Code(measure)) => Some(measure).filter(|measure| *measure != PREVENTIVE),
            Subject::Help(_) | Subject::Order(_) | Subject::Authorisation(_) => None,
        }
    }

    /// The authorisation, where the row is one.
    pub(crate) fn authorised(&self) -> Option<u8> {
        match self.subject()? {
            Subject::Authorisation(Code(kind)) => Some(kind),
            Subject::Help(_) | Subject::Order(_) | Subject::Apart(_) => None,
        }
    }

    /// Whether the row comes from criminal law, which knows no limit of 18 or 23 years (2.1, 3.2).
    pub(crate) fn is_criminal(&self) -> bool {
        self.referrer == Given::Is(COURT) || self.probation().is_some()
    }

    /// The last day on which it ran, as far as is known: its end, else the day it was handed over, else the last of the period.
    pub(crate) fn ran_through(&self, window: Option<Window>) -> Option<Day> {
        if self.end.is_unreadable() || self.sent.is_unreadable() {
            return None;
        }
        self.end.value().or(self.sent.value()).or(window.map(|window| window.last))
    }

    /// Days from the first to the last on which it ran; the same day is 0.
    pub(crate) fn length(&self, window: Option<Window>) -> Option<i32> {
        Some(self.ran_through(window)? - self.start.value()?)
    }

    /// Whether the row is no youth help: a measure, youth probation, preventive activities or an authorisation.
    pub(crate) fn is_imposed(&self) -> bool {
        self.subject().is_some() && !self.is_help()
    }

    /// Whether something is said about the outcome.
    pub(crate) fn has_outcome(&self) -> bool {
        self.satisfaction.is_given() || self.without_help.is_given()
    }

    /// Whether the row is youth help.
    pub(crate) fn is_help(&self) -> bool {
        matches!(self.subject(), Some(Subject::Help(_)))
    }

    /// The end reason, where it stands in the list of what the row is (protocol 3.7 and 5.3.1).
    pub(crate) fn listed_end_reason(&self) -> Option<Code> {
        let reason = self.end_reason.value()?;
        self.subject().filter(|subject| subject.end_reasons().contains(&reason)).map(|_| Code(reason))
    }
}

impl Subject {
    /// The end reasons the protocol lists.
    fn end_reasons(self) -> &'static [u8] {
        match self {
            Subject::Help(_) => &[1, 2, 3, 4, 5],
            Subject::Order(Code::SUPERVISION_ORDER | Code::INTERIM_ORDER) => &[1, 2, 3, 4, 5, 6, 7],
            Subject::Order(_) => &[11, 12, 13, 14, 15],
            Subject::Apart(Code(31)) => &[31],
            Subject::Apart(_) => &[41, 42, 43, 51, 52],
            // No list of its own (protocol 5.1.4–5.1.6): an institution gives the reason of the measure it belongs to.
            Subject::Authorisation(_) => &[1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15],
        }
    }

    fn code(self) -> Code {
        match self {
            Subject::Help(code) | Subject::Order(code) | Subject::Apart(code) | Subject::Authorisation(code) => code,
        }
    }

    /// The kinds of its start and end; `None` for what is kept apart.
    fn kinds(self) -> Option<(EventKind, EventKind)> {
        match self {
            Subject::Help(_) => Some((EventKind::HelpStarted, EventKind::HelpEnded)),
            Subject::Order(_) => Some((EventKind::OrderStarted, EventKind::OrderEnded)),
            Subject::Authorisation(_) => Some((EventKind::AuthorisationStarted, EventKind::AuthorisationEnded)),
            Subject::Apart(_) => None,
        }
    }

    /// The kinds of its being taken over and handed over; `None` for what one institution cannot hand over to another.
    fn passing_on(self) -> Option<(EventKind, EventKind)> {
        match self {
            Subject::Order(_) => Some((EventKind::OrderTakenOver, EventKind::OrderHandedOver)),
            Subject::Authorisation(_) => Some((EventKind::AuthorisationTakenOver, EventKind::AuthorisationHandedOver)),
            Subject::Help(_) | Subject::Apart(_) => None,
        }
    }
}

fn measure_code<'l>(text: &str, mut list: impl Iterator<Item = &'l Code>) -> Option<u8> {
    crate::field::two_digits(text).filter(|code| list.any(|listed| listed.0 == *code))
}

/// A mark of 1 to 10.
fn mark(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [digit @ b'1'..=b'9'] => Some(digit - b'0'),
        b"10" => Some(10),
        _ => None,
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
    keys: Seen,
    spells: Spells,
    /// Counts, and the rules of this delivery's year: from the first row on.
    begun: Option<Begun>,
}

struct Begun {
    tally: Tally,
    rules: Vec<(&'static Rule, Judge)>,
}

impl Begun {
    fn at(delivery: &Delivery<'_>) -> Begun {
        let year = delivery.window.map(|window| window.period.year());
        let mut rules = in_force(rules::youth_policy::RULES, rules::youth_policy::YEARS, year);
        rules.extend(judges(rules::transfer::RULES));
        Begun { tally: Tally::new(delivery.window), rules }
    }
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "kenmerk",
        "bsn",
        "geboortedatum",
        "geslacht",
        "postcode",
        "verwijzer",
        "hulpvorm",
        "gestart_met_crisis",
        "type_maatregel",
        "type_machtiging",
        "datum_aanvang",
        "datum_einde",
        "reden_einde",
        "tevredenheid",
        "zonder_hulp_verder",
        "type_informant",
        "datum_overgedragen",
        "datum_overgedragen_gekregen",
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default(), keys: Seen::default(), spells: Spells::default(), begun: None }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields, delivery.by());
        let begun = self.begun.get_or_insert_with(|| Begun::at(delivery));
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, row.bsn));
        for (rule, broken_by) in &begun.rules {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        begun.tally.add(&row);
        let subject = row.subject().filter(|_| tray.is_sound())?;
        self.refuse_doubled(&row, tray);
        if !tray.is_sound() {
            return None;
        }
        self.spells.keep(&row, subject, tray.row());
        Some(record(&row, subject, delivery, tray))
    }

    fn finish(self, delivery: &Delivery<'_>, findings: &mut Findings) {
        self.spells.judge(delivery.window, findings);
        let begun = self.begun.unwrap_or_else(|| Begun::at(delivery));
        begun.tally.judge(rules::delivery::WHOLE, findings);
    }
}

impl Layout {
    /// The later of two rows with one reference, or one key, is set aside.
    fn refuse_doubled(&mut self, row: &Row<'_>, tray: &mut Tray<'_>) {
        let (key, is_known_key) = doubled_key::look(&self.keys, row);
        if is_known_key {
            return tray.found(&doubled_key::RULE, "bsn");
        }
        let (reference, is_known) = self.references.look(&[row.reference]);
        if is_known {
            return tray.found(&rules::delivery::doubled_reference::RULE, "kenmerk");
        }
        self.keys.remember(key);
        self.references.remember(reference);
    }
}

fn record(row: &Row<'_>, subject: Subject, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let municipality = delivery.place(row.child.home, tray);
    let end = delivery.end_within(row.end, "datum_einde", tray);
    Record {
        row: tray.row(),
        reference: Sensitive::new(row.reference.to_owned()),
        identity: Some(Sensitive::new(row.child.identity())),
        events: events(row, subject, municipality, end, delivery),
    }
}

/// Before version 7 the codes of 4.4 stood for other answers: they are not read as those of today.
fn had_other_answers(delivery: &Delivery<'_>) -> bool {
    delivery.window.is_some_and(|window| window.period.year() < VERSION_7)
}

/// Start and end, and between them that a measure was taken over and handed over, by the end of the period (7.5). A measure that was
/// taken over has no start here: the first institution delivers it (5.1.2).
fn events(row: &Row<'_>, subject: Subject, municipality: Municipality, end: Option<Day>, delivery: &Delivery<'_>) -> Vec<Event> {
    let Some((starts, ends)) = subject.kinds() else { return Vec::new() };
    let key = key::record(DeliveryKind::YouthPolicy, delivery.supplier, row.reference);
    let (sex, birth_month) = (row.child.sex.value().unwrap_or_default(), row.child.birth_month());
    let event = |kind, day| Event { municipality, sex, birth_month, ..delivery.event(kind, day, key) };
    let start = row.start.value().map(|day| Event {
        code: subject.code(),
        crisis: row.crisis.value().filter(|_| row.is_help()).map(|code| code == YES),
        ..event(starts, day)
    });
    let end = end.map(|day| Event {
        code: row.listed_end_reason().unwrap_or(Code::NONE),
        satisfaction: row.satisfaction.value().filter(|_| row.is_help()).unwrap_or(0),
        without_help: row.without_help.value().filter(|_| row.is_help() && !had_other_answers(delivery)).unwrap_or(0),
        ..event(ends, day)
    });
    let within = |day: Given<Day>| day.value().filter(|day| delivery.window.is_none_or(|window| *day <= window.last));
    let passed = |kind: Option<EventKind>, day| Some(Event { code: subject.code(), ..event(kind?, within(day)?) });
    let (taken, handed) = subject.passing_on().unzip();
    [start, passed(taken, row.received), passed(handed, row.sent), end].into_iter().flatten().collect()
}
