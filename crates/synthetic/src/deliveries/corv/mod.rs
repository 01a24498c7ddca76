//! CORV messages (StUF-Jeugdzorg 1.0.9), one tar entry each: what police, Veilig Thuis and the Board of one region wrote to
//! each other. Sender and receiver each deliver their mailbox, so that most messages are delivered twice.
//!
//! What they tell stands in the registers of the same organisations too: a monitor that counts it once more is wrong.

mod written;

use domain::{Code, Day};

use super::tape::{digits, entry};
use super::{Active, Desk, Identity, Posted, RuleCodes};
use crate::faults::Fault;
use crate::history::{Report, Request};
use crate::households::file_number;
use crate::organisations::{MESSAGE_REGION, Supplier};
use crate::random::Stream;

/// The rules that find mistakes in these messages; a wrong code is found by the rule of its own list.
pub(super) const RULES: RuleCodes = RuleCodes {
    doubled: "CV-DOUBLED",
    future: "CV-AFTER-PERIOD",
    order: "CV-ORDER",
    date: "CV-DAY",
    broken: "CV-BROKEN",
    other: "CV-DECLINED",
    ..RuleCodes::CHILD
};

/// Feedback is sent at most so many days after the assessment, so that the register tells the same day or almost.
const FEEDBACK_AFTER_MAX: i32 = 3;

/// Writes the messages about one child; `chance` says when they are sent.
pub(super) fn write(desk: &mut Desk<'_, '_>, chance: &mut Stream) {
    let history = &desk.child.history;
    for (at, report) in history.reports.iter().enumerate() {
        // Drawn for every report, so that no other message changes when one more or less is sent by the police.
        let (moments, after) = ([moment(chance), moment(chance)], chance.between(0, FEEDBACK_AFTER_MAX));
        if report.sector == domain::Sector::Justice && report.case.supplier.delivers_mail() {
            reported(desk, (at, report), (moments, after));
        }
    }
    for (at, request) in history.requests.iter().enumerate() {
        let moments = [moment(chance), moment(chance)];
        let place = desk.household.address(request.requested).place;
        let is_here = desk.office.places.all[usize::from(place)].youth == MESSAGE_REGION;
        if let Some(requester) = Party::requester(request.requester).filter(|_| is_here) {
            requested(desk, (at, request), (requester, moments));
        }
    }
}

/// Seconds since midnight, between seven in the morning and eleven at night.
fn moment(chance: &mut Stream) -> i32 {
    chance.between(7 * 3_600, 23 * 3_600)
}

/// The police report a child; Veilig Thuis tells what it made of that. Nothing is told of what the register does not tell
/// in these years.
fn reported(desk: &mut Desk<'_, '_>, (at, report): (usize, &Report), (moments, after): ([i32; 2], i32)) {
    let number = format!("PL-{}-{}", digits(u64::from(file_number(desk.child.rank)), 9), digits(at as u64 + 1, 2));
    let letter = |kind, day, seconds| Letter { kind, number: number.clone(), day, seconds };
    let boxes = [Supplier::MAIL_OF_POLICE, Supplier::MAIL_OF_VEILIG_THUIS];
    let lives = report.day;
    post(desk, &letter(Kind::Report { told: report.day }, report.day, moments[0]), (&boxes, lives));
    let Some(made) = report.assessment else { return };
    let window = desk.office.window;
    if window.holds(report.day) && window.holds(made.day) {
        post(desk, &letter(Kind::Feedback { outcome: made.outcome }, made.day.plus(after), moments[1]), (&boxes, lives));
    }
}

/// The Board is asked to investigate, and tells the end of it.
fn requested(desk: &mut Desk<'_, '_>, (at, request): (usize, &Request), (requester, moments): (Party, [i32; 2])) {
    let number = format!("ZV-{}-{}", digits(u64::from(file_number(desk.child.rank)), 9), digits(at as u64 + 1, 2));
    let letter = |kind, day, seconds| Letter { kind, number: number.clone(), day, seconds };
    let boxes = [Supplier::MAIL_OF_BOARD, Supplier::MAIL_OF_VEILIG_THUIS];
    let boxes = if requester == Party::VeiligThuis { &boxes[..] } else { &boxes[..1] };
    let lives = request.requested;
    post(desk, &letter(Kind::Request { requester }, request.requested, moments[0]), (boxes, lives));
    if desk.office.window.holds(request.ended) {
        let result = match request.result {
            "no-petition" => "Geen rekest Kinderbescherming",
            _ => "Maatregel opgelegd",
        };
        post(desk, &letter(Kind::Result { requester, result, set: request.ended }, request.ended, moments[1]), (boxes, lives));
    }
}

