//! What a message becomes: judged by every rule, then an event for each child it is about.

use domain::{Code, Day, EventKind, OrganisationKind, Sector};
use person::{CaseKey, Event, Record, RecordKey, RecordStatus, Sensitive};

use super::letter::{Kind, Letter};
use super::reading::Reported;
use super::{Moment, Party, STATUSES, STATUSES_OF_VEILIG_THUIS};
use crate::field::Child;
use crate::findings::Tray;
use crate::formats::Delivery;
use crate::rules::{self, judges};
use crate::{DeliveryKind, key};

/// Judges a message; a record for each child where nothing of severity error was found. Feedback gives none here: see
/// [`Answer`].
pub(super) fn judge(letter: &Letter<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Vec<Record> {
    let told = told(letter);
    for party in letter.children() {
        for (rule, broken_by) in judges(rules::child::RULES) {
            tray.judge(rule, broken_by(&party.child(), told.map(|told| told.day)));
        }
    }
    for (rule, broken_by) in judges(rules::corv::RULES) {
        tray.judge(rule, broken_by(letter));
    }
    let (Some(told), true) = (told, tray.is_sound()) else { return Vec::new() };
    letter.children().enumerate().map(|(at, party)| record(letter, told, (at, party), (delivery, &mut *tray))).collect()
}

/// What a message tells of its children.
#[derive(Clone, Copy)]
struct Told {
    kind: EventKind,
    day: Day,
    code: Code,
}

/// What a message tells; `None` for feedback, for what is kept apart, and where its day is not known.
fn told(letter: &Letter<'_>) -> Option<Told> {
    let told = |kind, day, code| Some(Told { kind, day, code });
    match letter.kind {
        Kind::Feedback => None,
        Kind::Report => told(EventKind::PoliceReport, letter.day("J:object/J:datumMelding").value()?, Code::NONE),
        Kind::Request => told(EventKind::BoardRequested, letter.moment.value()?.day, Code::NONE),
        Kind::Result if letter.status() == INVESTIGATED => {
            let set = Moment::parse(letter.text("J:object/Z:heeft/Z:datumStatusGezet"))?;
            told(EventKind::BoardInvestigationEnded, set.day, result(letter))
        }
        Kind::Result => None,
    }
}

/// `petition` or `no-petition` as the Board's own layout codes it; a measure, given or not, followed a petition.
fn result(letter: &Letter<'_>) -> Code {
    match letter.text("J:object/Z:resultaat/Z:omschrijving") {
        "Geen rekest Kinderbescherming" => Code(2),
        "Maatregel opgelegd" | "Geen maatregel opgelegd" => Code(1),
        _ => Code::NONE,
    }
}

/// Whether a message is accepted and tells no event, for its rule.
pub(crate) fn is_apart(letter: &Letter<'_>) -> bool {
    match letter.kind {
        Kind::Report | Kind::Request => letter.children().next().is_none(),
        Kind::Feedback => letter.status() != ASSESSED && STATUSES_OF_VEILIG_THUIS.contains(&letter.status()),
        Kind::Result => letter.status() != INVESTIGATED && STATUSES.contains(&letter.status()),
    }
}

/// The status of feedback that tells an assessment.
const ASSESSED: &str = "uitkomst veiligheidsbeoordeling";
/// The status of a result that tells the end of an investigation.
const INVESTIGATED: &str = "Onderzoek afgerond";

/// Key of a police report, by the number the police gave it: the same whoever delivers the message.
pub(super) fn report_key(number: &str) -> u64 {
    key::record(DeliveryKind::Corv, "", number).0
}

/// Key of the record of one child in a message: children of one message have records of their own.
fn record_key(letter: &Letter<'_>, at: usize) -> RecordKey {
    let number = match letter.kind {
        Kind::Report | Kind::Feedback => report_key(letter.report_number()),
        Kind::Request | Kind::Result => key::record(DeliveryKind::Corv, "zaak", letter.matter()).0,
    };
    RecordKey(if at == 0 { number } else { key::hash(&[&number.to_string(), &at.to_string()]) })
}

fn record(letter: &Letter<'_>, told: Told, (at, party): (usize, &Party), (delivery, tray): (&Delivery<'_>, &mut Tray<'_>)) -> Record {
    let child = party.child();
    let key = record_key(letter, at);
    let event = about(&child, Event { code: told.code, ..message(letter, delivery.event(told.kind, told.day, key)) });
    let event = Event { municipality: delivery.place(child.home, tray), case: CaseKey(record_key(letter, 0).0), ..event };
    let event = match letter.kind {
        Kind::Report => Event { sector: Sector::Justice, ..event },
        Kind::Request => Event { code: requester(delivery), ..event },
        Kind::Feedback | Kind::Result => event,
    };
    Record {
        row: tray.row(),
        reference: Sensitive::new(letter.reference().to_owned()),
        identity: Some(Sensitive::new(child.identity())),
        events: vec![event],
    }
}

/// An event that a message states, at the moment it was sent.
fn message(letter: &Letter<'_>, event: Event) -> Event {
    let (stated, turn) = letter.moment.value().map_or((event.stated, 0), |moment| (moment.day, moment.milliseconds));
    Event { stated, turn, status: RecordStatus::New, ..event }
}

fn about(child: &Child<'_>, event: Event) -> Event {
    Event { sex: child.sex.value().unwrap_or_default(), birth_month: child.birth_month(), ..event }
}

/// Who asked the Board, by who delivers the request, as the Board's own layout codes it. The Board itself does not say.
fn requester(delivery: &Delivery<'_>) -> Code {
    match DeliveryKind::Corv.organisation_kind(delivery.supplier) {
        OrganisationKind::VeiligThuis => Code(1),
        OrganisationKind::Gi => Code(2),
        OrganisationKind::Municipality => Code(4),
        OrganisationKind::Board
        | OrganisationKind::Police
        | OrganisationKind::Csg
        | OrganisationKind::Court
        | OrganisationKind::Provider
        | OrganisationKind::AdultCare
        | OrganisationKind::Unknown => Code::NONE,
    }
}

/// Feedback that tells an assessment, until its report is known.
pub(super) struct Answer {
    pub(super) row: u64,
    pub(super) reference: String,
    pub(super) report: u64,
    event: Event,
}

impl Answer {
    /// The assessment that sound feedback tells.
    pub(super) fn of(letter: &Letter<'_>, delivery: &Delivery<'_>, tray: &Tray<'_>) -> Option<Answer> {
        let day = letter.moment.value().filter(|_| letter.kind == Kind::Feedback && tray.is_sound() && letter.status() == ASSESSED)?.day;
        let event = delivery.event(EventKind::AssessmentCompleted, day, record_key(letter, 0));
        let event = Event { code: letter.outcome(), ..message(letter, event) };
        Some(Answer { row: tray.row(), reference: letter.reference().to_owned(), report: report_key(letter.report_number()), event })
    }

    /// A record for each child of the report.
    pub(super) fn records<'a>(&'a self, reported: &'a Reported) -> impl Iterator<Item = Record> + 'a {
        reported.iter().map(|(identity, report)| {
            let event = Event {
                record: report.record,
                case: report.case,
                municipality: report.municipality,
                sex: report.sex,
                birth_month: report.birth_month,
                ..self.event
            };
            Record {
                row: self.row,
                reference: Sensitive::new(self.reference.clone()),
                identity: Some(identity.clone()),
                events: vec![event],
            }
        })
    }
}
