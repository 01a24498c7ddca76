//! Step 1: of everything that was said about a record, what was said last.
//!
//! A delivery that replaces the one before states each record as a row; a message stream states a start and an end
//! apart. Both are read by one rule: per organisation, record and kind the statement with the latest `stated` wins.

use std::cmp::Ordering;

use domain::{EventKind, OrganisationKind};
use person::{Event, Organisation, RecordStatus};

/// What stands of the events of one person, by organisation, record and kind; one event each.
///
/// - Of one day the message with the later turn wins; of one turn a removal wins over any other statement, else the
///   statement of the later day.
/// - A removed start takes with it what hangs on it (see [`stated_with`]).
/// - Where a later row of the same record does not repeat an end, the record is open again.
pub fn latest(events: &[Event]) -> Vec<Event> {
    let mut sorted = events.to_vec();
    sorted.sort_unstable_by(order);
    let said_last: Vec<Event> = sorted.chunk_by(same_statement).filter_map(|said| said.last().copied()).collect();
    let records = said_last.chunk_by(same_record);
    records.flat_map(|record| record.iter().copied().filter(|event| stands(event, record))).collect()
}

/// Whether two events are about the same record. A row belongs to the organisation that delivers it; a message is the
/// same whoever delivers it, its sender or its receiver.
pub fn same_record(one: &Event, other: &Event) -> bool {
    (teller(one), one.record) == (teller(other), other.record)
}

/// Whose statement it is: of the organisation, or of whoever sent the message.
fn teller(event: &Event) -> Option<Organisation> {
    (event.status == RecordStatus::Current).then_some(event.organisation)
}

fn same_statement(one: &Event, other: &Event) -> bool {
    same_record(one, other) && one.kind == other.kind
}

/// The events that stand in the same row as this kind and open it: a row that is stated again without this kind takes it back. An
/// assessment is a row of its own, though it answers a report. A row that tells of a measure holds its start, that it was taken over, or
/// both.
pub fn stated_with(kind: EventKind) -> &'static [EventKind] {
    match kind {
        EventKind::InvestigationEnded => &[EventKind::InvestigationStarted],
        EventKind::FollowUpEnded => &[EventKind::FollowUpStarted],
        EventKind::TransferAccepted => &[EventKind::TransferSent],
        EventKind::BoardInvestigationStarted | EventKind::BoardInvestigationEnded => &[EventKind::BoardRequested],
        EventKind::OrderStarted => &[EventKind::OrderTakenOver],
        EventKind::OrderTakenOver => &[EventKind::OrderStarted],
        EventKind::OrderEnded | EventKind::OrderHandedOver => &[EventKind::OrderStarted, EventKind::OrderTakenOver],
        EventKind::AuthorisationStarted => &[EventKind::AuthorisationTakenOver],
        EventKind::AuthorisationTakenOver => &[EventKind::AuthorisationStarted],
        EventKind::AuthorisationEnded | EventKind::AuthorisationHandedOver => {
            &[EventKind::AuthorisationStarted, EventKind::AuthorisationTakenOver]
        }
        EventKind::HelpEnded => &[EventKind::HelpStarted],
        EventKind::AdultSupportEnded => &[EventKind::AdultSupportStarted],
        EventKind::AdviceGiven
        | EventKind::ReportReceived
        | EventKind::AssessmentCompleted
        | EventKind::InvestigationStarted
        | EventKind::FollowUpStarted
        | EventKind::TransferSent
        | EventKind::MonitoringMoment
        | EventKind::CsgContact
        | EventKind::CsgTreatment
        | EventKind::CsgReferral
        | EventKind::TraceExamination
        | EventKind::PoliceReport
        | EventKind::PoliceIntakeTalk
        | EventKind::PoliceComplaint
        | EventKind::BoardRequested
        | EventKind::CourtPetitioned
        | EventKind::CourtRefused
        | EventKind::GiWorkerAssigned
        | EventKind::GiFirstContact
        | EventKind::GiPlanMade
        | EventKind::GiCauseOfWait
        | EventKind::HelpAllocated
        | EventKind::HelpStarted
        | EventKind::AdultSupportStarted
        | EventKind::HousingStarted
        | EventKind::IncomeStarted
        | EventKind::Turned18
        | EventKind::MovedAway
        | EventKind::Died => &[],
    }
}

fn stands(event: &Event, record: &[Event]) -> bool {
    if event.status == RecordStatus::Removed {
        return false;
    }
    let openers = record.iter().filter(|other| stated_with(event.kind).contains(&other.kind));
    openers.into_iter().all(|opener| opener.status != RecordStatus::Removed && !taken_back(event, opener))
}

/// Only rows replace each other whole: a later message about a start says nothing about an end.
fn taken_back(event: &Event, opener: &Event) -> bool {
    let rows = event.status == RecordStatus::Current && opener.status == RecordStatus::Current;
    rows && opener.stated > event.stated
}