/// Puts a message in mailboxes, with the same mistake in each.
fn post(desk: &mut Desk<'_, '_>, letter: &Letter, (boxes, lives): (&[Supplier], Day)) {
    let mut identity = Identity::of(desk.household, desk.child, lives);
    let active = Active { lives, ..Active::new(boxes[0], lives, None) };
    let fault = desk.mistakes.in_message(desk.household, (&active, |fault| letter.kind.can_have(fault)), &mut identity);
    let rule = match fault {
        Some(Fault::WrongCode) => letter.kind.code_rule(),
        Some(Fault::MissingDate) if matches!(letter.kind, Kind::Feedback { .. }) => "CV-MOMENT",
        Some(fault) => RULES.of(fault),
        None => "",
    };
    let town = &desk.office.places.all[usize::from(desk.household.address(lives).place)].name;
    let name = letter.reference();
    for mailbox in boxes {
        desk.message(
            Posted { day: letter.day, fault, rule, counts: 1 },
            *mailbox,
            |bytes, told| entry(bytes, &name, told.fault, |bytes| written::message(bytes, letter, (&identity, town), told)),
            |bytes| entry(bytes, &format!("{name}-ontvangst"), None, written::receipt),
        );
    }
}

/// An organisation that sends or receives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Party {
    Police,
    VeiligThuis,
    Board,
    Institution,
    Municipality,
}

impl Party {
    /// Who can ask the Board by message; others ask otherwise.
    fn requester(word: &str) -> Option<Party> {
        match word {
            "veilig-thuis" => Some(Party::VeiligThuis),
            "gi" => Some(Party::Institution),
            "municipality" => Some(Party::Municipality),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Party::Police => "Politie",
            Party::VeiligThuis => "Veilig Thuis",
            Party::Board => "Raad voor de Kinderbescherming",
            Party::Institution => "Gecertificeerde instelling",
            Party::Municipality => "Gemeente",
        }
    }
}

/// What a message is.
#[derive(Clone, Copy)]
enum Kind {
    /// `vtMeldingDi01`, with the day of the report.
    Report { told: Day },
    /// `vtTerugkoppelingDi01`, with the outcome of the assessment.
    Feedback { outcome: Code },
    /// `vtoDi01`.
    Request { requester: Party },
    /// `notificatieDi01`, with the day the investigation ended.
    Result { requester: Party, result: &'static str, set: Day },
}

impl Kind {
    /// Its element, and what `functie` says.
    fn word(self) -> &'static str {
        match self {
            Kind::Report { .. } => "vtMeldingDi01",
            Kind::Feedback { .. } => "vtTerugkoppelingDi01",
            Kind::Request { .. } => "vtoDi01",
            Kind::Result { .. } => "notificatieDi01",
        }
    }

    /// Who sends it to whom.
    fn parties(self) -> [Party; 2] {
        match self {
            Kind::Report { .. } => [Party::Police, Party::VeiligThuis],
            Kind::Feedback { .. } => [Party::VeiligThuis, Party::Police],
            Kind::Request { requester } => [requester, Party::Board],
            Kind::Result { requester, .. } => [Party::Board, requester],
        }
    }

    /// The rule that finds a word that is in no list.
    fn code_rule(self) -> &'static str {
        match self {
            Kind::Report { .. } => "CV-WORD",
            Kind::Feedback { .. } => "CV-OUTCOME",
            Kind::Request { .. } => "CV-CASE-TYPE",
            Kind::Result { .. } => "CV-STATUS",
        }
    }

    /// Feedback names no child; no message has a first and a last day.
    fn can_have(self, fault: Fault) -> bool {
        let names_a_child = !matches!(self, Kind::Feedback { .. });
        match fault {
            Fault::EndBeforeStart => false,
            Fault::BsnTypo
            | Fault::BsnUnknown
            | Fault::SwappedBirthDate
            | Fault::OldPostcode
            | Fault::MissingPostcode
            | Fault::NameTypo
            | Fault::WrongDateOrder => names_a_child,
            _ => true,
        }
    }
}

/// One message.
struct Letter {
    kind: Kind,
    /// Of the report, or of the requester's matter.
    number: String,
    /// When it was sent.
    day: Day,
    seconds: i32,
}

impl Letter {
    /// The identification of the message by its sender.
    fn reference(&self) -> String {
        let mark = match self.kind {
            Kind::Report { .. } => "M",
            Kind::Feedback { .. } => "T",
            Kind::Request { .. } => "V",
            Kind::Result { .. } => "N",
        };
        format!("{mark}-{}", self.number)
    }
}
