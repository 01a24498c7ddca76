//! Where events come from: a number of partitions, each sorted by person.

use person::{Event, Organisation, PersonKey, RecordKey};

/// Why a partition cannot be read, by whoever holds it.
pub type ReadError = Box<dyn std::error::Error + Send + Sync>;

/// Events in partitions. All events of one person stand in one partition and, there, together, events without a person
/// first; all statements of one record without a person stand in one partition.
pub trait Partitions: Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The events of one partition, `0..len()`.
    ///
    /// # Errors
    /// Whatever keeps the holder from reading it.
    fn read(&self, partition: usize) -> Result<Vec<Event>, ReadError>;
}

/// Events held in memory: for tests, examples and small files.
#[derive(Clone, Debug)]
pub struct InMemory {
    events: Vec<Event>,
    ends: Vec<usize>,
}

impl InMemory {
    /// Sorts events and cuts them into at most this many partitions of about the same size, never through a person.
    pub fn new(mut events: Vec<Event>, partitions: usize) -> InMemory {
        events.sort_unstable_by_key(|event| (whole(event), event.day, event.kind, event.record));
        let size = events.len().div_ceil(partitions.max(1));
        let mut ends = Vec::new();
        let mut end = 0;
        for together in events.chunk_by(|one, other| whole(one) == whole(other)) {
            end += together.len();
            if end - ends.last().copied().unwrap_or(0) >= size {
                ends.push(end);
            }
        }
        if ends.last().copied().unwrap_or(0) < events.len() {
            ends.push(events.len());
        }
        InMemory { events, ends }
    }
}

impl Partitions for InMemory {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn read(&self, partition: usize) -> Result<Vec<Event>, ReadError> {
        let start = if partition == 0 { 0 } else { self.ends.get(partition - 1).copied().unwrap_or(self.events.len()) };
        let end = self.ends.get(partition).copied().unwrap_or(self.events.len());
        Ok(self.events[start..end].to_vec())
    }
}

/// What may not be cut: a person, or a record without one.
fn whole(event: &Event) -> (Option<PersonKey>, Option<(Organisation, RecordKey)>) {
    (event.person, event.person.is_none().then_some((event.organisation, event.record)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Day, EventKind, OrganisationKind};

    #[test]
    fn no_person_is_cut_and_no_event_lost() {
        let event = |number: u8| Event {
            person: (number > 3).then_some(PersonKey([number / 4; 16])),
            ..Event::new(EventKind::ReportReceived, Day(i32::from(number)), RecordKey(number.into()), OrganisationKind::VeiligThuis)
        };
        for partitions in [0, 1, 3, 100] {
            let held = InMemory::new((0..40).rev().map(event).collect(), partitions);
            let read: Vec<Vec<Event>> = (0..held.len()).map(|place| held.read(place).expect("in memory")).collect();
            assert_eq!(read.iter().map(Vec::len).sum::<usize>(), 40);
            let ends = read.windows(2).map(|pair| (pair[0].last().and_then(|event| event.person), pair[1][0].person));
            assert!(ends.into_iter().all(|(last, first)| last.is_none() || last != first), "{partitions}");
        }
        assert!(InMemory::new(Vec::new(), 4).is_empty());
    }
}