/// A total order on everything a trajectory uses, so that the order of arrival never matters.
fn order(one: &Event, other: &Event) -> Ordering {
    let is_removed = |event: &Event| event.status == RecordStatus::Removed;
    let statement = |event: &Event| (teller(event), event.record, event.kind, event.stated, event.turn, is_removed(event));
    let content = |event: &Event| {
        let who = (event.municipality, event.sex, event.birth_month);
        let circumstances = (event.contact, event.setting, event.online, event.other_age, event.sector, event.crisis);
        let said = (event.form, event.reasons, circumstances, event.satisfaction, event.without_help);
        (event.day, event.code, event.case, who, said, teller_of(event), event.status, event.precision)
    };
    statement(one).cmp(&statement(other)).then_with(|| content(one).cmp(&content(other)))
}

/// Which of two tellers of one message is kept: the same one, in whatever order they came.
fn teller_of(event: &Event) -> (OrganisationKind, Organisation) {
    (event.organisation_kind, event.organisation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Day;
    use person::RecordKey;

    fn said(kind: EventKind, day: i32, stated: i32, status: RecordStatus) -> Event {
        Event { stated: Day(stated), status, ..Event::new(kind, Day(day), RecordKey(1), OrganisationKind::Provider) }
    }

    fn days(events: &[Event]) -> Vec<(EventKind, i32)> {
        latest(events).iter().map(|event| (event.kind, event.day.0)).collect()
    }

    #[test]
    fn a_row_stated_again_without_its_end_is_open_again() {
        use RecordStatus::Current;
        let first = [said(EventKind::HelpStarted, 5, 180, Current), said(EventKind::HelpEnded, 100, 180, Current)];
        assert_eq!(days(&first), [(EventKind::HelpStarted, 5), (EventKind::HelpEnded, 100)]);
        let again = [first[0], first[1], said(EventKind::HelpStarted, 5, 365, Current)];
        assert_eq!(days(&again), [(EventKind::HelpStarted, 5)]);
    }

    #[test]
    fn a_message_about_the_start_leaves_the_end_alone() {
        use RecordStatus::{Changed, New};
        let stop = said(EventKind::HelpEnded, 100, 101, New);
        let events = [said(EventKind::HelpStarted, 5, 6, New), stop, said(EventKind::HelpStarted, 7, 200, Changed)];
        assert_eq!(days(&events), [(EventKind::HelpStarted, 7), (EventKind::HelpEnded, 100)]);
    }

    #[test]
    fn a_removed_start_takes_its_end_with_it_but_a_removed_end_leaves_the_start() {
        use RecordStatus::{New, Removed};
        let (start, stop) = (said(EventKind::HelpStarted, 5, 6, New), said(EventKind::HelpEnded, 100, 101, New));
        assert_eq!(days(&[start, stop, said(EventKind::HelpStarted, 5, 120, Removed)]), []);
        assert_eq!(days(&[start, stop, said(EventKind::HelpEnded, 100, 101, Removed)]), [(EventKind::HelpStarted, 5)]);
    }

    #[test]
    fn an_assessment_outlives_a_later_row_of_its_report() {
        use RecordStatus::Current;
        let assessed = said(EventKind::AssessmentCompleted, 9, 180, Current);
        let events = [said(EventKind::ReportReceived, 5, 180, Current), assessed, said(EventKind::ReportReceived, 5, 365, Current)];
        assert_eq!(days(&events), [(EventKind::ReportReceived, 5), (EventKind::AssessmentCompleted, 9)]);
    }

    #[test]
    fn of_one_day_the_later_message_wins_also_over_a_removal() {
        use RecordStatus::{New, Removed};
        let turn = |turn, event: Event| Event { turn, ..event };
        let (removed, anew) = (said(EventKind::HelpStarted, 5, 9, Removed), said(EventKind::HelpStarted, 7, 9, New));
        assert_eq!(days(&[turn(1, removed), turn(2, anew)]), [(EventKind::HelpStarted, 7)]);
        assert_eq!(days(&[turn(2, removed), turn(1, anew)]), []);
        assert_eq!(days(&[removed, anew]), [], "where nobody tells, a removal wins");
    }

    #[test]
    fn a_message_is_one_whoever_delivers_it_and_rows_are_not() {
        use RecordStatus::{Current, New, Removed};
        let by = |organisation, event: Event| Event { organisation: Organisation(organisation), ..event };
        let start = said(EventKind::HelpStarted, 5, 6, New);
        assert_eq!(days(&[by(1, start), by(2, start)]).len(), 1);
        assert_eq!(days(&[by(1, start), by(2, said(EventKind::HelpStarted, 5, 8, Removed))]), []);
        let row = said(EventKind::HelpStarted, 5, 6, Current);
        assert_eq!(days(&[by(1, row), by(2, row)]).len(), 2);
    }
}
