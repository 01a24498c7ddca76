//! The two rows that are kept: an event with pseudonyms (deliveries), an event with its person (partitions).

use std::cmp::Ordering;

use domain::{Day, EventKind, OrganisationKind};
use person::{Event, LinkageTokens, PersonKey, Pseudonyms, RecordKey};

use crate::columns::COLUMNS;

/// An event as a delivery holds it: not linked yet, so its `person` is not kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredEvent {
    /// What stands for the identity; none for advice.
    pub pseudonyms: Pseudonyms,
    /// Keyed combinations of name, birth date, sex and postcode, where they were delivered.
    pub tokens: LinkageTokens,
    /// What happened.
    pub event: Event,
}

/// A row of one of the files of the store.
pub(crate) trait Row: Copy {
    /// Names of its sixteen-byte columns.
    const KEYS: &'static [&'static str];
    /// How many of them every file has: the others came later, and a file without them reads as one in which they are empty.
    const KEYS_ALWAYS: usize;

    /// A row to read into.
    fn blank() -> Self;
    /// Its event.
    fn event(&self) -> &Event;
    /// Its event, to fill in.
    fn event_mut(&mut self) -> &mut Event;
    /// The key in one of its sixteen-byte columns.
    fn key(&self, place: usize) -> Option<PersonKey>;
    /// Sets one of them.
    fn set_key(&mut self, place: usize, key: PersonKey);
}

impl Row for StoredEvent {
    const KEYS: &'static [&'static str] =
        &["number", "fallback", "token_0", "token_1", "token_2", "token_3", "token_4", "token_5", "token_6", "token_7"];
    const KEYS_ALWAYS: usize = 2;

    fn blank() -> StoredEvent {
        StoredEvent { pseudonyms: Pseudonyms::default(), tokens: LinkageTokens::NONE, event: <Event as Row>::blank() }
    }

    fn event(&self) -> &Event {
        &self.event
    }

    fn event_mut(&mut self) -> &mut Event {
        &mut self.event
    }

    fn key(&self, place: usize) -> Option<PersonKey> {
        match place {
            0 => self.pseudonyms.number,
            1 => self.pseudonyms.fallback,
            token => self.tokens.0[token - 2],
        }
    }

    fn set_key(&mut self, place: usize, key: PersonKey) {
        let kept = match place {
            0 => &mut self.pseudonyms.number,
            1 => &mut self.pseudonyms.fallback,
            token => &mut self.tokens.0[token - 2],
        };
        *kept = Some(key);
    }
}

impl Row for Event {
    const KEYS: &'static [&'static str] = &["person"];
    const KEYS_ALWAYS: usize = 1;

    fn blank() -> Event {
        Event::new(EventKind::AdviceGiven, Day(0), RecordKey(0), OrganisationKind::Unknown)
    }

    fn event(&self) -> &Event {
        self
    }

    fn event_mut(&mut self) -> &mut Event {
        self
    }

    fn key(&self, _place: usize) -> Option<PersonKey> {
        self.person
    }

    fn set_key(&mut self, _place: usize, key: PersonKey) {
        self.person = Some(key);
    }
}

/// The order of a partition: person (none first), day, kind, record, stated; then every other field, so that rows
/// which stand together in either order are the same row.
pub(crate) fn order(one: &Event, other: &Event) -> Ordering {
    let first = |event: &Event| (event.person, event.day, event.kind, event.record, event.stated, event.case);
    let rest = |event: &Event| COLUMNS.each_ref().map(|column| (column.get)(event));
    first(one).cmp(&first(other)).then_with(|| rest(one).cmp(&rest(other)))
}
