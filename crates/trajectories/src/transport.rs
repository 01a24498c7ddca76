//! Step 1b: a message of transport yields to the register that tells the same.
//!
//! A police report, a safety assessment, a request to the Board and its result travel as CORV messages between
//! organisations that each keep a register of their own. Where the register delivers, it tells more (the nature of the
//! violence, the reasons); the message counts only where the register is silent.

use domain::EventKind;
use person::{Event, RecordStatus};

use crate::stitch::SAME_START_DAYS;

/// The events without the messages of transport that a row of a register retells: the same kind, at most
/// [`SAME_START_DAYS`] apart.
pub fn without_retold(stated: Vec<Event>) -> Vec<Event> {
    if !stated.iter().any(is_transport) {
        return stated;
    }
    let is_retold = |message: &Event| stated.iter().any(|row| retells(row, message));
    stated.iter().copied().filter(|event| !(is_transport(event) && is_retold(event))).collect()
}

fn retells(row: &Event, message: &Event) -> bool {
    row.status == RecordStatus::Current && row.kind == message.kind && (row.day - message.day).abs() <= SAME_START_DAYS
}

/// Whether an event is told by a message of what a register holds too.
fn is_transport(event: &Event) -> bool {
    let travels = [EventKind::PoliceReport, EventKind::AssessmentCompleted, EventKind::BoardRequested, EventKind::BoardInvestigationEnded];
    event.status != RecordStatus::Current && travels.contains(&event.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Day, OrganisationKind};
    use person::RecordKey;

    fn told(kind: EventKind, day: i32, record: u64, status: RecordStatus) -> Event {
        Event { status, ..Event::new(kind, Day(day), RecordKey(record), OrganisationKind::Board) }
    }

    #[test]
    fn a_request_told_by_register_and_message_counts_once_and_the_register_is_kept() {
        use RecordStatus::{Current, New};
        let row = told(EventKind::BoardRequested, 100, 1, Current);
        for day in [93, 100, 107] {
            assert_eq!(without_retold(vec![told(EventKind::BoardRequested, day, 2, New), row]), [row]);
        }
        for other in [told(EventKind::BoardRequested, 108, 2, New), told(EventKind::AssessmentCompleted, 100, 2, New)] {
            assert_eq!(without_retold(vec![row, other]), [row, other]);
        }
    }

    #[test]
    fn a_message_counts_where_no_register_tells_it_and_help_is_not_transport() {
        use RecordStatus::{Current, New};
        let report = told(EventKind::PoliceReport, 5, 1, New);
        assert_eq!(without_retold(vec![report]), [report]);
        let help = [told(EventKind::HelpStarted, 5, 1, New), told(EventKind::HelpStarted, 5, 2, Current)];
        assert_eq!(without_retold(help.to_vec()), help);
    }
}
