//! A snapshot of the store as a source of events.

use person::Event;
use store::Snapshot;

use crate::{Partitions, ReadError};

/// The store keeps each person whole in one partition, sorted, and the advice of one record together before them.
impl Partitions for Snapshot {
    fn len(&self) -> usize {
        self.partitions()
    }

    fn read(&self, partition: usize) -> Result<Vec<Event>, ReadError> {
        self.partition(partition).map_err(ReadError::from)
    }
}

#[cfg(test)]
mod tests {
    use domain::{Atlas, Day, EventKind, Municipality, OrganisationKind};
    use person::{Event, PersonKey, Pseudonyms, RecordKey};
    use store::{DeliveryMeta, Moment, RowCounts, SourceHash, Store, StoredEvent};

    use crate::count;

    fn stored(number: u64) -> StoredEvent {
        let kind = if number.is_multiple_of(3) { EventKind::AdviceGiven } else { EventKind::ReportReceived };
        let mut event = Event::new(kind, Day(19_400), RecordKey(number), OrganisationKind::VeiligThuis);
        event.municipality = Municipality(363);
        event.stated = Day(19_538);
        let child = PersonKey([(number % 7) as u8; 16]);
        let number = (kind == EventKind::ReportReceived).then_some(child);
        StoredEvent { pseudonyms: Pseudonyms { number, fallback: None }, tokens: person::LinkageTokens::NONE, event }
    }

    #[test]
    fn a_snapshot_is_counted_as_it_was_delivered() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("a store");
        let meta = DeliveryMeta {
            kind: "veilig-thuis".to_owned(),
            supplier: "VT13".to_owned(),
            organisation_kind: OrganisationKind::VeiligThuis,
            period: "2023HJ01".parse().expect("a period"),
            version: 1,
            source: SourceHash::of(b"made for this test"),
        };
        let mut writer = store.writer(meta).expect("a writer");
        (0..90).for_each(|number| writer.push(&stored(number)).expect("pushed"));
        let _ = writer.finish(RowCounts { read: 90, accepted: 90, set_aside: 0 }, Moment(1_700_000_000)).expect("accepted");

        let snapshot = store.snapshot(2, &|_| ()).expect("a snapshot");
        let coverage = snapshot.coverage(&Atlas::netherlands());
        let counts = count(&snapshot, &indicators::catalogue(), &indicators::norms(), &coverage, 2).expect("counts");
        let totals = ["advice-records", "report-records", "report-children", "assessment"]
            .map(|indicator| counts.tables.iter().find(|table| table.indicator == indicator).map_or(0, |table| table.total()));
        assert_eq!((totals, counts.persons, counts.events), ([30, 60, 7, 60], 7, 90));
    }
}
