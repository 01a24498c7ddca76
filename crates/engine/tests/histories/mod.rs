//! Random histories: a few persons, organisations and cases close together, so that everything meets.

use domain::{Code, Coverage, Day, EventKind, Forms, Month, Municipality, OrganisationKind, Setting, Sex};
use person::{CaseKey, Event, Organisation, PersonKey, RecordKey, RecordStatus};
use proptest::prelude::*;
use proptest::sample::select;

const FIRST: Day = Day(17_532); // 1 January 2018
const PLACES: [Municipality; 3] = [Municipality::UNKNOWN, Municipality(14), Municipality(363)];

/// What a record of one kind can hold: its start, its other events, its codes, and who delivers it.
struct Template {
    start: EventKind,
    others: &'static [EventKind],
    codes: &'static [u8],
    end_codes: &'static [u8],
    from: &'static [OrganisationKind],
}

const fn alone(start: EventKind, from: &'static [OrganisationKind]) -> Template {
    Template { start, others: &[], codes: &[0], end_codes: &[0], from }
}

const TEMPLATES: [Template; 26] = [
    alone(EventKind::AdviceGiven, &[OrganisationKind::VeiligThuis]),
    Template { others: &[EventKind::AssessmentCompleted], ..alone(EventKind::ReportReceived, &[OrganisationKind::VeiligThuis]) },
    Template { others: &[EventKind::AssessmentCompleted], ..alone(EventKind::ReportReceived, &[OrganisationKind::VeiligThuis]) },
    Template { others: &[EventKind::InvestigationEnded], ..alone(EventKind::InvestigationStarted, &[OrganisationKind::VeiligThuis]) },
    Template {
        others: &[EventKind::BoardInvestigationStarted, EventKind::BoardInvestigationEnded],
        ..alone(EventKind::BoardRequested, &[OrganisationKind::Board])
    },
    ORDER,
    ORDER,
    ORDER,
    HELP,
    HELP,
    HELP,
    HELP,
    alone(EventKind::CsgContact, &[OrganisationKind::Csg]),
    alone(EventKind::PoliceReport, &[OrganisationKind::Police]),
    alone(EventKind::MovedAway, &[OrganisationKind::Municipality]),
    Template { others: &[EventKind::TransferAccepted], ..alone(EventKind::TransferSent, &[OrganisationKind::VeiligThuis]) },
    alone(EventKind::MonitoringMoment, &[OrganisationKind::VeiligThuis]),
    alone(EventKind::GiFirstContact, &[OrganisationKind::Gi]),
    Template { codes: &[11, 12, 71], ..alone(EventKind::CourtPetitioned, &[OrganisationKind::Court]) },
    Template {
        others: &[EventKind::AuthorisationEnded, EventKind::AuthorisationHandedOver],
        codes: &[71, 72],
        ..alone(EventKind::AuthorisationStarted, &[OrganisationKind::Court, OrganisationKind::Gi])
    },
    Template { others: &[EventKind::AdultSupportEnded], ..alone(EventKind::AdultSupportStarted, &[OrganisationKind::AdultCare]) },
    alone(EventKind::Turned18, &[OrganisationKind::Municipality]),
    ORDER,
    TAKEN_OVER,
    TAKEN_OVER,
    Template {
        start: EventKind::AuthorisationTakenOver,
        others: &[EventKind::AuthorisationEnded, EventKind::AuthorisationHandedOver],
        codes: &[71, 72],
        ..alone(EventKind::AuthorisationStarted, &[OrganisationKind::Gi])
    },
];

/// A measure that one institution took over from another; some rows tell its start too.
const TAKEN_OVER: Template = Template {
    start: EventKind::OrderTakenOver,
    others: &[EventKind::OrderEnded, EventKind::OrderHandedOver, EventKind::OrderStarted],
    from: &[OrganisationKind::Gi],
    ..ORDER
};

const ORDER: Template = Template {
    start: EventKind::OrderStarted,
    others: &[EventKind::OrderEnded, EventKind::OrderHandedOver],
    codes: &[11, 11, 12, 12, 21, 31],
    end_codes: &[1, 2, 6, 7, 15],
    from: &[OrganisationKind::Gi, OrganisationKind::Gi, OrganisationKind::Court],
};

const HELP: Template = Template {
    start: EventKind::HelpStarted,
    others: &[EventKind::HelpEnded],
    codes: &[1, 2, 90],
    end_codes: &[1, 2],
    from: &[OrganisationKind::Provider, OrganisationKind::Gi, OrganisationKind::Municipality],
};

/// One time a record was stated: when, in which turn, how, whether its other events were in it, and by how much its start had moved.
#[derive(Clone, Copy, Debug)]
struct Statement {
    after: i32,
    turn: u32,
    status: RecordStatus,
    others: usize,
    moved: i32,
}

/// The statements of one record: all rows, or all messages.
fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let rows = prop::collection::vec(statement(Just(RecordStatus::Current)), 1..4);
    let told = select(vec![RecordStatus::New, RecordStatus::Changed, RecordStatus::Removed, RecordStatus::Unchanged]);
    prop_oneof![3 => rows, 2 => prop::collection::vec(statement(told), 1..4)]
}

