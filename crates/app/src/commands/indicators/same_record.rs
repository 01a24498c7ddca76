//! Which events of a plain file are of one record.
//!
//! A delivery's records belong to the organisation that delivers them. In a plain file a transfer may be sent by one
//! organisation and accepted by another under one record, an order started by a court and ended by an institution; and what can
//! happen more than once under one record (a monitoring moment) stands there as often as it happened.

use std::collections::BTreeMap;

use domain::EventKind;
use person::{Event, Organisation, PersonKey, RecordKey};
use trajectories::statement::stated_with;

/// One record of one person as the file names it.
type Named = (Option<PersonKey>, RecordKey);

/// Gives the events of one record one teller where no two of them tell the same kind of event, and what happens again under one
/// record a record of its own.
pub fn settle(events: &mut [Event]) {
    let mut records: BTreeMap<Named, Vec<usize>> = BTreeMap::new();
    for (place, event) in events.iter().enumerate() {
        records.entry((event.person, event.record)).or_default().push(place);
    }
    for places in records.values().filter(|places| places.len() > 1) {
        one_teller(events, places);
        apart(events, places);
    }
}

fn one_teller(events: &mut [Event], places: &[usize]) {
    let mut tellers: BTreeMap<EventKind, Organisation> = BTreeMap::new();
    let is_one = places.iter().all(|place| {
        let event = &events[*place];
        *tellers.entry(event.kind).or_insert(event.organisation) == event.organisation
    });
    if is_one {
        let first = places.iter().map(|place| events[*place].organisation).min().unwrap_or_default();
        places.iter().for_each(|place| events[*place].organisation = first);
    }
}

/// Only what neither starts nor ends anything can happen again; it keeps its case.
fn apart(events: &mut [Event], places: &[usize]) {
    let mut seen: BTreeMap<(EventKind, Organisation), domain::Day> = BTreeMap::new();
    for place in places {
        let event = &mut events[*place];
        if trajectories::spell::is_paired(event.kind) || !stated_with(event.kind).is_empty() || answers(event.kind) {
            continue;
        }
        let first = *seen.entry((event.kind, event.organisation)).or_insert(event.day);
        if event.day != first {
            event.record = RecordKey(event.record.0 ^ (u64::from(event.day.0.unsigned_abs()) << 20) ^ u64::from(event.kind.number()));
        }
    }
}

/// What stands once in a record: a report, its assessment, a transfer.
fn answers(kind: EventKind) -> bool {
    matches!(kind, EventKind::ReportReceived | EventKind::AssessmentCompleted | EventKind::TransferSent | EventKind::BoardRequested)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Day, OrganisationKind};

    fn event(kind: EventKind, day: i32, organisation: u32) -> Event {
        Event { organisation: Organisation(organisation), ..Event::new(kind, Day(day), RecordKey(7), OrganisationKind::VeiligThuis) }
    }

    #[test]
    fn a_transfer_accepted_by_another_is_one_record() {
        let mut events = [event(EventKind::TransferSent, 1, 5), event(EventKind::TransferAccepted, 3, 9)];
        settle(&mut events);
        assert_eq!((events[0].organisation, events[0].record), (events[1].organisation, events[1].record));
    }

    #[test]
    fn two_organisations_that_count_from_one_keep_their_own_records() {
        let mut events = [event(EventKind::HelpStarted, 1, 5), event(EventKind::HelpStarted, 400, 9)];
        settle(&mut events);
        assert_ne!(events[0].organisation, events[1].organisation);
    }

    #[test]
    fn what_happens_again_under_one_record_happens_again_and_a_repeated_row_does_not() {
        let mut events = [1, 30, 30, 60].map(|day| event(EventKind::MonitoringMoment, day, 5));
        settle(&mut events);
        let records: std::collections::BTreeSet<RecordKey> = events.iter().map(|event| event.record).collect();
        assert_eq!((records.len(), events[1].record == events[2].record), (3, true));
    }
}