fn statement(status: impl Strategy<Value = RecordStatus>) -> impl Strategy<Value = Statement> {
    let when = (0i32..4, 0u32..3);
    (when, status, 0usize..3, prop_oneof![4 => Just(0), 1 => -3i32..4]).prop_map(|((after, turn), status, others, moved)| Statement {
        after: after * 180,
        turn,
        status,
        others,
        moved,
    })
}

fn record(number: u64) -> impl Strategy<Value = Vec<Event>> {
    let person = prop_oneof![9 => (1u8..4).prop_map(Some), 1 => Just(None)];
    let who = (person, 0usize..3, 0usize..3, birth_month());
    let what = (0..TEMPLATES.len(), any::<usize>(), 0u64..4, any::<u8>());
    let when = (day(), prop_oneof![-2i32..16, 0i32..600]);
    (who, what, when, statements()).prop_map(move |(who, what, when, statements)| {
        let (person, place, sex, born) = who;
        let (template, pick, case, forms) = what;
        let template = &TEMPLATES[template];
        let from = template.from[pick % template.from.len()];
        let mut event = Event::new(template.start, FIRST.plus(when.0), RecordKey(number), from);
        event.person = person.filter(|_| template.start != EventKind::AdviceGiven).map(|person| PersonKey([person; 16]));
        event.organisation = Organisation(u32::from(from.number()));
        (event.municipality, event.sex, event.birth_month, event.case) = (PLACES[place], Sex::ALL[sex], born, CaseKey(case));
        event.code = Code(template.codes[pick / 4 % template.codes.len()]);
        event.setting = [Setting::Unknown, Setting::Family, Setting::School][usize::from(forms) / 8 % 3];
        event.crisis = [None, Some(false), Some(true)][usize::from(forms) / 64 % 3];
        event.form = if forms % 3 == 0 { Forms::NONE } else { Forms(forms & 0b111) };
        let last = Code(template.end_codes[pick / 32 % template.end_codes.len()]);
        statements.iter().flat_map(|said| said_so(&event, template, said, when.1, last)).collect()
    })
}

/// Days that crowd at the edges that matter: a few days, a half-year, a year and two years apart.
fn day() -> impl Strategy<Value = i32> {
    let apart = prop_oneof![4 => Just(0), 1 => Just(183), 1 => Just(365), 1 => Just(730)];
    prop_oneof![6 => (0i32..20, apart).prop_map(|(day, apart)| day + apart), 1 => 0i32..1_500]
}

/// Some turn 18 in those days, some long after, some are not known.
fn birth_month() -> impl Strategy<Value = Option<Month>> {
    prop_oneof![2 => (-2i32..1).prop_map(|month| Some(Month(Month::new(2000, 1).0 + month))), 3 => (0i32..200).prop_map(|month| Some(Month(Month::new(2001, 1).0 + month))), 1 => Just(None)]
}

fn said_so(event: &Event, template: &Template, said: &Statement, length: i32, last: Code) -> Vec<Event> {
    let start =
        Event { day: event.day.plus(said.moved), status: said.status, stated: event.day.plus(said.after), turn: said.turn, ..*event };
    let other = |kind: &EventKind| match kind.word().rsplit('.').next() {
        Some("handed-over") => Event { kind: *kind, day: event.day.plus(length), ..start },
        // A start told beside that it was taken over, mostly before that.
        Some("started") if start.kind.is_passing_on() => Event { kind: *kind, day: event.day.plus(2 - length / 2), ..start },
        Some(_) | None => Event { kind: *kind, day: event.day.plus(length), code: last, ..start },
    };
    let mut events = vec![start];
    let turned = template.others.iter().cycle().skip(said.turn as usize);
    events.extend(turned.take(said.others.min(template.others.len())).map(other));
    // Messages speak of one event at a time: now and then of the end alone.
    if said.status != RecordStatus::Current && said.others == 2 && !template.others.is_empty() {
        events.remove(0);
    }
    events
}

/// Up to this many records, in any order.
pub fn events(records: usize) -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(0u8..1, 0..records)
        .prop_flat_map(|places| (1..=places.len() as u64).map(record).collect::<Vec<_>>())
        .prop_map(|records| records.into_iter().flatten().collect::<Vec<Event>>())
        .prop_shuffle()
}

/// A coverage in which some kinds never delivered for some municipalities.
pub fn coverage() -> impl Strategy<Value = Coverage> {
    let from = prop_oneof![3 => Just(-60), 1 => 0i32..20];
    let through = prop_oneof![1 => 5i32..30, 1 => 360i32..400, 3 => 730i32..2_000];
    let span = prop_oneof![1 => Just(None), 7 => (from, through).prop_map(Some)];
    prop::collection::vec(span, OrganisationKind::ALL.len() * 2).prop_map(|spans| {
        let places = OrganisationKind::ALL.iter().flat_map(|kind| PLACES[1..].iter().map(move |place| (*kind, *place)));
        let mut coverage = Coverage::default();
        for ((kind, place), span) in places.zip(spans) {
            if let Some((from, through)) = span {
                coverage.set(kind, place, FIRST.plus(from), FIRST.plus(through));
            }
        }
        coverage
    })
}
